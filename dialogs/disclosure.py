"""Checking a document before it goes out, in a personal chat: begin, see what was found, decide, and what is left.

A document itself never comes this far: a turn only notes that one is to be read, and a notice brings what was found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cases.case import Case, is_only_a_reference
from cases.desk import Desk
from cases.disclosure import CheckState, DisclosureCheck, Hit, Verdict
from cases.disclosure.checks import (
    DisclosureDesk,
    begin_check,
    check_for,
    checks_of_case,
    decide,
    delete_what_was_read,
    masks_of,
    my_checks,
    take_back,
)
from cases.disclosure.deciding import Scope, covered
from cases.errors import Refusal
from cases.notices import Notice
from cases.people import Person
from cases.permissions import case_for, may_work
from cases.ports import UnitOfWork
from cases.words import date_in_words
from dialogs import strings
from dialogs.answers import LONGEST_MESSAGE
from dialogs.cards import disclosure as cards
from dialogs.cards.disclosure import Addresses
from dialogs.cards.parts import Json
from dialogs.case_talk import reference_in
from dialogs.case_views import with_clock
from dialogs.talk import Talk
from dialogs.turn import FileToRead, Press, SentFile, TextToRead, Turn

_LISTED = 10
_ASKS_FOR_A_CHECK = re.compile(
    r"\b(?:check|scan|disclosure|redact\w*|personal data|safe to"
    r"|can (?:i|we|this) (?:be )?(?:publish(?:ed)?|send|sent|share|release|go))\b",
    re.IGNORECASE,
)
_ASKS_FOR_A_TEXT = re.compile(
    r"\s*(?:please\s+)?(?:can you\s+)?(?:"
    r"(?:check|scan)\s+(?:this|my|the(?:\s+following)?)\b[\w\s-]{0,60}?"
    r"|(?:is|are)\s+(?:this|these|the\s+following)\b[\w\s-]{0,30}?\b(?:safe|ok(?:ay)?|fine)\s+to\s+"
    r"(?:publish|send|share|release|disclose|go\s+out)\b[\w\s-]{0,20}?"
    r")\s*(?::|\?\s*\n|\n)\s*(?P<text>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""Words that ask for a check, and after a colon or on the next line what is to be checked."""

_STATES = {
    CheckState.READING: "being read",
    CheckState.NOT_READ: "could not be read",
    CheckState.READ: "checked",
}


def asks_for_a_check(text: str) -> bool:
    """Whether the words that came with a file ask for its check."""
    return bool(_ASKS_FOR_A_CHECK.search(text)) and len(text) <= 200


# Beginning.


async def show_how(turn: Turn, case: Case | None = None, problem: str = "") -> None:
    """How to have a document checked, for a case if there is one."""
    reference = case.reference if case else ""
    earlier: Sequence[DisclosureCheck] = ()
    if reference:
        earlier = await checks_of_case(turn.work, turn.person, reference, _LISTED)
    address = turn.disclosure.links.upload(turn.person.id, reference or None)
    rows = [_line(turn, check) for check in earlier]
    shown = cards.how_card(address, turn.disclosure.endings, reference, rows, problem)
    turn.show(with_clock(turn, case, shown) if case else shown, strings.CHECK_A_DOCUMENT)


async def how_pressed(turn: Turn, press: Press) -> None:
    """The button of the menu, or of a case's card."""
    await show_how(turn, await _case_worked(turn, press) if press.text("case") else None)


async def _case_worked(turn: Turn, press: Press) -> Case:
    """The case that the card names, for who works it. Raises `NotFound`, `Refusal`."""
    reference = reference_in(press)
    case = await case_for(turn.work, turn.person, reference)
    if not may_work(turn.person, case):
        raise Refusal(f"Documents for {reference} are checked by those who work on it.")
    return case


async def text_pressed(turn: Turn, press: Press) -> None:
    """Check the text that was pasted into the card."""
    case = await _case_worked(turn, press) if press.text("case") else None
    text = press.text(cards.DRAFT)
    if not text:
        await show_how(turn, case, strings.NOTHING_PASTED)
        return
    await check_text(turn, text, case.reference if case else None)


async def check_text(turn: Turn, text: str, reference: str | None = None) -> None:
    """Begin the check of a text that was typed or pasted, such as a draft answer."""
    if len(text) > LONGEST_MESSAGE:
        raise Refusal(strings.TOO_LONG)
    check = await begin_check(
        turn.work, turn.desk, turn.disclosure, turn.person, strings.PASTED_TEXT, reference
    )
    turn.to_read.append(TextToRead(check.id, check.name, text))
    _show(turn, check)


def text_to_check(message: str) -> str:
    """The text in a message that asks for its check, as in "check this answer: …"; empty where there is none."""
    asked = _ASKS_FOR_A_TEXT.fullmatch(message)
    return asked["text"].strip() if asked else ""


async def check_at_once(turn: Turn) -> None:
    """Begin the check of each file that came with words that ask for it."""
    for file in turn.files:
        try:
            check = await _begin(turn, file, None)
        except Refusal as refusal:
            turn.say(str(refusal))
        else:
            _show(turn, check)


async def file_pressed(talk: Talk, press: Press) -> None:
    """Check a file that was sent before, for the case that was chosen on the same card if the person works it."""
    turn, key = talk.turn, press.text("file")
    if begun := talk.memory.sent.get(f"file {key}"):
        _show(turn, await check_for(turn.work, turn.person, begun))
        return
    kept = talk.memory.take_file(key)
    if kept is None:
        turn.show(cards.gone_card(), strings.FILE_GONE)
        return
    named = press.text("typed") or press.text("case")
    reference = is_only_a_reference(named[:40])
    if reference is not None and not may_work(turn.person, await case_for(turn.work, turn.person, reference)):
        reference = None
    check = await _begin(turn, kept, reference)
    talk.memory.sent[f"file {key}"] = check.id
    _show(turn, check)


async def _begin(turn: Turn, file: SentFile, reference: str | None) -> DisclosureCheck:
    check = await begin_check(turn.work, turn.desk, turn.disclosure, turn.person, file.name, reference)
    turn.to_read.append(FileToRead(check.id, check.name, file.download))
    return check


# What was found.


async def list_mine(turn: Turn) -> None:
    """The person's own checks."""
    found = await my_checks(turn.work, turn.person, _LISTED)
    turn.show(cards.checks_card([_line(turn, check) for check in found]), "Your checks")


def _line(turn: Turn, check: DisclosureCheck) -> tuple[str, str, str]:
    about = f", for {check.reference}" if check.reference else ""
    said = f"{_STATES[check.state].capitalize()}{about}, {date_in_words(check.at, turn.now)}"
    return check.id, check.name, said


async def show_check(turn: Turn, press: Press) -> None:
    """What was found in a document."""
    check = await check_for(turn.work, turn.person, press.text("check"))
    _show(turn, check)


def _show(turn: Turn, check: DisclosureCheck, note: str = "", undo: str = "") -> None:
    turn.show(*view_check(turn.disclosure, turn.desk, turn.person, check, note, undo))


def view_check(
    disclosure: DisclosureDesk,
    desk: Desk,
    person: Person,
    check: DisclosureCheck,
    note: str = "",
    undo: str = "",
) -> tuple[Json, str]:
    """The card of a check as it stands, for this person, and its summary."""
    if check.state is CheckState.READING:
        return cards.reading_card(check.name), strings.CHECK_NOT_READ
    links = disclosure.links
    if check.state is CheckState.NOT_READ:
        card = cards.not_read_card(check, links.upload(person.id, check.reference))
        return card, "A document could not be checked."
    addresses = Addresses(links.report(check.id, person.id), links.table(check.id, person.id))
    card = cards.check_card(
        check, addresses, is_readable=check.is_readable(desk.time()), note=note, undo=undo
    )
    return card, cards.summary_of(check)


async def view_noticed_check(
    work: UnitOfWork, desk: Desk, disclosure: DisclosureDesk, person: Person, notice: Notice
) -> tuple[Json, str]:
    """The card of the check that a notice tells of, for its recipient. Raises `NoSuchCheck`."""
    check = await check_for(work, person, str(notice.facts["check"]))
    return view_check(disclosure, desk, person, check)


async def forget_pressed(turn: Turn, press: Press) -> None:
    """Delete what was read of a document."""
    check = await delete_what_was_read(turn.work, turn.desk, turn.person, press.text("check"))
    _show(turn, check, strings.WHAT_WAS_READ_IS_DELETED)


# Deciding.


async def next_pressed(turn: Turn, press: Press) -> None:
    """The first finding that nobody has decided about; the first of all once everything is decided."""
    check = await check_for(turn.work, turn.person, press.text("check"))
    if check.state is not CheckState.READ or not check.hits:
        _show(turn, check)
        return
    await _show_hit(turn, check, (check.open_hits or check.hits_in_turn)[0])


async def hit_pressed(turn: Turn, press: Press) -> None:
    """One finding, whether it is decided or not."""
    check = await check_for(turn.work, turn.person, press.text("check"))
    hit = _hit_in(check, press)
    if hit is None:
        _show(turn, check)
        return
    await _show_hit(turn, check, hit)


async def decide_pressed(turn: Turn, press: Press) -> None:
    """A decision about one finding or several; then the next one, or what is left to do."""
    check = await check_for(turn.work, turn.person, press.text("check"))
    hit = _hit_in(check, press)
    named, wanted = press.text("verdict"), press.text("scope")
    if hit is None or named not in (Verdict.ACCEPTED.value, Verdict.REJECTED.value):
        _show(turn, check)
        return
    scope = Scope(wanted) if wanted in Scope._value2member_map_ else Scope.THIS
    reason = press.text("reason")
    try:
        changed, made = await decide(
            turn.work, turn.desk, turn.person, check.id, hit.number, Verdict(named), scope, reason
        )
    except Refusal as refusal:
        await _show_hit(turn, check, hit, reason=reason, problem=str(refusal))
        return
    if not changed.open_hits:
        _show(turn, changed, undo=made)
        return
    await _show_hit(turn, changed, _after(changed, hit), undone_by=made)


def _after(check: DisclosureCheck, hit: Hit) -> Hit:
    """The open finding that comes after this one, or the first of all that are open."""
    order = [one.number for one in check.hits_in_turn]
    at = order.index(hit.number)
    later = [one for one in check.open_hits if order.index(one.number) > at]
    return (later or check.open_hits)[0]


async def undo_pressed(turn: Turn, press: Press) -> None:
    """Undo what was decided with one press, and show the first finding that it was about."""
    before = await check_for(turn.work, turn.person, press.text("check"))
    check = await take_back(turn.work, turn.desk, turn.person, before.id, press.text("press"))
    stood, stands = before.decided, check.decided
    undone = [hit for hit in check.hits_in_turn if stood.get(hit.number) != stands.get(hit.number)]
    if not undone:
        _show(turn, check)
        return
    await _show_hit(turn, check, undone[0])


def _hit_in(check: DisclosureCheck, press: Press) -> Hit | None:
    named = press.text("hit")
    number = int(named) if re.fullmatch(r"[0-9]{1,6}", named) else 0
    return next((hit for hit in check.hits if hit.number == number), None)


async def _show_hit(
    turn: Turn, check: DisclosureCheck, hit: Hit, *, undone_by: str = "", reason: str = "", problem: str = ""
) -> None:
    masks = await masks_of(turn.work, turn.desk, turn.disclosure, check)
    wider = [
        (scope, len(taken))
        for scope in (Scope.PERSON, Scope.KIND, Scope.BAND)
        if len(taken := covered(check, hit, scope)) > 1
    ]
    decision = check.decided.get(hit.number)
    decided = ""
    if decision:
        by = turn.desk.directory.person(decision.by)
        name = "you" if decision.by == turn.person.id else by.name if by else "somebody who has left"
        decided = cards.decided_in_words(decision.verdict, name, decision.why)
    shown = cards.hit_card(
        check, hit, mask=masks.get(hit.number, ""), wider=wider, decided=decided, undo=undone_by,
        reason=reason, problem=problem,
    )  # fmt: skip
    turn.show(shown, cards.progress(check))
