"""A bitesize on its way: what staff get and press, and what the officer sees of it and can do about it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from cases.audience import Audience, AudienceKind
from cases.broadcasts import Link, Picture, Step, StepKind
from cases.broadcasts.forgetting import forget_answers
from cases.words import LONDON
from dialogs.broadcasts import view_standing_of
from dialogs.buttons import _HANDLERS
from dialogs.cards.broadcast_message import message_card
from tests.dialogs.broadcasting import cards_of, content, delivered, each_minute, propose_lesson, send, start
from tests.dialogs.odd import (
    FIELDS,
    LONG_WORDS,
    ODD_VALUES,
    ODD_WORDS,
    forged,
    must_hold,
    remembered,
    words_kept,
)
from tests.dialogs.script import Clock, boxes_of, rows_of
from tests.program import Json, Program, TeamsPerson, actions_of, running, words_of

EVERYBODY = 10
"""Six members of staff and one of each office."""

STEPS = ("words", "question", "who", "check")
OFFICERS_ONLY = sorted(
    verb
    for verb in _HANDLERS
    if verb.startswith(("bitesize", "broadcast", "lesson"))
    and verb not in ("broadcast_answer", "broadcast_read", "broadcast_shown", "bitesize_test")
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def program(tmp_path: Path, clock: Clock) -> AsyncIterator[Program]:
    async with running(tmp_path, staff=6, now=clock) as started:
        yield started


async def _here(program: Program, number: int = 2) -> list[TeamsPerson]:
    people = [program.newcomer() for _ in range(number)]
    for person in people:
        await person.arrive()
    return people


def _adds_up(card: Json) -> dict[str, int]:
    """The numbers on a card of how a message stands: those of the lines that part the audience add up to it."""
    rows = {
        name: int(re.sub(r"\D.*", "", value.replace(",", "")) or 0)
        for name, value in rows_of(card).items()
        if value[:1].isdigit()
    }
    parting = ("Delivered", "Waiting", "Not installed", "Blocked", "Failed", "Unknown", "Not sent")
    together = rows_of(card)["Together"]
    audience = int(re.sub(r"\D", "", together.partition("=")[2]))
    assert sum(rows.get(name, 0) for name in parting) == audience, rows_of(card)
    assert sum(map(int, re.findall(r"\d+", together.partition("=")[0]))) == audience
    return rows


async def test_it_is_received_answered_and_counted(program: Program) -> None:
    sam, ewa = await _here(program)
    olga = program.officer()
    await olga.arrive()
    await send(program, content())
    card = cards_of(program, sam)[-1]
    assert "Otherwise each of them sees all the others." in words_of(card)
    assert [one["title"] for one in actions_of(card)] == ["Answer"]
    wrong = await sam.press(card, "Answer", answer="0")
    assert "Not quite." in wrong.text
    rows = rows_of(wrong.card)
    assert (rows["You answered"], rows["The answer is"]) == ("Only me", "Everybody who gets it")
    assert "Bcc hides them." in wrong.text
    right = await ewa.press(cards_of(program, ewa)[-1], "Answer", answer="1")
    assert "That's right." in right.text
    assert "Bcc hides them." in right.text
    assert actions_of(right.card) == []
    listed = await olga.say("bitesizes")
    assert f"3 of {EVERYBODY} have it, 2 read, 2 answered, 50% right" in listed.text
    shown = (await olga.press(listed.card, "Open")).card
    assert _adds_up(shown) == {
        "Delivered": 3, "Of them read": 2, "Of them answered": 2, "Of them right": 1, "Waiting": 0,
        "Not installed": 7, "Together": 3,
    }  # fmt: skip
    await each_minute(program)
    done = cards_of(program, olga)[-1]
    assert "Bitesize: sent" in words_of(done)
    assert _adds_up(done)["Delivered"] == 3


async def test_the_first_answer_counts_whatever_is_pressed_later(program: Program) -> None:
    (sam,) = await _here(program, 1)
    await send(program, content())
    card = cards_of(program, sam)[-1]
    first = await sam.press(card, "Answer", answer="0")
    for again in ("1", "0", "2", ""):
        assert (await sam.press(card, "Answer", answer=again)).card == first.card


async def test_an_answer_has_to_be_chosen(program: Program) -> None:
    (sam,) = await _here(program, 1)
    await send(program, content())
    answers = await sam.press(cards_of(program, sam)[-1], "Answer")
    assert "Please choose an answer first." in answers.text
    assert "That's right." in (await sam.press(answers.card, "Answer", answer="1")).text


async def test_without_a_question_it_asks_for_i_have_read_it(program: Program) -> None:
    (sam,) = await _here(program, 1)
    await send(program, content(question=None, asks_to_confirm=True))
    card = cards_of(program, sam)[-1]
    read = await sam.press(card, "I have read it")
    assert "Thank you for reading it." in read.text
    assert (await sam.press(card, "I have read it")).card == read.card
    shown = (await program.officer().press((await program.officer().say("bitesizes")).card, "Open")).card
    assert rows_of(shown)["Said “I have read it”"] == "1"
    _adds_up(shown)


async def test_whoever_looks_at_it_has_read_it_and_sees_it_as_it_stands(program: Program) -> None:
    sam, ewa = await _here(program)
    await send(program, content())
    for person in (sam, ewa):
        looked = await program.post(forged(person, "broadcast_shown", {"broadcast": "b1"}))
        assert [one["title"] for one in actions_of(looked.card)] == ["Answer"]
    await sam.press(cards_of(program, sam)[-1], "Answer", answer="1")
    looked = await program.post(forged(sam, "broadcast_shown", {"broadcast": "b1"}))
    assert "That's right." in looked.text
    shown = (await program.officer().press((await program.officer().say("bitesizes")).card, "Open")).card
    rows = _adds_up(shown)
    assert (rows["Of them read"], rows["Of them answered"]) == (2, 1)


async def test_a_press_on_what_was_not_sent_to_them_is_refused(program: Program) -> None:
    (sam,) = await _here(program, 1)
    await send(program, content(audience=Audience(AudienceKind.ROLE, "officer")), "secret")
    for verb in ("broadcast_answer", "broadcast_read", "broadcast_shown"):
        for data in ({"broadcast": "secret", "answer": "1"}, {"broadcast": "none", "answer": "1"}, {}):
            answers = await program.post(forged(sam, verb, data), sam.conversation)
            must_hold(answers, (verb, data))
            assert "I can't find that message among those that were sent to you." in answers.text
            assert "Bcc" not in answers.text
    shown = (await program.officer().press((await program.officer().say("bitesizes")).card, "Open")).card
    assert rows_of(shown)["Of them answered"] == "0"


async def test_only_officers_and_the_dpo_steer(program: Program) -> None:
    (sam,) = await _here(program, 1)
    await send(program, content())
    data = {"broadcast": "b1", "ready": "empty", "category": "failure_to_use_bcc", "service": "housing"}
    dpo = program.dpo()
    for verb in OFFICERS_ONLY:
        for person in (sam, program.handler(), program.coordinator()):
            answers = await program.post(forged(person, verb, data), person.conversation)
            must_hold(answers, verb)
            assert "Messages to many are for the IG team" in answers.text, verb
        allowed = await program.post(forged(dpo, verb, data), dpo.conversation)
        must_hold(allowed, verb)
        assert "Messages to many are for the IG team" not in allowed.text, verb


async def test_nobody_else_begins_the_form(program: Program) -> None:
    (sam,) = await _here(program, 1)
    answers = await program.post(forged(sam, "begin", {"form": "write_bitesize"}), sam.conversation)
    assert "I don't know that button any more" in answers.text


async def _opened(olga: TeamsPerson) -> Json:
    return (await olga.press((await olga.say("bitesizes")).card, "Open")).card


async def test_what_is_paused_goes_to_nobody_until_it_is_resumed(program: Program) -> None:
    (sam,) = await _here(program, 1)
    olga = program.officer()
    await start(program, content())
    await delivered(program)
    card = await _opened(olga)
    assert "Bitesize: paused" in words_of(card)
    assert _adds_up(card)["Waiting"] == EVERYBODY
    assert not any("Bcc hides" in words_of(one) or "Cc?" in words_of(one) for one in cards_of(program, sam))
    resumed = await olga.press(card, "Resume")
    assert "Bitesize: being sent" in resumed.text
    await delivered(program)
    assert "Cc?" in words_of(cards_of(program, sam)[-1])
    refreshed = await olga.press(resumed.card, "Refresh")
    assert _adds_up(refreshed.card)["Waiting"] == 0
    paused = await olga.press(refreshed.card, "Pause")
    assert "Bitesize: paused" in paused.text
    assert "It can't be paused now" in (await olga.press(refreshed.card, "Pause")).text


async def test_what_is_cancelled_is_taken_back_from_those_who_wait(program: Program) -> None:
    await _here(program, 1)
    olga = program.officer()
    await start(program, content())
    asked = await olga.press(await _opened(olga), "Cancel")
    assert f"It won't go to those who wait for it ({EVERYBODY} people)" in asked.text
    assert "Bitesize: paused" in (await olga.press(asked.card, "No, go back")).text
    done = await olga.press(asked.card, "Yes, cancel it")
    assert "It is cancelled. 0 people have it already, or may have it." in done.text
    assert _adds_up(done.card)["Not sent"] == EVERYBODY
    again = await olga.press(asked.card, "Yes, cancel it")
    assert "It can't be cancelled now" in again.text


async def test_who_was_not_reached_is_named_with_the_reason(program: Program) -> None:
    sam, _ = await _here(program)
    olga = program.officer()
    await send(program, content())
    card = await _opened(olga)
    missed = await olga.press(card, "Who was not reached")
    assert "They have not opened Ask IG yet." in missed.text
    assert "It is sent when they do" not in missed.text, "by then it may be over"
    assert len(set(re.findall(r"Handler|Dpo|Coordinator|Staff\d Person", missed.text))) == EVERYBODY - 3
    assert "Olga" not in missed.text
    assert "Bitesize" in (await olga.press(missed.card, "Back")).text
    await sam.press(cards_of(program, sam)[-1], "Answer", answer="1")
    silent = await olga.press(card, "Who has not answered")
    assert "Staff1 Person" in silent.text
    assert "Staff0 Person" not in silent.text


async def _scheduled(olga: TeamsPerson, **who: str) -> None:
    card = (await olga.say("write a bitesize")).card
    card = (await olga.press(card, "Start from this one", ready="empty")).card
    card = (await olga.press(card, "Next", headline="Tidy desk", text="Lock it away.")).card
    card = (await olga.press(card, "Next")).card
    card = (await olga.press(card, "Check it", when="first Tuesday 10:00", **who)).card
    await olga.press(card, "Schedule it")


async def test_it_goes_out_at_its_moment_and_not_before(program: Program, clock: Clock) -> None:
    (sam,) = await _here(program, 1)
    olga = program.officer()
    await _scheduled(olga)
    clock.at = datetime(2026, 12, 1, 9, 59, tzinfo=LONDON)
    await each_minute(program)
    assert "Tidy desk" not in words_of(cards_of(program, sam)[-1])
    clock.at = datetime(2026, 12, 1, 10, 0, tzinfo=LONDON)
    await each_minute(program)
    assert "Tidy desk" in words_of(cards_of(program, sam)[-1])
    assert "Bitesize: being sent" in words_of(await _opened(olga))
    await each_minute(program)
    assert "Bitesize: sent" in words_of(cards_of(program, olga)[-1])


async def test_what_was_to_be_left_out_when_late_is_left_out_and_said_so(
    program: Program, clock: Clock
) -> None:
    (sam,) = await _here(program, 1)
    olga = program.officer()
    await _scheduled(olga, late="skip")
    clock.at = datetime(2026, 12, 1, 14, 0, tzinfo=LONDON)
    await each_minute(program)
    assert "Tidy desk" not in words_of(cards_of(program, sam)[-1])
    told = cards_of(program, olga)[-1]
    assert "Ask IG was off at its moment" in words_of(told)
    assert "Tidy desk" in (await olga.press(told, "Start from this one")).text


async def test_a_lesson_is_written_once_however_often_its_button_is_pressed(program: Program) -> None:
    olga = program.officer()
    await olga.arrive()
    await propose_lesson(program, olga)
    proposed = cards_of(program, olga)[-1]
    assert "A bitesize for Housing?" in words_of(proposed)
    assert "3 incidents of one kind came together there: bcc not used." in words_of(proposed)
    written = await olga.press(proposed, "Write it")
    boxes = {box["label"]: box.get("value") for box in boxes_of(written.card)}
    assert boxes["Title"]
    assert boxes["Text"]
    await olga.press(written.card, "Next", headline="Bcc in Housing")
    again = await olga.press(proposed, "Write it")
    assert "Bcc in Housing" in (await olga.say("back")).text or "Bcc in Housing" in again.text
    assert len((await olga.say("my drafts")).card["body"]) == 2
    assert "I've left it." in (await olga.press(proposed, "Not now")).text


async def test_a_picture_is_read_out_and_a_link_leads_on(program: Program) -> None:
    (sam,) = await _here(program, 1)
    pictured = content(
        picture=Picture("https://example.org/a.png", "Two envelopes"),
        link=Link("https://example.org/p", "The policy"),
    )
    await send(program, pictured)
    received = [one for one in program.teams.received if one.conversation_id == sam.conversation][-1].body
    card = received["attachments"][0]["content"]
    (image,) = [one for one in card["body"] if one["type"] == "Image"]
    assert (image["url"], image["altText"]) == ("https://example.org/a.png", "Two envelopes")
    for plain in (received["summary"], card["fallbackText"]):
        assert "Bcc, every time" in plain
        assert "The policy: https://example.org/p" in plain
        assert "Who sees the addresses in Cc?" in plain


async def test_markdown_in_a_bitesize_is_shown_as_it_was_typed(program: Program) -> None:
    (sam,) = await _here(program, 1)
    sly = "**bold** [here](https://evil.example)"
    await send(program, content(title=sly, text=sly))
    card = cards_of(program, sam)[-1]
    assert sly in words_of(card)
    assert not any(sly in one["text"] for one in card["body"] if one["type"] == "TextBlock")


async def _at(olga: TeamsPerson, step: str) -> Json:
    """The card of this step, of a bitesize that was begun from a ready one."""
    card = (
        await olga.press((await olga.say("write a bitesize")).card, "Start from this one", ready="bcc")
    ).card
    for _ in range(STEPS.index(step)):
        card = (await olga.say("next")).card
    return card


@pytest.mark.parametrize("step", STEPS)
async def test_every_step_takes_values_of_every_kind(program: Program, step: str) -> None:
    olga = program.officer()
    for number, odd in enumerate(ODD_VALUES):
        card = await _at(olga, step)
        carried = next(one["data"] for one in actions_of(card) if one["data"].get("draft"))
        for verb in (("next", "bitesize_test"), ("back", "send"), ("leave", "change"))[number % 3]:
            names = [name for name in FIELDS if name not in ("verb", "draft", "step", "text", "text_more")]
            forgery = forged(olga, verb, {**carried, **dict.fromkeys(names, odd)})
            must_hold(await program.post(forgery, olga.conversation), (verb, step, odd))
        state = await remembered(program, olga)
        assert carried["draft"] in state["sent"] or any("Bcc" in words for words in words_kept(state)), odd
        await olga.say("discard")


@pytest.mark.parametrize("step", STEPS)
async def test_every_step_takes_every_odd_word(program: Program, step: str) -> None:
    olga = program.officer()
    for odd in [*ODD_WORDS, *LONG_WORDS[1::4]]:
        await _at(olga, step)
        must_hold(await olga.say(odd), odd[:60])
        must_hold(await olga.say("continue"), odd[:60])
        assert any("Bcc" in words for words in words_kept(await remembered(program, olga))), odd[:60]
        await olga.say("discard")


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ("soon", "Please check: I can't read that as a day and a time."),
        ("yesterday at 10", "Please check: Sunday 22 November, 10:00 is over."),
        ("every Monday", "Please check: a message is sent once"),
    ],
)
async def test_what_is_no_moment_to_come_is_said_in_a_whole_sentence(
    program: Program, when: str, sentence: str
) -> None:
    card = await _at(program.officer(), "who")
    assert sentence in (await program.officer().press(card, "Check it", when=when)).text


async def test_an_old_card_takes_nothing_back_that_was_typed_since(program: Program) -> None:
    olga = program.officer()
    old = await _at(olga, "words")
    await olga.say("title: Bcc, always")
    await olga.say("This was said since.")
    await olga.press(old, "Next")
    boxes = {box["label"]: box.get("value") for box in boxes_of((await olga.say("back")).card)}
    assert boxes["Title"] == "Bcc, always"
    assert str(boxes["Text"]).endswith("This was said since.")


async def test_a_second_press_of_a_sent_bitesize_sends_nothing_twice(program: Program) -> None:
    (sam,) = await _here(program, 1)
    olga = program.officer()
    await _at(olga, "check")
    check = (await olga.press(await _back_to_when(olga), "Check it", when="now")).card
    await olga.press(check, "Send now")
    again = await olga.press(check, "Send now")
    assert "You sent or scheduled this one already. Nothing was sent twice." in again.text
    await delivered(program)
    assert sum("Bcc" in words_of(card) for card in cards_of(program, sam)) == 1


async def _back_to_when(olga: TeamsPerson) -> Json:
    return (await olga.say("back")).card


async def test_every_text_that_ships_can_be_sent_as_it_is(program: Program) -> None:
    olga = program.officer()
    offered = boxes_of((await olga.say("write a bitesize")).card)[0]["choices"]
    assert len(offered) == 13
    for choice in offered:
        card = (await olga.say("write a bitesize")).card
        form = await olga.press(card, "Start from this one", ready=choice["value"])
        # It speaks of health, children and money in general.
        assert "mention of" not in form.text, choice
        assert "What does it say?" in form.text
        if choice["value"] != "empty":
            for _ in range(3):
                form = await olga.say("next")
            assert "Check the bitesize" in form.text
        await olga.say("discard")


async def test_a_moment_that_passes_while_it_is_checked_is_said_and_read_anew(
    program: Program, clock: Clock
) -> None:
    olga = program.officer()
    await _at(olga, "who")
    check = await olga.press((await olga.say("continue")).card, "Check it", when="tomorrow 9am")
    assert rows_of(check.card)["When"] == "Tuesday 24 November, 09:00"
    clock.at = datetime(2026, 11, 24, 9, 30, tzinfo=LONDON)
    late = await olga.press(check.card, "Schedule it")
    assert "that moment is over" in late.text
    again = await olga.press(late.card, "Check it")
    assert rows_of(again.card)["When"] == "Wednesday 25 November, 09:00"
    assert "Goes out Wednesday 25 November, 09:00" in (await olga.press(again.card, "Schedule it")).text


async def test_a_second_press_begins_no_second_bitesize(program: Program) -> None:
    olga = program.officer()
    card = (await olga.say("write a bitesize")).card
    await olga.press(card, "Start from this one", ready="bcc")
    await olga.say("title: Mine")
    again = await olga.press(card, "Start from this one", ready="bcc")
    assert "Mine" in again.text
    assert len((await remembered(program, olga))["stack"]) == 1


async def test_the_menu_offers_it_to_officers_and_the_dpo(program: Program) -> None:
    for person, is_theirs in ((program.officer(), True), (program.dpo(), True), (program.handler(), False)):
        assert ("Write a bitesize" in (await person.say("help")).buttons()) is is_theirs


async def test_teams_asks_for_both_cards_anew_by_itself(program: Program) -> None:
    olga = program.officer()
    await send(program, content())
    async with program.parts.database.work() as work:
        one = await work.broadcasts.get("b1")
        assert one
        standing, _ = await view_standing_of(work, program.parts.desk, one, program.parts.desk.time())
    for card in (standing, message_card(one, {"broadcast": one.id})):
        asked = card["refresh"]["action"]
        anew = await program.post(forged(olga, asked["verb"], asked["data"]), olga.conversation)
        assert words_of(anew.card).splitlines()[0] in words_of(card)


async def _forgotten(program: Program, clock: Clock) -> None:
    """The message ends, and so much later that only its totals are kept."""
    await each_minute(program)
    clock.at += timedelta(days=732)
    async with program.parts.database.work() as work:
        await forget_answers(work, program.parts.desk, program.parts.settings.answer_months)
        await work.commit()


async def test_an_old_one_shows_totals_without_names_and_takes_no_answers(
    program: Program, clock: Clock
) -> None:
    sam, ewa = await _here(program)
    olga = program.officer()
    await olga.arrive()
    await send(program, content())
    await sam.press(cards_of(program, sam)[-1], "Answer", answer="1")
    sent, before = cards_of(program, ewa)[-1], await _opened(olga)
    await _forgotten(program, clock)

    for pressed in (
        await ewa.press(sent, "Answer", answer="1"),
        await ewa.press(sent, "Answer"),
        await sam.press(sent, "Answer", answer="0"),
        await program.post(forged(sam, "broadcast_shown", {"broadcast": "b1"}), sam.conversation),
        await olga.press(sent, "Answer", answer="1"),
        await program.post(forged(olga, "broadcast_shown", {"broadcast": "b1"}), olga.conversation),
    ):
        must_hold(pressed, "an old card")
        assert "Thank you for looking at this again. It is from long ago" in pressed.text
    for title in ("Who was not reached", "Who has not answered"):
        assert "no names are kept any more" in (await olga.press(before, title)).text

    listed = await olga.say("bitesizes")
    assert f"3 of {EVERYBODY} have it, 1 read, 1 answered, 100% right" in listed.text
    card = (await olga.press(listed.card, "Open")).card
    assert _adds_up(card) == _adds_up(before)
    assert "no names are kept any more: these are the totals." in words_of(card)
    assert not {"Who was not reached", "Who has not answered"} & {one["title"] for one in actions_of(card)}
    assert "Bcc, every time" in (await olga.press(card, "Start from this one")).text


async def test_an_old_one_that_asked_for_i_have_read_it_says_so_kindly(
    program: Program, clock: Clock
) -> None:
    (sam,) = await _here(program, 1)
    await send(program, content(question=None, asks_to_confirm=True))
    await _forgotten(program, clock)
    read = await sam.press(cards_of(program, sam)[-1], "I have read it")
    assert "Thank you for looking at this again." in read.text


async def test_a_test_shows_its_own_words_when_it_is_looked_at_again(program: Program) -> None:
    (sam,) = await _here(program, 1)
    olga = program.officer()
    await olga.arrive()
    await _scheduled(olga)
    card = (await olga.press(await _opened(olga), "Change it")).card
    card = (await olga.press(card, "Next", headline="Locked desk", text="Take the key with you.")).card
    for _ in range(2):
        card = (await olga.say("next")).card
    await olga.press(card, "Send me a test")
    await delivered(program)
    tried = cards_of(program, olga)[-1]
    assert "Take the key with you." in words_of(tried)
    [read_it] = actions_of(tried)
    carried = read_it["data"]
    anew = await program.post(forged(olga, "broadcast_shown", carried), olga.conversation)
    assert words_of(anew.card) == words_of(tried)
    assert "Nothing is counted" in (await olga.press(tried, "I have read it")).text
    # To a colleague who may send tests it shows what is scheduled; to nobody else anything.
    for person, words in ((program.dpo(), "Lock it away."), (sam, "I can't find that message")):
        looked = await program.post(forged(person, "broadcast_shown", carried), person.conversation)
        assert words in looked.text
        assert "Take the key" not in looked.text
    for verb in ("broadcast_read", "broadcast_answer"):
        forgery = forged(sam, verb, {**carried, "answer": "0"})
        assert "I can't find that message" in (await program.post(forgery, sam.conversation)).text


async def test_a_test_counts_for_nothing_after_it_was_sent_to_everybody_too(program: Program) -> None:
    olga = program.officer()
    await olga.arrive()
    card = await _at(olga, "check")
    await olga.press(card, "Send me a test")
    await delivered(program)
    tried = cards_of(program, olga)[-1]
    card = (await olga.press((await olga.say("back")).card, "Check it", when="now")).card
    await olga.press(card, "Send now")
    await delivered(program)
    sent = cards_of(program, olga)[-1]
    assert "Nothing is counted" in (await olga.press(tried, "Answer", answer="0")).text
    assert rows_of(await _opened(olga))["Of them answered"] == "0"
    assert "Nothing is counted" not in (await olga.press(sent, "Answer", answer="0")).text
    assert rows_of(await _opened(olga))["Of them answered"] == "1"


async def test_a_second_press_saves_no_second_new_message(program: Program) -> None:
    olga, dpo = program.officer(), program.dpo()
    card = await _at(olga, "check")
    await olga.press(card, "Send me a test")
    theirs = (await dpo.press(await _opened(dpo), "Go on with it")).card
    await dpo.press(theirs, "Next", headline="Dev's own")
    await dpo.say("next")
    await dpo.say("next")
    await dpo.say("send me a test")
    late = await olga.press(card, "Schedule it")
    assert "This message was changed by Dev Dpo after you began" in late.text
    for _ in range(2):
        assert "Check the bitesize" in (await olga.press(late.card, "Save it as a new message")).text
    drafts = (await olga.say("bitesizes")).text
    assert drafts.count("to everybody") == 2
    assert "Dev's own" in drafts


async def test_whoever_has_left_is_called_so(program: Program) -> None:
    await start(program, content())
    async with program.parts.database.work() as work:
        one = await work.broadcasts.get("b1")
        assert one
        paused = Step(StepKind.PAUSED, program.parts.desk.time(), "gone")
        await work.broadcasts.save(one.with_step(paused))
        await work.commit()
    card = words_of(await _opened(program.officer()))
    assert "Sent by Olga Officer, Monday 23 November, 14:05" in card
    assert "Paused by somebody who has left, Monday 23 November, 14:05" in card
    assert card.count("Paused by") == 1
