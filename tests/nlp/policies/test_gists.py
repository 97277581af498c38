"""What passages are about, as vectors of their words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nlp.policies.gists import common_meaning, gist_of, gists_of_passages, meanings_of
from nlp.policies.index import ToIndex, build_index
from nlp.policies.question import read_question
from nlp.policies.search import Search

_WORDS = ("landlord", "tenant", "passport", "visa", "zzqx", "pension", "retirement", "dog")


def test_of_pages_that_share_a_word_the_one_about_it_comes_first() -> None:
    pages = [
        ToIndex("", "Bring the form to the counter. The vet will look at the kitten and the puppy."),
        ToIndex("", "Bring the form to the counter. The bank will look at the mortgage and the loan."),
        ToIndex("", "Bring the form to the counter. The pilot will look at the runway and the weather."),
    ]
    search = Search(build_index(pages))
    for question, place in (
        ("Which form for my hamster?", 0),
        ("Which form for the overdraft?", 1),
        ("Which form for the helicopter?", 2),
    ):
        assert search.find(read_question(question)).found[0].passage == place


def test_what_shares_no_word_is_not_found() -> None:
    search = Search(build_index([ToIndex("", "The vet looks at the kitten.")]))
    assert search.find(read_question("hamster?")).found == ()


def test_words_without_a_vector_are_about_nothing() -> None:
    meanings = meanings_of(["zzqx"])
    assert not meanings.any()
    assert not gist_of(meanings, np.ones((1, 1)), common_meaning(meanings, np.ones(1))).any()
    assert not build_index([ToIndex("", "zzqx"), ToIndex("", "")]).gists.any()


def test_words_that_mean_alike_are_near() -> None:
    landlord, tenant, dog = meanings_of(["landlord", "tenant", "dog"])
    assert landlord @ tenant > landlord @ dog


@given(
    st.lists(st.lists(st.integers(0, len(_WORDS) - 1), max_size=9, unique=True), max_size=9),
    st.integers(1, 9),
)
def test_each_passage_is_about_its_own_words_however_many_are_summed_at_a_time(
    passages: Sequence[Sequence[int]], at_once: int
) -> None:
    meanings = meanings_of(_WORDS)
    common = common_meaning(meanings, np.ones(len(_WORDS)))
    postings = [(at, word) for at, words in enumerate(passages) for word in words]
    passage = np.array([at for at, _ in postings], dtype=np.int32)
    word = np.array([one for _, one in postings], dtype=np.int32)
    counts = np.arange(1, len(postings) + 1, dtype=np.float32)
    found = gists_of_passages(meanings, common, len(passages), passage, word, counts, at_once)
    for at in range(len(passages)):
        own = np.zeros((1, len(_WORDS)))
        own[0, word[passage == at]] = counts[passage == at]
        assert np.allclose(found[at], gist_of(meanings, own, common)[0], atol=1e-5)
