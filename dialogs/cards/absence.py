"""When somebody is away and who covers, as cards: what is noted, and what is asked."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs import strings
from dialogs.cards import parts
from dialogs.cards.parts import Json

OTHER = "other"
"""The choice of a cover that is none of those offered."""


def absence_card(
    *,
    title: str,
    headline: str,
    note: str,
    rows: Sequence[tuple[str, str]],
    remarks: Sequence[str],
    absence: str,
    ends: str,
    later: Sequence[tuple[str, str]],
) -> Json:
    """One absence. `ends` is the title of the button that ends it, empty for somebody who may not; `later` are further
    absences as (days, id)."""
    body = [
        parts.heading(title),
        parts.headline(headline),
        *([parts.words(note)] if note else []),
        *parts.facts(rows),
        *[parts.words(remark) for remark in remarks],
    ]
    if not ends:
        return parts.card(body, (), f"{title}. {headline}")
    for days, other in later:
        body.append(
            parts.row_with_button("Also away", days, "Take it out", "absence_end", {"absence": other})
        )
    return parts.card(
        body,
        [
            parts.button(ends, "absence_end", {"absence": absence}),
            parts.button("Change it", "absence_change", {"absence": absence}),
        ],
        f"{title}. {headline}",
    )


def ask_absence_card(
    *,
    title: str,
    whom: str,
    first: str,
    last: str,
    cover: str,
    covers: Sequence[tuple[str, str]],
    problem: str,
) -> Json:
    """When somebody is away. `whom` is their id; `covers` are people among whom the cover is chosen, as (id, name)."""
    label = "Who covers? (a name or an e-mail address, may be left empty)"
    named = (
        parts.few_input("cover", "Who covers?", [*covers, (OTHER, "Somebody else")], cover)
        if covers
        else parts.text_input("cover", label, cover)
    )
    return parts.card(
        [
            parts.heading(title),
            *([parts.problem(problem)] if problem else []),
            parts.words(strings.AWAY_EXPLAINED),
            parts.side_by_side(
                parts.date_input("first", "First day", first),
                parts.date_input("last", "Last day (may be left empty)", last),
            ),
            named,
        ],
        [parts.button("Save", "absence_save", {"whom": whom}, "positive")],
        title,
    )
