"""When training is due, and when somebody is prompted about it. Dates alone: nothing is looked up here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cases.clock.counting import months_later
from cases.training.needs import Course, PromptDays
from cases.training.records import Standing


@dataclass(frozen=True)
class Prompt:
    """A prompt that is due. `due` is the last day to do the course; `until` the day of the prompt after this one."""

    course: str
    due: date
    stage: str
    until: date

    @property
    def name(self) -> str:
        """What it is remembered by: a prompt of this name is sent once."""
        return f"{self.due.isoformat()}/{self.stage}"


def good_until(course: Course, done: date) -> date:
    """The last day on which a course that was done that day still counts."""
    return months_later(done, course.every_months)


def due_on(course: Course, started: date | None, done: date | None, since: date) -> date:
    """The last day on which somebody should do the course.

    That is the day until which the last time counts; for a starter a number of days after their first day. `since` is
    the morning on which it was first seen that they need the course. Who needed it only when that day had passed
    already (a new role, a directory that knows no first day, the day on which Ask IG began) has as many days as a
    starter, counted from there.
    """
    days = timedelta(days=course.starter_days)
    due = good_until(course, done) if done else (started or since) + days
    return due if due >= since else since + days


def prompt_due(course: Course, days: PromptDays, standing: Standing, due: date, today: date) -> Prompt | None:
    """What somebody is to be told of a course today; None where they were told already, or need not be yet.

    Of what fell due since the last prompt only the latest is told, so that a program that was off, or somebody who was
    away, is not behind with five.
    """
    prompt = prompt_for(course.id, days, due, today)
    return None if prompt is None or prompt.name == standing.told else prompt


def prompt_for(course_id: str, days: PromptDays, due: date, today: date) -> Prompt | None:
    """The latest prompt whose day has come; None while it is too early for the first."""
    late = (today - due).days
    if late >= 1:
        return _overdue(course_id, days.overdue_every, due, late)
    passed = [before for before in days.before if due - timedelta(days=before) <= today]
    if not passed:
        return None
    before = min(passed)
    later = [one for one in days.before if one < before]
    until = due - timedelta(days=max(later)) if later else due + timedelta(days=1)
    return Prompt(course_id, due, str(before), until)


def _overdue(course_id: str, every: int, due: date, late: int) -> Prompt:
    """On the day after the last one, then every so many days after it."""
    rounds = late // every
    days = max(1, rounds * every)
    return Prompt(course_id, due, f"overdue-{days}", due + timedelta(days=(rounds + 1) * every))


def concerns_the_manager(days: PromptDays, due: date, day: date) -> bool:
    """Whether a course that is not done by this day is told to the person's manager."""
    return (day - due).days >= days.manager_after
