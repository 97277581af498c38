"""One message or press, worked on exactly once.

The turn's changes (the case, its history, the notices, the dialog state and the mark that this message was
worked on) are committed in one transaction; the answer is sent after that, never before. A resend of the same
message finds the mark and changes nothing. A turn that loses a race is worked on again from what stands now.

An answer is kept beside the mark until it was delivered. What a crash or a failing connection left unsaid is
said on the resend of the message, or by `take_up` and `send_late`. Whoever sends an answer holds its lease (the
replica's name and a time), so that two replicas don't both say it.
"""

from __future__ import annotations

import asyncio
import copy
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from botbuilder.core import TurnContext
from botbuilder.core.invoke_response import InvokeResponse
from botbuilder.schema import Activity, ActivityTypes

from bot.activities import (
    address_of,
    files_of,
    has_attachment,
    is_card_invoke,
    is_passed_message,
    is_shown_anew,
    own_words,
    person_id,
    place_of,
    press_of,
    read_until,
    state_key,
    turn_key,
)
from bot.logs import where
from bot.messages import CARD, MESSAGE, addressed, as_activity, as_json, from_json, without_refresh
from bot.reader import Reader
from cases.desk import Desk
from cases.disclosure.checks import DisclosureDesk
from cases.errors import Conflict
from cases.letters import LetterDesk
from cases.notices import Recipient
from cases.people import Person
from dialogs import strings
from dialogs.conversation import Conversation
from dialogs.memory import Memory
from dialogs.policy_desk import PolicyDesk
from dialogs.turn import FileToRead, Place, Reply, TextToRead, Turn
from integrations.database.conversation_stores import DoneTurn
from integrations.database.unit_of_work import Database, DatabaseWork
from integrations.teams.connector import Connectors
from integrations.teams.outcomes import SendFailed, SendOutcome

log = structlog.get_logger()

_ATTEMPTS = 6
_KEPT_LOCKS = 10_000
TURNS_KEPT = timedelta(days=2)
"""How long it is remembered that a message was worked on. Teams gives up resending within minutes."""

FORGET_EVERY = timedelta(hours=1)
LEASE = timedelta(minutes=5)
"""How long an answer is left to the replica that is sending it. A send gives up in less."""

ANSWERED_WITHIN = timedelta(minutes=15)
"""An answer that could not be sent for longer is not sent any more: the talk has gone on without it."""

_REMOVED = "They removed Ask IG from their Teams. It is sent when they open it again."

_SENT_LATER = frozenset({SendOutcome.THROTTLED, SendOutcome.UNAVAILABLE})
"""How a send ends when Teams surely did not take the message and may do so later."""


class LostEveryRace(Exception):
    """Others kept changing what this turn works on."""


@dataclass(frozen=True)
class Done:
    """What a committed turn answers with, and the notices that it recorded."""

    replies: Sequence[Reply]
    notices: Sequence[str] = ()
    to_read: Sequence[FileToRead | TextToRead] = ()
    is_repeat: bool = False


class Turns:
    """Works on the activities that the edge let in. This is the bot that the adapter runs."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        letters: LetterDesk,
        disclosure: DisclosureDesk,
        policies: PolicyDesk,
        reader: Reader,
        conversation: Conversation,
        connectors: Connectors,
        deliver: Callable[[Sequence[str]], Coroutine[Any, Any, None]],
        read_soon: Callable[[FileToRead | TextToRead], None],
        replica: str,
        *,
        cards_refresh: bool = True,
    ) -> None:
        """`read_soon` takes the files and texts that are to be read after a turn. `replica` is this process's name
        among those that work on the same database. `cards_refresh` says whether the client can ask by itself for a
        card as it stands now."""
        self._database = database
        self._desk = desk
        self._letters = letters
        self._disclosure = disclosure
        self._read_soon = read_soon
        self._policies = policies
        self._reader = reader
        self._conversation = conversation
        self._connectors = connectors
        self._deliver = deliver
        self._replica = replica
        self._cards_refresh = cards_refresh
        self._locks: OrderedDict[str, asyncio.Lock] = OrderedDict()
        self._delivered: set[str] = set()
        self._callers_gone: set[str] = set()
        self._read_again: dict[str, str] = {}
        self._forget_at: datetime | None = None
        self._background: set[asyncio.Task[None]] = set()

    async def on_turn(self, context: TurnContext) -> None:
        """What the adapter calls for each activity."""
        activity = context.activity
        if activity.type == ActivityTypes.message or is_card_invoke(activity) or is_passed_message(activity):
            await self._person_turn(context)
        elif activity.type == ActivityTypes.installation_update:
            await self._installed(context)
        elif activity.type == ActivityTypes.conversation_update:
            await self._members_changed(context)
        elif last_read := read_until(activity):
            await self._has_read(activity, last_read)
        elif activity.type == ActivityTypes.invoke:
            await _answer_invoke(context, 501, None)

    # A person says or presses something.

    async def _person_turn(self, context: TurnContext) -> None:
        activity = context.activity
        person = self._desk.directory.person(person_id(activity))
        if person is None:
            await self._try_to_send(context, [Reply(text=strings.STRANGER)], None)
            return
        key = turn_key(activity)
        try:
            async with self._lock(person.id):
                await self._work_and_answer(context, key, person)
        finally:
            self._callers_gone.discard(key)

    async def _work_and_answer(self, context: TurnContext, key: str, person: Person) -> None:
        try:
            done = await self._committed(context, key, person)
        except Exception as error:
            error_id = self._desk.new_id()[:8]
            log.error("turn failed", error_id=error_id, where=where(error), person=person.id)
            await self._try_to_send(context, [Reply(text=strings.WENT_WRONG.format(error=error_id))], person)
            return
        # From here on the turn stands: whatever becomes of the answer, the notices go out.
        self._deliver_soon(done.notices)
        for asked in done.to_read:
            self._read_soon(asked)
        if done.is_repeat:
            await self._answer_again(context, done.replies)
        elif await self._try_to_send(context, done.replies, person):
            self._delivered.add(key)

    async def _try_to_send(
        self, context: TurnContext, replies: Sequence[Reply], person: Person | None
    ) -> bool:
        """Send the replies. False when Teams did not take them and they are to be sent later."""
        try:
            await self._send_all(context, replies, person)
        except SendFailed as failed:
            log.warning("answer not sent", reason=failed.reason, person=person.id if person else None)
            return failed.outcome not in _SENT_LATER
        return True

    def caller_gone(self, activity: Activity) -> None:
        """The request that brought this activity was acknowledged before its turn ended, so what would have been
        its answer has to be sent as a message."""
        self._callers_gone.add(turn_key(activity))

    def _deliver_soon(self, notices: Sequence[str]) -> None:
        """Hand notices to the engine without keeping anybody waiting. What is lost here, its sweep finds."""
        if notices:
            task = asyncio.create_task(self._deliver(notices))
            self._background.add(task)
            task.add_done_callback(self._background_done)

    def _background_done(self, task: asyncio.Task[None]) -> None:
        self._background.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.warning("notices not queued", where=where(error))

    async def settle(self) -> None:
        """Wait until everything that was begun is handed over."""
        while self._background:
            await asyncio.gather(*self._background, return_exceptions=True)

    async def _committed(self, context: TurnContext, key: str, person: Person) -> Done:
        for attempt in range(_ATTEMPTS):
            try:
                return await self._attempt(context, key, person)
            except Conflict:
                log.info("turn tried again", person=person.id, attempt=attempt)
        raise LostEveryRace(f"after {_ATTEMPTS} attempts")

    async def _attempt(self, context: TurnContext, key: str, person: Person) -> Done:
        activity = context.activity
        now = self._desk.time()
        reading_of, scan_of = self._reader.for_turn(now)
        text = own_words(activity)
        if len(text) <= 20_000 and text:
            # Read before the transaction begins, so that nobody waits for it.
            reading_of(text)
        async with self._database.work() as work:
            opening = await work.turns.open(key, state_key(activity, person.id), Recipient.person(person.id))
            if opening.done is not None:
                return await self._repeated(work, key, opening.done, now)
            stored = opening.stored
            memory = self._memory_of(stored.state, person)
            turn = Turn(
                person=person,
                place=place_of(activity),
                text=text,
                press=press_of(activity),
                files=files_of(activity),
                work=work,
                desk=self._desk,
                letters=self._letters,
                disclosure=self._disclosure,
                policies=self._policies,
                now=now,
                reading_of=reading_of,
                scan_of=scan_of,
            )
            revived: Sequence[str] = ()
            if turn.place is Place.PERSONAL:
                revived = await self._remember_address(
                    work, activity, person, opening.address, has_unreached=opening.has_unreached
                )
            if not text and turn.press is None and has_attachment(activity) and not turn.files:
                turn.say(strings.ONLY_ATTACHMENT)
            else:
                await self._conversation.handle(context, turn, memory)
            if not self._cards_refresh:
                turn.replies = [without_refresh(reply) for reply in turn.replies]
            if turn.choose_team_channel:
                revived = [*revived, *await self._use_as_team_channel(work, activity)]
            state = memory.as_json()
            if state != stored.state:
                await work.dialog_states.save(state_key(activity, person.id), stored.version, state, now)
            await work.turns.record(key, self._kept(activity, person, turn), self._replica, now)
            await work.commit()
        return Done(turn.replies, [*revived, *work.notices.recorded], turn.to_read)

    async def _repeated(self, work: DatabaseWork, key: str, before: DoneTurn, now: datetime) -> Done:
        """A message that was worked on before: answered again, unless that was done or somebody is about to."""
        kept = before.replies or {}
        replies = [from_json(one) for one in kept.get("replies", ())]
        is_anothers = kept.get("by") != self._replica and before.at > now - LEASE
        if before.delivered or key in self._delivered or is_anothers:
            return Done(replies, is_repeat=True)
        taken = await work.turns.take(key, before, self._replica, now)
        await work.commit()
        return Done(replies, is_repeat=not taken)

    @staticmethod
    def _kept(activity: Activity, person: Person, turn: Turn) -> dict[str, Any]:
        """The answer as it is kept until it was delivered, with all that is needed to send it later."""
        return {
            "replies": [as_json(reply) for reply in turn.replies],
            "person": person.id,
            "is_private": turn.place is Place.PERSONAL,
            "only_private": is_passed_message(activity),
            "address": {**address_of(activity), "conversation": activity.conversation.id},
            "since": turn.now.isoformat(),
        }

    def _memory_of(self, stored: Mapping[str, Any], person: Person) -> Memory:
        """The memory from what is stored. What can't be read is left behind, so that it locks nobody out."""
        # A copy: forms change their values in place, and what changed is told by comparing with what was stored.
        state = copy.deepcopy(stored)
        try:
            sound = {
                **state,
                "stack": [row for row in state.get("stack") or () if _is_sound(row)],
                "drafts": [row for row in state.get("drafts") or () if _is_sound(row)],
            }
            return Memory.from_json(sound, self._conversation.dialog_names)
        except (TypeError, ValueError, AttributeError, KeyError) as error:
            log.error("dialog state unreadable", where=where(error), person=person.id)
            return Memory()

    async def _use_as_team_channel(self, work: DatabaseWork, activity: Activity) -> Sequence[str]:
        address = address_of(activity)
        await work.addresses.put(Recipient.team(), address, self._desk.time())
        return await work.outbox.revive(Recipient.team(), self._desk.time())

    async def _remember_address(
        self,
        work: DatabaseWork,
        activity: Activity,
        person: Person,
        known: Mapping[str, Any] | None,
        *,
        has_unreached: bool,
    ) -> Sequence[str]:
        """Note where the person is reached in private; returns the notices that waited for it."""
        recipient = Recipient.person(person.id)
        address = address_of(activity)
        if known != address:
            await work.addresses.put(recipient, address, self._desk.time())
            await work.installs.forget(person.id)
        return await work.outbox.revive(recipient, self._desk.time()) if has_unreached else ()

    @staticmethod
    async def _answer_again(context: TurnContext, replies: Sequence[Reply]) -> None:
        """A resend of what was worked on and answered: only an invoke wants its answer again."""
        if is_passed_message(context.activity):
            await _answer(context, 200, {"task": {"type": "message", "value": strings.IN_PRIVATE}})
        if is_card_invoke(context.activity):
            shown = next((one for one in replies if one.card is not None and not one.in_private), None)
            answer = (CARD, dict(shown.card or {})) if shown else (MESSAGE, "That was done already.")
            await _answer_invoke(context, 200, answer)

    # Installed, removed, members.

    async def _installed(self, context: TurnContext) -> None:
        activity = context.activity
        person = self._desk.directory.person(person_id(activity))
        if place_of(activity) is not Place.PERSONAL or person is None:
            return
        if activity.action == "remove":
            async with self._lock(person.id), self._database.work() as work:
                recipient = Recipient.person(person.id)
                await work.addresses.forget(recipient)
                await work.outbox.leave_unreached(recipient, _REMOVED, self._desk.time())
                await work.installs.note_removed(person.id)
                await work.commit()
            return
        await self._arrive(context, person)

    async def _members_changed(self, context: TurnContext) -> None:
        activity = context.activity
        bot = activity.recipient.id if activity.recipient else None
        if place_of(activity) is not Place.PERSONAL or bot not in {
            one.id for one in activity.members_added or ()
        }:
            return
        person = self._desk.directory.person(person_id(activity))
        if person is not None:
            await self._arrive(context, person)

    async def _arrive(self, context: TurnContext, person: Person) -> None:
        """Greet somebody on first meeting, and let what waited for them go out."""
        async with self._lock(person.id):
            async with self._database.work() as work:
                known, has_unreached = await work.addresses.standing(Recipient.person(person.id))
                revived = await self._remember_address(
                    work, context.activity, person, known, has_unreached=has_unreached
                )
                await work.commit()
            self._deliver_soon(revived)
            if known is None:
                await self._try_to_send(
                    context, self._conversation.welcome(self._desk.directory, person), person
                )

    # Seen.

    async def _has_read(self, activity: Activity, last_read: str) -> None:
        """Note what somebody has read of what they were told."""
        person = self._desk.directory.person(person_id(activity))
        if person is not None and await self._noted_read(person.id, last_read):
            self._read_again[person.id] = last_read

    async def note_read(self) -> None:
        """Somebody may have read a message before its id was written down: then it is noted once more."""
        for person, last_read in list(self._read_again.items()):
            del self._read_again[person]
            if await self._noted_read(person, last_read):
                self._read_again.setdefault(person, last_read)

    async def _noted_read(self, person: str, last_read: str) -> bool:
        """Note it. True where it is to be noted once more."""
        async with self._lock(person), self._database.work() as work:
            is_being_sent = await work.notices.note_read_until(Recipient.person(person), last_read)
            await work.commit()
        return is_being_sent

    # Sending.

    async def _send_all(self, context: TurnContext, replies: Sequence[Reply], person: Person | None) -> None:
        """Send replies in order. After a press, the first card takes the place of the card that was pressed."""
        activity = context.activity
        if is_passed_message(activity):
            await self._answer_passed(context, replies, person)
            return
        is_invoke = is_card_invoke(activity)
        rest = list(replies)
        answer: tuple[str, Any] | None = None
        only_answered: Reply | None = None
        if press_of(activity) is not None:
            first = next((one for one in rest if one.card is not None and not one.in_private), None)
            if first is not None:
                answer = (CARD, dict(first.card or {}))
                if not is_shown_anew(activity) and await self._replace_card(context, first):
                    rest.remove(first)
                elif is_invoke:
                    rest.remove(first)
                    only_answered = first
            elif is_invoke and rest and not rest[0].in_private and not rest[0].card:
                only_answered = rest.pop(0)
                answer = (MESSAGE, only_answered.text)
        try:
            for reply in rest:
                if reply.in_private and place_of(activity) is not Place.PERSONAL:
                    await self._send_in_private(context, reply, person)
                else:
                    await context.send_activity(as_activity(reply))
            if only_answered is not None and turn_key(activity) in self._callers_gone:
                await context.send_activity(as_activity(only_answered))
        finally:
            if is_invoke:
                await _answer_invoke(context, 200, answer or (MESSAGE, "Done."))

    async def _answer_passed(
        self, context: TurnContext, replies: Sequence[Reply], person: Person | None
    ) -> None:
        """The talk goes on in private; where the message was handed over, one sentence says so in a small window.

        The window is the answer that Teams documents for a message extension's `fetchTask`.
        """
        for reply in replies:
            if reply.in_private:
                await self._send_in_private(context, reply, person)
        said = next(
            (reply.text for reply in replies if not reply.in_private and reply.text), strings.IN_PRIVATE
        )
        await _answer(context, 200, {"task": {"type": "message", "value": said}})

    async def _replace_card(self, context: TurnContext, reply: Reply) -> bool:
        """Put the card in the place of the one that was pressed, for everybody who sees it. False if it can't be."""
        if not context.activity.reply_to_id:
            return False
        changed = as_activity(reply)
        changed.id = context.activity.reply_to_id
        try:
            await context.update_activity(changed)
        except SendFailed as failed:
            log.warning("card not replaced", reason=failed.reason)
            return False
        return True

    async def _send_in_private(self, context: TurnContext, reply: Reply, person: Person | None) -> None:
        address = None
        if person is not None:
            async with self._database.work() as work:
                address = await work.addresses.find(Recipient.person(person.id))
        try:
            if address is None:
                address = await self._open_private_chat(context)
            activity = addressed(as_activity(reply), address)
            await self._connectors.to(address["service_url"]).conversations.send_to_conversation(
                address["conversation"], activity
            )
        except SendFailed as failed:
            log.warning("no private chat", reason=failed.reason)
            if not is_passed_message(context.activity):
                await context.send_activity(as_activity(Reply(text=strings.OPEN_PRIVATE)))

    async def _open_private_chat(self, context: TurnContext) -> dict[str, Any]:
        """Open the one-to-one chat with whoever spoke. Teams refuses it where the app is not installed."""
        activity = context.activity
        address = address_of(activity)
        made = await self._connectors.to(activity.service_url).conversations.create_conversation(
            {
                "isGroup": False,
                "bot": address["bot"],
                "members": [{"id": activity.from_property.id}],
                "tenantId": address["tenant"],
                "channelData": {"tenant": {"id": address["tenant"]}},
            }
        )
        return {**address, "conversation": made.id}

    # Housekeeping.

    async def note_delivered(self) -> None:
        """Write down which answers were delivered, many at a time, and forget turns of days ago."""
        keys = list(self._delivered)
        now = self._desk.time()
        is_time_to_forget = self._forget_at is None or now >= self._forget_at
        if not keys and not is_time_to_forget:
            return
        async with self._database.work() as work:
            await work.turns.delivered(keys)
            if is_time_to_forget:
                await work.turns.forget_before(now - TURNS_KEPT)
            await work.commit()
        # Only now: a resend in between finds the answer here or there.
        self._delivered.difference_update(keys)
        if is_time_to_forget:
            self._forget_at = now + FORGET_EVERY

    async def take_up(self) -> None:
        """Send the answers that a process of this name left unsent when it stopped. For the start."""
        now = self._desk.time()
        async with self._database.work() as work:
            left = await work.turns.claim_of(self._replica, now)
            await work.commit()
        await self._answer_late(left)

    async def send_late(self) -> None:
        """Send the answers that nobody was able to send for as long as a lease lasts."""
        now = self._desk.time()
        async with self._database.work() as work:
            left = await work.turns.claim_before(now - LEASE, now)
            await work.commit()
        await self._answer_late(left)

    async def _answer_late(self, left: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        for key, kept in left:
            try:
                async with self._lock(str(kept.get("person"))):
                    if await self._is_done_with(key, kept) or await self._answered_late(kept):
                        self._delivered.add(key)
            except Exception as error:
                log.error("late answer failed", where=where(error), person=kept.get("person"))
                self._delivered.add(key)

    async def _is_done_with(self, key: str, kept: Mapping[str, Any]) -> bool:
        """Whether the answer was sent since it was claimed, or is too old to be sent."""
        if key in self._delivered or "since" not in kept:
            return True
        if datetime.fromisoformat(kept["since"]) < self._desk.time() - ANSWERED_WITHIN:
            return True
        async with self._database.work() as work:
            stands = await work.turns.find(key)
        return stands is None or stands.delivered

    async def _answered_late(self, kept: Mapping[str, Any]) -> bool:
        """Send a kept answer as messages. False when Teams could not take it and may do so later."""
        for reply in map(from_json, kept["replies"]):
            address: Mapping[str, Any] | None = kept["address"]
            if reply.in_private and not kept["is_private"]:
                async with self._database.work() as work:
                    address = await work.addresses.find(Recipient.person(kept["person"]))
            elif kept["only_private"]:
                continue
            if address is None:
                continue
            try:
                await self._connectors.to(address["service_url"]).conversations.send_to_conversation(
                    address["conversation"], addressed(as_activity(reply), address)
                )
            except SendFailed as failed:
                log.warning("answer not sent", reason=failed.reason, person=kept["person"])
                return failed.outcome not in _SENT_LATER
        return True

    def _lock(self, person: str) -> asyncio.Lock:
        """One turn a person at a time. The oldest locks that nobody holds are dropped beyond a bound."""
        lock = self._locks.get(person)
        if lock is None:
            lock = self._locks[person] = asyncio.Lock()
            if len(self._locks) > _KEPT_LOCKS:
                for known, old in list(self._locks.items())[:100]:
                    if not old.locked() and known != person:
                        del self._locks[known]
        return lock


def _is_sound(row: object) -> bool:
    """Whether a stored draft has what every form relies on."""
    state = row.get("state") if isinstance(row, Mapping) else None
    return (
        isinstance(row, Mapping)
        and isinstance(row.get("id"), str)
        and isinstance(state, Mapping)
        and isinstance(state.get("values"), Mapping)
        and all(isinstance(state.get(name), str) for name in ("draft", "step", "said"))
    )


async def _answer_invoke(context: TurnContext, status: int, answer: tuple[str, Any] | None) -> None:
    """Answer an invoke: the card or sentence that the client shows."""
    await _answer(
        context, status, {"statusCode": 200, "type": answer[0], "value": answer[1]} if answer else None
    )


async def _answer(context: TurnContext, status: int, body: dict[str, Any] | None) -> None:
    await context.send_activity(
        Activity(type=ActivityTypes.invoke_response, value=InvokeResponse(status=status, body=body))
    )
