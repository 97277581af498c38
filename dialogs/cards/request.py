"""The cards of a request that is passed on: what it is, check and send, sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cases.case import Case
from cases.people import Service
from cases.regimes import Regime
from cases.words import date_in_words
from dialogs.cards import parts
from dialogs.cards.flagged import flagged_in_letter
from dialogs.cards.parts import Json

_KINDS = {
    Regime.FOI: "Freedom of Information",
    Regime.EIR: "Environmental information",
    Regime.SAR: "Subject access (own data)",
    Regime.RIGHTS: "Another data right",
    Regime.REUSE: "Re-use of information",
    Regime.DP_COMPLAINT: "Data protection complaint",
    Regime.FOI_REVIEW: "Review of an FOI answer",
    Regime.EIR_REVIEW: "Review of an EIR answer",
}
"""Short enough to be read in a closed list on a phone."""

PASSED_ON = tuple(_KINDS)


def request_card(
    draft: Mapping[str, Any],
    values: Mapping[str, Any],
    services: Sequence[Service],
    problems: Sequence[str],
    today: str,
    belongs_to: str | None,
) -> Json:
    """Step one: what kind of request, when it reached the council, who asks, and its text."""
    flagged = flagged_in_letter(values["flagged"])
    actions = [
        parts.button("Check and send", "next", draft, "positive"),
        parts.button("Leave it for later", "leave", draft),
        parts.under_more(parts.bare_button("Throw this draft away", "discard", draft)),
    ]
    if belongs_to:
        actions.insert(1, parts.button("It's part of the one before", "merge", draft))
    return parts.card(
        [
            parts.heading("Pass on a request"),
            *[parts.quoted(what) for what in values["because"][:1]],
            *[parts.quoted_quietly(reason) for reason in values["because"][1:]],
            *[parts.problem(text) for text in problems],
            parts.choice_input(
                "regime",
                "What kind of request is it?",
                [(regime.value, title) for regime, title in _KINDS.items()],
                values["regime"],
            ),
            parts.date_input("received", "When did it first reach the council?", values["received"], today),
            parts.quiet(
                "The day the letter or e-mail arrived, even if it came to you later. The law counts from then."
            ),
            parts.text_input(
                "requester", "Who is asking?", values["requester"], hint="Name, if they gave one"
            ),
            parts.text_input(
                "contact", "Where should the answer go?", values["contact"], hint="E-mail or postal address"
            ),
            parts.choice_input(
                "service",
                "Which service is it about? (leave empty if not sure)",
                [(one.id, one.title) for one in services],
                values["service"] or "",
            ),
            *parts.own_words_input("text", "What they wrote", values["text"], values.get("text_more", "")),
            *([parts.quiet(flagged)] if flagged else []),
        ],
        actions,
        "Pass on a request: please answer in words.",
    )


def check_card(
    draft: Mapping[str, Any],
    rows: Sequence[tuple[str, str]],
    flagged: Mapping[str, int],
    due: str,
    reasons: Sequence[str],
    problems: Sequence[str],
) -> Json:
    """Step two: everything on one page, with the date it leads to."""
    noticed = flagged_in_letter(flagged)
    return parts.card(
        [
            parts.heading("Check the request"),
            parts.words(due),
            *parts.unfolding("Why this date?", "why", reasons),
            *[parts.problem(text) for text in problems],
            *parts.facts(rows),
            *([parts.quiet(noticed)] if noticed else []),
        ],
        [
            parts.button("Send to the IG team", "send", draft, "positive"),
            parts.bare_button("Change", "change", {**draft, "to": "request"}),
            parts.under_more(parts.bare_button("Leave it for later", "leave", draft)),
            parts.under_more(parts.bare_button("Throw this draft away", "discard", draft)),
        ],
        "Check the request and type 'send' to send it.",
    )


def sent_card(case: Case, who_has_it: str, due: str) -> Json:
    """What became of the request."""
    title = case.regime.title if case.regime else "Request"
    received = f" It reached the council on {date_in_words(case.received)}." if case.received else ""
    return parts.card(
        [
            parts.heading(f"Thank you. It is {case.reference}"),
            parts.words(f"{title}.{received}"),
            parts.words(due),
            parts.words(f"{who_has_it} You don't need to answer the requester yourself."),
            *parts.unfolding("Why this date?", "why", case.reasons),
        ],
        [
            parts.button("Add something", "adding", {"case": case.reference}),
            parts.button("See it", "open", {"case": case.reference}),
            parts.under_more(parts.button("Withdraw it", "withdraw", {"case": case.reference})),
        ],
        f"Thank you. The request is {case.reference}.",
    )
