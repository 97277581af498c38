"""A question for the IG team, kept as an enquiry with a reference until somebody answers it."""

from __future__ import annotations

from collections.abc import Mapping

from cases.case import ENQUIRY_PREFIX, Case, CaseKind, CaseState, format_reference
from cases.desk import Desk, ig_team, tell, write_history
from cases.errors import Refusal
from cases.notices import NoticeKind
from cases.people import Person
from cases.ports import UnitOfWork


async def ask_the_team(
    work: UnitOfWork, desk: Desk, person: Person, question: str, flagged: Mapping[str, int]
) -> Case:
    """Open an enquiry and record that the IG team is to be told. Raises `Refusal` for an empty question."""
    if not question.strip():
        raise Refusal("Please type your question.")
    now = desk.time()
    case = Case(
        reference=format_reference(
            ENQUIRY_PREFIX, now.year, await work.cases.next_number(ENQUIRY_PREFIX, now.year)
        ),
        kind=CaseKind.ENQUIRY,
        regime=None,
        state=CaseState.ASKED,
        reporter=person.id,
        handler=None,
        service=person.service,
        opened_at=now,
        received=None,
        due=None,
        due_at=None,
        rule=None,
        reasons=(),
        details={"text": question, "flagged": dict(flagged)},
    )
    await work.cases.add(case)
    await write_history(work, desk, person, "asked", None, case, {})
    await tell(
        work,
        desk,
        await ig_team(work, desk.directory),
        NoticeKind.NEW_CASE,
        case,
        {"kind": case.kind.value, "regime": None, "service": case.service, "flagged": dict(flagged)},
    )
    return case
