"""The rules of nudges: when a case calls for one, who is told, and at most how often. Data, read from TOML."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeVar

from cases.case import CaseKind, CaseState
from cases.regimes import Regime


class Trigger(StrEnum):
    """What a nudge waits for.

    All but HOURS fall on a morning, when working hours begin. HOURS are hours of the 72 that passed since the council
    became aware of an incident (UK GDPR Art 33(1)), at any time of day.
    """

    BEFORE_DUE = "before due"
    OVERDUE = "overdue"
    UNASSIGNED = "unassigned"
    SERVICE = "service"
    REQUESTER = "requester"
    STATE = "state"
    HOURS = "hours"
    SNOOZE_OVER = "snooze over"


class Who(StrEnum):
    """Whom a nudge goes to.

    TEAM is the IG team's channel, or its officers while there is none. SIGNERS are the officers who may sign this
    answer off. COORDINATOR is that of the service that was asked, MANAGER the one whom the handler reports to.
    """

    HANDLER = "handler"
    TEAM = "team"
    OFFICERS = "officers"
    SIGNERS = "signers"
    COORDINATOR = "coordinator"
    MANAGER = "manager"
    DPO = "dpo"
    REPORTER = "reporter"


@dataclass(frozen=True)
class Rule:
    """One rule. `days` are working days and `hours` hours of the 72 (see `Trigger`); `every` is the number of working
    days after which it is told again, 0 for once. `otherwise` is told where there is nobody of `who`. Empty `kinds`,
    `regimes` or `states` mean all."""

    id: str
    says: str
    when: Trigger
    days: int = 0
    hours: int = 0
    every: int = 0
    who: tuple[Who, ...] = ()
    otherwise: tuple[Who, ...] = ()
    kinds: frozenset[CaseKind] = frozenset()
    regimes: frozenset[Regime] = frozenset()
    states: frozenset[CaseState] = frozenset()

    @property
    def is_urgent(self) -> bool:
        """Whether it is told at any hour, and alone."""
        return self.when is Trigger.HOURS

    @property
    def is_for_a_day(self) -> bool:
        """Whether it says how far off a date is, so that it is wrong once told too late."""
        return self.when in (Trigger.BEFORE_DUE, Trigger.HOURS)


@dataclass(frozen=True)
class NudgeRules:
    """All rules in their order, of which a later one of two that fall together weighs more, and how late what was due
    may still be told."""

    rules: tuple[Rule, ...]
    window: timedelta = timedelta(hours=24)
    _by_id: Mapping[str, Rule] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {rule.id: rule for rule in self.rules})

    def named(self, rule_id: str) -> Rule | None:
        """The rule of this id; None for one that was taken out since."""
        return self._by_id.get(rule_id)

    def place(self, rule_id: str) -> int:
        """Where the rule stands among the others."""
        return list(self._by_id).index(rule_id)

    @property
    def snoozed(self) -> Rule:
        """The rule for a snooze that is over."""
        return next(rule for rule in self.rules if rule.when is Trigger.SNOOZE_OVER)


class NudgesWrong(ValueError):  # it names what happened
    """Rules that can't be used; each sentence says what to change."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__("\n".join(self.sentences))


_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID: Final = 32
_PLACES: Final = frozenset({"reference", "due", "left"})
_KEYS: Final = frozenset(
    {"id", "says", "when", "days", "hours", "every", "who", "otherwise", "kinds", "regimes", "states"}
)
_MOST_DAYS: Final = 250
_LAST_HOUR: Final = 72
_Value = TypeVar("_Value", bound=StrEnum)


@cache
def shipped_rules() -> NudgeRules:
    """The rules that come with the program."""
    return read_rules((files("cases.nudges") / "nudges.toml").read_text(encoding="utf-8"))


def read_rules(text: str, window: timedelta = timedelta(hours=24)) -> NudgeRules:
    """Rules from TOML. Raises `NudgesWrong` with a sentence for each mistake."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NudgesWrong([f"The rules for nudges can't be read: {error}."]) from None
    rows = document.get("rules")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise NudgesWrong(["The rules for nudges must be a list of [[rules]], each with its lines below it."])
    mistakes = [f"There is nothing called {name} beside [[rules]]." for name in document if name != "rules"]
    rules: list[Rule] = []
    for number, row in enumerate(rows, 1):
        found = row.get("id")
        known_as = f"The rule {found}" if isinstance(found, str) and found else f"Rule {number}"
        reader = _Row(known_as, row)
        rule = reader.rule()
        mistakes += reader.mistakes
        if any(rule.id == other.id for other in rules):
            mistakes.append(f"{known_as} is there twice. Give each rule an id of its own.")
        rules.append(rule)
    if not mistakes and sum(rule.when is Trigger.SNOOZE_OVER for rule in rules) != 1:
        mistakes.append(f'There must be one rule with when = "{Trigger.SNOOZE_OVER.value}".')
    if mistakes:
        raise NudgesWrong(mistakes)
    return NudgeRules(tuple(rules), window)


class _Row:
    """One rule as it is written, and what is wrong with it."""

    def __init__(self, known_as: str, row: Mapping[str, Any]) -> None:
        self._known_as = known_as
        self._row = row
        self.mistakes: list[str] = []

    def rule(self) -> Rule:
        """The rule; what is wrong with it is in `mistakes`."""
        for name in self._row:
            if name not in _KEYS:
                self._wrong(f"has a line {name}, which there is not. There are: {', '.join(sorted(_KEYS))}.")
        when = (self._values("when", Trigger, [self._row.get("when")]) or (Trigger.SNOOZE_OVER,))[0]
        rule = Rule(
            id=self._id(),
            says=self._says(),
            when=when,
            days=self._number("days", 0, _MOST_DAYS),
            hours=self._number("hours", 0, _LAST_HOUR),
            every=self._number("every", 0, _MOST_DAYS),
            who=self._values("who", Who),
            otherwise=self._values("otherwise", Who),
            kinds=frozenset(self._values("kinds", CaseKind)),
            regimes=frozenset(self._values("regimes", Regime)),
            states=frozenset(self._values("states", CaseState)),
        )
        self._check(rule)
        return rule

    def _check(self, rule: Rule) -> None:
        """What can't stand together."""
        if rule.when is not Trigger.SNOOZE_OVER and not rule.who and not self.mistakes:
            self._wrong('does not say who is told. Add who, such as who = ["handler"].')
        if rule.when is Trigger.HOURS and not rule.hours:
            self._wrong("needs hours, from 1 to 72.")
        if rule.when is not Trigger.HOURS and rule.hours:
            self._wrong('has hours, which belong to when = "hours" alone. Use days.')
        if rule.when in (Trigger.HOURS, Trigger.BEFORE_DUE) and rule.every:
            self._wrong("can't be told again: take out every.")
        if rule.when is Trigger.OVERDUE and not rule.days:
            self._wrong("needs days, 1 or more: a case is overdue from the day after its date.")
        if rule.when is Trigger.STATE and not rule.states:
            self._wrong('needs states, such as states = ["sign_off"].')
        if rule.when is not Trigger.SERVICE and Who.COORDINATOR in (*rule.who, *rule.otherwise):
            self._wrong('can\'t go to the coordinator: only one with when = "service" knows of a service.')

    def _id(self) -> str:
        given = self._row.get("id")
        if isinstance(given, str) and _ID.fullmatch(given) and len(given) <= _LONGEST_ID:
            return given
        self._wrong(f"needs an id of small letters, figures and hyphens, at most {_LONGEST_ID} of them.")
        return ""

    def _says(self) -> str:
        given = self._row.get("says")
        if not isinstance(given, str) or not given.strip():
            self._wrong("needs says, the sentence that people read.")
            return ""
        try:
            places = [
                (name, spec, how)
                for _, name, spec, how in string.Formatter().parse(given)
                if name is not None
            ]
        except ValueError:
            places = [("", "", None)]
        if any(name not in _PLACES or spec or how for name, spec, how in places):
            self._wrong("has a wrong place in says. There are {reference}, {due} and {left}.")
        return given.strip()

    def _number(self, name: str, least: int, most: int) -> int:
        given = self._row.get(name, 0)
        if type(given) is int and least <= given <= most:
            return given
        self._wrong(f"needs a whole number from {least} to {most} for {name}.")
        return 0

    def _values(
        self, name: str, known: Callable[[str], _Value], given: object | None = None
    ) -> tuple[_Value, ...]:
        values = self._row.get(name, []) if given is None else given
        if not isinstance(values, list):
            self._wrong(f'needs a list for {name}, such as ["…"].')
            return ()
        found = []
        for value in values:
            try:
                found.append(known(value))
            except ValueError:
                there_are = ", ".join(f'"{one.value}"' for one in known)  # type: ignore[attr-defined]
                self._wrong(f"has a wrong value for {name}: {value!r}. There are {there_are}.")
        return tuple(dict.fromkeys(found))

    def _wrong(self, what: str) -> None:
        self.mistakes.append(f"{self._known_as} {what}")
