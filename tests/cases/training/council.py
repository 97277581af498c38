"""A directory whose people come, go and change, in the place of a people file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cases.people import Group, Person, Role, Service, as_known


class Council:
    """`cases.people.Directory` in memory."""

    def __init__(
        self, people: Iterable[Person] = (), groups: Iterable[Group] = (), services: Iterable[Service] = ()
    ) -> None:
        self.people = {person.id: person for person in people}
        self._groups = {group.id: group for group in groups}
        self._services = {service.id: service for service in services}

    def put(self, person: Person) -> None:
        """Somebody comes, or changes."""
        self.people[person.id] = person

    def remove(self, person_id: str) -> None:
        """Somebody leaves."""
        del self.people[person_id]

    def put_group(self, group: Group) -> None:
        """A group is made or changed."""
        self._groups[group.id] = group

    def person(self, person_id: str) -> Person | None:
        return self.people.get(person_id)

    def everybody(self) -> Sequence[Person]:
        return list(self.people.values())

    def group(self, group_id: str) -> Group | None:
        return self._groups.get(group_id)

    def groups(self) -> Sequence[Group]:
        return list(self._groups.values())

    def with_role(self, role: Role) -> Sequence[Person]:
        return [person for person in self.people.values() if role in person.roles]

    def known_as(self, words: str) -> Sequence[Person]:
        wanted = as_known(words)
        return [one for one in self.people.values() if wanted in (as_known(one.name), as_known(one.email))]

    def service(self, service_id: str) -> Service | None:
        return self._services.get(service_id)

    def services(self) -> Sequence[Service]:
        return list(self._services.values())
