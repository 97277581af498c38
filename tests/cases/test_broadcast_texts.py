"""What ships to start a message from, and what an officer is told about a message that can't be sent as it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.audience import Audience, AudienceKind
from cases.broadcasts import BroadcastKind, Content, IfLate, Link, Picture, Question
from cases.broadcasts.checking import LONGEST_ANSWER, LONGEST_TEXT, LONGEST_TITLE, checked
from cases.broadcasts.texts import bitesize_content, bitesizes, lesson_lead, lesson_texts
from cases.errors import Refusal
from cases.incident_categories import IncidentCategory

EVERYBODY = Audience(AudienceKind.EVERYBODY)
GOOD = Content(
    kind=BroadcastKind.BITESIZE,
    title="Need to know",
    text="Share what is needed.",
    audience=EVERYBODY,
    picture=Picture("https://pictures.example/a.png", "A drawer"),
    link=Link("https://intranet.example/a", "Read more"),
    question=Question("Who?", ("All", "Some"), 1, "Because."),
)


def test_twelve_bitesizes_ship_each_about_what_matters_at_work() -> None:
    assert set(bitesizes()) == {
        "spotting-a-sar", "bcc", "addresses-checked", "clear-desk", "phishing", "sharing-safely", "retention",
        "dpia-first", "passwords", "photos-and-ai-tools", "outside-the-office", "reporting-early",
    }  # fmt: skip


def test_each_of_the_icos_categories_has_a_lesson() -> None:
    assert set(lesson_texts()) == {category.value for category in IncidentCategory}


@pytest.mark.parametrize("bitesize_id", bitesizes())
def test_a_bitesize_can_be_sent_as_it_is_and_read_in_half_a_minute(bitesize_id: str) -> None:
    content = bitesize_content(bitesize_id)
    assert content is not None
    assert checked(content) == content
    assert 60 <= len(content.text.split()) <= 110
    assert content.question is not None
    assert 3 <= len(content.question.answers) <= 4


@pytest.mark.parametrize("category", lesson_texts())
def test_a_lesson_can_be_sent_as_it_is_with_its_lead(category: str) -> None:
    text = lesson_texts()[category]
    content = text.content(EVERYBODY, "")
    lead = lesson_lead().format(service="Planning and building control")
    assert checked(replace(content, text=f"{lead}\n\n{content.text}"))
    assert 50 <= len(content.text.split()) <= 110


def test_the_right_answer_is_not_always_in_the_same_place() -> None:
    for texts in (bitesizes(), lesson_texts()):
        places = [text.question.right for text in texts.values()]
        assert len(set(places)) >= 3
        assert max(map(places.count, places)) <= len(places) // 2


@pytest.mark.parametrize("text", [*bitesizes().values(), *lesson_texts().values()], ids=lambda text: text.id)
def test_texts_are_plain(text: Any) -> None:
    """Sentences that can be read on the way, without long words of the office, and without what a card would take for
    a link or a list."""
    assert not re.search(r"[<>*_`\[\]]|https?:", text.text + text.question.words)
    assert not re.search(
        r"\b(?:data subject|pursuant|utilis\w+|commence|in order to|aforementioned)\b", text.text.lower()
    )
    sentences = re.split(r"(?<=[.!?”])\s+", text.text)
    assert max(len(sentence.split()) for sentence in sentences) <= 40
    assert sum(len(sentence.split()) for sentence in sentences) / len(sentences) <= 18


def test_what_is_right_is_kept_without_space_around_it_and_what_can_not_be_shown() -> None:
    untidy = replace(GOOD, title="  Need\nto\x00 know ", text=" One.\n\nTwo.\x07 ")
    tidy = checked(untidy)
    assert (tidy.title, tidy.text) == ("Need to know", "One.\n\nTwo.")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "Write the title."),
        ({"text": ""}, "Write the text."),
        ({"title": "x" * (LONGEST_TITLE + 1)}, "Make the title shorter: 80 characters at most."),
        ({"text": "x" * (LONGEST_TEXT + 1)}, "Make the text shorter: 1,500 characters at most."),
        ({"picture": Picture("http://pictures.example/a.png", "A drawer")}, "begins with https://"),
        ({"picture": Picture("https://pictures.example/a.png", "")}, "what the picture shows"),
        ({"link": Link("https://", "More")}, "begins with https://"),
        ({"link": Link("javascript:alert(1)", "More")}, "begins with https://"),
        ({"link": Link("https://bank.example@evil.example/", "More")}, "begins with https://"),
        ({"link": Link("https://evil.example\\@bank.example/", "More")}, "begins with https://"),
        ({"link": Link("https://a b.example/", "More")}, "begins with https://"),
        ({"link": Link("https://[::1", "More")}, "begins with https://"),
        ({"link": Link("https://intranet.example/", "")}, "words to press"),
        ({"question": Question("Who?", ("All",), 0, "Because.")}, "from 2 to 5 answers"),
        ({"question": Question("Who?", tuple("abcdef"), 0, "Because.")}, "from 2 to 5 answers"),
        ({"question": Question("Who?", ("All", " "), 0, "Because.")}, "for each answer"),
        ({"question": Question("Who?", ("All", "all"), 0, "Because.")}, "the same"),
        ({"question": Question("Who?", ("All", "Some"), 2, "Because.")}, "which of the answers is right"),
        ({"question": Question("Who?", ("All", "Some"), -1, "Because.")}, "which of the answers is right"),
        ({"question": Question("Who?", ("All", "x" * (LONGEST_ANSWER + 1)), 0, "B.")}, "100 characters"),
        ({"question": Question("", ("All", "Some"), 0, "Because.")}, "Write the question."),
        ({"question": Question("Who?", ("All", "Some"), 0, "")}, "Write the explanation."),
        ({"asks_to_confirm": True}, "not both"),
        ({"late_hours": 0}, "how many hours"),
        ({"late_hours": 10_000}, "how many hours"),
    ],
)
def test_what_has_to_be_put_right_is_said(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked(replace(GOOD, **changes))
    assert sentence in str(refused.value)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        checked(replace(GOOD, title="", text="", link=Link("ftp://x", "")))
    assert str(refused.value).count(".") == 4


def test_what_is_to_be_skipped_when_late_needs_no_hours() -> None:
    assert checked(replace(GOOD, if_late=IfLate.SKIP, late_hours=0)).late_hours == 0


@given(st.text(max_size=60))
def test_any_text_as_an_address_is_an_https_address_or_refused(address: str) -> None:
    try:
        kept = checked(replace(GOOD, link=Link(address, "More"))).link
    except Refusal:
        return
    assert kept is not None
    assert kept.address.lower().startswith("https://")
    assert kept.address.isprintable()
