"""Reading what somebody answered to the fields of a step: what is wrong with it, and what it means.

What comes back from a card is untrusted, so nothing is taken to be of the right kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from cases.case import Case, is_only_a_reference
from cases.desk import Desk
from cases.life.actions import Answers, Field, FieldKind
from cases.people import Directory, Person, Role
from cases.permissions import may_work
from cases.words import LONDON, date_in_words, moment_in_words

LONGEST_LINE: Final = 300
LONGEST_WORDS: Final = 20_000
_LARGEST_NUMBER: Final = 9
"""Digits."""

_PAST: Final = frozenset({"on", "to", "at"})
"""Fields that tell of something that has been."""


def asked_for(fields: Sequence[Field], case: Case, answers: Answers) -> dict[str, Any]:
    """The answers to what is asked of this case; each field may depend on those before it."""
    kept: dict[str, Any] = {}
    for asked in fields:
        if asked.name in answers and asked.is_asked(case, kept):
            kept[asked.name] = answers[asked.name]
    return kept


def wrong_answer(asked: Field, case: Case, answers: Answers, desk: Desk, today: date) -> list[str]:
    """What is wrong with the answer to one field, in sentences; nothing when all is well."""
    answer: Any = answers.get(asked.name)
    if _is_empty(answer):
        return [f"{asked.label} Please answer this."] if asked.is_required else []
    wrong = _wrong(asked, answer, case, answers, desk, today)
    return [f"{asked.label} {wrong}"] if wrong else []


def understood(asked: Field, answer: Any, desk: Desk) -> Any:
    """What an answer that nothing is wrong with means: a colleague's id, a reference in its usual form, …"""
    if _is_empty(answer):
        return () if asked.kind is FieldKind.CHOICES else None
    match asked.kind:
        case FieldKind.PERSON | FieldKind.COLLEAGUE:
            found = _people(desk.directory, answer)
            return found[0].id if found else None
        case FieldKind.CASE:
            return is_only_a_reference(answer)
        case FieldKind.NUMBER:
            return int(_digits(answer))
        case FieldKind.CHOICES:
            return tuple(dict.fromkeys(answer))
        case FieldKind.LINE:
            return " ".join(str(answer).split())
        case FieldKind.WORDS:
            return str(answer).strip()
        case _:
            return answer


def _is_empty(answer: Any) -> bool:
    if isinstance(answer, str):
        return not answer.strip()
    return answer is None or (isinstance(answer, Sequence | frozenset | set) and not answer)


def _wrong(asked: Field, answer: Any, case: Case, answers: Answers, desk: Desk, today: date) -> str | None:
    match asked.kind:
        case FieldKind.DAY:
            return _wrong_day(asked, answer, today)
        case FieldKind.MOMENT:
            return _wrong_moment(asked, answer, desk)
        case FieldKind.CHOICE:
            return None if _is_among(answer, asked, case, answers) else "Please choose from the list."
        case FieldKind.CHOICES:
            is_list = isinstance(answer, tuple | list | frozenset | set)
            if is_list and all(_is_among(one, asked, case, answers) for one in answer):
                return None
            return "Please choose from the list."
        case FieldKind.NUMBER:
            return None if _digits(answer) else "Please give a whole number."
        case FieldKind.COLLEAGUE | FieldKind.PERSON:
            return _wrong_person(asked, answer, case, desk.directory)
        case FieldKind.SERVICE:
            is_one = isinstance(answer, str) and desk.directory.service(answer) is not None
            return None if is_one else "Please choose a service from the list."
        case FieldKind.CASE:
            return _wrong_reference(answer, case)
        case FieldKind.LINE:
            return _wrong_text(answer, LONGEST_LINE)
        case FieldKind.WORDS:
            return _wrong_text(answer, LONGEST_WORDS)


def _wrong_day(asked: Field, answer: Any, today: date) -> str | None:
    if not isinstance(answer, date) or isinstance(answer, datetime):
        return "Please give a date."
    if asked.name in _PAST and answer > today:
        return f"{date_in_words(answer, today)} is in the future."
    return None


def _wrong_moment(asked: Field, answer: Any, desk: Desk) -> str | None:
    if not isinstance(answer, datetime) or answer.tzinfo is None:
        return "Please give a date and a time."
    if asked.name in _PAST and answer > desk.time():
        return f"{moment_in_words(answer, desk.time().astimezone(LONDON).date())} is in the future."
    return None


def _is_among(answer: Any, asked: Field, case: Case, answers: Answers) -> bool:
    return isinstance(answer, str) and answer in {value for value, _ in asked.choices(case, answers)}


def _digits(answer: Any) -> str:
    """The digits of a whole number, however it came; empty for anything else."""
    if isinstance(answer, bool) or not isinstance(answer, int | float | str):
        return ""
    digits = str(answer).strip().replace(",", "").removesuffix(".0")
    return digits if digits.isascii() and digits.isdecimal() and len(digits) <= _LARGEST_NUMBER else ""


def _people(directory: Directory, answer: Any) -> Sequence[Person]:
    """Whom an id, a name or an e-mail address means."""
    if not isinstance(answer, str):
        return ()
    by_id = directory.person(answer.strip())
    return (by_id,) if by_id else tuple(directory.known_as(answer))


def _wrong_person(asked: Field, answer: Any, case: Case, directory: Directory) -> str | None:
    found = _people(directory, answer)
    if asked.kind is FieldKind.COLLEAGUE:
        works = len(found) == 1 and found[0].has_any(Role.HANDLER, Role.OFFICER, Role.DPO)
        if not works:
            return "Please choose somebody who works on cases."
        return None if may_have(found[0], case) else f"{found[0].name} can't work on this case."
    if not found:
        return "I don't know anybody at the council of that name or address."
    return (
        None if len(found) == 1 else "There are several people of that name. Please give an e-mail address."
    )


def may_have(person: Person, case: Case) -> bool:
    """Whether the person could work the case if it were theirs: a file may be given on to another handler."""
    return may_work(person, replace(case, handler=person.id))


def _wrong_reference(answer: Any, case: Case) -> str | None:
    reference = is_only_a_reference(answer[:40]) if isinstance(answer, str) else None
    if reference is None:
        return "Please give a reference, such as FOI-2026-0117."
    return "That is this case itself." if reference == case.reference else None


def _wrong_text(answer: Any, longest: int) -> str | None:
    if not isinstance(answer, str):
        return "Please type it."
    return f"That is too long: {longest:,} characters at most." if len(answer) > longest else None
