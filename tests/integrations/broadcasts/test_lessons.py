"""Several incidents of one kind in one service propose a bitesize for it, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cases.audience import Audience, AudienceKind
from cases.broadcasts.lessons import MANY, lesson_content, propose_lessons
from cases.broadcasts.writing import save_draft
from cases.case import Case
from cases.casework import withdraw_case
from cases.errors import NotAllowed, Refusal
from cases.notices import Notice, NoticeKind
from tests.integrations.life.office import Office, at

BCC, PHISHING = "failure_to_use_bcc", "phishing"


async def incident(
    office: Office, day: str, category: str = BCC, service: str | None = "housing", **given: Any
) -> Case:
    office.now = at(f"{day} 10:00")
    return await office.report(day, "staff-1", category=category, service=service, **given)


async def proposed(office: Office, name: str = "Olga") -> list[Notice]:
    """What an officer is told after the day's look, twice."""
    for _ in range(2):
        async with office.database.work() as work:
            await propose_lessons(work, office.desk)
            await work.commit()
    notices = [one for one in await office.notices(name) if one.kind is NoticeKind.LESSON_PROPOSED]
    return sorted(notices, key=lambda one: one.message)


async def test_the_third_of_one_kind_in_one_service_proposes_it_once_to_each_officer(office: Office) -> None:
    await incident(office, "2026-03-02")
    await incident(office, "2026-04-02")
    assert await proposed(office) == []
    await incident(office, "2026-05-18")
    [told] = await proposed(office)
    assert told.facts == {"category": BCC, "service": "housing", "number": 3}
    assert told.message == f"lesson/{BCC}/housing/2026-05-18"
    assert len(await proposed(office, "Oscar")) == 1
    assert await proposed(office, "Dev") == []
    assert await proposed(office, "Hana") == []


async def test_other_kinds_other_services_and_old_or_withdrawn_ones_do_not_count(office: Office) -> None:
    await incident(office, "2026-02-17")
    for category, service in (
        (BCC, "housing"),
        (BCC, "highways"),
        (PHISHING, "housing"),
        (BCC, None),
        ("", "housing"),
    ):
        await incident(office, "2026-04-01", category, service)
    gone = await incident(office, "2026-05-18")
    await office.call(withdraw_case, "staff-1", gone.reference)
    assert await proposed(office) == []


async def test_ninety_days_are_counted_from_day_to_day(office: Office) -> None:
    await incident(office, "2026-02-18")
    await incident(office, "2026-03-18")
    await incident(office, "2026-05-18")
    assert len(await proposed(office)) == 1


async def test_nothing_more_is_proposed_about_the_same_for_ninety_days(office: Office) -> None:
    for day in ("2026-05-01", "2026-05-02", "2026-05-03"):
        await incident(office, day)
    assert len(await proposed(office)) == 1
    for day in ("2026-05-04", "2026-06-20", "2026-07-30"):
        await incident(office, day)
        assert len(await proposed(office)) == 1
    office.now = at("2026-05-03 10:00") + timedelta(days=90)
    [first, second] = await proposed(office)
    assert (first.message, second.message) == (
        f"lesson/{BCC}/housing/2026-05-03",
        f"lesson/{BCC}/housing/2026-07-30",
    )
    assert second.facts["number"] == MANY


async def test_an_officer_whom_one_of_them_is_about_is_not_told(office: Office) -> None:
    for day in ("2026-05-01", "2026-05-02"):
        await incident(office, day)
    third = await incident(office, "2026-05-03")
    async with office.database.work() as work:
        await work.cases.save(third.changed(about=frozenset({"olga"})))
        await work.commit()
    assert await proposed(office) == []
    assert len(await proposed(office, "Oscar")) == 1


async def test_it_is_told_in_working_hours(office: Office) -> None:
    for day in ("2026-05-14", "2026-05-15", "2026-05-16"):  # the last is a Saturday
        await incident(office, day)
    [told] = await proposed(office)
    assert told.not_before == at("2026-05-18 09:00")


async def test_what_it_is_filled_in_with_can_be_saved_and_names_nobody(office: Office) -> None:
    content = lesson_content(office.desk, office.person("Olga"), BCC, "housing")
    assert content.audience == Audience(AudienceKind.SERVICE, "housing")
    assert content.about == f"lesson/{BCC}/housing"
    assert "in Housing in the last three months" in content.text
    saved = await office.call(save_draft, "Olga", "b1", content)
    assert saved.content == content
    with pytest.raises(NotAllowed):
        lesson_content(office.desk, office.person("Hana"), BCC, "housing")
    for category, service in ((BCC, "moon"), ("moon", "housing")):
        with pytest.raises(Refusal):
            lesson_content(office.desk, office.person("Olga"), category, service)
