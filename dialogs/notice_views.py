"""Notices as they are told: in a team's channel or a person's own chat, the same card, without personal details."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cases.notices import Notice, NoticeKind
from cases.people import Directory
from cases.words import date_in_words, days_in_words, listed, moment_in_words
from dialogs.cards.case import new_case_card
from dialogs.cards.menu import said_card
from dialogs.cards.parts import Json, button, card, heading, row_with_button, words
from dialogs.case_views import noticed_due, noticed_title

_LISTED = 10
"""Cases with a line and a button of their own; the rest are named."""


def view_notice(notice: Notice, directory: Directory) -> tuple[Json, str]:
    """The notice's card and its summary."""
    reference, facts = notice.reference, notice.facts
    if notice.kind is NoticeKind.NEW_CASE:
        service = directory.service(facts["service"]) if facts.get("service") else None
        due = noticed_due(facts, notice.recorded_at)
        made = new_case_card(reference, noticed_title(facts), facts, service, due)
        return made, f"New: {reference}. {due}"
    if notice.kind is NoticeKind.DATES_MOVED:
        return _dates_moved(facts, notice.recorded_at)
    if notice.kind is NoticeKind.SERVICE_ASKED:
        return _service_asked(reference, facts, notice.recorded_at)
    if notice.kind in (NoticeKind.COVER_BEGINS, NoticeKind.COVER_ENDS):
        return _cover(notice, directory)
    sentence = {
        NoticeKind.CASE_CHANGED: _changed(reference, facts, notice.recorded_at),
        NoticeKind.CASE_TAKEN: f"{reference} is now with {facts.get('handler', 'a handler')}.",
        NoticeKind.CASE_ADDED_TO: _added_to(reference, facts, notice.recorded_at),
        NoticeKind.CASE_WITHDRAWN: f"{reference} was withdrawn by the person who sent it. It stays on record.",
    }.get(notice.kind)
    if sentence is None:
        return said_card(reference), reference
    return card([words(sentence)], [button("Open", "open", {"case": reference})], sentence), sentence


def _changed(reference: str, facts: Mapping[str, Any], now: datetime) -> str:
    by = f" by {facts['by']}" if facts.get("by") else ""
    return f"{reference}: {facts.get('step', 'changed')}{by}. {noticed_due(facts, now)}".strip()


def _added_to(reference: str, facts: Mapping[str, Any], now: datetime) -> str:
    return f"Something was added to {reference}. {noticed_due(facts, now)}".strip()


def _service_asked(reference: str, facts: Mapping[str, Any], now: datetime) -> tuple[Json, str]:
    """What a service's coordinator is told; the question itself is shown to them when they open it."""
    by = date_in_words(date.fromisoformat(facts["by"]), now)
    sentence = f"Your service is asked for information, by {by}."
    body = [heading(f"Information wanted for {reference}"), words(sentence)]
    return card(body, [button("Open", "ask", {"ask": facts["ask"]}, "positive")], sentence), sentence


def _cover(notice: Notice, directory: Directory) -> tuple[Json, str]:
    """What somebody who covers for a colleague is told."""
    facts = notice.facts
    away = directory.person(str(facts.get("person")))
    name = away.name if away else "Somebody who has left"
    if notice.kind is NoticeKind.COVER_ENDS:
        sentence = f"You don't cover for {name} any more. Thank you."
        return said_card(sentence), sentence
    last = date.fromisoformat(facts["last"]) if facts.get("last") else None
    days = days_in_words(date.fromisoformat(facts["first"]), last, notice.recorded_at)
    sentence = f"{name} is away {days}, and you cover. I'll tell you what I would tell them."
    return said_card(sentence), sentence


def _dates_moved(facts: Mapping[str, Any], now: datetime) -> tuple[Json, str]:
    """Cases whose dates are others since a bank holiday was added or taken out."""
    moved = facts["moved"]
    sentence = f"A bank holiday was added or taken out, and {_cases_have(len(moved))} another date."
    body: list[Any] = [heading("Dates have moved"), words(sentence)]
    for reference, was, due in moved[:_LISTED]:
        line = f"Due {_day(due, now)}, not {_day(was, now)}."
        body.append(row_with_button(reference, line, "Open", "open", {"case": reference}))
    if rest := [reference for reference, _, _ in moved[_LISTED:]]:
        body.append(words(f"And: {listed(rest)}."))
    return card(body, (), sentence), sentence


def _cases_have(number: int) -> str:
    return "one case has" if number == 1 else f"{number:,} cases have"


def _day(written: str | None, now: datetime) -> str:
    if not written:
        return "no date"
    if "T" in written:
        return moment_in_words(datetime.fromisoformat(written), now)
    return date_in_words(date.fromisoformat(written), now)
