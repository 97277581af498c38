"""A case as a card, a list of cases, and what teams are told about one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cases.case import Addition, Case, CaseKind, CaseState
from cases.incidents import Contained
from cases.people import Service
from dialogs.cards import parts
from dialogs.cards.flagged import flagged_fact
from dialogs.cards.incident import kinds_in_words
from dialogs.cards.parts import Json
from dialogs.incident_words import CATEGORY_TITLES

WORDS_AT_MOST = 3_000
"""Characters of one text that a case's card shows; the rest is a button away."""

ADDITIONS_AT_MOST = 5


def reading_card(reference: str, words: str, page: int, pages: int) -> Json:
    """One page of everything that was written about a case. Shown in a personal chat alone."""
    actions = []
    if page < pages:
        actions.append(
            parts.button("Next page", "read", {"case": reference, "page": str(page + 1)}, "positive")
        )
    actions.append(parts.button("Back to the case", "open", {"case": reference}))
    title = f"{reference}: everything written, page {page} of {pages}"
    return parts.card([parts.heading(title), parts.quoted(words, len(words) + 1)], actions, title)


def case_card(
    case: Case,
    *,
    headline: str,
    why: tuple[Sequence[tuple[str, str]], Sequence[tuple[str, str]]],
    rows: Sequence[tuple[str, str]],
    additions: Sequence[tuple[Addition, str]],
    buttons: Sequence[Any],
    note: str = "",
) -> Json:
    """A case for somebody who may see it, with what they may do now. Shown in a personal chat alone.

    `why` are the reasons for its date with their sources, and the days that did not count, with why not. Where the
    client can, it is shown anew by itself whenever the chat is opened.
    """
    said: list[Any] = []
    for addition, author in additions:
        said.append(parts.said_by(f"Added by {author}", addition.text))
    return parts.card(
        [
            parts.heading(f"{case.reference}: {title_of(case)}"),
            *([parts.words(note)] if note else []),
            parts.headline(headline),
            *(parts.why_this_date(*why) if _has_a_date(case) else []),
            *parts.facts(rows, WORDS_AT_MOST),
            *said,
        ],
        buttons,
        f"{case.reference}: {headline}",
        refresh=("shown_anew", {"case": case.reference}),
    )


def title_of(case: Case) -> str:
    """What the case is in words. Whether an incident is a personal data breach shows when it is looked at."""
    if case.state is CaseState.REPORTED or not case.regime:
        return case.kind.title
    return case.regime.title


def _has_a_date(case: Case) -> bool:
    """Whether the line above the facts says anything of the date."""
    ended = case.state is CaseState.CLOSED and case.kind is CaseKind.INCIDENT
    is_told = "decision" in case.decisions or not ended
    return bool(case.reasons) and case.state is not CaseState.WITHDRAWN and is_told


def more_card(reference: str, headline: str, groups: Sequence[tuple[str, Sequence[Any]]]) -> Json:
    """Everything else that may be done to a case, in groups."""
    title = f"{reference}: what would you like to do?"
    shown: list[Any] = []
    for name, buttons in groups:
        shown += [parts.subheading(name), parts.flowing(buttons)]
    return parts.card(
        [parts.heading(title), parts.words(headline), *shown],
        [parts.button("Back to the case", "open", {"case": reference})],
        title,
    )


def history_card(reference: str, rows: Sequence[tuple[str, str]], page: int, pages: int) -> Json:
    """What happened to a case, the newest first: when, and what by whom."""
    actions = []
    if page < pages:
        actions.append(parts.button("Earlier", "history", {"case": reference, "page": str(page + 1)}))
    if page > 1:
        actions.append(parts.button("Later", "history", {"case": reference, "page": str(page - 1)}))
    actions.append(parts.button("Back to the case", "open", {"case": reference}))
    title = f"{reference}: what happened so far"
    if pages > 1:
        title += f", page {page} of {pages}"
    return parts.card([parts.heading(title), *parts.facts(rows)], actions, title)


def adding_card(reference: str, once: str) -> Json:
    """A box for what somebody wants to add. `once` tells a second press of the same button from a second text."""
    return parts.card(
        [
            parts.heading(f"Add something to {reference}"),
            parts.text_input("addition", "What would you like to add?", lines=4),
        ],
        [
            parts.button("Add it", "add", {"case": reference, "once": once}, "positive"),
            parts.bare_button("Back to the case", "open", {"case": reference}),
        ],
        f"Add something to {reference}.",
    )


def list_card(title: str, lines: Sequence[tuple[Case, str]], more: bool) -> Json:
    """Cases, each with one line and a button that opens it."""
    body: list[Any] = [parts.heading(title)]
    for case, line in lines:
        body.append(parts.row_with_button(case.reference, line, "Open", "open", {"case": case.reference}))
    if not lines:
        body.append(parts.words("There is nothing here at the moment."))
    if more:
        body.append(parts.quiet("There are more. Type a reference to open any case."))
    return parts.card(body, (), title)


def new_case_card(
    reference: str, title: str, facts: Mapping[str, Any], service: Service | None, due: str
) -> Json:
    """What the IG team is told of a new case: kinds and counts, never a name or a word of what was written."""
    rows = [("Service", service.title if service else "Not known")]
    if facts.get("kind") == CaseKind.INCIDENT.value:
        rows += incident_facts(facts)
    rows.append(("Flagged", flagged_fact(facts.get("flagged") or {})))
    return parts.card(
        [parts.heading(f"New: {reference}"), parts.words(f"{title}. {due}".strip()), *parts.facts(rows)],
        [
            parts.button("Open", "open", {"case": reference}, "positive"),
            parts.button("Take this case", "take", {"case": reference}),
        ],
        f"New: {reference}. {due}",
    )


def incident_facts(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The kind, size and state of an incident in words."""
    people = facts.get("people")
    return [
        ("What", CATEGORY_TITLES.get(str(facts.get("category")), "Not yet known")),
        ("People", f"About {people}" if people is not None else "Not known"),
        ("Kinds", kinds_in_words(facts.get("kinds") or ()) or "Not known"),
        ("Under control", Contained(facts.get("contained") or "unsure").title),
    ]
