"""People and services from TOML files: the directory in development, and for a council that keeps its list so."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cases.people import Person, Role, Service


class FileDirectory:
    """`cases.people.Directory` from a people file and a services file.

    Raises `ValueError` with a sentence for a file that can't be used.
    """

    def __init__(self, people_file: Path, services_file: Path) -> None:
        self.tenant = str(_document(people_file).get("tenant") or "")
        self._services = {service.id: service for service in _services(services_file)}
        self._people = {person.id: person for person in _people(people_file)}
        for person in self._people.values():
            if person.service and person.service not in self._services:
                raise ValueError(
                    f"{people_file}: {person.name} is in the service {person.service!r}, which is not listed."
                )

    def person(self, person_id: str) -> Person | None:
        return self._people.get(person_id.lower())

    def with_role(self, role: Role) -> Sequence[Person]:
        return [person for person in self._people.values() if role in person.roles]

    def service(self, service_id: str) -> Service | None:
        return self._services.get(service_id)

    def services(self) -> Sequence[Service]:
        return list(self._services.values())


def _document(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{file} can't be read: {error}") from error


def _read(file: Path, table: str) -> list[dict[str, Any]]:
    rows = _document(file).get(table, [])
    if not isinstance(rows, list):
        raise ValueError(f"{file} must hold a list of [[{table}]].")
    return rows


def _people(file: Path) -> list[Person]:
    made = []
    for row in _read(file, "people"):
        try:
            made.append(
                Person(
                    id=str(row["id"]).lower(),
                    name=str(row["name"]),
                    email=str(row["email"]),
                    roles=frozenset({Role.STAFF, *(Role(role) for role in row.get("roles", ()))}),
                    service=row.get("service"),
                )
            )
        except (KeyError, ValueError) as error:
            raise ValueError(
                f"{file}: a person is missing something or has an unknown role: {error}."
            ) from error
    return made


def _services(file: Path) -> list[Service]:
    made = []
    for row in _read(file, "services"):
        try:
            made.append(
                Service(
                    id=str(row["id"]),
                    title=str(row["title"]),
                    coordinator=row.get("coordinator"),
                    words=tuple(str(word).lower() for word in row.get("words", ())),
                )
            )
        except KeyError as error:
            raise ValueError(f"{file}: a service is missing {error}.") from error
    return made
