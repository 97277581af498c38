"""Saying who has a case now."""

from __future__ import annotations

from cases.case import Case, CaseState
from cases.people import Directory, Role
from cases.words import listed


def who_has_it(directory: Directory, case: Case) -> str:
    """One sentence: the handler by name, or the team with the names of those who look at new cases."""
    if case.state is CaseState.WITHDRAWN:
        return "It was withdrawn."
    handler = directory.person(case.handler) if case.handler else None
    if handler:
        return f"It's with {handler.name}."
    names = [person.name for person in directory.with_role(Role.OFFICER)][:2]
    return f"It's with the IG team ({listed(names)})." if names else "It's with the IG team."
