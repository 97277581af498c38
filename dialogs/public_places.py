"""In a channel or a group chat: what the policies say is answered there. Nothing personal is said there: what needs it
goes on in the person's own chat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from cases.casework import take_case
from cases.errors import Refusal
from cases.people import Role
from cases.permissions import case_for
from dialogs import policy_questions, strings
from dialogs.answers import LONGEST_MESSAGE
from dialogs.cards.parts import button, card, words
from dialogs.case_talk import reference_in
from dialogs.case_views import view_case
from dialogs.commands import CaseVerb, Command, case_command_in, command_in, question_for_the_team
from dialogs.talk import Talk
from dialogs.turn import Place, Press, Reply, Turn


async def said(talk: Talk, answer: Callable[[Talk], Awaitable[None]]) -> None:
    """Something was said where others read. `answer` answers as in private; its replies are sent there."""
    turn = talk.turn
    command = command_in(turn.text)
    case_command = case_command_in(turn.text)
    if command is Command.TEAM_CHANNEL:
        _choose_team_channel(turn)
    elif case_command and case_command.verb is CaseVerb.TAKE:
        await _take(turn, case_command.reference)
    elif not turn.text or command is Command.HELP or (not command and turn.reading.small_talk is not None):
        turn.say(strings.PUBLIC_MENU)
    elif not command and not case_command and _may_be_answered_here(talk):
        await policy_questions.answer_here(talk, turn.text)
    else:
        try:
            await answer(talk)
        except Refusal as refusal:
            turn.say(str(refusal))
        turn.replies = [replace(reply, in_private=True) for reply in turn.replies]
        turn.say(strings.IN_PRIVATE)


def _may_be_answered_here(talk: Talk) -> bool:
    """Whether it is a question about policy in which nothing looks like personal data, sent without a file."""
    turn = talk.turn
    if turn.place is Place.HANDED_OVER:
        return False
    is_question = policy_questions.is_for_policy(talk, turn.text) and not question_for_the_team(turn.text)
    return (
        is_question and not turn.files and len(turn.text) <= LONGEST_MESSAGE and not turn.flagged(turn.text)
    )


async def pressed(turn: Turn, press: Press) -> None:
    """A button of a card that others see too: a new case's, or what the policies say."""
    if press.verb == "policy_section":
        await policy_questions.section_pressed(turn, press)
    elif press.verb == "policy_helpful":
        await policy_questions.helpful_pressed(turn, press)
    elif press.verb == "take":
        await _take_pressed(turn, press)
    elif press.verb == "open":
        case = await case_for(turn.work, turn.person, reference_in(press))
        shown, summary = await view_case(turn, case)
        turn.replies.append(Reply(card=shown, summary=summary, in_private=True))
        turn.say(strings.IN_PRIVATE)
    else:
        turn.say(strings.PUBLIC_MENU)


async def _take_pressed(turn: Turn, press: Press) -> None:
    """The button of a card that everybody sees. Who has the case already is said, and nobody loses it by a press."""
    case = await case_for(turn.work, turn.person, reference_in(press))
    holder = turn.desk.directory.person(case.handler) if case.handler else None
    if holder and holder.id != turn.person.id:
        sentence = strings.TAKEN_ALREADY.format(name=holder.name)
        turn.show(
            card([words(sentence)], [button("Open", "open", {"case": case.reference})], sentence), sentence
        )
        return
    await _take(turn, case.reference)


async def _take(turn: Turn, reference: str) -> None:
    case = await take_case(turn.work, turn.desk, turn.person, reference)
    sentence = f"{case.reference} is with {turn.person.name}."
    turn.show(card([words(sentence)], [button("Open", "open", {"case": case.reference})], sentence), sentence)
    shown, summary = await view_case(turn, case)
    turn.replies.append(Reply(card=shown, summary=summary, in_private=True))


def _choose_team_channel(turn: Turn) -> None:
    if turn.place is not Place.CHANNEL:
        turn.say(strings.TEAM_CHANNEL_NOT_HERE)
    elif not turn.person.has_any(Role.OFFICER, Role.DPO, Role.ADMINISTRATOR):
        turn.say(strings.TEAM_CHANNEL_ONLY_OFFICERS)
    else:
        turn.choose_team_channel = True
        turn.say(strings.TEAM_CHANNEL_CHOSEN)
