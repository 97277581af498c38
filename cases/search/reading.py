"""Reads what somebody types to find cases: "FOI housing overdue since March", "SAR from Mr Okafor", "due this week".

Some words say only one thing ("FOI", "overdue", "last month"). Others are also ordinary words ("open", "housing",
"complaints"): they narrow the search only where they stand among such, or alone. So "open FOI" asks for what is open
and "open spaces" for two words. What is no filter is looked for in the cases' own words. Anything can be said plainly,
as the search card does: `kind:foi`, `state:closed`, `service:housing`, `received:2026-03-01..2026-03-31`; and what
stands "in quotation marks" is only ever words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from cases.case import ENQUIRY_PREFIX, LIVE_STATES, CaseKind, CaseState, reference_prefix
from cases.people import Person, Service
from cases.regimes import Regime
from cases.search.periods import CLEAR, LED, days_of, period_in
from cases.search.query import ANY_DAY, AT_REST, CaseQuery, Days, Reached
from cases.search.words import plain_words
from cases.words import LONDON

LONGEST_QUERY: Final = 400
"""Characters of what is typed that are read."""

_MOST_WORDS = 20
_TAKEN = "\ue000"
"""Stands in the text for what was read already. Nobody can type it: it is of those that `_tidied` leaves out."""


@dataclass(frozen=True)
class Known:
    """What the words of a search can mean: the time now, aware, the services, who works cases, and who asks."""

    now: datetime
    services: Sequence[Service]
    people: Sequence[Person]
    person: Person


def parse_query(text: str, known: Known) -> CaseQuery:
    """The search that the text asks for. Any text is one; it is never refused."""
    draft = _Draft(_tidied(text), known)
    for read in _STEPS:
        read(draft)
    return draft.query()


_S = CaseState
_REVIEWS = frozenset({Regime.FOI_REVIEW, Regime.EIR_REVIEW})
_ANSWERED = frozenset({_S.RESPONDED, _S.ANSWERED})

# Words that mean one kind of case and nothing else.
_KINDS: Final[tuple[tuple[str, frozenset[Regime]], ...]] = (
    (r"(?:foi|freedom of information)(?: requests?)? reviews?", frozenset({Regime.FOI_REVIEW})),
    (r"(?:eir|environmental information)(?: requests?)? reviews?", frozenset({Regime.EIR_REVIEW})),
    (r"internal reviews?", _REVIEWS),
    (r"foi(?:a|s)?|freedom of information(?: act)?", frozenset({Regime.FOI})),
    (r"eirs?|environmental information(?: regulations)?", frozenset({Regime.EIR})),
    (r"d?sars?|subject access", frozenset({Regime.SAR})),
    (r"dsrs?|(?:data protection |data subject )?rights requests?", frozenset({Regime.RIGHTS})),
    (r"rps|ropsi|re-?use requests?", frozenset({Regime.REUSE})),
    (r"dpcs?|data[- ]protection complaints?", frozenset({Regime.DP_COMPLAINT})),
)
# Words that can mean a kind of case.
_KIND_WORDS: Final[tuple[tuple[str, frozenset[Regime] | CaseKind], ...]] = (
    (r"reviews?", _REVIEWS),
    (r"complaints?", frozenset({Regime.DP_COMPLAINT})),
    (r"re-?use", frozenset({Regime.REUSE})),
    (r"rights", frozenset({Regime.RIGHTS})),
    (r"incidents?|breach(?:es)?|near miss(?:es)?", CaseKind.INCIDENT),
    (r"questions?|enquir(?:y|ies)|quer(?:y|ies)", CaseKind.ENQUIRY),
    (r"requests?", CaseKind.REQUEST),
)
_WAITING = r"(?:waiting|awaiting)(?: for)?(?: the| a)?"
_STANDINGS: Final[tuple[tuple[str, frozenset[CaseState]], ...]] = (
    (r"not (?:yet )?(?:answered|closed|finished)|unanswered|still open", LIVE_STATES),
    (rf"{_WAITING} (?:fee|payment)", frozenset({_S.AWAITING_FEE})),
    (rf"{_WAITING} clarification|being clarified", frozenset({_S.CLARIFYING})),
    (rf"{_WAITING} (?:proof of )?(?:id|identity)", frozenset({_S.AWAITING_IDENTITY})),
    (rf"{_WAITING} sign[- ]?off|to be signed off", frozenset({_S.SIGN_OFF})),
    (rf"{_WAITING} services?", frozenset({_S.SEEKING})),
)
_STANDING_WORDS: Final[Mapping[str, frozenset[CaseState]]] = {
    **dict.fromkeys(("open", "live", "active", "outstanding", "ongoing", "due"), LIVE_STATES),
    **dict.fromkeys(("closed", "finished", "completed"), AT_REST),
    **dict.fromkeys(("answered", "responded"), _ANSWERED),
    "refused": frozenset({_S.REFUSED}),
    "withdrawn": frozenset({_S.WITHDRAWN}),
    "transferred": frozenset({_S.TRANSFERRED}),
    "lapsed": frozenset({_S.LAPSED}),
    "drafting": frozenset({_S.DRAFTING}),
    "triaged": frozenset({_S.TRIAGED}),
    "contained": frozenset({_S.CONTAINED}),
    "assessed": frozenset({_S.ASSESSED}),
    "decided": frozenset({_S.DECIDED}),
    "reported": frozenset({_S.REPORTED}),
    "received": frozenset({_S.RECEIVED}),
}
_OVERDUE = r"overdue|past (?:its|their|the)(?: due)? date"
_NO_HANDLER = r"(?:without|no|has no) (?:a )?handler|nobody(?: has taken)?"
_UNASSIGNED = rf"unassigned|untaken|not (?:yet )?(?:taken|assigned)|{_NO_HANDLER}"
_NOUNS = r"cases?|requests?|ones?"
_FILLERS = (
    rf"{_NOUNS}|in|for|of|and|or|the|a|with|that|which|are|is|all|any|by|to|on|at|from|me|us|everything"
)
_VERBS: Final[tuple[tuple[str, str], ...]] = (
    (r"due", "due"),
    (r"received|arrived|came in|got", "received"),
    (r"opened|reported|logged|passed on|sent in|new", "opened"),
    (
        r"closed|finished|completed|answered|responded(?: to)?|refused|withdrawn|transferred|lapsed|decided",
        "reached",
    ),
)
_LEADS = r"since|from|starting|after|before|until|till|by|up to|to|on|in|during|within|over|between"
_HANDLED = r"handled by|assigned to|taken by|worked on by|given to|owned by|handler"
_HONORIFIC = r"(?:mr|mrs|ms|miss|mx|dr|prof(?:essor)?|rev|sir|lady|cllr|councillor)\.?"
_CAPITAL = r"[A-Z][\w'’-]*"
_NAME_ENDS = rf"about|since|regarding|concerning|re|received|opened|due|closed|{_LEADS}|{_FILLERS}"
_DROPPED_WRITTEN = "case cases request requests ones regarding concerning mentioning everything"
_DROPPED = frozenset(_DROPPED_WRITTEN.split())


@dataclass
class _Draft:
    """A search while it is read. What was understood is taken out of the text."""

    text: str
    known: Known
    quoted: list[str] = field(default_factory=list)
    regimes: set[Regime] = field(default_factory=set)
    states: set[CaseState] = field(default_factory=set)
    given: dict[str, Any] = field(default_factory=dict)
    is_overdue: bool = False

    def take(self, pattern: str, read: Callable[[re.Match[str]], object]) -> None:
        """Read each place where the pattern stands between other words, and take it out of the text.

        Where `read` returns False the words meant nothing after all, and stay words.
        """
        found = re.compile(rf"(?<![\w'’-])(?:{pattern})(?![\w'’])", re.IGNORECASE)
        start = 0
        while match := found.search(self.text, start):
            start = match.end()
            if read(match) is not False:
                before = f"{self.text[: match.start()].rstrip()} {_TAKEN} "
                self.text, start = before + self.text[match.end() :].lstrip(), len(before)

    def add_kind(self, kind: frozenset[Regime] | CaseKind) -> None:
        """Narrow to a kind of case; several kinds widen each other."""
        if isinstance(kind, CaseKind):
            if self.given.setdefault("kind", kind) is not kind:
                del self.given["kind"]
        else:
            self.regimes |= kind

    def query(self) -> CaseQuery:
        """What was read, and the words that are left."""
        states = frozenset(self.states)
        if self.is_overdue or not self.given.get("due", ANY_DAY).is_any:
            states = states & LIVE_STATES or LIVE_STATES
        if self.is_overdue:
            self.given["due_before"] = self.known.now
        kind = self.given.get("kind")
        if self.regimes and kind is CaseKind.INCIDENT:
            # "FOI and incidents" are either: an incident has a regime too.
            self.regimes.add(Regime.BREACH)
        if self.regimes and kind in (CaseKind.REQUEST, CaseKind.INCIDENT):
            del self.given["kind"]
        return CaseQuery(
            words=tuple(self._words())[:_MOST_WORDS],
            regimes=frozenset(self.regimes),
            states=states,
            **self.given,
        )

    def _words(self) -> Iterator[str]:
        for word in self.text.replace(_TAKEN, " ").split():
            bare = word.strip(".,;:!?()[]{}<>*#")
            if plain_words(bare) and bare.lower() not in _DROPPED:
                yield bare
        for phrase in self.quoted:
            yield from (word for word in phrase.split() if plain_words(word))


def _tidied(text: str) -> str:
    shown = "".join(letter if letter.isprintable() else " " for letter in text[:LONGEST_QUERY])
    # One full stop ends a sentence, two are part of what is said plainly ("due:2026-03-01..").
    return re.sub(r"(?<!\.)\.$", "", " ".join(shown.split()).strip("?! "))


def _plainly_said(draft: _Draft) -> None:
    """`kind:foi`, `service:housing`, and so on. What is none of ours stays words."""
    readers: dict[str, Callable[[_Draft, str], bool]] = {
        "kind": _said_kind,
        "state": _said_state,
        "service": _said_service,
        "requester": _said_requester,
        **{name: _said_days(name) for name in ("received", "opened", "due")},
    }
    draft.take(
        rf"({'|'.join(readers)}):(?:\"([^\"]*)\"|(\S+))",
        lambda match: readers[match[1].lower()](draft, match[2] or match[3] or ""),
    )


def _said_kind(draft: _Draft, value: str) -> bool:
    for pattern, kind in (*_KINDS, *_KIND_WORDS):
        if re.fullmatch(pattern, value, re.IGNORECASE):
            draft.add_kind(kind)
            return True
    return False


def _said_state(draft: _Draft, value: str) -> bool:
    value = value.lower()
    if value == "overdue":
        draft.is_overdue = True
    elif value == "unassigned":
        draft.given["is_unassigned"] = True
        draft.states |= LIVE_STATES
    elif value in _STANDING_WORDS:
        draft.states |= _STANDING_WORDS[value]
    elif value in CaseState._value2member_map_:
        draft.states.add(CaseState(value))
    else:
        return False
    return True


def _said_service(draft: _Draft, value: str) -> bool:
    found = next((service.id for service in draft.known.services if service.id == value), None)
    if found:
        draft.given["service"] = found
    return found is not None


def _said_requester(draft: _Draft, value: str) -> bool:
    draft.given["requester"] = value
    return True


def _said_days(name: str) -> Callable[[_Draft, str], bool]:
    def read(draft: _Draft, value: str) -> bool:
        first, has_end, last = value.partition("..")
        today = draft.known.now.astimezone(LONDON).date()
        ends = [period_in(end, today, ahead=False) if end else None for end in (first, last)]
        if any(end and not period for end, period in zip((first, last), ends, strict=True)) or not any(ends):
            return False
        begin, end = ends
        draft.given[name] = Days(begin.first if begin else None, end.last if end else None)
        if begin and not has_end:
            draft.given[name] = Days(begin.first, begin.last)
        return True

    return read


def _quotations(draft: _Draft) -> None:
    def keep(match: re.Match[str]) -> str:
        draft.quoted.append(match[1])
        return " "

    draft.text = re.sub(r"[\"“”]([^\"“”]*)[\"“”]", keep, draft.text)


def _asking(draft: _Draft) -> None:
    """The words that only say that something is looked for."""
    asked = re.compile(
        r"(?:please )?(?:search|find|look up|look for|show|list|get)(?: me)?(?: for)?(?: all| every)?(?: the| any)?"
        r"(?=\s|$)",
        re.IGNORECASE,
    ).match(draft.text)
    if asked:
        draft.text = f"{_TAKEN} {draft.text[asked.end() :]}"


_PREFIXES = "|".join([*(reference_prefix(regime) for regime in Regime), ENQUIRY_PREFIX])


def _references(draft: _Draft) -> None:
    def read(match: re.Match[str]) -> None:
        prefix, year, number = match[1].upper(), match[2], match[3] or ""
        draft.given["reference"] = f"{prefix}-{year}-{number}"

    draft.take(rf"({_PREFIXES})[\s\-–—/]*(20\d\d)(?:[\s\-–—/]+(\d{{1,6}}))?", read)


def _handlers(draft: _Draft) -> None:
    names = _names_of(draft.known.people)
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or r"(?!)"

    def read(match: re.Match[str]) -> None:
        named = next((name for name in match.groups() if name), "")
        draft.given["handler"] = names.get(named.lower(), draft.known.person.id)

    draft.take(rf"(?:{_HANDLED})\s+(?:me|myself|({either}))", read)
    draft.take(rf"with\s+({either})|({either})['’]s?\s+(?:{_NOUNS})", read)


def _names_of(people: Sequence[Person]) -> dict[str, str]:
    """Ids by full name, and by the parts of names that only one of them has."""
    found: dict[str, set[str]] = {}
    for person in people:
        for name in {person.name, *person.name.split()}:
            found.setdefault(name.lower(), set()).add(person.id)
    return {name: ids.pop() for name, ids in found.items() if len(ids) == 1 and len(name) > 1}


def _kinds(draft: _Draft) -> None:
    def narrow_to(kind: frozenset[Regime]) -> Callable[[re.Match[str]], None]:
        return lambda _: draft.add_kind(kind)

    for pattern, kind in _KINDS:
        draft.take(rf"(?:{pattern})(?: requests?)?", narrow_to(kind))


def _certain_requester(draft: _Draft) -> None:
    """A name that can be no month: one with a title, or of several words with capital letters."""
    titled = rf"{_HONORIFIC}\s+{_name_of(draft, 3)}"
    several = rf"(?=(?-i:{_CAPITAL}\s+[A-Z])){_name_of(draft, 3)}"
    draft.take(rf"(?:requested by|requester|applicant|from|by)\s+({titled})", _reads_requester(draft))
    draft.take(rf"from\s+({several})", _reads_requester(draft))


def _requester(draft: _Draft) -> None:
    """A name after "from": with capital letters, or straight after the kind of case."""
    patterns = (
        rf"(?:requested by|requester|applicant)\s+({_name_of(draft, 3)})",
        rf"from\s+((?-i:(?=[A-Z])){_name_of(draft, 1)})",
        rf"(?<={_TAKEN} )from\s+({_name_of(draft, 2)})",
    )
    for pattern in patterns:
        draft.take(pattern, _reads_requester(draft))


def _reads_requester(draft: _Draft) -> Callable[[re.Match[str]], bool]:
    def read(match: re.Match[str]) -> bool:
        if "requester" in draft.given:
            return False
        draft.given["requester"] = re.sub(rf"^{_HONORIFIC}\s+", "", match[1], flags=re.IGNORECASE)
        return True

    return read


def _name_of(draft: _Draft, words: int) -> str:
    """A pattern of a name of at most so many words; it ends where something else begins."""
    word = rf"(?!(?:{_NAME_ENDS}|{_either(_phrases(draft))})(?!\w))[^\W\d_][\w'’.-]*"
    return rf"{word}(?:\s+{word}){{0,{words - 1}}}"


def _dates(draft: _Draft) -> None:
    today = draft.known.now.astimezone(LONDON).date()
    draft.is_overdue = draft.is_overdue or bool(re.search(rf"\b(?:{_OVERDUE})\b", draft.text, re.IGNORECASE))

    def read(match: re.Match[str]) -> bool:
        verb = (match["verb"] or "").lower()
        about = next((name for words, name in _VERBS if re.fullmatch(words, verb)), "")
        ahead = about == "due" and not draft.is_overdue
        period = period_in(match["period"], today, ahead=ahead)
        second = period_in(match["second"], today, ahead=ahead) if match["second"] else None
        if period is None or (match["second"] and second is None):
            return False
        days = days_of(" ".join(match["lead"].lower().split()), period, second)
        if about == "reached":
            states = _STANDING_WORDS[verb.split()[0]]
            draft.given["reached"] = Reached(states, days)
            draft.states |= AT_REST if states <= AT_REST else states
        else:
            draft.given[about or ("due" if draft.is_overdue else "opened")] = days
        return True

    verbs = "|".join(pattern for pattern, _ in _VERBS)
    second = rf"(?:\s+(?:and|to|until|till|–|-)\s+(?P<second>{LED}))?"
    draft.take(rf"(?:(?P<verb>{verbs})\s+)?(?P<lead>{_LEADS})\s+(?:the\s+)?(?P<period>{LED}){second}", read)
    draft.take(rf"(?:(?P<verb>{verbs})\s+)(?P<lead>)(?P<period>{LED}){second}", read)
    draft.take(rf"(?P<verb>)(?P<lead>)(?P<period>{CLEAR}){second}", read)


def _standings(draft: _Draft) -> None:
    def narrow_to(states: frozenset[CaseState]) -> Callable[[re.Match[str]], None]:
        return lambda _: draft.states.update(states)

    def unassigned(_: re.Match[str]) -> None:
        draft.given["is_unassigned"] = True
        draft.states |= LIVE_STATES

    # That it is overdue is known already: it decides what the dates are about.
    draft.take(_OVERDUE, lambda _: True)
    draft.take(_UNASSIGNED, unassigned)
    for pattern, states in _STANDINGS:
        draft.take(pattern, narrow_to(states))
    draft.take(
        rf"({'|'.join(_STANDING_WORDS)})\s+(?:{_NOUNS})",
        lambda match: draft.states.update(_STANDING_WORDS[match[1].lower()]),
    )


def _phrases(draft: _Draft) -> dict[str, Callable[[], None]]:
    """Words that narrow the search where they stand among what does, and what each then does."""
    services = _services_by_name(draft.known.services)

    def narrow_to_service(service_id: str) -> Callable[[], None]:
        return lambda: draft.given.update(service=service_id)

    def narrow_to_states(states: frozenset[CaseState]) -> Callable[[], None]:
        return lambda: draft.states.update(states)

    def narrow_to_kind(kind: frozenset[Regime] | CaseKind) -> Callable[[], None]:
        return lambda: draft.add_kind(kind)

    return {
        **{re.escape(name): narrow_to_service(service_id) for name, service_id in services.items()},
        **{word: narrow_to_states(states) for word, states in _STANDING_WORDS.items()},
        **{pattern: narrow_to_kind(kind) for pattern, kind in _KIND_WORDS},
        r"mine|my": lambda: draft.given.update(handler=draft.known.person.id),
    }


def _services_by_name(services: Sequence[Service]) -> dict[str, str]:
    """Ids of services by title, by id in words, and by how the title begins, where that is one service's alone."""
    found: dict[str, set[str]] = {}
    for service in services:
        title = service.title.lower()
        for name in {title, service.id.replace("-", " "), re.split(r",| and ", title)[0].strip()}:
            found.setdefault(name, set()).add(service.id)
    return {name: ids.pop() for name, ids in found.items() if len(ids) == 1 and name}


def _either(phrases: Mapping[str, object]) -> str:
    return "|".join(f"(?:{phrase})" for phrase in sorted(phrases, key=len, reverse=True))


def _words_among_filters(draft: _Draft) -> None:
    phrases = _phrases(draft)
    either = _either(phrases)
    services = "|".join(re.escape(name) for name in _services_by_name(draft.known.services)) or r"(?!)"
    draft.take(
        rf"(?:the )?({services}) (?:service|team|department)",
        lambda match: phrases[re.escape(match[1].lower())](),
    )
    whole = re.compile(rf"[\s,]*(?:(?:{either}|{_FILLERS})(?:[\s,]+|$))+", re.IGNORECASE)
    parts = draft.text.split(_TAKEN)
    for number, part in enumerate(parts):
        if not whole.fullmatch(part):
            continue
        parts[number] = ""
        for match in re.finditer(rf"(?<!\w)(?:{either})(?!\w)", part, re.IGNORECASE):
            next(act for phrase, act in phrases.items() if re.fullmatch(phrase, match[0], re.IGNORECASE))()
    draft.text = _TAKEN.join(parts)


_STEPS: Final[tuple[Callable[[_Draft], None], ...]] = (
    _plainly_said,
    _quotations,
    _asking,
    _references,
    _handlers,
    _kinds,
    _certain_requester,
    _dates,
    _requester,
    _standings,
    _words_among_filters,
)
