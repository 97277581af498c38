"""A case about a colleague is hidden from them: in the services, in lists, in searches and in notices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from cases.asks import answer_ask, ask_for, ask_service, asks_of
from cases.case import CaseState
from cases.casework import add_to_case, take_case, withdraw_case
from cases.errors import ActionRefused, NotAllowed, NotFound
from cases.notices import Notice, Recipient
from cases.permissions import additions_for, case_for, links_for
from cases.regimes import Regime
from cases.reviews import open_part, open_review
from cases.search.finding import find_cases
from cases.search.query import CaseQuery
from tests.integrations.life.office import Office, at

ADDRESS = {"service_url": "https://smba.trafficmanager.net/uk/", "conversation": "19:ig"}


async def test_whoever_a_case_is_about_no_longer_finds_it(office: Office) -> None:
    case = await office.report("2026-05-18 09:00")
    await office.call(take_case, "Olga", case.reference)
    office.now = at("2026-05-19")
    marked = await office.do("Dev", case.reference, "about", {"colleague": " OLGA@westmere.example "})
    assert (marked.about, marked.handler) == ({"olga"}, None)
    for service in (take_case, withdraw_case):
        with pytest.raises(NotFound):
            await office.call(service, "Olga", case.reference)
    with pytest.raises(NotFound):
        await office.do("Olga", case.reference, "triage", {"personal_data": "no"})
    async with office.database.work() as work:
        assert await work.cases.handled_by("olga", 10) == []
    # The team hears that it is nobody's again, without her.
    assert _told(await office.notices("Oscar")) == "hidden from a colleague whom it is about"
    assert "hidden" not in str([one.facts for one in await office.notices("Olga")])
    assert "That is" not in str(await office.history(case.reference))
    back = await office.do("Oscar", case.reference, "not_about", {"colleague": "Olga Other"})
    assert back.about == frozenset()
    await office.call(take_case, "Olga", case.reference)


def _told(notices: Sequence[Notice]) -> str:
    return str(notices[0].facts.get("step"))


async def test_who_is_named_must_be_one_and_known(office: Office) -> None:
    case = await office.open(Regime.FOI, "2026-05-18")
    for named, says in (
        ("Nobody Here", "I don't know anybody at the council of that name or address."),
        ("", "Please answer this."),
    ):
        assert await office.refused("Hana", case.reference, "about", {"colleague": named}) == (
            f"Who is it about? {says}",
        )
    assert await office.refused("Hana", case.reference, "not_about", {"colleague": "Sam Other"}) == (
        "This step is for its handler, an IG officer or the Data Protection Officer.",
        "It is not marked as about a colleague.",
    )
    await office.do("Hana", case.reference, "about", {"colleague": "Sam Other"})
    assert await office.refused("Hana", case.reference, "about", {"colleague": "sam"}) == (
        "It is marked as about them already.",
    )


@pytest.mark.parametrize("regime", [Regime.SAR, Regime.RIGHTS, Regime.DP_COMPLAINT])
@pytest.mark.parametrize(
    ("requester", "contact"),
    [
        ("Hana Handler", ""),
        ("  mrs hana  HANDLER", "12 Mill Lane"),
        ("H. Smith", "write to Hana@Westmere.example, please"),
        ("hana@westmere.example", ""),
    ],
)
async def test_a_colleagues_request_for_their_own_data_is_hidden_from_them_from_the_start(
    office: Office, regime: Regime, requester: str, contact: str
) -> None:
    office.now = at("2026-06-22")
    case = await office.open(regime, "2026-06-22", requester=requester, contact=contact)
    assert case.about == {"hana"}
    with pytest.raises(NotFound):
        await office.call(take_case, "Hana", case.reference)
    await office.call(take_case, "Hector", case.reference)


async def test_it_is_hidden_too_once_the_requester_is_filled_in_or_the_law_is_another(office: Office) -> None:
    sar = await office.open(Regime.SAR, "2026-05-18", requester="", contact="")
    await office.call(take_case, "Hana", sar.reference)
    named = await office.do("Olga", sar.reference, "fill_in_requester", {"requester": "Hana Handler"})
    assert (named.about, named.handler, named.state) == ({"hana"}, None, CaseState.RECEIVED)
    foi = await office.open(Regime.FOI, "2026-05-18", requester="Oscar Other")
    assert foi.about == frozenset()
    moved = await office.do("Olga", foi.reference, "change_regime", {"regime": "SAR"})
    assert moved.about == {"oscar"}
    office.now = at("2026-06-22")
    await office.do(
        "Olga", moved.reference, "respond", {"on": "2026-06-22", "outcome": "supplied", "why_late": "!"}
    )
    complaint = await office.call(open_review, "Olga", moved.reference, date(2026, 6, 22), "It is not all.")
    assert complaint.about == {"oscar"}


async def test_who_sends_their_own_request_sees_it_as_its_sender_and_no_more(office: Office) -> None:
    case = await office.open(Regime.SAR, "2026-05-18", sender="Olga", requester="Olga Other")
    with pytest.raises(NotAllowed):
        await office.call(take_case, "Olga", case.reference)
    assert await office.refused("Olga", case.reference, "validate") == (
        "This step is for those who work such cases.",
    )
    await office.call(add_to_case, "Olga", case.reference, "I mean my appraisals.")
    await office.do("Dev", case.reference, "draft", {"note": "She will not like it."})
    async with office.database.work() as work:
        seen = await additions_for(
            work, office.person("Olga"), await case_for(work, office.person("Olga"), case.reference)
        )
    assert [one.text for one in seen] == ["I mean my appraisals."]


async def test_a_case_about_a_colleague_is_not_told_in_the_channel(office: Office) -> None:
    async with office.database.work() as work:
        await work.addresses.put(Recipient.team(), ADDRESS, office.now)
        await work.commit()
    await office.open(Regime.SAR, "2026-05-18", requester="Oscar Other")
    async with office.database.work() as work:
        assert await work.notices.for_recipient(Recipient.team(), 10) == []
    assert len(await office.notices("Olga")) == 1
    assert await office.notices("Oscar") == []
    await office.open(Regime.SAR, "2026-05-18", requester="Jo March")
    async with office.database.work() as work:
        assert len(await work.notices.for_recipient(Recipient.team(), 10)) == 1


async def test_a_coordinator_sees_what_is_asked_of_their_service_and_nothing_about_themselves(
    office: Office,
) -> None:
    case = await office.open(Regime.SAR, "2026-05-18", requester="Cora Other")
    with pytest.raises(ActionRefused, match="The case is about the coordinator of Housing"):
        await office.call(ask_service, "Olga", case.reference, "housing", "?", date(2026, 5, 25))
    other = await office.open(Regime.SAR, "2026-05-18")
    await office.call(ask_service, "Olga", other.reference, "housing", "Her file?", date(2026, 5, 25))
    [ask] = await office.call(asks_of, "Cora", 10)
    assert (await office.call(ask_for, "Cora", ask.id)).question == "Her file?"
    for name in ("Cyril", "Sam", "Adam"):
        assert await office.call(asks_of, name, 10) == []
        with pytest.raises(NotFound):
            await office.call(ask_for, name, ask.id)
    with pytest.raises(NotFound):
        await office.call(take_case, "Cora", other.reference)
    await office.do("Olga", other.reference, "about", {"colleague": "cora"})
    assert await office.call(asks_of, "Cora", 10) == []
    with pytest.raises(NotFound):
        await office.call(answer_ask, "Cora", ask.id, "Here", is_held=True)


async def test_a_file_about_somebody_is_open_to_the_handler_who_has_it(office: Office) -> None:
    case = await office.open(Regime.SAR, "2026-05-18")
    await office.call(take_case, "Hana", case.reference)
    with pytest.raises(NotFound):
        await office.call(take_case, "Hector", case.reference)
    # It can be given to another handler all the same, who then has it alone.
    await office.do("Olga", case.reference, "assign", {"handler": "hector"})
    with pytest.raises(NotFound):
        await office.do("Hana", case.reference, "draft")
    assert (await office.do("Hector", case.reference, "draft")).state is CaseState.DRAFTING
    incident = await office.report("2026-05-18 09:00")
    assert await office.refused("Olga", incident.reference, "assign", {"handler": "hana"}) == (
        "Who will work on it? Hana Handler can't work on this case.",
    )


@pytest.mark.parametrize("query", [CaseQuery(words=("depot",)), CaseQuery(service="housing")])
async def test_a_search_finds_it_for_everybody_else_alone(office: Office, query: CaseQuery) -> None:
    about = await office.open(Regime.FOI, "2026-05-18", text="The complaint about the depot.")
    await office.do("Hana", about.reference, "about", {"colleague": "olga"})
    sar = await office.open(Regime.SAR, "2026-05-18", text="The depot file.")
    await office.call(take_case, "Hana", sar.reference)

    async def found(name: str) -> set[str]:
        async with office.database.work() as work:
            page = await find_cases(work, office.person(name), query, 10)
        return {case.reference for case in page.cases}

    assert await found("Oscar") == {about.reference, sar.reference}
    assert await found("Olga") == {sar.reference}
    assert await found("Hana") == {about.reference, sar.reference}
    assert await found("Hector") == {about.reference}
    with pytest.raises(NotAllowed):
        await found("Cora")


async def test_a_link_does_not_tell_of_a_case_that_is_hidden(office: Office) -> None:
    first = await office.open(Regime.FOI, "2026-05-18")
    part = await office.call(open_part, "Olga", first.reference, Regime.SAR, "My own file.")
    await office.call(take_case, "Hana", part.reference)
    await office.do("Dev", part.reference, "about", {"colleague": "oscar"})

    async def links(name: str) -> tuple[tuple[str, str], ...]:
        async with office.database.work() as work:
            return await links_for(work, office.person(name), first)

    assert await links("Olga") == await links("Hana") == ((part.reference, "part"),)
    assert await links("Oscar") == await links("Hector") == ()
