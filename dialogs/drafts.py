"""What can be done with a draft at any time: leave it, go on, change it, send it, start it again, throw it away."""

from __future__ import annotations

from collections.abc import Mapping

from cases.asks import coordinates
from cases.broadcasts.permissions import may_broadcast
from cases.permissions import case_for, works_cases
from cases.questions import may_answer
from dialogs import strings
from dialogs.answers import put_together
from dialogs.broadcasts import show_again
from dialogs.cards import menu
from dialogs.case_views import view_case
from dialogs.own_words import left_over
from dialogs.shown import is_marked
from dialogs.talk import Talk
from dialogs.turn import Press


def show_menu(talk: Talk, kept: str = "") -> None:
    """What the bot can do. `kept` is the key of words that its buttons shall begin with."""
    shown = menu.menu_card(
        coordinates=coordinates(talk.turn.desk.directory, talk.turn.person),
        works_cases=works_cases(talk.turn.person),
        answers_questions=may_answer(talk.turn.person),
        broadcasts=may_broadcast(talk.turn.person),
        drafts=len(talk.memory.unfinished),
        kept=kept,
    )
    talk.turn.show(shown, strings.WHAT_I_CAN_DO)


def show_drafts(talk: Talk) -> None:
    """Everything unfinished, each to continue or throw away."""
    drafts = []
    for one in talk.memory.unfinished:
        form = talk.forms[one.id]
        drafts.append((form.what(), one.state["values"][form.words], one.state["draft"]))
    if drafts:
        talk.turn.show(menu.drafts_card(drafts), strings.YOUR_DRAFTS)
    else:
        talk.turn.say(strings.NOTHING_TO_CONTINUE)


def cancel(talk: Talk) -> None:
    """Put the draft under way aside. Nothing is lost."""
    instance = talk.memory.put_aside()
    if instance is None:
        talk.turn.say(strings.NOTHING_TO_CANCEL)
        return
    form = talk.forms[instance.id]
    talk.turn.show(menu.draft_card(form.what(), instance.state["draft"]), strings.KEPT)
    _top_again(talk)


def leave(talk: Talk, draft: str) -> None:
    """The button that puts a draft aside, with what stood in its card's boxes."""
    if not talk.memory.bring_up(draft):
        _gone(talk)
        return
    _keep_what_was_typed(talk, draft)
    cancel(talk)


def carry_on(talk: Talk, draft: str = "") -> None:
    """Go on with a draft; without one named, with the newest."""
    unfinished = talk.memory.unfinished
    if not draft and unfinished:
        draft = unfinished[0].state["draft"]
    if not draft or not talk.memory.bring_up(draft):
        talk.turn.say(strings.DRAFT_GONE if draft else strings.NOTHING_TO_CONTINUE)
        return
    if len(unfinished) > 1:
        talk.turn.say(strings.OTHER_DRAFTS.format(count=len(unfinished) - 1))
    instance = talk.memory.stack[0]
    talk.forms[instance.id].again(talk.turn, instance.state)


def discard(talk: Talk, draft: str = "") -> None:
    """Throw a draft away; without one named, the newest."""
    memory = talk.memory
    if not draft and memory.unfinished:
        draft = memory.unfinished[0].state["draft"]
    was_on_top = bool(memory.stack) and memory.stack[0].state.get("draft") == draft
    if not draft or not memory.discard(draft):
        talk.turn.say(strings.DRAFT_GONE if draft else strings.NOTHING_TO_CONTINUE)
        return
    talk.turn.show(menu.said_card(strings.DISCARDED), strings.DISCARDED)
    if was_on_top:
        _top_again(talk)


def _top_again(talk: Talk) -> None:
    if talk.memory.stack:
        instance = talk.memory.stack[0]
        form = talk.forms[instance.id]
        talk.turn.say(strings.BACK_TO.format(what=form.what()))
        form.again(talk.turn, instance.state)


async def start_again(talk: Talk) -> None:
    """Begin the form under way anew from the words typed so far; its ticks, times and counts are read afresh."""
    if talk.form is None:
        talk.turn.say(strings.NOTHING_TO_START_AGAIN)
        return
    instance = talk.memory.stack[0]
    values, words = instance.state["values"], talk.form.words
    said = values[words] or instance.state["said"]
    talk.turn.say(strings.STARTED_AGAIN)
    also, left = instance.state.get("also", []), values.get(left_over(words), "")
    await talk.dc.replace_dialog(instance.id, {"said": said, "also": also, "left_over": left})


def back(talk: Talk) -> None:
    """One step back."""
    if talk.form is None:
        talk.turn.say(strings.NOTHING_OPEN)
        return
    state = talk.memory.stack[0].state
    at = talk.form.steps.index(state["step"])
    if at == 0:
        talk.turn.say(strings.NOTHING_BEFORE)
    state["step"] = talk.form.steps[max(0, at - 1)]
    talk.form.again(talk.turn, state)


def go_on(talk: Talk) -> None:
    """The typed "next"."""
    if talk.form is None:
        talk.turn.say(strings.NOTHING_OPEN)
        return
    talk.form.go_on(talk.turn, talk.memory.stack[0].state)


async def send(talk: Talk) -> None:
    """The typed "send": sends from the last card; before it, everything is shown first."""
    if talk.form is None:
        talk.turn.say(strings.NOTHING_TO_SEND)
        return
    await talk.form.send_now(talk.dc)


def change(talk: Talk, what: str) -> bool:
    """The typed "change the date": False when no form is open or nothing in it is called so."""
    return talk.form is not None and talk.form.change(talk.turn, talk.memory.stack[0].state, what)


async def pressed(talk: Talk, draft: str) -> None:
    """A button of a form's card."""
    if talk.memory.bring_up(draft):
        await talk.dc.continue_dialog()
    elif key := talk.memory.sent.get(draft):
        await _show_sent(talk, key)
        if typed := _typed_into(talk.turn.press):
            talk.turn.show(menu.typed_card(typed), strings.YOU_TYPED)
    else:
        _gone(talk)


async def _show_sent(talk: Talk, key: str) -> None:
    """What a form ended in, for a second press on its old card."""
    if await show_again(talk.turn, key, strings.BITESIZE_SENT_ALREADY):
        return
    case = await case_for(talk.turn.work, talk.turn.person, key)
    note = f"This was already sent as {key}. Nothing was sent twice."
    talk.turn.show(*await view_case(talk.turn, case, note))


def merge(talk: Talk, draft: str) -> None:
    """What was taken for a new matter belongs to the draft before it: its words go there."""
    memory = talk.memory
    source = memory.find(draft)
    target = memory.find(source.state["parent"]) if source and source.state.get("parent") else None
    _keep_what_was_typed(talk, draft)
    if source is None or target is None or source is target:
        _gone(talk)
        return
    own, name = talk.forms[source.id].words, talk.forms[target.id].words
    kept, values = source.state["values"], target.state["values"]
    words = f"{kept[own]}\n{kept.get(left_over(own), '')}".strip()
    joined = put_together(values[name], words)
    if joined is None:
        talk.turn.say(strings.TOO_MUCH_FOR_ONE)
        return
    values[name] = joined
    values["flagged"] = talk.turn.flagged(joined)
    memory.discard(draft)
    memory.bring_up(target.state["draft"])
    talk.forms[target.id].again(talk.turn, target.state)


def _gone(talk: Talk) -> None:
    """The draft of a card is not there any more. What was typed into the card since is shown, not swallowed."""
    typed = _typed_into(talk.turn.press)
    if typed:
        talk.turn.show(menu.typed_card(typed, strings.DRAFT_GONE), strings.DRAFT_GONE)
    else:
        talk.turn.say(strings.DRAFT_GONE)


def _typed_into(press: Press | None) -> str:
    """The sentences in a card's boxes that are not as the card showed them."""
    marks = press.data.get("shown") if press else None
    if press is None or not isinstance(marks, Mapping):
        return ""
    typed = [
        text for name in marks if " " in (text := press.text(name)) and not is_marked(text, press.shown(name))
    ]
    return "\n\n".join(typed)


def _keep_what_was_typed(talk: Talk, draft: str) -> None:
    """Put what stands in a card's boxes into its draft, right or wrong: it can be put right later."""
    instance = talk.memory.find(draft)
    press = talk.turn.press
    if instance is None or press is None:
        return
    form, step = talk.forms[instance.id], press.text("step")
    if step in form.steps:
        form.take(talk.turn, step, press, instance.state["values"])
