"""Checking a document end to end: sent in Teams or by a browser, read, told in the chat, gone through, and reported."""

from __future__ import annotations

import json
import re
from contextlib import ExitStack
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp import FormData
from openpyxl import Workbook
from structlog.testing import capture_logs

from bot.checking import Busy
from bot.documents import NOT_YOURS
from cases.disclosure.checks import STOPPED, begin_check
from integrations.database import tables
from tests.dialogs.odd import forged, must_hold, remembered
from tests.program import Answers, Clock, Json, Program, TeamsPerson, actions_of, words_of

LETTER = (
    "Dear Mrs Agnieszka Kowalczyk,\n\nYour NHS number is 943 476 5919. Please ring Wilhelmina Fotheringay on "
    "07700 900123.\n"
)


def workbook() -> bytes:
    book = Workbook()
    book.active.title = "Spending"
    book.active.append(["Service", "Spent"])
    book.active.append(["Libraries", 1200])
    hidden = book.create_sheet("Staff")
    hidden.append(["Name", "NI number", "E-mail"])
    hidden.append(["Agnieszka Kowalczyk", "QQ123456C", "agnieszka.kowalczyk@example.org"])
    hidden.append(["Gordon Blackwood", "AB123456C", "gordon.blackwood@example.org"])
    hidden.sheet_state = "hidden"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def addresses_in(card: Json) -> dict[str, str]:
    """The links of a card, by the titles of their buttons."""
    found: dict[str, str] = {}

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if node.get("type") == "Action.OpenUrl":
                found[node["title"]] = node["url"]
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(card)
    return found


def path(program: Program, address: str) -> str:
    return program.url.replace("api/messages", address.split("/", 3)[3])


async def send(
    program: Program, address: str, name: str, content: bytes, field: str = "document"
) -> tuple[int, str]:
    form = FormData()
    form.add_field(field, content, filename=name)
    async with program.session.post(path(program, address), data=form) as response:
        return response.status, await response.text()


async def told(program: Program, person: TeamsPerson) -> Json:
    """The newest card in the person's chat, once every document is read and every notice delivered."""
    await program.parts.checker.settle()
    await program.settled()
    cards = [
        one.body["attachments"][0]["content"]
        for one in program.teams.received
        if one.conversation_id == person.conversation and one.body.get("attachments")
    ]
    return cards[-1]


async def checked(
    program: Program, person: TeamsPerson, name: str = "spending.xlsx", content: bytes | None = None
) -> Json:
    await person.arrive()
    how = await person.say("check this document")
    status, page = await send(program, addresses_in(how.card)["Choose a file"], name, content or workbook())
    assert status == 200, page
    return await told(program, person)


def report_of(program: Program, card: Json, title: str) -> str:
    return path(program, addresses_in(card)[title])


async def fetch(program: Program, address: str) -> tuple[int, dict[str, str], str]:
    async with program.session.get(address) as response:
        return response.status, dict(response.headers), await response.text()


def check_in(card: Json) -> str:
    return next(str(one["data"]["check"]) for one in actions_of(card) if "check" in one["data"])


async def test_a_document_is_sent_by_browser_and_its_result_comes_to_the_chat(program: Program) -> None:
    person = program.newcomer()
    with capture_logs() as logs:
        card = await checked(program, person)
    words = words_of(card)
    assert "spending.xlsx is checked" in words.replace("\n", "")
    assert "6 things in it that people don't see: a hidden sheet." in words
    assert "2 National Insurance numbers" in words
    assert "sheet Staff, cell B2" in words
    for value in ("Kowalczyk", "QQ123456C", "Blackwood", "agnieszka"):
        assert value not in json.dumps(card)
        assert value not in json.dumps(logs)
    assert "spending" not in json.dumps(logs)


async def test_what_was_found_is_gone_through_and_what_is_left_is_listed(program: Program) -> None:
    person = program.newcomer()
    card = await checked(program, person)
    first = await person.press(card, "Go through them")
    assert "Name: 1 of 6" in first.text
    assert "A… K…" in first.text
    assert "Kowalczyk" not in first.text
    second = await person.press(first.card, "It can stay", reason="She is the director")
    assert "1 of 6 decided" in second.text
    back = await person.press(second.card, "Undo")
    assert "Name: 1 of 6" in back.text
    assert "0 of 6 decided" in back.text
    names = await person.press(back.card, "It can stay", scope="kind", reason="Directors are named")
    assert "2 of 6 decided" in names.text
    numbers = await person.press(names.card, "Take it out", scope="kind")
    assert "4 of 6 decided" in numbers.text
    done = await person.press(numbers.card, "Take it out", scope="kind")
    assert "All 6 are decided: 4 to take out, 2 can stay." in done.text
    assert "A sheet that is hidden goes out with the file." in done.text
    assert "sheet Staff, cell B2" in done.text
    again = await person.press(done.card, "Go through them again")
    assert "Can stay, by you. Directors are named" in again.text
    changed = await person.press(again.card, "Take it out")
    assert "All 6 are decided: 5 to take out, 1 can stay." in changed.text
    old = await person.press(changed.card, "Undo the last decision")
    assert "Can stay, by you. Directors are named" in old.text
    overview = await person.press(old.card, "Back to the overview")
    assert "All 6 are decided: 4 to take out, 2 can stay." in overview.text


async def test_a_reason_that_is_too_long_is_said_and_kept(program: Program) -> None:
    person = program.newcomer()
    first = await person.press(await checked(program, person), "Go through them")
    again = await person.press(first.card, "Take it out", reason="x" * 301)
    assert "The reason is too long" in again.text
    assert "x" * 301 in again.text
    assert "0 of 6 decided" in again.text


async def test_the_report_has_the_values_until_what_was_read_is_deleted(
    program: Program, clock: Clock
) -> None:
    person = program.newcomer()
    card = await checked(program, person)
    status, headers, page = await fetch(program, report_of(program, card, "Open the report"))
    assert (status, headers["Cache-Control"]) == (200, "no-store")
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "QQ123456C" in page
    status, headers, table = await fetch(program, report_of(program, card, "Download as a table"))
    assert status == 200
    assert headers["Content-Disposition"] == 'attachment; filename="spending-check.csv"'
    assert "sheet Staff, cell B2" in table
    assert "QQ123456C" not in table
    gone = await person.press(card, "Delete what was read")
    assert "What was read is deleted." in gone.text
    assert "Delete what was read" not in gone.buttons()
    _, _, page = await fetch(program, report_of(program, gone.card, "Open the report"))
    assert "QQ123456C" not in page
    assert "Kowalczyk" not in page
    assert "sheet Staff, cell B2" in page
    first = await person.press(gone.card, "Go through them")
    assert "A… K…" not in first.text


async def test_the_sweep_deletes_what_was_read_in_time(program: Program, clock: Clock) -> None:
    person = program.newcomer()
    card = await checked(program, person)
    clock.at += timedelta(hours=24) - timedelta(seconds=1)
    await program.parts.checker.sweep()
    assert await copies(program) == 1
    clock.at += timedelta(seconds=1)
    anew = await person.press(card, "Go through them")
    assert "A… K…" not in anew.text
    await program.parts.checker.sweep()
    assert await copies(program) == 0
    shown = await person.press(anew.card, "Back to the overview")
    assert "The document's text is gone" in shown.text
    status, _, page = await fetch(program, report_of(program, shown.card, "Open the report"))
    assert status == 200
    assert "QQ123456C" not in page


async def copies(program: Program) -> int:
    async with program.parts.database.engine.connect() as connection:
        kept = sa.select(sa.func.count()).select_from(tables.disclosure_copies)
        return int((await connection.execute(kept)).scalar_one())


async def test_a_document_that_was_being_read_when_its_process_died_is_to_be_sent_again(
    program: Program, clock: Clock
) -> None:
    person = program.newcomer()
    await person.arrive()
    known = program.parts.desk.directory.person(person.id)
    assert known
    async with program.parts.database.work() as work:
        disclosure = program.parts.checker._disclosure
        await begin_check(work, program.parts.desk, disclosure, known, "a.docx")
        await work.commit()
    clock.at += timedelta(minutes=31)
    await program.parts.checker.sweep()
    assert STOPPED in words_of(await told(program, person))


async def test_nobody_else_opens_or_decides_a_check(program: Program) -> None:
    person, stranger = program.newcomer(), program.officer()
    card = await checked(program, person)
    check_id = check_in(card)
    for verb in (
        "check",
        "check_shown",
        "check_next",
        "check_hit",
        "check_decide",
        "check_undo",
        "check_forget",
    ):
        data = {"check": check_id, "hit": "1", "verdict": "accepted", "press": "x"}
        answers = await program.post(forged(stranger, verb, data), stranger.conversation)
        assert "I can't find that check" in answers.text, verb
    made: Any = program.parts.turns._disclosure.links
    for address in (made.report(check_id, stranger.id), made.table(check_id, stranger.id)):
        status, headers, page = await fetch(program, path(program, address))
        assert (status, headers["Cache-Control"]) == (403, "no-store")
        assert NOT_YOURS in page
    assert "0 of 6 decided" in (await person.press(card, "Go through them")).text


async def test_who_works_the_case_sees_its_checks_and_its_history_tells_kinds_alone(program: Program) -> None:
    sam, hana, olga = program.newcomer(), program.handler(), program.officer()
    for one in (sam, hana, olga):
        await one.arrive()
    await sam.say("Under the Freedom of Information Act, how much did the libraries spend in 2025?")
    await sam.say("it came yesterday")
    await sam.say("send")
    sent = await sam.say("send")
    found = re.search(r"FOI-2026-\d+", sent.text)
    assert found
    case = await hana.say(f"take {found[0]}")
    more = await hana.press(case.card, "More")
    how = await hana.press(more.card, "Check a document")
    assert f"Check a document for {found[0]}" in how.text
    status, page = await send(program, addresses_in(how.card)["Choose a file"], "spending.xlsx", workbook())
    assert status == 200, page
    card = await told(program, hana)
    check_id = check_in(card)
    for _ in range(3):
        card = (
            await hana.press(
                card, "Go through them" if _ == 0 else "Take it out", **({"scope": "kind"} if _ else {})
            )
        ).card
    card = (await hana.press(card, "It can stay", scope="kind")).card
    assert "All 6 are decided" in words_of(card)
    opened = await program.post(forged(olga, "check", {"check": check_id}), olga.conversation)
    assert "All 6 are decided" in opened.text
    refused = await program.post(forged(sam, "check", {"check": check_id}), sam.conversation)
    assert "I can't find that check" in refused.text
    no_upload = await program.post(forged(sam, "check_how", {"case": found[0]}), sam.conversation)
    assert "checked by those who work on it" in no_upload.text
    listed = await program.post(forged(olga, "check_how", {"case": found[0]}), olga.conversation)
    assert "spending.xlsx" in listed.text
    async with program.parts.database.work() as work:
        entries = [one for one in await work.history.of(found[0]) if one.action.startswith("document")]
    assert [one.action for one in entries] == ["document checked", "document gone through"]
    assert entries[0].facts["kinds"] == {"PERSON": 2, "NINO": 2, "EMAIL": 2}
    assert entries[1].facts["taken out"] + entries[1].facts["can stay"] == 6
    assert not re.search(
        "spending|Staff|Kowalczyk|QQ123456C", json.dumps([dict(one.facts) for one in entries])
    )
    history = await program.post(forged(olga, "history", {"case": found[0]}), olga.conversation)
    assert "Document checked, by Hana Handler." in history.text


# A file that was sent in Teams.


async def test_the_link_to_the_bytes_is_in_no_card_no_log_and_no_longer_in_the_memory(
    program: Program, clock: Clock
) -> None:
    person = program.newcomer()
    await person.arrive()
    sent = program.drive.attachment("letter.txt", LETTER.encode())
    with capture_logs() as logs:
        offered = await person.say("", attachments=[sent])
        kept = await remembered(program, person)
        assert "tempauth" in json.dumps(kept["files"])
        reading = await person.press(offered.card, "Check it for personal data")
        card = await told(program, person)
    assert "letter.txt" in words_of(card)
    everything = [one.body for one in program.teams.received]
    said = [offered.body, offered.sent, reading.body, reading.sent, everything, logs]
    assert "tempauth" not in json.dumps(said, default=str)
    assert "tempauth" not in json.dumps(await remembered(program, person))
    # What is never checked is forgotten when the link runs out.
    await person.say("", attachments=[sent])
    assert "tempauth" in json.dumps(await remembered(program, person))
    clock.at += timedelta(minutes=16)
    await person.say("hello")
    assert "tempauth" not in json.dumps(await remembered(program, person))


async def test_a_file_that_somebody_else_sent_is_not_theirs_to_check(program: Program) -> None:
    person, stranger = program.newcomer(), program.newcomer()
    sent = program.drive.attachment("letter.txt", LETTER.encode())
    offered = await person.say("", attachments=[sent])
    key = next(one["data"]["file"] for one in actions_of(offered.card) if "file" in one["data"])
    answers = await program.post(forged(stranger, "check_file", {"file": key}), stranger.conversation)
    assert "I no longer have that file" in answers.text
    assert not program.drive.asked


async def test_a_resend_does_not_read_a_file_twice(program: Program) -> None:
    person = program.newcomer()
    await person.arrive()
    sent = program.drive.attachment("letter.txt", LETTER.encode())
    activity = person.activity(type="message", text="check this", attachments=[sent])
    for _ in range(3):
        await program.post(activity, person.conversation)
    await told(program, person)
    assert len(program.drive.asked) == 2


async def test_who_stops_the_program_is_told_to_send_it_again(program: Program) -> None:
    person = program.newcomer()
    await person.arrive()
    await person.say("check this", attachments=[program.drive.attachment("letter.txt", LETTER.encode())])
    await program.parts.checker.stop()
    assert STOPPED in words_of(await told(program, person)) or "is checked" in words_of(
        await told(program, person)
    )


# The page.


async def upload_page(program: Program, person: TeamsPerson) -> str:
    await person.arrive()
    return addresses_in((await person.say("check a document")).card)["Choose a file"]


async def test_the_page_is_readable_by_everybody_and_closed_to_everything_from_elsewhere(
    program: Program,
) -> None:
    address = await upload_page(program, program.newcomer())
    status, headers, page = await fetch(program, path(program, address))
    assert (status, headers["Cache-Control"]) == (200, "no-store")
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'" in policy
    assert '<label for="document">' in page
    assert 'lang="en-GB"' in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("name", "content", "field", "status", "sentence"),
    [
        ("a.png", b"x", "document", 415, "I can check files that end in"),
        ("a.txt", b"", "document", 400, "That file is empty"),
        ("a.txt", b"x", "another", 400, "That did not come from this page"),
        ("a.txt", b"x" * (25 * 2**20 + 1), "document", 413, "25 MB is the most I can read"),
        ("a.txt", b"x" * (26 * 2**20), "document", 413, "25 MB is the most I can read"),
    ],
    ids=["another kind", "empty", "another field", "too large by a byte", "too large"],
)
async def test_what_is_not_taken_is_said_with_the_form_again(
    program: Program, name: str, content: bytes, field: str, status: int, sentence: str
) -> None:
    address = await upload_page(program, program.newcomer())
    answered, page = await send(program, address, name, content, field)
    assert answered == status
    assert sentence in page
    assert 'role="alert"' in page
    assert '<a href="#document">' in page
    assert '<form method="post"' in page
    assert "<title>Problem: " in page


async def test_what_is_no_form_is_refused(program: Program) -> None:
    address = path(program, await upload_page(program, program.newcomer()))
    for given in (
        {"data": b"hello"},
        {"json": {"document": "x"}},
        {"data": b"--x\r\nnonsense", "headers": {"Content-Type": "multipart/form-data; boundary=x"}},
        {"data": b"nothing", "headers": {"Content-Type": "multipart/form-data"}},
    ):
        async with program.session.post(address, **given) as response:
            assert response.status == 400, given
            assert "Check it" in await response.text()


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.txt",
        "C:\\Windows\\a.txt",
        "<b onclick=alert(1)>**bold** [a](http://x.example).txt",
        "a\u202etxt.exe.txt",
        f"{'long ' * 200}.txt",
        "ü ß 漢字 😀.txt",
        "=cmd|' /C calc'!A0.txt",
        '"; filename="b.exe.txt',
    ],
)
async def test_a_hostile_name_is_a_name(program: Program, name: str) -> None:
    person = program.newcomer()
    card = await checked(program, person, name, LETTER.encode())
    must_hold(Answers(200, {"type": "card.adaptive", "value": card}, ()), name)
    shown = "".join(one["inlines"][0]["text"] for one in card["body"] if one.get("inlines"))
    assert "\u202e" not in shown
    assert "/" not in shown.split("is checked")[0] or "http" in name
    _, _, page = await fetch(program, report_of(program, card, "Open the report"))
    assert "<b onclick" not in page
    _, headers, _ = await fetch(program, report_of(program, card, "Download as a table"))
    assert re.fullmatch(r'attachment; filename="[A-Za-z0-9-]+-check\.csv"', headers["Content-Disposition"])


async def test_a_document_that_can_not_be_read_is_told_in_a_sentence(program: Program) -> None:
    card = await checked(program, program.newcomer(), "a.docx", b"PK\x03\x04 nonsense")
    assert "could not be checked" in words_of(card)
    assert "save a new copy, and send that" in words_of(card)
    assert "Choose a file" in addresses_in(card)


async def test_links_run_out_and_forged_ones_lead_nowhere(program: Program, clock: Clock) -> None:
    person = program.newcomer()
    card = await checked(program, person)
    upload = await upload_page(program, person)
    addresses = [*addresses_in(card).values(), upload]
    for address in addresses:
        async with program.session.get(path(program, address[:-4] + "AAAA")) as response:
            assert response.status == 404
            assert "There is nothing at this address" in await response.text()
    # A link for one purpose opens nothing else.
    token = upload.rsplit("/", 1)[-1]
    for purpose in ("report", "table"):
        async with program.session.get(path(program, f"http://x/documents/{purpose}/{token}")) as response:
            assert response.status == 404
    clock.at += timedelta(minutes=30)
    for address in addresses:
        status, headers, page = await fetch(program, path(program, address))
        assert (status, headers["Cache-Control"]) == (403, "no-store")
        assert "This link has run out" in page
    assert (await send(program, upload, "a.txt", b"x"))[0] == 403
    # A card that is opened anew has links that work.
    anew = await person.press((await person.say("my checks")).card, "Open")
    assert (await fetch(program, report_of(program, anew.card, "Open the report")))[0] == 200


async def test_a_right_that_was_lost_is_lost_at_once(program: Program) -> None:
    person = program.newcomer()
    card = await checked(program, person)
    upload = await upload_page(program, person)
    directory: Any = program.parts.desk.directory
    del directory._people[person.id]
    for address in (*addresses_in(card).values(), upload):
        assert (await fetch(program, path(program, address)))[0] == 403
    assert (await send(program, upload, "a.txt", b"x"))[0] == 403


async def test_only_so_many_documents_are_held_at_once(program: Program) -> None:
    address = await upload_page(program, program.newcomer())
    with ExitStack() as rooms:
        with pytest.raises(Busy):
            for _ in range(50):
                rooms.enter_context(program.parts.checker.room())
        status, page = await send(program, address, "a.txt", b"x")
        assert status == 503
        assert "reading other documents just now" in page
    assert (await send(program, address, "a.txt", b"x"))[0] == 200
    await program.parts.checker.settle()
