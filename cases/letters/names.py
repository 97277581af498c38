"""The names that a template may use, and what each says of a case. A fact that is missing is a `Blank`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from cases.case import Case
from cases.clock import Event, EventType
from cases.letters.facts import LetterFacts, answered_on, harms_of
from cases.letters.letter import ACKNOWLEDGEMENTS, ENDINGS, LetterKind
from cases.letters.marking import Blank, readable
from cases.letters.provisions import GroundWords, ground_words
from cases.life.dates import day_of
from cases.notification import TO_BE_ADDED, BreachFacts, Section, notice_to_people
from cases.outcomes import GROUNDS, Outcome
from cases.regimes import Regime
from cases.words import full_date_in_words, listed

NAMES: Final[Mapping[str, str]] = {
    "kind": "the letter's kind, its file name without the ending",
    "regime": "FOI, EIR, SAR, RIGHTS, REUSE, DP_COMPLAINT, FOI_REVIEW, EIR_REVIEW or BREACH",
    "matter": "what it is, such as “Freedom of Information request”",
    "law": "the law that it is answered under",
    "reference": "the case's reference",
    "date": "the letter's date: the day of the step that it belongs to, or today",
    "council": "the council's name, from the settings",
    "reply_to": "where people write to, from the settings",
    "ico_address": "the ICO's address, from the settings",
    "writer": "who signs: the case's handler, or whoever asked for the letter",
    "dpo": "the Data Protection Officer's name",
    "dpo_email": "the Data Protection Officer's e-mail address",
    "requester": "the requester's name",
    "contact": "the requester's address",
    "question": "what was asked for, in the requester's words",
    "received": "the day on which it reached the council",
    "due": "the day by which the council has to answer",
    "is_late": "whether that day has passed, or had when the answer went out",
    "why_late": "why the answer is late, as the handler wrote it",
    "asked": "what the requester was asked, as the handler wrote it",
    "extension_reason": "public_interest, complexity, complex_and_voluminous, number_of_requests, "
    "many_documents or exceptional",
    "fee_due": "the last day for a fee that was asked for",
    "outcome": "how the case ended, such as answered_in_part",
    "grounds": "what was relied on (in an extension: what is weighed): each has heading, law, title, role, id, "
    "needs_harm, needs_weighing, was_weighed",
    "repeats": "the reference of the earlier request that this one repeats",
    "transferred_to": "the authority that holds it",
    "rights": "what a data protection request asks us to do, with the Articles",
    "review_until": "the last day to ask for a review",
    "first_reference": "for a review or complaint: the reference of the answer that it is about",
    "first_answered": "the day of that answer",
    "notice": "for a breach: the notice's sections, each with heading and lines; a line has words and is_bullet",
}
"""Every name, with its meaning: the list for whoever writes templates."""

_ONE_LINE_AT_MOST: Final = 200
_ADDRESS_AT_MOST: Final = 500
_STEP_OF: Final = {
    LetterKind.CLARIFICATION: EventType.CLARIFICATION_REQUESTED,
    LetterKind.IDENTITY: EventType.IDENTITY_REQUESTED,
    LetterKind.FEES_NOTICE: EventType.FEE_NOTICE,
    LetterKind.EXTENSION: EventType.EXTENDED,
    **dict.fromkeys(ACKNOWLEDGEMENTS.values(), EventType.ACKNOWLEDGED),
}
_RIGHTS: Final = {
    "rectification": "put right what is wrong or missing (Article 16)",
    "erasure": "erase it (Article 17)",
    "restriction": "keep it but not use it (Article 18)",
    "portability": "hand it over so that another can read it (Article 20)",
    "objection": "stop using it in this way (Article 21)",
    "automated_decisions": "have a person look at what a machine decided (Articles 22A to 22D)",
}
_GROUNDS: Final = {one.id: one for one in GROUNDS}
_MATTER_AND_LAW: Final = {
    Regime.FOI: ("Freedom of Information request", "the Freedom of Information Act 2000"),
    Regime.EIR: ("request for environmental information", "the Environmental Information Regulations 2004"),
    Regime.SAR: ("subject access request", "the UK GDPR and the Data Protection Act 2018"),
    Regime.RIGHTS: ("data protection request", "the UK GDPR and the Data Protection Act 2018"),
    Regime.REUSE: (
        "request to re-use information",
        "the Re-use of Public Sector Information Regulations 2015",
    ),
    Regime.DP_COMPLAINT: ("data protection complaint", "section 164A of the Data Protection Act 2018"),
    Regime.FOI_REVIEW: ("request for an internal review", "the Freedom of Information Act 2000"),
    Regime.EIR_REVIEW: (
        "request for an internal review",
        "regulation 11 of the Environmental Information Regulations 2004",
    ),
    Regime.BREACH: ("incident", "the UK GDPR"),
}


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One line of a section: a bullet or not."""

    words: str | Blank
    is_bullet: bool


@dataclass(frozen=True, slots=True)
class NoticeSection:
    """A section of the notice to the people, to be set as the template likes."""

    heading: str
    lines: tuple[NoticeLine, ...]


def names_for(kind: LetterKind, case: Case, facts: LetterFacts) -> dict[str, Any]:
    """What each name says in a letter about this case."""
    details, office = case.details, facts.office
    first = facts.first_answer
    matter, law = _MATTER_AND_LAW[case.regime] if case.regime else ("", "")
    return {
        "kind": kind.value,
        "regime": case.regime.value if case.regime else "",
        "matter": matter,
        "law": law,
        "reference": case.reference,
        "date": full_date_in_words(_day_of_step(kind, case) or facts.today),
        "council": _words(office.council, "the council's name"),
        "reply_to": _words(office.reply_to, "the address that people write to"),
        "ico_address": _words(office.ico_address, "the ICO's address"),
        "writer": _words(facts.writer, "your name"),
        "dpo": _words(facts.dpo, "the Data Protection Officer's name"),
        "dpo_email": _words(facts.dpo_email, "the Data Protection Officer's e-mail address"),
        "requester": _line(details.get("requester"), "the requester's name"),
        "contact": _words(details.get("contact"), "the requester's address", _ADDRESS_AT_MOST),
        "question": _words(details.get("text"), "what they asked for"),
        "received": _day(case.received, "the date on which we received it"),
        "due": _day(case.due, "the date by which we will answer"),
        "is_late": facts.is_late,
        "why_late": _words(facts.said.get("respond.why_late"), "why this is late"),
        "asked": _words(facts.said.get("ask_clarification.note"), "what we need to know"),
        "extension_reason": _extension_reason(case),
        "fee_due": _day(facts.fee_due, "the last day to pay"),
        "outcome": _outcome(case),
        "grounds": _grounds(case, "extension" if kind is LetterKind.EXTENSION else "outcome"),
        "repeats": _words(_decided(case, "outcome").get("repeats"), "the reference of your earlier request"),
        "transferred_to": _words(details.get("transferred_to"), "the authority that holds it"),
        "rights": _rights(case),
        "review_until": _day(facts.review_until, "the last day to ask for a review"),
        "first_reference": _words(first.reference if first else "", "the reference of the first answer"),
        "first_answered": _day(first.answered if first else None, "the date of the first answer"),
        "notice": _notice(case, facts) if case.regime is Regime.BREACH else (),
    }


def _words(given: Any, missing: str, most: int | None = None) -> str | Blank:
    text = readable(str(given or "")).strip()[:most].strip()
    return text or Blank(missing)


def _line(given: Any, missing: str) -> str | Blank:
    return _words(" ".join(str(given or "").split()), missing, _ONE_LINE_AT_MOST)


def _day(day: date | None, missing: str) -> str | Blank:
    return full_date_in_words(day) if day else Blank(missing)


def _extension_reason(case: Case) -> str:
    given = [
        event
        for event in case.events
        if isinstance(event, Event) and event.type is EventType.EXTENDED and event.reason
    ]
    latest = max(given, key=lambda event: event.on, default=None)
    return latest.reason.value if latest and latest.reason else ""


def _day_of_step(kind: LetterKind, case: Case) -> date | None:
    if kind in ENDINGS:
        return answered_on(case)
    step = _STEP_OF.get(kind)
    return day_of(case, step) if step else None


def _decided(case: Case, name: str) -> Mapping[str, Any]:
    decided = case.decisions.get(name)
    return decided if isinstance(decided, Mapping) else {}


def _rights(case: Case) -> str | Blank:
    named = [_RIGHTS[one] for one in _decided(case, "rights").get("rights") or () if one in _RIGHTS]
    return listed(named) or Blank("do what with your personal data, and the Article")


def outcome_of(case: Case) -> Outcome | None:
    """How the case ended, as far as that is recorded."""
    given = _decided(case, "outcome").get("outcome")
    return Outcome(str(given)) if given in Outcome._value2member_map_ else None


def _outcome(case: Case) -> str:
    outcome = outcome_of(case)
    return outcome.value if outcome else ""


def _grounds(case: Case, decision: str) -> tuple[GroundWords, ...]:
    """The grounds that are recorded. One that the catalogue no longer has is left out: a place asks for it."""
    decided = _decided(case, decision)
    weighed = frozenset(decided.get("public_interest") or ())
    return tuple(
        ground_words(_GROUNDS[one], was_weighed=one in weighed)
        for one in decided.get("grounds") or ()
        if one in _GROUNDS
    )


def _notice(case: Case, facts: LetterFacts) -> tuple[NoticeSection, ...]:
    """The notice to the people, from what may be told to each of them.

    What the reporter and the officers wrote is left out: it may name others who are affected.
    """
    details = case.details
    happened = details.get("happened")
    draft = notice_to_people(
        BreachFacts(
            reference=case.reference,
            council=facts.office.council,
            happened=datetime.fromisoformat(happened) if happened else None,
            kinds=tuple(facts.office.title_of_kind(kind) for kind in details.get("kinds") or ()),
            harms=harms_of(case),
            dpo_name=facts.dpo,
            dpo_email=facts.dpo_email,
            ico_address=facts.office.ico_address,
        )
    )
    return tuple(_section(section) for section in draft.sections)


def _section(section: Section) -> NoticeSection:
    lines = tuple(_notice_line(section.heading, line) for line in section.text.split("\n"))
    return NoticeSection(section.heading, lines)


def _notice_line(heading: str, line: str) -> NoticeLine:
    if line.strip() == TO_BE_ADDED:
        return NoticeLine(Blank(f"{heading[0].lower()}{heading[1:]}: add it, and name nobody else"), False)
    return NoticeLine(line.removeprefix("- "), line.startswith("- "))
