"""What a message to many begins from: one that is ready, a draft, an older one, what incidents teach or a policy that
changed; and its test."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from cases.audience import Audience
from cases.broadcasts import Broadcast, BroadcastKind, BroadcastState
from cases.broadcasts.lessons import WITHIN, lesson_content
from cases.broadcasts.permissions import broadcast_for, require_may_broadcast
from cases.broadcasts.steps import name_of
from cases.broadcasts.texts import bitesize_content, bitesizes
from cases.broadcasts.writing import Overtaken, broadcasts_of, save_draft, send_test
from cases.words import LONDON
from dialogs import strings
from dialogs.audiences import key_of
from dialogs.broadcast_values import content_of, values_of
from dialogs.broadcasts import view_standing
from dialogs.cards import write_broadcast as cards
from dialogs.cards.menu import said_card
from dialogs.drafts import carry_on
from dialogs.form import Values
from dialogs.memory import MOST_DRAFTS
from dialogs.talk import Talk
from dialogs.turn import Press, Turn
from dialogs.write_broadcast import FORM, NOW, WriteBroadcast

_CHANGEABLE: Final = (BroadcastState.DRAFT, BroadcastState.SCHEDULED)


async def show_ready(turn: Turn) -> None:
    """What a bitesize can begin from: one that is ready, an empty one, or a draft that was saved."""
    drafts = await broadcasts_of(turn.work, turn.person, (BroadcastState.DRAFT,))
    ready = [(one.id, one.title) for one in bitesizes().values()]
    saved = [(one.title, _saved_line(turn, one), one.id) for one in drafts]
    turn.show(cards.ready_card(ready, saved, turn.desk.new_id()), strings.WRITE_A_BITESIZE)


def _saved_line(turn: Turn, draft: Broadcast) -> str:
    return f"Draft by {name_of(turn.desk.directory, draft.by)}"


async def start_pressed(talk: Talk, press: Press) -> None:
    """Begin from what was chosen."""
    require_may_broadcast(talk.turn.person)
    chosen, once = bitesize_content(press.text("ready")), press.text("once")[:64]
    if once and (begun := _unfinished(talk, "once", once)):
        # A second press of the same button.
        carry_on(talk, begun)
    else:
        await _begin(talk, {**(values_of(chosen) if chosen else {}), "once": once})


async def edit_pressed(talk: Talk, press: Press) -> None:
    """Go on with a draft that was saved, or change one that is scheduled."""
    turn = talk.turn
    saved = await broadcast_for(turn.work, turn.person, press.text("broadcast")[:64])
    begun = _unfinished(talk, "broadcast", saved.id)
    if begun:
        carry_on(talk, begun)
    elif saved.state not in _CHANGEABLE:
        turn.show(*await view_standing(turn, saved, strings.BITESIZE_STANDS))
    else:
        filled = {**values_of(saved.content), "broadcast": saved.id, "seen": len(saved.steps)}
        if saved.send_at and saved.send_at > turn.now:
            filled |= {"when": _typed_moment(saved.send_at), "at": saved.send_at.isoformat()}
        await _begin(talk, filled)


async def copy_pressed(talk: Talk, press: Press) -> None:
    """Begin a new one from one that there is."""
    before = await broadcast_for(talk.turn.work, talk.turn.person, press.text("broadcast")[:64])
    await _begin(talk, values_of(before.content))


async def lesson_pressed(talk: Talk, press: Press) -> None:
    """Write what was proposed after incidents of one kind in one service. What was begun already is gone on with, by a
    colleague too."""
    turn = talk.turn
    content = lesson_content(turn.desk, turn.person, press.text("category"), press.text("service"))
    if begun := _unfinished(talk, "about", content.about):
        carry_on(talk, begun)
    elif there := await _written_lately(turn, content.about):
        turn.show(*await view_standing(turn, there, strings.LESSON_WRITTEN))
    else:
        await _begin(talk, {**values_of(content), "when": NOW})


async def _written_lately(turn: Turn, about: str) -> Broadcast | None:
    """What was saved about the same since it may have been proposed."""
    states = [state for state in BroadcastState if state is not BroadcastState.CANCELLED]
    since = turn.now - timedelta(days=WITHIN)
    saved = await broadcasts_of(turn.work, turn.person, states)
    return next((one for one in saved if one.about == about and one.made_at >= since), None)


async def begin_news(talk: Talk, title: str, audience: Audience, about: str) -> None:
    """Write to those whom a policy touches, and ask for "I have read it". Once begun, it is gone on with."""
    if begun := _unfinished(talk, "about", about):
        carry_on(talk, begun)
        return
    kind = BroadcastKind.POLICY_NEWS.value
    filled = {"kind": kind, "headline": title, "audience": key_of(audience), "about": about, "when": NOW}
    await _begin(talk, filled)


async def not_now_pressed(turn: Turn, _: Press) -> None:
    """Leave a proposal aside."""
    require_may_broadcast(turn.person)
    turn.show(said_card(strings.LESSON_LEFT), strings.LESSON_LEFT)


async def test_pressed(talk: Talk, press: Press) -> None:
    """Send the bitesize as it stands to its writer alone."""
    if not talk.memory.bring_up(press.text("draft")):
        talk.turn.say(strings.DRAFT_GONE)
        return
    await test(talk)


async def test(talk: Talk) -> None:
    """The same for the one that is open, when it is typed."""
    form, turn = talk.form, talk.turn
    if not isinstance(form, WriteBroadcast):
        turn.say(strings.NOTHING_TO_TEST)
        return
    state = talk.memory.stack[0].state
    values: Values = state["values"]
    state["step"] = form.steps[-1]
    sent = "" if form.check(turn, values) else await _send_test(turn, values)
    form.again(turn, state)
    if sent:
        turn.say(sent)


async def _send_test(turn: Turn, values: Values) -> str:
    """Send what the form holds as a test, and return what to say of it; nothing where a colleague was quicker."""
    content, seen = content_of(values), values.get("seen")
    try:
        tested = await send_test(turn.work, turn.desk, turn.person, values["broadcast"], content, seen)
    except Overtaken as overtaken:
        values["overtaken"] = str(overtaken)
        return ""
    if tested.state is BroadcastState.SCHEDULED:
        return strings.TEST_SENT_APART
    values["seen"] = len(tested.steps)
    return strings.TEST_SENT


async def save_anew_pressed(talk: Talk, press: Press) -> None:
    """Save what was typed as a message of its own, where a colleague was quicker on the one that it was to change."""
    turn = talk.turn
    require_may_broadcast(turn.person)
    form = talk.form if talk.memory.bring_up(press.text("draft")) else None
    if not isinstance(form, WriteBroadcast):
        turn.say(strings.DRAFT_GONE)
        return
    state = talk.memory.stack[0].state
    values: Values = state["values"]
    if values.get("overtaken"):
        values |= {"broadcast": turn.desk.new_id(), "seen": 0, "overtaken": ""}
        saved = await save_draft(turn.work, turn.desk, turn.person, values["broadcast"], content_of(values))
        values["seen"] = len(saved.steps)
        turn.say(strings.SAVED_ANEW)
    form.again(turn, state)


def _unfinished(talk: Talk, name: str, value: str) -> str:
    """The draft of a bitesize in which this stands; empty where there is none."""
    found = (
        str(one.state["draft"])
        for one in talk.memory.unfinished
        if one.id == FORM and one.state["values"].get(name) == value
    )
    return next(found, "")


async def _begin(talk: Talk, filled: Values) -> None:
    turn = talk.turn
    if len(talk.memory.unfinished) >= MOST_DRAFTS:
        turn.say(strings.TOO_MANY_DRAFTS)
        return
    if talk.form:
        turn.say(strings.PUT_ASIDE.format(what=talk.form.what()))
    await talk.dc.begin_dialog(FORM, {"filled": filled})


def _typed_moment(at: datetime) -> str:
    """A moment as it can be typed."""
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%B %Y} at {local:%H:%M}"
