"""What a person puts right of what triage read: recorded with the text, for the next training.

A text that was taken for one thing and sent as another; a question that was taken for something else; a case that an
officer moved to another law, or gave another of the ICO's categories. One row a text: the latest correction stands, and
where it ends at what triage had said at first there is none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from cases.case import Case, CaseKind
from cases.correction import Correction
from cases.desk import Desk
from cases.ports import UnitOfWork
from cases.regimes import Regime
from cases.words import LONDON

INCIDENT: Final = "incident"
QUESTION: Final = "policy_question"

LABELS: Final[Mapping[Regime, str]] = {
    Regime.FOI: "foi",
    Regime.EIR: "eir",
    Regime.SAR: "sar",
    Regime.RIGHTS: "rights",
    Regime.REUSE: "reuse",
    Regime.DP_COMPLAINT: "complaint",
    Regime.FOI_REVIEW: "review",
    Regime.EIR_REVIEW: "review",
    Regime.BREACH: INCIDENT,
}
"""What triage calls a matter under each regime (`nlp.triage.Label`)."""


async def note_sent_as(
    work: UnitOfWork, desk: Desk, case: Case, text: str, read_as: str, also: Collection[str]
) -> None:
    """Keep the text that a case came of where it was sent as something else than it was read as.

    `also` are labels that triage said apply as well: choosing one of them corrects nothing. Does not commit.
    """
    label = _label_of(case)
    if text and read_as and label and label not in {read_as, *also}:
        await work.corrections.put(Correction(case.reference, _today(desk), text, read_as, label))


async def note_is_a_question(
    work: UnitOfWork, desk: Desk, once: str, text: str, read_as: str, also: Collection[str]
) -> None:
    """Keep a text that was read as something else and is a question about policy. Does not commit.

    `once` tells a second press of the same button from another text.
    """
    if QUESTION not in {read_as, *also}:
        await work.corrections.put(Correction(once, _today(desk), text, read_as, QUESTION))


async def note_changed(work: UnitOfWork, desk: Desk, before: Case, after: Case) -> None:
    """Keep a case's text where it was moved to another law or got another of the ICO's categories. Does not commit."""
    was, label = _label_of(before), _label_of(after)
    category = str(after.details.get("category") or "")
    is_recategorised = category != str(before.details.get("category") or "")
    if not label or (label == was and not is_recategorised):
        return
    kept = await work.corrections.get(after.reference)
    if kept is None:
        text = str(before.details.get("text") or before.details.get("what_happened") or "")
        kept = Correction(after.reference, _today(desk), text, was, was)
    corrected = replace(
        kept, day=_today(desk), label=label, category=category if is_recategorised else kept.category
    )
    if corrected.label == corrected.read_as and not corrected.category:
        await work.corrections.remove(corrected.id)
    elif corrected.text:
        await work.corrections.put(corrected)


async def forget_corrections(work: UnitOfWork, desk: Desk, months: int) -> None:
    """Delete what was corrected more than so many months ago, a month being 30.44 days. Does not commit."""
    await work.corrections.forget(_today(desk) - timedelta(days=round(months * 30.44)))


def _label_of(case: Case) -> str:
    """What triage calls such a case; "" for a question to the team, which can be anything."""
    return "" if case.kind is CaseKind.ENQUIRY or case.regime is None else LABELS[case.regime]


def _today(desk: Desk) -> date:
    return desk.time().astimezone(LONDON).date()
