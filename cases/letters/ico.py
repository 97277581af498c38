"""The notification to the ICO, from what the case of an incident holds (UK GDPR Art 33(3))."""

from __future__ import annotations

from datetime import datetime

from cases.assessment import Harm
from cases.case import Case
from cases.incidents import Whose
from cases.letters.facts import LetterFacts, harms_of
from cases.life.assess import assessment_of
from cases.notification import BreachFacts, Draft, notification_to_ico
from cases.words import listed


def notification_of(case: Case, facts: LetterFacts, at: datetime) -> Draft:
    """The text as it would be sent at `at`, section by section as the ICO's form asks for it.

    It holds what people wrote. What the case doesn't know is marked and listed, and never made up.
    """
    details = case.details
    happened, noticed = details.get("happened"), details.get("noticed")
    decision = case.decisions.get("decision") or {}
    harms = harms_of(case)
    return notification_to_ico(
        BreachFacts(
            reference=case.reference,
            council=facts.office.council,
            what_happened=str(details.get("what_happened") or ""),
            happened=datetime.fromisoformat(happened) if happened else None,
            aware=datetime.fromisoformat(noticed) if noticed else None,
            due=case.due_at,
            kinds=tuple(facts.office.title_of_kind(kind) for kind in details.get("kinds") or ()),
            whose=tuple(Whose(one).title for one in details.get("whose") or () if one != Whose.UNSURE),
            people=details.get("people"),
            consequences=_consequences(case, harms),
            harms=harms,
            measures_taken=facts.said.get("contain.note", ""),
            people_told={"yes": "Yes", "no": "No"}.get(str(decision.get("people")), ""),
            dpo_name=facts.dpo,
            dpo_email=facts.dpo_email,
            ico_address=facts.office.ico_address,
        ),
        at,
    )


def _consequences(case: Case, harms: frozenset[Harm]) -> str:
    made = assessment_of(case)
    if made is None:
        return ""
    likely = listed(sorted(harm.title.lower() for harm in harms))
    could = f" What could happen to them: {likely}." if likely else ""
    return f"Severity {made.level.value}: {made.level.meaning}.{could}"
