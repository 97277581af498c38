"""What is said about people's lives: told apart from policies, teams, laws and statistics."""

from collections.abc import Sequence
from functools import cache

import pytest

from nlp.personal_data import DataLabel, Scan, load_scanner
from nlp.personal_data.labels import CIRCUMSTANCES, SPECIAL_CATEGORIES
from nlp.personal_data.training.marked import Mark, marked_sentences
from nlp.personal_data.training.writers import WRITERS

A_WORD_MORE = 12
"""Characters: a statement may be marked with a word beside it."""


@cache
def read(name: str) -> Sequence[tuple[str, Sequence[Mark], Scan]]:
    """The sentences of a file, what was marked in them by hand, and how the scanner reads them."""
    sentences = list(marked_sentences(WRITERS / "lives" / name))
    scans = load_scanner().scan_many(text for text, _ in sentences)
    return [(text, marks, scan) for (text, marks), scan in zip(sentences, scans, strict=True)]


def measured(name: str, labels: frozenset[DataLabel]) -> tuple[float, float, list[str]]:
    """Recall, precision and what went wrong. A mark is found where a span of its label touches it."""
    found = asked = false = 0
    wrong = []
    for text, gold, scan in read(name):
        spans = [span for span in scan.spans if span.label in CIRCUMSTANCES]
        for start, end, label in gold:
            if label not in labels:
                continue
            hit = any(span.label is label and span.start < end and span.end > start for span in spans)
            found, asked = found + hit, asked + 1
            if not hit:
                wrong.append(f"missed {label} '{text[start:end]}': {text}")
        for span in spans:
            touched = any(
                span.label is label and span.start < end and span.end > start for start, end, label in gold
            )
            if span.label in labels and not touched:
                false += 1
                wrong.append(f"false {span.label} '{span.text}': {text}")
    return found / asked, found / (found + false), wrong


@pytest.mark.parametrize("name", ["blind.txt", "tuning.txt"])
def test_special_categories_offences_and_children_are_told_apart(name: str) -> None:
    labels = SPECIAL_CATEGORIES | {DataLabel.CRIMINAL_OFFENCE, DataLabel.CHILD}
    recall, precision, wrong = measured(name, labels)
    assert recall >= 0.85, wrong
    assert precision >= 0.8, wrong


@pytest.mark.parametrize("name", ["blind.txt", "tuning.txt"])
def test_money_and_social_care_too(name: str) -> None:
    labels = frozenset({DataLabel.MONEY_OR_BENEFITS, DataLabel.SOCIAL_CARE_CIRCUMSTANCES})
    recall, precision, wrong = measured(name, labels)
    assert recall >= 0.85, wrong
    assert precision >= 0.7, wrong


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("Client disclosed that she takes risperidone", DataLabel.HEALTH, "risperidone"),
        ("Mr Cole has nephritis", DataLabel.HEALTH, "nephritis"),
        ("Her manager told colleagues about her miscarriage.", DataLabel.HEALTH, "miscarriage"),
        ("His disabled child is nine.", DataLabel.CHILD, "nine"),
        ("His disabled child is nine.", DataLabel.HEALTH, "disabled"),
        ("Religion: Sikh", DataLabel.RELIGION_OR_BELIEF, "Sikh"),
        ("Mrs Bell called. They have asthma.", DataLabel.HEALTH, "asthma"),
        ("He was suspected of theft", DataLabel.CRIMINAL_OFFENCE, "suspected of theft"),
        ("She is Polish", DataLabel.ETHNICITY, "Polish"),
        ("F, 34, asthma, on UC", DataLabel.HEALTH, "asthma"),
        ("Client B has gout and wants a bath", DataLabel.HEALTH, "gout"),
        ("tenant arrested for affray", DataLabel.CRIMINAL_OFFENCE, "arrested for affray"),
        ("she has no convictions", DataLabel.CRIMINAL_OFFENCE, "no convictions"),
        ("Previous convictions: none", DataLabel.CRIMINAL_OFFENCE, "none"),
        ("Nationality when he joined: Kenyan", DataLabel.ETHNICITY, "Kenyan"),
        ("Mrs Ng's iris was scanned at the gate", DataLabel.BIOMETRIC, "iris was scanned"),
        ("My aunt is a carrier of haemophilia", DataLabel.GENETIC, "carrier of haemophilia"),
        ("The cook voted Remain, she says", DataLabel.POLITICS, "voted Remain"),
        ("He isn't in a union", DataLabel.UNION_MEMBERSHIP, "isn't in a union"),
        ("A toddler fell at the pool", DataLabel.CHILD, "toddler"),
        ("His daughter (7) fell", DataLabel.CHILD, "7"),
        ("She is sleeping in her car", DataLabel.SOCIAL_CARE_CIRCUMSTANCES, "sleeping in her car"),
    ],
)
def test_the_words_that_say_it(text: str, label: DataLabel, words: str) -> None:
    found = [span.text for span in load_scanner().scan(text).spans if span.label is label]
    assert any(words in one and len(one) <= len(words) + A_WORD_MORE for one in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Religion: prefer not to say",
        "Diagnosis: N/A",
        "Mr Black and Ms Christian met Mrs Green.",
        "Christian Aid wrote to him.",
        "My son, 34, sent it.",
        "We are reviewing our strategy on race, religion and disability.",
        "She is the lead officer for domestic abuse and works with the adult safeguarding team.",
        "Please tell me how many people with epilepsy you employ.",
        "My daughter will collect the keys.",
        "I was blind to the problem until I saw the drawings.",
        "He arrested the decline in visitors.",
        "Someone left fingerprints all over the cabinet.",
        "Your charge is daylight robbery, she said.",
        "Ask your pharmacist about flu jabs if you are pregnant.",
        "Child Street and Mosque Row are closed.",
    ],
)
def test_words_that_say_nothing_of_the_kind(text: str) -> None:
    assert [span for span in load_scanner().scan(text).spans if span.label in CIRCUMSTANCES] == []
