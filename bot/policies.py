"""The council's policies: read at start, indexed with the answers that the IG team saved, and shown in a browser."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from http import HTTPStatus
from typing import Final

import structlog
from aiohttp import web

from bot.links import LinkExpired, LinkForged, PolicyLinks, anchor_of
from bot.pages import html_page, sentence_page
from cases.desk import Desk
from cases.policies import Passage, PassageKind, PolicySource, ReadPolicies
from cases.question import saved_answer_in
from cases.words import LONDON
from dialogs.cards.policy import plain, row_facts
from dialogs.policy_words import citation, how_old
from integrations.database.unit_of_work import Database
from nlp.policies.library import PolicyLibrary

log = structlog.get_logger()

EXPIRED: Final = "This link has run out. Ask your question in Teams again, and open the policy from there."
NOTHING_HERE: Final = "There is nothing at this address. Ask your question in Teams again."
NOT_YOURS: Final = "This page is not open to you. If it should be, please ask the IG team."
GONE: Final = "This section is no longer in the policies as it was. Ask your question in Teams again."


class PolicyShelf:
    """The policies as they were at start, and the library of them and the saved answers."""

    def __init__(self, source: PolicySource) -> None:
        self._source = source
        self._read: ReadPolicies | None = None
        self._library: tuple[tuple[Passage, ...], PolicyLibrary] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def load(self) -> None:
        """Read the policies and index them. What can't be used is logged, and the rest is answered from."""
        library = await self.library(())
        for remark in library.remarks:
            log.warning("policies", remark=remark)
        log.info("policies read", policies=len(library.policies), passages=len(library.passages))

    async def library(self, saved: Sequence[Passage]) -> PolicyLibrary:
        """The policies with these answers. It is indexed anew where the answers are others than the last time."""
        wanted = tuple(saved)
        async with self._one_at_a_time:
            if self._library is None or self._library[0] != wanted:
                self._library = wanted, await asyncio.to_thread(self._indexed, wanted)
            return self._library[1]

    def _indexed(self, saved: tuple[Passage, ...]) -> PolicyLibrary:
        if self._read is None:
            self._read = self._source.read()
        return PolicyLibrary(replace(self._read, passages=(*self._read.passages, *saved)))


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
            link = self._links.read(request.match_info["token"])
        except LinkExpired:
            log.info("policy refused", reason="expired", status=403)
            return sentence_page(HTTPStatus.FORBIDDEN, EXPIRED)
        except LinkForged:
            log.info("policy refused", reason="forged", status=404)
            return sentence_page(HTTPStatus.NOT_FOUND, NOTHING_HERE)
        if self._desk.directory.person(link.person_id) is None:
            log.info("policy refused", reason="stranger", status=403)
            return sentence_page(HTTPStatus.FORBIDDEN, NOT_YOURS)
        passages, quoted = await self._passages(link.passage_id)
        if quoted is None:
            return sentence_page(HTTPStatus.NOT_FOUND, GONE)
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
        passages = (await self._shelf.library(())).passages
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
