"""Whom a case is put into words for, and when: a turn is one, and so is the recipient of a notice as it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cases.desk import Desk
from cases.people import Person


class Onlooker(Protocol):
    """What words about a case need besides the case."""

    @property
    def person(self) -> Person:
        """Who looks."""

    @property
    def desk(self) -> Desk:
        """Who is who, and the calendar."""

    @property
    def now(self) -> datetime:
        """When they look, aware."""


@dataclass(frozen=True)
class Addressee:
    """Somebody who is told something without having said anything."""

    person: Person
    desk: Desk
    now: datetime
