"""What a nudge says."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from cases.calendar import HolidayCalendar
from cases.nudges import sentence, shipped_rules
from cases.words import LONDON

CALENDAR = HolidayCalendar()
NOW = datetime(2026, 6, 12, 9, tzinfo=LONDON)  # a Friday before Scotland's holiday of Monday


@pytest.mark.parametrize(
    ("rule", "reference", "due", "says"),
    [
        ("due-in-5", "FOI-2026-0001", "2026-06-17", "FOI-2026-0001 is due Wednesday 17 June: 2 working days left."),
        ("due-in-5", "SAR-2026-0001", "2026-06-17", "SAR-2026-0001 is due Wednesday 17 June: 5 days left."),
        ("due-in-1", "FOI-2026-0001", "2026-06-16", "FOI-2026-0001 is due Tuesday 16 June: 1 working day left."),
        ("due-today", "FOI-2026-0001", date(2026, 6, 12), "FOI-2026-0001 is due Friday 12 June: today is the last day."),
        ("overdue", "FOI-2026-0001", "2026-06-10", "FOI-2026-0001 was due Wednesday 10 June: 2 working days overdue."),
        ("overdue", "SAR-2026-0001", "2026-06-05", "SAR-2026-0001 was due Friday 5 June: 7 days overdue."),
        ("unassigned", "ENQ-2026-0001", None, "Nobody has taken ENQ-2026-0001 yet."),
        ("due-in-2", "ENQ-2026-0001", None, "ENQ-2026-0001 is due on no set day: it has no date yet."),
        ("snoozed", "FOI-2026-0001", "2026-06-17", "You asked to be reminded of FOI-2026-0001."),
        ("gone", "FOI-2026-0001", "2026-06-17", "FOI-2026-0001 is due Wednesday 17 June: 2 working days left."),
    ],
)  # fmt: skip
def test_the_sentence_of_a_rule(rule: str, reference: str, due: str | date | None, says: str) -> None:
    assert sentence(shipped_rules().named(rule), reference, due, NOW, CALENDAR) == says


@pytest.mark.parametrize(
    ("due", "left"),
    [
        ("2026-06-14T08:00:00+00:00", "48 hours left"),
        ("2026-06-12T09:00:00+01:00", "less than an hour left"),
        ("2026-06-12T10:30:00+01:00", "1 hour left"),
        ("2026-06-12T08:59:00+01:00", "1 hour overdue"),
    ],
)
def test_an_incidents_sentence_has_the_hours(due: str, left: str) -> None:
    said = sentence(shipped_rules().named("hours-24"), "INC-2026-0001", due, NOW, CALENDAR)
    assert said.startswith("24 of the 72 hours for INC-2026-0001 have passed. The ICO must be told by ")
    assert said.endswith(f": {left}.")
    moment = datetime.fromisoformat(due)
    assert said == sentence(shipped_rules().named("hours-24"), "INC-2026-0001", moment, NOW, CALENDAR)


def test_on_a_saturday_before_a_monday_no_working_day_has_passed_or_is_counted_twice() -> None:
    saturday = datetime(2026, 6, 13, 12, tzinfo=LONDON)
    said = sentence(shipped_rules().named("overdue"), "FOI-2026-0001", "2026-06-12", saturday, CALENDAR)
    assert said == "FOI-2026-0001 was due Friday 12 June: 1 working day overdue."
