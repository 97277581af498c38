"""Letters of a case in a personal chat: which fit it, and one of them written."""

from __future__ import annotations

from cases.letters import LetterKind, letters_for, write_ico_notification, write_letter
from cases.permissions import case_for
from cases.regimes import sources_for
from dialogs import strings
from dialogs.cards import parts
from dialogs.cards.letter import ico_card, letter_card, letters_card
from dialogs.case_steps import step_named
from dialogs.case_talk import reference_in
from dialogs.case_views import with_clock
from dialogs.turn import Press, Turn


async def show_letters(turn: Turn, press: Press) -> None:
    """Show the letters that fit a case now."""
    case, kinds = await letters_for(turn.work, turn.letters, turn.person, reference_in(press))
    headers = turn.letters.letters.headers
    rows = [(kind, headers[kind].title, sources_for(headers[kind].source, case.regime)) for kind in kinds]
    turn.show(with_clock(turn, case, letters_card(case.reference, rows)), f"Letters for {case.reference}")


async def show_ico_notification(turn: Turn, press: Press) -> None:
    """Show the text for the ICO's form about an incident."""
    reference = reference_in(press)
    draft = await write_ico_notification(turn.work, turn.desk, turn.letters, turn.person, reference)
    case = await case_for(turn.work, turn.person, reference)
    describes = step_named(turn, case, "describe") if draft.missing else None
    carried = {"case": reference, "step": "describe"}
    fills_in = [parts.bare_button(describes.title, "step", carried)] if describes else []
    shown = ico_card(reference, draft, fills_in)
    turn.show(with_clock(turn, case, shown), f"{reference}: the notification to the ICO")


async def show_letter(turn: Turn, press: Press) -> None:
    """Write one letter and show it, with the link to its document."""
    reference, named = reference_in(press), press.text("letter")
    if named not in LetterKind._value2member_map_:
        turn.say(strings.UNKNOWN_BUTTON)
        return
    letter = await write_letter(turn.work, turn.desk, turn.letters, turn.person, reference, LetterKind(named))
    address = turn.letters.link_to(reference, letter.kind, turn.person.id)
    shown = with_clock(turn, await case_for(turn.work, turn.person, reference), letter_card(letter, address))
    turn.show(shown, f"{reference}: {letter.title.lower()}")
