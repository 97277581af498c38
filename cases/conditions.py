"""Conditions on a case as values: checked against one case here, and searched by in a store.

A rule that is written so is the same rule in both places: `holds` reads it for a case at hand, and a store turns
the same value into its own language. There is no "not": each fact has its opposite, so that a case without the fact
is never lost between the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from cases.case import Case


class Fact(StrEnum):
    """What a case has one of, or none."""

    KIND = "kind"
    REGIME = "regime"
    STATE = "state"
    REPORTER = "reporter"
    HANDLER = "handler"
    SERVICE = "service"

    def of(self, case: Case) -> str | None:
        """The case's value, None where it has none."""
        value = getattr(case, self.value)
        return None if value is None else str(value)


class Several(StrEnum):
    """What a case has any number of."""

    MARKS = "marks"
    ABOUT = "about"

    def of(self, case: Case) -> frozenset[str]:
        """The case's values."""
        return frozenset(getattr(case, self.value))


@dataclass(frozen=True)
class Is:
    """The fact is this; None where it is missing."""

    fact: Fact
    value: str | None


@dataclass(frozen=True)
class IsNot:
    """The fact is something else, or is missing."""

    fact: Fact
    value: str


@dataclass(frozen=True)
class Has:
    """This is among them."""

    several: Several
    value: str


@dataclass(frozen=True)
class HasNot:
    """This is not among them."""

    several: Several
    value: str


@dataclass(frozen=True)
class AllOf:
    """Every condition holds. Of none at all this is always so."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one condition holds. Of none at all this is never so."""

    conditions: tuple[Condition, ...]


Condition = Is | IsNot | Has | HasNot | AllOf | AnyOf
ALWAYS = AllOf(())
NEVER = AnyOf(())


def all_of(*conditions: Condition) -> AllOf:
    """Every one of these."""
    return AllOf(conditions)


def any_of(*conditions: Condition) -> AnyOf:
    """At least one of these."""
    return AnyOf(conditions)


def holds(condition: Condition, case: Case) -> bool:
    """Whether the condition is true of the case."""
    match condition:
        case Is(fact, value):
            return fact.of(case) == value
        case IsNot(fact, value):
            return fact.of(case) != value
        case Has(several, value):
            return value in several.of(case)
        case HasNot(several, value):
            return value not in several.of(case)
        case AllOf(conditions):
            return all(holds(one, case) for one in conditions)
        case AnyOf(conditions):
            return any(holds(one, case) for one in conditions)
        case _:
            assert_never(condition)
