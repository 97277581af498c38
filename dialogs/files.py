"""Files in a personal chat: which case they belong to, and those of a case."""

from __future__ import annotations

from cases.attachments import attach, attachments_for, size_in_words
from cases.case import is_only_a_reference
from cases.errors import ActionRefused, NotFound
from cases.permissions import case_for, works_cases
from cases.words import date_in_words
from dialogs import disclosure, strings
from dialogs.cards import files as cards
from dialogs.case_talk import reference_in
from dialogs.case_views import list_line, view_case, with_clock
from dialogs.talk import Talk
from dialogs.turn import Place, Press, Turn

_OFFERED = 10


async def offer(talk: Talk) -> None:
    """Ask what is to be done with the files that came: check them, or attach them to a case."""
    turn = talk.turn
    if turn.place is not Place.PERSONAL:
        turn.say(strings.OPEN_PRIVATE)
        return
    if disclosure.asks_for_a_check(turn.text):
        await disclosure.check_at_once(turn)
        return
    for file in turn.files:
        key = ""
        if not turn.disclosure.cannot_read(file.name):
            key = turn.desk.new_id()
            talk.memory.keep_file(key, file, turn.now)
        await _ask_which(turn, file.name, file.link, key)


async def _ask_which(turn: Turn, name: str, link: str, key: str, typed: str = "", problem: str = "") -> None:
    """`key` is under which the file is kept to be checked, "" where it can't be."""
    store, person = turn.work.cases, turn.person
    found = list(await store.handled_by(person.id, _OFFERED)) if works_cases(person) else []
    known = {case.reference for case in found}
    found += [one for one in await store.reported_by(person.id, _OFFERED) if one.reference not in known]
    may_attach = bool(found) or works_cases(person)
    why_unchecked = "" if key else turn.disclosure.cannot_read(name)
    if not may_attach and not key:
        turn.say("\n\n".join(filter(None, (strings.FILE_OF_NO_CASE, why_unchecked))))
        return
    options = [(case.reference, f"{case.reference}. {list_line(turn, case)}") for case in found[:_OFFERED]]
    if may_attach:
        shown = cards.which_case_card(name, link, key, options, typed, problem, why_unchecked)
    else:
        shown = cards.file_card(name, key)
    turn.show(shown, problem or "What would you like to do with this file?")


async def attach_pressed(turn: Turn, press: Press) -> None:
    """Attach a file that was sent to the case that was chosen or typed."""
    name, link, typed = press.text("name"), press.text("link"), press.text("typed")
    key = press.text("file")[:64]
    reference = is_only_a_reference(typed[:40]) if typed else is_only_a_reference(press.text("case")[:40])
    if reference is None:
        await _ask_which(turn, name, link, key, typed, strings.WHICH_CASE)
        return
    try:
        case = await attach(turn.work, turn.desk, turn.person, reference, name, link)
    except (ActionRefused, NotFound) as refused:
        await _ask_which(turn, name, link, key, typed, str(refused))
        return
    turn.show(*await view_case(turn, case, strings.FILE_ATTACHED.format(reference=reference)))


async def show_files(turn: Turn, press: Press) -> None:
    """The files of a case that the person may know of."""
    case = await case_for(turn.work, turn.person, reference_in(press))
    rows = []
    for one in await attachments_for(turn.work, turn.person, case):
        author = turn.desk.directory.person(one.author)
        said = [
            *([size_in_words(one.size)] if one.size is not None else []),
            f"attached on {date_in_words(one.at, turn.now)}",
            f"by {author.name if author else 'somebody who has left'}",
        ]
        rows.append((one.name, one.link, ", ".join(said)))
    shown = cards.files_card(case.reference, rows)
    turn.show(with_clock(turn, case, shown), f"The files of {case.reference}")
