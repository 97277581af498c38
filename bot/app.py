"""The web application: the edge, the adapter, and everything wired together.

A request to `/api/messages` goes through, in this order: size and form, who is calling, has this been worked on,
work. The answer comes when the work is done, and no later than Teams waits.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

import structlog
from aiohttp import web
from aiohttp.hdrs import CONTENT_ENCODING
from azure.core.credentials_async import AsyncTokenCredential
from azure.core.exceptions import DeserializationError, SerializationError
from azure.identity.aio import ClientSecretCredential, ManagedIdentityCredential
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity

from bot.activities import turn_key
from bot.checking import Checker
from bot.courier import Courier
from bot.documents import DocumentPages
from bot.downloads import Downloads
from bot.edge.verify import (
    Admission,
    Door,
    OpenDoor,
    Refused,
    VerifiedCaller,
    Verifier,
    issuers_of_microsoft,
)
from bot.encoder import encoder_or_words
from bot.installing import Installing
from bot.links import (
    SHORTEST_SECRET,
    CheckLinks,
    LetterLinks,
    PolicyLinks,
    Purpose,
    SignedLinks,
    kept_secret,
)
from bot.logs import where
from bot.policies import PolicyPages, PolicyShelf
from bot.reader import Reader, scan_of_documents
from bot.schedules import schedules
from bot.settings import Settings
from bot.turns import Turns
from cases.absences import forget_absences
from cases.broadcasts.forgetting import forget_answers
from cases.corrections import forget_corrections
from cases.desk import Desk
from cases.disclosure.checks import DisclosureDesk
from cases.letters import LetterDesk, Office
from cases.nudges.telling import tell_nudges
from cases.ports import Now
from cases.questions import forget_questions
from cases.recompute import recompute_open_cases
from cases.training.completing import forget_training
from dialogs.cards.incident import kind_title
from dialogs.conversation import Conversation
from dialogs.policy_desk import PolicyDesk
from integrations.database.engine import asynchronous_url, create_engine, migrate
from integrations.database.unit_of_work import Database
from integrations.documents.reading import BoundedReader
from integrations.documents.report import csv_report, html_report
from integrations.documents.sealing import CopySeal
from integrations.durable.engine import DurableEngine, Schedule
from integrations.graph.installer import NOT_THERE, GraphInstaller, is_available
from integrations.letters_folder import read_letters
from integrations.people_file import FileDirectory
from integrations.policies.folder import MODEL, PolicyFolder
from integrations.teams.authentication import Authentication
from integrations.teams.connector import Connectors
from integrations.teams.credentials import Credentials, NoCredentials, client_secret, managed_identity
from integrations.teams.sent_files import SentFiles
from integrations.teams.transport import Transport
from integrations.training_file import read_training

log = structlog.get_logger()

ACKNOWLEDGE_WITHIN = 8.0
"""Seconds. Teams sends a message again after about 15 and gives up on a button after about 10."""

_NOTE_EVERY = 5.0
_LATE_EVERY = 60.0
_FORGET_EVERY = 3600.0
MESSAGES = "/api/messages"
TEAMS_EVERYWHERE = "https://smba.trafficmanager.net/teams/"
"""Where a chat is reached whose region is not known (Microsoft, "Send proactive messages")."""

SERVED: Mapping[str, Any] = {"auto_decompress": False}
"""How the web server takes requests. Teams packs none, so nothing is unpacked, however large it would become."""


@dataclass
class Parts:
    """The running program's parts, for the server and for whoever drives it in a test."""

    settings: Settings
    database: Database
    engine: DurableEngine
    connectors: Connectors
    turns: Turns
    adapter: CloudAdapter
    authentication: Authentication
    door: Door
    desk: Desk
    downloads: Downloads
    documents: DocumentPages
    checker: Checker
    shelf: PolicyShelf
    policies: PolicyPages
    installing: Installing | None


def assemble(
    settings: Settings, now: Now | None = None, scheduled: Callable[..., Sequence[Schedule]] = schedules
) -> Parts:
    """Wire the parts. Nothing runs yet. `scheduled` gives what is done at set times, which are those of the wall clock:
    whoever gives another time does that work by themselves.

    Raises `ValueError` for a people or services file, or letters or a training table of the council's own, that can't
    be used.
    """
    directory = FileDirectory(settings.people_file, settings.services_file)
    desk = Desk(
        directory,
        settings.calendar(),
        now or _now,
        lambda: secrets.token_hex(16),
        settings.working_hours(),
        settings.nudge_rules(),
        read_training(settings.training_file, directory),
    )
    database = Database(create_engine(settings.database_url))
    connectors = Connectors(Transport(hosts=settings.service_hosts(), credentials=credentials_of(settings)))
    secret = secret_of(settings)
    links = links_of(settings, secret, desk.time)
    check_links = CheckLinks(links)
    reader = BoundedReader()
    disclosure = DisclosureDesk(
        CopySeal(secret),
        timedelta(hours=settings.document_hours),
        check_links,
        tuple(reader.endings),
        reader.largest,
        reader.cannot_read,
        settings.replica,
        timedelta(days=settings.check_days),
    )
    installing = installing_of(settings, database, desk)
    encoder, remark = encoder_or_words(settings.embeddings_folder)
    if remark:
        log.warning("policies", remark=remark)
    source = PolicyFolder(settings.policies_folder or MODEL, settings.policies_address)
    shelf = PolicyShelf(source, desk.now, encoder)
    engine = DurableEngine(
        settings.database_url,
        database,
        Courier(database, desk, disclosure, connectors, cards_refresh=not settings.development).send,
        desk.time,
        replica=settings.replica,
        is_alone=database.engine.dialect.name == "sqlite",
        pace=settings.pace(),
        wall=_now,
        schedules=scheduled(
            database,
            desk,
            lambda: shelf.passages,
            installing,
            training_prompts=settings.training_prompts,
        ),
    )
    letter_links = LetterLinks(links)
    office = Office(settings.council_name, settings.reply_address, settings.ico_address, kind_title)
    letters = LetterDesk(read_letters(settings.letters_folder), office, letter_links)
    sent_files = SentFiles(settings.hosts_of_files(), reader.largest)
    scan = scan_of_documents(settings.council_references, settings.names_model)
    checker = Checker(database, desk, disclosure, reader, scan, sent_files.fetch, engine.deliver)
    policy_links = PolicyLinks(links)
    policies = PolicyDesk(shelf.library, policy_links)
    turns = Turns(
        database, desk, letters, disclosure, policies, Reader(settings.council_references, settings.names_model),
        Conversation(), connectors, engine.deliver, checker.read_what_was_sent,
        replica=settings.replica, cards_refresh=not settings.development,
    )  # fmt: skip
    authentication = Authentication(connectors)
    return Parts(
        settings, database, engine, connectors, turns, CloudAdapter(authentication), authentication,
        door_of(settings, directory.tenant),
        desk,
        Downloads(database, desk, letters, letter_links),
        document_pages(database, desk, disclosure, check_links, checker),
        checker,
        shelf,
        PolicyPages(database, desk, shelf, policy_links),
        installing,
    )  # fmt: skip


def credentials_of(settings: Settings) -> Credentials:
    """How the bot proves who it is when it sends."""
    if not settings.app_id:
        return NoCredentials()
    if settings.app_type == "SingleTenant":
        return client_secret(
            tenant_id=settings.tenant_id,
            app_id=settings.app_id,
            secret=settings.app_password.get_secret_value(),
        )
    return managed_identity(app_id=settings.app_id)


def installing_of(settings: Settings, database: Database, desk: Desk) -> Installing | None:
    """What installs the app for people, where that is set. Raises `ValueError` where Graph's library is missing."""
    if not settings.install_missing:
        return None
    if not is_available():
        raise ValueError(NOT_THERE)
    installer = GraphInstaller(
        lambda: entra_identity_of(settings), settings.teams_app_id, settings.teams_app_permissions
    )

    def address_in(chat: str) -> dict[str, Any]:
        return {
            "service_url": TEAMS_EVERYWHERE,
            "conversation": chat,
            "channel": "msteams",
            "tenant": settings.tenant_id,
            "bot": {"id": f"28:{settings.app_id}", "name": "Ask IG"},
            "user": None,
        }

    return Installing(database, desk, installer, address_in)


def entra_identity_of(settings: Settings) -> AsyncTokenCredential:
    """Who the bot is to Microsoft Entra, on the running event loop: the same as when it sends."""
    if settings.app_type == "SingleTenant":
        secret = settings.app_password.get_secret_value()
        return ClientSecretCredential(settings.tenant_id, settings.app_id, secret)
    return ManagedIdentityCredential(client_id=settings.app_id)


def document_pages(
    database: Database, desk: Desk, disclosure: DisclosureDesk, links: CheckLinks, checker: Checker
) -> DocumentPages:
    """The pages of disclosure checks, with their reports."""

    def name_of(person_id: str) -> str:
        person = desk.directory.person(person_id)
        return person.name if person else "somebody who has left"

    return DocumentPages(
        database,
        desk,
        disclosure,
        links,
        checker,
        lambda check, document: html_report(check, document, name_of),
        lambda check: csv_report(check, None, name_of),
    )


def secret_of(settings: Settings) -> bytes:
    """The program's secret. In development it is kept beside the database.

    Raises `ValueError` for a kept secret that was changed.
    """
    secret = settings.link_secret.get_secret_value().encode()
    database = asynchronous_url(settings.database_url)
    if not secret and database.get_backend_name() == "sqlite" and database.database:
        secret = kept_secret(Path(database.database))
    return secret or secrets.token_bytes(SHORTEST_SECRET)


def links_of(settings: Settings, secret: bytes, now: Now) -> SignedLinks:
    """The maker of links."""
    return SignedLinks(secret, settings.public_address or f"http://localhost:{settings.port}", now)


def door_of(settings: Settings, sample_tenant: str) -> Door:
    """Who decides about callers: the verifier, or the open door of development."""
    if not settings.app_id:
        return OpenDoor(tenant_id=settings.tenant_id or sample_tenant)
    return Verifier(
        app_id=settings.app_id,
        admission=Admission(settings.tenant_id, settings.service_hosts()),
        issuers=issuers_of_microsoft(app_id=settings.app_id, tenant_id=settings.tenant_id),
    )


def web_app(parts: Parts) -> web.Application:
    """The aiohttp application; its start-up migrates the database and starts the engine."""
    app = web.Application(client_max_size=parts.settings.largest_request)
    edge = Edge(parts)
    app.router.add_post(MESSAGES, edge.messages)
    for purpose, page in (
        (Purpose.LETTER, parts.downloads.letter),
        (Purpose.UPLOAD, parts.documents.form),
        (Purpose.REPORT, parts.documents.report),
        (Purpose.TABLE, parts.documents.table),
        (Purpose.POLICY, parts.policies.policy),
    ):
        app.router.add_get(f"{purpose.path}/{{token}}", page, allow_head=False)
    app.router.add_post(f"{Purpose.UPLOAD.path}/{{token}}", parts.documents.take)
    app.router.add_get("/healthz", _alive)
    app.router.add_get("/readyz", edge.ready)
    app.cleanup_ctx.append(lambda _: _running(parts, edge))
    return app


async def _running(parts: Parts, edge: Edge) -> AsyncIterator[None]:
    await asyncio.to_thread(migrate, parts.settings.database_url)
    await parts.engine.start()
    await parts.checker.take_up()
    await parts.shelf.load()
    repeated = [
        asyncio.create_task(_repeat(parts.turns.note_delivered, _NOTE_EVERY)),
        asyncio.create_task(_repeat(parts.turns.note_read, _NOTE_EVERY)),
        asyncio.create_task(_repeat(parts.turns.send_late, _LATE_EVERY, first=parts.turns.take_up)),
        asyncio.create_task(_repeat(parts.checker.sweep, _LATE_EVERY)),
        asyncio.create_task(_repeat(parts.shelf.look_again, _LATE_EVERY)),
        asyncio.create_task(_repeat(lambda: _forget(parts), _FORGET_EVERY)),
        asyncio.create_task(_take_up_dates(parts)),
    ]
    log.info("started", host=parts.settings.host, port=parts.settings.port, replica=parts.settings.replica)
    yield
    await edge.settle()
    for task in repeated:
        task.cancel()
    await asyncio.wait(repeated)
    await parts.turns.settle()
    await parts.checker.stop()
    await parts.engine.stop()
    if parts.installing is not None:
        await parts.installing.close()
    await parts.turns.note_delivered()
    await parts.connectors.close()
    await parts.door.close()
    await parts.database.close()


async def _forget(parts: Parts) -> None:
    """What was asked about policy, put right of triage, answered to a message to many, said of who is away, or done of
    training longer ago than it is kept for goes."""
    async with parts.database.work() as work:
        await forget_questions(work, parts.desk, parts.settings.question_months)
        await forget_corrections(work, parts.desk, parts.settings.correction_months)
        await forget_answers(work, parts.desk, parts.settings.answer_months)
        await forget_absences(work, parts.desk)
        await forget_training(work, parts.desk, parts.settings.training_years)
        await work.commit()


async def _take_up_dates(parts: Parts) -> None:
    """What fell due while the program was off is told at once, by the dates that hold now."""
    await _recompute_dates(parts)
    try:
        await tell_nudges(parts.database, parts.desk)
    except Exception as error:
        log.warning("nudges not told", where=where(error))


async def _recompute_dates(parts: Parts) -> None:
    """Dates hang on the settings' holidays, which are read at start, so at start they are looked at anew."""
    try:
        done = await recompute_open_cases(parts.database, parts.desk)
        await parts.engine.deliver(done.notices)
    except Exception as error:
        log.warning("dates not recomputed", where=where(error))
        return
    log.info("dates recomputed", count=len(done.moved))
    for reference in done.impossible:
        log.warning("no date fits", case=reference)


async def _repeat(
    work: Callable[[], Awaitable[None]], seconds: float, first: Callable[[], Awaitable[None]] | None = None
) -> None:
    """Do the work every so many seconds, and `first` before it begins. A failure is logged and not the end of it."""
    now = first
    while True:
        try:
            if now is not None:
                await now()
        except Exception as error:
            log.warning("housekeeping failed", where=where(error))
        await asyncio.sleep(seconds)
        now = work


async def _alive(_: web.Request) -> web.Response:
    return web.json_response({"alive": True})


class Edge:
    """The web side of the bot."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._in_flight: dict[str, asyncio.Task[web.Response]] = {}

    async def ready(self, _: web.Request) -> web.Response:
        """Whether the bot can work: the database answers and the engine runs."""
        try:
            is_ready = self._parts.engine.is_running and await self._parts.database.is_ready()
        except Exception as error:
            log.warning("not ready", where=where(error))
            is_ready = False
        return web.json_response({"ready": is_ready}, status=200 if is_ready else 503)

    async def messages(self, request: web.Request) -> web.StreamResponse:
        """Take one activity."""
        try:
            body = await _body(request)
            caller = await self._parts.door.verify(request.headers.get("Authorization"), body)
            activity = _activity(body)
            # The library reads no `tenantId` of a conversation, and Teams leaves one of its two places out at times.
            activity.conversation.tenant_id = caller.tenant_id
        except Refused as refused:
            log.info("refused", status=refused.status, reason=refused.reason)
            return _refusal(refused.status)
        key = turn_key(activity)
        task = self._in_flight.get(key)
        if task is None:
            task = asyncio.create_task(self._work(activity, caller))
            self._in_flight[key] = task
            task.add_done_callback(lambda _: self._in_flight.pop(key, None))
        done, _ = await asyncio.wait({task}, timeout=ACKNOWLEDGE_WITHIN)
        if not done:
            # It goes on; what it has to say is sent when it is done.
            self._parts.turns.caller_gone(activity)
            return web.Response(status=202)
        return _copy(task.result())

    async def settle(self) -> None:
        """Wait until the activities that were let in are worked on."""
        while self._in_flight:
            await asyncio.wait(list(self._in_flight.values()))

    async def _work(self, activity: Activity, caller: VerifiedCaller) -> web.Response:
        try:
            result = await self._parts.adapter.process_activity(
                self._parts.authentication.authenticated(caller), activity, self._parts.turns.on_turn
            )
        except Exception as error:
            log.error("activity failed", where=where(error), kind=str(activity.type)[:40])
            return web.Response(status=500)
        if result is not None:
            if result.body is None:
                return web.Response(status=int(result.status))
            return web.json_response(result.body, status=int(result.status))
        return web.Response(status=200)


async def _body(request: web.Request) -> dict[str, Any]:
    """The activity in a request. Raises `Refused`: 413 for one that is too large, 415 and 400 for no activity."""
    if request.content_type != "application/json":
        raise Refused(415, "not JSON")
    if request.headers.get(CONTENT_ENCODING, "identity").lower() != "identity":
        raise Refused(415, "packed")
    try:
        raw = await request.read()
        body = json.loads(raw, parse_constant=_no_constant)
        if b"\\u" in raw or b"\0" in raw:
            body = _storable(body)
    except web.HTTPRequestEntityTooLarge:
        raise Refused(413, "too large") from None
    except (ValueError, RecursionError):
        raise Refused(400, "unreadable JSON") from None
    if not isinstance(body, dict) or not _is_activity(body):
        raise Refused(400, "not an activity")
    return body


def _no_constant(name: str) -> NoReturn:
    """`NaN` and `Infinity` are Python's, not JSON's, and PostgreSQL does not store them."""
    raise ValueError(name)


def _storable(value: Any) -> Any:
    """The value without what PostgreSQL does not store as text: NUL, and halves of a character of UTF-16."""
    if isinstance(value, str):
        whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return whole.replace("\0", "\ufffd")
    if isinstance(value, dict):
        return {_storable(key): _storable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_storable(inner) for inner in value]
    return value


def _activity(body: dict[str, Any]) -> Activity:
    """The body as the library's model. Raises `Refused` with 400 where one of its fields is of the wrong kind."""
    try:
        return Activity().deserialize(body)
    except (DeserializationError, SerializationError, AttributeError, TypeError, ValueError, KeyError):
        raise Refused(400, "a field of the wrong kind") from None


def _is_activity(body: dict[str, Any]) -> bool:
    """Whether the parts that everything relies on are there and of the right kind."""
    parties = [body.get(name) for name in ("conversation", "recipient", "from")]
    return (
        all(isinstance(party, dict) and _is_id(party.get("id")) for party in parties)
        and all(_is_id(body.get(name)) for name in ("type", "id", "serviceUrl", "channelId"))
        and (body.get("replyToId") in (None, "") or _is_id(body["replyToId"]))
        and isinstance(body.get("text"), str | None)
        and all(_is_list_of_objects(body.get(name)) for name in ("entities", "attachments", "membersAdded"))
        and isinstance(body.get("channelData"), dict | None)
        and isinstance(body["from"].get("aadObjectId"), str | None)
    )


def _is_id(value: Any) -> bool:
    """Whether it can name something, in the path of an address too."""
    return isinstance(value, str) and value not in ("", ".", "..")


def _is_list_of_objects(value: Any) -> bool:
    """Whether there is nothing, or a list of objects."""
    return value is None or (isinstance(value, list) and all(isinstance(one, dict) for one in value))


_REFUSALS = {
    400: "That is not an activity that this bot can read.",
    401: "A token of the Bot Framework is needed.",
    403: "This bot does not serve that tenant, channel or service.",
    413: "That is too large.",
    415: "Send JSON, not packed.",
    503: "The caller can't be verified just now. Try again.",
}


def _refusal(status: int) -> web.Response:
    return web.json_response({"error": _REFUSALS.get(status, "Refused.")}, status=status)


def _copy(answer: web.Response) -> web.Response:
    """A response can be sent once; a resend in flight gets its own."""
    return web.Response(status=answer.status, body=answer.body, content_type=answer.content_type)


def _now() -> datetime:
    return datetime.now(UTC)
