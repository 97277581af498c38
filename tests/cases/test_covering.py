"""Whoever is away, and whoever covers for whom: it ends with somebody who is there, if there is anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from hypothesis import example, given
from hypothesis import strategies as st

from cases.absence import Absence
from cases.absences import covering
from cases.people import Group, Person, Role, Service

DAY = date(2026, 11, 23)
NAMES = ("ada", "ben", "cai", "dee", "eve")


@dataclass
class _Absences:
    """`cases.ports.AbsenceStore` in memory, as far as it is asked here."""

    kept: dict[str, Absence]

    async def on(self, person_id: str, day: date) -> Absence | None:
        absence = self.kept.get(person_id)
        return absence if absence and absence.is_on(day) else None


@dataclass
class _Work:
    absences: _Absences


@dataclass
class _Directory:
    people: dict[str, Person]

    def person(self, person_id: str) -> Person | None:
        return self.people.get(person_id)

    def with_role(self, role: Role) -> Sequence[Person]:
        return [person for person in self.people.values() if role in person.roles]

    def everybody(self) -> Sequence[Person]:
        return list(self.people.values())

    def group(self, group_id: str) -> Group | None:
        return None

    def groups(self) -> Sequence[Group]:
        return ()

    def known_as(self, words: str) -> Sequence[Person]:
        return ()

    def service(self, service_id: str) -> Service | None:
        return None

    def services(self) -> Sequence[Service]:
        return ()


_SOMEBODY = st.sampled_from(NAMES)
_AWAY = st.dictionaries(_SOMEBODY, st.none() | _SOMEBODY | st.just("somebody who left"))
_MANAGERS = st.dictionaries(_SOMEBODY, _SOMEBODY)
_FEW = st.sets(_SOMEBODY)


def _office(managers: dict[str, str], officers: set[str]) -> _Directory:
    return _Directory(
        {
            name: Person(
                name,
                name,
                "",
                frozenset({Role.OFFICER} if name in officers else ()),
                None,
                managers.get(name),
            )
            for name in NAMES
        }
    )


@given(_SOMEBODY, _AWAY, _MANAGERS, _FEW, _FEW)
@example("ada", {"ada": "ben", "ben": "ada"}, {}, set(), set())
async def test_whoever_gets_it_is_there_and_may_be_told(
    whom: str, away: dict[str, str | None], managers: dict[str, str], officers: set[str], unfit: set[str]
) -> None:
    kept = {name: Absence(name, name, DAY, DAY, cover, name) for name, cover in away.items()}
    directory = _office(managers, officers)
    found = await covering(
        cast(Any, _Work(_Absences(kept))), directory, whom, DAY, lambda person: person.id not in unfit
    )
    there = set(NAMES) - away.keys() - unfit
    if found is None:
        # Not even those who are always asked are there.
        last = {whom, managers.get(whom), *officers}
        assert not there & last
        assert not there & {away.get(name) for name in last if name}
        return
    assert found.id in there
    if whom in there:
        assert found.id == whom
    elif away.get(whom) in there:
        assert found.id == away[whom]
