"""Severity by ENISA's method: SE = DPC x EI + CB.

Source: ENISA, "Recommendations for a methodology of the assessment of severity of personal data breaches",
working document 1.0, December 2013. The numbers are the method's. How the kinds of data that an incident report
ticks fall into its four contexts, and which of our questions move the context, is our reading of its annexes:
the Data Protection Officer should agree to `CONTEXT_OF_KIND` before the first use.

Scores are multiples of a quarter, which a float holds exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cases.words import listed


class Level(StrEnum):
    """How severe a breach is for the people whose data it is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very high"

    @property
    def meaning(self) -> str:
        """What the level says about the people, in words."""
        return {
            "low": "people will not be affected, or only by small inconveniences",
            "medium": "people may meet significant inconveniences that they can overcome with some difficulty",
            "high": "people may meet significant consequences that are hard to overcome",
            "very high": "people may meet significant, even irreversible, consequences",
        }[self.value]


_FLOORS: Final = ((4.0, Level.VERY_HIGH), (3.0, Level.HIGH), (2.0, Level.MEDIUM))


def level_of(score: float) -> Level:
    """Under 2 low, under 3 medium, under 4 high, else very high."""
    return next((level for floor, level in _FLOORS if score >= floor), Level.LOW)


class Context(StrEnum):
    """Data processing context (DPC): what kind of data it is, before the circumstances move it."""

    SIMPLE = "simple"
    BEHAVIOURAL = "behavioural"
    FINANCIAL = "financial"
    SENSITIVE = "sensitive"

    @property
    def score(self) -> int:
        """1 to 4."""
        return {"simple": 1, "behavioural": 2, "financial": 3, "sensitive": 4}[self.value]


CONTEXT_OF_KIND: Final = {
    "names": Context.SIMPLE,
    "contact_details": Context.SIMPLE,
    "addresses": Context.SIMPLE,
    "dates_of_birth": Context.SIMPLE,
    "identifiers": Context.SIMPLE,
    "children": Context.SIMPLE,
    "employment": Context.BEHAVIOURAL,
    "financial": Context.FINANCIAL,
    "health": Context.SENSITIVE,
    "criminal": Context.SENSITIVE,
    "special_category": Context.SENSITIVE,
    "social_care": Context.SENSITIVE,
    "other": Context.SIMPLE,
}
"""By the kinds that an incident report ticks. Official numbers and children count as simple data here, because
what makes them worse is asked apart (identity fraud, vulnerable people) and would otherwise count twice."""


class Identification(StrEnum):
    """Ease of identification (EI): how easily somebody who has the data can tell whose it is."""

    NEGLIGIBLE = "negligible"
    LIMITED = "limited"
    SIGNIFICANT = "significant"
    MAXIMUM = "maximum"

    @property
    def score(self) -> float:
        """A quarter to one."""
        return {"negligible": 0.25, "limited": 0.5, "significant": 0.75, "maximum": 1.0}[self.value]

    @property
    def meaning(self) -> str:
        """In words."""
        return {
            "negligible": "very hard to tell who the people are",
            "limited": "possible to tell who the people are, with more information",
            "significant": "people identifiable with a little work",
            "maximum": "people identifiable at once",
        }[self.value]


class Exposure(StrEnum):
    """Loss of confidentiality."""

    NONE = "none"
    KNOWN = "known"
    UNKNOWN = "unknown"


class Alteration(StrEnum):
    """Loss of integrity."""

    NONE = "none"
    RECOVERABLE = "recoverable"
    UNRECOVERABLE = "unrecoverable"


class Unavailability(StrEnum):
    """Loss of availability."""

    NONE = "none"
    TEMPORARY = "temporary"
    FULL = "full"


_MALICE: Final = 0.5
_EXPOSURE: Final = {
    Exposure.NONE: (0.0, "nobody is known to have seen it"),
    Exposure.KNOWN: (0.25, "seen, or open to be seen, by people who are known"),
    Exposure.UNKNOWN: (0.5, "open to an unknown number of people"),
}
_ALTERATION: Final = {
    Alteration.NONE: (0.0, "nothing was changed"),
    Alteration.RECOVERABLE: (0.25, "changed, and can be put right"),
    Alteration.UNRECOVERABLE: (0.5, "changed, and cannot be put right"),
}
_UNAVAILABILITY: Final = {
    Unavailability.NONE: (0.0, "nothing was lost to the council"),
    Unavailability.TEMPORARY: (0.25, "out of reach for a while"),
    Unavailability.FULL: (0.5, "lost for good"),
}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Circumstances of the breach (CB): what was lost, and whether somebody meant it."""

    exposure: Exposure = Exposure.NONE
    alteration: Alteration = Alteration.NONE
    unavailability: Unavailability = Unavailability.NONE
    malicious: bool = False

    @property
    def parts(self) -> tuple[tuple[float, str], ...]:
        """What each circumstance adds, and why, leaving out those that add nothing."""
        parts = (
            _EXPOSURE[self.exposure],
            _ALTERATION[self.alteration],
            _UNAVAILABILITY[self.unavailability],
            (_MALICE if self.malicious else 0.0, "done with bad intent"),
        )
        return tuple(part for part in parts if part[0])

    @property
    def score(self) -> float:
        """None to two."""
        return sum(score for score, _ in self.parts)


@dataclass(frozen=True, slots=True)
class Move:
    """Something that makes the context worse (`by` above none) or better (below none), and why."""

    by: int
    why: str


@dataclass(frozen=True, slots=True)
class Grade:
    """The result: `score` (0.25 to 6), its level, and every step in words that can be checked by hand."""

    score: float
    level: Level
    arithmetic: tuple[str, ...]


def grade(
    kinds: Iterable[str],
    moves: Iterable[Move],
    identification: Identification,
    circumstances: Circumstances,
) -> Grade:
    """Grade a breach. `kinds` are values of the incident report's kinds of data; one that is not known here
    counts as simple data, and so does a report that ticks none."""
    highest = max(
        (context_of(kind) for kind in kinds), key=lambda context: context.score, default=Context.SIMPLE
    )
    moved = tuple(moves)
    unbounded = highest.score + sum(move.by for move in moved)
    context_score = min(4, max(1, unbounded))
    score = context_score * identification.score + circumstances.score
    level = level_of(score)
    return Grade(
        score,
        level,
        (
            f"Kind of data: {highest.value} data scores {highest.score}. The highest kind counts.",
            *_moves_in_words(highest.score, moved, unbounded, context_score),
            f"How easy it is to tell who the people are: {identification.value} "
            f"({identification.meaning}), × {number(identification.score)}.",
            *_circumstances_in_words(circumstances),
            _sum_in_words(highest, context_score, identification, circumstances, score, level),
            f"{level.value.capitalize()} means that {level.meaning}.",
        ),
    )


def context_of(kind: str) -> Context:
    """The context that a kind of data falls into."""
    return CONTEXT_OF_KIND.get(kind, Context.SIMPLE)


def number(value: float) -> str:
    """A score without needless noughts: 1, 0.5, 3.25."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _moves_in_words(start: int, moves: tuple[Move, ...], unbounded: int, end: int) -> tuple[str, ...]:
    steps = [f"Moved by {move.by:+d}: {move.why}." for move in moves if move.by]
    if unbounded != end:
        steps.append(f"That would be {unbounded}, but the method stays within 1 and 4, so {end}.")
    elif steps and start != end:
        steps.append(f"So the kind of data scores {end} here.")
    return tuple(steps)


def _circumstances_in_words(circumstances: Circumstances) -> tuple[str, ...]:
    if not circumstances.parts:
        return ("Circumstances add nothing.",)
    return tuple(f"Circumstances add {number(score)}: {why}." for score, why in circumstances.parts)


def _sum_in_words(
    highest: Context,
    context_score: int,
    identification: Identification,
    circumstances: Circumstances,
    score: float,
    level: Level,
) -> str:
    kind = f"{highest.value} data" + (", moved" if context_score != highest.score else "")
    added = f" ({listed([why for _, why in circumstances.parts])})" if circumstances.parts else ""
    return (
        f"{context_score} ({kind}) × {number(identification.score)} ({identification.meaning}) "
        f"+ {number(circumstances.score)}{added} = {number(score)}: {level.value}"
    )
