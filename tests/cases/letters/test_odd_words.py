"""People's words are data: whatever they write, a letter keeps its shape and nothing of it is carried out."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cases.letters import Letter, LetterKind, Style, load_letters
from cases.letters.marking import readable
from cases.regimes import Regime
from tests.cases.letters.made import case_of, facts

LETTERS = load_letters()
ODD = [
    "{{ 7 * 191 }} {% include 'part-ending.txt' %} {# gone #}",
    "# Title\n\n## Heading\n- bullet\n> quotation\n\n\nend",
    "[a place] **bold** [link](http://x.example) <b>&amp;</b>",
    "\x00\x01\x0b\x1f\x7f\ufffe\ud800\ue000W\ue001\ue002\ue003",
    "right \u202eto left, never closed \u2067and apart",
    "\r\nWindows\rold Mac\u2028line\u2029paragraph\x85next",
    "[to be added]",
    "x" * 20_000,
    "\n" * 500,
]


def write(kind: LetterKind, regime: Regime, words: str) -> Letter:
    details = {"text": words, "requester": words, "contact": words}
    said = {"ask_clarification.note": words, "respond.why_late": words}
    given = facts(said=said, is_late=True, writer=words, office=replace(facts().office, council=words))
    return LETTERS.write(kind, case_of(regime, details=details), given)


def shape(letter: Letter) -> list[Style]:
    return [block.style for block in letter.blocks]


words = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(codec=None, categories=None), max_size=300),
    st.text("#->{}%[]* \n\r\u202e\u2067\ue000", max_size=60),
)


@pytest.mark.parametrize("kind", [LetterKind.REFUSAL, LetterKind.CLARIFICATION, LetterKind.RESPONSE])
@given(words)
@example("x" * 20_000)
@example("{{ 7 * 191 }}")
def test_odd_words_change_neither_shape_nor_meaning(kind: LetterKind, given_words: str) -> None:
    plain = write(kind, Regime.FOI, "plain words")
    odd = write(kind, Regime.FOI, given_words)
    assert shape(odd) == shape(plain)
    assert "1337" not in odd.text or "1337" in given_words
    assert not any(one in "\ue000\ue001\ue002\ue003" for one in odd.text)
    assert not any(unicodedata.category(one) in ("Cc", "Cs") and one not in "\n\t" for one in odd.text)


@pytest.mark.parametrize("given_words", ODD[:3])
def test_words_come_out_as_they_were_written(given_words: str) -> None:
    letter = write(LetterKind.CLARIFICATION, Regime.FOI, given_words)
    quoted = [block.text for block in letter.blocks if block.style is Style.QUOTE]
    assert quoted == [given_words, given_words]


def test_a_place_in_a_persons_words_is_not_taken_for_one_of_ours() -> None:
    assert "[a place]" not in write(LetterKind.REFUSAL, Regime.FOI, ODD[2]).places


def test_what_opens_a_change_of_direction_is_closed_with_the_words() -> None:
    assert readable("a \u202eb") == "a \u202eb\u202c"
    assert readable("a \u202eb\u202c c") == "a \u202eb\u202c c"
    assert readable("\u2067\u202b") == "\u2067\u202b\u202c\u2069"


def test_what_is_long_is_shown_by_its_beginning() -> None:
    long = "word " * 4_000
    details = {"text": long, "requester": long, "contact": long}
    letter = LETTERS.write(LetterKind.ACKNOWLEDGEMENT, case_of(Regime.FOI, details=details), facts())
    quote = next(block.text for block in letter.blocks if block.style is Style.QUOTE)
    assert len(quote) <= 1_501
    assert quote.endswith("…")
    assert len(letter.text) < 4_000
