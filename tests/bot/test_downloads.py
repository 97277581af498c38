"""Letters as documents through the web application: for the right person, while the link and the right last."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from structlog.testing import capture_logs

from bot.downloads import EXPIRED, NOT_YOURS, NOTHING_HERE
from bot.links import LASTS, LetterLinks, LinkForged
from bot.settings import Settings, load_settings
from bot.wiring import links_of, secret_of
from cases.incidents import IncidentReport, report_incident
from cases.letters import LetterKind
from cases.people import Person
from cases.regimes import Regime
from cases.requests import PassedOnRequest, open_request
from tests.program import Clock, Program, TeamsPerson

REQUESTER = "Jo ü Bloggs\r\nX-Evil: 1"


def known(program: Program, who: TeamsPerson) -> Person:
    person = program.parts.desk.directory.person(who.id)
    assert person
    return person


async def request_of(program: Program, who: TeamsPerson, regime: Regime = Regime.FOI) -> str:
    day = program.parts.desk.time().date()
    given = PassedOnRequest("How many potholes?", regime, day, REQUESTER, "jo@example.org")
    async with program.parts.database.work() as work:
        case = await open_request(work, program.parts.desk, known(program, who), given)
        await work.commit()
    return case.reference


async def fetch(program: Program, address: str) -> tuple[int, dict[str, str], bytes]:
    path = address.split("/", 3)[3]
    async with program.session.get(program.url.replace("api/messages", path)) as response:
        return response.status, dict(response.headers), await response.read()


def link(
    program: Program, reference: str, who: TeamsPerson, kind: LetterKind = LetterKind.ACKNOWLEDGEMENT
) -> str:
    letters: Any = program.parts.turns._letters
    return str(letters.link_to(reference, kind, who.id))


async def test_whoever_works_the_case_gets_the_letter(program: Program) -> None:
    reference = await request_of(program, program.newcomer())
    with capture_logs() as logs:
        status, headers, body = await fetch(program, link(program, reference, program.officer()))
    assert status == 200
    assert headers["Content-Type"].startswith(
        "application/vnd.openxmlformats-officedocument.wordprocessingml"
    )
    assert headers["Content-Disposition"] == f'attachment; filename="{reference}-acknowledgement.docx"'
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    words = "\n".join(one.text for one in Document(BytesIO(body)).paragraphs)
    assert "Westmere Council" in words
    assert "Jo ü Bloggs X-Evil: 1" in words
    assert "How many potholes?" in words
    assert "Olga Officer" in words
    told = {"case": reference, "kind": "acknowledgement", "person": program.officer().id, "status": 200}
    assert logs == [{"event": "letter fetched", "log_level": "info", **told}]


async def test_the_letter_is_written_from_the_case_as_it_is_now(program: Program) -> None:
    reference = await request_of(program, program.newcomer())
    address = link(program, reference, program.officer())
    async with program.parts.database.work() as work:
        case = await work.cases.get(reference)
        assert case
        await work.cases.save(case.changed(details={**case.details, "requester": "Alex Newname"}))
        await work.commit()
    _, _, body = await fetch(program, address)
    assert "Dear Alex Newname" in [one.text for one in Document(BytesIO(body)).paragraphs]


@pytest.mark.parametrize("who", ["newcomer", "coordinator"])
async def test_who_does_not_work_the_case_gets_a_page_of_one_sentence(program: Program, who: str) -> None:
    reporter = program.newcomer()
    reference = await request_of(program, reporter)
    # Whoever passed it on may see the case, and still not the letters about it.
    for person in (getattr(program, who)(), reporter):
        status, headers, body = await fetch(program, link(program, reference, person))
        assert (status, headers["Cache-Control"]) == (403, "no-store")
        assert NOT_YOURS in body.decode()
        assert "Bloggs" not in body.decode()


async def test_a_handler_gets_no_letter_about_an_incident(program: Program) -> None:
    async with program.parts.database.work() as work:
        noticed = program.parts.desk.time() - timedelta(hours=1)
        report = IncidentReport("I lost a file", noticed=noticed)
        incident = await report_incident(work, program.parts.desk, known(program, program.newcomer()), report)
        await work.commit()
    address = link(program, incident.reference, program.handler(), LetterKind.BREACH_NOTICE)
    assert (await fetch(program, address))[0] == 403
    theirs = link(program, incident.reference, program.dpo(), LetterKind.BREACH_NOTICE)
    assert (await fetch(program, theirs))[0] == 200


async def test_a_right_that_was_lost_is_lost_at_once(program: Program) -> None:
    reference = await request_of(program, program.newcomer())
    handler = program.handler()
    address = link(program, reference, handler)
    assert (await fetch(program, address))[0] == 200
    directory: Any = program.parts.desk.directory
    directory._people[handler.id] = replace(
        known(program, handler), roles=known(program, program.newcomer()).roles
    )
    assert (await fetch(program, address))[0] == 403
    del directory._people[handler.id]
    with capture_logs() as logs:
        status, _, body = await fetch(program, address)
    assert status == 403
    assert NOT_YOURS in body.decode()
    assert [(one["event"], one["reason"]) for one in logs] == [("letter refused", "stranger")]


async def test_a_link_runs_out(program: Program, clock: Clock) -> None:
    reference = await request_of(program, program.newcomer())
    address = link(program, reference, program.officer())
    clock.at += LASTS
    status, headers, body = await fetch(program, address)
    assert (status, headers["Cache-Control"]) == (403, "no-store")
    assert EXPIRED in body.decode()


@pytest.mark.parametrize(
    "change",
    [lambda made: made[:-4] + "AAAA", lambda _: "http://x/letters/nonsense", lambda made: made + ".x"],
)
async def test_a_forged_link_leads_nowhere(program: Program, change: Any) -> None:
    reference = await request_of(program, program.newcomer())
    with capture_logs() as logs:
        status, headers, body = await fetch(program, change(link(program, reference, program.officer())))
    assert (status, headers["Cache-Control"]) == (404, "no-store")
    assert NOTHING_HERE in body.decode()
    assert [(one["event"], one["reason"]) for one in logs] == [("letter refused", "forged")]
    assert "nonsense" not in str(logs)


async def test_a_letter_of_another_kind_of_case_is_refused_in_a_sentence(program: Program) -> None:
    reference = await request_of(program, program.newcomer())
    address = link(program, reference, program.officer(), LetterKind.COMPLAINT_OUTCOME)
    status, _, body = await fetch(program, address)
    assert status == 404
    assert f"is not a letter for {reference}" in body.decode()


async def test_a_case_that_is_gone_is_refused_like_one_that_is_not_theirs(program: Program) -> None:
    status, _, body = await fetch(program, link(program, "FOI-2026-9999", program.officer()))
    assert (status, NOT_YOURS in body.decode()) == (403, True)


async def test_what_goes_wrong_is_told_without_a_trace(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = await request_of(program, program.newcomer())

    def broken(*_: object) -> bytes:
        raise RuntimeError("Jo Bloggs")

    monkeypatch.setattr("bot.downloads.word_document", broken)
    with capture_logs() as logs:
        status, _, body = await fetch(program, link(program, reference, program.officer()))
    assert status == 500
    assert "Please try again" in body.decode()
    assert "Bloggs" not in body.decode() + str(logs)


def letter_links(settings: Settings, clock: Clock) -> LetterLinks:
    return LetterLinks(links_of(settings, secret_of(settings), clock))


async def test_the_links_lead_to_the_public_address_and_outlive_a_restart(
    tmp_path: Path, clock: Clock
) -> None:
    given = {"development": True, "database_url": f"sqlite:///{tmp_path / 'askig.db'}"}
    before = letter_links(load_settings(given), clock)
    made = before("FOI-2026-0117", LetterKind.REFUSAL, "a")
    assert made.startswith("http://localhost:3978/letters/")
    after = letter_links(load_settings({**given, "public_address": "https://askig.example"}), clock)
    assert after.read(made.rsplit("/", 1)[-1]).reference == "FOI-2026-0117"
    assert after("FOI-2026-0117", LetterKind.REFUSAL, "a").startswith("https://askig.example/letters/")
    other = letter_links(
        load_settings({**given, "link_secret": "another secret, just as long as ours is"}), clock
    )
    with pytest.raises(LinkForged):
        other.read(made.rsplit("/", 1)[-1])
