"""People and services from TOML files: the directory in development, and for a council that keeps its list so."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from cases.people import Group, Person, Role, Service, as_known


class FileDirectory:
    """`cases.people.Directory` from a people file and a services file.

    Raises `ValueError` with a sentence for a file that can't be used.
    """

    def __init__(self, people_file: Path, services_file: Path) -> None:
        self.tenant = str(_document(people_file).get("tenant") or "")
        self._services = {service.id: service for service in read_services(services_file)}
        self._people: dict[str, Person] = {}
        for person in _people(people_file):
            if person.id in self._people:
                raise ValueError(f"{people_file}: {person.name} is listed twice. List everybody once.")
            self._people[person.id] = person
        self._known_as: dict[str, list[Person]] = defaultdict(list)
        for person in self._people.values():
            for words in {as_known(person.name), as_known(person.email)} - {""}:
                self._known_as[words].append(person)
            if person.service and person.service not in self._services:
                raise ValueError(
                    f"{people_file}: {person.name} is in the service {person.service!r}, which is not listed."
                )
            if person.manager and person.manager not in self._people:
                raise ValueError(f"{people_file}: {person.name}'s manager {person.manager!r} is not listed.")
        self._groups = {group.id: group for group in _groups(people_file, self._people)}

    def person(self, person_id: str) -> Person | None:
        return self._people.get(person_id.lower())

    def everybody(self) -> Sequence[Person]:
        return list(self._people.values())

    def group(self, group_id: str) -> Group | None:
        return self._groups.get(group_id)

    def groups(self) -> Sequence[Group]:
        return list(self._groups.values())

    def with_role(self, role: Role) -> Sequence[Person]:
        return [person for person in self._people.values() if role in person.roles]

    def known_as(self, words: str) -> Sequence[Person]:
        return list(self._known_as.get(as_known(words), ()))

    def service(self, service_id: str) -> Service | None:
        return self._services.get(service_id)

    def services(self) -> Sequence[Service]:
        return list(self._services.values())


def _document(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{file} can't be read: {error}") from error


def _read(file: Path, table: str) -> list[dict[str, Any]]:
    rows = _document(file).get(table, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError(f"{file} must hold a list of [[{table}]], each with its own lines below it.")
    return rows


def _texts(row: Mapping[str, Any], name: str) -> Sequence[str]:
    """A list of texts; empty where it is left out."""
    given = row.get(name, [])
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise ValueError(f'{name} must be a list such as ["first", "second"]')
    return given


def _text(row: Mapping[str, Any], name: str) -> str | None:
    """A text that may be left out."""
    given = row.get(name)
    if given is not None and not isinstance(given, str):
        raise ValueError(f"{name} must be a text in quotation marks")
    return given


def _id(row: Mapping[str, Any], name: str) -> str | None:
    """A person's id that may be left out, as ids are compared."""
    given = _text(row, name)
    return given.lower() if given else None


def _day(row: Mapping[str, Any], name: str) -> date | None:
    """A day that may be left out."""
    given = row.get(name)
    if given is not None and (type(given) is not date):
        raise ValueError(f"{name} must be a day such as 2026-09-01, without quotation marks")
    return given


def _people(file: Path) -> list[Person]:
    made = []
    for row in _read(file, "people"):
        try:
            made.append(
                Person(
                    id=str(row["id"]).lower(),
                    name=str(row["name"]),
                    email=str(row["email"]),
                    roles=frozenset({Role.STAFF, *map(Role, _texts(row, "roles"))}),
                    service=_text(row, "service"),
                    manager=_id(row, "manager"),
                    started=_day(row, "started"),
                )
            )
        except (KeyError, ValueError) as error:
            raise ValueError(
                f"{file}: a person is missing something, or has an unknown role or a wrong value: {error}."
            ) from error
    return made


def _groups(file: Path, people: Mapping[str, Person]) -> list[Group]:
    made = []
    for row in _read(file, "groups"):
        try:
            group = Group(
                id=str(row["id"]),
                title=str(row["title"]),
                members=frozenset(member.lower() for member in _texts(row, "members")),
            )
        except (KeyError, ValueError) as error:
            raise ValueError(
                f"{file}: a group is missing something or has a wrong value: {error}."
            ) from error
        if unknown := sorted(group.members - people.keys()):
            raise ValueError(f"{file}: the group {group.title} has a member who is not listed: {unknown[0]}.")
        made.append(group)
    return made


def read_services(file: Path) -> list[Service]:
    """The services of a services file. Raises `ValueError` with a sentence for a file that can't be used."""
    made = []
    for row in _read(file, "services"):
        try:
            made.append(
                Service(
                    id=str(row["id"]),
                    title=str(row["title"]),
                    coordinator=_id(row, "coordinator"),
                    words=tuple(word.lower() for word in _texts(row, "words")),
                )
            )
        except (KeyError, ValueError) as error:
            raise ValueError(
                f"{file}: a service is missing something or has a wrong value: {error}."
            ) from error
    return made
