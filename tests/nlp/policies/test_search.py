"""A question finds the passage that answers it, and what cannot be answered is said so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.policies.gate import Band
from nlp.policies.index import Sort, ToIndex, build_index, load_index, save_index
from nlp.policies.question import read_question
from nlp.policies.search import Search
from nlp.policies.texts import sentences_of

_PAGES = (
    ToIndex("Removable media", "Never plug in a memory stick that you found. Hand it to the service desk."),
    ToIndex(
        "Passwords", "Use three random words. Never share a password with a colleague or with your manager."
    ),
    ToIndex("Confidential waste", "Paper with names goes into the locked bin. It is shredded each week."),
    ToIndex("Photographs", "Put up a sign at an event. Ask parents before you photograph children close by."),
    ToIndex(
        "Working abroad",
        "Devices may be used abroad only in countries on the list. Ask two weeks before you go.",
    ),
    ToIndex("Dismissal", "An employee who is dismissed hands in the pass and the laptop on the last day."),
    ToIndex("Meetings", "Minutes say who decided what. Notes are deleted once the minutes are approved."),
)
_SEARCH = Search(build_index(_PAGES))


def _first(question: str, story: str = "", before: tuple[str, ...] = ()) -> str:
    found = _SEARCH.find(read_question(question, story, before)).found
    return _PAGES[found[0].passage].title if found else ""


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("I found a memory stick in the car park. Can I plug it in?", "Removable media"),
        ("which bin do papers with names go in", "Confidential waste"),
        ("May we photograph the children at the event?", "Photographs"),
        ("Can I share my password with my manager?", "Passwords"),
        ("DO WE KEEP NOTES AFTER THE MINUTES ARE APPROVED", "Meetings"),
    ],
)
def test_the_passage_that_answers_comes_first(question: str, title: str) -> None:
    assert _first(question) == title


def test_people_may_use_their_own_words() -> None:
    assert _first("What does somebody who was sacked give back?") == "Dismissal"


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("is it ok to pulg in a memory stick", "Removable media"),
        ("what does a dismised employee hand in", "Dismissal"),
        ("can i photogrpah children", "Photographs"),
    ],
)
def test_a_slip_of_the_finger_is_no_trouble(question: str, title: str) -> None:
    assert _first(question) == title


def test_forms_that_the_ending_does_not_show_are_the_same_word() -> None:
    pages = [
        ToIndex("", "Ring the desk if you lose a telephone."),
        ToIndex("", "Ring the desk if you buy a telephone."),
    ]
    search = Search(build_index(pages))
    assert search.find(read_question("I lost my telephone")).found[0].passage == 0
    assert search.find(read_question("I bought a telephone")).found[0].passage == 1


def test_a_meaning_comes_from_the_definition_and_a_time_from_the_schedule() -> None:
    pages = [
        ToIndex("Impact assessments, Publishing", "A DPIA is published once it is signed. A DPIA is short."),
        ToIndex(
            "Words",
            "Term: Impact assessment (DPIA)\nMeaning: A written look at risks.",
            "Impact assessment",
            "DPIA",
            Sort.MEANING,
        ),
        ToIndex(
            "Schedule", "Record: Visitors' books\nKeep for: 1 year", "Visitors' books", sort=Sort.KEEPING
        ),
        ToIndex("Visitors", "Visitors sign the book, and visitors are met.", "Visitors"),
    ]
    search = Search(build_index(pages))

    def first(question: str) -> int:
        return search.find(read_question(question)).found[0].passage

    assert first("What is a DPIA?") == 1
    assert first("When is a DPIA published?") == 0
    assert first("How long do we keep the visitors' book?") == 2
    assert first("Who meets visitors?") == 3


def test_what_is_asked_weighs_more_than_the_story_before_it() -> None:
    story = "I took minutes of a meeting, and notes. A colleague had decided to bring a memory stick."
    assert _first("Which bin is for shredded paper?", story) == "Confidential waste"
    assert _first(f"{story} Which bin is for shredded paper?") == "Confidential waste"


def test_a_follow_up_is_understood_by_the_question_before() -> None:
    assert _first("And for children?", before=("May I take photographs at an event?",)) == "Photographs"
    assert _first("and how long before?", before=("Can I use my device abroad?",)) == "Working abroad"


@pytest.mark.parametrize("question", ["Quando parte il treno?", "xyzzy frobozz", "the of and"])
def test_what_no_passage_speaks_of_is_not_answered(question: str) -> None:
    findings = _SEARCH.find(read_question(question))
    assert findings.band is Band.UNKNOWN
    assert findings.confidence == 0


def test_a_question_in_the_words_of_a_passage_is_surer_than_one_that_shares_a_word() -> None:
    sure = _SEARCH.find(read_question("Can I plug in a memory stick that I found?")).confidence
    unsure = _SEARCH.find(read_question("Who pays for the week in the hotel by the sea?")).confidence
    assert 0 <= unsure < sure <= 1


def test_the_sentence_that_answers_is_marked() -> None:
    text = "Passwords are long. Never share a password with a manager. Change it when somebody leaves."
    findings = _SEARCH.find(read_question("May my manager share my password?"))
    begin, end = _SEARCH.best_sentence(text, findings.wanted)
    assert text[begin:end] == "Never share a password with a manager."


def test_a_page_is_read_without_its_mark_up_and_by_its_first_line() -> None:
    pages = [
        ToIndex("", "<h1>Blue badges</h1><p>Apply online. It takes six weeks to decide.</p>"),
        ToIndex(
            "", "Parking permits\nA permit for residents costs £60 a year, and it takes six weeks to decide."
        ),
    ]
    search = Search(build_index(pages))
    assert search.find(read_question("How do I get a blue badge?")).found[0].passage == 0
    assert search.find(read_question("What does a parking permit cost?")).found[0].passage == 1


def test_an_index_that_was_kept_finds_the_same(tmp_path: Path) -> None:
    save_index(build_index(_PAGES), tmp_path)
    kept = Search(load_index(tmp_path))
    question = read_question("I found a memory stick. Can I plug it in?")
    assert kept.find(question).found == _SEARCH.find(question).found


def test_an_index_of_another_form_is_not_used(tmp_path: Path) -> None:
    save_index(build_index(_PAGES), tmp_path)
    (tmp_path / "words.json").write_text('{"form": 0, "words": []}', encoding="utf-8")
    with pytest.raises(ValueError, match="form"):
        load_index(tmp_path)


@pytest.mark.parametrize("pages", [[], [ToIndex("", "")], [ToIndex("the", "of and")]])
def test_nothing_to_search_answers_nothing(pages: list[ToIndex]) -> None:
    findings = Search(build_index(pages)).find(read_question("Where is the form?"))
    assert (findings.found, findings.band) == ((), Band.UNKNOWN)


def test_a_very_long_story_is_no_trouble() -> None:
    story = " ".join(f"word{number}" for number in range(50_000))
    assert _first("Which bin is for shredded paper?", story) == "Confidential waste"
    assert _first(f"Can I plug in a memory stick? {story}") == "Removable media"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_is_asked_there_is_an_honest_answer(question: str, story: str) -> None:
    findings = _SEARCH.find(read_question(question, story))
    assert 0 <= findings.confidence <= 1
    scores = [found.score for found in findings.found]
    assert scores == sorted(scores, reverse=True)


@given(st.text(max_size=400))
def test_sentences_follow_each_other_and_leave_out_only_spaces(text: str) -> None:
    spans = sentences_of(text)
    at = 0
    for begin, end in spans:
        assert begin >= at
        assert text[begin:end].strip() == text[begin:end]
        assert not text[at:begin].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    ("text", "asked", "story"),
    [
        ("My son is nine. Can I see his file?", "Can I see his file?", "My son is nine."),
        ("Can I see his file? He is nine.", "Can I see his file?", "He is nine."),
        ("I lost my pass. What do I do now", "What do I do now", "I lost my pass."),
        ("how long do I keep minutes", "how long do I keep minutes", ""),
        ("I work e.g. at home. Is that fine? I hope so.", "Is that fine?", "I work e.g. at home. I hope so."),
    ],
)
def test_what_is_asked_is_told_from_the_story(text: str, asked: str, story: str) -> None:
    question = read_question(text)
    assert (question.asked, question.story) == (asked, story)
