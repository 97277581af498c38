"""Words that mean nearly the same are near each other, and pages are found by what a story says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nlp.policies.index import ToIndex, build_index
from nlp.policies.meanings import Meanings
from nlp.policies.question import read_question
from nlp.policies.search import Search

_PLACES = np.arange(4, dtype=np.int32)


def test_a_word_is_nearest_to_itself_near_to_what_means_much_the_same_and_not_known_where_it_has_no_vector() -> (
    None
):
    meanings = Meanings(("salary", "wages", "bicycle", "xqzzyplugh"))
    same, alike, far, unknown = meanings.nearest(_PLACES, ["salary"], np.ones(1))
    assert same == pytest.approx(1.0, abs=1e-5)
    assert 1.0 > alike > far + 0.2
    assert unknown == 0.0


def test_a_word_that_counts_less_is_less_near_and_nothing_told_is_near_to_nothing() -> None:
    meanings = Meanings(("salary", "wages", "bicycle", "xqzzyplugh"))
    whole = meanings.nearest(_PLACES, ["salary"], np.ones(1))
    half = meanings.nearest(_PLACES, ["salary"], np.full(1, 0.5))
    assert half == pytest.approx(whole / 2)
    assert not meanings.nearest(_PLACES, [], np.ones(0)).any()
    assert meanings.nearest(_PLACES[:0], ["salary"], np.ones(1)).shape == (0,)


_PAGES = (
    ToIndex("Carer's Allowance: if you disagree", "Ask us to look again within one month. Say why you think it is wrong."),
    ToIndex("Driving licences: if you disagree", "Ask us to look again within one month. Say why you think it is wrong."),
    ToIndex("Council Tax: if you disagree", "Ask us to look again within one month. Say why you think it is wrong."),
    ToIndex("Your bill", "A bill comes in March. It can be paid by card."),
)  # fmt: skip


def _first(pages: tuple[ToIndex, ...], question: str, story: str) -> str:
    return pages[Search(build_index(pages)).find(read_question(question, story)).found[0].passage].title


@pytest.mark.parametrize(
    ("story", "title"),
    [
        ("I look after my mother and get the allowance. It was stopped.", "Carer's Allowance"),
        ("They took my licence after a fit.", "Driving licences"),
        ("They say that my flat is in band F, so the tax went up.", "Council Tax"),
        ("My car has stood in the garage since March.", "Driving licences"),
    ],
)
def test_the_story_says_which_page(story: str, title: str) -> None:
    assert _first(_PAGES, "Can I ask you to look at it again?", story).startswith(title)


def test_in_a_policy_with_sections_the_question_says_which() -> None:
    sections = tuple(replace(page, chapter="Rules") for page in _PAGES)
    story = "I look after my mother and get the allowance."
    assert _first(sections, "When does the bill come?", story) == "Your bill"
    assert _first(_PAGES, "When does the bill come, and can it be paid by card?", story) == "Your bill"
