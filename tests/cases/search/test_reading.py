"""What somebody types to find cases, as a table, and what holds for any text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.case import LIVE_STATES, CaseKind, CaseState
from cases.people import Person, Role, Service
from cases.regimes import Regime
from cases.search.query import ANY_DAY, AT_REST, EVERYTHING, CaseQuery, Days, Order, Reached
from cases.search.reading import LONGEST_QUERY, Known, parse_query

# A Monday.
NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
HANNAH = Person("hannah", "Hannah Lewis", "h@x.example", frozenset({Role.HANDLER}), None)
OWEN = Person("owen", "Owen Price", "o@x.example", frozenset({Role.OFFICER}), None)
KNOWN = Known(
    NOW,
    (
        Service("housing", "Housing", None, ("tenant", "rent")),
        Service("planning", "Planning and building control", None, ("planning permission",)),
        Service("highways-and-environment", "Highways, waste and parks", None, ("parking", "pothole")),
        Service("adult-social-care", "Adult social care", None, ()),
    ),
    (HANNAH, OWEN),
    OWEN,
)
LIVE = CaseQuery(states=LIVE_STATES)
OVERDUE = replace(LIVE, due_before=NOW)
FOI = frozenset({Regime.FOI})


def day(text: str) -> date:
    """A day of 2026 from "03-01"."""
    return date.fromisoformat(f"2026-{text}")


TABLE: dict[str, CaseQuery] = {
    "search parking fines": CaseQuery(words=("parking", "fines")),
    "search FOI housing overdue since March": replace(
        OVERDUE, regimes=FOI, service="housing", due=Days(day("03-01"), None)
    ),
    "find SAR from Mr Okafor": CaseQuery(regimes=frozenset({Regime.SAR}), requester="Okafor"),
    "find SAR from okafor": CaseQuery(regimes=frozenset({Regime.SAR}), requester="okafor"),
    "due this week": replace(LIVE, due=Days(day("11-23"), day("11-29"))),
    "overdue": OVERDUE,
    "unassigned": replace(LIVE, is_unassigned=True),
    "closed last month": CaseQuery(
        states=AT_REST, reached=Reached(AT_REST, Days(day("10-01"), day("10-31")))
    ),
    # Ordinary words narrow the search only among words that do.
    "open FOI": replace(LIVE, regimes=FOI),
    "FOI open spaces": CaseQuery(regimes=FOI, words=("open", "spaces")),
    "road closed": CaseQuery(words=("road", "closed")),
    "search housing": CaseQuery(service="housing"),
    "search housing repairs": CaseQuery(words=("housing", "repairs")),
    "repairs in the housing team": CaseQuery(words=("repairs",), service="housing"),
    "complaints": CaseQuery(regimes=frozenset({Regime.DP_COMPLAINT})),
    "complaints about noise": CaseQuery(words=("complaints", "noise")),
    "open incidents in planning": replace(LIVE, kind=CaseKind.INCIDENT, service="planning"),
    'search "open" FOI': CaseQuery(words=("open",), regimes=FOI),
    "show me all overdue requests": replace(OVERDUE, kind=CaseKind.REQUEST),
    "questions": CaseQuery(kind=CaseKind.ENQUIRY),
    # Kinds.
    "foi and eir": CaseQuery(regimes=frozenset({Regime.FOI, Regime.EIR})),
    "open FOI and incidents": replace(LIVE, regimes=frozenset({Regime.FOI, Regime.BREACH})),
    "Freedom of Information requests": CaseQuery(regimes=FOI),
    "FOI reviews": CaseQuery(regimes=frozenset({Regime.FOI_REVIEW})),
    "internal reviews": CaseQuery(regimes=frozenset({Regime.FOI_REVIEW, Regime.EIR_REVIEW})),
    "subject access requests": CaseQuery(regimes=frozenset({Regime.SAR})),
    # Where they stand.
    "adult social care SARs waiting for identity": CaseQuery(
        regimes=frozenset({Regime.SAR}),
        service="adult-social-care",
        states=frozenset({CaseState.AWAITING_IDENTITY}),
    ),
    "not answered FOI since 1 March": replace(LIVE, regimes=FOI, opened=Days(day("03-01"), None)),
    "FOI answered between 14 May and 1 March 2026": CaseQuery(
        regimes=FOI,
        states=AT_REST,
        reached=Reached(
            frozenset({CaseState.ANSWERED, CaseState.RESPONDED}), Days(day("03-01"), day("05-14"))
        ),
    ),
    # Dates.
    "due by Friday": replace(LIVE, due=Days(None, day("11-27"))),
    "due in the next 10 days": replace(LIVE, due=Days(day("11-23"), day("12-03"))),
    "received last financial year": CaseQuery(received=Days(date(2025, 4, 1), day("03-31"))),
    "FOI received before 03/02/2026": CaseQuery(regimes=FOI, received=Days(None, day("02-02"))),
    "potholes 2025": CaseQuery(words=("potholes", "2025")),
    "potholes in 2025": CaseQuery(words=("potholes",), opened=Days(date(2025, 1, 1), date(2025, 12, 31))),
    "received 2026-02-30": CaseQuery(words=("received", "2026-02-30")),
    "may contain nuts": CaseQuery(words=("may", "contain", "nuts")),
    # References.
    "FOI-2026-01": CaseQuery(reference="FOI-2026-01"),
    "search foi 2026 0117": CaseQuery(reference="FOI-2026-0117"),
    "FOI-2026": CaseQuery(reference="FOI-2026-"),
    # People.
    "incidents handled by Hannah": CaseQuery(kind=CaseKind.INCIDENT, handler="hannah"),
    "Hannah Lewis's cases": CaseQuery(handler="hannah"),
    "my overdue cases": replace(OVERDUE, handler="owen"),
    "requests from Jane Smith about potholes": CaseQuery(
        kind=CaseKind.REQUEST, requester="Jane Smith", words=("potholes",)
    ),
    "FOI from May Brown": CaseQuery(regimes=FOI, requester="May Brown"),
    "FOI from May": CaseQuery(regimes=FOI, opened=Days(day("05-01"), None)),
    "letters from tenants": CaseQuery(words=("letters", "tenants")),
    "jo@example.org 07700 900123": CaseQuery(words=("jo@example.org", "07700", "900123")),
    # Said plainly.
    "kind:foi state:closed service:housing received:2026-03-01..2026-03-31 fines": CaseQuery(
        words=("fines",), regimes=FOI, states=AT_REST, service="housing",
        received=Days(day("03-01"), day("03-31")),
    ),
    'kind:incident state:overdue "lost laptop"': replace(
        OVERDUE, kind=CaseKind.INCIDENT, words=("lost", "laptop")
    ),
    "state:seeking opened:2026-03-01..": CaseQuery(
        states=frozenset({CaseState.SEEKING}), opened=Days(day("03-01"), None)
    ),
    "kind:zebra service:moon received:soon": CaseQuery(words=("kind:zebra", "service:moon", "received:soon")),
    "parking since 31 February": CaseQuery(words=("parking", "since", "31", "February")),
    # Nothing to look for.
    "": EVERYTHING,
    "search": EVERYTHING,
    "search the of who": EVERYTHING,
}  # fmt: skip


@pytest.mark.parametrize("text", TABLE)
def test_reads(text: str):
    assert parse_query(text, KNOWN) == TABLE[text]


def test_what_is_to_be_done_comes_by_date_and_the_rest_newest_first():
    assert parse_query("overdue", KNOWN).order is Order.NEAREST
    assert parse_query("open FOI", KNOWN).order is Order.NEAREST
    assert parse_query("closed last month", KNOWN).order is Order.NEWEST
    assert parse_query("overdue parking", KNOWN).order is Order.NEWEST


_PIECES = st.sampled_from(
    [
        "search",
        "find",
        "overdue",
        "since",
        "before",
        "March",
        "May",
        "2025",
        "31/02/2026",
        "2026-13-45",
        "last",
        "next",
        "week",
        "month",
        "FOI",
        "SAR",
        "housing",
        "planning",
        "open",
        "closed",
        "from",
        "Mr",
        "Okafor",
        "Hannah",
        "my",
        "due",
        "by",
        "Friday",
        "between",
        "and",
        "to",
        "in",
        "99999999999",
        "kind:foi",
        "kind:",
        "received:..",
        "opened:x..y",
        '"',
        "“",
        "(",
        ")",
        "[",
        "*",
        "'",
        "’",
        "|",
        "\ue000",
        "\x00",
        "�",
        "İ",
        "ﬁ",
        "FOI-2026-",
        "FOI-2026-01",
        "re-use",
    ]
)


@settings(max_examples=600, deadline=None)
@given(st.one_of(st.text(max_size=400), st.lists(_PIECES, max_size=14).map(" ".join)))
def test_any_text_is_a_search(text: str):
    query = parse_query(text, KNOWN)
    for days in (query.received, query.opened, query.due):
        assert days == ANY_DAY or days.first or days.last
    assert len(query.words) <= 20
    assert all("\ue000" not in word for word in query.words)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "parking",
                "fines",
                "potholes",
                "kerbs",
                "lane",
                "bins",
                "noise",
                "dogs",
                "trees",
                "café",
                "O'Brien",
                "14b",
            ]
        ),
        min_size=1,
        max_size=8,
    )
)
def test_words_that_are_no_filter_stay_words(words: list[str]):
    assert parse_query(" ".join(words), KNOWN) == CaseQuery(words=tuple(words))
    assert parse_query(f"search {' '.join(words)} overdue", KNOWN) == replace(OVERDUE, words=tuple(words))


@settings(max_examples=200, deadline=None)
@given(
    st.dates(date(2005, 1, 1), date(2035, 12, 31)),
    st.sampled_from(
        ["last month", "this week", "next quarter", "last 7 days", "March", "29 February", "last financial year",
         "Friday", "last Friday", "yesterday"]
    ),
)  # fmt: skip
def test_a_period_is_days_in_order_on_any_day_of_the_year(today: date, words: str):
    known = replace(KNOWN, now=datetime(today.year, today.month, today.day, 12, tzinfo=UTC))
    days = parse_query(f"received in {words}", known).received
    assert days.first
    assert days.last
    assert days.first <= days.last
    assert days.last - days.first < timedelta(days=367)
    if not re.match("this|next|last financial|March", words):
        assert days.first <= today


def test_a_very_long_text_is_read_in_part():
    query = parse_query("potholes " * 10_000, KNOWN)
    assert query.words == ("potholes",) * 20
    assert LONGEST_QUERY < 10_000
