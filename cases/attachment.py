"""A file that belongs to a case, as a link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Attachment:
    """A file that belongs to a case. `name` and `link` are people's words; `size` is in bytes, None where unknown."""

    id: str
    reference: str
    at: datetime
    author: str
    name: str
    link: str
    size: int | None = None
