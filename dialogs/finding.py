"""Finding cases, for those who work them: "overdue", "due this week", "search parking fines", or the search card.

What is looked for stays text: a button carries it with the place of its page and nothing else, and it is read and
looked for anew each time, as the person who pressed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cases.case import LIVE_STATES, CaseState
from cases.people import Person, Role
from cases.permissions import works_cases
from cases.regimes import Regime
from cases.search.finding import find_cases
from cases.search.query import AT_REST, EVERYTHING, CaseQuery, Days, PageKey
from cases.search.reading import LONGEST_QUERY, Known, parse_query
from cases.words import full_date_in_words, listed
from dialogs import strings
from dialogs.cards import finding as cards
from dialogs.cards.finding import SEARCHED, SearchInputs
from dialogs.case_views import list_line
from dialogs.talk import Talk
from dialogs.turn import Press, Turn

_LISTED = 10
_MOST_TYPED_WORDS = 14
_UNASSIGNED = "unassigned"
_TITLES = {_UNASSIGNED: "Not yet taken", "overdue": "Overdue", "due this week": "Due this week"}

_SEARCH = re.compile(
    r"\s*(?:please\s+)?(?:search|find|look\s+up|look\s+for)(?![\w'’-])(?!\s+(?:attached|enclosed|below|out)\b).*",
    re.IGNORECASE,
)
_BARE_SEARCH = re.compile(r"\W*(?:search|find)(?: for)?(?: a)?(?: cases?)?\W*", re.IGNORECASE)
_BARE_LIST = re.compile(
    r"\W*(?:overdue|due (?:today|tomorrow|(?:this|next) (?:week|month)))\W*", re.IGNORECASE
)
_IS_ABOUT_STANDING = re.compile(r"\b(?:overdue|due|unassigned|untaken|closed|answered)\b", re.IGNORECASE)

_KINDS = (
    *((prefix, regime.title) for prefix, regime in (
        ("foi", Regime.FOI), ("eir", Regime.EIR), ("sar", Regime.SAR), ("dsr", Regime.RIGHTS), ("rps", Regime.REUSE),
        ("dpc", Regime.DP_COMPLAINT),
    )),
    ("reviews", "Internal review"),
    ("incident", "Incident"),
    ("question", "Question"),
)  # fmt: skip
_STATES = (
    ("open", "Still open"),
    ("overdue", "Overdue"),
    (_UNASSIGNED, "Not yet taken"),
    *(
        (state.value, state.title)
        for state in (
            CaseState.CLARIFYING, CaseState.AWAITING_IDENTITY, CaseState.AWAITING_FEE, CaseState.SEEKING,
            CaseState.DRAFTING, CaseState.SIGN_OFF,
        )
    ),
    ("answered", "Answered"),
    ("closed", "No longer open"),
)  # fmt: skip
_DATES = (("opened", "When it was opened"), ("received", "When it was received"), ("due", "When it is due"))


def asked_for(talk: Talk) -> str | None:
    """What somebody looks for with the words of this turn; None where they are about something else.

    Those who work no cases look for none: only what can mean nothing else is taken as a search, and answered so.
    """
    text = talk.turn.text
    if _BARE_SEARCH.fullmatch(text) or _BARE_LIST.fullmatch(text):
        return text
    if not works_cases(talk.turn.person) or "\n" in text or len(text.split()) > _MOST_TYPED_WORDS:
        return None
    if _SEARCH.fullmatch(text):
        return text
    if talk.form or not _IS_ABOUT_STANDING.search(text):
        return None
    query = parse_query(text, _known(talk.turn))
    return text if query != EVERYTHING and not query.is_by_words else None


async def show(turn: Turn, text: str, key: str = "") -> bool:
    """A page of what the text asks for, or the search card where it asks for nothing.

    Returns False where words were looked for in vain.
    """
    if not works_cases(turn.person):
        turn.say(strings.NOT_A_WORKER)
        return True
    text = text[:LONGEST_QUERY]
    query = parse_query(text, _known(turn))
    if query == EVERYTHING:
        _ask(turn, text, "" if _BARE_SEARCH.fullmatch(text) else strings.NOTHING_TO_LOOK_FOR)
        return True
    page = await find_cases(turn.work, turn.person, query, _LISTED, PageKey.read(key))
    beside = (("Previous page", page.previous), ("Next page", page.next))
    title = _TITLES.get(" ".join(text.lower().split()), "Cases found")
    understood = "" if title in _TITLES.values() else ". ".join(_in_words(query, turn))
    card = cards.found_card(
        title,
        understood,
        [(case.reference, list_line(turn, case)) for case in page.cases],
        [(name, {SEARCHED: text, "page": str(key)}) for name, key in beside if key],
        text,
    )
    turn.show(card, f"{title}. {understood}".strip())
    return bool(page.cases) or not query.words


async def untaken(turn: Turn) -> None:
    """What nobody has taken yet."""
    await show(turn, _UNASSIGNED)


async def page_pressed(turn: Turn, press: Press) -> None:
    """The next page, or the one before."""
    await show(turn, press.text(SEARCHED), press.text("page"))


async def search_pressed(turn: Turn, press: Press) -> None:
    """The search card, with what was looked for."""
    if not works_cases(turn.person):
        turn.say(strings.NOT_A_WORKER)
        return
    _ask(turn, press.text(SEARCHED)[:LONGEST_QUERY])


async def search_now_pressed(turn: Turn, press: Press) -> None:
    """What stands in the search card is looked for."""
    if not works_cases(turn.person):
        turn.say(strings.NOT_A_WORKER)
        return
    text = " ".join(_plainly_said(turn, press))
    if not text:
        _ask(turn, "", strings.NOTHING_TO_LOOK_FOR)
        return
    await show(turn, text)


def _plainly_said(turn: Turn, press: Press) -> Iterator[str]:
    """The card's answers as they can be typed; what is none of its options is left out. Words come last: they may be
    too long."""
    choices = {"kind": _KINDS, "state": _STATES, "service": _services(turn)}
    for name, options in choices.items():
        if press.text(name) in dict(options):
            yield f"{name}:{press.text(name)}"
    first, last = (_day(press.text(name)) for name in ("first", "last"))
    if first or last:
        about = press.text("dates") if press.text("dates") in dict(_DATES) else "opened"
        yield f"{about}:{first}..{last}"
    if press.text("words"):
        yield press.text("words")


def _day(written: str) -> str:
    return written if re.fullmatch(r"\d{4}-\d\d-\d\d", written, re.ASCII) else ""


def _ask(turn: Turn, text: str, problem: str = "") -> None:
    shown = cards.search_card(
        _inputs_of(turn, text),
        kinds=_KINDS,
        states=_STATES,
        services=_services(turn),
        dates=_DATES,
        problem=problem,
    )
    turn.show(shown, "Find cases")


def _inputs_of(turn: Turn, text: str) -> SearchInputs:
    """What was looked for, as it stands in the card: what it can't show as a choice stays words."""
    options = {"kind": dict(_KINDS), "state": dict(_STATES), "service": dict(_services(turn))}
    found: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        name, value = match[1], match[2]
        if name in options and value in options[name]:
            found[name] = value
            return " "
        first, has_end, last = value.partition("..")
        if name in dict(_DATES) and has_end and _day(first) == first and _day(last) == last:
            found.update(dates=name, first=first, last=last)
            return " "
        return match[0]

    words = re.sub(r"(?<!\S)(kind|state|service|opened|received|due):(\S+)", take, text)
    asked = _BARE_SEARCH.fullmatch(words)
    return SearchInputs(words="" if asked else " ".join(words.split()), **found)


def _services(turn: Turn) -> Sequence[tuple[str, str]]:
    return [(service.id, service.title) for service in turn.desk.directory.services()]


def _known(turn: Turn) -> Known:
    directory = turn.desk.directory
    people: dict[str, Person] = {
        person.id: person
        for role in (Role.HANDLER, Role.OFFICER, Role.DPO)
        for person in directory.with_role(role)
    }
    return Known(turn.now, directory.services(), tuple(people.values()), turn.person)


def _in_words(query: CaseQuery, turn: Turn) -> Iterator[str]:
    """How a search was understood, so that a misreading shows."""
    if query.kind:
        yield f"{query.kind.title}s"
    if query.regimes:
        titles = ["Incident" if one is Regime.BREACH else one.title for one in Regime if one in query.regimes]
        yield listed([f"{title}s" for title in titles])
    if query.service and (service := turn.desk.directory.service(query.service)):
        yield service.title
    yield from _standing_in_words(query)
    for name, days in (("Received", query.received), ("Opened", query.opened), ("Due", query.due)):
        if not days.is_any:
            yield f"{name} {_days_in_words(days)}"
    if query.handler:
        handler = turn.desk.directory.person(query.handler)
        yield (
            "With you"
            if query.handler == turn.person.id
            else f"With {handler.name if handler else 'somebody'}"
        )
    if query.reference:
        yield f"References that begin {query.reference}"
    if query.requester:
        yield f"From {query.requester}"
    if query.words:
        yield f"With the words: {', '.join(query.words)}"


def _standing_in_words(query: CaseQuery) -> Iterator[str]:
    if query.is_unassigned:
        yield "Not yet taken"
    if query.due_before:
        yield "Overdue"
    if query.reached:
        states = query.reached.states
        said = "No longer open" if states == AT_REST else _one_of(states)
        yield f"{said} {_days_in_words(query.reached.days)}"
    elif query.states == LIVE_STATES:
        if not (query.is_unassigned or query.due_before):
            yield "Still open"
    elif query.states == AT_REST:
        yield "No longer open"
    elif query.states:
        yield _one_of(query.states)


def _one_of(states: frozenset[CaseState]) -> str:
    return " or ".join(dict.fromkeys(state.title for state in CaseState if state in states))


def _days_in_words(days: Days) -> str:
    if days.first == days.last and days.first:
        return f"on {full_date_in_words(days.first)}"
    said = []
    if days.first:
        said.append(f"from {full_date_in_words(days.first)}")
    if days.last:
        said.append(f"until {full_date_in_words(days.last)}")
    return " ".join(said)
