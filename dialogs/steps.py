"""Taking a step on a case in a personal chat: a card that asks for what it needs, and doing it once.

What comes back from a card is untrusted: the case is looked up, and whether this person may take this step now is
asked again. What was typed stays on the card when something has to be put right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from cases.case import Case
from cases.errors import ActionRefused, Refusal
from cases.life.actions import Field, FieldKind
from cases.life.answers import may_have
from cases.life.perform import wrong_answer
from cases.people import Person, Role
from cases.permissions import case_for
from cases.regimes import sources_for
from cases.words import LONDON
from dialogs import strings
from dialogs.answers import LONGEST_MESSAGE
from dialogs.cards.menu import typed_card
from dialogs.cards.parts import LINE_AT_MOST
from dialogs.cards.step import MANY, TYPED, Asked, short_name, step_card
from dialogs.case_steps import Step, step_named
from dialogs.case_talk import reference_in
from dialogs.case_views import date_line, view_case
from dialogs.talk import Talk
from dialogs.turn import Press, Turn
from nlp.times import Precision, read_moment

_ONCE = re.compile(r"[0-9a-f]{8,64}")
_A_WEEK = timedelta(days=7)
_TODAY = frozenset({"on", "received"})
"""Fields that tell of something that mostly happened today."""

_PAST = frozenset({"on", "received", "to"})


async def ask(talk: Talk, press: Press) -> None:
    """Show the card of the step that a button names."""
    await show_step(talk.turn, reference_in(press), press.text("step"))


async def show_step(turn: Turn, reference: str, name: str, problem: str = "") -> None:
    """Show the card of a step of this case."""
    case = await case_for(turn.work, turn.person, reference)
    step = step_named(turn, case, name)
    if step is None:
        await _not_now(turn, case)
        return
    today = turn.now.astimezone(LONDON).date()
    answers: dict[str, Any] = {one.name: today for one in step.fields if one.name in _TODAY}
    asked = [one for one in step.fields if one.is_asked(case, {})]
    problems = (problem,) if problem else ()
    _show(turn, case, step, asked, answers, {}, problems, turn.desk.new_id(), {})


async def do(talk: Talk, press: Press) -> None:
    """Take a step with what the card brought; ask on where that raises another question."""
    turn, once = talk.turn, press.text("once")
    case = await case_for(turn.work, turn.person, reference_in(press))
    if _ONCE.fullmatch(once) and talk.memory.sent.get(once):
        case = await case_for(turn.work, turn.person, talk.memory.sent[once])
        turn.show(*await view_case(turn, case, strings.DONE_ALREADY))
        return
    step = step_named(turn, case, press.text("step"))
    if step is None:
        await _not_now(turn, case, press)
        return
    given = press.data.get("given")
    before = Press("", given) if isinstance(given, Mapping) else Press("", {})
    answers, typed, problems = _read(step.fields, case, press, before, turn.now)
    asked = [one for one in step.fields if one.is_asked(case, answers)]
    seen = set(press.choices("seen"))
    fresh = [one for one in asked if one.name not in seen]
    if not problems and fresh:
        today = turn.now.astimezone(LONDON).date()
        old = [one for one in asked if one.name in seen]
        problems = [text for one in old for text in wrong_answer(one, case, answers, turn.desk, today)]
    if not problems and fresh:
        _show(turn, case, step, fresh, answers, typed, (), once, _plain(press, before, step.fields))
        return
    if not problems:
        try:
            changed = await step.run(turn, case.reference, answers)
        except ActionRefused as refused:
            problems = list(refused.failed)
        except Refusal as refused:
            problems = [str(refused)]
        else:
            if _ONCE.fullmatch(once):
                talk.memory.sent[once] = changed.reference
            letter = turn.letters.letters.of_step(step.letter, changed) if step.letter else None
            turn.show(*await view_case(turn, changed, f"Done: {step.done}.", letter))
            return
    _show(turn, case, step, asked, answers, typed, problems, once, {})


async def _not_now(turn: Turn, case: Case, press: Press | None = None) -> None:
    """The step is not open to this person now; whatever was typed into its card is shown, so that it is not lost."""
    typed = [] if press is None else [text for name in press.data if " " in (text := press.text(name))]
    turn.show(*await view_case(turn, case, strings.STEP_NOT_NOW))
    if typed:
        turn.show(typed_card("\n\n".join(typed)), strings.YOU_TYPED)


def _show(
    turn: Turn,
    case: Case,
    step: Step,
    asked: Sequence[Field],
    answers: Mapping[str, Any],
    typed: Mapping[str, str],
    problems: Sequence[str],
    once: str,
    given: Mapping[str, str],
) -> None:
    """The card with these fields. `given` are the answers of earlier cards, which come back with the button."""
    today = turn.now.astimezone(LONDON).date()
    seen = [one.name for one in step.fields if one.name in given or one in asked]
    carried = {"case": case.reference, "step": step.name, "once": once, "seen": ",".join(seen)}
    if given:
        carried["given"] = dict(given)  # type: ignore[assignment]
    shown = step_card(
        reference=case.reference,
        title=step.title,
        headline=date_line(turn, case),
        asked=[_asked(turn, case, one, answers, typed, today) for one in asked],
        problems=problems,
        carried=carried,
        source=sources_for(step.source, case.regime),
    )
    turn.show(shown, f"Please check: {problems[0]}" if problems else f"{case.reference}: {step.title}")


def _asked(
    turn: Turn, case: Case, one: Field, answers: Mapping[str, Any], typed: Mapping[str, str], today: date
) -> Asked:
    answer = answers.get(one.name)
    if one.kind is FieldKind.CHOICES:
        chosen = answer if isinstance(answer, tuple) else ()
        return Asked(one, one.choices(case, answers), typed.get(one.name, ""), chosen)
    if one.kind is FieldKind.DAY:
        value = answer.isoformat() if isinstance(answer, date) else ""
        if not value and one.name == "by":
            value = _a_fair_day(case, today).isoformat()
        return Asked(one, (), value, (), today.isoformat() if one.name in _PAST else "")
    if one.kind is FieldKind.MOMENT:
        return Asked(one, (), typed.get(one.name, ""))
    return Asked(one, _options(turn, case, one, answers), str(answer or _known(case, one)))


def _known(case: Case, one: Field) -> str:
    """What the case says already of what is asked."""
    if one.kind is FieldKind.SERVICE:
        return case.service or ""
    if one.kind is FieldKind.COLLEAGUE:
        return ""
    known = case.details.get(one.name)
    return known if one.kind is FieldKind.LINE and isinstance(known, str) else ""


def _a_fair_day(case: Case, today: date) -> date:
    """A week for a service to answer, and never later than the case's own date."""
    fair = today + _A_WEEK
    return min(fair, case.due) if case.due and case.due > today else fair


def _options(turn: Turn, case: Case, one: Field, answers: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    directory = turn.desk.directory
    if one.kind is FieldKind.SERVICE:
        return [(service.id, service.title) for service in directory.services()]
    if one.kind is FieldKind.COLLEAGUE:
        return [(person.id, person.name) for person in who_can_work(turn, case)]
    return one.choices(case, answers)


def who_can_work(turn: Turn, case: Case) -> Sequence[Person]:
    """Those to whom the case can be given, by name."""
    people: dict[str, Person] = {}
    for role in (Role.HANDLER, Role.OFFICER, Role.DPO):
        people |= {person.id: person for person in turn.desk.directory.with_role(role)}
    able = [person for person in people.values() if may_have(person, case)]
    return sorted(able, key=lambda person: person.name)


def _read(
    fields: Sequence[Field], case: Case, press: Press, before: Press, now: datetime
) -> tuple[dict[str, Any], dict[str, str], list[str]]:
    """The answers by name, what was typed for lists, and what has to be put right before anything is tried."""
    answers: dict[str, Any] = {}
    typed: dict[str, str] = {}
    problems: list[str] = []
    for one in fields:
        source = press if one.name in press.data or f"{one.name}{TYPED}" in press.data else before
        text = source.text(one.name)
        if one.kind is FieldKind.DAY:
            answers[one.name] = _day(text)
        elif one.kind is FieldKind.MOMENT:
            typed[one.name] = text[:LINE_AT_MOST]
            answers[one.name] = _moment(typed[one.name], now)
        elif one.kind is FieldKind.CHOICES:
            options = one.choices(case, answers)
            typed[one.name] = source.text(f"{one.name}{TYPED}")[:LINE_AT_MOST]
            named, unknown = _named(typed[one.name], options) if len(options) > MANY else ((), ())
            answers[one.name] = tuple(dict.fromkeys((*source.choices(one.name), *named)))
            problems += [strings.NOT_ON_THE_LIST.format(what=what) for what in unknown]
        else:
            most = LONGEST_MESSAGE if one.kind is FieldKind.WORDS else LINE_AT_MOST
            answers[one.name] = text[:most]
            if len(text) > most:
                problems.append(strings.BOX_TOO_LONG.format(label=one.label, most=f"{most:,}"))
    return answers, typed, problems


def _plain(press: Press, before: Press, fields: Sequence[Field]) -> dict[str, str]:
    """What both cards brought for these fields, to be carried on by the next. A box that was left empty is not
    sent, and was asked all the same."""
    asked = set(press.choices("seen"))
    names = [name for one in fields for name in (one.name, f"{one.name}{TYPED}")]
    return {
        name: (press if name in press.data else before).text(name)
        for name in names
        if name in press.data or name in before.data or name in asked
    }


def _moment(text: str, now: datetime) -> datetime | str:
    """A moment as it is typed ("today at 3pm"); a day alone is none."""
    read = read_moment(text, now)
    return read.at if read and read.precision is not Precision.DAY else text


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _named(typed: str, options: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The options whose provision was typed ("40(2), s43"), and the pieces that name none."""
    named: list[str] = []
    unknown: list[str] = []
    for piece in re.split(r"[,;]|\band\b", typed):
        wanted = _bare(piece)
        if not wanted:
            continue
        provisions = [(value, _bare(short_name(title))) for value, title in options]
        found = [value for value, provision in provisions if provision == wanted]
        found = found or [value for value, provision in provisions if provision.startswith(wanted)]
        if len(found) == 1:
            named += found
        else:
            unknown.append(piece.strip())
    return tuple(named), tuple(unknown)


def _bare(provision: str) -> str:
    """Only what tells provisions apart: "s. 40 (2)" and "section 40(2)" are both "40(2)"."""
    lowered = re.sub(r"\s+", "", provision.lower())
    return re.sub(
        r"^(?:foia?|eir|ukgdpr|dpa(?:2018)?|ropsi)?(?:sections?|ss?|regulations?|regs?|art(?:icle)?)?\.?",
        "",
        lowered,
    )
