"""The council's policies, from a folder of .md, .docx, .html and .pdf files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from cases.policies import Passage, Policy, ReadPolicies
from integrations.policies.markdown_files import blocks_of_markdown, front_matter_of
from integrations.policies.pdf_files import blocks_of_pdf
from integrations.policies.web_pages import blocks_of_page
from integrations.policies.word_files import blocks_of_word
from nlp.policies.blocks import Block
from nlp.policies.index import FORM
from nlp.policies.splitting import passages_of

MODEL: Final = Path(__file__).parent / "model"
"""The model policies that come with the program."""

ENDINGS: Final = (".md", ".docx", ".html", ".htm", ".pdf")
LARGEST: Final = 25 * 1024 * 1024
"""Bytes; a larger file is left out."""

_READING: Final = 2
"""Changes when the same files are divided into other passages."""

_NUMBER = re.compile(r"^([A-Za-z]{1,4}[- ]?\d{1,3})\b[\s_.:-]*")


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What tells whether a file changed: nanoseconds and bytes."""

    changed_at: int
    size: int


class PolicyFolder:
    """A `PolicySource`: a folder and the folders in it, read in the order of their names.

    Reading again reads what changed. A file that was read before and is broken now stays as it was.
    """

    def __init__(self, folder: Path, address: str = "") -> None:
        """`address` is where the folder is opened in a browser, https://…; "" where nowhere."""
        self._folder = folder
        self._address = f"{address.rstrip('/')}/" if address else ""
        self._last: dict[Path, tuple[_Stamp, ReadPolicies]] = {}

    def version(self) -> str:
        """Changes when a file does, or how they are read."""
        digest = hashlib.sha256(f"library {FORM} {_READING}".encode())
        for file in self._files():
            digest.update(str(file.relative_to(self._folder)).encode())
            try:
                digest.update(hashlib.sha256(file.read_bytes()).digest())
            except OSError:
                digest.update(b"unread")
        return digest.hexdigest()[:32]

    def stamp(self) -> Hashable:
        """The files, with the time and the size of each."""
        return tuple(self._stamped())

    def read(self) -> ReadPolicies:
        """All that can be read; the remarks name the files that could not be, and what to do."""
        if not self._folder.is_dir():
            return ReadPolicies((), (f"The folder with the policies is not there: {self._folder.name}.",))
        passages: list[Passage] = []
        remarks: list[str] = []
        files = dict(self._stamped())
        self._last = {file: last for file, last in self._last.items() if file in files}
        for file, stamp in files.items():
            read = self._as_it_is(file, stamp)
            passages += read.passages
            remarks += read.remarks
        if not passages:
            endings = ", ".join(ENDINGS)
            remarks.append(f"There are no policies to answer from. Put files in the folder ({endings}).")
        return ReadPolicies(tuple(passages), tuple(remarks))

    def _as_it_is(self, file: Path, stamp: _Stamp) -> ReadPolicies:
        """The file as it is now, or as it was before where it is broken now."""
        before = self._last.get(file)
        if before is not None and before[0] == stamp:
            return before[1]
        read = _read_file(file, self._link(file))
        if before is not None and before[1].passages and not read.passages:
            remark = f"{file.name} can't be used as it is now. What it said before is answered from."
            read = ReadPolicies(before[1].passages, (remark,))
        self._last[file] = stamp, read
        return read

    def _link(self, file: Path) -> str:
        """Where the file is opened, "" where nobody said."""
        return f"{self._address}{quote(file.relative_to(self._folder).as_posix())}" if self._address else ""

    def _stamped(self) -> Iterator[tuple[Path, _Stamp]]:
        for file in self._files():
            try:
                told = file.stat()
            except OSError:
                # It went, or its share did, since it was listed.
                continue
            yield file, _Stamp(told.st_mtime_ns, told.st_size)

    def _files(self) -> Sequence[Path]:
        if not self._folder.is_dir():
            return ()
        # "~$" begins the name of what Word keeps beside a file that is open.
        return sorted(
            file
            for file in self._folder.rglob("*")
            if file.suffix.lower() in ENDINGS and file.is_file() and not file.name.startswith((".", "~$"))
        )


def _read_file(file: Path, link: str) -> ReadPolicies:
    try:
        if file.stat().st_size > LARGEST:
            return _left_out(file, f"it is larger than {LARGEST // 1024 // 1024} MB. Divide it")
        told, blocks = _told_and_blocks(file)
    except OSError as error:
        return _left_out(file, error.strerror or "it can't be opened")
    except UnicodeDecodeError:
        return _left_out(file, "it is not UTF-8. Save it as UTF-8")
    except Exception:
        # Whatever a parser raises at a damaged file: the others are read all the same.
        return _left_out(file, "it is damaged or is not what its ending says. Open it and save it again")
    policy, remarks = _policy(file, told, link)
    passages = passages_of(policy, blocks)
    if not passages and file.suffix.lower() == ".pdf":
        return _left_out(file, "it holds pictures of text and no text. Use the file that it was made from")
    if not passages:
        return _left_out(file, "there is no text in it")
    if not any(passage.headings for passage in passages):
        remarks.append(f"{file.name} has no headings, so its answers name no section. Number its headings.")
    return ReadPolicies(passages, tuple(remarks))


def _left_out(file: Path, reason: str) -> ReadPolicies:
    return ReadPolicies((), (f"{file.name} is left out: {reason}.",))


def _told_and_blocks(file: Path) -> tuple[Mapping[str, str], list[Block]]:
    """What the file says of itself, and its blocks."""
    ending = file.suffix.lower()
    if ending == ".docx":
        title, blocks = blocks_of_word(file.read_bytes())
        return {"title": title}, blocks
    if ending == ".pdf":
        return {}, blocks_of_pdf(file.read_bytes())
    text = file.read_text(encoding="utf-8")
    if ending == ".md":
        told, rest = front_matter_of(text)
        return told, list(blocks_of_markdown(rest))
    title, blocks = blocks_of_page(text)
    return {"title": title}, blocks


def _policy(file: Path, told: Mapping[str, str], link: str) -> tuple[Policy, list[str]]:
    """The policy, and a sentence for what can't be used of what it says. What a file does not say its name may.

    `link` opens the file, unless it names another itself.
    """
    named = file.stem.replace("_", " ")
    found = _NUMBER.match(told.get("title") or named) or _NUMBER.match(named)
    title = told.get("title") or named
    number = told.get("number") or (found[1].upper() if found else "")
    title = _NUMBER.sub("", title).replace("-", " ").strip() or title
    remarks: list[str] = []
    policy = Policy(
        number=number,
        title=title[0].upper() + title[1:],
        version=told.get("version", ""),
        owner=told.get("owner", ""),
        approved=_day(file, "approved", told, remarks),
        review=_day(file, "review", told, remarks),
        link=_told_link(file, told, remarks) or link,
        touches=told.get("for", ""),
    )
    return policy, remarks


def _told_link(file: Path, told: Mapping[str, str], remarks: list[str]) -> str:
    written = told.get("link", "")
    if not written or is_web_address(written):
        return written
    remarks.append(
        f'The link of {file.name} is not used. Write it like "https://westmere.example/policies/rm00".'
    )
    return ""


def is_web_address(written: str) -> bool:
    """Whether it is an address that a browser opens, and encrypted."""
    try:
        parsed = urlsplit(written)
    except ValueError:
        return False
    return parsed.scheme == "https" and bool(parsed.hostname) and not re.search(r"\s", written)


def _day(file: Path, name: str, told: Mapping[str, str], remarks: list[str]) -> date | None:
    written = told.get(name, "")
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        remarks.append(f'The date "{name}" of {file.name} is not read. Write it like 2026-11-23.')
        return None
