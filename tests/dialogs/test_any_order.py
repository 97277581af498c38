"""Whatever is typed or pressed, in whatever order: an answer, never an exception, and nothing typed is lost."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dialogs.odd import (
    FIELDS,
    LONG_WORDS,
    ODD_VALUES,
    ODD_WORDS,
    VERBS,
    Loop,
    forged,
    must_hold,
    on_a_loop,
    remembered,
    words_kept,
)
from tests.program import Answers, Json, TeamsPerson, actions_of

INCIDENT = "I've just emailed a spreadsheet with 40 clients' names to the wrong person"
REQUEST = (
    "Under the Freedom of Information Act please tell me what the council spent on agency staff in 2025."
)
STEPS = [
    (INCIDENT, "what", ()),
    (INCIDENT, "who", ("next",)),
    (INCIDENT, "check", ("send",)),
    (REQUEST, "request", ()),
    (REQUEST, "check", ("it came yesterday", "next")),
]
_ORDER = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    with on_a_loop(tmp_path_factory.mktemp("order"), staff=900) as started:
        yield started


def _at(loop: Loop, words: str, step: str, typed: tuple[str, ...]) -> tuple[TeamsPerson, Answers]:
    """Somebody new whose form is at this step."""
    person = loop.program.newcomer()
    answers = loop.run(person.say(words))
    for line in typed:
        answers = loop.run(person.say(line))
    assert loop.run(remembered(loop.program, person))["stack"][0]["state"]["step"] == step
    return person, answers


@pytest.mark.parametrize(
    ("words", "step", "typed"), STEPS, ids=[f"{words[:5]} {step}" for words, step, _ in STEPS]
)
def test_every_step_takes_every_odd_word_and_keeps_the_draft(
    loop: Loop, words: str, step: str, typed: tuple[str, ...]
) -> None:
    # Long words take long to read, so they are said on the first step and the last.
    for odd in [*ODD_WORDS, *(LONG_WORDS[::2] if not typed else LONG_WORDS[1::4] if step == "check" else ())]:
        person, _ = _at(loop, words, step, typed)
        must_hold(loop.run(person.say(odd)), odd[:60])
        again = loop.run(person.say("continue"))
        must_hold(again, odd[:60])
        shown = again.text if step != "who" else loop.run(person.say("back")).text
        assert words[:60] in shown, odd[:60]
        assert any(kept.startswith(words) for kept in words_kept(loop.run(remembered(loop.program, person))))


@pytest.mark.parametrize(
    ("words", "step", "typed"), STEPS, ids=[f"{words[:5]} {step}" for words, step, _ in STEPS]
)
def test_every_step_takes_every_command(loop: Loop, words: str, step: str, typed: tuple[str, ...]) -> None:
    for command in ("help", "cancel", "back", "my cases", "my drafts", "continue", "next", "start again", "unassigned",
                    "send new cases here", "report an incident", "pass on a request"):  # fmt: skip
        person, _ = _at(loop, words, step, typed)
        must_hold(loop.run(person.say(command)), command)
        kept = words_kept(loop.run(remembered(loop.program, person)))
        assert words in kept, f"{command}: {kept}"


@pytest.mark.parametrize(
    ("words", "step", "typed"), STEPS, ids=[f"{words[:5]} {step}" for words, step, _ in STEPS]
)
def test_every_button_takes_values_of_every_kind(
    loop: Loop, words: str, step: str, typed: tuple[str, ...]
) -> None:
    buttons = ("next", "back", "send", "change", "leave")
    for number, odd in enumerate(ODD_VALUES):
        person, answers = _at(loop, words, step, typed)
        actions = [one for one in actions_of(answers.card) if one["verb"] in buttons]
        # Every button meets every kind of value over the five steps; two of them each time.
        for action in (actions[number % len(actions)], actions[(number + 1) % len(actions)]):
            # The words themselves are text from a box that may be emptied, so they are left as they are.
            data = {
                name: odd
                for name in FIELDS
                if name not in ("verb", "draft", "step", "case", "what_happened", "text")
            }
            activity = forged(person, action["verb"], {**data, **action["data"]})
            must_hold(loop.run(loop.program.post(activity, person.conversation)), (action["verb"], odd))
        state = loop.run(remembered(loop.program, person))
        if state["sent"]:
            continue
        assert any(words in kept for kept in words_kept(state)), odd


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_takes_data_of_every_kind(loop: Loop, verb: str) -> None:
    person = loop.program.newcomer()
    loop.run(person.say(INCIDENT))
    for odd in ODD_VALUES[VERBS.index(verb) % 3 :: 3]:
        for data in (dict.fromkeys(FIELDS, odd), {"draft": odd, "case": odd}):
            must_hold(
                loop.run(loop.program.post(forged(person, verb, data), person.conversation)), (verb, data)
            )
    assert INCIDENT in loop.run(person.say("continue")).text


def test_a_wrong_type_in_the_box_of_the_words_leaves_them(loop: Loop) -> None:
    for odd in (None, 5, [], {"a": 1}, True):
        person, answers = _at(loop, INCIDENT, "what", ())
        next_button = actions_of(answers.card)[0]["data"]
        activity = forged(person, "next", {**next_button, "what_happened": odd})
        must_hold(loop.run(loop.program.post(activity, person.conversation)), odd)
        assert INCIDENT in words_kept(loop.run(remembered(loop.program, person)))


HUGE = "x" * 60_000


@pytest.mark.parametrize(
    ("words", "step", "typed"),
    [STEPS[0], STEPS[1], STEPS[3]],
    ids=["incident what", "incident who", "request"],
)
def test_huge_values_are_answered_and_not_kept(
    loop: Loop, words: str, step: str, typed: tuple[str, ...]
) -> None:
    person, answers = _at(loop, words, step, typed)
    carried = actions_of(answers.card)[0]["data"]
    forgeries = [("next", name) for name in FIELDS if name not in ("verb", "draft", "step")]
    forgeries += [("leave", "what_happened"), ("leave", "text"), ("add", "addition"), ("add", "once")]
    forgeries += [
        ("choose", "kept"),
        ("choose", "as"),
        ("begin", "form"),
        ("begin", "kept"),
        ("read", "page"),
    ]
    for verb, name in forgeries:
        activity = forged(person, verb, {**carried, name: HUGE})
        must_hold(loop.run(loop.program.post(activity, person.conversation)), (verb, name))
    state = loop.run(remembered(loop.program, person))
    assert len(str(state)) < 25_000
    assert words in words_kept(state)


def test_somebody_elses_draft_is_no_draft(loop: Loop) -> None:
    owner, card = _at(loop, INCIDENT, "what", ())
    stranger = loop.program.newcomer()
    draft = actions_of(card.card)[0]["data"]["draft"]
    for verb in ("next", "back", "send", "change", "leave", "merge", "continue", "discard"):
        answers = loop.run(
            loop.program.post(forged(stranger, verb, {"draft": draft, "step": "what"}), stranger.conversation)
        )
        must_hold(answers, verb)
        assert "no longer open" in answers.text
        assert "spreadsheet" not in answers.text
    assert INCIDENT in loop.run(owner.say("continue")).text


def test_a_report_of_twenty_thousand_characters_is_sent_and_read_whole(loop: Loop) -> None:
    person = loop.program.newcomer()
    words = "I lost a folder. " + " ".join(f"word{number}" for number in range(2_000))
    assert 15_000 < len(words) < 20_000
    first = loop.run(person.say(words))
    must_hold(first, "long")
    assert f"I've kept all {len(words):,} characters" in first.text
    second = loop.run(person.press(first.card, "Next", what_happened_more="and the very last thing"))
    must_hold(second, "long")
    must_hold(loop.run(person.say("send")), "long")
    sent = loop.run(person.say("send"))
    assert "Thank you. Your report is INC-" in sent.text
    page = loop.run(person.press(sent.card, "See it"))
    must_hold(page, "long")
    page = loop.run(person.press(page.card, "Read all of it"))
    read = page.text
    while "Next page" in page.buttons():
        page = loop.run(person.press(page.card, "Next page"))
        must_hold(page, "page")
        read += page.text
    for piece in ("word0", "word999", "word1999", "and the very last thing"):
        assert piece in read, piece


def test_what_is_added_again_and_again_never_makes_a_card_too_large(loop: Loop) -> None:
    person = loop.program.newcomer()
    loop.run(person.say(INCIDENT))
    loop.run(person.say("send"))
    reference = next(word for word in loop.run(person.say("send")).text.split() if word.startswith("INC-"))
    for number in range(12):
        must_hold(loop.run(person.say(f"add to {reference}: {number} " + '😀\\"' * 4_000)), number)
    must_hold(loop.run(person.say(reference)), reference)


def test_a_draft_holds_a_bounded_number_of_words_and_says_so(loop: Loop) -> None:
    person, _ = _at(loop, INCIDENT, "what", ())
    said = [loop.run(person.say(f"{number} " + "zq " * 6_000)).text for number in range(4)]
    assert "more than one report can hold" in said[-1]
    loop.run(remembered(loop.program, person))


_COMMANDS = ("help", "cancel", "back", "continue", "my cases", "my drafts", "next", "change the date",
             "change what happened", "start again", "report an incident", "pass on a request", "hello", "thanks")  # fmt: skip
_ANSWERS = (
    "about 3pm yesterday",
    "around 40 people",
    "yes it's contained",
    "Housing",
    "not sure",
    "no",
    "it's me",
)
_MOVES = st.one_of(
    st.tuples(st.just("say"), st.sampled_from(_COMMANDS)),
    st.tuples(st.just("say"), st.sampled_from(_ANSWERS)),
    st.tuples(st.just("say"), st.sampled_from(ODD_WORDS)),
    st.tuples(st.just("say"), st.text(max_size=60)),
    st.tuples(st.just("note"), st.just("")),
    st.tuples(st.just("press"), st.integers(0, 6)),
    st.tuples(
        st.just("forge"),
        st.tuples(
            st.sampled_from([verb for verb in VERBS if verb not in ("discard", "send")]),
            st.dictionaries(
                st.sampled_from([name for name in FIELDS if name not in ("what_happened", "text")]),
                st.sampled_from(ODD_VALUES),
                max_size=4,
            ),
        ),
    ),
)


@given(moves=st.lists(_MOVES, max_size=12), first=st.sampled_from([INCIDENT, REQUEST]))
@_ORDER
def test_in_any_order_there_is_an_answer_and_nothing_typed_is_lost(
    loop: Loop, moves: list[tuple[str, Any]], first: str
) -> None:
    person = loop.program.newcomer()
    last = loop.run(person.say(first)).card
    numbers = itertools.count()
    notes: list[str] = []
    for kind, what in moves:
        answers: Answers | None
        if kind == "say":
            answers = loop.run(person.say(what))
        elif kind == "note":
            note = f"zq{next(numbers)}x is what I remember of it"
            if len(words_kept(loop.run(remembered(loop.program, person)))) == 10:
                continue
            notes.append(note)
            answers = loop.run(person.say(note))
        elif kind == "press":
            answers = _press(loop, person, last, what)
        else:
            verb, data = what
            answers = loop.run(loop.program.post(forged(person, verb, data), person.conversation))
        if answers is None:
            continue
        must_hold(answers, (kind, str(what)[:60]))
        last = _newest(answers, last)
    state = loop.run(remembered(loop.program, person))
    everything = "\n".join([*words_kept(state), *state.get("pending", {}).values()])
    assert any(first in kept for kept in words_kept(state)), "the first words are gone"
    if len(everything) < 30_000 and len(notes) <= 5:
        for note in notes:
            assert note in everything, f"{note} is gone"
    assert loop.run(person.say("continue")).text.strip()


def _press(loop: Loop, person: TeamsPerson, card: Json, number: int) -> Answers | None:
    """Press a button of the last card, but for those that send or throw away what this test looks for."""
    buttons = [
        one["title"]
        for one in actions_of(card)
        if one["verb"] not in ("send", "discard", "withdraw", "merge")
    ]
    if not buttons:
        return None
    answers: Answers = loop.run(person.press(card, buttons[number % len(buttons)]))
    return answers


def _newest(answers: Answers, before: Json) -> Json:
    try:
        return answers.card
    except AssertionError:
        return before
