"""What people get from triage, measured on two tables: one the rules were tuned on, one kept apart."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.personal_data import DataKind
from nlp.times import LONDON
from nlp.triage import IncidentCategory, Label, Reading, SmallTalk, load_triage

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=LONDON)
DATA = Path(__file__).with_name("data")


@dataclass(frozen=True)
class Measured:
    right: float
    incidents_noticed: float
    false_alarms: float
    category: float
    category_in_three: float


def read(text: str) -> Reading:
    return load_triage().read(text, NOW)


def table(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / f"triage_{name}.jsonl").read_text("utf-8").splitlines()]


def measure(name: str) -> Measured:
    rows = [(row, read(row["text"])) for row in table(name)]
    incidents = [(row, reading) for row, reading in rows if row["label"] == "incident"]
    others = [reading for row, reading in rows if row["label"] != "incident"]
    read_ones = [(row, reading.incident) for row, reading in incidents if reading.incident is not None]
    return Measured(
        right=sum(reading.label == row["label"] for row, reading in rows) / len(rows),
        incidents_noticed=len(read_ones) / len(incidents),
        false_alarms=sum(reading.label is Label.INCIDENT for reading in others) / len(others),
        category=sum(incident.category == row["category"] for row, incident in read_ones) / len(incidents),
        category_in_three=sum(row["category"] in incident.top for row, incident in read_ones)
        / len(incidents),
    )


def test_the_table_the_rules_were_tuned_on_is_read_right() -> None:
    measured = measure("tuning")
    assert measured.right >= 0.97
    assert measured.incidents_noticed == 1
    assert measured.false_alarms <= 0.02


def test_the_table_kept_apart_is_read_nearly_as_well() -> None:
    # 0.894 before any rule was tuned; the floors leave a little room for changes elsewhere.
    measured = measure("held_out")
    assert measured.right >= 0.89
    assert measured.incidents_noticed >= 0.96
    assert measured.false_alarms <= 0.04
    assert measured.category >= 0.9
    assert measured.category_in_three >= 0.95


def test_matters_told_in_unusual_words_are_read_too() -> None:
    # Read for the first time, 0.65 of the first 83 and 0.51 of the last 35 were right; the rules were then
    # widened, so this floor keeps what was won and says nothing about words nobody has seen.
    rows = table("unusual")
    assert sum(read(row["text"]).label == row["label"] for row in rows) / len(rows) >= 0.93


@pytest.mark.parametrize("name", ["tuning", "held_out"])
def test_being_surer_means_being_right_more_often(name: str) -> None:
    rows = [(row, read(row["text"])) for row in table(name)]
    sure = [reading.label == row["label"] for row, reading in rows if reading.confidence >= 0.8]
    assert sum(sure) / len(sure) >= 0.95


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Under the FOI Act please send all air quality readings for Mill Road since 2020", Label.EIR),
        ("Please send me everything you hold about me", Label.SAR),
        ("how many subject access requests were late last year?", Label.FOI),
        ("is it ok that i emailed the list to my home address?", Label.INCIDENT),
        ("what do I do if I email the list to the wrong person?", Label.POLICY_QUESTION),
        ("What is our policy on using personal phones?", Label.POLICY_QUESTION),
        ("do we have a policy on bringing your own device?", Label.POLICY_QUESTION),
        ("I lost my own phone with work emails on it", Label.INCIDENT),
        ("when is my bin collected?", Label.OTHER),
        ("", Label.OTHER),
        ("😀😀😀", Label.OTHER),
        ("?!?!", Label.OTHER),
    ],
)
def test_the_law_decides_and_not_the_heading(text: str, label: Label) -> None:
    assert read(text).label is label


def test_an_environmental_request_that_names_foi_says_both() -> None:
    reading = read("FOI request: please provide the flood risk assessments for Long Lane")
    assert (reading.label, reading.also) == (Label.EIR, (Label.FOI,))


def test_typing_errors_and_capitals_do_not_hide_an_incident() -> None:
    assert read("I JUST EMIALED A SPREADHSEET TO THE WORNG PERSON").label is Label.INCIDENT


def test_reasons_quote_the_words_as_they_were_written() -> None:
    reasons = read(
        "I've just emailed a spreadsheet with 40 clients' names and addresses to the wrong person"
    ).reasons
    assert any("wrong person" in reason for reason in reasons)


def test_an_incident_is_read_in_full() -> None:
    incident = read(
        "I've just emailed a spreadsheet with 40 clients' names and addresses to the wrong person"
    ).incident
    assert incident is not None
    assert incident.category is IncidentCategory.EMAILED_WRONG_RECIPIENT
    assert incident.people == 40
    assert incident.happened == NOW
    assert {DataKind.NAMES, DataKind.ADDRESSES} <= set(incident.kinds)
    assert len(incident.top) == 3


def test_when_it_happened_and_when_it_was_noticed_are_told_apart() -> None:
    incident = read(
        "I emailed a client's file to the wrong person yesterday at 4, but only noticed this morning"
    ).incident
    assert incident is not None
    assert incident.happened == datetime(2026, 11, 22, 16, 0, tzinfo=LONDON)
    assert incident.noticed == datetime(2026, 11, 23, 10, 0, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("ending", "contained"),
    [
        ("They have deleted it.", True),
        ("I can't recall it.", False),
        ("I've asked them to delete it.", None),
        ("", None),
    ],
)
def test_whether_it_is_contained(ending: str, contained: bool | None) -> None:
    incident = read(f"I sent the rent list to the wrong person. {ending}").incident
    assert incident is not None
    assert incident.contained is contained


def test_a_letter_gives_its_requester_address_and_date() -> None:
    request = read(
        "From: colin.marsh@example.org\nDate: 12 November 2026\n\n"
        "Dear Sir or Madam,\n\nUnder the Freedom of Information Act "
        "please provide the number of parking fines issued in 2025.\n\nYours faithfully,\n\nColin Marsh\n12 High Street"
    ).request
    assert request is not None
    assert request.requester == "Colin Marsh"
    assert request.reply_to == "colin.marsh@example.org"
    assert request.dated == date(2026, 11, 12)


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("Hello!", SmallTalk.GREETING),
        ("thanks, that's great", SmallTalk.THANKS),
        ("bye for now", SmallTalk.FAREWELL),
        ("how are you?", SmallTalk.HOW_ARE_YOU),
        ("Hello, I lost my work laptop", None),
    ],
)
def test_small_talk_is_told_apart(text: str, talk: SmallTalk | None) -> None:
    assert read(text).small_talk is talk


def test_a_disclaimer_reports_nothing() -> None:
    reading = read(
        "Can staff keep copies of passports?\n\nThis email is confidential and intended only for the addressee. "
        "If you have received this email in error please delete it."
    )
    assert reading.label is Label.POLICY_QUESTION


def test_the_present_moment_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        load_triage().read("hello", datetime(2026, 11, 23, 14, 5))  # noqa: DTZ001


@settings(max_examples=80, deadline=timedelta(seconds=5))
@given(st.text(max_size=600))
def test_any_text_is_read_with_a_confidence_between_nought_and_one(text: str) -> None:
    reading = read(text)
    assert 0 <= reading.confidence <= 1
    assert reading.label not in reading.also
    assert reading.reasons


def test_a_very_long_message_is_read_by_its_beginning() -> None:
    assert read("I emailed the list to the wrong person. " + "and so on " * 2000).label is Label.INCIDENT


@pytest.mark.parametrize(
    "unit", ["😀", "<", "a@", "a:", "1", "Aa ", "> ", "the wrong ", "what do i do if i "]
)
def test_twenty_thousand_characters_of_nonsense_are_read_too(unit: str) -> None:
    assert read((unit * 20_000)[:20_000]).confidence >= 0
