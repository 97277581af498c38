"""The text of a breach notification to the ICO, and of the notice to the people, from the facts of the case.

UK GDPR Art 33(3) says what the ICO is told, Art 33(1) that lateness needs its reasons, Art 33(4) that the rest may
follow in phases, Art 34(2) what the people are told. A fact that is missing is shown as `TO_BE_ADDED` and listed,
and is never made up.

From memory, and so to be checked by the council: the questions of the ICO's own form beyond Art 33(3) (what was in
place before, training, who else was told), and the ICO's address, which the council can set in the facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from cases.assessment.questions import Harm
from cases.words import full_date_in_words, moment_in_words

TO_BE_ADDED: Final = "[to be added]"
ICO_ADDRESS: Final = (
    "Information Commissioner's Office, Wycliffe House, Water Lane, Wilmslow, Cheshire SK9 5AF, telephone "
    "0303 123 1113, ico.org.uk"
)


@dataclass(frozen=True, slots=True)
class BreachFacts:
    """What is known of a breach. None, an empty text and an empty tuple all mean that it is not known yet.

    `due` is the end of the 72 hours as the case's clock gives it (`Case.due_at`), `aware` the moment from which it
    counted. `kinds`, `whose` and `consequences` are words to be read. `people` and `records` are about how many.
    `ico_reference` is there once the ICO has been told, which makes the next text a further phase. The texts hold
    what people wrote, so they belong in no log and no history.
    """

    reference: str
    council: str = ""
    what_happened: str = ""
    how_it_happened: str = ""
    happened: datetime | None = None
    aware: datetime | None = None
    due: datetime | None = None
    how_found: str = ""
    kinds: tuple[str, ...] = ()
    whose: tuple[str, ...] = ()
    people: int | None = None
    records: int | None = None
    consequences: str = ""
    harms: frozenset[Harm] = frozenset()
    measures_taken: str = ""
    measures_planned: str = ""
    in_place_before: str = ""
    training: str = ""
    people_told: str = ""
    others_told: str = ""
    delay_reasons: str = ""
    dpo_name: str = ""
    dpo_email: str = ""
    dpo_phone: str = ""
    ico_reference: str = ""
    ico_address: str = ICO_ADDRESS


@dataclass(frozen=True, slots=True)
class Section:
    """One answer for the form: its heading, its text and the provision that asks for it."""

    heading: str
    text: str
    source: str

    @property
    def is_complete(self) -> bool:
        """Whether no part of it is still to be added."""
        return TO_BE_ADDED not in self.text


@dataclass(frozen=True, slots=True)
class Draft:
    """A text ready to be copied, by its sections. It can go as it is only when nothing is missing."""

    opening: str
    sections: tuple[Section, ...]
    closing: str

    @property
    def missing(self) -> tuple[str, ...]:
        """The headings under which something is still to be added, and the council's name."""
        headings = tuple(section.heading for section in self.sections if not section.is_complete)
        signed = TO_BE_ADDED not in self.opening + self.closing
        return headings if signed else ("The council's name", *headings)

    @property
    def text(self) -> str:
        """The whole, as plain text."""
        blocks = [
            self.opening,
            *(f"{section.heading}\n{section.text}" for section in self.sections),
            self.closing,
        ]
        return "\n\n".join(block for block in blocks if block)


def notification_to_ico(facts: BreachFacts, at: datetime) -> Draft:
    """The notification as it would be sent at `at`: each section answers one part of the ICO's form.

    What is still to be added does not hold the notification back: Art 33(4) lets it follow. Raises ValueError when
    `at` or a moment among the facts has no offset.
    """
    sections = [
        Section("Which report this is", _which_report(facts), "UK GDPR Art 33(4)"),
        Section("What happened", _what_happened(facts), "UK GDPR Art 33(3)(a)"),
        Section("When it happened and when the council knew", _when(facts), "UK GDPR Art 33(1)"),
        *_delay(facts, at),
        Section("Kinds of personal data", _bullets(facts.kinds), "UK GDPR Art 33(3)(a)"),
        Section("People affected", _people(facts), "UK GDPR Art 33(3)(a)"),
        Section("Records affected", _about(facts.records, "record", "records"), "UK GDPR Art 33(3)(a)"),
        Section("Likely consequences for the people", _consequences(facts), "UK GDPR Art 33(3)(c)"),
        Section("What has been done", _or_missing(facts.measures_taken), "UK GDPR Art 33(3)(d)"),
        Section("What will be done", _or_missing(facts.measures_planned), "UK GDPR Art 33(3)(d)"),
        Section("What was in place to prevent it", _or_missing(facts.in_place_before), "the ICO's form"),
        Section("Training of the people involved", _or_missing(facts.training), "the ICO's form"),
        Section("Whether the people have been told", _or_missing(facts.people_told), "UK GDPR Art 34"),
        Section("Who else has been told", _or_missing(facts.others_told), "the ICO's form"),
        Section("Data Protection Officer", _contact(facts), "UK GDPR Art 33(3)(b)"),
    ]
    return Draft(_ico_opening(facts, at), tuple(sections), _ico_closing(sections))


def notice_to_people(facts: BreachFacts) -> Draft:
    """The notice to the people whose data it is, in plain words (UK GDPR Art 34(2)).

    Put a name in the place of "[name]". It never says who else is affected.
    """
    sections = (
        Section("What happened", _or_missing(facts.what_happened), "UK GDPR Art 33(3)(a)"),
        Section("When", _day_it_happened(facts), "UK GDPR Art 33(3)(a)"),
        Section("Which information about you", _bullets(facts.kinds), "UK GDPR Art 33(3)(a)"),
        Section("What this could mean for you", _consequences(facts), "UK GDPR Art 33(3)(c)"),
        Section("What we have done", _or_missing(facts.measures_taken), "UK GDPR Art 33(3)(d)"),
        Section("What we will do next", _or_missing(facts.measures_planned), "UK GDPR Art 33(3)(d)"),
        Section("What you can do", _advice(facts.harms), "UK GDPR Art 33(3)(d)"),
        Section("Who to ask", _contact(facts), "UK GDPR Art 33(3)(b)"),
        Section("If you are not happy with us", _complaint(facts), "DPA 2018 s.164A and s.165"),
    )
    opening = (
        f"Our reference: {facts.reference}\n\nDear [name]\n\n"
        "We are writing to tell you about something that went wrong with information about you. We are sorry that "
        "it did."
    )
    return Draft(opening, sections, f"Yours sincerely\n\n{_or_missing(facts.council)}")


def is_late(facts: BreachFacts, at: datetime) -> bool | None:
    """Whether `at` is after the 72 hours; None when it is not known when they end. Exactly at the end is in time."""
    return None if facts.due is None else at > facts.due


def _ico_opening(facts: BreachFacts, at: datetime) -> str:
    return (
        "Notification of a personal data breach (UK GDPR Art 33)\n"
        f"Controller: {_or_missing(facts.council)}\n"
        f"Our reference: {facts.reference}\n"
        f"Written: {_moment(at)}"
    )


def _ico_closing(sections: Sequence[Section]) -> str:
    unfinished = [section.heading for section in sections if not section.is_complete]
    if not unfinished:
        return "This is all the information that Art 33(3) asks for, as far as it is known now."
    return (
        "Not everything is known yet. The council will send the rest without undue further delay (UK GDPR Art "
        f"33(4)): {'; '.join(heading[0].lower() + heading[1:] for heading in unfinished)}."
    )


def _which_report(facts: BreachFacts) -> str:
    if facts.ico_reference.strip():
        return f"Further information on the breach that the ICO knows as {facts.ico_reference.strip()}."
    return "The first report of this breach."


def _what_happened(facts: BreachFacts) -> str:
    return (
        f"{_or_missing(facts.what_happened)}\n"
        f"How it came about: {_or_missing(facts.how_it_happened)}\n"
        f"How it was found: {_or_missing(facts.how_found)}"
    )


def _when(facts: BreachFacts) -> str:
    return (
        f"It happened: {_moment(facts.happened)}\n"
        f"The council became aware: {_moment(facts.aware)}\n"
        f"The 72 hours end: {_moment(facts.due)}"
    )


def _delay(facts: BreachFacts, at: datetime) -> tuple[Section, ...]:
    """Reasons are for a first report only: the duty was met, or missed, when that was made."""
    if facts.ico_reference.strip():
        return ()
    heading, source = "Why this is later than 72 hours", "UK GDPR Art 33(1)"
    match is_late(facts, at):
        case True:
            return (Section(heading, _or_missing(facts.delay_reasons), source),)
        case None:
            return (
                Section(
                    "Whether this is later than 72 hours",
                    f"{TO_BE_ADDED}: it depends on when the council became aware.",
                    source,
                ),
            )
        case _:
            return ()


def _people(facts: BreachFacts) -> str:
    return f"{_about(facts.people, 'person', 'people')}\n{_bullets(facts.whose)}"


def _consequences(facts: BreachFacts) -> str:
    parts = [facts.consequences.strip()] if facts.consequences.strip() else []
    if facts.harms:
        parts.append(_bullets(tuple(harm.title for harm in Harm if harm in facts.harms)))
    return "\n".join(parts) or TO_BE_ADDED


def _contact(facts: BreachFacts) -> str:
    ways = [way.strip() for way in (facts.dpo_email, facts.dpo_phone) if way.strip()]
    return f"{_or_missing(facts.dpo_name)}, Data Protection Officer\n{', '.join(ways) or TO_BE_ADDED}"


def _day_it_happened(facts: BreachFacts) -> str:
    if facts.happened is None:
        return TO_BE_ADDED
    _refuse_without_offset(facts.happened)
    return full_date_in_words(facts.happened)


def _complaint(facts: BreachFacts) -> str:
    return (
        "You can complain to us: write to the Data Protection Officer, and we will look into it and tell you what "
        "we found. You can also complain to the regulator: "
        f"{_or_missing(facts.ico_address)}."
    )


_ADVICE: Final = {
    Harm.IDENTITY_FRAUD: "Look out for letters, bills or credit that you did not ask for, and check your credit "
    "file. If you think that somebody is using your name, report it to the police's national fraud service.",
    Harm.FINANCIAL_LOSS: "Tell your bank, and check your statements. Do not act on calls or messages that ask for "
    "money, codes or passwords, even if they seem to come from us.",
    Harm.DISTRESS: "If this upsets you, talk to us, to somebody you trust, or to your GP.",
    Harm.PHYSICAL_DANGER: "If you feel in danger now, call 999. Otherwise call us, and we will talk with you about "
    "how to keep you safe.",
    Harm.DISCRIMINATION: "If somebody treats you worse because of this, keep a note of what happened and tell us.",
    Harm.REPUTATION: "If somebody spreads what they learnt, keep a copy and tell us.",
    Harm.LOSS_OF_SERVICES: "If care, a payment or an appointment does not come as it should, tell us at once.",
    Harm.LOSS_OF_CONFIDENTIALITY: "If somebody seems to know what you told us in confidence, tell us.",
    Harm.LOSS_OF_CONTROL: "Be careful with calls and messages from people whom you do not know.",
}


def _advice(harms: frozenset[Harm]) -> str:
    return _bullets(tuple(_ADVICE[harm] for harm in Harm if harm in harms))


def _about(count: int | None, one: str, many: str) -> str:
    return TO_BE_ADDED if count is None else f"About {count:,} {one if count == 1 else many}"


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line.strip()}" for line in lines if line.strip()) or TO_BE_ADDED


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return TO_BE_ADDED
    _refuse_without_offset(moment)
    return moment_in_words(moment, _ANOTHER_YEAR)


_ANOTHER_YEAR: Final = date.min
"""A moment is said with its year when it is not this one's: a notification is read long after it was written."""


def _refuse_without_offset(moment: datetime) -> None:
    if moment.tzinfo is None:
        raise ValueError("Give the time with its offset from UTC, for example 2026-11-26T14:05:00+00:00.")


def _or_missing(text: str) -> str:
    return text.strip() or TO_BE_ADDED
