"""Questions about policy: answered from the library, with what can be done next one press away.

A card carries what it shows by the ids of passages, so it can be shown again after any press; what it carries is
untrusted, and policies are open to everybody who works here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from cases.policies import Passage, PassageKind
from cases.question import Found
from cases.questions import note_question
from cases.words import LONDON
from dialogs import strings
from dialogs.cards import parts
from dialogs.cards import policy as cards
from dialogs.cards.policy import Shown
from dialogs.policy_words import citation, how_old, name_of, offer_of
from dialogs.talk import Talk
from dialogs.turn import Place, Press, Reply, Turn
from nlp.policies.disagreeing import disagreeing
from nlp.policies.gate import Band
from nlp.policies.library import Answer, PolicyLibrary, Quoted
from nlp.policies.question import is_asked, says_what_about
from nlp.triage import SURE_ENOUGH, Label

_RELATED: Final = 2
_LONGEST_FOLLOW_UP: Final = 12
"""Words."""

_GOES_ON = re.compile(
    r"^\W*(?:and|but|or|so|then|also|what about|how about|what if|even if|same for|what of)\b", re.IGNORECASE
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|that|this|these|those|they|them|their|there|he|she|one|ones|instead|otherwise|same)\b",
    re.IGNORECASE,
)
_SHORT: Final = 4
"""A question of so few words hardly stands by itself, unless it asks what a word means."""

_DEFINES = re.compile(r"^\W*(?:what(?:'s|’s| is| are| does)|define)\b", re.IGNORECASE)

_YES = frozenset({"yes", "yes it was", "yes thanks", "yes thank you", "it was", "yep", "yeah", "very"})
_NO = frozenset({"no", "no it wasn't", "not really", "nope", "it wasn't", "no not really"})

_FOUND = {Band.ANSWER: Found.ANSWERED, Band.DID_YOU_MEAN: Found.OFFERED, Band.UNKNOWN: Found.UNKNOWN}


def is_for_policy(talk: Talk, text: str) -> bool:
    """Whether the words are a question about policy, or go on with the one before."""
    if talk.memory.asked and not talk.form and _yes_or_no(text):
        return True
    reading = talk.turn.reading_of(text)
    if reading.small_talk is not None:
        return False
    if reading.label is Label.POLICY_QUESTION and reading.confidence >= SURE_ENOUGH:
        return True
    is_unsure = reading.confidence < SURE_ENOUGH
    if is_unsure and reading.label in (Label.OTHER, Label.POLICY_QUESTION) and is_asked(text):
        # Triage goes by the words of requests and incidents; what it knows nothing of may stand in a policy.
        return True
    if not talk.memory.asked or not is_unsure or reading.label is Label.INCIDENT:
        return False
    goes_on = is_asked(text) or bool(_GOES_ON.match(text)) or bool(_yes_or_no(text))
    return goes_on and _leans(text)


def _leans(text: str) -> bool:
    """Whether the words need what was asked before to be understood."""
    count = len(text.split())
    if count <= _LONGEST_FOLLOW_UP and (_GOES_ON.match(text) or _POINTS_BACK.search(text)):
        return True
    return count <= _SHORT and not _DEFINES.match(text)


async def answer(talk: Talk, text: str) -> None:
    """Answer in the person's own chat: from the library, with what comes closest, or that it does not know."""
    await _answer(talk, text, Place.PERSONAL)
    if talk.form:
        talk.turn.say(strings.STILL_HERE)


async def answer_here(talk: Talk, text: str) -> None:
    """The same where others read along: nothing on it begins what is personal."""
    await _answer(talk, text, talk.turn.place)


async def _answer(talk: Talk, text: str, place: Place) -> None:
    turn = talk.turn
    if talk.memory.asked and (said := _yes_or_no(text)):
        await _rate(turn, talk.memory.asked[-1]["id"], said)
        turn.say(strings.HELPFUL_THANKS if said == "yes" else strings.NOT_HELPFUL_THANKS)
        return
    before = [one["words"] for one in talk.memory.asked] if _leans(text) else []
    library = await library_of(turn)
    if before and not says_what_about(text):
        # "How long?" alone: it is the question before, asked more closely.
        found = library.answer(f"{before[-1]}\n{text}", before[:-1])
    else:
        found = library.answer(text, before)
    found = _same_question_first(found, text)
    question = await _note(turn, text, found)
    kept = turn.desk.new_id()
    talk.memory.pending[kept] = "\n".join([*before[-1:], text])
    talk.memory.keep_question(question, text, turn.now)
    carried = {"q": question, "kept": kept}
    if found.band is Band.ANSWER:
        _show_answer(turn, place, library, found, carried)
    else:
        _show_closest(turn, place, found, carried, has_policies=bool(library.passages))


async def section_pressed(turn: Turn, press: Press) -> None:
    """Show a section that was offered, in the place of what offered it."""
    library = await library_of(turn)
    passage = _passage(library, press.text("passage"))
    if passage is None:
        turn.say(strings.SECTION_GONE)
        return
    offered = [press.text("main"), *press.text("related").split("\n")]
    related = [one for one in dict.fromkeys(offered) if one and one != passage.id][:_RELATED]
    if press.text("choice"):
        await turn.work.questions.lead_to(press.text("q"), passage.id, name_of(passage))
    carried = {"q": press.text("q"), "kept": press.text("kept")}
    marked: list[_Marked] = [(passage, 0, 0)]
    _show(turn, turn.place, library, marked, related, carried, _asks_if_helpful(marked, related, carried))


async def helpful_pressed(turn: Turn, press: Press) -> None:
    """Note whether an answer helped, and show it again with that said."""
    said = "yes" if press.text("helpful") == "yes" else "no"
    await _rate(turn, press.text("q"), said)
    library = await library_of(turn)
    marked = _marked(library, press)
    if not marked:
        turn.say(strings.HELPFUL_THANKS if said == "yes" else strings.NOT_HELPFUL_THANKS)
        return
    carried = {"q": press.text("q"), "kept": press.text("kept")}
    thanks = strings.HELPFUL_THANKS if said == "yes" else strings.NOT_HELPFUL_THANKS
    below: list[Any] = [parts.subheading(thanks)]
    if said == "no" and turn.place is Place.PERSONAL:
        below.append(parts.flowing([parts.button(strings.ASK_THE_TEAM, "policy_ask", carried)]))
    related = [one for one in press.text("related").split("\n") if one]
    _show(turn, turn.place, library, marked, related, carried, below)


async def library_of(turn: Turn) -> PolicyLibrary:
    """The policies with the saved answers, as they stand now."""
    saved = await turn.work.saved_answers.all()
    return await turn.policies.library([one.as_passage for one in saved])


def _same_question_first(found: Answer, text: str) -> Answer:
    """Where an answer to this very question was saved, or stands in a policy, it needs no probability."""
    for one in found.passages:
        passage = one.passage
        if (
            passage.kind is PassageKind.ANSWER
            and passage.headings
            and _bare(passage.headings[-1]) == _bare(text)
        ):
            others = tuple(other for other in found.passages if other is not one)
            return replace(found, band=Band.ANSWER, passages=(one, *others))
    return found


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[^\w' ]+", " ", text.lower().replace("’", "'")).split())


async def _note(turn: Turn, text: str, found: Answer) -> str:
    led = found.passages[0].passage if found.band is Band.ANSWER else None
    asked = await note_question(
        turn.work,
        turn.desk,
        text,
        turn.flagged(text),
        _FOUND[found.band],
        led.id if led else "",
        name_of(led) if led else "",
    )
    return asked.id


async def _rate(turn: Turn, question_id: str, said: str) -> None:
    await turn.work.questions.rate(question_id, is_helpful=said == "yes")


def _yes_or_no(text: str) -> str:
    bare = _bare(text)
    return "yes" if bare in _YES else "no" if bare in _NO else ""


def _passage(library: PolicyLibrary, passage_id: str) -> Passage | None:
    return next((one for one in library.passages if one.id == passage_id), None)


_Marked = tuple[Passage, int, int]


def _show_answer(
    turn: Turn, place: Place, library: PolicyLibrary, found: Answer, carried: dict[str, Any]
) -> None:
    quoted: Sequence[Quoted] = disagreeing(found.passages) or found.passages[:1]
    marked = [(one.passage, one.begin, one.end) for one in quoted]
    shown = {one.passage.id for one in quoted}
    related = [one.passage.id for one in found.passages if one.passage.id not in shown][:_RELATED]
    _show(turn, place, library, marked, related, carried, _asks_if_helpful(marked, related, carried))


def _asks_if_helpful(marked: Sequence[_Marked], related: Sequence[str], carried: dict[str, Any]) -> list[Any]:
    again = {
        **carried,
        "shown": "\n".join(f"{begin} {end} {passage.id}" for passage, begin, end in marked),
        "related": "\n".join(related),
    }
    return cards.helpful_question(again)


def _marked(library: PolicyLibrary, press: Press) -> list[_Marked]:
    """What a card says that it shows, as far as it is still there."""
    found: list[_Marked] = []
    for line in press.text("shown").split("\n")[:_RELATED]:
        begin, _, rest = line.partition(" ")
        end, _, passage_id = rest.partition(" ")
        passage = _passage(library, passage_id)
        if passage is not None and begin.isdecimal() and end.isdecimal():
            length = len(passage.text)
            found.append((passage, min(int(begin), length), min(int(end), length)))
    return found


def _show(
    turn: Turn,
    place: Place,
    library: PolicyLibrary,
    marked: Sequence[_Marked],
    related: Sequence[str],
    carried: dict[str, Any],
    below: Sequence[Any],
) -> None:
    """The card of one passage, or of two that disagree."""
    today = turn.now.astimezone(LONDON).date()
    main = marked[0][0]
    title = strings.POLICIES_DISAGREE if len(marked) > 1 else cards.plain(name_of(main))
    ids = [*(passage.id for passage, _, _ in marked), *related]
    sections = [
        (passage, _to_section(passage, ids, carried))
        for one in related
        if (passage := _passage(library, one))
    ]
    card = cards.answer_card(
        title,
        [_shown(turn, passage, begin, end, today) for passage, begin, end in marked],
        note=strings.POLICIES_DISAGREE_NOTE if len(marked) > 1 else "",
        related=sections,
        below=[*below, *([] if place is Place.PERSONAL else [parts.quiet(strings.REST_IN_PRIVATE)])],
        actions=_actions(main, carried) if place is Place.PERSONAL else [],
    )
    turn.show(card, f"{title}: {citation(main)}")


def _shown(turn: Turn, passage: Passage, begin: int, end: int, today: date) -> Shown:
    link = turn.policies.link(passage, turn.person.id)
    return Shown(passage, begin, end, link, how_old(passage.policy, today))


def _to_section(passage: Passage, ids: Sequence[str], carried: dict[str, Any]) -> dict[str, Any]:
    others = [one for one in ids if one != passage.id]
    return {
        **carried,
        "passage": passage.id,
        "main": others[0] if others else "",
        "related": "\n".join(others[1:]),
    }


def _actions(passage: Passage, carried: dict[str, Any]) -> list[Any]:
    """What the section asks to be done, and under "More" what puts a wrong guess right."""
    offer = offer_of(passage)
    first = [parts.button(offer.title, offer.verb, offer.data, "positive")] if offer else []
    return [*first, *_ways_out(carried)]


def _ways_out(carried: dict[str, Any]) -> list[Any]:
    kept = {"kept": carried["kept"]}
    return [
        parts.under_more(parts.button(strings.THIS_HAPPENED, "choose", {**kept, "as": "incident"})),
        parts.under_more(parts.button(strings.IT_IS_A_REQUEST, "choose", {**kept, "as": "foi"})),
        parts.under_more(parts.button(strings.ASK_THE_TEAM, "policy_ask", carried)),
    ]


def _show_closest(
    turn: Turn, place: Place, found: Answer, carried: dict[str, Any], *, has_policies: bool
) -> None:
    """What comes closest: offered as what may have been meant, or beside saying that there is no answer."""
    ids = [one.passage.id for one in found.closest]
    sections = [
        (one.passage, {**_to_section(one.passage, ids, carried), "choice": "yes"}) for one in found.closest
    ]
    asks = parts.button(strings.ASK_THE_TEAM, "policy_ask", carried, "positive")
    if found.band is Band.DID_YOU_MEAN:
        title, sentence = strings.DID_YOU_MEAN, strings.DID_YOU_MEAN_SENTENCE
    elif not has_policies:
        title, sentence = strings.NO_ANSWER, strings.NO_POLICIES
    else:
        title, sentence = (
            strings.NO_ANSWER,
            strings.NO_ANSWER_CLOSEST if sections else strings.NO_ANSWER_SENTENCE,
        )
    ways = _ways_out(carried)[:2]
    in_full = cards.sections_card(title, sentence, sections, [asks, *ways])
    if place is Place.PERSONAL:
        turn.show(in_full, title)
        return
    turn.show(cards.sections_card(title, f"{sentence} {strings.REST_IN_PRIVATE}", sections, []), title)
    if found.band is Band.UNKNOWN:
        turn.replies.append(Reply(card=in_full, summary=title, in_private=True))


async def write_pressed(turn: Turn, _: Press) -> None:
    """A box for what the IG team needs to screen a new use of data."""
    show_write(turn, turn.desk.new_id(), "")


def show_write(turn: Turn, once: str, typed: str, problem: str = "") -> None:
    """The card to write to the IG team. `once` tells a second press of its button from a second text."""
    title = strings.SCREENING_TITLE
    turn.show(cards.write_card(title, strings.SCREENING_EXPLAINED, typed, once, problem), title)
