"""Whatever is decided, undone and decided again, in any order: the counts are right and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from cases.disclosure import Decision, DisclosureCheck, Hit, Verdict
from cases.disclosure.deciding import Scope, covered, standing, undoing
from cases.documents import Place

NOW = datetime(2026, 6, 17, 9, tzinfo=UTC)


def hit(number: int, label: str = "PERSON", band: str = "likely", group: int | None = None) -> Hit:
    return Hit(number, label, band, 0.8, "why", Place(page=1), 0, 0, 4, group=group)


HITS = (
    hit(1, group=1),
    hit(2, "NINO", "sure"),
    hit(3, group=2),
    hit(4, "DATE", "context"),
    hit(5, group=1),
    hit(6, "HEALTH", "possible"),
    hit(7, "AGE", "possible"),
    hit(8, "ROLE", "context"),
)


def check(*decisions: Decision) -> DisclosureCheck:
    return DisclosureCheck("c1", "a.txt", NOW, "sam", HITS, (), NOW, standing(decisions))


def numbers(hits: tuple[Hit, ...]) -> list[int]:
    return [one.number for one in hits]


def decision(number: int, verdict: Verdict = Verdict.ACCEPTED, press: str = "p") -> Decision:
    return Decision(number, verdict, "sam", NOW, "", press)


def test_a_scope_takes_in_what_belongs_to_the_finding_and_is_not_decided() -> None:
    assert numbers(covered(check(), HITS[0], Scope.THIS)) == [1]
    assert numbers(covered(check(), HITS[0], Scope.KIND)) == [1, 3, 5]
    assert numbers(covered(check(), HITS[0], Scope.PERSON)) == [1, 5]
    assert numbers(covered(check(), HITS[0], Scope.BAND)) == [1]
    assert numbers(covered(check(), HITS[1], Scope.PERSON)) == [2]
    assert numbers(covered(check(), HITS[5], Scope.BAND)) == [6, 7]
    assert numbers(covered(check(), HITS[3], Scope.BAND)) == [4, 8]
    assert numbers(covered(check(decision(5)), HITS[0], Scope.KIND)) == [1, 3]


def test_what_identifies_only_together_is_gone_through_last() -> None:
    assert numbers(check().hits_in_turn) == [1, 2, 3, 5, 6, 7, 4, 8]
    assert numbers(check(decision(1)).open_hits) == [2, 3, 5, 6, 7, 4, 8]


def test_undoing_brings_back_what_stood_before() -> None:
    made = [
        decision(1, Verdict.REJECTED, "first"),
        decision(1, Verdict.ACCEPTED, "second"),
        decision(2, press="second"),
    ]
    undone = list(undoing(made, "second", "olga", NOW, "third"))
    assert [(one.hit, one.verdict, one.by) for one in undone] == [
        (1, Verdict.REJECTED, "olga"),
        (2, Verdict.TAKEN_BACK, "olga"),
    ]
    assert [(one.hit, one.verdict) for one in standing([*made, *undone])] == [(1, Verdict.REJECTED)]
    # What was decided again since is left as it is, and an undoing can be undone.
    assert list(undoing([*made, *undone], "second", "olga", NOW, "fourth")) == []
    again = standing([*made, *undone, *undoing([*made, *undone], "third", "sam", NOW, "fourth")])
    assert [(one.hit, one.verdict) for one in again] == [(1, Verdict.ACCEPTED), (2, Verdict.ACCEPTED)]


STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("decide"),
            st.integers(1, len(HITS)),
            st.sampled_from([Verdict.ACCEPTED, Verdict.REJECTED]),
            st.sampled_from(Scope),
        ),
        st.tuples(st.just("undo"), st.integers(0, 30)),
    ),
    max_size=25,
)


@given(STEPS)
def test_any_order_of_deciding_and_undoing_keeps_the_counts_right(steps: list[tuple[object, ...]]) -> None:
    rows: list[Decision] = []
    # The same told otherwise: what stands is kept in full after every press.
    stood: dict[int, Verdict] = {}
    presses: list[str] = []
    before: dict[str, dict[int, tuple[Verdict | None, str]]] = {}
    last: dict[int, str] = {}
    for at, step in enumerate(steps):
        name = f"press {at}"
        changed: dict[int, tuple[Verdict | None, str]] = {}
        if step[0] == "decide":
            _, number, verdict, scope = step
            assert isinstance(number, int)
            assert isinstance(verdict, Verdict)
            assert isinstance(scope, Scope)
            for one in covered(check(*rows), HITS[number - 1], scope):
                changed[one.number] = (stood.get(one.number), name)
                rows.append(decision(one.number, verdict, name))
                stood[one.number] = verdict
        elif presses:
            undone = presses[int(str(step[1])) % len(presses)]
            rows += list(undoing(rows, undone, "sam", NOW, name))
            for number, (earlier, _) in before[undone].items():
                if last[number] == undone:
                    changed[number] = (stood.get(number), name)
                    if earlier is None:
                        stood.pop(number, None)
                    else:
                        stood[number] = earlier
        last |= dict.fromkeys(changed, name)
        before[name] = changed
        presses.append(name)
        now = check(*rows)
        assert {one.hit: one.verdict for one in now.decisions} == stood
        assert len(now.open_hits) + len(now.decisions) == len(HITS)
        assert numbers(now.to_take_out) == sorted(
            number for number, verdict in stood.items() if verdict is Verdict.ACCEPTED
        )


def test_a_check_knows_what_was_decided_about_a_finding() -> None:
    made = check(decision(2))
    assert made.decided == {2: decision(2)}
    assert replace(made, decisions=()).open_hits == made.hits_in_turn
