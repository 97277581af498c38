"""Letters for those who work a case: which there are, and one of them written. The right to each is checked here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from cases.case import Case, CaseKind
from cases.desk import Desk
from cases.errors import Refusal
from cases.letters.facts import Office, gather_facts
from cases.letters.ico import notification_of
from cases.letters.letter import Letter, LetterKind
from cases.letters.letters import Letters
from cases.notification import Draft
from cases.people import Person
from cases.permissions import case_for, may_work, require
from cases.ports import UnitOfWork


class LinkTo(Protocol):
    """Makes the address at which one person can fetch a letter as a document, for a short time."""

    def __call__(self, reference: str, kind: LetterKind, person_id: str) -> str: ...


@dataclass(frozen=True)
class LetterDesk:
    """What is needed to write letters: the templates, what they share, and where the document can be fetched."""

    letters: Letters
    office: Office
    link_to: LinkTo


def has_letters(letter_desk: LetterDesk, person: Person, case: Case) -> bool:
    """Whether the person may write letters about this case, and any fits it now."""
    return may_work(person, case) and bool(letter_desk.letters.for_case(case))


async def letters_for(
    work: UnitOfWork, letter_desk: LetterDesk, person: Person, reference: str
) -> tuple[Case, tuple[LetterKind, ...]]:
    """A case and the letters that fit it now. Raises `NotFound`, or `NotAllowed` for who does not work the case."""
    case = await _workable(work, person, reference)
    return case, letter_desk.letters.for_case(case)


async def write_letter(
    work: UnitOfWork, desk: Desk, letter_desk: LetterDesk, person: Person, reference: str, kind: LetterKind
) -> Letter:
    """The letter as it stands now.

    Raises `NotFound`; `NotAllowed` for who does not work the case; `Refusal` for a letter that is not for this case.
    """
    case = await _workable(work, person, reference)
    facts = await gather_facts(work, desk, letter_desk.office, person, case)
    return letter_desk.letters.write(kind, case, facts)


async def _workable(work: UnitOfWork, person: Person, reference: str) -> Case:
    case = await case_for(work, person, reference)
    require(may_work(person, case), f"Letters about {reference} are for those who work on it.")
    return case


async def write_ico_notification(
    work: UnitOfWork, desk: Desk, letter_desk: LetterDesk, person: Person, reference: str
) -> Draft:
    """The text for the ICO's form about an incident, as it would be sent now.

    Raises `NotFound`; `NotAllowed` for who does not work the case; `Refusal` for a case that is no incident.
    """
    case = await _workable(work, person, reference)
    if case.kind is not CaseKind.INCIDENT:
        raise Refusal(f"{reference} is no incident, so there is nothing to tell the ICO.")
    facts = await gather_facts(work, desk, letter_desk.office, person, case)
    return notification_of(case, facts, desk.time())
