"""Any steps, by anybody, in any order: what must hold of every case after each of them.

The oracle keeps its own list of what happened. A correction changes a date in it, where the program keeps both and
follows them; the dates must be the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from cases.asks import answer_ask, ask_service
from cases.calendar import HolidayCalendar
from cases.case import Case, CaseKind, CaseState
from cases.casework import add_to_case, take_case, withdraw_case
from cases.clock import ClockState, Correction, Event, EventType, ExtensionReason, ImpossibleHistory, compute
from cases.clock.rules import rule_for
from cases.enquiries import ask_the_team
from cases.errors import ActionRefused, NotAllowed, NotFound, Refusal
from cases.life.actions import Action, Field, FieldKind
from cases.life.answers import asked_for
from cases.life.perform import actions_on, has_right
from cases.permissions import may_see
from cases.recompute import recompute_open_cases
from cases.regimes import Regime
from cases.reviews import open_review
from tests.databases import new_postgres, sqlite_in
from tests.integrations.life.office import PEOPLE, Office, an_office, at

JUBILEE = HolidayCalendar({date(2026, 6, 5): "A jubilee", date(2026, 7, 3): "Another"})
PLAIN = HolidayCalendar()
REGIMES = [one for one in Regime if one is not Regime.BREACH]
RUNS = {ClockState.RUNNING, ClockState.DUE_TODAY, ClockState.OVERDUE}

ASIDE = {
    "about", "not_about", "fill_in_requester", "move_service", "link", "mark_sensitive", "unmark_sensitive",
    "change_regime", "close", "lapse", "withdrawn_by_requester", "reopen", "not_valid", "no_breach", "describe",
    "look_again",
}  # fmt: skip
"""Steps that are always open and lead nowhere, or to the end."""

OTHER = "FOI-2026-0001"
"""A case beside the one that everything is done to."""

# Where each step may lead, written down apart from the tables: "=" is where the case was.
_WORK = "received assigned clarifying awaiting_identity awaiting_fee"
LEADS_TO = {
    CaseKind.REQUEST: {
        "validate": "validated",
        "not_valid": "closed",
        "assign": "= assigned",
        "ask_clarification": "clarifying",
        "clarified": _WORK,
        "ask_identity": "awaiting_identity",
        "identity_received": _WORK,
        "fee_notice": "awaiting_fee",
        "fee_paid": _WORK,
        "draft": "drafting",
        "ask_sign_off": "sign_off",
        "sign_off": "drafting",
        "send_back": "drafting",
        "respond": "responded refused transferred",
        "withdrawn_by_requester": "withdrawn",
        "lapse": "lapsed",
        "close": "closed",
        "reopen": _WORK,
        "reopen_for_ico": _WORK,
        "about": "= received",
        "fill_in_requester": "= received",
        "change_regime": "= received",
    },
    CaseKind.INCIDENT: {
        "triage": "triaged",
        "contain": "= contained",
        "assess": "assessed",
        "no_breach": "closed",
        "decide": "decided",
        "close": "closed",
        "reopen": "reported triaged assessed decided",
    },
    CaseKind.ENQUIRY: {
        "assign": "assigned",
        "answer": "answered",
        "close": "closed",
        "reopen": "asked assigned",
    },
}


class Life(RuleBasedStateMachine):
    """One case of some kind, and the people of the council who do things to it."""

    def __init__(self, office: Callable[[AsyncExitStack], Coroutine[Any, Any, Office]]) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.office = self.run(office(self.stack))
        self.steps: list[Event] = []
        self.start: date = date.min
        self.rows = 0
        self.version = 0

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Do something asynchronous."""
        return self.runner.run(work)

    def teardown(self) -> None:
        try:
            if self.rows:
                assert self.run(self.office.broken_chain()) == []
        finally:
            self.run(self.stack.aclose())
            self.runner.close()

    @property
    def case(self) -> Case:
        """The case as it is stored."""
        found: Case = self.run(self.office.case(self.reference))
        return found

    @initialize(
        regime=st.sampled_from([*REGIMES, Regime.BREACH, Regime.BREACH, Regime.BREACH, None]),
        day=st.dates(date(2026, 1, 5), date(2026, 6, 30)),
        requester=st.sampled_from(["Jo March", "Hana Handler", ""]),
    )
    def begins(self, regime: Regime | None, day: date, requester: str) -> None:
        """A case comes in."""
        office = self.office
        office.now = at(day.isoformat())
        assert self.run(office.open(Regime.FOI, day.isoformat())).reference == OTHER
        if regime is None:
            opened = self.run(office.call(ask_the_team, "Sam", "How long?", {}))
        elif regime is Regime.BREACH:
            noticed = office.now - timedelta(hours=3)
            opened = self.run(office.report(f"{noticed:%Y-%m-%d %H:%M}", kinds=("health",)))
            self.start = noticed
        else:
            opened = self.run(office.open(regime, day.isoformat(), requester=requester))
            self.start = day
        self.reference: str = opened.reference
        self.rows, self.version = 1, 1

    @rule(hours=st.sampled_from([1, 5, 24, 24 * 4, 24 * 21]))
    def time_passes(self, hours: int) -> None:
        """Nobody does anything."""
        self.office.now = min(self.office.now + timedelta(hours=hours), at("2027-12-01"))

    @rule(data=st.data(), name=st.sampled_from(sorted(PEOPLE)))
    def anybody_tries_anything(self, data: st.DataObject, name: str) -> None:
        """Any step, open or not, with any answers."""
        case = self.case
        action = data.draw(st.sampled_from(list(actions_on(case).actions)))
        self.does(name, case, action, data.draw(answers_to(action, case, self.office.now, odd=True)))

    @rule(data=st.data(), steps=st.integers(1, 8))
    def the_case_goes_on(self, data: st.DataObject, steps: int) -> None:
        """Steps that are open, by somebody who may take them, with answers that mostly fit."""
        for _ in range(steps):
            case = self.case
            open_ones = [
                (name, action)
                for action in actions_on(case).actions
                for name in PEOPLE
                if action.is_for(case) and has_right(action.right, self.office.person(name), case)
            ]
            if not open_ones:
                return
            names = sorted({action.name for _, action in open_ones})
            often = [one for one in names if one not in ASIDE]
            wanted = data.draw(st.sampled_from(names + often * 4))
            name, action = data.draw(st.sampled_from([one for one in open_ones if one[1].name == wanted]))
            self.does(name, case, action, data.draw(answers_to(action, case, self.office.now, odd=False)))

    def does(self, name: str, case: Case, action: Action, answers: Mapping[str, Any]) -> None:
        """Try the step. What is done is done wholly, and what is not changes nothing."""
        before = self.run(self.office.everything())
        try:
            after = self.run(self.office.do(name, case.reference, action.name, answers))
        except NotFound:
            assert not may_see(self.office.person(name), case)
            assert self.run(self.office.everything()) == before
        except ActionRefused as refused:
            assert self.run(self.office.everything()) == before
            self.names_every_check(name, case, action, answers, refused.failed)
        else:
            assert action.is_for(case)
            assert has_right(action.right, self.office.person(name), case)
            self.was_done(case, after, action, answers)

    def names_every_check(
        self, name: str, case: Case, action: Action, answers: Mapping[str, Any], failed: tuple[str, ...]
    ) -> None:
        """What is wrong for all to see is among what was named."""
        assert failed
        assert all(sentence.strip() for sentence in failed)
        if not has_right(action.right, self.office.person(name), case):
            assert f"This step is for {action.right.value}." in failed
        if case.state not in action.since and action.exists_for(case):
            assert any(sentence.startswith("The case is not at that point") for sentence in failed)
        given = asked_for(action.fields, case, answers)
        for one in action.fields:
            if one.is_required and one.is_asked(case, given) and given.get(one.name) in (None, "", ()):
                assert f"{one.label} Please answer this." in failed

    def was_done(self, before: Case, after: Case, action: Action, answers: Mapping[str, Any]) -> None:
        """One row more, one version on, a state that the step may lead to; and the oracle follows."""
        self.rows += 1
        self.version += 1
        may = LEADS_TO[before.kind].get(action.name, "=").split()
        assert after.state in {before.state if one == "=" else CaseState(one) for one in may}, action.name
        [*_, row] = self.run(self.office.history(before.reference))
        assert (row.action, row.state_before, row.state_after) == (action.name, before.state, after.state)
        given = asked_for(action.fields, before, answers)
        for one in action.fields:
            if not one.is_fact and isinstance(given.get(one.name), str) and given[one.name].strip():
                assert given[one.name].strip() not in repr(row.facts)
        self.follow(before, after, action, given)

    def follow(self, before: Case, after: Case, action: Action, given: Mapping[str, Any]) -> None:
        """What the step is to the clock, told simply."""
        if action.event and "reopened" not in before.decisions:
            extended = action.event is EventType.EXTENDED
            reason = ExtensionReason(given["reason"]) if extended else None
            until = given.get("until") or None if extended else None
            self.steps.append(Event(action.event, given["on"], reason, until))
        if action.name == "correct":
            self.put_right(given["which"], given["to"])
        if action.name == "change_regime" and before.received:
            known = rule_for(Regime(given["regime"]), before.received).extension
            reasons = {one.reason for one in self.steps if one.reason}
            if not reasons <= (known.grounds if known else frozenset()):
                self.leave_out(EventType.EXTENDED, EventType.EXTENSION_REMOVED)
        is_request = before.kind is CaseKind.REQUEST
        if action.name == "reopen" and is_request and "answered" not in before.decisions.get("reopened", {}):
            self.leave_out(EventType.RESPONDED)
        if before.kind is CaseKind.INCIDENT:
            self.follow_incident(before, action, given)

    def follow_incident(self, before: Case, action: Action, given: Mapping[str, Any]) -> None:
        """The 72 hours end when the ICO is told, or need not be."""
        responded = [one for one in self.steps if one.type is EventType.RESPONDED]
        now = self.office.now
        if action.name == "ico_told":
            self.steps.append(Event(EventType.RESPONDED, given["at"]))
        if action.name == "no_breach":
            self.steps.append(Event(EventType.RESPONDED, now))
        if action.name in ("decide", "change_decision") and "ico_told" not in before.decisions:
            if given["ico"] == "no" and not responded:
                self.steps.append(Event(EventType.RESPONDED, now))
            if given["ico"] == "yes":
                self.leave_out(EventType.RESPONDED)
        if action.name == "reopen" and "decision" not in before.decisions:
            self.leave_out(EventType.RESPONDED)

    def put_right(self, which: str, to: date) -> None:
        """The date was right from the start."""
        if which == "start":
            self.start = to
            return
        name, _, was = which.partition("@")
        for number, one in enumerate(self.steps):
            if one.type.value == name and one.on.isoformat() == was:
                self.steps[number] = replace(one, on=to)
                return
        raise AssertionError(f"{which} was offered to be corrected and is not there")

    def leave_out(self, *kinds: EventType) -> None:
        """These steps were none."""
        self.steps = [one for one in self.steps if one.type not in kinds]

    @rule(
        name=st.sampled_from(sorted(PEOPLE)), service=st.sampled_from([take_case, withdraw_case, add_to_case])
    )
    def somebody_takes_or_adds(self, name: str, service: Any) -> None:
        """What the card's other buttons do."""
        before, was = self.run(self.office.everything()), self.case
        more = ("A word.",) if service is add_to_case else ()
        try:
            after = self.run(self.office.call(service, name, self.reference, *more))
        except (NotFound, NotAllowed, Refusal):
            assert self.run(self.office.everything()) == before
        else:
            done = int(after.version != was.version)
            self.rows += done
            self.version += done

    @rule(name=st.sampled_from(["Hana", "Olga"]), service=st.sampled_from(["housing", "highways", "parks"]))
    def somebody_asks_a_service(self, name: str, service: str) -> None:
        """What do you hold?"""
        before = self.run(self.office.everything())
        by = self.office.now.date() + timedelta(days=7)
        try:
            self.run(self.office.call(ask_service, name, self.reference, service, "What do you hold?", by))
        except Refusal:
            assert self.run(self.office.everything()) == before
        else:
            self.rows += 1
            self.version += 1

    @rule(name=st.sampled_from(["Cora", "Cyril", "Sam"]), is_held=st.booleans())
    def a_service_answers(self, name: str, is_held: bool) -> None:
        """Everything that was asked is answered, by whoever says so."""

        async def asks() -> list[Any]:
            async with self.office.database.work() as work:
                return list(await work.asks.of(self.reference))

        for ask in self.run(asks()):
            before = self.run(self.office.everything())
            try:
                answered = self.run(self.office.call(answer_ask, name, ask.id, "Files.", is_held=is_held))
            except Refusal:
                assert self.run(self.office.everything()) == before
            else:
                done = int(answered != ask)
                self.rows += done
                self.version += done

    @rule()
    def a_review_is_asked_for(self) -> None:
        """It is a case of its own, and leaves this one as it is."""
        before = self.case
        with suppress(Refusal):
            self.run(self.office.call(open_review, "Olga", self.reference, self.office.now.date(), "Again."))
        assert self.case == before

    @rule(calendar=st.sampled_from([PLAIN, JUBILEE]))
    def a_holiday_is_proclaimed_or_called_off(self, calendar: HolidayCalendar) -> None:
        """Every live case is worked out anew."""
        self.office.calendar = calendar
        was = self.case
        done = self.run(recompute_open_cases(self.office.database, self.office.desk))
        moved = int(self.reference in done.moved)
        assert len(done.moved) == len(set(done.moved))
        self.rows += moved
        self.version += moved
        assert moved == int(self.case.due != was.due)

    @invariant()
    def everything_holds(self) -> None:
        """The dates are those that the clock gives for what happened; nothing was lost and nothing done twice."""
        if not self.rows:
            return
        case = self.case
        assert case.version == self.version
        assert len(self.run(self.office.history(case.reference))) == self.rows
        assert case.handler not in case.about
        self.has_the_right_date(case)

    def has_the_right_date(self, case: Case) -> None:
        """What the clock says of the oracle's steps is what stands in the case."""
        if case.kind is CaseKind.ENQUIRY:
            assert (case.due, case.due_at) == (None, None)
            return
        if reopened := case.decisions.get("reopened"):
            assert case.due == date.fromisoformat(reopened["until"])
            return
        is_incident = case.kind is CaseKind.INCIDENT
        given: dict[str, Any] = {"aware": self.start} if is_incident else {"received": self.start}
        as_of: date = self.office.now if is_incident else self.office.now.date()
        assert case.regime is not None
        try:
            reading = compute(
                case.regime, events=self.steps, as_of=as_of, calendar=self.office.calendar, **given
            )
        except ImpossibleHistory:
            # A holiday that was called off left an extension too late: such a case keeps its date, and is named.
            assert self.office.calendar is PLAIN
            return
        if case.state.is_live:
            assert (case.due_at if is_incident else case.due) == reading.due
            assert case.clock_runs == (reading.state in RUNS)
        assert not any(isinstance(one, Correction) for one in self.steps)


@st.composite
def answers_to(draw: st.DrawFn, action: Action, case: Case, now: datetime, *, odd: bool) -> dict[str, Any]:
    """Answers to a step's fields: what may be answered, or with `odd` nothing or what is none here and there."""
    answers: dict[str, Any] = {}
    for one in action.fields:
        if one.is_asked(case, answers):
            is_odd = odd and draw(st.integers(0, 3)) == 0
            answers[one.name] = draw(_ODD if is_odd else _fitting(one, case, answers, now))
    return answers


_ODD = st.sampled_from([None, "", "no such thing", 7, date(2031, 1, 1), ("x",)])


_WORDS = "Unmistakable words of somebody"


def _fitting(one: Field, case: Case, answers: Mapping[str, Any], now: datetime) -> st.SearchStrategy[Any]:
    options = [value for value, _ in one.choices(case, answers)]
    match one.kind:
        case FieldKind.DAY if one.name == "until":
            return st.integers(0, 60).map(lambda days: now.date() + timedelta(days=days))
        case FieldKind.DAY:
            return st.sampled_from([0, 0, 0, 1, 3, 10]).map(lambda days: now.date() - timedelta(days=days))
        case FieldKind.MOMENT:
            return st.sampled_from([0, 1, 30]).map(lambda hours: now - timedelta(hours=hours))
        case FieldKind.CHOICE:
            return st.sampled_from(options) if options else st.none()
        case FieldKind.CHOICES:
            if not options:
                return st.just(())
            return st.lists(st.sampled_from(options), min_size=1, max_size=2, unique=True).map(tuple)
        case FieldKind.NUMBER:
            return st.integers(0, 2000)
        case FieldKind.COLLEAGUE | FieldKind.PERSON:
            return st.sampled_from(sorted(name.lower() for name in PEOPLE))
        case FieldKind.SERVICE:
            return st.sampled_from(["housing", "highways", "parks"])
        case FieldKind.CASE:
            return st.sampled_from([OTHER, OTHER, case.reference, "FOI-2026-0999"])
        case _:
            often = [_WORDS] if one.is_required else [_WORDS, _WORDS, ""]
            return st.sampled_from(often)


def _settings(examples: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def test_any_steps_in_any_order_on_sqlite(tmp_path: Path) -> None:
    numbers = iter(range(1_000_000))

    async def office(stack: AsyncExitStack) -> Office:
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        return await stack.enter_async_context(an_office(folder, sqlite_in(folder)))

    run_state_machine_as_test(lambda: Life(office), settings=_settings(25))


def test_any_steps_in_any_order_on_postgresql(tmp_path: Path, postgres: str) -> None:
    async def office(stack: AsyncExitStack) -> Office:
        return await stack.enter_async_context(an_office(tmp_path, new_postgres(postgres)))

    run_state_machine_as_test(lambda: Life(office), settings=_settings(6))
