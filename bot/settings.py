"""Settings: from environment variables (`ASKIG_…`) and one file, checked at start.

The file is `askig.toml` in the working folder, or the one that `ASKIG_SETTINGS` names. An environment variable
wins over the file. What is wrong is told in one sentence a mistake, and the program does not start.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from cases.calendar import HolidayCalendar, Nation
from integrations.database.engine import asynchronous_url
from integrations.teams.service_hosts import ServiceHosts

SAMPLE_COUNCIL = Path(__file__).parent / "sample_council"


class SettingsWrong(Exception):  # it names what happened
    """The settings can't be used; each sentence says what to change."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class Settings(BaseSettings):
    """Everything that can be set. The description of each is shown in docs/administering.md."""

    model_config = SettingsConfigDict(env_prefix="ASKIG_", extra="forbid")

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
    people_file: Path = Field(SAMPLE_COUNCIL / "people.toml", description="Who is who (TOML).")
    services_file: Path = Field(
        SAMPLE_COUNCIL / "services.toml", description="The council's services (TOML)."
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
    replica: str = Field("local", min_length=1, description="This process's name among the replicas; unique.")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged.")
    largest_request: int = Field(
        512 * 1024, ge=1024, description="Bytes; a larger request is refused with 413."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        file = Path(os.environ.get("ASKIG_SETTINGS", "askig.toml"))
        sources: list[PydanticBaseSettingsSource] = [init_settings, env_settings]
        if file.exists():
            sources.append(TomlConfigSettingsSource(settings_cls, toml_file=file))
        return tuple(sources)

    @model_validator(mode="after")
    def _fits_together(self) -> Settings:
        if not self.app_id and not self.development:
            raise ValueError(
                "Without app_id (ASKIG_APP_ID) the bot can't tell who is calling, so it doesn't start. "
                "Set it, or set development for a try on this machine alone."
            )
        if self.development and not is_loopback(self.host):
            raise ValueError(
                f"In development anybody who reaches the port is let in, so host must be 127.0.0.1, not {self.host}."
            )
        if not self.tenant_id and not self.development:
            raise ValueError(
                "Set tenant_id (ASKIG_TENANT_ID): the Entra tenant whose people may use the bot."
            )
        if self.app_id and self.app_type == "SingleTenant" and not self.app_password.get_secret_value():
            raise ValueError(
                "A SingleTenant bot needs app_password (ASKIG_APP_PASSWORD), or use UserAssignedMSI."
            )
        try:
            asynchronous_url(self.database_url)
        except Exception as error:
            raise ValueError("database_url must be sqlite:///… or postgresql://….") from error
        for name in ("people_file", "services_file"):
            if not self.development and getattr(self, name).parent == SAMPLE_COUNCIL:
                raise ValueError(f"Set {name}: without it the invented sample council would be let in.")
            if not getattr(self, name).is_file():
                raise ValueError(f"{name} does not exist: {getattr(self, name)}.")
        self.service_hosts()
        self.calendar()
        return self

    def service_hosts(self) -> ServiceHosts:
        """The hosts that answers may be sent to. Raises `ValueError` for a name that is none."""
        hosts = ServiceHosts.of_this_machine() if self.development else ServiceHosts.of_microsoft()
        return hosts.also(*self.extra_service_hosts) if self.extra_service_hosts else hosts

    def calendar(self) -> HolidayCalendar:
        """The council's calendar."""
        return HolidayCalendar(self.extra_holidays, self.removed_holidays, self.data_protection_nations)


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
    try:
        return Settings(**(given or {}))
    except ValidationError as error:
        raise SettingsWrong([_sentence(mistake) for mistake in error.errors(include_input=False)]) from None
    except ValueError as error:
        raise SettingsWrong([f"The settings file can't be read: {error}"]) from None


def _sentence(mistake: Mapping[str, Any]) -> str:
    name = ".".join(str(part) for part in mistake["loc"])
    message = str(mistake["msg"]).removeprefix("Value error, ")
    if not name:
        return message
    if mistake["type"] == "extra_forbidden":
        return f"There is no setting called {name}. Check its spelling."
    return f"{name} (ASKIG_{name.upper()}): {message}."
