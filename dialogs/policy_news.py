"""News of policies in the chat: an officer learns that one has changed, and tells those whom it touches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cases.broadcasts.permissions import require_may_broadcast
from cases.notices import Notice
from cases.policies import Passage
from cases.policy_news import PolicyChange, about_policy, key_of, whom_it_touches
from cases.words import LONDON
from dialogs import strings
from dialogs.broadcast_starts import begin_news
from dialogs.cards import policy_news as cards
from dialogs.cards.parts import LINE_AT_MOST, Json, shortened
from dialogs.policy_questions import library_of
from dialogs.policy_words import how_old
from dialogs.talk import Talk
from dialogs.turn import Press, Turn


def view_noticed_change(notice: Notice) -> tuple[Json, str]:
    """What an officer is told of a policy that is new or has changed, and its summary."""
    facts = notice.facts
    happened = _happened(facts)
    name = _named(str(facts["policy"]), str(facts["title"]))
    key, title, _, _ = _before(facts)
    is_renamed = PolicyChange(facts["change"]) is PolicyChange.NEW_NAME
    was = strings.POLICY_WAS_CALLED.format(name=_named(key, title)) if is_renamed else ""
    return cards.changed_card(name, happened, was, {"policy": facts["policy"]}), f"{name}: {happened}"


def _named(key: str, title: str) -> str:
    return shortened(f"{key} {title}" if key != title else title, LINE_AT_MOST)


def _before(facts: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """The number, title, version and text of the policy before it changed; empty where there was none."""
    key, title, version, text = facts.get("before") or ("", "", "", "")
    return key, title, version, text


def _happened(facts: Mapping[str, Any]) -> str:
    change = PolicyChange(facts["change"])
    if change is PolicyChange.NEW:
        return strings.POLICY_IS_NEW
    if change is PolicyChange.NEW_TEXT:
        return strings.POLICY_HAS_NEW_TEXT
    if change is PolicyChange.NEW_NAME:
        return strings.POLICY_HAS_NEW_NAME
    _, _, version, _ = _before(facts)
    was = f" ({version} before)" if version else ""
    return strings.POLICY_HAS_NEW_VERSION.format(version=facts["version"], was=was)


async def tell_pressed(talk: Talk, press: Press) -> None:
    """Begin to write to those whom the policy touches. Once begun, it is gone on with."""
    turn = talk.turn
    require_may_broadcast(turn.person)
    passage = await _first_of(turn, press.text("policy"))
    if passage is None:
        turn.say(strings.POLICY_IS_GONE)
        return
    audience = whom_it_touches(passage.policy, turn.desk.directory)
    await begin_news(
        talk,
        strings.POLICY_NEWS_TITLE.format(policy=passage.policy.name),
        audience,
        about_policy(passage.policy),
    )


async def open_pressed(turn: Turn, press: Press) -> None:
    """A policy with the link that opens it for this person."""
    passage = await _first_of(turn, press.text("policy"))
    if passage is None:
        turn.say(strings.POLICY_IS_GONE)
        return
    age = how_old(passage.policy, turn.now.astimezone(LONDON).date())
    link = turn.policies.link(passage, turn.person.id)
    # On a message about it, or a test of one, that is one press away.
    message = {name: press.text(name)[:64] for name in ("broadcast", "test") if press.text(name)}
    turn.show(cards.open_card(passage.policy, age, link, message), passage.policy.name)


async def _first_of(turn: Turn, key: str) -> Passage | None:
    """The first passage of the policy with this key, as it stands now."""
    library = await library_of(turn)
    return next((one for one in library.passages if key and key_of(one.policy) == key), None)
