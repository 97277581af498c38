"""How many are up to date with their training, by course and service, and who is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from cases.desk import Desk
from cases.errors import NotAllowed
from cases.people import Directory, Person, Role, Service
from cases.ports import UnitOfWork
from cases.training.due import good_until
from cases.training.needs import Course
from cases.words import LONDON

_NOT_YOURS: Final = (
    "Training figures are for IG officers, the Data Protection Officer and managers, of their own people. "
    "Type my training to see your own."
)


@dataclass(frozen=True)
class Progress:
    """Somebody and a course that they should have done by now: when they did it last, and until when that counts."""

    person: Person
    course: Course
    done: date | None
    good_until: date | None
    is_up_to_date: bool


@dataclass(frozen=True)
class Figure:
    """Of a course, and of a service or of all (None): how many are up to date of those who should be."""

    course: Course
    service: Service | None
    done: int
    should: int

    @property
    def percent(self) -> int:
        """The share in percent, rounded down, so that 94.9 is not taken for 95."""
        return self.done * 100 // self.should

    def reaches(self, line: int) -> bool:
        """Whether the share is at the line or above it."""
        return self.done * 100 >= line * self.should


def people_seen_by(directory: Directory, person: Person) -> Sequence[Person]:
    """Whose training somebody may see besides their own: everybody's for officers and the Data Protection Officer, that
    of their own people for managers. Raises `NotAllowed` for everybody else."""
    if person.has_any(Role.OFFICER, Role.DPO):
        return directory.everybody()
    own = [one for one in directory.everybody() if one.manager == person.id]
    if not own:
        raise NotAllowed(_NOT_YOURS)
    return own


async def training_of(work: UnitOfWork, desk: Desk, people: Sequence[Person]) -> Sequence[Progress]:
    """How these people stand with each course that they should have done by now.

    Starters are left out of a course while they still have days for it.
    """
    done = await work.training.all_done()
    today = desk.time().astimezone(LONDON).date()
    return list(_standings(desk, people, done, today))


def _standings(
    desk: Desk, people: Sequence[Person], done: Mapping[tuple[str, str], date], today: date
) -> Iterator[Progress]:
    for person in people:
        for course in desk.training.of(person, desk.directory):
            last = done.get((person.id, course.id))
            until = good_until(course, last) if last else None
            if last is None and _has_just_started(course, person, today):
                continue
            yield Progress(person, course, last, until, until is not None and today <= until)


def _has_just_started(course: Course, person: Person, today: date) -> bool:
    return person.started is not None and today <= person.started + timedelta(days=course.starter_days)


def figures_of(desk: Desk, standings: Sequence[Progress]) -> Sequence[tuple[Figure, Sequence[Figure]]]:
    """Each course's figure with those of the services in it, in the order of the table and of the services; people
    without a service come last, as a figure without one. Courses and services that nobody needs are left out."""
    services: Sequence[Service | None] = [*desk.directory.services(), None]
    found = []
    for course in desk.training.courses:
        own = [one for one in standings if one.course.id == course.id]
        by_service = [
            _figure(course, service, [one for one in own if one.person.service == (service and service.id)])
            for service in services
        ]
        if own:
            found.append((_figure(course, None, own), [one for one in by_service if one.should]))
    return found


def _figure(course: Course, service: Service | None, standings: Sequence[Progress]) -> Figure:
    done = sum(one.is_up_to_date for one in standings)
    return Figure(course, service, done, len(standings))
