"""Due dates a second, against a plain loop over `holidays` that applies the same rule in the same run."""

from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter

import holidays

from cases.calendar import HolidayCalendar
from cases.clock import Event, EventType, compute, due_date
from cases.regimes import Regime

_RECEIPTS = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
_ROUNDS = 5
_ONE_DAY = timedelta(days=1)


def run() -> str:
    """Measure and return a table for a person: due dates a second, and how many times the plain loop.

    Each line is the best of five rounds over every day of 2026 as the day of receipt. Raises AssertionError
    when the two ways of counting do not agree, because a fast wrong date is worth nothing.
    """
    calendar = HolidayCalendar()
    nations = [holidays.country_holidays("GB", subdiv=code) for code in ("ENG", "WLS", "SCT", "NIR")]

    def plain(received: date) -> date:
        return _plain_loop(received, nations)

    def plain_with_fee(received: date) -> date:
        return _plain_loop(received, nations, *_fee_days(received))

    def ours(received: date) -> date:
        return due_date(Regime.FOI, received, calendar=calendar)

    def ours_with_fee(received: date) -> date:
        return due_date(Regime.FOI, received, _fee_events(received), calendar=calendar)

    def ours_with_reasons(received: date) -> date:
        return compute(Regime.FOI, received, as_of=received, calendar=calendar).due

    for received in _RECEIPTS:
        if not plain(received) == ours(received) == ours_with_reasons(received):
            raise AssertionError(f"The dates for a receipt on {received} do not agree.")
        if plain_with_fee(received) != ours_with_fee(received):
            raise AssertionError(f"The dates for a fee on a receipt of {received} do not agree.")

    base, base_with_fee = _a_second(plain), _a_second(plain_with_fee)
    rows = [
        ("20 working days, plain loop over holidays", base, base),
        ("20 working days, due_date", _a_second(ours), base),
        ("20 working days, compute with state and reasons", _a_second(ours_with_reasons), base),
        ("20 working days and a fee, plain loop", base_with_fee, base_with_fee),
        ("20 working days and a fee, due_date", _a_second(ours_with_fee), base_with_fee),
    ]
    lines = [f"{'FOI due dates, every day of 2026':<50}{'a second':>12}{'times plain':>13}"]
    lines += [f"{name:<50}{rate:>12,.0f}{rate / against:>13.1f}" for name, rate, against in rows]
    return "\n".join(lines)


def _plain_loop(
    received: date, nations: list[holidays.HolidayBase], notice: date | None = None, paid: date | None = None
) -> date:
    day, counted = received, 0
    while counted < 20:
        day += _ONE_DAY
        if day.weekday() >= 5 or any(day in kept for kept in nations):
            continue
        if notice is not None and paid is not None and notice <= day <= paid:
            continue
        counted += 1
    return day


def _fee_days(received: date) -> tuple[date, date]:
    return received + timedelta(days=3), received + timedelta(days=12)


def _fee_events(received: date) -> tuple[Event, Event]:
    notice, paid = _fee_days(received)
    return Event(EventType.FEE_NOTICE, notice), Event(EventType.FEE_PAID, paid)


def _a_second(count: Callable[[date], date]) -> float:
    """The best rate of a few rounds: the one that other work on the machine disturbed least."""
    best = 0.0
    for _ in range(_ROUNDS):
        began = perf_counter()
        for received in _RECEIPTS:
            count(received)
        best = max(best, len(_RECEIPTS) / (perf_counter() - began))
    return best
