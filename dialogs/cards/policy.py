"""Answers from policy as cards, and those with which the IG team adds to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from microsoft_teams.cards import ActionSet, Container, OpenUrlAction, RichTextBlock, TextRun

from cases.policies import Passage, PassageKind
from cases.question import QuestionGroup, SavedAnswer
from dialogs import strings
from dialogs.cards import parts
from dialogs.cards.parts import Json
from dialogs.policy_words import citation, name_of, place_of

PASSAGE_AT_MOST = 3_000
"""Characters of a passage that a card shows; the rest is behind its link."""

_LINE_AT_MOST = 120


@dataclass(frozen=True)
class Shown:
    """A passage on a card: what of it is marked, `text[begin:end]`, the address that opens it, and how old it is."""

    passage: Passage
    begin: int
    end: int
    link: str
    age: str


def answer_card(
    title: str,
    shown: Sequence[Shown],
    *,
    note: str,
    related: Sequence[tuple[Passage, Mapping[str, Any]]],
    below: Sequence[Any],
    actions: Sequence[Any],
) -> Json:
    """What the policies say: one passage, or several that disagree. `related` are buttons to further sections with what
    they carry; `below` stands under all of it."""
    body: list[Any] = [parts.heading(title)]
    if note:
        body.append(parts.words(note))
    for one in shown:
        body += _passage(one, has_title=len(shown) > 1)
    if related:
        body.append(parts.subheading("Related"))
        body += [_section_row(passage, carried) for passage, carried in related]
    opened = [
        OpenUrlAction(title="Open the policy" if len(shown) == 1 else f"Open {_short(one)}", url=one.link)
        for one in shown
    ]
    first = [one for one in actions if one.mode != "secondary"]
    rest = [one for one in actions if one.mode == "secondary"]
    summary = f"{title}: {plain(shown[0].passage.text[:300])} ({citation(shown[0].passage)})"
    return parts.card([*body, *below], [*first, *opened, *rest], summary)


def sections_card(
    title: str,
    sentence: str,
    sections: Sequence[tuple[Passage, Mapping[str, Any]]],
    actions: Sequence[Any],
) -> Json:
    """Sections to choose from, where none of them is surely the answer."""
    rows = [_section_row(passage, carried) for passage, carried in sections]
    return parts.card([parts.heading(title), parts.words(sentence), *rows], actions, f"{title}. {sentence}")


def helpful_question(carried: Mapping[str, Any]) -> list[Any]:
    """Was this helpful? Yes, or no."""
    return [
        parts.subheading(strings.HELPFUL),
        ActionSet(
            actions=[
                parts.button("Yes", "policy_helpful", {**carried, "helpful": "yes"}),
                parts.button("No", "policy_helpful", {**carried, "helpful": "no"}),
            ]
        ),
    ]


def _section_row(passage: Passage, carried: Mapping[str, Any]) -> Any:
    return parts.row_with_button(
        parts.shortened(plain(name_of(passage)), _LINE_AT_MOST),
        place_of(passage),
        "Read",
        "policy_section",
        carried,
    )


def _short(shown: Shown) -> str:
    return shown.passage.policy.number or parts.shortened(shown.passage.policy.title, 20)


def _passage(shown: Shown, *, has_title: bool) -> list[Any]:
    passage = shown.passage
    said: list[Any] = []
    if has_title:
        said.append(parts.subheading(plain(name_of(passage))))
    if passage.kind in (PassageKind.ROW, PassageKind.DEFINITION):
        # What stands in the heading is not said twice.
        rows = [(name, value) for name, value in row_facts(passage.text) if value != plain(name_of(passage))]
        said += parts.facts(rows, PASSAGE_AT_MOST)
    else:
        said += _prose(passage.text, shown.begin, shown.end)
    source = TextRun(text=f"{citation(passage)}.", weight="Bolder", size="Small")
    said.append(RichTextBlock(inlines=[source], spacing="Small"))
    said.append(parts.quiet(shown.age))
    return [Container(spacing="Medium", items=said)]


def _prose(text: str, begin: int, end: int) -> list[Any]:
    """The sentence that answers by itself, then the whole with the same sentence in bold."""
    sentence = plain(text[begin:end]).strip()
    before, after = plain(text[:begin]), plain(text[end:])
    if not sentence:
        return [parts.quoted(plain(text), PASSAGE_AT_MOST)]
    answer = RichTextBlock(
        inlines=[TextRun(text="In short: "), TextRun(text=sentence, weight="Bolder")], spacing="Small"
    )
    if not before.strip() and not after.strip():
        return [answer]
    room = max(0, PASSAGE_AT_MOST - len(before) - len(sentence))
    runs = [
        TextRun(text=before or " "),
        TextRun(text=plain(text[begin:end]), weight="Bolder"),
        TextRun(text=parts.shortened(after, room) if len(after) > room else after or " "),
    ]
    return [answer, parts.quiet("The whole section:"), RichTextBlock(inlines=runs, spacing="Small")]


def row_facts(text: str) -> list[tuple[str, str]]:
    """A row of a table as names and values: it is kept as a line for each cell, "Column: value"."""
    pairs = []
    for line in text.splitlines():
        name, colon, value = line.partition(": ")
        pairs.append((plain(name), plain(value)) if colon else ("", plain(line)))
    return pairs


def plain(text: str) -> str:
    """The text without the marks for bold type and code, which a card would show as they are."""
    return text.replace("**", "").replace("`", "")


def write_card(title: str, explained: str, typed: str, once: str, problem: str) -> Json:
    """A box for what is sent to the IG team."""
    return parts.card(
        [
            parts.heading(title),
            parts.words(explained),
            *([parts.problem(problem)] if problem else []),
            parts.text_input("question", "What would you like to send?", typed, lines=5),
        ],
        [parts.button(strings.SEND_TO_TEAM, "policy_send", {"once": once}, "positive")],
        title,
    )


def answered_card(reference: str, question: str, answer: str, by: str) -> Json:
    """The IG team's answer, as the person who asked is told it."""
    title = f"Your question {reference} is answered"
    return parts.card(
        [
            parts.heading(title),
            parts.said_by("You asked:", question),
            parts.said_by(f"{by} answers:", answer, PASSAGE_AT_MOST),
        ],
        [parts.button("Open", "open", {"case": reference})],
        title,
    )


def save_answer_card(
    question: str, answer: str, review: str, carried: Mapping[str, Any], problem: str, warning: str
) -> Json:
    """A question with its answer, to be saved for next time."""
    title = "Save an answer for next time"
    return parts.card(
        [
            parts.heading(title),
            parts.words("Everybody who asks the same gets it at once. Name nobody in it."),
            *([parts.problem(problem)] if problem else []),
            *([parts.problem(warning)] if warning else []),
            parts.text_input("question", "The question, as people ask it", question, lines=2),
            parts.text_input("answer", "The answer", answer, lines=6),
            parts.date_input("review", "When is it to be looked at again?", review),
        ],
        [parts.button("Save it", "answer_save", carried, "positive")],
        title,
    )


def answer_saved_card(saved: SavedAnswer, review: str) -> Json:
    """What became of it."""
    title = "The answer is saved"
    carried = {"answer": saved.id}
    return parts.card(
        [
            parts.heading(title),
            *parts.facts(
                (("Question", saved.question), ("Answer", saved.answer), ("Look again by", review)),
                PASSAGE_AT_MOST,
            ),
        ],
        [
            parts.button("Change it", "answer_change", carried),
            parts.button("Take it out", "answer_out", carried),
            parts.button("What people ask", "what_people_ask", {}),
        ],
        title,
    )


def saved_answers_card(rows: Sequence[tuple[SavedAnswer, str]], more: int) -> Json:
    """What was saved, each with when it is looked at again; what is due for that stands first."""
    title = "Saved answers"
    listed = [
        parts.row_with_button(line, saved.question, "Change", "answer_change", {"answer": saved.id})
        for saved, line in rows
    ]
    nothing = [] if rows else [parts.words("No answers are saved yet.")]
    rest = [parts.quiet(f"And {more} more, to be looked at later.")] if more else []
    add = parts.button("Add an answer", "answer_new", {})
    return parts.card([parts.heading(title), *listed, *nothing, *rest], [add], title)


def what_people_ask_card(lists: Sequence[tuple[str, Sequence[QuestionGroup]]]) -> Json:
    """What people ask, in lists: each with what it led to, how often, and a button to answer it better."""
    title = "What people ask"
    body: list[Any] = [parts.heading(title), parts.words(strings.WITHOUT_WHO_ASKED)]
    for name, groups in lists:
        body.append(parts.subheading(name))
        body += [_group_row(group) for group in groups] or [parts.words("Nothing at the moment.")]
    saved = parts.button("Saved answers", "saved_answers", {})
    return parts.card(body, [saved], title)


def _group_row(group: QuestionGroup) -> Any:
    newest = group.newest
    count = f"Asked {'once' if group.asked == 1 else f'{group.asked:,} times'}"
    if group.unhelpful:
        count += f", {group.unhelpful:,} not helped"
    led = f" Led to: {plain(newest.title)}." if newest.passage else ""
    words = newest.words or "(the words looked like personal data and are not kept)"
    return parts.row_with_button(
        f"{count}.{led}"[:300], words, "Add an answer", "answer_new", {"question": newest.id}
    )
