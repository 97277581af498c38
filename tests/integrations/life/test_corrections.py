"""What those who work a case put right of triage, on both databases: one row a text, and the latest stands."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from cases.corrections import forget_corrections, note_is_a_question, note_sent_as
from cases.errors import NotFound
from cases.regimes import Regime
from tests.integrations.life.office import Office, at

TEXT = "Which trees will be felled in Mill Lane?"


async def kept(office: Office) -> list[tuple[object, ...]]:
    """What is kept, without ids."""
    async with office.database.snapshot() as snapshot:
        return [astuple(one)[1:] async for one in snapshot.corrections.all()]


async def test_the_latest_law_stands_beside_what_triage_had_said(office: Office) -> None:
    foi = await office.open(Regime.FOI, "2026-05-18", text=TEXT)
    assert await kept(office) == []
    await office.do("Olga", foi.reference, "change_regime", {"regime": "EIR"})
    today = office.now.date()
    assert await kept(office) == [(today, TEXT, "foi", "eir", "")]
    office.now = at("2026-05-19")
    await office.do("Hana", foi.reference, "change_regime", {"regime": "REUSE"})
    assert await kept(office) == [(office.now.date(), TEXT, "foi", "reuse", "")]
    await office.do("Hana", foi.reference, "change_regime", {"regime": "FOI"})
    assert await kept(office) == []


async def test_what_the_sender_said_first_counts_as_what_it_was_read_as(office: Office) -> None:
    sar = await office.open(Regime.SAR, "2026-05-18", text=f"{TEXT} And more.")
    async with office.database.work() as work:
        await note_sent_as(work, office.desk, sar, TEXT, "incident", ["foi"])
        await work.commit()
    await office.do("Olga", sar.reference, "change_regime", {"regime": "FOI"})
    assert await kept(office) == [(office.now.date(), TEXT, "incident", "foi", "")]


async def test_another_category_is_kept_with_the_report_and_only_those_who_work_it_set_it(
    office: Office,
) -> None:
    incident = await office.report("2026-05-18 09:00", category="emailed_wrong_recipient")
    text = incident.details["what_happened"]
    assert await office.refused("Sam", incident.reference, "recategorise", {"category": "phishing"})
    with pytest.raises(NotFound):
        await office.do("Hana", incident.reference, "recategorise", {"category": "phishing"})
    for wrong in ("emailed_wrong_recipient", "nonsense", ""):
        assert await office.refused("Olga", incident.reference, "recategorise", {"category": wrong})
    changed = await office.do(
        "Olga", incident.reference, "recategorise", {"category": "posted_or_faxed_wrong_recipient"}
    )
    assert changed.details["category"] == "posted_or_faxed_wrong_recipient"
    assert changed.due_at == incident.due_at
    assert await kept(office) == [
        (office.now.date(), text, "incident", "incident", "posted_or_faxed_wrong_recipient")
    ]
    # The history says what was chosen, and holds no word of the report.
    last = (await office.history(incident.reference))[-1]
    assert last.facts["given"] == {"category": "posted_or_faxed_wrong_recipient"}
    assert text not in str(last.facts)
    assert await office.broken_chain() == []


async def test_what_applies_as_well_and_what_was_read_rightly_is_no_correction(office: Office) -> None:
    sar = await office.open(Regime.SAR, "2026-05-18", text=TEXT)
    async with office.database.work() as work:
        await note_sent_as(work, office.desk, sar, TEXT, "foi", ["sar"])
        await note_sent_as(work, office.desk, sar, TEXT, "sar", [])
        await note_sent_as(work, office.desk, sar, "", "foi", [])
        await note_is_a_question(work, office.desk, "1", TEXT, "foi", ["policy_question"])
        await work.commit()
    assert await kept(office) == []


async def test_they_go_after_their_months_and_with_none_the_day_after(office: Office) -> None:
    async with office.database.work() as work:
        await note_is_a_question(work, office.desk, "1", TEXT, "foi", [])
        await forget_corrections(work, office.desk, 0)
        await work.commit()
    assert len(await kept(office)) == 1
    office.now = at("2026-05-19")
    for months, left in ((1, 1), (0, 0)):
        async with office.database.work() as work:
            await forget_corrections(work, office.desk, months)
            await work.commit()
        assert len(await kept(office)) == left
