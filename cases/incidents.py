"""Reporting an incident: something happened to personal data, or nearly did.

UK GDPR Article 33: the council has 72 hours from becoming aware to decide about telling the ICO. The clock
starts with the time when somebody at the council noticed, which the report asks for apart from when it happened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from cases.case import Case, CaseKind, CaseState, format_reference, reference_prefix
from cases.clock import compute
from cases.desk import Desk, ig_team, tell, write_history
from cases.errors import Refusal
from cases.notices import NoticeKind
from cases.people import Person, Role
from cases.ports import UnitOfWork
from cases.regimes import Regime

NEAR_MISS: Final = (
    "It was reported as a near miss. If the IG team finds that no personal data was affected, "
    "the 72 hours do not apply."
)
"""Said among the reasons for an incident's time, as long as it may not apply."""


class Contained(StrEnum):
    """Whether the harm has been stopped from spreading, as far as the reporter knows."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNSURE = "unsure"

    @property
    def title(self) -> str:  # type: ignore[override]
        """The answer in words."""
        return {"yes": "Yes", "partly": "Partly", "no": "Not yet", "unsure": "I am not sure"}[self.value]


class Whose(StrEnum):
    """Whose personal data it is."""

    SERVICE_USERS = "service_users"
    RESIDENTS = "residents"
    CHILDREN = "children"
    COLLEAGUES = "colleagues"
    REPORTER = "reporter"
    NOBODY = "nobody"
    UNSURE = "unsure"

    @property
    def title(self) -> str:  # type: ignore[override]
        """The answer in words."""
        return {
            "service_users": "People who use our services",
            "residents": "Residents or customers",
            "children": "Children or young people",
            "colleagues": "Colleagues",
            "reporter": "Me",
            "nobody": "No personal data (a near miss)",
            "unsure": "I am not sure",
        }[self.value]


@dataclass(frozen=True)
class IncidentReport:
    """What a report says. `noticed` is when somebody at the council first knew; `people` is about how many."""

    what_happened: str
    noticed: datetime
    happened: datetime | None = None
    whose: tuple[Whose, ...] = ()
    kinds: tuple[str, ...] = ()
    people: int | None = None
    contained: Contained = Contained.UNSURE
    service: str | None = None
    category: str | None = None
    flagged: Mapping[str, int] | None = None


async def report_incident(work: UnitOfWork, desk: Desk, person: Person, report: IncidentReport) -> Case:
    """Open an incident and record who is to be told: the IG team and the Data Protection Officer.

    Raises `Refusal` when nothing was said or a time lies in the future. Does not commit.
    """
    now = desk.time()
    if not report.what_happened.strip():
        raise Refusal("Please say in a few words what happened.")
    if report.noticed > now:
        raise Refusal("The time when it was noticed is in the future. Please check the date and time.")
    if report.happened and report.happened > now:
        raise Refusal("The time when it happened is in the future. Please check the date and time.")
    reading = compute(Regime.BREACH, aware=report.noticed, as_of=now, calendar=desk.calendar)
    reasons = [reason.text for reason in reading.reasons]
    if Whose.NOBODY in report.whose:
        reasons.append(NEAR_MISS)
    year = now.year
    prefix = reference_prefix(Regime.BREACH)
    case = Case(
        reference=format_reference(prefix, year, await work.cases.next_number(prefix, year)),
        kind=CaseKind.INCIDENT,
        regime=Regime.BREACH,
        state=CaseState.REPORTED,
        reporter=person.id,
        handler=None,
        service=report.service,
        opened_at=now,
        received=None,
        due=None,
        due_at=reading.due if isinstance(reading.due, datetime) else None,
        rule=reading.rule,
        reasons=tuple(reasons),
        details=_as_details(report),
    )
    await work.cases.add(case)
    await write_history(
        work,
        desk,
        person,
        "reported",
        None,
        case,
        {"due_at": case.due_at.isoformat() if case.due_at else None},
    )
    await tell(
        work,
        desk,
        await ig_team(work, desk.directory, also=(Role.DPO,)),
        NoticeKind.NEW_CASE,
        case,
        new_incident_facts(case),
    )
    return case


def new_incident_facts(case: Case) -> dict[str, Any]:
    """What the team is told of a new incident: kinds and counts, never a name or a word of the report."""
    details = case.details
    return {
        "kind": case.kind.value,
        "regime": Regime.BREACH.value,
        "service": case.service,
        "due_at": case.due_at.isoformat() if case.due_at else None,
        "category": details.get("category"),
        "people": details.get("people"),
        "kinds": list(details.get("kinds") or ()),
        "contained": details.get("contained"),
        "flagged": dict(details.get("flagged") or {}),
    }


def _as_details(report: IncidentReport) -> dict[str, Any]:
    details = asdict(report)
    details["noticed"] = report.noticed.isoformat()
    details["happened"] = report.happened.isoformat() if report.happened else None
    details["whose"] = [whose.value for whose in report.whose]
    details["kinds"] = list(report.kinds)
    details["contained"] = report.contained.value
    details["flagged"] = dict(report.flagged or {})
    return details
