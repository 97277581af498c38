"""Settings: from environment variables (`ASKIG_…`) and one file, checked at start.

The file is `askig.toml` in the working folder, or the one that `ASKIG_SETTINGS` names. An environment variable
wins over the file. What is wrong is told in one sentence a mistake, and the program does not start.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from datetime import date, time, timedelta
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import SettingsConfigDict, SettingsError
from sqlalchemy.exc import ArgumentError

from bot.links import SHORTEST_SECRET
from bot.settings_names import FILE_NAMED_BY, PREFIX
from bot.settings_source import SAMPLE_COUNCIL, SettingsWrong, TextSettings
from cases.calendar import HolidayCalendar, Nation
from cases.notification import ICO_ADDRESS
from cases.nudges import NudgeRules
from cases.working_hours import WorkingHours
from integrations.database.engine import asynchronous_url
from integrations.durable.pace import Pace
from integrations.nudges_file import read_nudges
from integrations.teams.service_hosts import ServiceHosts

__all__ = ["SAMPLE_COUNCIL", "Settings", "SettingsWrong", "is_loopback", "load_settings"]

_AS_JSON = {
    "extra_holidays": '{"2026-06-15": "Bank holiday"}',
    "data_protection_nations": '["England", "Wales"]',
    "council_references": '{"council tax account": ["7#######"]}',
}


class Settings(TextSettings):
    """Everything that can be set. The description of each is shown in docs/administering.md."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid")

    development: bool = Field(
        False, description="Let in requests without a token; only with a loopback `host`."
    )
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(3978, ge=1, le=65535, description="Port to listen on.")
    database_url: str = Field(
        "sqlite:///var/askig.db", description="Where cases are kept: `sqlite:///…` or `postgresql://…`."
    )
    tenant_id: str = Field("", description="The Entra tenant whose people may use the bot.")
    app_id: str = Field("", description="The bot's application (client) id.")
    app_type: Literal["SingleTenant", "UserAssignedMSI"] = Field(
        "UserAssignedMSI", description="How the bot proves who it is: managed identity, or a secret."
    )
    app_password: SecretStr = Field(SecretStr(""), description="The secret of a `SingleTenant` bot.")
    extra_service_hosts: list[str] = Field(
        default_factory=list,
        description="Further hosts that Teams answers may go to, such as a national cloud's.",
    )
    install_missing: bool = Field(
        False,
        description="Install Ask IG in Teams, through Microsoft Graph, for people who can't be reached.",
    )
    teams_app_id: str = Field(
        "", description="The id that the council's Teams catalogue gave Ask IG; for `install_missing`."
    )
    teams_app_permissions: list[str] = Field(
        default_factory=lambda: ["ChatMessageReadReceipt.Read.Chat"],
        description="What the app's manifest asks for of a chat; for `install_missing`.",
    )
    people_file: Path = Field(SAMPLE_COUNCIL / "people.toml", description="Who is who (TOML).")
    council_name: str = Field("", description="The council's name, as letters give it.")
    reply_address: str = Field(
        "", description="Where requesters write to, as letters give it: an e-mail or postal address."
    )
    ico_address: str = Field(ICO_ADDRESS, description="The ICO's address, as letters give it.")
    letters_folder: Path | None = Field(None, description="The council's own letter templates.")
    public_address: str = Field(
        "",
        description="Where browsers reach the bot, such as `https://askig.example`: for links to letters and "
        "documents.",
    )
    link_secret: SecretStr = Field(
        SecretStr(""),
        description="Signs the links, and seals what is kept of checked documents: 32 characters or more, the same for "
        "all replicas.",
    )
    file_hosts: list[str] = Field(
        default_factory=lambda: ["*.sharepoint.com", "*.svc.ms"],
        description="Hosts from which a file that was sent in Teams may be fetched.",
    )
    document_hours: int = Field(
        24,
        ge=1,
        le=168,
        description="Hours for which what was read of a checked document is kept, encrypted.",
    )
    check_days: int = Field(
        730,
        ge=30,
        le=3650,
        description="Days after which the check of a document is deleted with its decisions.",
    )
    question_months: int = Field(
        12,
        ge=1,
        le=60,
        description="Months for which it is kept what was asked about policy, without who asked.",
    )
    correction_months: int = Field(
        12,
        ge=0,
        le=60,
        description="Months for which texts are kept that triage took for something else than they are.",
    )
    answer_months: int = Field(
        24,
        ge=1,
        le=120,
        description="Months for which it is kept who got a message to many and who answered what.",
    )
    training_file: Path | None = Field(
        None, description="Which training people need, in place of the table that comes with Ask IG (TOML)."
    )
    training_prompts: bool = Field(
        True, description="Prompt people, and tell their managers, about training that is due."
    )
    training_years: int = Field(
        6, ge=2, le=50, description="Years for which it is kept who did which training when."
    )
    extra_holidays: dict[date, str] = Field(
        default_factory=dict, description="Newly proclaimed bank holidays: day to name."
    )
    removed_holidays: list[date] = Field(
        default_factory=list, description="Bank holidays that were moved away."
    )
    data_protection_nations: list[Nation] = Field(
        default_factory=lambda: [Nation.ENGLAND, Nation.WALES],
        description="Nations whose public holidays move the end of a UK GDPR period.",
    )
    working_from: time = Field(
        time(9), description="From when people are told what can wait, on working days, such as `09:00`."
    )
    working_until: time = Field(time(17), description="Until when they are.")
    sends_a_second: int = Field(
        40, ge=1, le=10_000, description="Messages a second that the outbox sends, by all replicas together."
    )
    sends_a_second_in_a_chat: int = Field(1, ge=1, le=10_000, description="The same in one chat or channel.")
    nudges_file: Path | None = Field(
        None,
        description="The council's own rules for nudges (TOML), in place of those that come with Ask IG.",
    )
    nudge_window_hours: int = Field(
        24,
        ge=1,
        le=168,
        description="Hours for which a nudge that fell due while the bot was off is still told.",
    )
    replica: str = Field("local", min_length=1, description="This process's name among the replicas; unique.")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged.")
    largest_request: int = Field(
        512 * 1024, ge=1024, description="Bytes; a larger request is refused with 413."
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Settings:
        mistakes = list(self._mistakes())
        if mistakes:
            raise ValueError("\n".join(mistakes))
        return self

    def _mistakes(self) -> Iterator[str]:
        """What can't be used together, one sentence each."""
        if not self.app_id and not self.development:
            yield (
                "Without app_id (ASKIG_APP_ID) the bot can't tell who is calling, so it doesn't start. "
                "Set it, or set development for a try on this machine alone."
            )
        if self.development and not is_loopback(self.host):
            yield (
                f"In development anybody who reaches the port is let in, so host must be 127.0.0.1, not {self.host}."
            )
        if not self.tenant_id and (self.app_id or not self.development):
            yield "Set tenant_id (ASKIG_TENANT_ID): the Entra tenant whose people may use the bot."
        if self.app_id and self.app_type == "SingleTenant" and not self.app_password.get_secret_value():
            yield "A SingleTenant bot needs app_password (ASKIG_APP_PASSWORD), or use UserAssignedMSI."
        if not _is_database(self.database_url):
            yield "database_url must be sqlite:///… with a file, or postgresql://…."
        for name in ("people_file", "services_file"):
            file: Path = getattr(self, name)
            if not self.development and file.parent == SAMPLE_COUNCIL:
                yield f"Set {name}: without it the invented sample council would be let in."
            elif not file.is_file():
                yield f"{name} does not exist: {file}."
        if self.letters_folder is not None and not self.letters_folder.is_dir():
            yield f"letters_folder does not exist: {self.letters_folder}."
        if self.training_file is not None and not self.training_file.is_file():
            yield f"training_file does not exist: {self.training_file}."
        yield from self._mistakes_about_installing()
        yield from self._mistakes_about_links()
        for check in (
            self.service_hosts,
            self.hosts_of_files,
            self.calendar,
            self.working_hours,
            self.nudge_rules,
            self.check_references,
            self.check_names_model,
            self.check_policies_folder,
            self.check_policies_address,
        ):
            try:
                check()
            except ValueError as error:
                yield str(error)

    def _mistakes_about_installing(self) -> Iterator[str]:
        """Graph wants to know who asks, and for which app."""
        if not self.install_missing:
            return
        if not self.app_id:
            yield "install_missing needs app_id: Microsoft Graph has to know who asks."
        if not _is_guid(self.teams_app_id):
            yield (
                "install_missing needs teams_app_id: the id that the Teams admin centre shows for Ask IG, such as "
                "1d4f7c92-6a08-4e3b-b5d1-0c9a47e283f1."
            )

    def _mistakes_about_links(self) -> Iterator[str]:
        """A link is a key, so it is signed with a real secret and travels encrypted."""
        secret = self.link_secret.get_secret_value()
        if not secret and not self.development:
            yield (
                "Set link_secret (ASKIG_LINK_SECRET): it signs the links to letters and documents, "
                "the same for all replicas."
            )
        if secret and len(secret.encode()) < SHORTEST_SECRET:
            yield f"link_secret is too short. Give it {SHORTEST_SECRET} characters or more, drawn at random."
        schemes = ("https", "http") if self.development else ("https",)
        if self.public_address and not _is_host(self.public_address, schemes):
            yield "public_address must be https:// and a host, without a path."
        elif not self.public_address and not self.development:
            yield "Set public_address (ASKIG_PUBLIC_ADDRESS): where browsers reach the bot, https://…."

    def service_hosts(self) -> ServiceHosts:
        """The hosts that answers may be sent to. Raises `ValueError` for a name that is none."""
        hosts = ServiceHosts.of_this_machine() if self.development else ServiceHosts.of_microsoft()
        return hosts.also(*self.extra_service_hosts) if self.extra_service_hosts else hosts

    def hosts_of_files(self) -> ServiceHosts:
        """The hosts that files are fetched from. Raises `ValueError` for a name that is none."""
        hosts = ServiceHosts(frozenset()).also(*self.file_hosts)
        return hosts.and_this_machine() if self.development else hosts

    def calendar(self) -> HolidayCalendar:
        """The council's calendar."""
        return HolidayCalendar(self.extra_holidays, self.removed_holidays, self.data_protection_nations)

    def working_hours(self) -> WorkingHours:
        """When people are at work. Raises `ValueError` where they are turned round."""
        return WorkingHours(self.working_from, self.working_until)

    def pace(self) -> Pace:
        """How fast the outbox is sent."""
        return Pace(self.sends_a_second, self.sends_a_second_in_a_chat)

    def nudge_rules(self) -> NudgeRules:
        """The rules for nudges. Raises `ValueError` with a sentence for each mistake in the council's own."""
        window = timedelta(hours=self.nudge_window_hours)
        return read_nudges(self.nudges_file, window)


def _is_guid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def _is_host(address: str, schemes: Collection[str]) -> bool:
    """Whether it is the address of a host and nothing below it."""
    try:
        parsed = urlsplit(address)
    except ValueError:
        return False
    has_more = parsed.path.strip("/") or parsed.query or parsed.fragment or parsed.username
    return parsed.scheme in schemes and bool(parsed.hostname) and not has_more


def _is_database(url: str) -> bool:
    """Whether cases can be kept there: PostgreSQL, or SQLite in a file, as every connection must see the same."""
    try:
        parsed = asynchronous_url(url)
    except (ArgumentError, ValueError):
        return False
    return parsed.get_backend_name() != "sqlite" or parsed.database not in (None, "", ":memory:")


def is_loopback(host: str) -> bool:
    """Whether the address can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def load_settings(given: Mapping[str, Any] | None = None) -> Settings:
    """The settings. Raises `SettingsWrong` with a sentence for each mistake."""
    named = os.environ.get(FILE_NAMED_BY)
    if named and not Path(named).is_file():
        raise SettingsWrong([f"The settings file that {FILE_NAMED_BY} names does not exist: {named}."])
    misspelt = list(_misspelt_variables())
    try:
        settings = Settings(**(given or {}))
    except ValidationError as error:
        found = [line for one in error.errors(include_input=False) for line in _sentence(one).split("\n")]
        raise SettingsWrong(misspelt + found) from None
    except SettingsError as error:
        raise SettingsWrong([*misspelt, _unreadable_variable(str(error))]) from None
    except (ValueError, OSError) as error:
        raise SettingsWrong([*misspelt, f"The settings file can't be read: {error}"]) from None
    if misspelt:
        raise SettingsWrong(misspelt)
    return settings


def _misspelt_variables() -> Iterator[str]:
    """Variables that were surely meant as settings. Others may begin with the same letters for their own ends."""
    for variable in sorted(os.environ):
        name = variable.removeprefix(PREFIX).lower()
        if not variable.startswith(PREFIX) or name in Settings.model_fields:
            continue
        if near := get_close_matches(name, Settings.model_fields, n=1, cutoff=0.85):
            yield f"There is no setting called {variable}. Did you mean {PREFIX}{near[0].upper()}?"


def _unreadable_variable(said: str) -> str:
    name = next((one for one in Settings.model_fields if f'"{one}"' in said), "")
    return f"{PREFIX}{name.upper()} must be written as JSON, for example {_AS_JSON.get(name, '[]')}."


def _sentence(mistake: Mapping[str, Any]) -> str:
    name = ".".join(str(part) for part in mistake["loc"])
    message = str(mistake["msg"]).removeprefix("Value error, ")
    if not name:
        return message
    if mistake["type"] == "extra_forbidden":
        return f"There is no setting called {name}. Check its spelling."
    return f"{name} ({PREFIX}{str(mistake['loc'][0]).upper()}): {message}."
