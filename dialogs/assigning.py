"""The typed "assign FOI-2026-0117 to Hana": whoever is meant gets the case, or the choice is offered."""

from __future__ import annotations

from cases.errors import ActionRefused
from cases.life.perform import perform
from cases.people import Person
from cases.permissions import case_for
from dialogs import steps, strings
from dialogs.case_talk import take
from dialogs.case_views import view_case
from dialogs.steps import who_can_work
from dialogs.turn import Turn

_ME = frozenset({"", "me", "myself"})


async def assign(turn: Turn, reference: str, whom: str) -> None:
    """Assign a case to whoever is named. Raises `NotFound`."""
    case = await case_for(turn.work, turn.person, reference)
    if whom.lower() in _ME - {""}:
        await take(turn, reference)
        return
    meant = [person for person in who_can_work(turn, case) if is_called(person, whom)]
    if len(meant) != 1:
        problem = strings.WHO_IS_MEANT.format(name=whom) if whom else ""
        await steps.show_step(turn, reference, "assign", problem)
        return
    try:
        changed = await perform(
            turn.work, turn.desk, turn.person, reference, "assign", {"handler": meant[0].id}
        )
    except ActionRefused as refused:
        turn.show(*await view_case(turn, case, str(refused)))
        return
    turn.show(*await view_case(turn, changed, strings.ASSIGNED.format(name=meant[0].name)))


def is_called(person: Person, name: str) -> bool:
    """Whether the name is the person's: in full, the first or the last of their names, or their e-mail address."""
    name, names = " ".join(name.lower().split()), person.name.lower().split()
    return name in {" ".join(names), person.email.lower(), *names}
