"""A time in which somebody is away, and who covers for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Absence:
    """From the first day to the last somebody is away, both included; `last` is None until they say that they are back.

    `cover` is the id of who covers for them, None where nobody was named. `noted_by` is the id of who said so. Why
    somebody is away is nowhere kept.
    """

    id: str
    person: str
    first: date
    last: date | None
    cover: str | None
    noted_by: str

    def is_on(self, day: date) -> bool:
        """Whether they are away on this day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def meets(self, first: date, last: date | None) -> bool:
        """Whether it has a day in common with the time from `first` to `last`; None is a time without an end."""
        return (last is None or self.first <= last) and (self.last is None or first <= self.last)
