"""Who is away, who covers for them, and who is told of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

import pytest

from cases.absence import Absence
from cases.absences import absences_of, covering, end_absence, forget_absences, is_away, note_absence
from cases.errors import NotAllowed, Refusal
from cases.notices import NoticeKind, NoticeState
from tests.integrations.life.office import Office, at

TODAY = date(2026, 5, 18)


def day(number: int) -> date:
    """A day of May 2026."""
    return date(2026, 5, number)


async def _away(
    office: Office, whom: str, first: date, last: date | None, cover: str = "", by: str = ""
) -> Absence:
    covers = office.person(cover) if cover else None
    noted: Absence = await office.call(note_absence, by or whom, office.person(whom), first, last, covers)
    return noted


async def _gets(office: Office, whom: str, on: date, but_not: Collection[str] = ()) -> str:
    async with office.database.work() as work:
        found = await covering(
            work, office.directory, whom.lower(), on, lambda person: person.first_name not in but_not
        )
    return found.first_name if found else "nobody"


async def _days(office: Office, whom: str) -> list[tuple[date, date | None, str | None]]:
    async with office.database.work() as work:
        found = await absences_of(work, office.desk, office.person(whom))
    return [(one.first, one.last, one.cover) for one in found]


async def _told(office: Office, whom: str) -> list[NoticeKind]:
    return [notice.kind for notice in reversed(await office.notices(whom))]


async def _delivered(office: Office) -> None:
    async with office.database.work() as work:
        for notice in await work.outbox.waiting(office.now, 100):
            await work.outbox.claim(notice, office.now)
            await work.outbox.settle(notice, NoticeState.SENT, "", office.now)
        await work.commit()


async def test_the_cover_gets_it_from_the_first_day_to_the_last(office: Office) -> None:
    await _away(office, "Hana", day(20), day(22), "Hector")
    assert [await _gets(office, "Hana", day(number)) for number in (19, 20, 22, 23)] == [
        "Hana", "Hector", "Hector", "Hana",
    ]  # fmt: skip
    async with office.database.work() as work:
        assert [await is_away(work, "hana", day(number)) for number in (19, 20, 22, 23)] == [
            False, True, True, False,
        ]  # fmt: skip


async def test_a_cover_who_is_away_has_a_cover_too(office: Office) -> None:
    await _away(office, "Hana", day(20), day(29), "Hector")
    await _away(office, "Hector", day(25), day(26), "Olga")
    assert [await _gets(office, "Hana", day(number)) for number in (20, 25, 27)] == [
        "Hector",
        "Olga",
        "Hector",
    ]


async def test_covers_who_lead_back_to_each_other_leave_it_to_the_officers(office: Office) -> None:
    await _away(office, "Hana", day(20), day(29), "Hector")
    await _away(office, "Hector", day(20), day(29), "Hana")
    assert await _gets(office, "Hana", day(20)) == "Olga"
    await _away(office, "Olga", day(20), day(29), "Hana")
    assert await _gets(office, "Hana", day(20)) == "Oscar"
    await _away(office, "Oscar", day(20), day(29))
    assert await _gets(office, "Hana", day(20)) == "Dev"
    await _away(office, "Dev", day(20), day(29))
    assert await _gets(office, "Hana", day(20)) == "nobody"
    assert await _gets(office, "Hana", day(30)) == "Hana"


async def test_without_a_cover_it_goes_to_the_manager_then_to_the_officers(office: Office) -> None:
    await _away(office, "Sam", day(20), day(29))
    assert await _gets(office, "Sam", day(20)) == "Cora"
    await _away(office, "Cora", day(20), day(29), "Cyril")
    assert await _gets(office, "Sam", day(20)) == "Cyril"
    await _away(office, "Cyril", day(20), day(29))
    assert await _gets(office, "Sam", day(20)) == "Olga"


async def test_whoever_may_not_be_told_is_passed_over(office: Office) -> None:
    await _away(office, "Sam", day(20), day(29), "Hector")
    assert await _gets(office, "Sam", day(20), {"Hector"}) == "Cora"
    assert await _gets(office, "Sam", day(20), {"Hector", "Cora", "Olga"}) == "Oscar"
    assert await _gets(office, "Sam", day(19), {"Sam"}) == "Cora"


async def test_for_somebody_who_left_it_is_the_officers(office: Office) -> None:
    assert await _gets(office, "nobody-here-any-more", day(20)) == "Olga"


async def test_a_new_time_takes_the_place_of_the_one_that_it_meets(office: Office) -> None:
    await _away(office, "Hana", day(20), day(22), "Hector")
    await _away(office, "Hana", day(25), day(26))
    await _away(office, "Hana", day(22), day(23), "Olga")
    assert await _days(office, "Hana") == [(day(22), day(23), "olga"), (day(25), day(26), None)]


async def test_what_has_begun_holds_until_the_new_time_begins(office: Office) -> None:
    await _away(office, "Hana", day(11), day(29), "Hector")
    await _away(office, "Hana", day(25), day(29), "Olga")
    assert await _days(office, "Hana") == [(day(11), day(24), "hector"), (day(25), day(29), "olga")]


async def test_saying_the_same_again_changes_nothing_and_tells_nobody(office: Office) -> None:
    first = await _away(office, "Hana", day(20), day(22), "Hector")
    assert (await _away(office, "Hana", day(20), day(22), "Hector")).id == first.id
    assert await _told(office, "Hector") == [NoticeKind.COVER_BEGINS]


async def test_somebody_without_a_last_day_is_away_until_they_are_back(office: Office) -> None:
    noted = await _away(office, "Hana", TODAY, None, "Hector")
    assert await _gets(office, "Hana", TODAY + timedelta(days=300)) == "Hector"
    office.now = at("2026-05-20")
    ended = await office.call(end_absence, "Hana", noted.id)
    assert ended is not None
    assert [await _gets(office, "Hana", day(number)) for number in (19, 20)] == ["Hector", "Hana"]
    assert await office.call(end_absence, "Hana", noted.id) is None


async def test_a_time_that_has_not_begun_is_taken_out(office: Office) -> None:
    noted = await _away(office, "Hana", day(20), day(22))
    await office.call(end_absence, "Hana", noted.id)
    assert await _days(office, "Hana") == []


async def test_the_cover_is_told_and_told_when_it_ends_early(office: Office) -> None:
    noted = await _away(office, "Hana", TODAY, day(29), "Hector")
    await _delivered(office)
    office.now = at("2026-05-20")
    await office.call(end_absence, "Hana", noted.id)
    assert await _told(office, "Hector") == [NoticeKind.COVER_BEGINS, NoticeKind.COVER_ENDS]


async def test_a_cover_who_was_not_told_yet_hears_nothing_of_it(office: Office) -> None:
    office.now = at("2026-05-18 21:00")
    noted = await _away(office, "Hana", day(20), day(29), "Hector")
    assert (await office.notices("Hector"))[0].not_before == at("2026-05-19 09:00")
    await office.call(end_absence, "Hana", noted.id)
    assert [(one.kind, one.state) for one in await office.notices("Hector")] == [
        (NoticeKind.COVER_BEGINS, NoticeState.WITHDRAWN)
    ]


async def test_a_cover_who_stays_is_not_told_of_an_end(office: Office) -> None:
    await _away(office, "Hana", TODAY, day(22), "Hector")
    await _delivered(office)
    await _away(office, "Hana", TODAY, day(29), "Hector")
    assert await _told(office, "Hector") == [NoticeKind.COVER_BEGINS, NoticeKind.COVER_BEGINS]


@pytest.mark.parametrize("name", ["Olga", "Dev", "Adam"])
async def test_officers_say_it_of_somebody_else(office: Office, name: str) -> None:
    noted = await _away(office, "Hana", TODAY, day(22), "Hector", by=name)
    assert noted.noted_by == name.lower()
    assert await office.call(end_absence, name, noted.id) is not None


@pytest.mark.parametrize("name", ["Sam", "Cora", "Hector"])
async def test_others_say_it_of_themselves_alone(office: Office, name: str) -> None:
    with pytest.raises(NotAllowed, match="Only an IG officer"):
        await _away(office, "Hana", TODAY, day(22), by=name)
    noted = await _away(office, "Hana", TODAY, day(22))
    with pytest.raises(NotAllowed, match="Only an IG officer"):
        await office.call(end_absence, name, noted.id)


@pytest.mark.parametrize(
    ("first", "last", "cover", "sentence"),
    [
        (day(22), day(20), "", "The last day, Wednesday 20 May, is before the first, Friday 22 May."),
        (day(4), day(8), "", "Friday 8 May is over already."),
        (date(2027, 8, 3), date(2027, 8, 14), "", "more than a year away"),
        (TODAY, date(2029, 8, 14), "", "more than two years away"),
        (date(2023, 5, 18), TODAY, "", "years ago"),
        (TODAY, day(22), "Hana", "Nobody can cover for themselves."),
    ],
)
async def test_days_and_covers_that_cannot_be(
    office: Office, first: date, last: date, cover: str, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        await _away(office, "Hana", first, last, cover)
    assert await _days(office, "Hana") == []


async def test_what_was_over_a_month_ago_is_forgotten(office: Office) -> None:
    await _away(office, "Hana", TODAY, day(20))
    await _away(office, "Hector", TODAY, None)
    rows: list[Any] = []
    for when in ("2026-06-20", "2026-06-21"):
        office.now = at(when)
        async with office.database.work() as work:
            await forget_absences(work, office.desk)
            rows.append([await work.absences.on(name, TODAY) is not None for name in ("hana", "hector")])
            await work.commit()
    assert rows == [[True, True], [False, True]]
