"""What people get from triage, measured on two tables: one the rules were tuned on, one kept apart."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.personal_data import DataKind
from nlp.times import LONDON
from nlp.triage import SURE_ENOUGH, IncidentCategory, Label, Reading, Sensitive, SmallTalk, load_triage
from nlp.triage.model import OUR_MODEL
from nlp.triage.training.texts import read_messages

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=LONDON)
UNSEEN = Path(__file__).with_name("data") / "triage_not_trained_on.jsonl"


def read(text: str) -> Reading:
    return load_triage().read(text, NOW)


def unseen() -> list[tuple[dict[str, Any], Reading]]:
    """Messages that are kept out of nlp/triage/training/texts."""
    rows = [json.loads(line) for line in UNSEEN.read_text("utf-8").splitlines()]
    return [(row, read(row["text"])) for row in rows]


def test_messages_that_training_never_saw_go_where_they_belong() -> None:
    read_ones = unseen()
    trained_on = {message.text for message in read_messages()}
    assert not [row for row, _ in read_ones if row["text"] in trained_on]
    assert sum(reading.label == row["label"] for row, reading in read_ones) / len(read_ones) >= 0.9


def test_an_incident_is_noticed_and_ordinary_matters_raise_no_alarm() -> None:
    read_ones = unseen()
    reports = [reading for row, reading in read_ones if "incident" in (row["label"], *row.get("also", ()))]
    others = [reading for row, reading in read_ones if "incident" not in (row["label"], *row.get("also", ()))]
    assert sum(reading.incident is not None for reading in reports) / len(reports) >= 0.97
    assert sum(reading.incident is not None for reading in others) / len(others) <= 0.03


def test_an_unsure_reading_offers_two_ways_and_a_sure_one_none() -> None:
    for _, reading in unseen():
        if reading.confidence >= SURE_ENOUGH:
            assert reading.choice == ()
        else:
            assert len(set(reading.choice)) == 2
            assert reading.choice[0] is reading.label


def test_the_scores_written_down_for_what_ships_are_calibrated() -> None:
    held_out = json.loads((OUR_MODEL / "scores.json").read_text("utf-8"))["held out"]["all"]
    assert held_out["calibration error"] <= 0.05
    assert held_out["right"] >= 0.75


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
    assert read("I JUST EMIALED A SPREADSHEET TO THE WORNG PERSON").label is Label.INCIDENT
    assert read("ive sent sombody elses payslip to the rong adress").label is Label.INCIDENT
    assert Label.INCIDENT in read("I JUST EMIALED A SPREADHSEET TO THE WORNG PERSON").choice


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
    ("words", "sensitive"),
    [
        ("I am a reporter at the Westmere Gazette.", (Sensitive.PRESS,)),
        ("Cllr Bryony Oake has asked me to write.", (Sensitive.COUNCILLOR_OR_MP,)),
        ("We are considering judicial review.", (Sensitive.LEGAL_ACTION,)),
        ("Thank you for your help.", ()),
    ],
)
def test_a_request_that_the_team_wants_to_know_of_early(words: str, sensitive: tuple[Sensitive, ...]) -> None:
    request = read(
        f"Under the Freedom of Information Act, how much was spent on agency staff? {words}"
    ).request
    assert request is not None
    assert request.sensitive == sensitive


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
