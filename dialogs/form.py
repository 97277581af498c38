"""A form in a conversation: a few cards, one step each, that end in one call to a service.

It can be filled in with the cards, by typing, or both. Everything lives in the dialog's state as plain JSON, so
that it survives a restart; a card only carries the draft's id and the step, and the server looks up the rest.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from botbuilder.dialogs import Dialog, DialogContext, DialogReason, DialogTurnResult, DialogTurnStatus

from cases.case import Case
from cases.corrections import note_sent_as
from cases.errors import Refusal
from cases.people import Person
from dialogs import strings
from dialogs.cards.menu import typed_card
from dialogs.cards.parts import Json
from dialogs.matters import is_new_matter
from dialogs.memory import Memory
from dialogs.own_words import left_over
from dialogs.shown import mark
from dialogs.turn import Press, Turn
from nlp.triage import Label, SmallTalk

Values = dict[str, Any]

WAITING = DialogTurnResult(DialogTurnStatus.Waiting)

_WITH_INPUTS = frozenset({"next", "back", "send"})
"""The buttons that bring a card's inputs with them; the others leave the draft as it is."""

NEW_MATTER = "new_matter"
"""Set in the turn's state by a form that hears something else than an answer."""

REST = "rest"
"""Set in the turn's state by a form that was sent while its words hold something else too."""


@dataclass(frozen=True)
class Draft:
    """A draft as its cards see it."""

    id: str
    step: str
    values: Values
    said: str
    parent: str | None
    inputs: Sequence[str]
    """The values that the step's card has an input for."""

    read_as: Sequence[str] = ()
    """What triage took the first words for, and what applied as well."""

    @property
    def carried(self) -> dict[str, Any]:
        """What a button of this draft carries."""
        shown = {name: mark(self.values.get(name)) for name in self.inputs}
        return {"draft": self.id, "step": self.step, "shown": shown}


@dataclass(frozen=True)
class Ended:
    """What a form ended in: its key, by which a second press finds it, and the card that takes the form's place."""

    key: str
    card: Json
    summary: str


def turn_of(dc: DialogContext) -> Turn:
    """The turn that this dialog context works on."""
    turn: Turn = dc.context.turn_state["turn"]
    return turn


def memory_of(dc: DialogContext) -> Memory:
    """The memory of the person that this dialog context works for."""
    memory: Memory = dc.context.turn_state["memory"]
    return memory


class Form(Dialog):  # type: ignore[misc]
    """What forms have in common. A form names its steps in order; the last one shows everything before it is sent."""

    steps: Sequence[str] = ()
    labels: frozenset[Label] = frozenset()
    words: str = ""
    """The name of the value that holds the person's own words."""

    inputs: Mapping[str, Sequence[str]] = {}
    """The values that each step's card has an input for."""

    joins: bool = True
    """Whether the words of a matter begun on top of this form can turn out to belong to it."""

    names: Sequence[tuple[re.Pattern[str], str]] = ()
    """What people call the answers, and the step where each is given."""

    @abstractmethod
    def what(self) -> str:
        """The form in words, as in "I've kept *your incident report*"."""

    @abstractmethod
    def begin(self, turn: Turn, said: str) -> Values:
        """The values read from what was said, so that nobody is asked for what they said already."""

    @abstractmethod
    def card(self, turn: Turn, draft: Draft, problems: Sequence[str]) -> Json:
        """The card of the draft's step."""

    @abstractmethod
    def take(self, turn: Turn, step: str, press: Press, values: Values) -> list[str]:
        """Put what came back from a step's card into the values; returns what has to be put right.

        Whatever can be kept is kept, right or wrong: nobody types the same twice.
        """

    @abstractmethod
    def check(self, turn: Turn, values: Values) -> list[tuple[str, str]]:
        """What still stands in the way of sending: (step, sentence)."""

    @abstractmethod
    def hear(self, turn: Turn, draft: Draft) -> str:
        """Put a typed answer into the values; returns what to say about it. Words that are no answer are kept."""

    @abstractmethod
    async def end(self, turn: Turn, draft: Draft) -> Ended:
        """The one call to a service that ends the form. Raises `Refusal`."""

    def is_for(self, person: Person) -> bool:
        """Whether the person may fill it in."""
        return True

    def is_something_else(self, turn: Turn) -> bool:
        """Whether what was typed is no answer but a matter of its own."""
        return is_new_matter(turn.text, turn.reading, self.labels)

    # The dialog library's side.

    async def begin_dialog(self, dialog_context: DialogContext, options: object = None) -> DialogTurnResult:
        """Start with what was said.

        `options` is {"said": text, "also": labels that apply too, "left_over": words that did not fit, "filled":
        values that are known already}.
        """
        turn = turn_of(dialog_context)
        given = options if isinstance(options, dict) else {}
        said = str(given.get("said") or "")
        stack = memory_of(dialog_context).stack
        state = dialog_context.active_dialog.state
        state["draft"] = turn.desk.new_id()
        state["step"] = self.steps[0]
        state["said"] = said
        state["read_as"] = _read_as(turn, said)
        state["joins"] = self.joins
        below = stack[1].state if len(stack) > 1 else {}
        state["parent"] = below.get("draft") if below.get("joins", True) else None
        state["also"] = list(given.get("also") or ())
        state["values"] = {
            **self.begin(turn, said),
            **(given.get("filled") or {}),
            left_over(self.words): str(given.get("left_over") or ""),
        }
        self.again(turn, state)
        return WAITING

    async def continue_dialog(self, dialog_context: DialogContext) -> DialogTurnResult:
        """Work on what was pressed or typed."""
        turn = turn_of(dialog_context)
        state = dialog_context.active_dialog.state
        if turn.press:
            return await self._pressed(dialog_context, turn, turn.press, state)
        return await self._typed(dialog_context, turn, state)

    async def resume_dialog(
        self, dialog_context: DialogContext, reason: DialogReason, result: object
    ) -> DialogTurnResult:
        """Another form on top of this one ended: show this one again."""
        turn = turn_of(dialog_context)
        turn.say(strings.BACK_TO.format(what=self.what()))
        self.again(turn, dialog_context.active_dialog.state)
        return WAITING

    # What can be typed instead of pressed.

    def again(self, turn: Turn, state: dict[str, Any]) -> None:
        """Show the draft's card once more."""
        self._show(turn, state)

    def go_on(self, turn: Turn, state: dict[str, Any]) -> None:
        """To the next step, unless something on this one has to be put right."""
        at = self.steps.index(state["step"])
        problems = [text for step, text in self.check(turn, state["values"]) if step == state["step"]]
        if not problems and at + 1 == len(self.steps):
            turn.say(strings.TYPE_SEND)
        elif not problems:
            state["step"] = self.steps[at + 1]
        self._show(turn, state, problems)

    async def send_now(self, dc: DialogContext) -> None:
        """Send from the last step; from an earlier one show everything first, to be sent with the next word."""
        turn, state = turn_of(dc), dc.active_dialog.state
        if state["step"] == self.steps[-1]:
            await self._send(dc, turn, state)
            return
        state["step"] = self.steps[-1]
        if not self.check(turn, state["values"]):
            turn.say(strings.TYPE_SEND)
        self._show(turn, state)

    def change(self, turn: Turn, state: dict[str, Any], what: str) -> bool:
        """To the step where this is answered; with "to …" behind it, the answer is taken too. False if unknown."""
        named, _, answer = what.partition(" to ")
        step = next((step for pattern, step in self.names if pattern.search(named)), None)
        if step is None and (what or state["step"] != self.steps[-1]):
            return False
        state["step"] = step or self.steps[0]
        if answer:
            turn.say(self.hear(turn, self._draft(state)))
        self._show(turn, state)
        return True

    # Our side.

    async def _pressed(
        self, dc: DialogContext, turn: Turn, press: Press, state: dict[str, Any]
    ) -> DialogTurnResult:
        step = press.text("step")
        values: Values = state["values"]
        problems: list[str] = []
        if step in self.steps:
            state["step"] = step
            if press.verb in _WITH_INPUTS:
                problems = self.take(turn, step, press, values)
        else:
            step = state["step"]
        if press.verb == "back":
            state["step"] = self.steps[max(0, self.steps.index(step) - 1)]
        elif press.verb == "change":
            wanted = press.text("to")
            state["step"] = wanted if wanted in self.steps else self.steps[0]
        elif press.verb == "next" and not problems:
            state["step"] = self.steps[min(len(self.steps) - 1, self.steps.index(step) + 1)]
        elif press.verb == "send" and not problems:
            return await self._send(dc, turn, state)
        self._show(turn, state, () if press.verb in ("back", "change") else problems)
        return WAITING

    async def _send(self, dc: DialogContext, turn: Turn, state: dict[str, Any]) -> DialogTurnResult:
        values: Values = state["values"]
        if self.check(turn, values):
            state["step"] = self.steps[-1]
            self._show(turn, state)
            return WAITING
        try:
            ended = await self.end(turn, self._draft(state))
        except Refusal as refusal:
            self._show(turn, state, [str(refusal)])
            return WAITING
        if state.get("also"):
            dc.context.turn_state[REST] = (state["said"], list(state["also"]))
        memory_of(dc).sent[state["draft"]] = ended.key
        turn.show(ended.card, ended.summary)
        if left := values.get(left_over(self.words)):
            turn.show(typed_card(left), strings.YOU_TYPED)
        return await dc.end_dialog(ended.key)

    async def _typed(self, dc: DialogContext, turn: Turn, state: dict[str, Any]) -> DialogTurnResult:
        reading = turn.reading
        if reading.small_talk is not None:
            turn.say(small_talk_answer(reading.small_talk, turn.person.first_name))
            turn.say(strings.STILL_HERE)
            return WAITING
        if self.is_something_else(turn):
            # Which form takes it, the conversation decides: it knows them all.
            dc.context.turn_state[NEW_MATTER] = True
            return WAITING
        turn.say(self.hear(turn, self._draft(state)))
        self._show(turn, state)
        return WAITING

    def _show(self, turn: Turn, state: dict[str, Any], problems: Sequence[str] = ()) -> None:
        """Show the step. The last one shows what will be sent, so it opens only once nothing stands in the way."""
        if state["step"] == self.steps[-1] and (missing := self.check(turn, state["values"])):
            state["step"] = missing[0][0]
            problems = [sentence for step, sentence in missing if step == state["step"]]
        summary = f"Please check: {problems[0]}" if problems else self.what().capitalize()
        turn.show(self.card(turn, self._draft(state), problems), summary)

    def _draft(self, state: Mapping[str, Any]) -> Draft:
        step = state["step"]
        inputs = self.inputs.get(step, ())
        read_as = state.get("read_as") or ()
        return Draft(
            state["draft"], step, state["values"], state["said"], state.get("parent"), inputs, read_as
        )


class CaseForm(Form):
    """A form that ends in a case, or in something done to one."""

    @abstractmethod
    async def send(self, turn: Turn, values: Values) -> Case:
        """The one call to a service that ends the form."""

    @abstractmethod
    def sent(self, turn: Turn, case: Case) -> tuple[Json, str]:
        """The card that takes the form's place once it is sent, and its summary."""

    async def end(self, turn: Turn, draft: Draft) -> Ended:
        case = await self.send(turn, draft.values)
        label, *also = draft.read_as or ("",)
        await note_sent_as(turn.work, turn.desk, case, draft.said, label, also)
        return Ended(case.reference, *self.sent(turn, case))


def _read_as(turn: Turn, said: str) -> list[str]:
    """What triage takes the words for, and what applies as well; nothing where nothing was said yet."""
    if not said:
        return []
    reading = turn.reading_of(said)
    return [reading.label.value, *(one.value for one in reading.also)]


def small_talk_answer(kind: SmallTalk, name: str) -> str:
    """A short answer to small talk."""
    return {
        SmallTalk.GREETING: strings.GREETING.format(name=name),
        SmallTalk.THANKS: strings.THANKS,
        SmallTalk.FAREWELL: strings.FAREWELL,
        SmallTalk.HOW_ARE_YOU: strings.HOW_ARE_YOU,
    }.get(kind, strings.GREETING.format(name=name))
