"""The pages of disclosure checks: one to send a document with any browser, and the report to read or to fetch.

Each is opened by a link that is the key, so nothing rides on cookies, and what the link says is looked up again: the
person, the check, the case, and the person's right to them as they are now.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from functools import partial
from html import escape
from http import HTTPStatus
from typing import Final

import structlog
from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from bot.checking import BUSY, Busy, Checker
from bot.links import CheckLink, CheckLinks, Purpose, UploadLink
from bot.logs import where
from bot.opening import LinkRefused, Opening
from bot.pages import HEADERS, NOT_NOW, html_page, sentence_page
from cases.desk import Desk
from cases.disclosure import CheckState, DisclosureCheck
from cases.disclosure.checks import DisclosureDesk, NoSuchCheck, begin_check, copy_for
from cases.disclosure.copies import opened_document
from cases.documents import Document
from cases.errors import NotAllowed, NotFound, Refusal
from cases.people import Person
from cases.permissions import case_for, may_work
from integrations.database.unit_of_work import Database
from integrations.teams.sent_files import EMPTY, megabytes, too_large

log = structlog.get_logger()

EXPIRED: Final = (
    "This link has run out. Open the check in Teams again (type “my checks”), and press the button there."
)
UPLOAD_EXPIRED: Final = (
    "This link has run out. Type “check a document” in Teams, and press “Choose a file” there."
)
NOTHING_HERE: Final = "There is nothing at this address. Open the check in Teams again."
NOT_YOURS: Final = "This check is not open to you. If it should be, please ask the IG team."
CASE_NOT_YOURS: Final = "This page is not open to you. If it should be, please ask the IG team."
NOT_YET: Final = "This document has not been read, so there is no report on it."
NO_FILE: Final = "Choose a file first."
NOT_A_FORM: Final = "That did not come from this page. Choose a file here, and press Check it."
TOO_SLOW: Final = "The file took too long to arrive. Please try again."
SENT: Final = "Thank you. The result is in your chat with Ask IG in a moment."

_UPLOAD: Final = Opening("upload", UPLOAD_EXPIRED, NOTHING_HERE, CASE_NOT_YOURS)
_READING: Final = {
    purpose: Opening(purpose.value, EXPIRED, NOTHING_HERE, NOT_YOURS)
    for purpose in (Purpose.REPORT, Purpose.TABLE)
}

FIELD: Final = "document"
_SECONDS_TO_SEND: Final = 300
_MOST_PARTS: Final = 8
_PIECE: Final = 64 * 1024

AsPage = Callable[[DisclosureCheck, Document | None], str]
"""Writes the report on a check; the document is None once what was read of it is gone."""

AsTable = Callable[[DisclosureCheck], bytes]
"""Writes the report on a check as a table, without values, in UTF-8."""


class _NotTaken(Exception):
    """What was sent is not taken; the sentence stands above the form, which is shown again."""

    def __init__(self, status: HTTPStatus, sentence: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.sentence = sentence
        self.reason = reason


class DocumentPages:
    """The web side of disclosure checks."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        disclosure: DisclosureDesk,
        links: CheckLinks,
        checker: Checker,
        as_page: AsPage,
        as_table: AsTable,
    ) -> None:
        self._database = database
        self._desk = desk
        self._disclosure = disclosure
        self._links = links
        self._checker = checker
        self._as_page = as_page
        self._as_table = as_table

    async def form(self, request: web.Request) -> web.Response:
        """The page to send a document. 403 once the link has run out or the right is gone, 404 for no link."""
        return await self._for_sender(request, self._show_form)

    async def take(self, request: web.Request) -> web.Response:
        """Take a document. 400 for none, 413 for one that is too large, 503 while too many are being read."""
        return await self._for_sender(request, self._take)

    async def _for_sender(
        self,
        request: web.Request,
        answer: Callable[[web.Request, Person, UploadLink], Awaitable[web.Response]],
    ) -> web.Response:
        try:
            token = request.match_info["token"]
            link, person = _UPLOAD.open(self._links.read_upload, token, self._desk.directory)
        except LinkRefused as refused:
            return refused.page
        try:
            if link.reference is not None:
                async with self._database.work() as work:
                    case = await case_for(work, person, link.reference)
                if not may_work(person, case):
                    raise NotAllowed(CASE_NOT_YOURS)
            return await answer(request, person, link)
        except (NotFound, NotAllowed):
            return _UPLOAD.no_right()
        except Exception as error:
            log.error("upload failed", person=person.id, where=where(error), status=500)
            return sentence_page(HTTPStatus.INTERNAL_SERVER_ERROR, NOT_NOW)

    async def _show_form(self, _request: web.Request, _person: Person, link: UploadLink) -> web.Response:
        return self._form(HTTPStatus.OK, link)

    async def _take(self, request: web.Request, person: Person, link: UploadLink) -> web.Response:
        try:
            with self._checker.room():
                async with asyncio.timeout(_SECONDS_TO_SEND):
                    name, content = await self._file_in(request)
            async with self._database.work() as work:
                check = await begin_check(work, self._desk, self._disclosure, person, name, link.reference)
                await work.commit()
        except Busy:
            refused = _NotTaken(HTTPStatus.SERVICE_UNAVAILABLE, BUSY, "busy")
        except TimeoutError:
            refused = _NotTaken(HTTPStatus.REQUEST_TIMEOUT, TOO_SLOW, "too slow")
        except _NotTaken as not_taken:
            refused = not_taken
        except (NotFound, NotAllowed):
            raise
        except Refusal as refusal:
            refused = _NotTaken(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, str(refusal), "other kind")
        else:
            self._checker.read_soon(check.id, check.name, content)
            log.info("document taken", person=person.id, status=200)
            main = f"<h1>{escape(SENT)}</h1><p>You can close this page.</p>"
            return html_page(HTTPStatus.OK, "Thank you – Ask IG", main)
        log.info("upload refused", reason=refused.reason, person=person.id, status=int(refused.status))
        answer = self._form(refused.status, link, refused.sentence)
        # What was not read of the request is not waited for.
        answer.force_close()
        return answer

    async def _file_in(self, request: web.Request) -> tuple[str, bytes]:
        """The name and the bytes of the file in a form, read piece by piece and never written to a disk."""
        if request.content_type != "multipart/form-data" or "boundary" not in request.headers.get(
            "Content-Type", ""
        ):
            raise _NotTaken(HTTPStatus.BAD_REQUEST, NOT_A_FORM, "no form")
        try:
            form = await request.multipart()
            for _ in range(_MOST_PARTS):
                part = await form.next()
                if part is None:
                    break
                if not isinstance(part, BodyPartReader) or part.name != FIELD:
                    raise _NotTaken(HTTPStatus.BAD_REQUEST, NOT_A_FORM, "another field")
                return await self._whole(part, request.content_length or 0)
        except (ValueError, RuntimeError, AssertionError, HttpProcessingError):
            raise _NotTaken(HTTPStatus.BAD_REQUEST, NOT_A_FORM, "unreadable form") from None
        raise _NotTaken(HTTPStatus.BAD_REQUEST, NO_FILE, "no file")

    async def _whole(self, part: BodyPartReader, announced: int) -> tuple[str, bytes]:
        """The name and the bytes. What can be told by the name, or by the bytes that are announced, is told before."""
        name, largest, content = part.filename or "", self._disclosure.largest, bytearray()
        if not name:
            raise _NotTaken(HTTPStatus.BAD_REQUEST, NO_FILE, "no file")
        if problem := self._disclosure.cannot_read(name):
            raise _NotTaken(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, problem, "other kind")
        if announced > largest + _PIECE:
            raise _NotTaken(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large(largest), "too large")
        while piece := await part.read_chunk(_PIECE):
            content += piece
            if len(content) > largest:
                raise _NotTaken(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large(largest), "too large")
        if not content:
            raise _NotTaken(HTTPStatus.BAD_REQUEST, EMPTY, "empty")
        return name, bytes(content)

    def _form(self, status: HTTPStatus, link: UploadLink, problem: str = "") -> web.Response:
        """The form, with what went wrong above it, which leads to the box."""
        endings = ", ".join(self._disclosure.endings)
        about = f" for {escape(link.reference)}" if link.reference else ""
        summary = (
            '<div class="problem" role="alert" aria-labelledby="problem" tabindex="-1">'
            f'<h2 id="problem">There is a problem</h2><p><a href="#{FIELD}">{escape(problem)}</a></p></div>'
            if problem
            else ""
        )
        wrong = ' aria-invalid="true"' if problem else ""
        main = (
            f"{summary}<h1>Check a document{about} for personal data</h1>"
            "<p>The result comes to your chat with Ask IG. The file is not kept; what is read of it is kept "
            f"encrypted for {_hours(self._disclosure)}, so that you can go through what was found.</p>"
            '<form method="post" enctype="multipart/form-data">'
            f'<label for="{FIELD}">The document</label>'
            f'<p class="hint" id="hint">{escape(endings)}, {megabytes(self._disclosure.largest)} at most.</p>'
            f'<input type="file" id="{FIELD}" name="{FIELD}" accept="{escape(endings)}" required '
            f'aria-describedby="hint"{wrong}>'
            '<button type="submit">Check it</button></form>'
        )
        title = "Check a document – Ask IG"
        return html_page(status, f"Problem: {title}" if problem else title, main)

    # The report.

    async def report(self, request: web.Request) -> web.Response:
        """The report as a page. 403 once the link has run out or the right is gone, 404 for no link."""
        return await self._for_reader(request, Purpose.REPORT)

    async def table(self, request: web.Request) -> web.Response:
        """The report as a table (CSV), without values."""
        return await self._for_reader(request, Purpose.TABLE)

    async def _for_reader(self, request: web.Request, purpose: Purpose) -> web.Response:
        try:
            read = partial(self._links.read_check, purpose)
            token = request.match_info["token"]
            link, person = _READING[purpose].open(read, token, self._desk.directory)
        except LinkRefused as refused:
            return refused.page
        try:
            return await self._written(purpose, person, link)
        except NoSuchCheck:
            return _READING[purpose].no_right()
        except Exception as error:
            log.error(f"{purpose.value} failed", person=person.id, where=where(error), status=500)
            return sentence_page(HTTPStatus.INTERNAL_SERVER_ERROR, NOT_NOW)

    async def _written(self, purpose: Purpose, person: Person, link: CheckLink) -> web.Response:
        async with self._database.work() as work:
            check, sealed = await copy_for(work, self._desk, person, link.check_id)
        if check.state is not CheckState.READ:
            return _READING[purpose].refused("not read", HTTPStatus.NOT_FOUND, check.problem or NOT_YET)
        if purpose is Purpose.TABLE:
            table = await asyncio.to_thread(self._as_table, check)
            named = f'attachment; filename="{_file_name(check.name)}-check.csv"'
            answer = web.Response(
                body=table,
                content_type="text/csv",
                charset="utf-8",
                headers={**HEADERS, "Content-Disposition": named},
            )
        else:
            page = await asyncio.to_thread(self._page, check, sealed)
            answer = web.Response(text=page, content_type="text/html", headers=HEADERS)
        log.info(f"{purpose.value} fetched", person=person.id, status=200)
        return answer

    def _page(self, check: DisclosureCheck, sealed: bytes | None) -> str:
        document = opened_document(self._disclosure.seal, check.id, sealed) if sealed else None
        return self._as_page(check, document)


def _hours(disclosure: DisclosureDesk) -> str:
    hours = round(disclosure.lasts.total_seconds() / 3600)
    return "one hour" if hours == 1 else f"{hours} hours"


def _file_name(name: str) -> str:
    """A name that every system takes, of what the document is called: letters, digits and dashes."""
    stem = name.rpartition(".")[0] or name
    return re.sub(r"[^A-Za-z0-9]+", "-", stem).strip("-")[:60] or "document"
