"""What a clock says: the date, where the case stands against it, and why."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from cases.calendar import NotCounted


class ClockState(StrEnum):
    """Where a case stands against its date on the day it is asked about.

    A date is overdue only from the day after it (for a breach, from the moment after it).
    """

    RUNNING = "running"
    PAUSED = "paused"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED_IN_TIME = "answered_in_time"
    ANSWERED_LATE = "answered_late"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Reason:
    """One step towards the date, in words, and the law or guidance it rests on."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class ClockReading:
    """A case's clock as read on one day.

    `due` is the last day allowed; for a breach the moment, aware, in Europe/London. While the clock waits for
    the requester it is the date as if nothing had been asked: no answer can make it earlier.

    `days_left` counts working days for FOI, EIR, re-use and reviews, calendar days for UK GDPR matters, and
    whole days of 24 hours for a breach. It is 0 on the last day, negative when overdue (at least -1), frozen
    while the clock waits, what was to spare once answered, and 0 when the request lapsed. `hours_left` is for
    a breach only: whole hours, negative when overdue.

    `rule` is the version of the rule that was applied, such as "FOI-2005-01".
    """

    due: dt.date
    state: ClockState
    days_left: int
    left_in_words: str
    reasons: tuple[Reason, ...]
    not_counted: tuple[NotCounted, ...]
    rule: str
    hours_left: int | None = None
