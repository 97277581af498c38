"""What a reader of names gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from nlp.personal_data.labels import DataLabel
from nlp.plain_text import Written


@dataclass(frozen=True, slots=True)
class Named:
    """What was read as a person, a body or a place at `start` to `end` (code points, the end exclusive)."""

    start: int
    end: int
    label: DataLabel


class NamesReader(Protocol):
    """Reads names in texts; threads may share one."""

    def read(self, texts: Sequence[Written]) -> list[list[Named]]:
        """What is named in each of `texts`, in their order."""
