"""What somebody may do to a case now, as steps that a card asks for: the tables of `cases.life`, and more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.asks import ask_service, may_ask_a_service
from cases.assessment import Level
from cases.attachments import attach
from cases.case import Case
from cases.errors import Refusal
from cases.life.actions import Action, Field, FieldKind
from cases.life.assess import may_overrule, overrule_assessment
from cases.life.perform import actions_for, perform
from cases.permissions import may_add, may_work
from cases.regimes import Regime
from cases.reviews import may_open_part, may_open_review, open_part, open_review, other_parts
from dialogs.onlooker import Onlooker
from dialogs.turn import Turn

Answers = Mapping[str, Any]
ASSESSING = frozenset({"assess", "assess_again"})
"""The steps that have a form of their own: their questions are too many for one card."""


@dataclass(frozen=True)
class Step:
    """One thing that may be done: what it asks for, and the call that does it. `run` raises `Refusal`."""

    name: str
    title: str
    done: str
    fields: Sequence[Field]
    run: Callable[[Turn, str, Answers], Awaitable[Case]]
    source: str = ""
    is_main: bool = False
    letter: str = ""


def steps_for(turn: Onlooker, case: Case) -> tuple[Step, ...]:
    """What this person may do to this case now; what leads on comes first."""
    steps = [_of(action) for action in actions_for(turn.person, case)]
    steps += [step for step, is_open in BESIDE if is_open(turn, case)]
    return tuple(sorted(steps, key=lambda step: not step.is_main))


def step_named(turn: Turn, case: Case, name: str) -> Step | None:
    """The step of this name, if this person may do it to this case now."""
    return next((step for step in steps_for(turn, case) if step.name == name), None)


def _of(action: Action) -> Step:
    async def run(turn: Turn, reference: str, answers: Answers) -> Case:
        return await perform(turn.work, turn.desk, turn.person, reference, action.name, answers)

    return Step(
        action.name,
        action.title,
        action.done,
        action.fields,
        run,
        action.source,
        action.is_main,
        action.letter,
    )


async def _ask_a_service(turn: Turn, reference: str, answers: Answers) -> Case:
    by = answers.get("by")
    return await ask_service(
        turn.work,
        turn.desk,
        turn.person,
        reference,
        str(answers.get("service") or ""),
        str(answers.get("question") or ""),
        by if isinstance(by, date) else date.min,
    )


async def _open_review(turn: Turn, reference: str, answers: Answers) -> Case:
    received = answers.get("received")
    return await open_review(
        turn.work,
        turn.desk,
        turn.person,
        reference,
        received if isinstance(received, date) else date.max,
        str(answers.get("text") or ""),
    )


async def _open_part(turn: Turn, reference: str, answers: Answers) -> Case:
    regime, text = str(answers.get("regime") or ""), str(answers.get("text") or "")
    if regime not in set(Regime):
        raise Refusal("Please choose what the part is under.")
    return await open_part(turn.work, turn.desk, turn.person, reference, Regime(regime), text)


async def _overrule(turn: Turn, reference: str, answers: Answers) -> Case:
    level = str(answers.get("level") or "")
    reason = str(answers.get("reason") or "")
    if level not in {one.value for one in Level}:
        raise Refusal("Please choose the severity.")
    return await overrule_assessment(turn.work, turn.desk, turn.person, reference, Level(level), reason)


async def _attach(turn: Turn, reference: str, answers: Answers) -> Case:
    return await attach(
        turn.work,
        turn.desk,
        turn.person,
        reference,
        str(answers.get("name") or ""),
        str(answers.get("link") or ""),
        _bytes(str(answers.get("size") or "")),
    )


def _bytes(typed: str) -> int | None:
    """A size in megabytes as typed, in bytes. Raises `Refusal` for what is no number."""
    if not typed:
        return None
    try:
        return int(float(typed.lower().removesuffix("mb").strip().replace(",", "")) * 1_000_000)
    except (ValueError, OverflowError):
        raise Refusal(
            "Please give the size as a number of megabytes, for example 2.5, or leave it empty."
        ) from None


BESIDE: Sequence[tuple[Step, Callable[[Onlooker, Case], bool]]] = (
    (
        Step(
            "ask_service",
            "Ask a service",
            "service asked",
            (
                Field("service", "Which service?", FieldKind.SERVICE),
                Field("question", "What do you need from them?", FieldKind.WORDS),
                Field("by", "By when?", FieldKind.DAY),
            ),
            _ask_a_service,
        ),
        lambda turn, case: may_ask_a_service(turn.person, case),
    ),
    (
        Step(
            "attach",
            "Attach a file",
            "file attached",
            (
                Field(
                    "link",
                    "The file's link",
                    FieldKind.WORDS,
                    hint="Open the file's menu, choose 'Copy link', and paste it here. The file stays where it is.",
                ),
                Field("name", "What to call it", FieldKind.LINE, is_required=False),
                Field("size", "Its size in MB", FieldKind.LINE, is_required=False),
            ),
            _attach,
        ),
        lambda turn, case: may_work(turn.person, case) and may_add(turn.person, case),
    ),
    (
        Step(
            "open_review",
            "They are not content",
            "a new case opened for it",
            (
                Field(
                    "received",
                    "When did they ask for a review, or complain?",
                    FieldKind.DAY,
                    hint="A new case begins, linked to this one, with its own date.",
                ),
                Field("text", "What did they write?", FieldKind.WORDS),
            ),
            _open_review,
            "FOIA s.45 Code of Practice; EIR reg 11; DPA 2018 s.164A",
        ),
        lambda turn, case: may_open_review(turn.person, case),
    ),
    (
        Step(
            "open_part",
            "Take a part on its own",
            "a part taken on its own",
            (
                Field(
                    "regime",
                    "What is the part under?",
                    FieldKind.CHOICE,
                    options_of=lambda case, _: tuple((one.value, one.title) for one in other_parts(case)),
                    hint="A new case begins, received on the same day and linked to this one.",
                ),
                Field("text", "Which part is it?", FieldKind.WORDS),
            ),
            _open_part,
        ),
        lambda turn, case: may_open_part(turn.person, case),
    ),
    (
        Step(
            "overrule",
            "Set another severity",
            "severity set",
            (
                Field(
                    "level",
                    "How severe is it?",
                    FieldKind.CHOICE,
                    options=tuple((one.value, f"{one.value.capitalize()}: {one.meaning}") for one in Level),
                ),
                Field("reason", "Why? The reason is kept with the decision.", FieldKind.WORDS),
            ),
            _overrule,
            "UK GDPR Art 33(5)",
        ),
        lambda turn, case: may_overrule(turn.person, case),
    ),
)
"""Steps that are more than a change of one case."""
