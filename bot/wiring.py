"""The wiring: every part of the program, made as the settings say and given what it needs."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from azure.core.credentials_async import AsyncTokenCredential
from azure.identity.aio import ClientSecretCredential, ManagedIdentityCredential
from botbuilder.integration.aiohttp import CloudAdapter

from bot.checking import Checker
from bot.courier import Courier
from bot.documents import DocumentPages
from bot.downloads import Downloads
from bot.edge.verify import Admission, Door, OpenDoor, Verifier, issuers_of_microsoft
from bot.encoder import encoder_or_words
from bot.installing import Installing
from bot.links import SHORTEST_SECRET, CheckLinks, LetterLinks, PolicyLinks, SignedLinks, kept_secret
from bot.policies import PolicyPages, PolicyShelf
from bot.reader import Reader, scan_of_documents
from bot.schedules import schedules
from bot.settings import Settings
from bot.turns import Turns
from cases.desk import Desk
from cases.disclosure.checks import DisclosureDesk
from cases.letters import LetterDesk, Office
from cases.ports import Now
from dialogs.cards.incident import kind_title
from dialogs.conversation import Conversation
from dialogs.policy_desk import PolicyDesk
from integrations.database.engine import asynchronous_url, create_engine
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

TEAMS_EVERYWHERE = "https://smba.trafficmanager.net/teams/"
"""Where a chat is reached whose region is not known (Microsoft, "Send proactive messages")."""


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
    desk = desk_of(settings, directory, now or _now)
    database = Database(create_engine(settings.database_url))
    connectors = Connectors(Transport(hosts=settings.service_hosts(), credentials=credentials_of(settings)))
    authentication = Authentication(connectors)
    # The test client can't ask for a card as it stands now.
    cards_refresh = not settings.development

    secret = secret_of(settings)
    links = links_of(settings, secret, desk.time)
    letter_links, check_links, policy_links = LetterLinks(links), CheckLinks(links), PolicyLinks(links)

    document_reader = BoundedReader()
    letters = letters_of(settings, letter_links)
    disclosure = disclosure_of(settings, document_reader, CopySeal(secret), check_links)
    installing = installing_of(settings, database, desk)
    shelf = shelf_of(settings, desk.now)

    engine = DurableEngine(
        settings.database_url,
        database,
        Courier(database, desk, disclosure, connectors, cards_refresh=cards_refresh).send,
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
    checker = Checker(
        database,
        desk,
        disclosure,
        document_reader,
        scan_of_documents(settings.council_references, settings.names_model),
        SentFiles(settings.hosts_of_files(), document_reader.largest).fetch,
        engine.deliver,
    )
    turns = Turns(
        database,
        desk,
        letters,
        disclosure,
        PolicyDesk(shelf.library, policy_links),
        Reader(settings.council_references, settings.names_model),
        Conversation(),
        connectors,
        engine.deliver,
        checker.read_what_was_sent,
        replica=settings.replica,
        cards_refresh=cards_refresh,
    )
    return Parts(
        settings=settings,
        database=database,
        engine=engine,
        connectors=connectors,
        turns=turns,
        adapter=CloudAdapter(authentication),
        authentication=authentication,
        door=door_of(settings, directory.tenant),
        desk=desk,
        downloads=Downloads(database, desk, letters, letter_links),
        documents=document_pages(database, desk, disclosure, check_links, checker),
        checker=checker,
        shelf=shelf,
        policies=PolicyPages(database, desk, shelf, policy_links),
        installing=installing,
    )


def desk_of(settings: Settings, directory: FileDirectory, now: Now) -> Desk:
    """What every service has on its desk. Raises `ValueError` for a training table that can't be used."""
    return Desk(
        directory,
        settings.calendar(),
        now,
        lambda: secrets.token_hex(16),
        settings.working_hours(),
        settings.nudge_rules(),
        read_training(settings.training_file, directory),
    )


def letters_of(settings: Settings, links: LetterLinks) -> LetterDesk:
    """What letters are written with. Raises `ValueError` for templates that can't be used."""
    office = Office(settings.council_name, settings.reply_address, settings.ico_address, kind_title)
    return LetterDesk(read_letters(settings.letters_folder), office, links)


def disclosure_of(
    settings: Settings, reader: BoundedReader, seal: CopySeal, links: CheckLinks
) -> DisclosureDesk:
    """What disclosure checks need."""
    return DisclosureDesk(
        seal,
        timedelta(hours=settings.document_hours),
        links,
        tuple(reader.endings),
        reader.largest,
        reader.cannot_read,
        settings.replica,
        timedelta(days=settings.check_days),
    )


def shelf_of(settings: Settings, now: Now) -> PolicyShelf:
    """Where the policies are; nothing is read yet. An encoder that can't be used is logged, and done without."""
    encoder, remark = encoder_or_words(settings.embeddings_folder)
    if remark:
        log.warning("policies", remark=remark)
    return PolicyShelf(
        PolicyFolder(settings.policies_folder or MODEL, settings.policies_address), now, encoder
    )


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


def _now() -> datetime:
    return datetime.now(UTC)
