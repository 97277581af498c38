"""What the words network adds to lists and patterns, and that it is read as it was trained."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.personal_data import DataLabel, load_scanner
from nlp.personal_data.circumstances import read_circumstances
from nlp.personal_data.labels import CIRCUMSTANCES
from nlp.personal_data.spans import Span
from nlp.personal_data.word_network import Batch, Shape, Table, TrainedNetwork, new_network
from nlp.personal_data.words.reading import Seen, Thresholds
from nlp.personal_data.words.signs import IDENTIFIERS, sight_of
from nlp.personal_data.words.values import identified
from nlp.plain_text import Written
from nlp.word_vectors import load_vectors, quantised

SHAPE = Shape(meaning=5, tables=(Table(20, 4), Table(9, 3)), signs=6, width=8, windows=2, answers=(3, 5))


@given(st.lists(st.integers(1, 7), min_size=1, max_size=5), st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_a_network_is_read_as_it_is_trained(lengths: list[int], seed: int) -> None:
    chance = np.random.default_rng(seed)
    network = new_network(SHAPE, dropout=0.0)
    for node in network.walk():
        for name in node.param_names:
            if node.has_param(name):
                changed = node.get_param(name) + chance.normal(0, 0.1, node.get_param(name).shape)
                node.set_param(name, changed.astype(np.float32))
    words = sum(lengths)
    batch = Batch(
        chance.integers(0, [table.rows for table in SHAPE.tables], (words, 2)).astype(np.uint64),
        chance.normal(size=(words, SHAPE.meaning)).astype(np.float32),
        chance.integers(0, 2, (words, SHAPE.signs)).astype(np.float32),
        np.array(lengths, dtype=np.int32),
    )
    np.testing.assert_allclose(TrainedNetwork(network).read(batch), network.predict(batch), atol=1e-5)


def test_vectors_are_kept(tmp_path: Path) -> None:
    given = np.array([[1.0, -1.0], [0.5, 0.25]], dtype=np.float32)
    vectors = quantised(["asthma", "café"], given)
    vectors.save(tmp_path / "vectors.npz")
    kept = load_vectors(tmp_path / "vectors.npz")
    assert kept.width == 2
    of_words = kept.of(kept.rows_of(["café", "asthma", "unheard"]))
    np.testing.assert_allclose(of_words, [[0.5, 0.25], [1.0, -1.0], [0.0, 0.0]], atol=0.01)


@given(st.text(max_size=200))
@settings(max_examples=50, deadline=None)
def test_every_word_of_any_text_stands_where_it_is_said_to(text: str) -> None:
    written = Written(text)
    sight = sight_of(written, read_circumstances(written), ())
    assert len(sight.words.low) == len(sight.signs)
    assert [
        written.low[start:end] for start, end in zip(sight.words.starts, sight.words.ends, strict=True)
    ] == list(sight.words.low)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("My wife can't manage the stairs since she came out of hospital.", DataLabel.HEALTH),
        ("He got eighteen months for knocking out the landlord.", DataLabel.CRIMINAL_OFFENCE),
        ("The little lad is starting reception next week, his nan says.", DataLabel.CHILD),
        ("She owes three months' rent and the catalogue.", DataLabel.MONEY_OR_BENEFITS),
    ],
)
def test_what_is_said_in_other_words_is_found_too(text: str, label: DataLabel) -> None:
    assert label in {span.label for span in load_scanner().scan(text).spans}


@pytest.mark.parametrize(
    "text",
    [
        "There is a depression in the road outside number 40.",
        "Labour costs rose, and the contractor asked for more.",
        "The court in the park has new nets and a fresh coat of paint.",
        "How many fixed penalties for litter did you issue last year?",
    ],
)
def test_words_with_two_meanings_are_passed_over(text: str) -> None:
    assert [span for span in load_scanner().scan(text).spans if span.label in CIRCUMSTANCES] == []


@pytest.mark.parametrize(
    "text",
    [
        "### 5.8 Passwords",
        "2.7 Something else",
        "Regulation 12(4)(b) applies to the second tender only.",
        "| Record | Keep for | From |\n|---|---|---|\n| Person specifications | 6 years | Post deleted |",
    ],
)
def test_numbers_of_sections_laws_and_years_say_nothing(text: str) -> None:
    said = CIRCUMSTANCES | {DataLabel.AGE}
    assert [span for span in load_scanner().scan(text).spans if span.label in said] == []


def test_a_number_beside_a_statement_is_no_part_of_it() -> None:
    found = load_scanner().scan("Mr Cole, NINO AB123456C, has epilepsy").spans
    assert [span.text for span in found if span.label is DataLabel.HEALTH] == ["epilepsy"]


@pytest.mark.parametrize(
    "text", ["her login jbell3", "The tenancy is 4471-88 and her HMRC number 1955839661."]
)
def test_a_word_for_a_number_says_nothing(text: str) -> None:
    assert not [span for span in load_scanner().scan(text).spans if span.label in CIRCUMSTANCES]


def test_reasons_hold_no_words_of_the_text() -> None:
    text = "My wife can't manage the stairs since she came out of hospital, and Zebedee is in Year 4."
    for span in load_scanner().scan(text).spans:
        if span.label in CIRCUMSTANCES:
            assert not {"stairs", "hospital", "Zebedee", "manage"} & set(span.why.split())


def test_a_text_is_read_alike_alone_and_among_others() -> None:
    texts = [
        "",
        "He was arrested.",
        "My wife can't manage the stairs since her stroke.",
        "Thanks!",
        "ok\n\nfine",
    ]
    scanner = load_scanner()
    assert [scan.spans for scan in scanner.scan_many(texts)] == [scanner.scan(text).spans for text in texts]


def test_a_long_text_is_read_to_its_end() -> None:
    filler = "The bins were late. The road was swept. The hall is open on Monday. " * 40
    found = load_scanner().scan(f"{filler}\n\nMy wife can't manage the stairs since her stroke.").spans
    assert any(span.label is DataLabel.HEALTH and span.start >= len(filler) for span in found)


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("HMRC gave me 9495486775 when I went self employed.", DataLabel.UTR, "9495486775"),
        ("Mine's a UK passport, 529884017, and hers is 529884024.", DataLabel.PASSPORT, "529884024"),
        ("My nan is 81 and my mum will be 60 in May.", DataLabel.AGE, "60"),
        ("On the chess site he goes by charitybinchic.", DataLabel.HANDLE, "charitybinchic"),
    ],
)
def test_values_are_found_by_their_company(text: str, label: DataLabel, value: str) -> None:
    found = [span for span in load_scanner().scan(text).spans if span.label is label]
    assert any(value in span.text for span in found)


def test_a_value_read_by_its_company_says_so_and_whether_its_check_is_right() -> None:
    seen = Seen(
        written := Written("it is 9434765919"),
        (),
        rules := read_circumstances(written),
        sight_of(written, rules, ()),
    )
    likely = np.zeros((3, len(IDENTIFIERS) + 1), dtype=np.float32)
    likely[2, IDENTIFIERS.index(DataLabel.NHS_NUMBER) + 1] = 0.9
    (span,) = identified(seen, likely, {DataLabel.NHS_NUMBER: Thresholds(found=0.5, certain=0.8, kept=0.1)})
    assert (span.text, span.score) == ("9434765919", 0.8)
    assert span.why == "reads like an NHS number from the words around it, check digit right"


def test_what_patterns_find_and_the_network_thinks_impossible_is_dropped() -> None:
    written = Written("age 8 of the roof")
    of_pattern = Span(4, 5, DataLabel.AGE, "8", 0.88, "an age")
    rules = read_circumstances(written)
    seen = Seen(written, (of_pattern,), rules, sight_of(written, rules, (of_pattern,)))
    likely = np.zeros((5, len(IDENTIFIERS) + 1), dtype=np.float32)
    bounds = Thresholds(found=0.5, certain=0.8, kept=0.1)
    assert identified(seen, likely, {DataLabel.AGE: bounds}) == []
    likely[1, IDENTIFIERS.index(DataLabel.AGE) + 1] = 0.2
    assert identified(seen, likely, {DataLabel.AGE: bounds}) == [of_pattern]


@given(st.text(max_size=120), st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_whatever_the_network_says_values_are_quoted_as_they_stand(text: str, seed: int) -> None:
    written = Written(text)
    rules = read_circumstances(written)
    seen = Seen(written, (), rules, sight_of(written, rules, ()))
    likely = np.random.default_rng(seed).random(
        (len(seen.sight.signs), len(IDENTIFIERS) + 1), dtype=np.float32
    )
    bounds = dict.fromkeys(IDENTIFIERS, Thresholds(found=0.5, certain=0.8, kept=0.1))
    for span in identified(seen, likely, bounds):
        assert span.text == text[span.start : span.end]
        assert span.text.strip()
