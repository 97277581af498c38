"""Cases put into words for the person who looks at them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cases.ask import AskState
from cases.calendar import WhyNotCounted
from cases.case import Case, CaseKind, CaseState
from cases.clock import ClockState
from cases.incident_categories import category_title
from cases.incidents import Contained, Whose
from cases.letters import LetterKind
from cases.life.assess import assessment_of
from cases.life.clocks import read_clock, reasons_of
from cases.outcomes import Outcome, ground
from cases.permissions import additions_for, links_for, may_work
from cases.regimes import Regime
from cases.words import date_in_words, listed, moment_in_words
from dialogs.cards import case as cards
from dialogs.cards.flagged import flagged_fact
from dialogs.cards.incident import deadline_for_reporter, deadline_sentence, report_rows
from dialogs.cards.parts import SHOWN_AT_MOST, Json, with_headline
from dialogs.case_buttons import case_buttons
from dialogs.due import due_in_words, due_sentence
from dialogs.onlooker import Onlooker
from dialogs.similar_cases import similar_line
from dialogs.turn import Turn
from dialogs.who_has_it import who_has_it

_PAGE = 9_000


async def view_case(
    turn: Turn, case: Case, note: str = "", letter: LetterKind | None = None
) -> tuple[Json, str]:
    """The case's card for this person, and its summary. `letter` goes with what was just done."""
    every = [
        (addition, _name(turn, addition.author))
        for addition in await additions_for(turn.work, turn.person, case)
    ]
    additions = every[-cards.ADDITIONS_AT_MOST :]
    words = str(case.details.get("what_happened") or case.details.get("text") or "")
    has_more = (
        len(every) > len(additions)
        or len(words) > cards.WORDS_AT_MOST
        or any(len(addition.text) > SHOWN_AT_MOST for addition, _ in additions)
    )
    headline = date_line(turn, case)
    card = cards.case_card(
        case,
        headline=headline,
        why=_why(turn, case),
        rows=[*_rows(turn, case), *await _belonging(turn, case), *_written(case)],
        additions=additions,
        buttons=case_buttons(turn, case, has_more=has_more, letter=letter),
        note=note,
    )
    return card, note or f"{case.reference}. {headline}"


def _why(turn: Turn, case: Case) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The reasons for the date with their sources, and the days besides weekends that did not count."""
    reading = read_clock(case, turn.desk)
    if reading is None:
        return [], []
    days = [
        (date_in_words(day.date, turn.now), day.why)
        for day in reading.not_counted
        if day.kind is WhyNotCounted.HOLIDAY
    ]
    return [(reason.text, reason.source) for reason in reasons_of(case, reading)], days


async def read_case(turn: Turn, case: Case, page: int) -> tuple[Json, str]:
    """One page of everything that was written about a case, from 1; a page that there is not gives the nearest."""
    written = [str(case.details.get("what_happened") or case.details.get("text") or "")]
    written += [
        f"Added by {_name(turn, addition.author)}:\n{addition.text}"
        for addition in await additions_for(turn.work, turn.person, case)
    ]
    words = "\n\n".join(written)
    pages = max(1, -(-len(words) // _PAGE))
    page = min(max(1, page), pages)
    card = cards.reading_card(case.reference, words[(page - 1) * _PAGE : page * _PAGE], page, pages)
    return with_clock(turn, case, card), f"{case.reference}, page {page} of {pages}"


def date_line(turn: Onlooker, case: Case) -> str:
    """The one thing that matters now: the date in words, or that there is none."""
    if not case.state.is_live:
        return _ended(turn, case)
    if case.state is CaseState.DECIDED:
        return _decided(turn, case)
    if case.due_at:
        return decision_line(case.due_at, case.details.get("whose"), turn.now)
    clock = read_clock(case, turn.desk)
    if clock:
        return due_sentence(clock.due, clock.left_in_words, turn.now)
    return "There is no fixed date for this."


def decision_line(due_at: datetime, whose: Any, now: datetime) -> str:
    """By when it is decided about telling the ICO; that it may not come to that where nobody's data is affected."""
    if whose == [Whose.NOBODY.value]:
        return deadline_for_reporter(due_at, now, whose)
    return deadline_sentence(due_at, now)


def with_clock(turn: Turn, case: Case, card: Json) -> Json:
    """One of the case's other cards, with the 72 hours below its heading while an incident is not decided."""
    return with_headline(card, date_line(turn, case)) if case.is_undecided else card


_IN_TIME = {ClockState.ANSWERED_IN_TIME: "in time", ClockState.ANSWERED_LATE: "late"}


def _ended(turn: Onlooker, case: Case) -> str:
    """How the case ended, and whether the answer was in time."""
    clock = read_clock(case, turn.desk)
    kept = _IN_TIME.get(clock.state) if clock else None
    if case.kind is CaseKind.INCIDENT and "decision" in case.decisions:
        return f"{case.state.title}. {_decided(turn, case)}"
    if not clock or not kept or case.kind is CaseKind.INCIDENT:
        return f"{case.state.title}."
    due = due_in_words(clock.due, turn.now)
    if case.state is CaseState.RESPONDED:
        return f"{case.state.title} {kept}: it was due {due}."
    return f"{case.state.title}. The answer went out {kept}: it was due {due}."


def _outcome(case: Case) -> str:
    """The outcome and the provisions that it rests on."""
    decided = case.decisions.get("outcome") or {}
    chosen = str(decided.get("outcome"))
    if chosen not in Outcome._value2member_map_:
        return ""
    provisions = [ground(one).provision for one in decided.get("grounds") or ()]
    rests = f" It rests on {listed(provisions)}." if provisions else ""
    return f"{Outcome(chosen).title}.{rests}"


def _decided(turn: Onlooker, case: Case) -> str:
    """What the Data Protection Officer decided, and whether within the 72 hours; until the ICO is told, by when."""
    decision, clock = case.decisions.get("decision") or {}, read_clock(case, turn.desk)
    parties = (("ico", "the ICO", "is"), ("people", "the people", "are"))
    said = []
    for name, who, verb in parties:
        if decision.get(name) == "no":
            said.append(f"{who} {verb} not told")
        elif decision.get(name):
            said.append(
                f"{who} {verb} told" if f"{name}_told" in case.decisions else f"{who} {verb} to be told"
            )
    in_time = ""
    if clock and clock.state is ClockState.ANSWERED_IN_TIME:
        in_time = " In time."
    elif clock and clock.state is ClockState.ANSWERED_LATE:
        in_time = " After the 72 hours."
    elif case.due_at:
        in_time = f" The 72 hours to tell the ICO end on {moment_in_words(case.due_at, turn.now)}."
    return f"Decided: {listed(said)}.{in_time}" if said else f"Decided.{in_time}"


def list_line(turn: Onlooker, case: Case) -> str:
    """A case in one line of a list: what it is, where it stands, its date. No personal details."""
    return f"{cards.title_of(case)}. {case.state.title}. {date_line(turn, case) if case.state.is_live else ''}".strip()


def noticed_due(facts: Mapping[str, Any], now: datetime) -> str:
    """The date that a notice tells of, in words, seen from when it was recorded."""
    if facts.get("due_at"):
        return deadline_sentence(datetime.fromisoformat(facts["due_at"]), now)
    if facts.get("due"):
        return f"Due {date_in_words(datetime.fromisoformat(facts['due']).date(), now)}."
    return ""


def noticed_title(facts: Mapping[str, Any]) -> str:
    """What a notice is about, in words."""
    kind = CaseKind(facts["kind"])
    return Regime(facts["regime"]).title if facts.get("regime") and kind is CaseKind.REQUEST else kind.title


def _rows(turn: Turn, case: Case) -> list[tuple[str, str]]:
    service = turn.desk.directory.service(case.service) if case.service else None
    details = case.details
    rows: list[tuple[str, str]] = [("Status", status_line(turn, case))]
    if case.kind is CaseKind.INCIDENT:
        rows += report_rows(
            {
                **details,
                **({"contained": Contained.YES.value} if "contained" in case.marks else {}),
                "happened_words": _moment(details.get("happened"), turn.now),
                "noticed_words": _moment(details.get("noticed"), turn.now),
            },
            service,
        )
        rows.insert(1, ("Assessment", _assessed(turn, case)))
        if may_work(turn.person, case):
            rows.insert(1, ("ICO category", category_title(details.get("category")) or "Not known"))
    elif case.kind is CaseKind.REQUEST:
        rows += [
            ("Received", date_in_words(case.received, turn.now) if case.received else ""),
            ("Requester", str(details.get("requester") or "Not given")),
            ("Reply to", str(details.get("contact") or "Not given")),
            ("Service", service.title if service else ""),
        ]
    rows.insert(1, ("Outcome", _outcome(case)))
    if marks := case.marks - {"contained"}:
        rows.append(("Marked", listed(sorted(mark.replace("_", " ") for mark in marks)).capitalize()))
    if case.reporter != turn.person.id:
        rows.append(("Sent by", _name(turn, case.reporter)))
    if may_work(turn.person, case):
        rows.append(("Flagged", flagged_fact(details.get("flagged") or {})))
    return rows


def _assessed(turn: Turn, case: Case) -> str:
    """The severity and what it calls for, for those who work the incident."""
    made = assessment_of(case) if may_work(turn.person, case) else None
    return f"Severity {made.level.value}. It recommends: {made.recommendation.value}." if made else ""


def _written(case: Case) -> list[tuple[str, str]]:
    """The words of a request or a question, below what is shorter; an incident begins with them."""
    if case.kind is CaseKind.INCIDENT:
        return []
    return [
        ("They wrote" if case.kind is CaseKind.REQUEST else "Question", str(case.details.get("text") or ""))
    ]


def status_line(turn: Onlooker, case: Case) -> str:
    """Where the case stands and who has it; who has it alone where the line above says where it stands."""
    holder = who_has_it(turn.desk.directory, case)
    if case.state is CaseState.WITHDRAWN:
        return "It stays on record."
    return f"{case.state.title}. {holder}" if case.state.is_live else holder


async def _belonging(turn: Turn, case: Case) -> list[tuple[str, str]]:
    """What services were asked, and the cases that belong to this one, for those who work it."""
    if not may_work(turn.person, case):
        return []
    rows = []
    for ask in await turn.work.asks.of(case.reference):
        service = turn.desk.directory.service(ask.service)
        by = f", by {date_in_words(ask.by, turn.now)}" if ask.state is AskState.OPEN else ""
        rows.append((service.title if service else ask.service, f"{ask.state.title}{by}."))
    linked = [reference for reference, _ in await links_for(turn.work, turn.person, case)]
    if linked:
        rows.append(("Belongs to", listed(linked)))
    rows.append(("Similar", await similar_line(turn, case)))
    return rows


def _name(turn: Turn, person_id: str) -> str:
    person = turn.desk.directory.person(person_id)
    return person.name if person else "somebody who has left"


def _moment(written: Any, now: datetime) -> str:
    return (
        moment_in_words(datetime.fromisoformat(written), now) if isinstance(written, str) and written else ""
    )
