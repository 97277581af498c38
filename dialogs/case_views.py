"""Cases put into words for the person who looks at them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cases.case import Case, CaseKind
from cases.permissions import may_add, may_take, may_withdraw
from cases.regimes import Regime
from cases.requests import clock_of
from cases.words import date_in_words, moment_in_words
from dialogs.cards import case as cards
from dialogs.cards.flagged import flagged_fact
from dialogs.cards.incident import deadline_sentence, report_rows
from dialogs.cards.parts import Json
from dialogs.due import due_sentence
from dialogs.turn import Turn
from dialogs.who_has_it import who_has_it


async def view_case(turn: Turn, case: Case, note: str = "") -> tuple[Json, str]:
    """The case's card for this person, and its summary."""
    additions = [
        (addition, _name(turn, addition.author)) for addition in await turn.work.additions.of(case.reference)
    ]
    headline = date_line(turn, case)
    card = cards.case_card(
        case,
        headline=headline,
        rows=_rows(turn, case),
        additions=additions,
        may_take=may_take(turn.person, case),
        may_add=may_add(turn.person, case),
        may_withdraw=may_withdraw(turn.person, case),
        note=note,
    )
    return card, note or f"{case.reference}. {headline}"


def date_line(turn: Turn, case: Case) -> str:
    """The one thing that matters now: the date in words, or that there is none."""
    if not case.state.is_live:
        return f"{case.state.title}."
    if case.due_at:
        return deadline_sentence(case.due_at)
    if case.regime and case.received:
        clock = clock_of(turn.desk, case.regime, case.received)
        return due_sentence(clock.due, clock.left_in_words, turn.now)
    return "There is no fixed date for this."


def list_line(turn: Turn, case: Case) -> str:
    """A case in one line of a list: what it is, where it stands, its date. No personal details."""
    title = case.regime.title if case.regime else case.kind.title
    return f"{title}. {case.state.title}. {date_line(turn, case) if case.state.is_live else ''}".strip()


def noticed_due(facts: Mapping[str, Any]) -> str:
    """The date that a notice tells of, in words."""
    if facts.get("due_at"):
        return deadline_sentence(datetime.fromisoformat(facts["due_at"]))
    if facts.get("due"):
        return f"Due {date_in_words(datetime.fromisoformat(facts['due']).date())}."
    return ""


def noticed_title(facts: Mapping[str, Any]) -> str:
    """What a notice is about, in words."""
    return Regime(facts["regime"]).title if facts.get("regime") else CaseKind(facts["kind"]).title


def _rows(turn: Turn, case: Case) -> list[tuple[str, str]]:
    service = turn.desk.directory.service(case.service) if case.service else None
    details = case.details
    rows: list[tuple[str, str]] = [("Status", f"{case.state.title}. {who_has_it(turn.desk.directory, case)}")]
    if case.kind is CaseKind.INCIDENT:
        rows += report_rows(
            {
                **details,
                "happened_words": _moment(details.get("happened")),
                "noticed_words": _moment(details.get("noticed")),
            },
            service,
        )
    elif case.kind is CaseKind.REQUEST:
        rows += [
            ("Received", date_in_words(case.received) if case.received else ""),
            ("Requester", str(details.get("requester") or "Not given")),
            ("Reply to", str(details.get("contact") or "Not given")),
            ("Service", service.title if service else "Not known"),
            ("Text", str(details.get("text") or "")),
        ]
    else:
        rows.append(("Question", str(details.get("text") or "")))
    rows.append(("Sent by", _name(turn, case.reporter)))
    rows.append(("Flagged", flagged_fact(details.get("flagged") or {})))
    return rows


def _name(turn: Turn, person_id: str) -> str:
    person = turn.desk.directory.person(person_id)
    return person.name if person else "somebody who has left"


def _moment(written: Any) -> str:
    return moment_in_words(datetime.fromisoformat(written)) if isinstance(written, str) and written else ""
