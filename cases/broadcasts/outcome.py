"""What came of a broadcast in numbers, which are kept for longer than who did what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cases.notices import NoticeState


@dataclass(frozen=True)
class Outcome:
    """How many people stand in each state, how many gave each answer, by its place from 0, and how many said "I have
    read it". States and answers without anybody are left out."""

    counts: Mapping[NoticeState, int]
    answers: Mapping[int, int]
    confirmed: int
