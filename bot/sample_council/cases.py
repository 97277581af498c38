"""A few cases for the sample council, so that lists are not empty on the first day.

No incident and no Freedom of Information request is among them: the first ones of whoever tries it out are
`INC-…-0001` and `FOI-…-0001`.
"""

from __future__ import annotations

from datetime import date, timedelta

from cases.casework import take_case
from cases.conditions import ALWAYS
from cases.desk import Desk
from cases.enquiries import ask_the_team
from cases.notices import Notice
from cases.people import Role
from cases.regimes import Regime
from cases.requests import PassedOnRequest, open_request
from cases.search.query import EVERYTHING
from cases.words import LONDON
from integrations.database.outbox import Notices
from integrations.database.unit_of_work import Database

_REQUESTS = (
    (
        Regime.EIR,
        6,
        "Please send me the survey reports and the reasons for felling the plane trees along Station Road.",
        "Morag Sinclair",
        "morag.sinclair@example.org",
        "highways-and-environment",
    ),
    (
        Regime.SAR,
        11,
        "I would like a copy of everything that the housing team holds about me and my tenancy.",
        "Tobias Adeyemi",
        "12 Mill Lane, Westmere",
        "housing",
    ),
    (
        Regime.DP_COMPLAINT,
        3,
        "You sent my letter to my old address again although I told you twice that I had moved.",
        "Ines Carvalho",
        "ines.carvalho@example.org",
        "revenues-and-benefits",
    ),
)


class _NoNotices(Notices):
    """Sample cases are nobody's news."""

    async def add(self, notice: Notice) -> bool:
        return True

    async def has_team_channel(self) -> bool:
        return True


async def add_sample_cases(database: Database, desk: Desk) -> None:
    """Add the sample cases to a database that has none."""
    staff = next(
        person for person in desk.directory.with_role(Role.STAFF) if not person.has_any(Role.OFFICER)
    )
    handler = next(iter(desk.directory.with_role(Role.HANDLER)), None)
    async with database.work() as work:
        if (await work.cases.find(EVERYTHING, ALWAYS, 1)).cases:
            return
        work.notices = _NoNotices(work.connection)
        today = desk.time().astimezone(LONDON).date()
        for regime, days_ago, text, requester, contact, service in _REQUESTS:
            request = PassedOnRequest(text, regime, _weekday(today, days_ago), requester, contact, service)
            case = await open_request(work, desk, staff, request)
            if regime is Regime.SAR and handler:
                await take_case(work, desk, handler, case.reference)
        await ask_the_team(work, desk, staff, "How long do we keep visitors' books?", {})
        await work.commit()


def _weekday(today: date, days_ago: int) -> date:
    day = today - timedelta(days=days_ago)
    return day - timedelta(days=max(0, day.weekday() - 4))
