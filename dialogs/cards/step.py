"""A step of a case as a card: what it asks for, each with its label, and the button that does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cases.life.actions import Field, FieldKind
from dialogs.cards import parts
from dialogs.cards.parts import Json

MANY = 12
"""From more options than this a list is folded away, and a box to type the choice into stands before it."""

TYPED = "_typed"
"""Behind a field's name: what was typed instead of ticked."""

_FEW = 4


@dataclass(frozen=True)
class Asked:
    """One field with its options as of now and what stands in it: text, or what was ticked and typed."""

    field: Field
    options: Sequence[tuple[str, str]] = ()
    value: str = ""
    chosen: Sequence[str] = ()
    latest: str = ""


def step_card(
    *,
    reference: str,
    title: str,
    headline: str,
    asked: Sequence[Asked],
    problems: Sequence[str],
    carried: Mapping[str, Any],
    source: str,
) -> Json:
    """One step. `carried` goes back with the button, which asks on where an answer raises another question."""
    body: list[Any] = [
        parts.heading(f"{reference}: {title}"),
        parts.words(headline),
        *[parts.problem(text) for text in problems],
    ]
    for one in asked:
        body += _inputs(one)
    if source:
        body.append(parts.quiet(f"Rests on {source}."))
    return parts.card(
        body,
        [
            parts.button(title, "do", carried, "positive"),
            parts.bare_button("Back to the case", "open", {"case": reference}),
        ],
        f"{reference}: {title}. {headline}",
    )


def _inputs(asked: Asked) -> list[Any]:
    field = asked.field
    label = field.label if field.is_required else f"{field.label} (optional)"
    hint = [parts.quiet(field.hint)] if field.hint else []
    if field.kind is FieldKind.WORDS:
        return [parts.text_input(field.name, label, asked.value, lines=4), *hint]
    if field.kind is FieldKind.DAY:
        return [parts.date_input(field.name, label, asked.value, asked.latest), *hint]
    if field.kind is FieldKind.CHOICES:
        return [*_several(asked, label), *hint]
    if asked.options:
        return [parts.one_of_input(field.name, label, asked.options, asked.value), *hint]
    return [parts.text_input(field.name, label, asked.value), *hint]


def _several(asked: Asked, label: str) -> list[Any]:
    name = asked.field.name
    if len(asked.options) <= MANY:
        return [parts.several_input(name, label, asked.options, asked.chosen)]
    example = " and ".join(short_name(title) for _, title in asked.options[_FEW : _FEW + 2])
    ticked = parts.several_input(name, "Tick what applies", asked.options, asked.chosen)
    return [
        parts.text_input(f"{name}{TYPED}", label, asked.value, hint=f"For example {example}"),
        *parts.unfolding_items("Choose from the list", f"{name}_list", [ticked]),
    ]


def short_name(title: str) -> str:
    """A provision as people type it: "40(2)" for "FOIA s.40(2): Personal data of others"."""
    provision = title.split(":", 1)[0]
    first = next((at for at, letter in enumerate(provision) if letter.isdigit()), len(provision))
    return provision[first:].strip() or provision.strip()
