"""Every step is refused to those without the right to it, by name, and nothing changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from cases.case import Case, CaseKind, CaseState
from cases.errors import ActionRefused, NotFound
from cases.life import enquiries, incidents, requests
from cases.life.actions import Action, FieldKind, Right
from cases.life.perform import actions_for, has_right, perform
from cases.people import Person, Role
from cases.ports import UnitOfWork
from cases.regimes import Regime
from tests.integrations.life.office import PEOPLE, Office, at

REGIMES = [one for one in Regime if one is not Regime.BREACH]
ALL = [
    *((CaseKind.REQUEST, action) for action in requests.ACTIONS.actions),
    *((CaseKind.INCIDENT, action) for action in incidents.ACTIONS.actions),
    *((CaseKind.ENQUIRY, action) for action in enquiries.ACTIONS.actions),
]
# Who may take a step of each right, of a case that Hana handles and of an incident that Olga does.
MAY = {
    Right.WORKS_IT: {"Hana", "Hector", "Olga", "Oscar", "Dev"},
    Right.HANDLES_IT: {"Hana", "Olga", "Oscar", "Dev"},
    Right.SIGNS_IT: {"Olga", "Oscar", "Dev"},
    Right.DPO: {"Dev"},
}
PERSONAL = {Regime.SAR, Regime.RIGHTS, Regime.DP_COMPLAINT}


def _case(kind: CaseKind, action: Action, regime: Regime | None) -> Case:
    incident = kind is CaseKind.INCIDENT
    return Case(
        reference="X-2026-0001",
        kind=kind,
        regime=Regime.BREACH if incident else regime,
        state=sorted(action.since)[0],
        reporter="sam",
        handler="olga" if incident else "hana",
        service="housing",
        opened_at=at("2026-05-18"),
        received=None if incident or regime is None else at("2026-05-18").date(),
        due=None,
        due_at=None,
        rule=None,
        reasons=(),
        details={"noticed": at("2026-05-18 09:00").isoformat()},
    )


def _regimes(kind: CaseKind, action: Action) -> list[Regime | None]:
    if kind is not CaseKind.REQUEST:
        return [None]
    return sorted(action.regimes or REGIMES)[:1] + ([Regime.SAR] if action.regimes is None else [])


async def test_a_step_is_for_those_whom_its_row_names(office: Office) -> None:
    rows = [
        (action, _case(kind, action, regime)) for kind, action in ALL for regime in _regimes(kind, action)
    ]
    async with office.database.work() as work:
        for number, (action, made) in enumerate(rows):
            case = replace(made, reference=f"FOI-2026-{number:04}")
            await work.cases.add(case)
            for name in PEOPLE:
                person = office.person(name)
                is_theirs = _is_theirs(name, case, action)
                assert has_right(action.right, person, case) == is_theirs, (name, action.name, case.regime)
                assert is_theirs or action not in actions_for(person, case)
                if not is_theirs:
                    await _is_refused(work, office, name, case, action)
            assert await work.cases.get(case.reference) == case
            assert await work.history.of(case.reference) == []


def _is_theirs(name: str, case: Case, action: Action) -> bool:
    if case.kind is CaseKind.INCIDENT:
        works_it = {"Olga", "Oscar", "Dev"}
        return name in works_it and (name == "Dev" or action.right is not Right.DPO)
    return name in MAY[action.right] and not (case.regime in PERSONAL and name == "Hector")


async def _is_refused(work: UnitOfWork, office: Office, name: str, case: Case, action: Action) -> None:
    with pytest.raises((ActionRefused, NotFound)) as refused:
        await perform(work, office.desk, office.person(name), case.reference, action.name, {})
    if isinstance(refused.value, ActionRefused):
        assert refused.value.failed[0] == f"This step is for {action.right.value}."


async def test_a_step_that_is_not_there_is_refused_by_name(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    assert await office.refused("Olga", case.reference, "explode") == (
        "There is no such step for this kind of case.",
    )
    assert await office.refused("Olga", case.reference, "decide") == (
        "There is no such step for this kind of case.",
    )


async def test_all_that_stands_in_the_way_is_named_at_once(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    await office.do("Olga", case.reference, "withdrawn_by_requester", {"on": "2026-05-18"})
    failed = await office.refused("Hana", case.reference, "respond", {"on": "2026-05-19"})
    assert failed == (
        "This step is for its handler, an IG officer or the Data Protection Officer.",
        "The case is not at that point: withdrawn.",
        "When was the answer sent? Tuesday 19 May is in the future.",
        "What was the outcome? Please answer this.",
    )


ODD = [7, 2.5, True, [], {}, ["FOIA-s43(2)", 3], {"a": 1}, "x" * 30_000, object(), ("FOIA-s43(2)", ())]


async def test_whatever_comes_back_from_a_card_is_refused_with_a_sentence(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    for step, odd in product(requests.ACTIONS.actions, ODD):
        if not step.fields:
            continue
        answers = {one.name: odd for one in step.fields}
        for fixed in ({}, {"outcome": "refused"}, {"outcome": "refused", "on": at("2026-05-18")}):
            given = {**answers, **fixed}
            failed = await _attempted(office, case, step.name, given)
            assert all(sentence.endswith((".", "?")) for sentence in failed)
            # Only a box that takes any text, or that nothing has to be put in, can be content with it.
            asked = {one.kind for one in step.fields if one.is_required and one.is_asked(case, given)}
            assert failed or asked <= {FieldKind.WORDS, FieldKind.LINE}, step.name


async def _attempted(office: Office, case: Case, step: str, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """What stands in the way of a step, if anything does; what was done is taken back."""
    async with office.database.work() as work:
        try:
            await perform(work, office.desk, office.person("Dev"), case.reference, step, answers)
        except ActionRefused as refused:
            return refused.failed
    return ()


def test_every_state_can_be_left_but_the_end() -> None:
    for table, kind in (
        (requests, CaseKind.REQUEST),
        (incidents, CaseKind.INCIDENT),
        (enquiries, CaseKind.ENQUIRY),
    ):
        since = frozenset().union(*(action.since for action in table.ACTIONS.actions))
        reached = {action.to for action in table.ACTIONS.actions if action.to}
        assert reached <= since, kind
        assert len({action.name for action in table.ACTIONS.actions}) == len(table.ACTIONS.actions)


def test_what_a_step_keeps_as_a_fact_is_nobodys_words() -> None:
    for _, action in ALL:
        for one in action.fields:
            assert one.is_fact == (one.kind not in (FieldKind.LINE, FieldKind.WORDS))


def test_the_drafter_of_an_answer_does_not_sign_it() -> None:
    officer = Person("olga", "Olga", "", frozenset({Role.OFFICER}), None)
    sign = requests.ACTIONS.named("sign_off")
    assert sign is not None
    case = replace(_case(CaseKind.REQUEST, sign, Regime.FOI), state=CaseState.SIGN_OFF)
    assert has_right(Right.SIGNS_IT, officer, case)
    assert not has_right(Right.SIGNS_IT, officer, replace(case, handler="olga"))
    assert not has_right(Right.SIGNS_IT, officer, replace(case, decisions={"drafters": ["olga"]}))
