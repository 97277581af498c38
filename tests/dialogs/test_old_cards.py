"""An old card takes nothing back that was said or typed since, and what is typed into it is not lost either."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.dialogs.odd import remembered, words_kept
from tests.dialogs.script import Clock, boxes_of
from tests.program import Answers, Json, Program, TeamsPerson, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

INCIDENT = "I've just emailed a spreadsheet with 40 clients' names to the wrong person"
REQUEST = "Under the Freedom of Information Act please tell me what agency staff cost in 2025."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    async with running(tmp_path_factory.mktemp("old"), staff=40, now=Clock()) as started:
        yield started


async def _words(person: TeamsPerson) -> list[str]:
    return words_kept(await remembered(person.program, person))


def _boxes(card: Json) -> dict[str, str]:
    return {box["id"]: str(box.get("value") or "") for box in boxes_of(card)}


async def _sent(person: TeamsPerson) -> Answers:
    await person.say("send")
    return await person.say("send")


async def test_words_said_since_stay_when_an_old_card_is_pressed(program: Program) -> None:
    person = program.newcomer()
    old = (await person.say(INCIDENT)).card
    await person.say("The spreadsheet was called Allocations")
    await person.press(old, "Next")
    assert await _words(person) == [f"{INCIDENT}\nThe spreadsheet was called Allocations"]


async def test_words_said_since_stay_below_what_is_changed_on_an_old_card(program: Program) -> None:
    person = program.newcomer()
    old = (await person.say(INCIDENT)).card
    await person.say("The spreadsheet was called Allocations")
    for _ in range(2):
        await person.press(old, "Next", what_happened="I emailed it to Gordon")
        assert await _words(person) == ["I emailed it to Gordon\nThe spreadsheet was called Allocations"]


async def test_two_cards_changed_one_after_the_other_keep_both_changes(program: Program) -> None:
    person = program.newcomer()
    card = (await person.say(INCIDENT)).card
    await person.press(card, "Next", what_happened="I emailed it to Gordon")
    await person.press(card, "Next", what_happened="I emailed it to Jan")
    assert await _words(person) == ["I emailed it to Gordon\nI emailed it to Jan"]


async def test_the_newest_card_takes_words_out(program: Program) -> None:
    person = program.newcomer()
    card = (await person.say(INCIDENT)).card
    await person.press(card, "Next", what_happened="I emailed it")
    assert await _words(person) == ["I emailed it"]
    back = (await person.say("back")).card
    assert _boxes(back)["what_happened"] == "I emailed it"


async def test_answers_typed_since_stay_when_an_old_card_is_pressed(program: Program) -> None:
    person = program.newcomer()
    what = (await person.say(INCIDENT)).card
    await person.say("yesterday at 3pm")
    who = (await person.press(what, "Next")).card
    await person.say("about 900 people")
    await person.say("Housing")
    check = await person.press(who, "Check and send", kinds="names,addresses")
    assert "Sunday 22 November, 15:00" in check.text
    assert "About 900" in check.text
    back = (await person.press(check.card, "Change whose it is")).card
    assert set(_boxes(back)["kinds"].split(",")) == {"names", "addresses"}
    await person.press(who, "Check and send")
    again = (await person.say("back")).card
    assert set(_boxes(again)["kinds"].split(",")) == {"names", "addresses"}


async def test_ticks_in_another_order_are_no_change(program: Program) -> None:
    person = program.newcomer()
    await person.say("I emailed a list of clients and carers with names and addresses to the wrong person")
    who = (await person.say("next")).card
    kinds = _boxes(who)["kinds"].split(",")
    assert len(kinds) > 1
    await person.press(who, "Back", kinds="health")
    await person.press(who, "Back", kinds=",".join(reversed(kinds)))
    assert _boxes((await person.say("next")).card)["kinds"] == "health"


async def test_what_is_emptied_on_the_newest_card_is_emptied(program: Program) -> None:
    person = program.newcomer()
    await person.say(REQUEST)
    card = (await person.say("it came yesterday")).card
    await person.press(card, "Check and send", requester="Jo Bloggs")
    card = (await person.say("back")).card
    assert _boxes(card)["requester"] == "Jo Bloggs"
    await person.press(card, "Check and send", requester="")
    assert _boxes((await person.say("back")).card)["requester"] == ""


async def test_what_is_typed_into_the_card_of_a_sent_report_is_shown_again(program: Program) -> None:
    person = program.newcomer()
    old = (await person.say(INCIDENT)).card
    await _sent(person)
    answers = await person.press(old, "Next", what_happened="One more thing: it was opened")
    assert "already sent" in answers.text
    assert "You had typed this" in answers.text
    assert "One more thing: it was opened" in answers.text
    answers = await person.press(old, "Next")
    assert "already sent" in answers.text
    assert "You had typed this" not in answers.text


@pytest.mark.parametrize("button", ["Next", "Leave it for later"])
async def test_what_is_typed_into_the_card_of_a_discarded_draft_is_shown_again(
    program: Program, button: str
) -> None:
    person = program.newcomer()
    old = (await person.say(INCIDENT)).card
    await person.say("discard")
    answers = await person.press(old, button, what_happened="But it was *not* opened")
    assert "no longer open" in answers.text
    assert "But it was *not* opened" in answers.text
    assert "You had typed this" not in (await person.press(old, button)).text


async def test_what_is_typed_into_the_card_of_a_merged_draft_is_shown_again(program: Program) -> None:
    person = program.newcomer()
    await person.say(INCIDENT)
    second = (await person.say("oh, and I also lost my phone")).card
    await person.press(second, "It's part of the one before")
    answers = await person.press(second, "It's part of the one before", what_happened="the phone is black")
    assert "no longer open" in answers.text
    assert "the phone is black" in answers.text
    assert len(await _words(person)) == 1


async def test_words_that_do_not_fit_stay_in_their_box_and_are_shown_when_the_rest_is_sent(
    program: Program,
) -> None:
    person = program.newcomer()
    await person.say("I lost a folder. " + "One page. " * 1_900)
    card = (await person.say("This was in it. " + "One line. " * 1_900)).card
    more = "And this is the very end. " * 300
    answers = await person.press(card, "Next", what_happened_more=more)
    assert "more than one report can hold" in answers.text
    assert _boxes(answers.card)["what_happened_more"] == more.strip()
    await person.press(answers.card, "Leave it for later")
    again = await person.say("continue")
    assert _boxes(again.card)["what_happened_more"] == more.strip()
    afresh = await person.say("start again")
    assert _boxes(afresh.card)["what_happened_more"] == more.strip()
    sent = await _sent(person)
    assert "Thank you. Your report is INC-" in sent.text
    assert more.strip() in sent.text


async def test_what_did_not_fit_can_be_shortened_until_it_fits(program: Program) -> None:
    person = program.newcomer()
    await person.say("I lost a folder. " + "One page. " * 1_900)
    card = (await person.say("This was in it. " + "One line. " * 1_900)).card
    answers = await person.press(card, "Next", what_happened_more="too long " * 1_000)
    shorter = await person.press(answers.card, "Next", what_happened_more="This is short")
    assert "Whose information is it?" in shorter.text
    assert (await _words(person))[0].endswith("\nThis is short")
    back = await person.say("back")
    assert _boxes(back.card)["what_happened_more"] == ""


async def test_a_number_that_cannot_be_stays_to_be_put_right(program: Program) -> None:
    person = program.newcomer()
    await person.say(INCIDENT)
    who = (await person.say("next")).card
    answers = await person.press(who, "Check and send", people="99999999999")
    assert "give the number of people in figures" in answers.text
    assert _boxes(answers.card)["people"].startswith("99999999999")
    still = await person.say("send")
    assert "give the number of people in figures" in still.text
    right = await person.press(still.card, "Check and send", people="12")
    assert "About 12" in right.text
