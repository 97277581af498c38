"""Whatever is typed or pressed, in whatever order: an answer, never an exception, and nothing typed is lost."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.dialogs.odd import (
    FIELDS,
    LONG_WORDS,
    ODD_VALUES,
    ODD_WORDS,
    VERBS,
    Loop,
    cards_in,
    forged,
    forged_message,
    must_hold,
    on_a_loop,
    remembered,
    words_kept,
    words_sent,
)
from tests.dialogs.script import LETTER, boxes_of
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
QUESTION = "Ask the IG team: how long should we keep tenancy files?"


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    with on_a_loop(tmp_path_factory.mktemp("order"), staff=2_000) as started:
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
        for activity in (
            forged(person, verb, dict.fromkeys(FIELDS, odd)),
            forged_message(person, verb, {"draft": odd, "case": odd}),
        ):
            must_hold(loop.run(loop.program.post(activity, person.conversation)), (verb, odd))
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
    words = "I left a folder of case notes on the bus and it is lost. " + " ".join(
        f"word{number}" for number in range(2_000)
    )
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


def _opened(loop: Loop, lines: tuple[str, ...], worker: TeamsPerson) -> tuple[TeamsPerson, Json]:
    """Somebody's new case, taken by those who work on it: who sent it, and its card."""
    person = loop.program.newcomer()
    for line in lines:
        sent = loop.run(person.say(line))
    reference = re.search(r"[A-Z]{3}-20\d\d-\d+", sent.text)
    assert reference, sent.text
    return person, loop.run(worker.say(f"take {reference[0]}")).card


@pytest.mark.parametrize(
    "lines",
    [(INCIDENT, "send", "send"), (REQUEST, "it came yesterday", "send", "send"), (QUESTION,)],
    ids=["incident", "request", "question"],
)
@pytest.mark.parametrize("role", ["officer", "dpo"])
def test_every_card_of_a_case_takes_values_of_every_kind(
    loop: Loop, lines: tuple[str, ...], role: str
) -> None:
    worker: TeamsPerson = getattr(loop.program, role)()
    person, first = _opened(loop, lines, worker)
    cards, known, odd_values = [first], set(), itertools.cycle(ODD_VALUES)
    while cards:
        card = cards.pop(0)
        boxes = [box["id"] for box in boxes_of(card)]
        for action in actions_of(card):
            name = (action["verb"], action["data"].get("step"), action["data"].get("page"), *boxes)
            if name in known:
                continue
            known.add(name)
            for odd in itertools.islice(odd_values, 4 if boxes else 0):
                data = {**dict.fromkeys(boxes, odd), **action["data"]}
                activity = forged(worker, action["verb"], data)
                must_hold(loop.run(loop.program.post(activity, worker.conversation)), (name, odd))
            answers = loop.run(worker.press(card, action["title"]))
            must_hold(answers, name)
            cards += cards_in(answers)
    assert len(known) > 8
    assert lines[0].removeprefix("Ask the IG team: ") in loop.run(words_sent(loop.program, person))


def _checked(loop: Loop, person: TeamsPerson) -> Json:
    """What was found in a document that somebody sent."""
    loop.run(person.arrive())
    sent = loop.program.drive.attachment("letter.txt", LETTER.encode())
    must_hold(loop.run(person.say("check this", attachments=[sent])), "a file")
    loop.run(loop.program.settled())
    cards = [
        one.body["attachments"][0]["content"]
        for one in loop.program.teams.received
        if one.conversation_id == person.conversation and one.body.get("attachments")
    ]
    return cards[-1]


def test_every_card_of_a_check_takes_values_of_every_kind(loop: Loop) -> None:
    person = loop.program.newcomer()
    cards, known, odd_values = [_checked(loop, person)], set(), itertools.cycle(ODD_VALUES)
    while cards:
        card = cards.pop(0)
        boxes = [box["id"] for box in boxes_of(card)]
        for action in actions_of(card):
            data = action["data"]
            name = (action["verb"], action["title"], data.get("hit"), data.get("verdict"), *boxes)
            if name in known:
                continue
            known.add(name)
            answers = loop.run(person.press(card, action["title"]))
            must_hold(answers, name)
            cards += cards_in(answers)
            for odd in itertools.islice(odd_values, 3):
                for field in ("hit", "press", "verdict", "check", *boxes):
                    activity = forged(person, action["verb"], {**data, field: odd})
                    must_hold(loop.run(loop.program.post(activity, person.conversation)), (name, field, odd))
    assert {"check_next", "check_hit", "check_decide", "check_undo", "check_forget"} <= {
        one[0] for one in known
    }
    check = next(one["data"]["check"] for one in actions_of(_checked(loop, person)) if "check" in one["data"])
    shown = loop.run(loop.program.post(forged(person, "check", {"check": check}), person.conversation))
    assert "0 of 4 decided" in shown.text


_CHECK_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["Take it out", "It can stay", "Undo", "The next one", "The one before"]),
        st.sampled_from(["this", "kind", "person", "band", "nonsense", ""]),
    ),
    max_size=12,
)


def test_whatever_is_pressed_on_a_check_its_counts_are_those_of_its_rows(loop: Loop) -> None:
    person = loop.program.newcomer()
    first = _checked(loop, person)
    check = next(one["data"]["check"] for one in actions_of(first) if "check" in one["data"])

    async def rows() -> tuple[int, int]:
        async with loop.program.parts.database.work() as work:
            stands = await work.disclosures.get(check)
            assert stands
            return len(stands.decisions), len(stands.hits)

    @settings(max_examples=15, deadline=None)
    @given(_CHECK_STEPS)
    def in_any_order(steps: list[tuple[str, str]]) -> None:
        card = loop.run(person.press(first, "Go through them")).card
        for title, scope in steps:
            if title not in [one["title"] for one in actions_of(card)]:
                continue
            answers = loop.run(person.press(card, title, scope=scope))
            must_hold(answers, (title, scope))
            decided, found = loop.run(rows())
            said = f"{decided} of {found} decided" if decided < found else f"{found} are decided"
            assert said in answers.text or f"{found} of {found} decided" in answers.text, (
                title,
                answers.text,
            )
            card = answers.card

    in_any_order()


@pytest.mark.parametrize("odd", ODD_WORDS)
def test_a_channel_takes_every_odd_word(loop: Loop, odd: str) -> None:
    person = loop.program.newcomer()
    loop.run(person.arrive())
    must_hold(loop.run(loop.program.post(person.in_channel(odd))), odd)


def test_a_note_to_an_assessment_is_bounded_and_an_old_card_takes_none_of_it_back(loop: Loop) -> None:
    officer = loop.program.officer()
    _, opened = _opened(loop, (INCIDENT, "send", "send"), officer)
    assessing = loop.run(officer.press(opened, "Assess it"))
    loop.run(officer.say("They are all tenants of Elm Court"))
    for long in ("zq " * 6_000, '"' * 19_000):
        answers = loop.run(officer.say(long))
        must_hold(answers, long[:9])
    assert "more than one report can hold" in answers.text
    harm = {"living_people": "yes", "harms": "distress", "likelihood": "likely", "gravity": "serious"}
    loop.run(officer.press(assessing.card, "Next", **harm))
    loop.run(officer.press(assessing.card, "Next"))
    kept = loop.run(remembered(loop.program, officer))["stack"][0]["state"]["values"]
    assert kept["harms"] == ["distress"]
    assert kept["note"] == "They are all tenants of Elm Court\n" + ("zq " * 6_000).strip()
    loop.run(officer.say("discard"))


_COMMANDS = (
    *("help", "cancel", "back", "continue", "my cases", "my drafts", "next", "send", "change the date"),
    *("change what happened", "start again", "report an incident", "pass on a request", "hello", "thanks"),
)
_ANSWERS = (
    *(
        "about 3pm yesterday",
        "around 40 people",
        "yes it's contained",
        "Housing",
        "not sure",
        "no",
        "it's me",
    ),
    *("I also lost my phone", "How long should we keep tenancy files?"),
)
_PENDING_AT_MOST = 5


class AnyOrder(RuleBasedStateMachine):
    """Somebody who types and presses whatever they like, on whichever card of the chat.

    The one thing that they don't do is throw a draft away: only then words may go.
    """

    loop: ClassVar[Loop]

    def __init__(self) -> None:
        super().__init__()
        self._person = self.loop.program.newcomer()
        self._cards: list[Json] = []
        self._told: list[str] = []
        self._waiting: set[str] = set()
        self._was_full = False
        self._numbers = itertools.count()
        self._first = ""

    @initialize(first=st.sampled_from([INCIDENT, REQUEST]))
    def begin(self, first: str) -> None:
        self._first = first
        self._say(first)

    @rule(words=st.sampled_from((*_COMMANDS, *_ANSWERS)))
    def say_what_people_say(self, words: str) -> None:
        self._say(words)

    @rule(words=st.sampled_from(ODD_WORDS) | st.text(max_size=60))
    def say_what_nobody_says(self, words: str) -> None:
        self._say(words)

    @rule()
    def tell_more(self) -> None:
        self._say(self._another())

    @rule(card=st.integers(0, 9), button=st.integers(0, 6), types=st.booleans())
    def press(self, card: int, button: int, types: bool) -> None:
        shown = self._cards[-1 - card % len(self._cards)]
        actions = [one for one in actions_of(shown) if one["verb"] != "discard"]
        if not actions:
            return
        action = actions[button % len(actions)]
        boxes = [box for box in boxes_of(shown) if box["id"] in ("what_happened", "text")]
        if not types or not boxes or action.get("associatedInputs") == "none":
            self._answered(self._person.pressing(shown, action["title"]), action["title"])
            return
        told = self._another()
        words = {boxes[0]["id"]: f"{boxes[0].get('value', '')}\n{told}"}
        answers = self._answered(self._person.pressing(shown, action["title"], **words), action["title"])
        if told not in self._everything_kept():
            assert told in answers.text, "what was typed into a card that is of no use any more is gone"
            self._told.remove(told)

    @rule(
        verb=st.sampled_from([verb for verb in VERBS if verb != "discard"]),
        data=st.dictionaries(
            st.sampled_from([name for name in FIELDS if name not in ("what_happened", "text", "shown")]),
            st.sampled_from(ODD_VALUES),
            max_size=4,
        ),
        own_draft=st.booleans(),
        make=st.sampled_from([forged, forged_message]),
    )
    def forge(self, verb: str, data: Json, own_draft: bool, make: Callable[..., Json]) -> None:
        state = self._state()
        if own_draft and state.get("stack"):
            data = {**data, "draft": state["stack"][0]["state"]["draft"]}
        self._answered(make(self._person, verb, data), (verb, data))

    @invariant()
    def what_is_remembered_is_plain_and_bounded(self) -> None:
        pending = self._state().get("pending", {}).values()
        self._waiting |= set(pending) & set(self._told)
        self._was_full = self._was_full or len(pending) == _PENDING_AT_MOST

    def teardown(self) -> None:
        everything = self._everything_kept()
        assert self._first in everything, "the first words are gone"
        # What was said while nothing was open waits for a button that says what it is: the newest few of it.
        bounded = self._waiting if self._was_full else set()
        assert [told for told in self._told if told not in everything and told not in bounded] == []

    def _another(self) -> str:
        told = f"zq{next(self._numbers)}x is what I remember of it"
        self._told.append(told)
        return told

    def _say(self, words: str) -> None:
        self._answered(self._person.activity(type="message", text=words, textFormat="plain"), words)

    def _answered(self, activity: Json, what: object) -> Answers:
        answers: Answers = self.loop.run(self.loop.program.post(activity, self._person.conversation))
        must_hold(answers, what)
        self._cards += cards_in(answers)
        return answers

    def _state(self) -> Json:
        state: Json = self.loop.run(remembered(self.loop.program, self._person))
        return state

    def _everything_kept(self) -> str:
        state = self._state()
        sent = self.loop.run(words_sent(self.loop.program, self._person))
        return "\n".join([*words_kept(state), *sent, *state.get("pending", {}).values()])


def test_in_any_order_there_is_an_answer_and_nothing_typed_is_lost(loop: Loop) -> None:
    AnyOrder.loop = loop
    chosen = settings(max_examples=30, stateful_step_count=14, deadline=None)
    run_state_machine_as_test(AnyOrder, settings=chosen)
