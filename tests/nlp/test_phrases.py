"""Lists of phrases about people's lives: what they find, and that each line of them can be found."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.personal_data import DataLabel, load_scanner, phrases
from nlp.personal_data.circumstances import read_circumstances
from nlp.personal_data.labels import CIRCUMSTANCES
from nlp.personal_data.phrases import find_phrases
from nlp.plain_text import Written

FOLDER = Path(phrases.__file__).parent
LISTS = sorted(FOLDER.glob("*.txt"))
NO_LABEL = {"harmless", "settings"}


def said(text: str) -> set[tuple[DataLabel, str]]:
    return {(phrase.label, text[phrase.start : phrase.end]) for phrase in find_phrases(Written(text)).said}


def flagged(text: str) -> set[tuple[DataLabel, str]]:
    return {
        (span.label, span.text) for span in load_scanner().scan(text).spans if span.label in CIRCUMSTANCES
    }


def read_by_rules(text: str) -> list[str]:
    """The words that the rules take for a statement, before the network weighs them."""
    return [span.text for span in read_circumstances(Written(text)).said]


def lines(file: Path) -> list[str]:
    return [
        line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("He had heart attacks.", DataLabel.HEALTH, "heart attacks"),
        ("She lost her baby.", DataLabel.HEALTH, "lost her baby"),
        ("He fled his violence.", DataLabel.SOCIAL_CARE_CIRCUMSTANCES, "fled his violence"),
        ("He controls all her money.", DataLabel.SOCIAL_CARE_CIRCUMSTANCES, "controls all her money"),
        (
            "He will not let her leave the house.",
            DataLabel.SOCIAL_CARE_CIRCUMSTANCES,
            "not let her leave the house",
        ),
    ],
)
def test_a_phrase_is_found_in_other_forms_of_its_words(text: str, label: DataLabel, words: str) -> None:
    assert any(found is label and (words in within or within in words) for found, within in said(text))


@pytest.mark.parametrize("between", ["brick lorries", "red old lorries"])
def test_a_slot_takes_the_place_of_one_to_three_words(between: str) -> None:
    label = DataLabel.CRIMINAL_OFFENCE
    assert any(
        found is label and within.startswith("nicked for")
        for found, within in said(f"He was nicked for {between}")
    )


def test_a_phrase_with_neighbours_counts_only_beside_one() -> None:
    sanctioned = (DataLabel.MONEY_OR_BENEFITS, "sanctioned")
    assert sanctioned in said("His benefit was sanctioned.")
    assert sanctioned not in said("His leave was sanctioned.")


def test_a_short_code_is_told_from_a_word_by_its_capitals() -> None:
    assert (DataLabel.MONEY_OR_BENEFITS, "IVA") in said("He has an IVA with them, not an Iva.")
    assert (DataLabel.MONEY_OR_BENEFITS, "Iva") not in said("He has an IVA with them, not an Iva.")


def test_a_phrase_ends_where_its_sentence_ends() -> None:
    assert not any("heart" in words for _, words in said("He lost heart. Attacks were made."))


@pytest.mark.parametrize(
    "text",
    [
        "He was robbed of the chance to speak.",
        "The software had a bug which she found.",
        "Her estimate was conservative, said the valuer.",
    ],
)
def test_what_only_sounds_like_it_is_left_alone(text: str) -> None:
    assert flagged(text) == set()


@pytest.mark.parametrize(
    ("alone", "beside", "setting"),
    [
        (
            "We hold her occupational health report.",
            "Her occupational health report says epilepsy.",
            "health report",
        ),
        (
            "She went to the memory clinic.",
            "She went to the memory clinic and has dementia.",
            "memory clinic",
        ),
    ],
)
def test_a_paper_or_a_place_counts_where_the_sentence_says_nothing_more(
    alone: str, beside: str, setting: str
) -> None:
    assert any(setting in words for words in read_by_rules(alone))
    assert read_by_rules(beside)
    assert not any(setting in words for words in read_by_rules(beside))


@pytest.mark.parametrize(
    "text",
    [
        "She is a carrier for cystic fibrosis.",
        "He does not carry the cystic fibrosis gene.",
        "My son has Fragile X syndrome.",
    ],
)
def test_what_is_only_in_the_genes_is_no_illness(text: str) -> None:
    assert {label for label, _ in flagged(text)} - {DataLabel.CHILD} == {DataLabel.GENETIC}


def test_each_list_is_named_after_a_kind() -> None:
    assert {file.stem for file in LISTS} == {label.value.lower() for label in CIRCUMSTANCES} | NO_LABEL


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.stem)
def test_each_line_of_a_list_can_be_found(file: Path) -> None:
    never = []
    for line in lines(file):
        phrase, _, neighbours = line.partition(" ? ")
        text = phrase.replace("~", "word")
        if neighbours:
            text = f"{text} {neighbours.split(',')[0]}"
        found = find_phrases(Written(text))
        if file.stem == "harmless":
            hit = bool(found.harmless)
        elif file.stem == "settings":
            hit = bool(found.settings)
        else:
            hit = any(phrase.label.value.lower() == file.stem for phrase in found.said)
        if not hit:
            never.append(line)
    assert never == []


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    written = Written(text)
    found = find_phrases(written)
    for phrase in found.said:
        assert 0 <= phrase.start < phrase.end <= len(written.level)
    for start, end in (*found.harmless, *found.settings):
        assert 0 <= start < end <= len(written.level)


@given(
    st.lists(
        st.sampled_from([line.split(" ? ")[0] for file in LISTS for line in lines(file)[:40]]), max_size=8
    )
)
def test_phrases_in_a_row_never_reach_out_of_the_text(parts: list[str]) -> None:
    text = ", ".join(parts)
    for phrase in find_phrases(Written(text)).said:
        assert text[phrase.start : phrase.end].strip()
