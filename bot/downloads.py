"""Letters as documents, fetched in a browser by the link that a card carried.

What the link says is looked up again: the person, the case, and the person's right to it as they are now.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Final

import structlog
from aiohttp import web

from bot.links import LetterLinks
from bot.logs import where
from bot.opening import LinkRefused, Opening
from bot.pages import HEADERS, NOT_NOW, sentence_page
from cases.desk import Desk
from cases.errors import NotAllowed, NotFound, Refusal
from cases.letters import LetterDesk, write_letter
from cases.words import LONDON
from integrations.database.unit_of_work import Database
from integrations.documents.word import MEDIA_TYPE, word_document

log = structlog.get_logger()

EXPIRED: Final = "This link has run out. Open the letter in Teams again, and press Download there."
NOTHING_HERE: Final = "There is nothing at this address. Open the letter in Teams again."
NOT_YOURS: Final = "This letter is not open to you. If it should be, please ask the IG team."
_OPENING: Final = Opening("letter", EXPIRED, NOTHING_HERE, NOT_YOURS)


class Downloads:
    """The web side of documents."""

    def __init__(self, database: Database, desk: Desk, letter_desk: LetterDesk, links: LetterLinks) -> None:
        self._database = database
        self._desk = desk
        self._letter_desk = letter_desk
        self._links = links

    async def letter(self, request: web.Request) -> web.Response:
        """One letter as a Word document. 403 once the link has run out or the right is gone, 404 for no link."""
        try:
            token = request.match_info["token"]
            link, person = _OPENING.open(self._links.read, token, self._desk.directory)
        except LinkRefused as refused:
            return refused.page
        told = log.bind(case=link.reference, kind=link.kind.value, person=link.person_id)
        try:
            async with self._database.work() as work:
                letter = await write_letter(
                    work, self._desk, self._letter_desk, person, link.reference, link.kind
                )
            written = self._desk.time().astimezone(LONDON).date()
            document = await asyncio.to_thread(word_document, letter, written)
        except (NotFound, NotAllowed):
            told.info("letter refused", reason="no right", status=403)
            return sentence_page(HTTPStatus.FORBIDDEN, NOT_YOURS)
        except Refusal as refusal:
            told.info("letter refused", reason="not for this case", status=404)
            return sentence_page(HTTPStatus.NOT_FOUND, str(refusal))
        except Exception as error:
            told.error("letter failed", where=where(error), status=500)
            return sentence_page(HTTPStatus.INTERNAL_SERVER_ERROR, NOT_NOW)
        told.info("letter fetched", status=200)
        named = {"Content-Disposition": f'attachment; filename="{letter.file_name}.docx"'}
        return web.Response(body=document, content_type=MEDIA_TYPE, headers={**HEADERS, **named})
