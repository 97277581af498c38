"""Whom a case is about, when that is a colleague: it is then hidden from them (`cases.permissions`)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from cases.case import Case, CaseState
from cases.people import Directory
from cases.regimes import Regime

_ABOUT_THE_REQUESTER: Final = frozenset({Regime.SAR, Regime.RIGHTS, Regime.DP_COMPLAINT})
_EMAIL: Final = re.compile(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+\.[^\s<>()\[\],;:\".]+")
_FORM_OF_ADDRESS: Final = re.compile(
    r"^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|cllr)\.?\s+", re.IGNORECASE
)


def colleagues_called(directory: Directory, requester: str, contact: str) -> frozenset[str]:
    """The ids of colleagues with the requester's name, or with an e-mail address that the two texts hold.

    Two people can have one name, so this may hide a case from a namesake. That is put right with a step, and a
    file that its own subject reads is not.
    """
    written = [
        requester,
        _FORM_OF_ADDRESS.sub("", requester.strip()),
        *_EMAIL.findall(f"{requester} {contact}"),
    ]
    return frozenset(person.id for words in written if words.strip() for person in directory.known_as(words))


def with_requester_as_subject(case: Case, directory: Directory) -> Case:
    """The case, marked as about its requester where it concerns their own data and they are a colleague."""
    if case.regime not in _ABOUT_THE_REQUESTER:
        return case
    details = case.details
    found = colleagues_called(
        directory, str(details.get("requester") or ""), str(details.get("contact") or "")
    )
    return about_also(case, found)


def about_also(case: Case, people: frozenset[str]) -> Case:
    """The case, about these colleagues too. Nobody works on what is about themselves, so such a handler loses it."""
    about = case.about | people
    if case.handler not in about:
        return replace(case, about=about)
    state = CaseState.RECEIVED if case.state is CaseState.ASSIGNED and case.regime else case.state
    return replace(case, about=about, handler=None, state=state)
