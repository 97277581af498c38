"""The rules of nudges: those that ship, and what is said of a council's own that can't be used."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases.case import CaseKind, CaseState
from cases.nudges import NudgesWrong, Trigger, Who, read_rules, shipped_rules

SNOOZED = '[[rules]]\nid = "snoozed"\nsays = "Look at {reference}."\nwhen = "snooze over"\n'


def test_the_shipped_rules_are_those_that_the_guide_tells() -> None:
    rules = {rule.id: rule for rule in shipped_rules().rules}
    assert [(rule.days, rule.id) for rule in rules.values() if rule.when is Trigger.BEFORE_DUE] == [
        (10, "due-in-10"),
        (5, "due-in-5"),
        (2, "due-in-2"),
        (1, "due-in-1"),
        (0, "due-today"),
    ]
    by_hours = [rule for rule in rules.values() if rule.is_urgent]
    assert [(rule.hours, rule.id) for rule in by_hours] == [
        (hours, f"hours-{hours}") for hours in (12, 24, 48, 60, 68, 71)
    ]
    assert all(Who.DPO in rule.who for rule in by_hours if rule.hours >= 48)
    assert rules["overdue"].every == 1
    assert rules["sign-off-waiting"].states == {CaseState.SIGN_OFF}
    assert rules["unassigned"].kinds == {CaseKind.REQUEST, CaseKind.ENQUIRY}
    assert shipped_rules().named("due-in-5") is rules["due-in-5"]
    assert shipped_rules().named("gone") is None


def test_a_councils_own_rules_take_their_place() -> None:
    own = '[[rules]]\nid = "week"\nsays = "{reference}: {left}."\nwhen = "before due"\ndays = 7\nwho = ["handler"]\n'
    rules = read_rules(SNOOZED + own, timedelta(hours=3))
    assert [rule.id for rule in rules.rules] == ["snoozed", "week"]
    assert rules.window == timedelta(hours=3)
    assert rules.snoozed.id == "snoozed"


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ('id = ""', "Rule 2 needs an id"),
        ('id = "a b"', "needs an id of small letters, figures and hyphens, at most 32 of them."),
        (
            'when = "sometimes"',
            "The rule mine has a wrong value for when: 'sometimes'. There are \"before due\",",
        ),
        ("when = 7", "The rule mine has a wrong value for when: 7."),
        ('says = ""', "The rule mine needs says, the sentence that people read."),
        ('says = "{name} waits"', "has a wrong place in says. There are {reference}, {due} and {left}."),
        ('says = "{reference.name}"', "has a wrong place in says."),
        ('says = "{0}"', "has a wrong place in says."),
        ('says = "{reference!r:9}"', "has a wrong place in says."),
        ('says = "{"', "has a wrong place in says."),
        ("days = 251", "needs a whole number from 0 to 250 for days."),
        ("days = -1", "needs a whole number from 0 to 250 for days."),
        ("days = true", "needs a whole number from 0 to 250 for days."),
        ('days = "2"', "needs a whole number from 0 to 250 for days."),
        ("hours = 12", 'has hours, which belong to when = "hours" alone. Use days.'),
        ('when = "hours"', "needs hours, from 1 to 72."),
        ("every = 1", "can't be told again: take out every."),
        ('when = "overdue"\ndays = 0', "needs days, 1 or more"),
        ('when = "state"', 'needs states, such as states = ["sign_off"].'),
        ("who = []", 'does not say who is told. Add who, such as who = ["handler"].'),
        ('who = "handler"', 'needs a list for who, such as ["…"].'),
        ('who = ["mayor"]', 'has a wrong value for who: \'mayor\'. There are "handler", "team"'),
        ("who = [[]]", "has a wrong value for who: []."),
        ('who = ["coordinator"]', "can't go to the coordinator"),
        ('kinds = ["letter"]', "has a wrong value for kinds: 'letter'."),
        ('regimes = ["GDPR"]', "has a wrong value for regimes: 'GDPR'."),
        ('states = ["lost"]', "has a wrong value for states: 'lost'."),
        ("colour = 1", "has a line colour, which there is not."),
        ('id = "snoozed"', "The rule snoozed is there twice. Give each rule an id of its own."),
    ],
)
def test_a_mistake_is_told_in_a_sentence(lines: str, sentence: str) -> None:
    usual = {
        "id": '"mine"', "says": '"{reference} is due {due}."', "when": '"before due"', "days": "2",
        "who": '["handler"]',
    }  # fmt: skip
    usual.update(dict(line.split(" = ", 1) for line in lines.split("\n")))
    mine = "[[rules]]\n" + "\n".join(f"{name} = {value}" for name, value in usual.items())
    with pytest.raises(NudgesWrong) as wrong:
        read_rules(f"{SNOOZED}\n{mine}\n")
    assert any(sentence in one for one in wrong.value.sentences), wrong.value.sentences


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The rules for nudges must be a list of [[rules]]"),
        ("rules = 3", "The rules for nudges must be a list of [[rules]]"),
        ("rules = [1]", "The rules for nudges must be a list of [[rules]]"),
        ("[[rules]", "The rules for nudges can't be read"),
        (f"colour = 1\n{SNOOZED}", "There is nothing called colour beside [[rules]]."),
        (
            SNOOZED.replace('"snooze over"', '"unassigned"\nwho = ["team"]'),
            'There must be one rule with when = "snooze over".',
        ),
        (SNOOZED + SNOOZED.replace("snoozed", "again"), 'There must be one rule with when = "snooze over".'),
    ],
)
def test_a_file_that_holds_no_rules_is_told_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(NudgesWrong) as wrong:
        read_rules(text)
    assert any(sentence in one for one in wrong.value.sentences), wrong.value.sentences
