"""Histories that cannot be are refused, in words that name the rule."""

from datetime import UTC, date, datetime

import pytest

from cases.calendar import HolidayCalendar
from cases.clock import Correction, Event, EventType, ExtensionReason, Fact, ImpossibleHistory, compute
from cases.regimes import Regime

CALENDAR = HolidayCalendar()
RECEIVED = date(2026, 5, 18)  # first limit 17 June for 20 working days, 18 June for a month
PUBLIC_INTEREST = ExtensionReason.PUBLIC_INTEREST
BOTH = ExtensionReason.COMPLEX_AND_VOLUMINOUS


def extended(day: date, reason: ExtensionReason, until: date | None = None) -> Event:
    return Event(EventType.EXTENDED, day, reason, until)


@pytest.mark.parametrize(
    ("regime", "steps", "words"),
    [
        (
            Regime.FOI,
            [Event(EventType.CLARIFICATION_RECEIVED, date(2026, 6, 1))],
            ["no question before it", "s.1(3)"],
        ),
        (Regime.FOI, [Event(EventType.FEE_PAID, date(2026, 6, 1))], ["no fees notice before it", "s.9(2)"]),
        (
            Regime.SAR,
            [Event(EventType.IDENTITY_RECEIVED, date(2026, 6, 1))],
            ["no request for it before it", "Art 12(6)"],
        ),
        (
            Regime.FOI,
            [
                Event(EventType.CLARIFICATION_REQUESTED, date(2026, 6, 2)),
                Event(EventType.CLARIFICATION_RECEIVED, date(2026, 6, 1)),
            ],
            ["Monday 1 June 2026", "no question before it"],
        ),
        (
            Regime.FOI,
            [extended(date(2026, 6, 1), PUBLIC_INTEREST), extended(date(2026, 6, 3), PUBLIC_INTEREST)],
            ["once only", "s.10(3)"],
        ),
        (Regime.EIR, [extended(date(2026, 6, 1), PUBLIC_INTEREST)], ["public interest", "EIR 2004 reg 7"]),
        (Regime.SAR, [extended(date(2026, 6, 1), PUBLIC_INTEREST)], ["public interest", "Art 12A"]),
        (Regime.FOI, [extended(date(2026, 6, 1), BOTH)], ["not a reason for more time", "s.10(3)"]),
        (
            Regime.FOI,
            [extended(date(2026, 6, 18), PUBLIC_INTEREST)],
            ["after the first limit, Wednesday 17 June 2026", "within the first 20 working days"],
        ),
        (Regime.EIR, [extended(date(2026, 6, 18), BOTH)], ["after the first limit", "EIR 2004 reg 7"]),
        (
            Regime.SAR,
            [extended(date(2026, 6, 19), ExtensionReason.COMPLEXITY)],
            ["after the first limit, Thursday 18 June 2026", "within the first one month"],
        ),
        (
            Regime.EIR,
            [extended(date(2026, 6, 1), BOTH, until=date(2026, 7, 17))],
            ["latest day allowed is Thursday 16 July 2026", "EIR 2004 reg 7"],
        ),
        (
            Regime.SAR,
            [extended(date(2026, 6, 1), ExtensionReason.COMPLEXITY, until=date(2026, 8, 19))],
            ["latest day allowed is Tuesday 18 August 2026"],
        ),
        (
            Regime.FOI,
            [extended(date(2026, 6, 1), PUBLIC_INTEREST, until=date(2026, 6, 10))],
            ["before the first limit", "only give more time"],
        ),
        (
            Regime.REUSE,
            [extended(date(2026, 6, 1), ExtensionReason.MANY_DOCUMENTS)],
            ["must give the date", "RoPSI 2015 reg 8"],
        ),
        (Regime.EIR_REVIEW, [extended(date(2026, 6, 1), ExtensionReason.EXCEPTIONAL)], ["reg 11(4)"]),
        (Regime.DP_COMPLAINT, [extended(date(2026, 6, 1), ExtensionReason.COMPLEXITY)], ["s.164A"]),
        (Regime.FOI, [Event(EventType.EXTENSION_REMOVED, date(2026, 6, 1))], ["no extension to take back"]),
        (
            Regime.FOI,
            [Event(EventType.RESPONDED, date(2026, 5, 17))],
            ["before the case reached the council", "s.10(1)"],
        ),
        (
            Regime.FOI,
            [
                Event(EventType.RESPONDED, date(2026, 6, 1)),
                Event(EventType.CLARIFICATION_REQUESTED, date(2026, 6, 2)),
            ],
            ["answer was given on Monday 1 June 2026", "new case"],
        ),
        (
            Regime.FOI,
            [Event(EventType.RESPONDED, date(2026, 6, 1)), Event(EventType.RESPONDED, date(2026, 6, 1))],
            ["answer was given"],
        ),
        (
            Regime.FOI,
            [Correction(Fact.RECEIVED, date(2026, 5, 11), date(2026, 5, 12), date(2026, 6, 1))],
            ["no 'received' on Monday 11 May 2026 to correct"],
        ),
    ],
)
def test_an_impossible_history_is_refused_with_its_rule(
    regime: Regime, steps: list[Event | Correction], words: list[str]
) -> None:
    with pytest.raises(ImpossibleHistory) as refused:
        compute(regime, RECEIVED, steps, as_of=date(2026, 6, 20), calendar=CALENDAR)
    for part in words:
        assert part in str(refused.value)


def test_a_notice_while_the_clock_stands_still_is_within_the_first_limit() -> None:
    steps = [
        Event(EventType.CLARIFICATION_REQUESTED, date(2026, 5, 20)),
        extended(date(2026, 6, 30), PUBLIC_INTEREST),
        Event(EventType.CLARIFICATION_RECEIVED, date(2026, 10, 1)),
    ]
    reading = compute(Regime.FOI, RECEIVED, steps, as_of=date(2026, 10, 2), calendar=CALENDAR)
    assert reading.due == date(2026, 11, 26)  # the 40th from 1 October


@pytest.mark.parametrize(
    "dates",
    [
        {"received": RECEIVED, "aware": datetime(2026, 5, 18, 9, tzinfo=UTC)},
        {},
        {"aware": datetime(2026, 5, 18, 9, tzinfo=UTC)},
        {"received": datetime(2026, 5, 18, 9)},  # noqa: DTZ001
        {"received": date(1066, 10, 14)},
        {"received": date.max},
    ],
)
@pytest.mark.parametrize("regime", [Regime.FOI, Regime.SAR, Regime.DP_COMPLAINT])
def test_dates_that_are_missing_superfluous_or_unknown_are_refused(
    regime: Regime, dates: dict[str, datetime]
) -> None:
    with pytest.raises(ValueError, match=r"[A-Z].*\."):
        compute(regime, **dates, as_of=RECEIVED, calendar=CALENDAR)


def test_an_extension_needs_a_reason_and_nothing_else_has_one() -> None:
    with pytest.raises(ValueError, match="reason"):
        Event(EventType.EXTENDED, RECEIVED)
    with pytest.raises(ValueError, match="Only an extension"):
        Event(EventType.RESPONDED, RECEIVED, until=RECEIVED)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("public interest", ExtensionReason.PUBLIC_INTEREST),
        ("Complex and voluminous", ExtensionReason.COMPLEX_AND_VOLUMINOUS),
        ("complex", ExtensionReason.COMPLEXITY),
        ("number-of-requests", ExtensionReason.NUMBER_OF_REQUESTS),
    ],
)
def test_grounds_are_read_as_people_write_them(words: str, reason: ExtensionReason) -> None:
    assert ExtensionReason.from_words(words) is reason


def test_an_unknown_ground_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"too busy.*public_interest"):
        ExtensionReason.from_words("too busy")
