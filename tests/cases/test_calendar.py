"""Which days count, for whom, and why a day does not; the dates were checked by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.calendar import HolidayCalendar, Nation

CALENDAR = HolidayCalendar()
DAYS = st.dates(date(2005, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 30), "St Andrew's Day, Scotland"),
        (date(2024, 12, 2), "St Andrew's Day (substitute day), Scotland"),
        (date(2026, 1, 2), "2 January, Scotland"),
        (date(2027, 1, 4), "2 January (substitute day), Scotland"),
        (date(2026, 3, 17), "St Patrick's Day, Northern Ireland"),
        (date(2024, 3, 18), "St Patrick's Day (substitute day), Northern Ireland"),
        (date(2027, 7, 12), "Battle of the Boyne, Northern Ireland"),
        (date(2026, 7, 13), "Battle of the Boyne (substitute day), Northern Ireland"),
        (date(2026, 8, 3), "Summer bank holiday, Scotland"),
        (date(2026, 8, 31), "Summer bank holiday, England, Wales and Northern Ireland"),
        (date(2026, 4, 6), "Easter Monday, England, Wales and Northern Ireland"),
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2022, 9, 19), "State Funeral of Queen Elizabeth II"),
        (date(2026, 6, 20), "Saturday"),
        (date(2026, 6, 21), "Sunday"),
    ],
)
def test_days_that_no_information_request_counts(day: date, why: str) -> None:
    assert CALENDAR.any_nation.why_not(day) == why
    assert not CALENDAR.any_nation.is_working(day)


def test_the_scottish_holiday_of_june_2026_counts_for_data_protection_only() -> None:
    day = date(2026, 6, 15)
    assert (
        CALENDAR.any_nation.why_not(day) == "Scotland's participation in the FIFA World Cup final, Scotland"
    )
    assert CALENDAR.data_protection.is_working(day)


def test_the_early_may_holiday_of_2020_moved_to_the_friday() -> None:
    assert CALENDAR.any_nation.is_working(date(2020, 5, 4))
    assert not CALENDAR.any_nation.is_working(date(2020, 5, 8))


def test_st_andrews_day_is_a_bank_holiday_since_its_act_of_2007() -> None:
    assert CALENDAR.any_nation.is_working(date(2006, 11, 30))
    assert not CALENDAR.any_nation.is_working(date(2007, 11, 30))


def test_a_new_holiday_from_settings_is_kept_where_its_name_says() -> None:
    calendar = HolidayCalendar(
        extra={date(2026, 9, 7): "Royal jubilee", date(2026, 9, 8): "Highland day, Scotland"}
    )
    assert calendar.any_nation.why_not(date(2026, 9, 7)) == "Royal jubilee"
    assert calendar.data_protection.why_not(date(2026, 9, 7)) == "Royal jubilee"
    assert calendar.any_nation.why_not(date(2026, 9, 8)) == "Highland day, Scotland"
    assert calendar.data_protection.is_working(date(2026, 9, 8))


def test_a_holiday_that_was_moved_is_taken_out_by_settings() -> None:
    calendar = HolidayCalendar(removed=[date(2026, 8, 31)])
    assert calendar.any_nation.is_working(date(2026, 8, 31))
    assert calendar.data_protection.is_working(date(2026, 8, 31))


def test_a_council_may_choose_whose_holidays_move_the_end_of_a_month() -> None:
    scottish = HolidayCalendar(data_protection_nations=[Nation.SCOTLAND])
    assert not scottish.data_protection.is_working(date(2026, 11, 30))
    assert scottish.data_protection.is_working(date(2026, 4, 6))


def test_mistakes_in_settings_are_refused_in_words() -> None:
    with pytest.raises(ValueError, match="name"):
        HolidayCalendar(extra={date(2026, 9, 7): "  "})
    with pytest.raises(ValueError, match="at least one nation"):
        HolidayCalendar(data_protection_nations=[])


def test_days_beyond_the_known_years_are_refused_not_guessed() -> None:
    table = CALENDAR.any_nation
    for ask in (
        lambda: table.nth_after(date(1999, 12, 31), 1),
        lambda: table.nth_after(date(2040, 12, 20), 20),
        lambda: table.nth_after(date(2041, 1, 1), 1),
        lambda: table.is_working(date(2041, 1, 1)),
        lambda: table.between(date(1999, 1, 1), date(2026, 1, 1)),
        lambda: table.on_or_before(date(2000, 1, 1)),
    ):
        with pytest.raises(ValueError, match="2000 to 2040"):
            ask()


@given(day=DAYS, number=st.integers(1, 60))
def test_the_nth_working_day_has_that_many_working_days_up_to_it(day: date, number: int) -> None:
    table = CALENDAR.any_nation
    end = table.nth_after(day, number)
    passed = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(table.is_working(one) for one in passed) == number
    assert table.is_working(end)
    assert table.between(day, end) == number == -table.between(end, day)
    assert CALENDAR.working_days_between(day, end) == number
    days_off = [off.date for off in table.days_off(day, end)]
    assert days_off == [one for one in [day, *passed] if not table.is_working(one)]


@given(day=DAYS)
def test_moving_to_a_working_day_passes_over_no_working_day(day: date) -> None:
    table = CALENDAR.data_protection
    later, earlier = table.on_or_after(day), table.on_or_before(day)
    assert earlier <= day <= later
    assert table.is_working(later)
    assert table.is_working(earlier)
    skipped = [earlier + timedelta(days=n) for n in range(1, (later - earlier).days)]
    assert not any(table.is_working(one) for one in skipped)
    assert (later == day) == table.is_working(day) == (earlier == day)
