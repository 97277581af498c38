"""A passage is found by its sense where an encoder is set, and by its words alone where none is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.policies.gate import ALL_SIGNS, SIGNS, Band, signs_of
from nlp.policies.index import Sort, ToIndex, build_index, load_index, save_index
from nlp.policies.question import read_question
from nlp.policies.ranking import ALL_FEATURES, Ranker
from nlp.policies.search import BY_SENSE, BY_WORDS, Search, trained
from nlp.policies.vectors import STRETCH, stretches_of, texts_of_asking, vectors_of
from tests.nlp.policies.letters import EncoderByLetters

_PAGES = (
    ToIndex("Memory sticks", "Never plug in a stick that you found. Hand it to the service desk."),
    ToIndex("Passwords", "Use three random words. Never share them with a colleague or a manager."),
    ToIndex("Annual leave", "Leave is agreed with the line manager before it is booked."),
    ToIndex("Confidential waste", "Paper with names goes into the locked bin. It is shredded each week."),
)


def _search() -> Search:
    encoder = EncoderByLetters()
    return Search(build_index(_PAGES, encoder), encoder)


def test_a_question_that_shares_no_word_with_its_answer_finds_it() -> None:
    question = read_question("When is a pendrive okay?")
    assert not Search(build_index(_PAGES)).find(question).found
    assert _search().find(question).found[0].passage == 0


def test_words_still_find() -> None:
    findings = _search().find(read_question("Which bin does paper with names go into?"))
    assert findings.found[0].passage == 3
    assert 0 < findings.confidence <= 1


@pytest.mark.parametrize("question", ["the of and", "?"])
def test_a_question_that_says_nothing_finds_nothing(question: str) -> None:
    findings = _search().find(read_question(question))
    assert (findings.found, findings.band, findings.confidence) == ((), Band.UNKNOWN, 0)


@pytest.mark.parametrize("pages", [[], [ToIndex("", "")], [ToIndex("the", "of and")]])
def test_little_to_search_is_no_trouble(pages: list[ToIndex]) -> None:
    encoder = EncoderByLetters()
    findings = Search(build_index(pages, encoder), encoder).find(read_question("Where is the form?"))
    assert findings.band is Band.UNKNOWN


def test_many_rows_about_keeping_leave_room_for_others() -> None:
    rows = [
        ToIndex("", f"Record: Usb register {at}\nKeep for: 1 year", sort=Sort.KEEPING) for at in range(99)
    ]
    encoder = EncoderByLetters()
    index = build_index([*rows, _PAGES[0]], encoder)
    ranked = Ranker(index, trained(BY_SENSE)["ranking"], encoder).rank(read_question("A pendrive, okay?"))
    assert len(rows) in ranked.passages
    assert len(ranked.passages) < len(rows)


def test_the_vectors_are_kept_with_the_index(tmp_path: Path) -> None:
    encoder = EncoderByLetters()
    save_index(build_index(_PAGES, encoder), tmp_path)
    made = len(encoder.passages)
    kept = Search(load_index(tmp_path), encoder)
    question = read_question("Where do I put a pendrive?")
    assert kept.find(question).found == _search().find(question).found
    assert len(encoder.passages) == made


@pytest.mark.parametrize("encoder", [None, EncoderByLetters("of another kind")])
def test_vectors_of_another_encoder_are_left_alone(encoder: EncoderByLetters | None) -> None:
    by_words = Search(build_index(_PAGES))
    search = Search(build_index(_PAGES, EncoderByLetters()), encoder)
    for asked in ("When is a pendrive okay?", "Which bin does paper with names go into?"):
        question = read_question(asked)
        assert search.find(question).found == by_words.find(question).found
        assert search.find(question).confidence == by_words.find(question).confidence


def test_what_is_kept_without_an_encoder_is_as_it_was(tmp_path: Path) -> None:
    save_index(build_index(_PAGES), tmp_path)
    assert not [file.name for file in tmp_path.iterdir() if "vector" in file.name]
    assert load_index(tmp_path).vectors is None


def test_the_gate_sees_how_alike_the_first_is() -> None:
    encoder = EncoderByLetters()
    index = build_index(_PAGES, encoder)
    question = read_question("Which bin does a pendrive go into?")
    ranked = Ranker(index, trained(BY_SENSE)["ranking"], encoder).rank(question)
    assert ranked.features.shape[1] == len(ALL_FEATURES)
    assert len(signs_of(ranked)) == len(ALL_SIGNS)
    assert len(signs_of(Ranker(index, trained(BY_WORDS)["ranking"]).rank(question))) == len(SIGNS)


def test_a_follow_up_carries_the_question_before() -> None:
    findings = _search().find(read_question("And with the manager?", before=("Where is a holiday booked?",)))
    assert findings.found[0].passage == 2


def test_a_long_passage_is_as_alike_as_its_best_stretch() -> None:
    encoder = EncoderByLetters()
    far = " ".join(f"other{at}" for at in range(4 * STRETCH))
    lines = [far, "A stick was found."]
    vectors = vectors_of([stretches_of("", lines), ["A stick was lost."]], encoder)
    asked, whole = encoder.of_question(["stick found", " ".join(lines)])
    alike = vectors.alike(asked[None])
    assert alike.shape == (2, 1)
    assert alike[0, 0] > 2 * float(asked @ whole)
    assert alike[1, 0] == pytest.approx(float(asked @ encoder.of_question(["A stick was lost."])[0]))


@given(st.text(max_size=40), st.lists(st.text(max_size=2000), max_size=20))
def test_stretches_leave_out_no_word_and_none_is_long(title: str, lines: list[str]) -> None:
    stretches = stretches_of(title, lines)
    said = {word for stretch in stretches for word in stretch.split()}
    words = " ".join(lines).split()
    if len(words) < 20 * STRETCH:
        assert said >= set(words)
    assert stretches
    assert all(len(stretch.split()) <= STRETCH + 30 for stretch in stretches)


def test_what_is_asked_is_looked_at_alone_and_with_its_story() -> None:
    assert texts_of_asking("May I?", "", ()) == ["May I?"]
    assert texts_of_asking("May I?", "I am ill.", ("Who?", "When?")) == ["May I?", "May I? I am ill. When?"]
    long = texts_of_asking("May I?", "word " * 10_000, ())
    assert long[0] == "May I?"
    assert len(long[1].split()) < 100


def test_the_weights_by_sense_go_by_both() -> None:
    ranking = trained(BY_SENSE)["ranking"]
    assert ranking["alike_whole"] > 0
    assert ranking["large_both"] > 0
    assert np.isfinite(list(trained(BY_SENSE)["gate"]["weights"].values())).all()
