"""The council's policies: read at start and when they change, indexed with the answers that the IG team saved, and
shown in a browser."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from html import escape
from http import HTTPStatus
from typing import Final

import structlog
from aiohttp import web

from bot.links import PolicyLinks, anchor_of
from bot.opening import LinkRefused, Opening
from bot.pages import html_page
from cases.desk import Desk
from cases.policies import Passage, PassageKind, PolicySource, ReadPolicies, policies_of
from cases.ports import Now
from cases.question import saved_answer_in
from cases.words import LONDON
from dialogs.cards.policy import plain, row_facts
from dialogs.policy_words import citation, how_old
from integrations.database.unit_of_work import Database
from nlp.policies.library import PolicyLibrary
from nlp.policies.vectors import Encoder

log = structlog.get_logger()

EXPIRED: Final = "This link has run out. Ask your question in Teams again, and open the policy from there."
NOTHING_HERE: Final = "There is nothing at this address. Ask your question in Teams again."
NOT_YOURS: Final = "This page is not open to you. If it should be, please ask the IG team."
GONE: Final = "This section is no longer in the policies as it was. Ask your question in Teams again."
_OPENING: Final = Opening("policy", EXPIRED, NOTHING_HERE, NOT_YOURS)


LOOKED_AT_EVERY: Final = timedelta(minutes=1)
"""How often it is looked whether a policy changed, at most."""

KEPT_WHILE_AWAY: Final = timedelta(hours=1)
"""How long policies are answered from when none is there any more: a share that is away looks like an empty folder."""


class PolicyShelf:
    """The policies as they are, and the library of them and the saved answers.

    A policy that changes is read and indexed beside what stands, which answers until the new one is there. Where there
    is an encoder, the first library answers by words alone, until what it makes of the passages is there too.
    """

    def __init__(self, source: PolicySource, now: Now, encoder: Encoder | None = None) -> None:
        self._source = source
        self._now = now
        self._encoder = encoder
        self._in_use: Encoder | None = None
        self._looked_at: datetime | None = None
        self._stamp: Hashable = None
        self._none_since: datetime | None = None
        self._read = ReadPolicies(())
        self._library: tuple[tuple[Passage, ...], PolicyLibrary] | None = None
        self._one_at_a_time = asyncio.Lock()

    @property
    def passages(self) -> Sequence[Passage]:
        """What stands in the policies."""
        return self._read.passages

    async def load(self) -> None:
        """Read the policies and index them. What can't be used is logged, and the rest is answered from."""
        await self.look_again()
        await self.library(())

    async def library(self, saved: Sequence[Passage]) -> PolicyLibrary:
        """The policies with these answers. It is indexed anew where the answers are others than the last time."""
        wanted = tuple(saved)
        async with self._one_at_a_time:
            if self._library is None or self._library[0] != wanted:
                self._library = wanted, await asyncio.to_thread(_indexed, self._read, wanted, self._in_use)
            return self._library[1]

    async def look_again(self) -> None:
        """Read the policies anew where one changed; it is looked no more than once in `LOOKED_AT_EVERY`."""
        if self._library is not None and self._in_use is not self._encoder:
            await self._put(self._read)
            log.info("policies embedded", passages=len(self.passages))
        now = self._now()
        if self._looked_at is not None and now - self._looked_at < LOOKED_AT_EVERY:
            return
        self._looked_at = now
        stamp = await asyncio.to_thread(self._source.stamp)
        if stamp == self._stamp and (self._none_since is None or now - self._none_since < KEPT_WHILE_AWAY):
            return
        read = await asyncio.to_thread(self._source.read)
        for remark in read.remarks:
            log.warning("policies", remark=remark)
        self._none_since = (self._none_since or now) if self.passages and not read.passages else None
        if self._none_since is not None and now - self._none_since < KEPT_WHILE_AWAY:
            log.warning("policies kept", reason="none can be read now", since=self._none_since.isoformat())
        else:
            self._none_since = None
            await self._put(read)
            log.info("policies read", policies=len(policies_of(read.passages)), passages=len(read.passages))
        self._stamp = stamp

    async def _put(self, read: ReadPolicies) -> None:
        """Take these in the place of what stood, with the answers that are in the library now."""
        before = self._library
        encoder = self._in_use if before is None else self._encoder
        built = None if before is None else await asyncio.to_thread(_indexed, read, before[0], encoder)
        async with self._one_at_a_time:
            self._read, self._in_use = read, encoder
            # Where another answer was saved meanwhile, the next question has it indexed.
            is_current = before is not None and built is not None and self._library is before
            self._library = (before[0], built) if is_current and before and built else None


def _indexed(read: ReadPolicies, saved: tuple[Passage, ...], encoder: Encoder | None) -> PolicyLibrary:
    return PolicyLibrary(replace(read, passages=(*read.passages, *saved)), encoder=encoder)


class PolicyPages:
    """The web side of policies: one with all its sections, opened at the one that was quoted."""

    def __init__(self, database: Database, desk: Desk, shelf: PolicyShelf, links: PolicyLinks) -> None:
        self._database = database
        self._desk = desk
        self._shelf = shelf
        self._links = links

    async def policy(self, request: web.Request) -> web.Response:
        """The policy, for anybody who works here. 403 once the link has run out, 404 for no link."""
        try:
            token = request.match_info["token"]
            link, _ = _OPENING.open(self._links.read, token, self._desk.directory)
        except LinkRefused as refused:
            return refused.page
        passages, quoted = await self._passages(link.passage_id)
        if quoted is None:
            return _OPENING.refused("gone", HTTPStatus.NOT_FOUND, GONE)
        together = [one for one in passages if one.policy == quoted.policy]
        today = self._desk.time().astimezone(LONDON).date()
        age = how_old(quoted.policy, today)
        title = quoted.policy.name
        main = f"<h1>{escape(title)}</h1><p>{escape(_told(quoted))}. {escape(age)}</p>{_sections(together, quoted)}"
        return html_page(HTTPStatus.OK, title, main)

    async def _passages(self, passage_id: str) -> tuple[Sequence[Passage], Passage | None]:
        if answer_id := saved_answer_in(passage_id):
            async with self._database.work() as work:
                saved = await work.saved_answers.get(answer_id)
            found = [saved.as_passage] if saved else []
            return found, found[0] if found else None
        passages = self._shelf.passages
        return passages, next((one for one in passages if one.id == passage_id), None)


def _told(passage: Passage) -> str:
    """The policy's version and approval, without the section."""
    owner = f". Owner: {passage.policy.owner}" if passage.policy.owner else ""
    return citation(replace(passage, section="")) + owner


def _sections(passages: Iterable[Passage], quoted: Passage) -> str:
    """The sections in order, each heading once, each passage with a name to be opened at."""
    written: list[str] = []
    above: tuple[str, ...] = ()
    for passage in passages:
        headings = passage.headings
        same = next((at for at, (one, other) in enumerate(zip(above, headings, strict=False)) if one != other),
                    min(len(above), len(headings)))  # fmt: skip
        for level, heading in enumerate(headings[same:], same):
            number = f"{passage.section} " if heading == headings[-1] and passage.section else ""
            tag = f"h{min(2 + level, 5)}"
            written.append(f"<{tag}>{escape(plain(number + heading))}</{tag}>")
        above = headings
        marked = "<p><strong>This was quoted:</strong></p>" if passage is quoted or passage == quoted else ""
        written.append(f'<section id="{anchor_of(passage.id)}">{marked}{_text(passage)}</section>')
    return "".join(written)


def _text(passage: Passage) -> str:
    if passage.kind in (PassageKind.ROW, PassageKind.DEFINITION):
        rows = row_facts(passage.text)
        return (
            "<dl>"
            + "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows)
            + "</dl>"
        )
    paragraphs = plain(passage.text).split("\n\n")
    return "".join(f"<p>{escape(one).replace(chr(10), '<br>')}</p>" for one in paragraphs)
