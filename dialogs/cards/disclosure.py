"""The cards of disclosure checks: how to begin one, what was found, one finding at a time, and what is left to do.

Shown in a personal chat alone. A value is never on them whole: "J… T…" at most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from microsoft_teams.cards import ActionSet, OpenUrlAction, RichTextBlock, TextRun

from cases.disclosure import DisclosureCheck, Hit, Verdict
from cases.disclosure.check import CONTEXT
from cases.disclosure.deciding import POSSIBLE, Scope
from cases.documents import Unseen
from cases.words import counted, listed, moment_in_words
from dialogs import strings
from dialogs.cards import parts
from dialogs.cards.parts import Json
from nlp.personal_data import WHAT_IT_IS_NOT, Band, DataLabel
from nlp.personal_data.titles import counted_kind, title_of

_PLACES_SHOWN: Final = 3
_KINDS_SHOWN: Final = 20
_LEFT_SHOWN: Final = 25
_REMARKS_SHOWN: Final = 8
_CHECKS_SHOWN: Final = 10

DRAFT: Final = "draft"
"""The box into which a text is pasted."""

_PLACE_AT_MOST: Final = 120
_BANDS: Final = ("sure", "likely", POSSIBLE, CONTEXT)


@dataclass(frozen=True)
class Addresses:
    """Where the report is read and fetched as a table, for one person."""

    report: str
    table: str


def how_card(
    address: str,
    endings: Sequence[str],
    reference: str,
    earlier: Sequence[tuple[str, str, str]] = (),
    problem: str = "",
) -> Json:
    """How to have a document or a draft checked.

    `earlier` are the checks of the case: id, name, and what is known of each. `problem` is what was wrong with the last
    try.
    """
    title = f"Check a document for {reference}" if reference else strings.CHECK_A_DOCUMENT
    sends = strings.CHOOSE_IN_BROWSER if reference else strings.SEND_OR_CHOOSE
    rows = [_row(*one) for one in earlier[:_CHECKS_SHOWN]]
    back = [parts.bare_button("Back to the case", "open", {"case": reference})] if reference else []
    mine = [] if reference else [parts.bare_button("My checks", "my_checks", {})]
    return parts.card(
        [
            parts.heading(title),
            *([parts.problem(problem)] if problem else []),
            parts.words(sends),
            parts.words(strings.WHAT_A_CHECK_DOES),
            parts.quiet(
                f"I can read {listed(endings)}. The page that opens works for half an hour, for you."
            ),
            parts.text_input(DRAFT, strings.PASTE_HERE, lines=5),
            *([parts.subheading("Checked before"), *rows] if rows else []),
        ],
        [
            OpenUrlAction(title="Choose a file", url=address, style="positive"),
            parts.button("Check the text", "check_text", {"case": reference}),
            *mine,
            *back,
        ],
        title,
    )


def checks_card(rows: Sequence[tuple[str, str, str]]) -> Json:
    """Somebody's own checks, the newest first: id, name, and what is known of each."""
    title = "Your checks"
    shown = [_row(*one) for one in rows] or [parts.words(strings.NO_CHECKS)]
    return parts.card(
        [parts.heading(title), *shown], [parts.button(strings.CHECK_A_DOCUMENT, "check_how", {})], title
    )


def _row(check_id: str, name: str, line: str) -> Any:
    return parts.row_with_button(line, name, "Open", "check", {"check": check_id})


def reading_card(name: str) -> Json:
    """A document that is being read."""
    return parts.card([_named(name, "is being read"), parts.words(strings.READING)], (), strings.READING)


def gone_card() -> Json:
    """A file that was sent too long ago to be fetched."""
    return parts.card([parts.words(strings.FILE_GONE)], (), strings.FILE_GONE)


def not_read_card(check: DisclosureCheck, address: str) -> Json:
    """A document that could not be read, and why."""
    title = "A document could not be checked"
    return parts.card(
        [_named(check.name, "could not be checked"), parts.problem(check.problem)],
        [OpenUrlAction(title="Choose a file", url=address)],
        title,
    )


def check_card(
    check: DisclosureCheck, addresses: Addresses, *, is_readable: bool, note: str = "", undo: str = ""
) -> Json:
    """What was found in a document, kinds and places; once all is decided, what is left to do.

    `undo` names the press that can be undone.
    """
    decided = len(check.hits) - len(check.open_hits)
    is_done = bool(check.hits) and not check.open_hits
    body: list[Any] = [
        _named(check.name, "is checked"),
        *([parts.words(note)] if note else []),
        parts.headline(_what_matters(check)),
    ]
    if check.hits and not is_done:
        body.append(parts.words(progress(check)))
    body += _what_is_left(check) if is_done else [*_kinds(check), *_unseen(check.hits)]
    body += [parts.quoted_quietly(remark) for remark in check.remarks[:_REMARKS_SHOWN]]
    body += [
        parts.quiet(WHAT_IT_IS_NOT),
        parts.quiet(_how_long(check, is_readable)),
    ]
    carried = {"check": check.id}
    opens = OpenUrlAction(title="Open the report", url=addresses.report)
    table = OpenUrlAction(title="Download as a table", url=addresses.table)
    if is_done:
        opens.style = "positive"
        buttons = [
            opens,
            table,
            parts.under_more(parts.button("Go through them again", "check_next", carried)),
        ]
    elif check.hits:
        goes = "Go on" if decided else "Go through them"
        buttons = [parts.button(goes, "check_next", carried, "positive"), opens, table]
    else:
        buttons = [opens, table]
    if undo:
        undoes = parts.button("Undo the last decision", "check_undo", {**carried, "press": undo})
        buttons.append(parts.under_more(undoes))
    if is_readable:
        buttons.append(parts.under_more(parts.button("Delete what was read", "check_forget", carried)))
    return parts.card(body, buttons, _what_matters(check), refresh=("check_shown", carried))


def _how_long(check: DisclosureCheck, is_readable: bool) -> str:
    if not is_readable:
        return strings.TEXT_IS_GONE
    return strings.READABLE.format(until=moment_in_words(check.readable_until))


def summary_of(check: DisclosureCheck) -> str:
    """The one thing that matters, for where cards are not shown: no name of a file and no value."""
    return f"A document is checked. {_what_matters(check)}"


def progress(check: DisclosureCheck) -> str:
    """ "12 of 48 decided"."""
    return f"{len(check.hits) - len(check.open_hits):,} of {len(check.hits):,} decided"


def _what_matters(check: DisclosureCheck) -> str:
    if not check.hits:
        return "I found nothing that is likely personal data."
    if not check.open_hits:
        out = len(check.to_take_out)
        stays = len(check.hits) - out
        if not out or not stays:
            all_of_it = "can stay" if not out else "is to be taken out"
            return f"All {len(check.hits):,} are decided: everything {all_of_it}."
        return f"All {len(check.hits):,} are decided: {out:,} to take out, {stays:,} can stay."
    hidden = Counter(hit.unseen for hit in check.hits if hit.unseen)
    if hidden:
        ways = listed([_with_article(unseen) for unseen, _ in hidden.most_common(3)])
        more = " and more" if len(hidden) > 3 else ""
        return f"{counted(hidden.total(), 'thing')} in it that people don't see: {ways}{more}."
    flagged = [hit for hit in check.hits if hit.band != CONTEXT]
    if not flagged:
        return (
            f"{counted(len(check.hits), 'thing')} that could identify somebody together with something else."
        )
    kinds = [counted_kind(label, count) for label, count in _by_kind(flagged)]
    return f"What may be {listed(kinds[:4])}{' and more' if len(kinds) > 4 else ''}."


def _with_article(unseen: Unseen) -> str:
    if unseen in (Unseen.HIDDEN_TEXT, Unseen.LINKED_VALUES, Unseen.COVERED_TEXT):
        return unseen.value
    return f"{'an' if unseen.value[0] in 'aeiou' else 'a'} {unseen.value}"


def _by_kind(hits: Sequence[Hit]) -> list[tuple[DataLabel, int]]:
    """Art 9, Art 10 and children first, as the scan's own summary has them."""
    counts = Counter(hit.label for hit in hits)
    return [(label, counts[label.value]) for label in DataLabel if counts[label.value]]


def _kinds(check: DisclosureCheck) -> list[Any]:
    """Kind and number, the first places, and how sure."""
    pairs = []
    for label, count in _by_kind(check.hits)[:_KINDS_SHOWN]:
        of_kind = [hit for hit in check.hits if hit.label == label]
        places = list(dict.fromkeys(_where(hit) for hit in of_kind))
        shown = "; ".join(places[:_PLACES_SHOWN])
        more = (
            f"; {counted(len(places) - _PLACES_SHOWN, 'more place')}" if len(places) > _PLACES_SHOWN else ""
        )
        bands = [band for band in _BANDS if any(hit.band == band for hit in of_kind)]
        pairs.append((counted_kind(label, count), f"{shown}{more}. {listed(bands).capitalize()}."))
    return list(parts.facts(pairs))


def _where(hit: Hit) -> str:
    return parts.shortened(hit.place.in_words(), _PLACE_AT_MOST)


def _unseen(hits: Sequence[Hit]) -> list[Any]:
    """What people forget, with what to do about each."""
    counts = Counter(hit.unseen for hit in hits if hit.unseen)
    if not counts:
        return []
    lines = [
        parts.words(f"{unseen.value.capitalize()} ({count:,}): {unseen.meaning}")
        for unseen, count in counts.most_common()
    ]
    return [parts.subheading("What people don't see"), *lines]


def _what_is_left(check: DisclosureCheck) -> list[Any]:
    """The places to take something out of, and what that means where nobody sees them."""
    left = check.to_take_out
    if not left:
        return []
    by_place: dict[str, Counter[str]] = {}
    for hit in left:
        by_place.setdefault(_where(hit), Counter())[hit.label] += 1
    pairs = [
        (place, listed([counted_kind(DataLabel(label), count) for label, count in kinds.items()]))
        for place, kinds in by_place.items()
    ]
    lines: list[Any] = [parts.subheading("Take out"), *_lines(pairs[:_LEFT_SHOWN])]
    if len(pairs) > _LEFT_SHOWN:
        lines.append(
            parts.quiet(f"{len(pairs) - _LEFT_SHOWN:,} more places are in the report and the table.")
        )
    return [*lines, *_unseen(left)]


def _lines(pairs: Sequence[tuple[str, str]]) -> list[RichTextBlock]:
    return [
        RichTextBlock(
            inlines=[TextRun(text=f"{place}: ", weight="Bolder"), TextRun(text=what)], spacing="Small"
        )
        for place, what in pairs
    ]


def hit_card(
    check: DisclosureCheck,
    hit: Hit,
    *,
    mask: str,
    wider: Sequence[tuple[Scope, int]],
    decided: str,
    undo: str = "",
    reason: str = "",
    problem: str = "",
) -> Json:
    """One finding, to be decided. `wider` are the scopes that take in more, with how many; `decided` says what was
    decided about it before; `undo` names the press that can be undone."""
    order = [one.number for one in check.hits_in_turn]
    at = order.index(hit.number)
    label = DataLabel(hit.label)
    title = f"{_begun(title_of(label))}: {at + 1:,} of {len(order):,}"
    hidden = f"{hit.unseen.value.capitalize()}. {hit.unseen.meaning}" if hit.unseen else ""
    rows = [
        ("Where", hit.place.in_words()),
        ("Looks like", mask),
        ("Not seen", hidden),
        ("Why", hit.why),
        ("How sure", f"{hit.band.capitalize()}. {Band(hit.band).meaning}"),
        ("If published", hit.foi),
        ("If sent to the person", hit.sar),
        ("Decided", decided),
    ]
    scopes = [
        (Scope.THIS.value, "This one"),
        *((scope.value, _scope(hit, scope, more)) for scope, more in wider),
    ]
    choice = [parts.few_input("scope", "Decide about", scopes, Scope.THIS.value)] if wider else []
    carried = {"check": check.id, "hit": str(hit.number)}
    undoing = parts.bare_button("Undo", "check_undo", {"check": check.id, "press": undo})
    undoes = [ActionSet(actions=[undoing], spacing="Small")] if undo else []
    around = [
        parts.under_more(parts.bare_button(name, "check_hit", {"check": check.id, "hit": str(order[place])}))
        for name, place in (("The next one", at + 1), ("The one before", at - 1))
        if 0 <= place < len(order)
    ]
    return parts.card(
        [
            parts.heading(title),
            parts.headline(progress(check)),
            *undoes,
            *([parts.problem(problem)] if problem else []),
            *parts.facts(rows),
            *choice,
            parts.text_input("reason", "Why? (leave empty if it is plain)", reason),
        ],
        [
            parts.button(
                "Take it out", "check_decide", {**carried, "verdict": Verdict.ACCEPTED.value}, "positive"
            ),
            parts.button("It can stay", "check_decide", {**carried, "verdict": Verdict.REJECTED.value}),
            *around,
            parts.under_more(parts.bare_button("Back to the overview", "check", {"check": check.id})),
        ],
        title,
    )


def _begun(words: str) -> str:
    """The words as a sentence begins: "NHS number" stays what it is."""
    return words[:1].upper() + words[1:]


def _scope(hit: Hit, scope: Scope, more: int) -> str:
    if scope is Scope.PERSON:
        return f"All {more:,} mentions of this person"
    if scope is Scope.KIND:
        return f"All {counted_kind(DataLabel(hit.label), more)}"
    if hit.band == CONTEXT:
        return f"All {more:,} that identify only together"
    return f"All {more:,} that are only possible"


def _named(name: str, what: str) -> RichTextBlock:
    """The top line with the name of a file, which is a person's words, so it is shown as it is."""
    return RichTextBlock(
        inlines=[
            TextRun(text=parts.shortened(name, 120), weight="Bolder", size="Medium"),
            TextRun(text=f" {what}", weight="Bolder", size="Medium"),
        ]
    )


def decided_in_words(verdict: Verdict, by: str, why: str) -> str:
    """What was decided about a finding, by whom, and why."""
    said = "To be taken out" if verdict is Verdict.ACCEPTED else "Can stay"
    return f"{said}, by {by}.{f' {why}' if why else ''}"
