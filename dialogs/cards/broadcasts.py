"""The cards of one message to many as its officers see them: all of them, how one stands, and who was not reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cases.broadcasts import Broadcast
from dialogs import strings
from dialogs.cards import parts
from dialogs.cards.parts import Json

Rows = Sequence[tuple[str, str]]
_IN_SIGHT = 3


def broadcasts_card(groups: Sequence[tuple[str, Sequence[tuple[Broadcast, str]]]]) -> Json:
    """All of them in groups, each with its line of figures and a button."""
    title = strings.ALL_BITESIZES
    body: list[Any] = [parts.heading(title)]
    for name, rows in groups:
        body.append(parts.subheading(name))
        body += [
            parts.row_with_button(line, one.title, "Open", "broadcast", {"broadcast": one.id})
            for one, line in rows
        ]
    if not groups:
        body.append(parts.words(strings.NO_BITESIZES))
    write = parts.button(strings.WRITE_A_BITESIZE, "bitesize_new", {}, "positive")
    return parts.card(body, [write], title)


def standing_card(
    broadcast: Broadcast,
    title: str,
    headline: str,
    rows: Rows,
    done: Sequence[str],
    reached: Rows,
    actions: Sequence[tuple[str, str]],
    note: str = "",
) -> Json:
    """How one stands. `done` says who did what to it, `reached` where everybody of its audience is; actions are (title,
    verb)."""
    carried = {"broadcast": broadcast.id}
    counted = [parts.subheading("Where it got to"), *parts.facts(reached)] if reached else []
    buttons = [parts.button(name, verb, carried) for name, verb in actions]
    return parts.card(
        [
            parts.heading(title),
            parts.quoted(broadcast.title),
            *([parts.words(note)] if note else []),
            parts.headline(headline),
            *parts.facts(rows),
            *map(parts.quoted_quietly, done),
            *counted,
        ],
        [*buttons[:_IN_SIGHT], *map(parts.under_more, buttons[_IN_SIGHT:])],
        f"{title}: {broadcast.title}. {headline}",
        refresh=("broadcast_standing", carried),
    )


def cancel_card(broadcast: Broadcast, question: str, explained: str) -> Json:
    """Whether it is really to be cancelled: that can't be undone."""
    carried: Mapping[str, Any] = {"broadcast": broadcast.id}
    return parts.card(
        [parts.heading(question), parts.quoted(broadcast.title), parts.words(explained)],
        [
            parts.button("Yes, cancel it", "broadcast_cancel_sure", carried),
            parts.button("No, go back", "broadcast", carried),
        ],
        question,
    )


def people_card(
    broadcast: Broadcast, title: str, groups: Sequence[tuple[str, Sequence[str]]], more: int
) -> Json:
    """People by name under what is the same for them, so that somebody can help or remind them."""
    listed: list[Any] = []
    for why, names in groups:
        listed += [parts.subheading(why), parts.quoted(", ".join(names))]
    rest = [parts.quiet(f"And {more:,} more.")] if more > 0 else []
    nobody = [] if groups else [parts.words("Nobody.")]
    return parts.card(
        [parts.heading(title), parts.quoted(broadcast.title), *nobody, *listed, *rest],
        [parts.button("Back", "broadcast", {"broadcast": broadcast.id})],
        title,
    )


def lesson_card(service: str, category: str, number: int, carried: Mapping[str, Any]) -> Json:
    """A message proposed to officers, where incidents of one kind came together in one service."""
    title = strings.LESSON_PROPOSED.format(service=service)
    return parts.card(
        [
            parts.heading(title),
            parts.words(
                f"{number} incidents of one kind came together there: {category[:1].lower()}{category[1:]}."
            ),
            parts.words(strings.LESSON_EXPLAINED.format(service=service)),
        ],
        [
            parts.button("Write it", "lesson_write", carried, "positive"),
            parts.button("Not now", "lesson_not_now", carried),
        ],
        title,
    )
