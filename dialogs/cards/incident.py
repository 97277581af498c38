"""The cards of an incident report: what happened, who it is about, check and send, sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cases.case import Case
from cases.incidents import Contained, Whose
from cases.people import Service
from cases.words import listed, moment_in_words
from dialogs import strings
from dialogs.cards import parts
from dialogs.cards.flagged import flagged_sentence
from dialogs.cards.parts import Json
from nlp.personal_data import DataKind


def what_card(
    draft: Mapping[str, Any],
    values: Mapping[str, Any],
    advice: Sequence[str],
    problems: Sequence[str],
    today: str,
    belongs_to: str | None,
    *,
    kind_words: str,
    emergency: str,
) -> Json:
    """Step one: what to do now, then what happened and when."""
    actions = [
        parts.button("Next", "next", draft, "positive"),
        parts.button("Leave it for later", "leave", draft),
        parts.under_more(parts.bare_button("Throw this draft away", "discard", draft)),
    ]
    if belongs_to:
        actions.insert(1, parts.button("It's part of the one before", "merge", draft))
    return parts.card(
        [
            parts.heading("Report an incident"),
            *([parts.warning(emergency)] if emergency else []),
            parts.steps("Do this now", advice),
            parts.quiet(kind_words),
            *[parts.problem(text) for text in problems],
            *parts.own_words_input(
                "what_happened",
                "What happened?",
                values["what_happened"],
                values.get("what_happened_more", ""),
            ),
            parts.side_by_side(
                parts.date_input("happened_date", "Day it happened", values["happened_date"], today),
                parts.time_input("happened_time", "Time it happened", values["happened_time"]),
            ),
            parts.side_by_side(
                parts.date_input("noticed_date", "Day it was noticed", values["noticed_date"], today),
                parts.time_input("noticed_time", "Time it was noticed", values["noticed_time"]),
            ),
            parts.quiet(
                "Leave a time empty if you're not sure. The council's 72 hours count from when you, or somebody "
                "else at the council, first noticed."
            ),
            parts.choice_input(
                "contained",
                "Has it been stopped from going further?",
                [(one.value, one.title) for one in Contained],
                values["contained"],
            ),
        ],
        actions,
        "Report an incident: please answer in words.",
    )


def who_card(
    draft: Mapping[str, Any], values: Mapping[str, Any], services: Sequence[Service], problems: Sequence[str]
) -> Json:
    """Step two: whose data, what kinds, how many, which service."""
    flagged = flagged_sentence(values["flagged"])
    return parts.card(
        [
            parts.heading("Whose information is it?"),
            parts.quiet("Tick what you know. A guess is fine; the IG team will check."),
            *([parts.quiet(flagged)] if flagged else []),
            *[parts.problem(text) for text in problems],
            parts.several_input(
                "whose", "Whose is it?", [(one.value, one.title) for one in Whose], values["whose"]
            ),
            parts.several_input(
                "kinds",
                "What kinds of information?",
                [(one.value, one.title) for one in DataKind],
                values["kinds"],
            ),
            parts.number_input(
                "people", "About how many people? (leave empty if not sure)", values["people"]
            ),
            parts.choice_input(
                "service",
                "Which service?",
                [(one.id, one.title) for one in services],
                values["service"] or "",
            ),
        ],
        [
            parts.button("Check and send", "next", draft, "positive"),
            parts.button("Back", "back", draft),
            parts.under_more(parts.button("Leave it for later", "leave", draft)),
            parts.under_more(parts.bare_button("Throw this draft away", "discard", draft)),
        ],
        "Whose information is it? Please answer in words.",
    )


def check_card(
    draft: Mapping[str, Any],
    rows: Sequence[tuple[str, str]],
    flagged: Mapping[str, int],
    deadline: str,
    problems: Sequence[str],
) -> Json:
    """Step three: everything on one page, to send or to change, and once more what may be left out."""
    noticed = flagged_sentence(flagged)
    return parts.card(
        [
            parts.heading("Check your report"),
            parts.words(deadline),
            *[parts.problem(text) for text in problems],
            *parts.facts(rows),
            *([parts.quiet(noticed)] if noticed else []),
        ],
        [
            parts.button("Send to the IG team", "send", draft, "positive"),
            parts.bare_button("Change what happened", "change", {**draft, "to": "what"}),
            parts.bare_button("Change whose it is", "change", {**draft, "to": "who"}),
            parts.under_more(parts.bare_button("Leave it for later", "leave", draft)),
            parts.under_more(parts.bare_button("Throw this draft away", "discard", draft)),
        ],
        "Check your report and type 'send' to send it.",
    )


def report_rows(details: Mapping[str, Any], service: Service | None) -> list[tuple[str, str]]:
    """A report's facts in words."""
    people = details.get("people")
    return [
        ("What happened", str(details.get("what_happened") or "")),
        ("Happened", str(details.get("happened_words") or "Not known")),
        ("Noticed", str(details.get("noticed_words") or "")),
        ("Whose", _in_one_line([Whose(one).title for one in details.get("whose") or ()])),
        ("Kinds", kinds_in_words(details.get("kinds") or ())),
        ("People", f"About {people}" if people is not None else "Not known"),
        ("Under control", Contained(details.get("contained") or "unsure").title),
        ("Service", service.title if service else "Not known"),
    ]


def kind_title(kind: str) -> str:
    """A kind of data in words; one that is not in the list any more is shown as it is."""
    return DataKind(kind).title if kind in DataKind._value2member_map_ else kind


def kinds_in_words(kinds: Sequence[str]) -> str:
    """Kinds of data in one line: "Names, home addresses and health or disability"."""
    return _in_one_line([kind_title(kind) for kind in kinds])


def _in_one_line(titles: Sequence[str]) -> str:
    # "I am not sure" keeps its capital.
    later = [title if title.startswith("I ") else title[:1].lower() + title[1:] for title in titles[1:]]
    return listed([*titles[:1], *later]) or "Not known"


def deadline_sentence(due: datetime, now: datetime) -> str:
    """The 72 hours in words, seen from `now`. UK GDPR Article 33(1)."""
    when = moment_in_words(due, now)
    if due < now:
        return f"The 72 hours to decide about telling the ICO ended on {when}."
    return f"The council must decide about telling the ICO by {when}."


def deadline_for_reporter(due: date | None, now: datetime, whose: Sequence[str]) -> str:
    """What the reporter is told about the 72 hours: no alarm about a near miss, no blame for a late report."""
    if not isinstance(due, datetime):
        return ""
    if list(whose) == [Whose.NOBODY.value] and due >= now:
        return strings.NEAR_MISS_DATE.format(when=moment_in_words(due, now))
    sentence = deadline_sentence(due, now)
    return f"{sentence} {strings.LATE_IS_FINE}" if due < now else sentence


def sent_card(case: Case, who_has_it: str, due: str, out_of_hours: str) -> Json:
    """What became of the report."""
    return parts.card(
        [
            parts.heading(f"Thank you. Your report is {case.reference}"),
            parts.words(due),
            parts.words(f"{who_has_it} They may write to you here."),
            *([parts.words(out_of_hours)] if out_of_hours else []),
            parts.quiet(
                "If you learn more, add it straight away. You can withdraw the report until somebody takes it."
            ),
            *parts.unfolding("Why this time?", "why", case.reasons),
        ],
        [
            parts.button("Add something", "adding", {"case": case.reference}),
            parts.button("See it", "open", {"case": case.reference}),
            parts.under_more(parts.button("Withdraw it", "withdraw", {"case": case.reference})),
        ],
        f"Thank you. Your report is {case.reference}.",
    )
