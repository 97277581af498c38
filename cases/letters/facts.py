"""What a letter says besides the case itself, and how it is gathered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from cases.assessment import Harm
from cases.calendar import HolidayCalendar
from cases.case import Addition, Case, CaseKind
from cases.clock import ClockState, EventType, last_day_to_ask_for_review, last_day_to_pay
from cases.desk import Desk
from cases.life.clocks import REOPENED, read_clock
from cases.life.dates import day_of
from cases.life.perform import actions_on
from cases.notification import ICO_ADDRESS
from cases.people import Person, Role
from cases.ports import UnitOfWork
from cases.regimes import Regime
from cases.words import LONDON

_LATE: Final = frozenset({ClockState.OVERDUE, ClockState.ANSWERED_LATE})
_REVIEWS: Final = frozenset({Regime.FOI_REVIEW, Regime.EIR_REVIEW, Regime.DP_COMPLAINT})


def plain_kind(kind: str) -> str:
    """A kind of data in words, from its name alone: "bank details" for `bank_details`."""
    return kind.replace("_", " ")


@dataclass(frozen=True)
class Office:
    """What all letters of a council share, from its settings. Empty means not set.

    `title_of_kind` says a kind of personal data, as an incident report ticks it, in words.
    """

    council: str = ""
    reply_to: str = ""
    ico_address: str = ICO_ADDRESS
    title_of_kind: Callable[[str], str] = plain_kind


@dataclass(frozen=True)
class FirstAnswer:
    """The answer that a review or a complaint is about: its reference and the day on which it went out."""

    reference: str
    answered: date | None


@dataclass(frozen=True)
class LetterFacts:
    """What a letter says besides the case. Anything but `today` may be missing, and then shows as a place.

    `is_late` says that the date has passed, or had when the answer went out. `said` holds what was written at each
    step, by the step and its field, so it may hold personal data. `fee_due` is the last day for a fee that was asked
    for, `review_until` the last day to ask for a review of a letter that goes out today, or went out as the answer.
    """

    today: date
    office: Office = field(default_factory=Office)
    writer: str = ""
    dpo: str = ""
    dpo_email: str = ""
    is_late: bool = False
    said: Mapping[str, str] = field(default_factory=dict)
    fee_due: date | None = None
    review_until: date | None = None
    first_answer: FirstAnswer | None = None


async def gather_facts(
    work: UnitOfWork, desk: Desk, office: Office, person: Person, case: Case
) -> LetterFacts:
    """Everything that is known for a letter about this case. It is signed by the case's handler, or else the person.

    Whether the person may have the letter is for the caller to check.
    """
    today = desk.time().astimezone(LONDON).date()
    reading = read_clock(case, desk)
    handler = desk.directory.person(case.handler) if case.handler else None
    dpo = next(iter(desk.directory.with_role(Role.DPO)), None)
    return LetterFacts(
        today=today,
        office=office,
        writer=(handler or person).name,
        dpo=dpo.name if dpo else "",
        dpo_email=dpo.email if dpo else "",
        is_late=bool(reading and reading.state in _LATE),
        said=said_at_steps(case, await work.additions.of(case.reference)),
        fee_due=_fee_due(case, desk.calendar),
        review_until=_review_until(case, today, desk.calendar),
        first_answer=await _first_answer(work, case),
    )


def said_at_steps(case: Case, additions: Sequence[Addition]) -> dict[str, str]:
    """What was last written at each step of the case, by the step and its field: "respond.why_late"."""
    said: dict[str, str] = {}
    for addition in additions:
        action = actions_on(case).named(addition.step.partition(".")[0])
        if action is not None:
            said[addition.step] = addition.text.removeprefix(f"{action.title}: ")
    return said


def answered_on(case: Case) -> date | None:
    """The day of the answer that counts: of a case that the ICO had opened again, the day of its new answer."""
    reopened = case.decisions.get(REOPENED)
    if reopened is not None:
        again = reopened.get("answered")
        return date.fromisoformat(again) if again else None
    return day_of(case, EventType.RESPONDED)


def harms_of(case: Case) -> frozenset[Harm]:
    """The harms to people that an incident's assessment found possible."""
    assessed = case.decisions.get("assessment") or {}
    chosen = (assessed.get("answers") or {}).get("harms") or ()
    return frozenset(Harm(one) for one in chosen if one in Harm._value2member_map_)


def _fee_due(case: Case, calendar: HolidayCalendar) -> date | None:
    if case.regime is None or case.received is None:
        return None
    asked = day_of(case, EventType.FEE_NOTICE)
    return last_day_to_pay(case.regime, case.received, asked, calendar) if asked else None


def _review_until(case: Case, today: date, calendar: HolidayCalendar) -> date | None:
    if case.regime is None or case.kind is not CaseKind.REQUEST:
        return None
    return last_day_to_ask_for_review(case.regime, answered_on(case) or today, calendar)


async def _first_answer(work: UnitOfWork, case: Case) -> FirstAnswer | None:
    if case.regime not in _REVIEWS:
        return None
    for reference, how in await work.links.of(case.reference):
        first = await work.cases.get(reference) if how == "review" else None
        if first is not None and first.regime not in _REVIEWS:
            return FirstAnswer(first.reference, answered_on(first))
    return None
