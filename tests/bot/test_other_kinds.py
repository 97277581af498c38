"""A file of a kind that is not read, sent on the page: what to do with it is said by its name alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import sqlalchemy as sa

from integrations.database import tables
from tests.bot.test_documents import send, upload_page
from tests.program import Program, running


@pytest_asyncio.fixture
async def program(tmp_path: Path) -> AsyncIterator[Program]:
    async with running(tmp_path, staff=5) as started:
        yield started


KINDS = {
    "minutes.doc": "This is an old Word file (.doc). Open it in Word, save it as .docx and send that.",
    "BUDGET.XLS": "This is an old Excel file (.xls). Open it in Excel, save it as .xlsx and send that.",
    "slides.ppt": "PowerPoint files can&#x27;t be read. Save it as a PDF and send that.",
    "letter.odt": "This is an OpenDocument file. Open it, save it as .docx and send that.",
    "mail.msg": "This is an Outlook file (.msg). Open it in Outlook, save it as .eml and send that.",
    "all.zip": "This is a packed file (.zip). Take the files out of it and send them one by one.",
    "scan.jpeg": "This is a picture. The words in it can&#x27;t be read, so it has to be checked by eye.",
    "data.xyz": "Files that end in .xyz can&#x27;t be read. Send one of these: .docx",
}


@pytest.mark.parametrize("size", [10, 26 * 2**20], ids=["small", "larger than is read"])
async def test_what_to_do_with_another_kind_of_file_is_said_before_it_is_read(
    program: Program, size: int
) -> None:
    address = await upload_page(program, program.newcomer())
    for name, sentence in KINDS.items():
        status, page = await send(program, address, name, bytes(size))
        assert status == 415
        assert sentence in page
    async with program.parts.database.engine.connect() as connection:
        begun = sa.select(sa.func.count()).select_from(tables.disclosure_checks)
        assert (await connection.execute(begun)).scalar_one() == 0
