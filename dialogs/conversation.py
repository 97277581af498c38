"""The conversation: decides what a message or a press is, and lets the right part answer it.

In this order: what a button says; a command; a case's reference; the form under way; what the words are.
"""

from __future__ import annotations

from botbuilder.core import StatePropertyAccessor, TurnContext
from botbuilder.dialogs import DialogSet

from cases.asks import coordinates
from cases.broadcasts.permissions import may_broadcast
from cases.errors import Refusal
from cases.people import Directory, Person
from cases.permissions import works_cases
from cases.questions import may_answer
from dialogs import (
    absences,
    ask_talk,
    assigning,
    broadcast_starts,
    broadcasts,
    buttons,
    case_talk,
    disclosure,
    drafts,
    files,
    finding,
    nudges,
    policy_answers,
    public_places,
    starting,
    strings,
    training,
)
from dialogs.answers import LONGEST_MESSAGE
from dialogs.assess_incident import AssessIncident
from dialogs.cards import menu
from dialogs.commands import (
    CaseCommand,
    CaseVerb,
    Command,
    case_command_in,
    change_in,
    command_in,
    question_for_the_team,
)
from dialogs.form import NEW_MATTER, REST, Form
from dialogs.memory import Memory
from dialogs.pass_on_request import PassOnRequest
from dialogs.report_incident import ReportIncident
from dialogs.talk import Talk
from dialogs.turn import Place, Reply, Turn
from dialogs.write_broadcast import WriteBroadcast


class _Stack(StatePropertyAccessor):  # type: ignore[misc]
    """Gives the dialog library its stack out of the turn's memory."""

    async def get(self, turn_context: TurnContext, default_value_or_factory: object = None) -> object:
        memory: Memory = turn_context.turn_state["memory"]
        return memory.dialog_state()

    async def set(self, turn_context: TurnContext, value: object) -> None:
        raise NotImplementedError("the stack is kept in the turn's memory")

    async def delete(self, turn_context: TurnContext) -> None:
        raise NotImplementedError("the stack is kept in the turn's memory")


class Conversation:
    """All conversations with all people; what it knows of one is in the turn and its memory."""

    def __init__(self) -> None:
        self._forms: dict[str, Form] = {
            form.id: form for form in (ReportIncident(), PassOnRequest(), AssessIncident(), WriteBroadcast())
        }
        self._dialogs = DialogSet(_Stack())
        for form in self._forms.values():
            self._dialogs.add(form)

    @property
    def dialog_names(self) -> frozenset[str]:
        """The dialogs whose stored state may be taken up again."""
        return frozenset(self._forms)

    async def handle(self, context: TurnContext, turn: Turn, memory: Memory) -> None:
        """Answer one message or press by adding replies to the turn and changing the memory."""
        for left_behind in (NEW_MATTER, REST):
            context.turn_state.pop(left_behind, None)
        context.turn_state["turn"] = turn
        context.turn_state["memory"] = memory
        memory.forget_files(turn.now)
        memory.forget_questions(turn.now)
        talk = Talk(await self._dialogs.create_context(context), turn, memory, self._forms)
        try:
            if turn.place is Place.PERSONAL:
                await _answer(talk)
            elif turn.press:
                await public_places.pressed(turn, turn.press)
            else:
                await public_places.said(talk, _answer)
        except Refusal as refusal:
            turn.say(str(refusal))

    def welcome(self, directory: Directory, person: Person) -> list[Reply]:
        """What somebody reads when the bot first comes to them."""
        shown = menu.menu_card(
            works_cases=works_cases(person),
            coordinates=coordinates(directory, person),
            answers_questions=may_answer(person),
            broadcasts=may_broadcast(person),
            drafts=0,
        )
        greeting = strings.GREETING.format(name=person.first_name)
        return [Reply(text=greeting), Reply(card=shown, summary=strings.WHAT_I_CAN_DO)]


async def _answer(talk: Talk) -> None:
    """Answer what was pressed or said, as in a personal chat."""
    turn = talk.turn
    if turn.press:
        await buttons.pressed(talk, turn.press)
    elif not turn.files or (turn.text and not disclosure.asks_for_a_check(turn.text)):
        await _said(talk)
    if talk.turn.files:
        await files.offer(talk)
    rest = talk.dc.context.turn_state.get(REST)
    if rest:
        await starting.offer_the_rest(talk, *rest)


async def _said(talk: Talk) -> None:
    text = talk.turn.text
    if not text:
        talk.turn.say(strings.NOTHING_SAID)
    elif command := command_in(text):
        await _commanded(talk, command)
    elif case_command := case_command_in(text):
        await _case_commanded(talk, case_command)
    elif await absences.said(talk.turn):
        return
    elif (searched := finding.asked_for(talk)) is not None:
        if not await finding.show(talk.turn, searched):
            starting.ask_whether_it_happened(talk, text)
    elif len(text) > LONGEST_MESSAGE:
        talk.turn.say(strings.TOO_LONG)
    elif question := question_for_the_team(text):
        await starting.ask_the_team_at_once(talk, question)
    elif draft := disclosure.text_to_check(text):
        await disclosure.check_text(talk.turn, draft)
    elif (what := change_in(text)) is None or not drafts.change(talk, what):
        if talk.form:
            await talk.dc.continue_dialog()
            if not talk.dc.context.turn_state.get(NEW_MATTER):
                return
        await starting.route(talk, text)


async def _case_commanded(talk: Talk, command: CaseCommand) -> None:
    if command.verb is CaseVerb.ASSIGN:
        await assigning.assign(talk.turn, command.reference, command.text)
    elif command.verb is CaseVerb.SNOOZE:
        await nudges.put_off_until(talk.turn, command.reference, command.text)
    else:
        await case_talk.commanded(talk.turn, command)


async def _commanded(talk: Talk, command: Command) -> None:
    if command is Command.HELP:
        drafts.show_menu(talk)
    elif command is Command.MY_CASES:
        await case_talk.my_cases(talk.turn)
    elif command is Command.MY_DAY:
        await nudges.my_day(talk.turn)
    elif command is Command.MY_DRAFTS:
        drafts.show_drafts(talk)
    elif command is Command.UNTAKEN:
        await finding.untaken(talk.turn)
    elif command is Command.CHECK_A_DOCUMENT:
        await disclosure.show_how(talk.turn)
    elif command is Command.MY_CHECKS:
        await disclosure.list_mine(talk.turn)
    elif command is Command.MY_ASKS:
        await ask_talk.my_asks(talk.turn)
    elif command is Command.WHAT_PEOPLE_ASK:
        await policy_answers.what_people_ask(talk.turn)
    elif command is Command.SAVED_ANSWERS:
        await policy_answers.list_saved(talk.turn)
    elif command is Command.MY_TRAINING:
        await training.my_training(talk.turn)
    elif command is Command.TRAINING_FIGURES:
        await training.figures(talk.turn)
    elif command is Command.REPORT:
        await starting.begin(talk, "report_incident")
    elif command is Command.PASS_ON:
        await starting.begin(talk, "pass_on_request")
    elif command is Command.BITESIZES:
        await broadcasts.list_all(talk.turn)
    elif command is Command.NEW_BITESIZE:
        await broadcast_starts.show_ready(talk.turn)
    elif command is Command.TEST_BITESIZE:
        await broadcast_starts.test(talk)
    elif command is Command.CANCEL:
        drafts.cancel(talk)
    elif command is Command.CONTINUE:
        drafts.carry_on(talk)
    elif command is Command.DISCARD:
        drafts.discard(talk)
    elif command is Command.START_AGAIN:
        await drafts.start_again(talk)
    elif command is Command.BACK:
        drafts.back(talk)
    elif command is Command.NEXT:
        drafts.go_on(talk)
    elif command is Command.SEND:
        await drafts.send(talk)
    else:
        talk.turn.say(strings.TEAM_CHANNEL_NOT_HERE)
