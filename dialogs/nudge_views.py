"""Nudges and the morning's digest put into words for whom they reach, from the cases as they stand then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cases.absences import covering, is_away
from cases.ask import Ask, AskState
from cases.asks import answers_for, may_remind_services
from cases.case import Case, CaseKind, CaseState
from cases.desk import Desk
from cases.life.assess import may_assess
from cases.life.clocks import read_clock
from cases.notices import Notice, OutOfDate
from cases.nudges import Rule, Trigger, Who, sentence
from cases.nudges.pending import is_silent, still_holds
from cases.nudges.situation import WAITING_FOR_REQUESTER, situations
from cases.nudges.snoozing import may_snooze
from cases.people import PROGRAM, Person, Role
from cases.permissions import may_see, may_take, may_work
from cases.ports import UnitOfWork
from cases.words import LONDON, counted, date_in_words, moment_in_words
from dialogs import strings
from dialogs.cards import nudge as cards
from dialogs.cards import parts
from dialogs.cards.case import title_of
from dialogs.cards.menu import said_card
from dialogs.cards.nudge import Line
from dialogs.cards.parts import Json
from dialogs.case_steps import ASSESSING, steps_for
from dialogs.case_views import date_line, status_line
from dialogs.onlooker import Addressee, Onlooker

_TEAM = "team"
_DONE_SINCE = "It was dealt with before it could be sent."
_NO_LONGER_THEIRS = "It is no longer theirs."

BESIDE = "open_beside"
"""The verb of a digest's buttons: what they open comes below, and the digest stays."""

_BEFORE = ("decide",)
"""Steps that go before what the table calls the main one."""

_OTHERWISE = ("respond", "ask_sign_off")
"""Steps that lead on where none is the main one."""


async def view_nudge(work: UnitOfWork, desk: Desk, notice: Notice) -> tuple[Json, str]:
    """The card of one nudge and its summary. Raises `OutOfDate` where nothing is left to tell them, `LookupError` for
    somebody who has left."""
    case, rule = await work.cases.get(notice.reference), desk.nudges.named(str(notice.facts["rule"]))
    if case is None or is_silent(case, rule):
        raise OutOfDate(_DONE_SINCE)
    if notice.recipient.kind == _TEAM:
        return _for_the_team(desk, case, rule)
    return await _for_person(work, _addressee(desk, notice), case, rule, notice)


async def view_noticed_digest(work: UnitOfWork, desk: Desk, notice: Notice) -> tuple[Json, str]:
    """The card of a digest that is about to be sent, and its summary. Raises `OutOfDate` where nothing is left in it,
    `LookupError` for somebody who has left."""
    lines = await _lines(work, desk, notice)
    if not lines:
        raise OutOfDate(_DONE_SINCE)
    return _digest(desk, notice, lines)


async def view_digest(work: UnitOfWork, desk: Desk, notice: Notice) -> tuple[Json, str]:
    """The same once it was sent, as it stands now."""
    lines = await _lines(work, desk, notice)
    if not lines:
        return said_card(strings.NOTHING_LEFT_TO_DO), strings.NOTHING_LEFT_TO_DO
    return _digest(desk, notice, lines)


async def _lines(work: UnitOfWork, desk: Desk, notice: Notice) -> list[Line]:
    """What of a digest still holds, and its reader may know of."""
    is_for_team = notice.recipient.kind == _TEAM
    onlooker = _the_team(desk) if is_for_team else _addressee(desk, notice)
    items = notice.facts["items"]
    found = await situations(work, {str(item["reference"]) for item in items})
    lines = []
    for item in items:
        situation = found.get(str(item["reference"]))
        if situation is None or not still_holds(item, situation, desk, notice.recorded_at):
            continue
        case = situation.case
        if is_for_team:
            carried = {"case": case.reference}
            line = _line(onlooker, case, "open", carried) if _is_for_the_channel(case) else None
        else:
            line = await line_for(work, onlooker, case, str(item.get("ask") or ""), notice.message)
        if line is not None:
            lines.append(line)
    return lines


def _digest(desk: Desk, notice: Notice, lines: list[Line]) -> tuple[Json, str]:
    is_for_team = notice.recipient.kind == _TEAM
    onlooker = _the_team(desk) if is_for_team else _addressee(desk, notice)
    greeted = strings.GOOD_MORNING_TEAM if is_for_team else strings.GOOD_MORNING
    title = greeted.format(name=onlooker.person.first_name, cases=counted(len(lines), "case"))
    sections = [("", lines)]
    buttons = () if is_for_team else (cards.how_it_stands(),)
    return cards.digest_card(title, sections, buttons), cards.digest_summary(title, sections)


async def line_for(
    work: UnitOfWork, onlooker: Onlooker, case: Case, ask_id: str = "", told: str = ""
) -> Line | None:
    """The case as a line of a digest; None where the person may not see it, or nothing is left to do. `ask_id` names
    what a service was asked, where that is what waits; `told` the digest, where it was told as one."""
    person = onlooker.person
    if person.id in case.about or not case.state.is_live:
        return None
    if ask := await _asked_of(work, onlooker, case, ask_id):
        return ask_line(onlooker, ask, told) if ask.state is AskState.OPEN else None
    if not may_see(person, case):
        return None
    return _line(onlooker, case, BESIDE, {"case": case.reference, "told": told})


def _line(onlooker: Onlooker, case: Case, verb: str, carried: Mapping[str, Any]) -> Line:
    is_own = case.handler == onlooker.person.id
    status = f"{case.state.title}." if is_own else status_line(onlooker, case)
    said = f"{_due(onlooker, case)} {title_of(case)}. {status}"
    return Line(case.reference, case.reference, said, verb, carried)


def ask_line(onlooker: Onlooker, ask: Ask, told: str = "") -> Line:
    """What a service is asked, as a line of a digest."""
    said = strings.WANTED_BY.format(when=date_in_words(ask.by, onlooker.now))
    return Line(ask.reference, f"For {ask.reference}", said, BESIDE, {"ask": ask.id, "told": told})


def _addressee(desk: Desk, notice: Notice) -> Addressee:
    person = desk.directory.person(notice.recipient.id)
    if person is None:
        raise LookupError("somebody who has left")
    return Addressee(person, desk, desk.time())


def _the_team(desk: Desk) -> Addressee:
    """Whoever reads the team's channel."""
    return Addressee(PROGRAM, desk, desk.time())


def _is_for_the_channel(case: Case) -> bool:
    """Whether the team's channel may be told of the case: nobody whom it is about may read along."""
    return not case.about and case.state.is_live


async def _asked_of(work: UnitOfWork, onlooker: Onlooker, case: Case, ask_id: str) -> Ask | None:
    """What a service was asked that the person answers for; None where they don't. Whoever has the case is told of
    that."""
    ask = await work.asks.get(ask_id) if ask_id else None
    if ask is None or case.handler == onlooker.person.id:
        return None
    is_theirs = await answers_for(work, onlooker.desk, onlooker.person, ask, case)
    return ask if is_theirs else None


# One nudge.


async def _for_person(
    work: UnitOfWork, onlooker: Onlooker, case: Case, rule: Rule | None, notice: Notice
) -> tuple[Json, str]:
    """What a nudge says to this person, by what they may see of the case."""
    person = onlooker.person
    if person.id in case.about:
        raise OutOfDate(_NO_LONGER_THEIRS)
    if ask := await _asked_of(work, onlooker, case, str(notice.facts.get("ask") or "")):
        return await _for_the_coordinator(work, onlooker, ask, {"told": notice.message})
    if may_see(person, case):
        return await _for_who_sees_it(work, onlooker, case, rule, notice)
    if rule and Who.MANAGER in rule.who and await _manages(work, onlooker, case):
        return _for_the_manager(onlooker, case, rule)
    raise OutOfDate(_NO_LONGER_THEIRS)


async def _for_who_sees_it(
    work: UnitOfWork, onlooker: Onlooker, case: Case, rule: Rule | None, notice: Notice
) -> tuple[Json, str]:
    # What each button brings back: the case, and what was told, so that it is known to have been seen.
    named = {"case": case.reference, "told": notice.message}
    title = f"{case.reference}: {title_of(case)}"
    due = _due(onlooker, case)
    waits = await _waits_for_a_service(work, case)
    sentences = []
    if _still_holds(rule, case, waits):
        # A service was asked by a day of its own.
        by_service = rule and rule.when is Trigger.SERVICE
        sentences.append(_why(onlooker, case, rule, notice.facts.get("due") if by_service else None))
    if away := await _away(work, onlooker, case.handler):
        sentences.append(strings.YOU_COVER.format(name=away.name))
    if _hours_run(case):
        sentences.append(f"{strings.WHAT_TO_DO_NOW} {_what_to_do(onlooker.person, case)}")
    buttons = _buttons(onlooker, case, named, waits=waits)
    rows = [("Status", status_line(onlooker, case))]
    card = cards.nudge_card(title, due, sentences, rows, buttons)
    return card, f"{case.reference}: {due}"


def _buttons(onlooker: Onlooker, case: Case, named: Mapping[str, Any], *, waits: bool) -> list[Any]:
    """One that acts, opening the case, putting it off where that can be, and the rest under "More"."""
    opens = parts.button("Open", "open", named)
    acts = _acts(onlooker, case, named, waits=waits)
    buttons = [acts, opens] if acts else [opens]
    buttons[0].style = "positive"
    if may_be_put_off(onlooker, case):
        buttons.append(parts.button(_put_off_title(onlooker), "snooze", named))
    if may_work(onlooker.person, case):
        buttons.append(parts.button("More", "more", named))
    return buttons


def may_be_put_off(onlooker: Onlooker, case: Case) -> bool:
    """Whether a nudge about the case may wait until the next working day."""
    return may_snooze(onlooker.person, case, next_working_day(onlooker), onlooker.desk.calendar)


def next_working_day(onlooker: Onlooker) -> date:
    """The next day on which people are at work."""
    today = onlooker.now.astimezone(LONDON).date()
    return onlooker.desk.calendar.data_protection.nth_after(today, 1)


def _put_off_title(onlooker: Onlooker) -> str:
    """Tomorrow where people are at work then, otherwise the next day by name."""
    today, day = onlooker.now.astimezone(LONDON).date(), next_working_day(onlooker)
    return "Remind me tomorrow" if (day - today).days == 1 else f"Remind me {day:%A}"


def _acts(onlooker: Onlooker, case: Case, named: Mapping[str, Any], *, waits: bool) -> Any:
    """The button that does what the case needs now; None where it is not this person's to do."""
    person = onlooker.person
    if may_take(person, case) and case.handler is None:
        return parts.button("Take it", "take", {**named, "from": ""})
    steps = {step.name: step for step in steps_for(onlooker, case) if step.name not in ASSESSING}
    is_looked_at = case.state is not CaseState.REPORTED
    if is_looked_at and may_assess(person, case) and not case.decisions.get("assessment"):
        return parts.button("Assess it", "assess", named)
    if waits and may_remind_services(person, case):
        return parts.button("Remind them", "remind_services", named)
    main = [step for step in steps.values() if step.is_main]
    found = [steps[name] for name in _BEFORE if name in steps] + main
    found += [steps[name] for name in _OTHERWISE if name in steps]
    return parts.button(found[0].title, "step", {**named, "step": found[0].name}) if found else None


def _due(onlooker: Onlooker, case: Case) -> str:
    """The date in words with the time left; of an incident, while they run, what is left of its 72 hours."""
    reading = read_clock(case, onlooker.desk) if _hours_run(case) else None
    if reading is None or case.due_at is None:
        return date_line(onlooker, case)
    when, left = moment_in_words(case.due_at, onlooker.now), reading.left_in_words
    if case.due_at < onlooker.now:
        return strings.HOURS_OVER.format(when=when)
    return strings.HOURS_LEFT.format(left=f"{left[:1].upper()}{left[1:]}", when=when)


def _hours_run(case: Case) -> bool:
    """Whether it is an incident of which the ICO may still have to be told."""
    return case.kind is CaseKind.INCIDENT and case.state.is_live and case.clock_runs


def _what_to_do(person: Person, case: Case) -> str:
    if case.state is CaseState.ASSESSED:
        return strings.DECIDE_NOW if person.has_any(Role.DPO) else strings.DPO_DECIDES_NOW
    return strings.INCIDENT_NOW[case.state.value]


def _why(onlooker: Onlooker, case: Case, rule: Rule | None, due: str | None = None) -> str:
    """Why this is told, in the rule's own words."""
    calendar = onlooker.desk.calendar
    return sentence(rule, case.reference, due or case.due_at or case.due, onlooker.now, calendar)


def _still_holds(rule: Rule | None, case: Case, waits: bool) -> bool:
    """Whether what the rule says is still so: something may have been done since it was recorded."""
    if rule is None:
        return False
    if rule.states and case.state not in rule.states:
        return False
    if rule.when is Trigger.UNASSIGNED:
        return case.handler is None
    if rule.when is Trigger.SERVICE:
        return waits
    if rule.when is Trigger.REQUESTER:
        return case.state in WAITING_FOR_REQUESTER
    return True


async def _away(work: UnitOfWork, onlooker: Onlooker, named: str | None) -> Person | None:
    """Whoever has the case, or coordinates a service, where it is somebody else who is away today."""
    if named is None or named == onlooker.person.id:
        return None
    is_gone = await is_away(work, named, onlooker.now.astimezone(LONDON).date())
    return onlooker.desk.directory.person(named) if is_gone else None


async def _waits_for_a_service(work: UnitOfWork, case: Case) -> bool:
    if case.state is not CaseState.SEEKING:
        return False
    return any(ask.state is AskState.OPEN for ask in await work.asks.of(case.reference))


# Those who see less of the case, or nothing.


async def _for_the_coordinator(
    work: UnitOfWork, onlooker: Onlooker, ask: Ask, carried: Mapping[str, Any]
) -> tuple[Json, str]:
    """What the service is asked, and nothing else of the case. Raises `OutOfDate` once it is answered."""
    if ask.state is not AskState.OPEN:
        raise OutOfDate(_DONE_SINCE)
    service = onlooker.desk.directory.service(ask.service)
    away = await _away(work, onlooker, service.coordinator if service else None)
    sentences = [strings.SERVICE_WAITED_FOR]
    if away:
        sentences.append(strings.YOU_COVER.format(name=away.name))
    when = date_in_words(ask.by, onlooker.now)
    today = onlooker.now.astimezone(LONDON).date()
    line = (strings.WANTED_BY if ask.by >= today else strings.WAS_WANTED_BY).format(when=when)
    title = f"Information wanted for {ask.reference}"
    opens = parts.button("Open what is asked", "ask", {**carried, "ask": ask.id}, "positive")
    return cards.nudge_card(title, line, sentences, (), [opens]), f"{title}. {line}"


def _for_the_team(desk: Desk, case: Case, rule: Rule | None) -> tuple[Json, str]:
    """In the team's channel: the kind and the date, and whose turn it is."""
    if not _is_for_the_channel(case):
        raise OutOfDate(_NO_LONGER_THEIRS)
    onlooker = _the_team(desk)
    due, named = _due(onlooker, case), {"case": case.reference}
    why = [_why(onlooker, case, rule)] if _still_holds(rule, case, waits=True) else []
    buttons = [parts.button("Open", "open", named)]
    if case.handler is None:
        buttons.insert(0, parts.button("Take it", "take", named))
    buttons[0].style = "positive"
    rows = [("Status", status_line(onlooker, case))]
    title = f"{case.reference}: {title_of(case)}"
    return (
        cards.nudge_card(title, due, why, rows, buttons),
        f"{case.reference}: {due}",
    )


async def _manages(work: UnitOfWork, onlooker: Onlooker, case: Case) -> bool:
    """Whether the case's handler reports to the person, or to whom they cover for."""
    directory = onlooker.desk.directory
    handler = directory.person(case.handler) if case.handler else None
    if handler is None or handler.manager is None:
        return False
    today = onlooker.now.astimezone(LONDON).date()
    told = await covering(work, directory, handler.manager, today, lambda one: one.id not in case.about)
    return told is not None and told.id == onlooker.person.id


def _for_the_manager(onlooker: Onlooker, case: Case, rule: Rule) -> tuple[Json, str]:
    """The handler's manager, who does not see the case: that it is late, and whom to talk to."""
    handler = onlooker.desk.directory.person(case.handler or "")
    sentences = [_why(onlooker, case, rule)]
    if handler:
        sentences.append(strings.TALK_TO.format(name=handler.name))
    due = _due(onlooker, case)
    return cards.nudge_card(f"{case.reference} is late", due, sentences, (), ()), f"{case.reference}: {due}"
