"""Buttons in a personal chat: the verb that a card carried, and what it does.

A press is untrusted: a draft is looked up among the person's own, a case through its service, which checks the
person's right to it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from cases.notices import Recipient
from dialogs import (
    absences,
    ask_talk,
    assess_incident,
    broadcast_starts,
    broadcasts,
    case_history,
    case_talk,
    disclosure,
    drafts,
    files,
    finding,
    letters,
    nudges,
    policy_answers,
    policy_news,
    policy_questions,
    similar_cases,
    starting,
    steps,
    strings,
    training,
)
from dialogs.talk import Talk
from dialogs.turn import Press, Turn

_Handler = Callable[[Talk, Press], Awaitable[None]]


async def pressed(talk: Talk, press: Press) -> None:
    """Do what a button says."""
    handler = _HANDLERS.get(press.verb)
    if handler is None:
        talk.turn.say(strings.UNKNOWN_BUTTON)
        return
    if told := press.text("told")[: nudges.LONGEST_MESSAGE_NAME]:
        await talk.turn.work.notices.note_read(Recipient.person(talk.turn.person.id), told)
    await handler(talk, press)


async def _in_form(talk: Talk, press: Press) -> None:
    await drafts.pressed(talk, press.text("draft"))


async def _leave(talk: Talk, press: Press) -> None:
    drafts.leave(talk, press.text("draft"))


async def _merge(talk: Talk, press: Press) -> None:
    drafts.merge(talk, press.text("draft"))


async def _continue(talk: Talk, press: Press) -> None:
    drafts.carry_on(talk, press.text("draft"))


async def _discard(talk: Talk, press: Press) -> None:
    if press.text("draft"):
        drafts.discard(talk, press.text("draft"))
    else:
        talk.turn.say(strings.DRAFT_GONE)


async def _my_drafts(talk: Talk, _: Press) -> None:
    drafts.show_drafts(talk)


def _in_turn(handle: Callable[[Turn, Press], Awaitable[None]]) -> _Handler:
    """For what needs the turn and the press alone."""

    async def handler(talk: Talk, press: Press) -> None:
        await handle(talk.turn, press)

    return handler


def _listing(show: Callable[[Turn], Awaitable[None]]) -> _Handler:
    """For what shows a list, whatever the press carried."""

    async def handler(talk: Talk, _: Press) -> None:
        await show(talk.turn)

    return handler


def _on_case(handle: Callable[[Turn, str], Awaitable[None]]) -> _Handler:
    """For what is done with the case that the press names."""

    async def handler(talk: Talk, press: Press) -> None:
        await handle(talk.turn, case_talk.reference_in(press))

    return handler


_HANDLERS: dict[str, _Handler] = {
    **dict.fromkeys(("next", "back", "send", "change"), _in_form),
    "begin": starting.begin_pressed,
    "choose": starting.choose,
    "leave": _leave,
    "merge": _merge,
    "continue": _continue,
    "discard": _discard,
    "my_drafts": _my_drafts,
    "my_cases": _listing(case_talk.my_cases),
    "my_day": _listing(nudges.my_day),
    "open_beside": _in_turn(nudges.open_beside),
    "snooze": _on_case(nudges.put_off),
    "remind_services": _on_case(nudges.remind_services_pressed),
    "untaken": _listing(finding.untaken),
    "search": _in_turn(finding.search_pressed),
    "search_now": _in_turn(finding.search_now_pressed),
    "found": _in_turn(finding.page_pressed),
    "similar": _on_case(similar_cases.show_similar),
    "open": _on_case(case_talk.open_case),
    "shown_anew": _on_case(case_talk.open_case),
    "more": _on_case(case_talk.more),
    "read": _in_turn(case_talk.read_all),
    "take": _in_turn(case_talk.take_pressed),
    "adding": _on_case(case_talk.ask_what_to_add),
    "add": case_talk.add_pressed,
    "withdraw": _on_case(case_talk.withdraw),
    "assess": assess_incident.assess_pressed,
    "assessment": _in_turn(assess_incident.show_assessment),
    "letters": _in_turn(letters.show_letters),
    "letter": _in_turn(letters.show_letter),
    "ico_text": _in_turn(letters.show_ico_notification),
    "files": _in_turn(files.show_files),
    "attach": _in_turn(files.attach_pressed),
    "check_how": _in_turn(disclosure.how_pressed),
    "check_file": disclosure.file_pressed,
    "check_text": _in_turn(disclosure.text_pressed),
    "my_checks": _listing(disclosure.list_mine),
    "check": _in_turn(disclosure.show_check),
    "check_shown": _in_turn(disclosure.show_check),
    "check_next": _in_turn(disclosure.next_pressed),
    "check_hit": _in_turn(disclosure.hit_pressed),
    "check_decide": _in_turn(disclosure.decide_pressed),
    "check_undo": _in_turn(disclosure.undo_pressed),
    "check_forget": _in_turn(disclosure.forget_pressed),
    "history": _in_turn(case_history.show_history),
    "asks": _listing(ask_talk.my_asks),
    "ask": _in_turn(ask_talk.open_ask),
    "ask_answer": _in_turn(ask_talk.answer_pressed),
    "ask_not_held": _in_turn(ask_talk.not_held_pressed),
    "policy_section": _in_turn(policy_questions.section_pressed),
    "policy_helpful": _in_turn(policy_questions.helpful_pressed),
    "policy_ask": starting.ask_pressed,
    "policy_write": _in_turn(policy_questions.write_pressed),
    "policy_send": starting.written_pressed,
    "what_people_ask": _listing(policy_answers.what_people_ask),
    "saved_answers": _listing(policy_answers.list_saved),
    "answer_new": _in_turn(policy_answers.new_pressed),
    "answer_change": _in_turn(policy_answers.change_pressed),
    "answer_save": _in_turn(policy_answers.save_pressed),
    "answer_out": _in_turn(policy_answers.take_out_pressed),
    "my_training": _listing(training.my_training),
    "training_quiz": _in_turn(training.quiz_pressed),
    "training_answer": _in_turn(training.answer_pressed),
    "training_figures": _listing(training.figures),
    "training_missing": _in_turn(training.missing_pressed),
    "policy_tell": policy_news.tell_pressed,
    "policy_open": _in_turn(policy_news.open_pressed),
    "bitesize_new": _listing(broadcast_starts.show_ready),
    "bitesize_start": broadcast_starts.start_pressed,
    "bitesize_edit": broadcast_starts.edit_pressed,
    "bitesize_copy": broadcast_starts.copy_pressed,
    "bitesize_test": broadcast_starts.test_pressed,
    "bitesize_anew": broadcast_starts.save_anew_pressed,
    "lesson_write": broadcast_starts.lesson_pressed,
    "lesson_not_now": _in_turn(broadcast_starts.not_now_pressed),
    "bitesizes": _listing(broadcasts.list_all),
    "broadcast": _in_turn(broadcasts.show_pressed),
    "broadcast_standing": _in_turn(broadcasts.show_pressed),
    "broadcast_now": _in_turn(broadcasts.now_pressed),
    "broadcast_pause": _in_turn(broadcasts.pause_pressed),
    "broadcast_resume": _in_turn(broadcasts.resume_pressed),
    "broadcast_cancel": _in_turn(broadcasts.cancel_pressed),
    "broadcast_cancel_sure": _in_turn(broadcasts.cancel_sure_pressed),
    "broadcast_delete": _in_turn(broadcasts.delete_pressed),
    "broadcast_missed": _in_turn(broadcasts.not_reached_pressed),
    "broadcast_silent": _in_turn(broadcasts.not_answered_pressed),
    "broadcast_answer": _in_turn(broadcasts.answer_pressed),
    "broadcast_read": _in_turn(broadcasts.read_pressed),
    "broadcast_shown": _in_turn(broadcasts.shown_anew),
    "absence_save": _in_turn(absences.save_pressed),
    "absence_change": _in_turn(absences.change_pressed),
    "absence_end": _in_turn(absences.end_pressed),
    "step": steps.ask,
    "do": steps.do,
}
