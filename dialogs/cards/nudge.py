"""What a person is told about their cases by itself: one nudge, the morning's digest, and what became of a nudge.

Kinds, dates and names of colleagues only: what was written about a case is a press away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cases.words import counted, listed
from dialogs import strings
from dialogs.cards import parts
from dialogs.cards.parts import Json

ROWS_AT_MOST = 10
"""Cases with a line and a button of their own in a digest; the rest are named."""

_NAMED_AT_MOST = 40


@dataclass(frozen=True)
class Line:
    """One case of a digest: its title and line, its reference, and the button that opens it."""

    reference: str
    title: str
    line: str
    verb: str
    carried: Mapping[str, Any]


def nudge_card(
    title: str, due: str, sentences: Sequence[str], rows: Sequence[tuple[str, str]], buttons: Sequence[Any]
) -> Json:
    """One nudge: what it is with its reference, the date in words, why it is told, facts, and what to do now."""
    return parts.card(
        [
            parts.heading(title),
            parts.headline(due),
            *[parts.words(sentence) for sentence in sentences],
            *parts.facts(rows),
        ],
        buttons,
        f"{title}. {due}",
    )


def digest_card(title: str, sections: Sequence[tuple[str, Sequence[Line]]], buttons: Sequence[Any]) -> Json:
    """Cases to look at, each with a line and a button, the most urgent first. Where there are too many, each section
    has some, and the rest are named below it."""
    body: list[Any] = [parts.heading(title)]
    shown = rows_in(sections)
    for (name, lines), count in zip(sections, shown, strict=True):
        if name and lines:
            body.append(parts.subheading(name))
        body += [
            parts.row_with_button(one.title, one.line, "Open", one.verb, one.carried) for one in lines[:count]
        ]
        if rest := [one.reference for one in lines[count:]]:
            body.append(parts.words(_and(rest)))
    if not any(lines for _, lines in sections):
        body.append(parts.words(strings.NOTHING_IS_DUE))
    return parts.card(body, buttons, digest_summary(title, sections))


def digest_summary(title: str, sections: Sequence[tuple[str, Sequence[Line]]]) -> str:
    """A digest where cards are not shown: how many there are, and the most urgent in words."""
    lines = [line for _, of_one in sections for line in of_one]
    return f"{title}. {lines[0].title}: {lines[0].line}" if lines else f"{title}. {strings.NOTHING_IS_DUE}"


def how_it_stands() -> Any:
    """The button that shows one's day as it is now, in place of an old digest."""
    return parts.button("How it stands now", "my_day", {})


def rows_in(sections: Sequence[tuple[str, Sequence[Line]]]) -> list[int]:
    """How many lines each section shows: in turn one more of each, until there are enough."""
    shown = [0] * len(sections)
    while sum(shown) < ROWS_AT_MOST:
        before = sum(shown)
        for place, (_, lines) in enumerate(sections):
            if shown[place] < len(lines) and sum(shown) < ROWS_AT_MOST:
                shown[place] += 1
        if sum(shown) == before:
            break
    return shown


def snoozed_card(reference: str, sentence: str) -> Json:
    """What became of a nudge that was put off."""
    return parts.card([parts.words(sentence)], [parts.button("Open", "open", {"case": reference})], sentence)


def _and(references: Sequence[str]) -> str:
    """The cases that have no line."""
    if len(references) <= _NAMED_AT_MOST:
        return f"And {listed(references)}."
    rest = len(references) - _NAMED_AT_MOST
    return f"And {', '.join(references[:_NAMED_AT_MOST])} and {counted(rest, 'other')}."
