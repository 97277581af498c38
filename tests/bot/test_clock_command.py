"""`askig clock` on its JSON Lines, and one date explained to a person."""

import json
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.clock import answer, explain
from cases.calendar import HolidayCalendar
from cases.clock import EventType

EXTENDED = {
    "id": "a1",
    "regime": "FOI",
    "received": "2026-05-18",
    "events": [{"type": "extended", "on": "2026-06-01", "reason": "public_interest"}],
    "as_of": "2026-06-10",
}


def test_a_line_gets_its_date_state_reasons_and_days_that_did_not_count() -> None:
    found = answer(EXTENDED)
    assert list(found) == ["id", "due", "state", "days_left", "reasons", "not_counted", "rule"]
    assert (found["id"], found["due"], found["state"], found["days_left"], found["rule"]) == (
        "a1",
        "2026-07-16",
        "running",
        24,
        "FOI-2005-01",
    )
    assert all(set(reason) == {"text", "source"} for reason in found["reasons"])
    assert {
        "date": "2026-06-15",
        "why": "Scotland's participation in the FIFA World Cup final, Scotland",
    } in found["not_counted"]
    assert json.loads(json.dumps(found)) == found


def test_a_breach_is_due_at_a_time_with_its_offset() -> None:
    line = {
        "id": 7,
        "regime": "BREACH",
        "aware": "2026-10-23T14:05:00+01:00",
        "events": [],
        "as_of": "2026-10-24T14:05:00+01:00",
    }
    found = answer(line)
    assert (found["id"], found["due"]) == (7, "2026-10-26T13:05:00+00:00")
    assert (found["state"], found["days_left"]) == ("running", 2)


def test_without_a_day_to_read_it_on_a_case_is_read_as_of_now() -> None:
    assert answer({"regime": "FOI", "received": "2005-03-01"})["state"] == "overdue"


def test_the_holidays_of_the_settings_count() -> None:
    calendar = HolidayCalendar(extra={date(2026, 6, 10): "Royal jubilee"})
    assert answer({"regime": "foi", "received": "2026-05-18"}, calendar)["due"] == "2026-06-18"
    assert "Royal jubilee" in explain("FOI", "2026-05-18", calendar)


def test_a_correction_on_a_line_keeps_the_extension_right() -> None:
    line = {
        **EXTENDED,
        "received": "2026-05-20",
        "events": [
            {
                "type": "corrected",
                "what": "received",
                "was": "2026-05-20",
                "to": "2026-05-18",
                "on": "2026-06-02",
            },
            *EXTENDED["events"],  # type: ignore[misc]
        ],
    }
    assert answer(line)["due"] == "2026-07-16"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"received": "2026-05-18"}, "Give 'regime' as one of FOI"),
        ({"regime": "F.O.I.", "received": "2026-05-18"}, "'F.O.I.' is none of them"),
        ({"regime": "FOI"}, "Give 'received' as a date"),
        ({"regime": "FOI", "received": "18/05/2026"}, "'18/05/2026' is not one"),
        ({"regime": "FOI", "received": 20260518}, "is not one"),
        ({"regime": "FOI", "received": "2026-02-30"}, "is not one"),
        ({"regime": "FOI", "aware": "2026-05-18T09:00:00Z"}, "instead of 'aware'"),
        ({"regime": "BREACH", "received": "2026-05-18"}, "'aware'"),
        ({"regime": "BREACH", "aware": "2026-05-18"}, "time with its offset"),
        ({"regime": "BREACH", "aware": "2026-05-18T09:00:00"}, "offset from UTC"),
        ({"regime": "FOI", "received": "2026-05-18", "evnts": []}, "Did you mean 'events'"),
        ({"regime": "FOI", "received": "2026-05-18", "events": {}}, "as a list"),
        ({"regime": "FOI", "received": "2026-05-18", "events": ["responded"]}, "event 1 as an object"),
        (
            {"regime": "FOI", "received": "2026-05-18", "events": [{"type": "paused", "on": "2026-05-19"}]},
            "'paused' in event 1 is not a step",
        ),
        ({"regime": "FOI", "received": "2026-05-18", "events": [{"type": "responded"}]}, "'on' of event 1"),
        (
            {"regime": "FOI", "received": "2026-05-18", "events": [{"type": "extended", "on": "2026-05-19"}]},
            "'reason' of the extension in event 1",
        ),
        (
            {
                "regime": "EIR",
                "received": "2026-05-18",
                "events": [{"type": "extended", "on": "2026-06-01", "reason": "public_interest"}],
            },
            "cannot have a public interest extension",
        ),
        ({"regime": "FOI", "received": "2126-05-18"}, "2000 to 2040"),
        ({"regime": "FOI", "received": "2026-05-18", "as_of": "soon"}, "'as_of'"),
    ],
)
def test_a_line_that_cannot_be_counted_is_refused_in_one_clear_sentence(
    line: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011  (the words are what is checked)
        answer(line)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=12)
    | st.dates().map(str),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "on", "reason", "until", "what", "was", "to", "x"]), inner)
    ),
    max_leaves=8,
)

DATES = (
    st.dates().map(str)
    | st.dates(date(2026, 1, 1), date(2026, 3, 1)).map(str)
    | st.builds(
        "{}{}".format, st.datetimes().map(datetime.isoformat), st.sampled_from(["+14:00", "-12:00", "Z", ""])
    )
    | st.dates(date(2026, 1, 1), date(2026, 3, 1)).map("{}T09:30:00+00:00".format)
)
STEPS = st.fixed_dictionaries(
    {"type": st.sampled_from([*EventType, "corrected"]).map(str), "on": DATES},
    optional={
        "reason": st.sampled_from(["public_interest", "complex", "number"]),
        "until": DATES,
        "what": st.sampled_from(["received", "aware", "responded"]),
        "was": DATES,
        "to": DATES,
    },
)


@given(
    line=JSON
    | st.fixed_dictionaries(
        {"regime": st.sampled_from(["FOI", "SAR", "DP_COMPLAINT", "BREACH"]) | JSON},
        optional={
            "received": DATES | JSON,
            "aware": DATES | JSON,
            "events": st.lists(STEPS | JSON, max_size=4) | JSON,
            "as_of": DATES | JSON,
        },
    )
)
def test_whatever_stands_on_a_line_it_is_answered_or_refused_in_words(line: Any) -> None:
    def said() -> str:
        try:
            return str(answer(line)["due"])
        except ValueError as refusal:
            return str(refusal)

    assert said().strip()


def test_a_date_is_explained_to_a_person() -> None:
    assert explain("FOI", "2026-12-04").splitlines() == [
        "Freedom of Information request, received Friday 4 December 2026",
        "Due Thursday 7 January 2027: 20 working days left from the day of receipt",
        "",
        "Why this date?",
        "  1. Received on Friday 4 December. [FOIA 2000 s.10(1)]",
        "  2. 20 working days are allowed, counted from the working day after: Monday 7 December is day 1. "
        "[FOIA 2000 s.10(1)]",
        "  3. Saturdays, Sundays, Christmas Day, Good Friday and bank holidays in any part of the United "
        "Kingdom do not count. [FOIA 2000 s.10(6)]",
        "  4. So the last day is Thursday 7 January 2027. [FOIA 2000 s.10(1)]",
        "",
        "Days that did not count, besides weekends:",
        "  Friday 25 December 2026: Christmas Day",
        "  Monday 28 December 2026: Boxing Day (substitute day)",
        "  Friday 1 January 2027: New Year's Day",
        "  Monday 4 January 2027: 2 January (substitute day), Scotland",
        "",
        "Rule FOI-2005-01",
    ]


def test_a_breach_is_explained_from_the_time_it_was_noticed() -> None:
    assert "Decide about telling the ICO by Monday 26 October 2026, 13:05" in explain(
        "breach", "2026-10-23T14:05:00+01:00"
    )
    with pytest.raises(ValueError, match="time with its offset"):
        explain("BREACH", "2026-10-23")
