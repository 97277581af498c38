"""A policy as it was when it was last looked at, so that a change is noticed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class KnownPolicy:
    """`key` is the policy's number, or its title where it has none; `seen_on` is the day since which it is so."""

    key: str
    title: str
    version: str
    text_hash: str
    seen_on: date
