"""A policy that is new or changed is put before the officers, once, and before nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from cases.audience import Audience, AudienceKind
from cases.notices import Notice, NoticeKind, NoticeState, Recipient
from cases.policies import Passage, Policy
from cases.policy_news import note_policies, whom_it_touches
from integrations.database.engine import create_engine
from integrations.database.unit_of_work import Database
from tests.integrations.life.office import Office, at, write_directory

SECURITY = Policy("IS00", "Information security", "1.0")
RECORDS = Policy("RM00", "Records management", "2.1")
PASSAGES = (
    Passage("a", SECURITY, "1", ("The basics",), "Lock your screen when you get up."),
    Passage("b", RECORDS, "1", ("Keeping",), "Keep what the schedule says."),
)


@pytest_asyncio.fixture
async def office(database_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    database = Database(create_engine(database_url))
    yield Office(database, write_directory(tmp_path), now=at("2026-11-24 18:30"))
    await database.close()


async def _look(office: Office, *passages: Passage) -> None:
    office.now += timedelta(minutes=5)
    async with office.database.work() as work:
        await note_policies(work, office.desk, passages)
        await work.commit()


async def _told(office: Office, name: str) -> list[Notice]:
    async with office.database.work() as work:
        return list(await work.notices.for_recipient(Recipient.person(name.lower()), 10))


def _changed(passage: Passage, text: str = "Lock it, always.", version: str | None = None) -> Passage:
    policy = passage.policy if version is None else replace(passage.policy, version=version)
    return replace(passage, policy=policy, text=text)


async def test_the_policies_of_the_first_day_are_no_news(office: Office) -> None:
    await _look(office, *PASSAGES)
    assert await _told(office, "Olga") == []


async def test_officers_are_told_of_a_new_version_once_and_in_working_hours(office: Office) -> None:
    await _look(office, *PASSAGES)
    for _ in range(3):
        await _look(office, _changed(PASSAGES[0], version="2.0"), PASSAGES[1])
    for officer in ("Olga", "Oscar"):
        (notice,) = await _told(office, officer)
        assert notice.facts == {
            "policy": "IS00",
            "title": "Information security",
            "version": "2.0",
            "before": ["IS00", "Information security", "1.0", notice.facts["before"][3]],
            "change": "new_version",
        }
        assert notice.not_before == at("2026-11-25 09:00")
    for other in ("Sam", "Hana", "Dev"):
        assert await _told(office, other) == []


@pytest.mark.parametrize(
    ("now", "change"),
    [
        ((_changed(PASSAGES[0]), PASSAGES[1]), "new_text"),
        ((PASSAGES[0], replace(PASSAGES[1], section="2")), "new_text"),
        ((*PASSAGES, Passage("c", Policy("", "Clear desk"), "", (), "Tidy up.")), "new"),
    ],
)
async def test_what_happened_to_it_is_said(office: Office, now: tuple[Passage, ...], change: str) -> None:
    await _look(office, *PASSAGES)
    await _look(office, *now)
    (notice,) = await _told(office, "Olga")
    assert notice.facts["change"] == change


async def _sent(office: Office) -> list[dict[str, Any]]:
    """What the officer is sent of what waits, the oldest first."""
    async with office.database.work() as work:
        waiting = await work.notices.waiting((NoticeKind.POLICY_CHANGED,))
        for one in waiting:
            await work.outbox.settle(one.id, NoticeState.SENT, "", office.now)
        await work.commit()
    return [dict(one.facts) for one in waiting if one.recipient == Recipient.person("olga")]


async def test_a_change_that_is_taken_back_and_made_again_is_news_each_time(office: Office) -> None:
    await _look(office, *PASSAGES)
    for passages in ((_changed(PASSAGES[0]), PASSAGES[1]), PASSAGES, (_changed(PASSAGES[0]), PASSAGES[1])):
        await _look(office, *passages)
        assert [one["change"] for one in await _sent(office)] == ["new_text"]


async def test_what_one_officer_was_told_is_not_taken_back_from_the_other(office: Office) -> None:
    await _look(office, *PASSAGES)
    await _look(office, _changed(PASSAGES[0]), PASSAGES[1])
    async with office.database.work() as work:
        [olgas] = await work.notices.for_recipient(Recipient.person("olga"), 10)
        await work.outbox.settle(olgas.id, NoticeState.SENT, "", office.now)
        await work.commit()
    await _look(office, *PASSAGES)
    for officer in ("Olga", "Oscar"):
        assert [one.facts["change"] for one in await _told(office, officer)] == ["new_text", "new_text"]
        assert NoticeState.WITHDRAWN not in {one.state for one in await _told(office, officer)}


async def test_two_changes_in_one_night_are_told_as_one(office: Office) -> None:
    await _look(office, *PASSAGES)
    for version in ("1.1", "2.0"):
        await _look(office, _changed(PASSAGES[0], f"Text of {version}.", version), PASSAGES[1])
    [facts] = await _sent(office)
    assert (facts["version"], facts["before"][2], facts["change"]) == ("2.0", "1.0", "new_version")


async def test_a_change_that_is_taken_back_before_the_morning_is_no_news(office: Office) -> None:
    await _look(office, *PASSAGES)
    await _look(office, _changed(PASSAGES[0]), PASSAGES[1])
    await _look(office, *PASSAGES)
    assert await _sent(office) == []
    await _look(office, _changed(PASSAGES[0]), PASSAGES[1])
    assert [one["change"] for one in await _sent(office)] == ["new_text"]


async def test_a_policy_that_is_new_and_changes_before_the_morning_is_new(office: Office) -> None:
    await _look(office, PASSAGES[1])
    await _look(office, *PASSAGES)
    await _look(office, _changed(PASSAGES[0], version="1.1"), PASSAGES[1])
    [facts] = await _sent(office)
    assert (facts["change"], facts["version"]) == ("new", "1.1")
    await _look(office, Passage("c", Policy("", "Clear desk"), "", (), "Tidy up."), *PASSAGES)
    await _look(office, *PASSAGES)
    assert [one["policy"] for one in await _sent(office)] == [
        "IS00"
    ]  # the new one went before it was told of


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Policy("", "Clear desk"), Policy("", "Clear desks and screens")),
        (Policy("", "Clear desk"), Policy("IS07", "Clear desk")),
        (Policy("IS07", "Clear desk"), Policy("IS07", "Clear desks and screens")),
        (Policy("IS07", "Clear desk"), Policy("IS08", "Clear desk")),
    ],
)
async def test_a_policy_that_is_renamed_is_not_taken_for_a_new_one(
    office: Office, before: Policy, after: Policy
) -> None:
    await _look(office, Passage("c", before, "1", (), "Tidy up."), *PASSAGES)
    await _look(office, Passage("c", after, "1", (), "Tidy up."), *PASSAGES)
    [facts] = await _sent(office)
    assert (facts["change"], facts["title"]) == ("new_name", after.title)
    assert facts["before"][:2] == [before.number or before.title, before.title]
    await _look(office, Passage("c", after, "1", (), "Tidy up."), *PASSAGES)
    assert await _sent(office) == []


async def test_a_folder_that_is_away_is_no_news_and_neither_is_its_return(office: Office) -> None:
    await _look(office, *PASSAGES)
    await _look(office)
    await _look(office, *PASSAGES)
    assert await _told(office, "Olga") == []


async def test_a_policy_that_went_and_came_back_is_new(office: Office) -> None:
    await _look(office, *PASSAGES)
    await _look(office, PASSAGES[1])
    await _look(office, *PASSAGES)
    (notice,) = await _told(office, "Olga")
    assert notice.facts["change"] == "new"


@pytest.mark.parametrize(
    ("touches", "audience"),
    [
        ("", Audience(AudienceKind.EVERYBODY)),
        ("role handler", Audience(AudienceKind.ROLE, "handler")),
        ("Role Handler", Audience(AudienceKind.ROLE, "handler")),
        ("everybody", Audience(AudienceKind.EVERYBODY)),
        ("role wizard", Audience(AudienceKind.EVERYBODY)),
        ("service nowhere", Audience(AudienceKind.EVERYBODY)),
        ("planets mars", Audience(AudienceKind.EVERYBODY)),
    ],
)
def test_a_policy_says_whom_it_touches(touches: str, audience: Audience, tmp_path: Path) -> None:
    policy = replace(SECURITY, touches=touches)
    assert whom_it_touches(policy, write_directory(tmp_path)) == audience
