"""Documents are read in a process of their own that holds no secret, has no way out, and ends in time."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cases.documents import Document, DocumentReader, DocumentRefused, Part, Place, Unseen
from integrations.documents.reading import BoundedReader, Limits
from integrations.documents.reading.as_json import read_back, written
from integrations.documents.reading.bounded import _environment
from integrations.documents.reading.limits import MEGABYTE
from tests.integrations.documents.pdfs import box, pdf, text
from tests.integrations.documents.reading import read
from tests.integrations.documents.test_reading_messages import message
from tests.integrations.documents.test_reading_word import with_body
from tests.integrations.documents.test_reading_workbooks import STAFF, saved, workbook_of

ROOT = Path(__file__).resolve().parents[3]


def files() -> dict[str, bytes]:
    mail = message("Zoë\n\n\U0001f600")
    mail.add_attachment(saved(workbook_of(STAFF)), maintype="a", subtype="b", filename="staff.xlsx")
    return {
        "a.docx": with_body("<w:p><w:del><w:r><w:delText>Gone Gina</w:delText></w:r></w:del></w:p>"),
        "a.xlsx": saved(workbook_of(STAFF)),
        "a.pdf": pdf(text("Covered Cora", 50, 600) + box(48, 596, 120, 16)),
        "a.eml": mail.as_bytes(),
        "a.csv": b"Name,Age\nAnn,5\n",
        "a.txt": b"words",
    }


@pytest.mark.parametrize("name", list(files()))
async def test_it_says_the_same_as_reading_here(name: str) -> None:
    content = files()[name]
    reader: DocumentReader = BoundedReader()
    assert await reader.read(name, content) == read(name, content)


async def test_a_refusal_comes_through_in_its_words() -> None:
    reader = BoundedReader()
    with pytest.raises(DocumentRefused, match="damaged"):
        await reader.read("a.pdf", b"%PDF-1.7\nnothing")
    with pytest.raises(DocumentRefused, match="larger than 25 MB"):
        await reader.read("a.txt", b"x" * (reader.largest + 1))
    assert ".docx" in reader.endings


async def test_what_takes_too_long_is_stopped() -> None:
    slow = b"From: a@example.org\nContent-Type: text/html\n\n" + b"<!--" * 400_000
    with pytest.raises(DocumentRefused, match="It took too long"):
        await BoundedReader(Limits(seconds=0.3)).read("a.eml", slow)


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX bounds a process's memory")
async def test_what_takes_too_much_memory_is_refused() -> None:
    wide = "\U0001f600 wide letters ".encode() * 800_000
    with pytest.raises(DocumentRefused, match="too much memory"):
        await BoundedReader(Limits(memory=220 * MEGABYTE)).read("a.txt", wide)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux for its processes")
async def test_the_process_ends_when_the_caller_gives_up() -> None:
    slow = b"From: a@example.org\nContent-Type: text/html\n\n" + b"<!--" * 400_000
    task = asyncio.create_task(BoundedReader().read("a.eml", slow))
    while not readers_running():
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not readers_running()


def readers_running() -> list[str]:
    found: list[str] = []
    if not Path("/proc/self/task").exists():
        return found
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text().split():
            try:
                command = Path(f"/proc/{child}/cmdline").read_bytes()
            except OSError:
                continue
            if b"reading.apart" in command:
                found.append(child)
    return found


async def test_no_more_run_at_once_than_are_allowed() -> None:
    reader = BoundedReader(at_once=1)
    most = 0

    async def watch() -> None:
        nonlocal most
        while True:
            most = max(most, len(readers_running()))
            await asyncio.sleep(0)

    watching = asyncio.create_task(watch())
    results = await asyncio.gather(*(reader.read("a.txt", f"words {number}".encode()) for number in range(3)))
    watching.cancel()
    assert [one.parts[0].text for one in results] == ["words 0", "words 1", "words 2"]
    assert most <= 1


def test_settings_and_secrets_stay_behind() -> None:
    kept = _environment(
        {
            **os.environ,
            "ASKIG_DATABASE_URL": "x",
            "AZURE_CLIENT_SECRET": "y",
            "PATH": "/bin",
            "PYTHONPATH": "z",
        }
    )
    assert not {key for key in kept if key.startswith(("ASKIG", "AZURE", "PYTHON", "PATH"))}


TRIED = """
import sys
sys.path.insert(0, {root!r})
from integrations.documents.reading.apart import bound_this_process, refuse_ways_out
from integrations.documents.reading.limits import Limits
import os, socket, subprocess, tempfile
bound_this_process(Limits())
sys.addaudithook(refuse_ways_out)
tried = (
    lambda: socket.create_connection(("127.0.0.1", 9)),
    lambda: socket.getaddrinfo("localhost", 80),
    lambda: subprocess.run(["true"]),
    lambda: os.system("true"),
    lambda: os.fork(),
    lambda: open({file!r}, "w"),
    lambda: os.open({file!r}, os.O_CREAT | os.O_WRONLY),
    lambda: os.remove({root!r} + "/no such file"),
)
for one in tried:
    try:
        one()
    except PermissionError:
        continue
    sys.exit("a way out was open")
print("shut", len(open(os.path.join({root!r}, "LICENSE")).read()) > 0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="tries what POSIX has")
def test_the_ways_out_are_shut(tmp_path: Path) -> None:
    program = TRIED.format(root=str(ROOT), file=str(tmp_path / "x"))
    said = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=False)
    assert (said.stdout, said.stderr) == ("shut True\n", "")
    assert not (tmp_path / "x").exists()


WHOLE = Document(
    "a.txt",
    "plain text",
    (
        Part("words", Place(line=3), 1),
        Part("Zoë \U0001f600", Place("in > out", 2, "S", "A1", None, "comment"), 2, "Name", Unseen.COMMENT),
    ),
    ("A remark.",),
)


def test_a_document_survives_being_written() -> None:
    assert read_back("a.txt", written(WHOLE), Limits()) == WHOLE
    with pytest.raises(DocumentRefused):
        read_back("a.txt", written(WHOLE), replace(Limits(), parts=1))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("kind", 5),
        ("kind", "x" * 10_000),
        ("parts", [["words", 9, 1, "", ""]]),
        ("parts", [["words", -1, 1, "", ""]]),
        ("parts", [["words", 0, 1, "", "no such reason"]]),
        ("parts", [["words", 0, True, "", ""]]),
        ("parts", [["\ud800", 0, 1, "", ""]]),
        ("parts", [["words", 0]]),
        ("places", [["", "1", "", "", None, ""]]),
        ("remarks", [["not a sentence"]]),
        ("remarks", {"a": "b"}),
        ("parts", None),
    ],
)
def test_what_is_not_a_document_as_it_should_be_is_refused(key: str, value: object) -> None:
    told = json.loads(written(WHOLE))
    told[key] = value
    with pytest.raises(DocumentRefused):
        read_back("a.txt", json.dumps(told).encode(), Limits())


@pytest.mark.parametrize("said", [b"", b"[]", b"5", b"{", b'{"refused": 5}', b"\xff", b"[" * 100_000])
def test_what_is_not_json_is_refused(said: bytes) -> None:
    with pytest.raises(DocumentRefused):
        read_back("a.txt", said, Limits())
