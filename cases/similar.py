"""Requests that are like one another: whose answer might be used again, and which may be a repeat.

Two requests are compared by the words that say what they are about, brought to their stems. The words of letters and
of the law ("please", "under the Freedom of Information Act") say nothing, and those that say what is wanted of a
subject ("cost", "policy", "how many complaints") say less than the subject itself. The measure is the cosine of the
two weighted sets: 1 for the same words, 0 where no word is shared. It knows no other words for the same thing, and
two questions about one subject look alike to it, so it only ever suggests: a person compares.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from cases.calendar import HolidayCalendar
from cases.case import Case
from cases.clock import Event, EventType
from cases.outcomes import Outcome
from cases.people import Person
from cases.permissions import may_work
from cases.ports import UnitOfWork
from cases.regimes import Regime
from cases.search.finding import findable_by
from cases.search.query import AT_REST, CaseQuery, Days
from cases.search.words import stems, words_by_stem

THRESHOLD: Final = 0.6
"""From here on two requests count as alike. Of the pairs in tests/cases/test_similar.py, written before and after it
was chosen, 18 of 19 that are alike reach it, and 2 of 22 that are not."""

_LEAST_SHARED = 2

REPEAT_WITHIN: Final = 60
"""Working days. FOIA s.14(2) lets a repeated request be refused unless "a reasonable interval" has passed and names no
number; 60 working days is the span within which the Fees Regulations 2004, reg 5, let requests be counted together.
So it is a hint to look, and never a decision."""

_MOST_OF_THEM_DAYS = 7 * (2 * REPEAT_WITHIN) // 5 + 30
"""Days back in which such a request can have been received: 60 working days before, and the time it took to answer."""

SHARED_ANSWERS: Final = frozenset({Regime.FOI, Regime.EIR, Regime.REUSE})
"""Regimes whose answers are for everybody. What somebody is told about their own data is never used again."""

_MOST_COUNTED = 16
_SAMPLE = 1_000
_RAREST = 6
_COMPARED = 60
"""How many words of a request are counted, among how many of the newest cases; by how many words, and how many cases,
it is compared. They bound what a look at a card costs."""

_LETTERS_AND_LAW = """
    dear sir madam please would like kindly grateful thank thanks kind regards faithfully sincerely freedom information
    act foi foia eir environmental regulations under request requesting requested requests provide supply send give
    tell let know copy copies following question questions council authority borough county city hold held recorded
    data details how many much list every each year years month last name email reply electronic format pdf excel
    spreadsheet possible could breakdown total full between january february march april may june july august september
    october november december including include get got since along during within across per three five ten first
    recent latest currently current present reason whether any used using use say said want make made long also time
    week date financial
"""
_WANTED = """
    cost spend spent spending amount price budget contract supplier supply value end expire start policy procedure
    guidance issue complaint staff employee number average proportion percentage report minutes correspondence meeting
    decision address paid pay payment received service repair
"""
_WANTED_STEMS: Final = frozenset(stems(_WANTED))
_EMPTY_STEMS: Final = frozenset(stems(_LETTERS_AND_LAW)) - _WANTED_STEMS
_WANTED_WEIGHT = 0.4


@dataclass(frozen=True)
class Similar:
    """A request that is like another. `score` is between `THRESHOLD` and 1; `outcome` says how it ended, in words."""

    reference: str
    score: float
    outcome: str


class AnsweredRequests:
    """Requests that were answered, each with an id and its subject, for comparing a new one with all of them."""

    def __init__(self, subjects: Mapping[str | int, frozenset[str]]) -> None:
        self._subjects = subjects
        self._with_stem: dict[str, list[str | int]] = defaultdict(list)
        for one, subject in subjects.items():
            for stem in subject:
                self._with_stem[stem].append(one)

    def like(self, subject: frozenset[str], limit: int) -> tuple[str | int, ...]:
        """The ids of at most so many that count as alike, the most alike first, among equals the last one given."""
        shared = Counter(one for stem in subject for one in self._with_stem.get(stem, ()))
        near = [one for one in self._subjects if shared[one] >= _LEAST_SHARED]
        scores = {one: likeness(subject, self._subjects[one]) for one in reversed(near)}
        alike = [one for one, score in scores.items() if score >= THRESHOLD]
        return tuple(sorted(alike, key=lambda one: scores[one], reverse=True)[:limit])


async def similar_answered(work: UnitOfWork, case: Case, viewer: Person, limit: int) -> tuple[Similar, ...]:
    """Answered requests like this one that the viewer may work, the most alike first.

    None for requests about somebody's own data, and for who may not work the case.
    """
    if case.regime not in SHARED_ANSWERS or not may_work(viewer, case):
        return ()
    asked = _subject(case)
    telling = await _telling_words(work, case, asked)
    query = CaseQuery(two_of=telling, regimes=SHARED_ANSWERS, states=AT_REST)
    if len(telling) < _LEAST_SHARED:
        return ()
    page = await work.cases.find(query, findable_by(viewer, query), _COMPARED)
    found = [
        Similar(other.reference, round(score, 2), outcome_of(other))
        for other in page.cases
        if other.reference != case.reference and (score := likeness(asked, _subject(other))) >= THRESHOLD
    ]
    # Among those that are equally alike the newest comes first, as they were found.
    return tuple(sorted(found, key=lambda one: one.score, reverse=True)[:limit])


async def may_be_a_repeat_of(
    work: UnitOfWork, case: Case, viewer: Person, calendar: HolidayCalendar
) -> Case | None:
    """The newest request for the same by the same requester within the interval, to be looked at under FOIA s.14(2).

    The interval runs from the answer to that request, or from its receipt while there is none. Requesters are the
    same by name or by how they are reached. None outside FOI, and for who may not work the case.
    """
    if case.regime is not Regime.FOI or case.received is None or not may_work(viewer, case):
        return None
    asked = _subject(case)
    days = Days(case.received - timedelta(days=_MOST_OF_THEM_DAYS), case.received)
    for query in _by_the_same_requester(case, days):
        page = await work.cases.find(query, findable_by(viewer, query), _COMPARED)
        for other in page.cases:
            since = _answered_on(other) or other.received
            if (
                other.reference != case.reference
                and other.opened_at <= case.opened_at
                and since is not None
                and likeness(asked, _subject(other)) >= THRESHOLD
                and calendar.working_days_between(since, max(since, case.received)) <= REPEAT_WITHIN
            ):
                return other
    return None


def subject_of(text: str, signed: str = "") -> frozenset[str]:
    """The stems that say what a request is about; no numbers, since the same is often asked for another year.

    `signed` is who asks and how they are reached: many put it under the text, and it says nothing of the subject.
    """
    told = frozenset(stem for stem in stems(text) if stem not in _EMPTY_STEMS and not stem.isdecimal())
    return told - frozenset(stems(signed))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How alike two subjects are, from 0 to 1. 0 where fewer than two words are shared."""
    shared = one & other
    if len(shared) < _LEAST_SHARED:
        return 0.0
    return _squares(shared) / math.sqrt(_squares(one) * _squares(other))


def outcome_of(case: Case) -> str:
    """How a request ended, in words."""
    outcome = str((case.decisions.get("outcome") or {}).get("outcome"))
    return Outcome(outcome).title if outcome in Outcome._value2member_map_ else case.state.title


def _squares(subject: Iterable[str]) -> float:
    return math.fsum(_WANTED_WEIGHT**2 if stem in _WANTED_STEMS else 1.0 for stem in subject)


async def _telling_words(work: UnitOfWork, case: Case, subject: frozenset[str]) -> tuple[str, ...]:
    """The rarest words of what a request is about: those by which few cases have to be compared."""
    kept = subject - _WANTED_STEMS or subject
    words = {stem: word for stem, word in words_by_stem(_text_of(case)).items() if stem in kept}
    longest = sorted(words.values(), key=lambda word: (-len(word), word))[:_MOST_COUNTED]
    counts = await work.cases.commonness(longest, _SAMPLE)
    # Long words are seldom common, so among those that are equally rare they come first.
    rarest = sorted(counts, key=lambda stem: (counts[stem], -len(stem), stem))
    return tuple(words[stem] for stem in rarest[:_RAREST])


def _by_the_same_requester(case: Case, days: Days) -> Iterable[CaseQuery]:
    requester, contact = (str(case.details.get(name) or "").strip() for name in ("requester", "contact"))
    regimes = frozenset({Regime.FOI})
    if requester:
        yield CaseQuery(requester=requester, regimes=regimes, received=days)
    if contact:
        yield CaseQuery(words=(contact,), regimes=regimes, received=days)


def _answered_on(case: Case) -> date | None:
    days = [
        event.on for event in case.events if isinstance(event, Event) and event.type is EventType.RESPONDED
    ]
    return days[-1] if days else None


def _subject(case: Case) -> frozenset[str]:
    signed = " ".join(str(case.details.get(name) or "") for name in ("requester", "contact"))
    return subject_of(_text_of(case), signed)


def _text_of(case: Case) -> str:
    return str(case.details.get("text") or "")
