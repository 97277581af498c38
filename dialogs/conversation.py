"""The conversation: decides what a message or a press is, and lets the right part answer it.

In this order: what a button says; a command; a reference on its own; the form under way; what the words are.
"""

from __future__ import annotations

from dataclasses import replace

from botbuilder.core import StatePropertyAccessor, TurnContext
from botbuilder.dialogs import DialogContext, DialogSet

from cases.case import is_only_a_reference
from cases.casework import add_to_case, take_case, withdraw_case
from cases.enquiries import ask_the_team
from cases.errors import Refusal
from cases.people import Person, Role
from cases.permissions import case_for, may_see, may_work, works_cases
from dialogs import strings
from dialogs.cards import case as case_cards
from dialogs.cards import menu
from dialogs.cards.parts import Json, bare_button, button, card, heading, quiet, words
from dialogs.case_views import list_line, view_case
from dialogs.commands import Command, command_in
from dialogs.form import Form, small_talk_answer
from dialogs.matters import REQUEST_LABELS, SURE_ENOUGH
from dialogs.memory import Memory
from dialogs.pass_on_request import PassOnRequest
from dialogs.report_incident import ReportIncident
from dialogs.turn import Place, Press, Reply, Turn
from dialogs.who_has_it import who_has_it
from nlp.triage import Label, SmallTalk

LONGEST_MESSAGE = 20_000
_LISTED = 10

_TITLES = {
    Label.INCIDENT: "Report an incident",
    Label.POLICY_QUESTION: "Ask the IG team",
    Label.OTHER: "Something else",
}


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
        self._forms: dict[str, Form] = {form.id: form for form in (ReportIncident(), PassOnRequest())}
        self._dialogs = DialogSet(_Stack())
        for form in self._forms.values():
            self._dialogs.add(form)

    @property
    def dialog_names(self) -> frozenset[str]:
        """The dialogs whose stored state may be taken up again."""
        return frozenset(self._forms)

    async def handle(self, context: TurnContext, turn: Turn, memory: Memory) -> None:
        """Answer one message or press by adding replies to the turn and changing the memory."""
        context.turn_state.pop("new_matter", None)
        context.turn_state["turn"] = turn
        context.turn_state["memory"] = memory
        dc = await self._dialogs.create_context(context)
        try:
            if turn.place is not Place.PERSONAL:
                await self._in_public(dc, turn, memory)
            elif turn.press:
                await self._pressed(dc, turn, memory, turn.press)
            else:
                await self._said(dc, turn, memory)
        except Refusal as refusal:
            turn.say(str(refusal))

    def welcome(self, person: Person) -> list[Reply]:
        """What somebody reads when the bot first comes to them."""
        shown = menu.menu_card(works_cases=works_cases(person), drafts=0)
        greeting = strings.GREETING.format(name=person.first_name)
        return [Reply(text=greeting), _reply(shown, strings.WHAT_I_CAN_DO)]

    # In a channel or a group chat.

    async def _in_public(self, dc: DialogContext, turn: Turn, memory: Memory) -> None:
        """Nothing personal is said here: what needs it goes on in the person's own chat."""
        if turn.press:
            await self._pressed_in_public(turn, turn.press)
            return
        command = command_in(turn.text)
        if command is Command.TEAM_CHANNEL:
            self._choose_team_channel(turn)
        elif (
            command in (None, Command.REPORT, Command.PASS_ON, Command.MY_CASES, Command.UNTAKEN)
            and turn.text
        ):
            small_talk = turn.reading.small_talk
            if command is None and small_talk is not None:
                turn.say(strings.PUBLIC_MENU)
                return
            await self._said(dc, turn, memory)
            turn.replies = [_in_private(reply) for reply in turn.replies]
            turn.say(strings.IN_PRIVATE)
        else:
            turn.say(strings.PUBLIC_MENU)

    async def _pressed_in_public(self, turn: Turn, press: Press) -> None:
        reference = press.text("case")
        if press.verb == "take":
            case = await take_case(turn.work, turn.desk, turn.person, reference)
            sentence = f"{case.reference} is with {turn.person.name}."
            turn.show(
                card([words(sentence)], [button("Open", "open", {"case": case.reference})], sentence),
                sentence,
            )
            turn.replies.append(_in_private(_reply(*await view_case(turn, case))))
        elif press.verb == "open":
            case = await case_for(turn.work, turn.person, reference)
            turn.replies.append(_in_private(_reply(*await view_case(turn, case))))
            turn.say(strings.IN_PRIVATE)
        else:
            turn.say(strings.PUBLIC_MENU)

    @staticmethod
    def _choose_team_channel(turn: Turn) -> None:
        if turn.place is not Place.CHANNEL:
            turn.say(strings.TEAM_CHANNEL_NOT_HERE)
        elif not turn.person.has_any(Role.OFFICER, Role.DPO, Role.ADMINISTRATOR):
            turn.say(strings.TEAM_CHANNEL_ONLY_OFFICERS)
        else:
            turn.choose_team_channel = True
            turn.say(strings.TEAM_CHANNEL_CHOSEN)

    # In a personal chat: words.

    async def _said(self, dc: DialogContext, turn: Turn, memory: Memory) -> None:
        if not turn.text:
            turn.say(strings.NOTHING_SAID)
            return
        if len(turn.text) > LONGEST_MESSAGE:
            turn.say(strings.TOO_LONG)
            return
        command = command_in(turn.text)
        if command:
            await self._commanded(dc, turn, memory, command)
            return
        if reference := is_only_a_reference(turn.text):
            await self._open(turn, reference)
            return
        if dc.active_dialog:
            await dc.continue_dialog()
            if not dc.context.turn_state.get("new_matter"):
                return
        await self._route(dc, turn, memory, turn.text)

    async def _route(self, dc: DialogContext, turn: Turn, memory: Memory, text: str) -> None:
        """Start what the words are about, or ask when that is not clear."""
        reading = turn.reading_of(text)
        small_talk = reading.small_talk
        if small_talk is not None:
            turn.say(small_talk_answer(small_talk, turn.person.first_name))
            if small_talk is SmallTalk.GREETING:
                self._menu(turn, memory)
            return
        if reading.label is Label.OTHER:
            turn.say(" ".join([strings.DID_NOT_UNDERSTAND, *reading.reasons[:1]]))
            self._menu(turn, memory)
            return
        if reading.confidence < SURE_ENOUGH:
            self._ask_which(turn, memory, text)
            return
        await self._begin_as(dc, turn, memory, reading.label, text)

    def _ask_which(self, turn: Turn, memory: Memory, text: str) -> None:
        reading = turn.reading_of(text)
        labels = list(dict.fromkeys([reading.label, *(one.label for one in reading.alternatives)]))[:2]
        kept = turn.desk.new_id()
        memory.pending[kept] = text
        options = [(label.value, _TITLES.get(label) or f"Pass on: {_label_title(label)}") for label in labels]
        options.append(("nothing", "Neither of these"))
        summary = "I want to be sure that I understood. What is this?"
        turn.show(menu.choice_card(summary, kept, reading.reasons[:2], options), summary)

    async def _begin_as(self, dc: DialogContext, turn: Turn, memory: Memory, label: Label, text: str) -> None:
        under_way = dc.active_dialog
        if label is Label.POLICY_QUESTION:
            await self._ask_the_team(turn, text)
            if under_way:
                turn.say(strings.STILL_HERE)
            return
        name = "report_incident" if label is Label.INCIDENT else "pass_on_request"
        if under_way:
            turn.say(strings.PUT_ASIDE.format(what=self._forms[under_way.id].what()))
        await dc.begin_dialog(name, {"said": text, "hints": {"label": label.value}})

    async def _ask_the_team(self, turn: Turn, question: str) -> None:
        case = await ask_the_team(turn.work, turn.desk, turn.person, question, turn.flagged(question))
        summary = f"I've passed your question to the IG team as {case.reference}."
        turn.show(
            card(
                [
                    heading(summary),
                    words("I can't answer questions about policy myself yet. Somebody will answer you here."),
                    words(who_has_it(turn.desk.directory, case)),
                    quiet(
                        "If this is about something that has already gone wrong, tell me what happened instead."
                    ),
                ],
                [
                    button("Something has gone wrong", "begin", {"form": "report_incident"}),
                    bare_button("Withdraw it", "withdraw", {"case": case.reference}),
                ],
                summary,
            ),
            summary,
        )

    # Commands.

    async def _commanded(self, dc: DialogContext, turn: Turn, memory: Memory, command: Command) -> None:
        if command is Command.HELP:
            self._menu(turn, memory)
        elif command is Command.MY_CASES:
            await self._my_cases(turn)
        elif command is Command.UNTAKEN:
            await self._untaken(turn)
        elif command is Command.REPORT:
            await self._begin(dc, turn, "report_incident")
        elif command is Command.PASS_ON:
            await self._begin(dc, turn, "pass_on_request")
        elif command is Command.CANCEL:
            self._cancel(turn, memory)
        elif command is Command.CONTINUE:
            self._continue(turn, memory, "")
        elif command is Command.DISCARD:
            self._discard(turn, memory, "")
        elif command is Command.START_AGAIN:
            await self._start_again(dc, turn)
        elif command is Command.BACK:
            await self._back(dc, turn)
        else:
            turn.say(strings.TEAM_CHANNEL_NOT_HERE)

    def _menu(self, turn: Turn, memory: Memory) -> None:
        unfinished = len(memory.drafts) + len(memory.stack)
        turn.show(
            menu.menu_card(works_cases=works_cases(turn.person), drafts=unfinished), strings.WHAT_I_CAN_DO
        )

    async def _begin(self, dc: DialogContext, turn: Turn, name: str, said: str = "") -> None:
        under_way = dc.active_dialog
        if under_way and under_way.id == name and not under_way.state["said"] and not said:
            # A second press of the same button: the empty form is there already.
            self._forms[name].again(turn, under_way.state)
            return
        if under_way:
            turn.say(strings.PUT_ASIDE.format(what=self._forms[under_way.id].what()))
        await dc.begin_dialog(name, {"said": said, "hints": {}})

    def _cancel(self, turn: Turn, memory: Memory) -> None:
        instance = memory.put_aside()
        if instance is None:
            turn.say(strings.NOTHING_TO_CANCEL)
            return
        form = self._forms[instance.id]
        turn.show(menu.draft_card(form.what(), instance.state["draft"]), strings.KEPT)
        self._top_again(turn, memory)

    def _continue(self, turn: Turn, memory: Memory, draft: str) -> None:
        if not draft and memory.stack:
            draft = memory.stack[0].state["draft"]
        elif not draft and memory.drafts:
            draft = memory.drafts[-1].state["draft"]
        if not draft or not memory.bring_up(draft):
            turn.say(strings.DRAFT_GONE if draft else strings.NOTHING_TO_CONTINUE)
            return
        instance = memory.stack[0]
        self._forms[instance.id].again(turn, instance.state)

    def _discard(self, turn: Turn, memory: Memory, draft: str) -> None:
        if not draft:
            newest = memory.stack[0] if memory.stack else memory.drafts[-1] if memory.drafts else None
            draft = newest.state["draft"] if newest else ""
        was_on_top = bool(memory.stack) and memory.stack[0].state.get("draft") == draft
        if not draft or not memory.discard(draft):
            turn.say(strings.DRAFT_GONE if draft else strings.NOTHING_TO_CONTINUE)
            return
        turn.show(menu.said_card(strings.DISCARDED), strings.DISCARDED)
        if was_on_top:
            self._top_again(turn, memory)

    def _top_again(self, turn: Turn, memory: Memory) -> None:
        if memory.stack:
            instance = memory.stack[0]
            form = self._forms[instance.id]
            turn.say(strings.BACK_TO.format(what=form.what()))
            form.again(turn, instance.state)

    async def _start_again(self, dc: DialogContext, turn: Turn) -> None:
        if not dc.active_dialog:
            turn.say(strings.NOTHING_TO_START_AGAIN)
            return
        instance = dc.active_dialog
        await dc.replace_dialog(instance.id, {"said": instance.state["said"], "hints": {}})

    async def _back(self, dc: DialogContext, turn: Turn) -> None:
        if not dc.active_dialog:
            turn.say(strings.NOTHING_TO_CANCEL)
            return
        instance = dc.active_dialog
        form = self._forms[instance.id]
        at = form.steps.index(instance.state["step"])
        if at == 0:
            turn.say(strings.NOTHING_BEFORE)
        instance.state["step"] = form.steps[max(0, at - 1)]
        form.again(turn, instance.state)

    async def _my_cases(self, turn: Turn) -> None:
        handled = (
            list(await turn.work.cases.handled_by(turn.person.id, _LISTED))
            if works_cases(turn.person)
            else []
        )
        reported = list(await turn.work.cases.reported_by(turn.person.id, _LISTED + 1))
        mine = handled + [
            case for case in reported if case.reference not in {one.reference for one in handled}
        ]
        lines = [(case, list_line(turn, case)) for case in mine[:_LISTED]]
        turn.show(case_cards.list_card("Your cases", lines, len(mine) > _LISTED), "Your cases")

    async def _untaken(self, turn: Turn) -> None:
        if not works_cases(turn.person):
            turn.say(strings.NOT_A_WORKER)
            return
        found = [case for case in await turn.work.cases.untaken(_LISTED * 5) if may_work(turn.person, case)]
        lines = [(case, list_line(turn, case)) for case in found[:_LISTED] if may_see(turn.person, case)]
        turn.show(case_cards.list_card("Not yet taken", lines, len(found) > _LISTED), "Not yet taken")

    async def _open(self, turn: Turn, reference: str) -> None:
        turn.show(*await view_case(turn, await case_for(turn.work, turn.person, reference)))

    # Buttons.

    async def _pressed(self, dc: DialogContext, turn: Turn, memory: Memory, press: Press) -> None:
        draft, reference = press.text("draft"), press.text("case")
        verb = press.verb
        if verb in ("next", "back", "send", "change"):
            await self._pressed_in_form(dc, turn, memory, draft)
        elif verb == "begin" and press.text("form") in self._forms:
            await self._begin(dc, turn, press.text("form"))
        elif verb == "choose":
            await self._chosen(dc, turn, memory, press)
        elif verb == "leave":
            if memory.bring_up(draft):
                self._cancel(turn, memory)
            else:
                turn.say(strings.DRAFT_GONE)
        elif verb == "merge":
            self._merge(turn, memory, draft, press.text("into"))
        elif verb == "continue":
            self._continue(turn, memory, draft)
        elif verb == "discard":
            self._discard(turn, memory, draft)
        elif verb == "my_cases":
            await self._my_cases(turn)
        elif verb == "untaken":
            await self._untaken(turn)
        elif verb == "open":
            await self._open(turn, reference)
        elif verb == "take":
            turn.show(*await view_case(turn, await take_case(turn.work, turn.desk, turn.person, reference)))
        elif verb == "adding":
            case = await case_for(turn.work, turn.person, reference)
            summary = f"Add something to {case.reference}"
            turn.show(case_cards.adding_card(case.reference, turn.desk.new_id()), summary)
        elif verb == "add":
            await self._add(turn, memory, reference, press)
        elif verb == "withdraw":
            case = await withdraw_case(turn.work, turn.desk, turn.person, reference)
            turn.show(*await view_case(turn, case, f"{case.reference} is withdrawn. It stays on record."))
        else:
            turn.say(strings.UNKNOWN_BUTTON)

    async def _pressed_in_form(self, dc: DialogContext, turn: Turn, memory: Memory, draft: str) -> None:
        if memory.bring_up(draft):
            await dc.continue_dialog()
        elif draft in memory.sent:
            reference = memory.sent[draft]
            case = await case_for(turn.work, turn.person, reference)
            turn.show(
                *await view_case(turn, case, f"This was already sent as {reference}. Nothing was sent twice.")
            )
        else:
            turn.say(strings.DRAFT_GONE)

    async def _chosen(self, dc: DialogContext, turn: Turn, memory: Memory, press: Press) -> None:
        text = memory.pending.get(press.text("kept"), "")
        chosen = press.text("as")
        if not text:
            turn.say(strings.DRAFT_GONE)
        elif chosen in Label._value2member_map_ and Label(chosen) is not Label.OTHER:
            del memory.pending[press.text("kept")]
            await self._begin_as(dc, turn, memory, Label(chosen), text)
        else:
            self._menu(turn, memory)

    def _merge(self, turn: Turn, memory: Memory, draft: str, into: str) -> None:
        """What was taken for a new matter belongs to the draft before it: its words go there."""
        source = next((one for one in memory.stack if one.state.get("draft") == draft), None)
        target = next((one for one in memory.stack if one.state.get("draft") == into), None)
        if source is None or target is None:
            turn.say(strings.DRAFT_GONE)
            return
        name = "what_happened" if target.id == "report_incident" else "text"
        values = target.state["values"]
        values[name] = f"{values[name]}\n{source.state['said']}".strip()
        values["flagged"] = turn.flagged(values[name])
        memory.discard(draft)
        memory.bring_up(into)
        self._forms[target.id].again(turn, target.state)

    async def _add(self, turn: Turn, memory: Memory, reference: str, press: Press) -> None:
        text, once = press.text("addition"), press.text("once")
        if once and once in memory.sent:
            case = await case_for(turn.work, turn.person, reference)
            turn.show(*await view_case(turn, case, "That was already added. Nothing was added twice."))
            return
        try:
            case = await add_to_case(turn.work, turn.desk, turn.person, reference, text)
        except Refusal as refusal:
            # What was typed stays in the box.
            turn.show(case_cards.adding_card(reference, once, text, str(refusal)), str(refusal))
            return
        if once:
            memory.sent[once] = reference
        turn.show(*await view_case(turn, case, "Thank you, I've added that."))


def _label_title(label: Label) -> str:
    return (
        {
            Label.FOI: "Freedom of Information",
            Label.EIR: "environmental information",
            Label.SAR: "somebody's own data",
            Label.RIGHTS: "another data right",
            Label.REUSE: "re-use",
            Label.COMPLAINT: "a complaint about data",
            Label.REVIEW: "a review of an answer",
        }.get(label, label.value)
        if label in REQUEST_LABELS
        else label.value
    )


def _reply(shown: Json, summary: str) -> Reply:
    return Reply(card=shown, summary=summary)


def _in_private(reply: Reply) -> Reply:
    return replace(reply, in_private=True)
