"""What a nudge says."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from cases.calendar import HolidayCalendar
from cases.nudges import Rule, Trigger, sentence, shipped_rules
from cases.words import LONDON

CALENDAR = HolidayCalendar()
NOW = datetime(2026, 6, 12, 9, tzinfo=LONDON)  # a Friday before Scotland's holiday of Monday
RULE = Rule("mine", "{reference}, {due}: {left}.", Trigger.BEFORE_DUE)


@pytest.mark.parametrize(
    ("reference", "due", "says"),
    [
        ("FOI-2026-0001", "2026-06-17", "FOI-2026-0001, Wednesday 17 June: 2 working days left."),
        ("SAR-2026-0001", "2026-06-17", "SAR-2026-0001, Wednesday 17 June: 5 days left."),
        ("RPS-2026-0001", "2026-06-16", "RPS-2026-0001, Tuesday 16 June: 1 working day left."),
        ("FOI-2026-0001", date(2026, 6, 12), "FOI-2026-0001, Friday 12 June: today is the last day."),
        ("EIR-2026-0001", "2026-06-10", "EIR-2026-0001, Wednesday 10 June: 2 working days overdue."),
        ("SAR-2026-0001", "2026-06-05", "SAR-2026-0001, Friday 5 June: 7 days overdue."),
        ("ENQ-2026-0001", None, "ENQ-2026-0001, on no set day: it has no date yet."),
        ("INC-2026-0001", "2026-06-14T08:00:00+00:00", "INC-2026-0001, Sunday 14 June, 09:00: 48 hours left."),
        ("INC-2026-0001", "2026-06-12T09:00:00+01:00", "INC-2026-0001, Friday 12 June, 09:00: less than an hour left."),
        ("INC-2026-0001", "2026-06-12T10:30:00+01:00", "INC-2026-0001, Friday 12 June, 10:30: 1 hour left."),
        ("INC-2026-0001", "2026-06-12T08:59:00+01:00", "INC-2026-0001, Friday 12 June, 08:59: 1 hour overdue."),
    ],
)  # fmt: skip
def test_a_sentence_is_filled_in_with_the_date_and_the_time_left(
    reference: str, due: str | date | None, says: str
) -> None:
    assert sentence(RULE, reference, due, NOW, CALENDAR) == says


def test_a_day_late_over_a_weekend_is_late() -> None:
    saturday = datetime(2026, 6, 13, 12, tzinfo=LONDON)
    said = sentence(RULE, "FOI-2026-0001", "2026-06-12", saturday, CALENDAR)
    assert said == "FOI-2026-0001, Friday 12 June: 1 working day overdue."


def test_a_rule_that_was_taken_out_since_gives_the_date() -> None:
    said = sentence(shipped_rules().named("gone"), "FOI-2026-0001", "2026-06-17", NOW, CALENDAR)
    assert said == "FOI-2026-0001 is due Wednesday 17 June: 2 working days left."


@pytest.mark.parametrize("rule", shipped_rules().rules, ids=lambda rule: rule.id)
def test_each_shipped_sentence_can_be_filled_in(rule: Rule) -> None:
    for due in ("2026-06-17", "2026-06-14T08:00:00+00:00", None):
        said = sentence(rule, "FOI-2026-0001", due, NOW, CALENDAR)
        assert said.endswith(".")
        assert "{" not in said
