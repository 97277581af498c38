"""The library as a conversation asks it: what is quoted, what else to read, and how sure it is."""

from __future__ import annotations

import pytest

from cases.policies import Passage, PassageKind, Policy, ReadPolicies
from integrations.policies.folder import MODEL, PolicyFolder
from nlp.policies.gate import Band
from nlp.policies.library import PolicyLibrary

_POLICY = Policy("IS00", "Information security", "1.0")


def _passage(section: str, heading: str, text: str, kind: PassageKind = PassageKind.PROSE) -> Passage:
    return Passage(f"IS00 {section}", _POLICY, section, (heading,), text, kind)


_LIBRARY = PolicyLibrary(
    ReadPolicies(
        (
            _passage(
                "5.3",
                "Memory sticks",
                "Use an encrypted one. Never plug in a stick that you found. Empty it.",
            ),
            _passage("5.1", "Laptops", "Carry it apart from papers. Never leave it in a car."),
            _passage("7.3", "Confidential waste", "Paper with names goes into the locked bin."),
            _passage("7.1", "Clear desk", "Lock papers away when you leave your desk."),
            _passage("9", "Passes", "Record: Lost passes\nKeep for: 2 years\nThen: Destroy", PassageKind.ROW),
        ),
        ("broken.docx is left out: it is damaged.",),
    )
)


def test_an_answer_quotes_one_passage_and_offers_two_more() -> None:
    answer = _LIBRARY.answer("Can I plug in a memory stick that I found?")
    assert answer.band is Band.ANSWER
    assert answer.answered
    assert answer.passages[0].passage.section == "5.3"
    assert answer.passages[0].sentence == "Never plug in a stick that you found."
    assert len(answer.related) <= 2
    assert answer.passages[0] not in answer.related
    assert answer.policy == _POLICY


def test_a_row_is_marked_as_a_whole() -> None:
    answer = _LIBRARY.answer("How long do we keep lost passes?")
    assert answer.passages[0].sentence == "Record: Lost passes\nKeep for: 2 years\nThen: Destroy"


def test_a_follow_up_is_understood_by_the_question_before() -> None:
    before = ("May I leave my laptop at home?",)
    assert _LIBRARY.answer("And in a car?", before).passages[0].passage.section == "5.1"


def test_what_nothing_speaks_of_has_no_passages() -> None:
    answer = _LIBRARY.answer("Quando parte il treno?")
    assert (answer.band, answer.passages, answer.policy) == (Band.UNKNOWN, (), None)


def test_an_empty_library_does_not_know() -> None:
    empty = PolicyLibrary(ReadPolicies((), ("There are no policies.",)))
    assert empty.answer("How long do I keep minutes?").band is Band.UNKNOWN
    assert empty.remarks == ("There are no policies.",)
    assert empty.policies == ()


def test_the_library_says_what_it_holds_and_what_it_could_not_read() -> None:
    assert _LIBRARY.policies == (_POLICY,)
    assert _LIBRARY.remarks == ("broken.docx is left out: it is damaged.",)


@pytest.fixture(scope="module")
def model_policies() -> PolicyLibrary:
    return PolicyLibrary(PolicyFolder(MODEL).read())


@pytest.mark.parametrize(
    ("question", "kind", "heading"),
    [
        ("What is a DPIA?", PassageKind.DEFINITION, "Data protection impact assessment (DPIA)"),
        ("What does vexatious mean?", PassageKind.DEFINITION, "Vexatious request"),
        ("How long do we keep CCTV?", PassageKind.ROW, "CCTV images and footage, not asked for"),
        (
            "How long do I keep unsuccessful job applications?",
            PassageKind.ROW,
            "Unsuccessful job applications, shortlisting and interview notes",
        ),
    ],
)
def test_the_model_policies_answer(
    model_policies: PolicyLibrary, question: str, kind: PassageKind, heading: str
) -> None:
    answer = model_policies.answer(question)
    assert answer.band is Band.ANSWER
    assert (answer.passages[0].passage.kind, answer.passages[0].passage.headings[-1]) == (kind, heading)


@pytest.mark.parametrize(
    "question", ["Can I bring my dog to work?", "Where can I park?", "How many days of leave do I get?"]
)
def test_the_model_policies_do_not_answer_what_they_say_nothing_of(
    model_policies: PolicyLibrary, question: str
) -> None:
    assert model_policies.answer(question).band is not Band.ANSWER
