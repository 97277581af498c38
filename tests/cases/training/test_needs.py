"""The training-needs table: what comes with Ask IG is sound, and each mistake in a council's own is told in a sentence."""

from __future__ import annotations

import pytest

from cases.people import Group, Person, Role
from cases.training.needs import TrainingWrong, model_needs, read_needs, unknown_audiences
from cases.training.quiz import Attempt, is_right, options
from tests.cases.training.council import Council

COURSE = """
[[courses]]
id = "fire"
title = "Fire safety"
everybody = true
"""


def _person(name: str, *roles: Role, service: str | None = None) -> Person:
    return Person(name, name, f"{name}@westmere.example", frozenset({Role.STAFF, *roles}), service)


@pytest.mark.parametrize(
    ("person", "courses"),
    [
        (_person("sam"), ["protecting-information"]),
        (_person("hana", Role.HANDLER), ["protecting-information", "handling-requests"]),
        (_person("cora", Role.COORDINATOR), ["protecting-information", "handling-requests"]),
        (_person("dev", Role.DPO), ["protecting-information"]),
        (_person("owner"), ["protecting-information", "owning-an-asset"]),
        (_person("ali", service="adult-social-care"), ["protecting-information", "health-and-care"]),
    ],
)
def test_who_needs_what(person: Person, courses: list[str]) -> None:
    council = Council([person], [Group("asset-owners", "Asset owners", frozenset({"owner"}))])
    assert [course.id for course in model_needs().of(person, council)] == courses


def test_the_quizzes_that_come_with_it_can_be_passed_and_say_why() -> None:
    quizzes = {course.id: course.quiz for course in model_needs().courses}
    assert {name: len(quiz.questions) for name, quiz in quizzes.items() if quiz} == {
        "protecting-information": 10,
        "handling-requests": 6,
        "owning-an-asset": 6,
        "health-and-care": 6,
    }
    for quiz in filter(None, quizzes.values()):
        assert quiz.pass_mark == 80
        for question in quiz.questions:
            assert question.why.endswith("."), question.id
            assert question.source, question.id
            assert 2 <= len(question.wrong) <= 3, question.id
            right = [one for one in options("a", question) if is_right("a", question, one.id)]
            assert [one.text for one in right] == [question.right]


@pytest.mark.parametrize("place", [0, 1, -1])
def test_no_quiz_is_passed_by_the_length_of_the_answers(place: int) -> None:
    for quiz in (course.quiz for course in model_needs().courses if course.quiz):
        guessed = {
            one.id: sorted((one.right, *one.wrong), key=len)[place] == one.right for one in quiz.questions
        }
        assert not Attempt("a", "sam", "course", guessed).is_passed(quiz)
        assert sum(guessed.values()) <= len(guessed) / 2, quiz.id


def test_another_attempt_has_another_order_and_the_same_one_keeps_it() -> None:
    quiz = model_needs().courses[0].quiz
    assert quiz is not None
    orders = {tuple(one.id for one in quiz.in_order(f"attempt {number}")) for number in range(20)}
    assert len(orders) > 15
    places = {
        next(
            place
            for place, one in enumerate(options(f"attempt {number}", question))
            if one.text == question.right
        )
        for number in range(40)
        for question in quiz.questions
    }
    assert places == {0, 1, 2, 3}
    assert quiz.in_order("one") == quiz.in_order("one")


@pytest.mark.parametrize(
    ("right", "of", "is_passed"), [(8, 10, True), (7, 10, False), (10, 10, True), (5, 6, True), (4, 6, False)]
)
def test_eighty_percent_is_the_pass_mark(right: int, of: int, is_passed: bool) -> None:
    quiz = next(one.quiz for one in model_needs().courses if one.quiz and len(one.quiz.questions) == of)
    answers = {question.id: number < right for number, question in enumerate(quiz.questions)}
    assert Attempt("a", "sam", "course", answers).is_passed(quiz) is is_passed


def test_a_councils_own_table_takes_the_place_of_ours_and_may_use_our_quizzes_and_its_own() -> None:
    needs = read_needs(
        "line = 90\n[prompts]\nbefore = [1, 20]\n"
        + COURSE
        + 'months = 36\nlink = "https://learn.westmere.example/fire"\nquiz = "extinguishers"\n'
        + '[[courses]]\nid = "pi"\ntitle = "Data"\nroles = ["officer"]\nquiz = "protecting-information"\n'
        + '[[quizzes]]\nid = "extinguishers"\npass_mark = 100\n'
        + '[[quizzes.questions]]\nid = "q"\ntext = "Which is for oil?"\nright = "Foam"\nwrong = ["Water"]\nwhy = "Water spreads it."\n'
    )
    fire, data = needs.courses
    assert (needs.line, needs.prompts.before, fire.every_months, fire.starter_days) == (90, (20, 1), 36, 28)
    assert fire.quiz
    assert fire.quiz.pass_mark == 100
    assert data.quiz
    assert len(data.quiz.questions) == 10
    assert needs.known_as("  FIRE   safety ") is fire


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("courses = 1", "courses must be a list"),
        ("", "It names no course"),
        ("[[courses]", "It is not TOML"),
        (COURSE + COURSE, "Two courses have the same id"),
        (COURSE + COURSE.replace("fire", "ice"), "Two courses have the same title"),
        (COURSE.replace('"Fire safety"', "5"), "The course fire: title is missing"),
        (COURSE.replace("everybody = true", ""), "say who needs it"),
        (COURSE + 'roles = ["boss"]', "for the role 'boss', which there is not"),
        (COURSE + "groups = 3", "groups must be a list"),
        (COURSE + "months = 0", "months must be a number from 1 to 120"),
        (COURSE + "months = true", "months must be a number"),
        (COURSE + 'link = "http://learn.example"', "begins with https://"),
        (COURSE + "link = 7", "begins with https://"),
        (COURSE + 'quiz = "none"', "names the quiz 'none', which there is not"),
        (COURSE.replace("fire", "f" * 41), "make its id shorter"),
        ("line = 101" + COURSE, "line must be a number from 1 to 100"),
        ("prompts = 3" + COURSE, "prompts must be a table"),
        ("[prompts]\nbefore = [0]" + COURSE, "before must be a list of days"),
        (COURSE + '[[quizzes]]\nid = "q"', "has no question"),
        (
            COURSE
            + '[[quizzes]]\nid = "q"\n[[quizzes.questions]]\nid = "a"\ntext = "?"\nright = "x"\nwrong = ["x"]\nwhy = "y"',
            "give one right answer and one to 5 wrong ones, each different",
        ),
    ],
)
def test_each_mistake_is_told_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(TrainingWrong) as wrong:
        read_needs(text)
    assert sentence in str(wrong.value)


def test_a_service_or_group_that_there_is_not_is_told() -> None:
    council = Council([_person("sam")])
    needs = read_needs(COURSE + 'services = ["parks"]\ngroups = ["owners"]')
    assert list(unknown_audiences(needs, council)) == [
        "Fire safety is for the service 'parks', which is not listed.",
        "Fire safety is for the group 'owners', which is not listed.",
    ]
