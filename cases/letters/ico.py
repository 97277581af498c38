"""The notification to the ICO, from what the case of an incident holds (UK GDPR Art 33(3))."""

from __future__ import annotations

from datetime import date, datetime

from cases.case import Case
from cases.incidents import Whose
from cases.letters.facts import LetterFacts, harms_of
from cases.life.assess import assessment_of, kinds_affected, people_affected
from cases.notification import BreachFacts, Draft, notification_to_ico
from cases.words import full_date_in_words


def notification_of(case: Case, facts: LetterFacts, at: datetime) -> Draft:
    """The text as it would be sent at `at`, section by section as the ICO's form asks for it.

    It holds what people wrote. What the case doesn't know is marked and listed, and never made up.
    """
    details = case.details
    happened, noticed = details.get("happened"), details.get("noticed")
    harms, said = harms_of(case), facts.said
    return notification_to_ico(
        BreachFacts(
            reference=case.reference,
            council=facts.office.council,
            what_happened=str(details.get("what_happened") or ""),
            how_it_happened=said.get("describe.how_it_happened", ""),
            how_found=said.get("describe.how_found", ""),
            happened=datetime.fromisoformat(happened) if happened else None,
            aware=datetime.fromisoformat(noticed) if noticed else None,
            due=case.due_at,
            kinds=tuple(facts.office.title_of_kind(kind) for kind in kinds_affected(case)),
            whose=tuple(Whose(one).title for one in details.get("whose") or () if one != Whose.UNSURE),
            people=people_affected(case),
            consequences=said.get("describe.consequences") or _severity(case),
            harms=harms,
            measures_taken=said.get("contain.note", ""),
            measures_planned=said.get("describe.measures_planned", ""),
            in_place_before=said.get("describe.in_place_before", ""),
            training=said.get("describe.training", ""),
            people_told=_people_told(case),
            others_told=said.get("describe.others_told", ""),
            delay_reasons=said.get("ico_told.why_late") or said.get("describe.delay_reasons", ""),
            ico_reference=str(details.get("ico_reference") or ""),
            dpo_name=facts.dpo,
            dpo_email=facts.dpo_email,
            ico_address=facts.office.ico_address,
        ),
        at,
    )


def _people_told(case: Case) -> str:
    told, decision = case.decisions.get("people_told") or {}, case.decisions.get("decision") or {}
    if told.get("on"):
        return f"Yes, on {full_date_in_words(date.fromisoformat(told['on']))}."
    return {"yes": "They will be told.", "no": "No."}.get(str(decision.get("people")), "")


def _severity(case: Case) -> str:
    """The severity, above the harms, which are listed."""
    made = assessment_of(case)
    could = " What could happen:" if harms_of(case) else ""
    return f"Severity {made.level.value}: {made.level.meaning}.{could}" if made else ""
