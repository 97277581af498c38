"""What kind of file it is, by its content and its ending together."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath
from typing import Final

from cases.documents import DocumentRefused
from cases.words import listed
from integrations.documents.reading.sentences import EMPTY, PROTECTED


class Kind(StrEnum):
    """The kinds of file that are read."""

    WORD = "Word document"
    WORKBOOK = "Excel workbook"
    PDF = "PDF"
    TABLE = "table as text"
    TEXT = "plain text"
    MESSAGE = "e-mail"


KINDS: Final = {
    ".docx": Kind.WORD,
    ".docm": Kind.WORD,
    ".xlsx": Kind.WORKBOOK,
    ".xlsm": Kind.WORKBOOK,
    ".pdf": Kind.PDF,
    ".csv": Kind.TABLE,
    ".tsv": Kind.TABLE,
    ".txt": Kind.TEXT,
    ".md": Kind.TEXT,
    ".eml": Kind.MESSAGE,
}
ENDINGS: Final = tuple(KINDS)

_INSTEAD: Final = {
    ".doc": "This is an old Word file (.doc). Open it in Word, save it as .docx and send that.",
    ".xls": "This is an old Excel file (.xls). Open it in Excel, save it as .xlsx and send that.",
    ".xlsb": "This is a binary Excel file (.xlsb). Open it in Excel, save it as .xlsx and send that.",
    ".ppt": "PowerPoint files can't be read. Save it as a PDF and send that.",
    ".pptx": "PowerPoint files can't be read. Save it as a PDF and send that.",
    ".msg": "This is an Outlook file (.msg). Open it in Outlook, save it as .eml and send that.",
    ".odt": "This is an OpenDocument file. Open it, save it as .docx and send that.",
    ".ods": "This is an OpenDocument file. Open it, save it as .xlsx and send that.",
    ".rtf": "This is a rich text file (.rtf). Open it in Word, save it as .docx and send that.",
    ".dotx": "This is a Word template. Save it as .docx and send that.",
    ".xltx": "This is an Excel template. Save it as .xlsx and send that.",
    ".zip": "This is a packed file (.zip). Take the files out of it and send them one by one.",
    ".html": "Web pages can't be read. Save it as a PDF and send that.",
    ".htm": "Web pages can't be read. Save it as a PDF and send that.",
}
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".webp")
_PICTURE: Final = (
    "This is a picture. The words in it can't be read, so it has to be checked by eye. "
    f"If you have the document itself, send that: I can check files that end in {listed(ENDINGS)}."
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: Final = (
    ("EncryptedPackage", PROTECTED),
    ("__substg1.0_", _INSTEAD[".msg"]),
    ("WordDocument", _INSTEAD[".doc"]),
    ("Workbook", _INSTEAD[".xls"]),
    ("PowerPoint Document", _INSTEAD[".ppt"]),
    ("Book", _INSTEAD[".xls"]),
)
_MARKS: Final = (
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"{\\rtf", "a rich text file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"Rar!", "a packed file"),
)
_ZIP: Final = b"PK\x03\x04"
_NO_MORE_THAN_A_MARK: Final = 1024
_BINARY_SHARE: Final = 0.02


def ending_of(name: str) -> str:
    """The ending of a file's name in lower case, with its dot; empty where it has none."""
    return PurePath(name.strip().lower()).suffix


def cannot_read(name: str) -> str:
    """Why a file of this name is not read and what to do, in sentences; empty where its ending is one that is read."""
    ending = ending_of(name)
    if ending in KINDS:
        return ""
    if ending in _PICTURES:
        return _PICTURE
    known = ", ".join(ENDINGS[:-1])
    called = f"Files that end in {ending[:12]} can't be read." if ending else "The file's name has no ending."
    return _INSTEAD.get(ending) or f"{called} Send one of these: {known} or {ENDINGS[-1]}."


def kind_of(name: str, content: bytes) -> Kind:
    """The kind of the file, by its ending, where its content agrees. Raises `DocumentRefused`."""
    if not content:
        raise DocumentRefused(EMPTY)
    ending = ending_of(name)
    if content.startswith(_OLE):
        raise DocumentRefused(_of_ole(content))
    kind = KINDS.get(ending)
    if kind is None:
        raise DocumentRefused(cannot_read(name))
    found = _by_content(content)
    if kind in {Kind.WORD, Kind.WORKBOOK} and found == "a packed file of Office":
        return kind
    if kind is Kind.PDF and found == "a PDF":
        return kind
    if kind in {Kind.TABLE, Kind.TEXT, Kind.MESSAGE} and found == "text":
        return kind
    raise DocumentRefused(contradiction(ending, found))


def contradiction(ending: str, found: str) -> str:
    """The sentence for a file that is not what its ending says."""
    article = "an" if ending.startswith((".e", ".x", ".m")) else "a"
    if found in {"text", "something else"}:
        return (
            f"This file's name ends in {ending}, but what is in it is not {article} {ending} file, or it is damaged. "
            "Open it in the program that made it, save a new copy and send that."
        )
    return (
        f"This file's name ends in {ending}, but it is {found.removesuffix(' of Office')}. "
        "Give it its right ending, or save a new copy, and send that."
    )


def _by_content(content: bytes) -> str:
    start = content[:_NO_MORE_THAN_A_MARK]
    if start.startswith(_ZIP):
        return "a packed file of Office" if b"[Content_Types].xml" in content else "a packed file"
    if b"%PDF-" in start and not _is_mostly_text_before(start):
        return "a PDF"
    for mark, said in _MARKS:
        if start.startswith(mark) and (len(mark) > 2 or _is_binary(content)):
            return said
    return "something else" if _is_binary(content) else "text"


def _is_mostly_text_before(start: bytes) -> bool:
    """A message or a text may speak of PDF; a PDF has at most a few odd bytes ahead of its mark."""
    before = start[: start.index(b"%PDF-")].strip(b"\xef\xbb\xbf\x00 \t\r\n")
    return len(before) > 0 and before.isascii() and not _is_binary(before)


def _is_binary(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    sample = content[: 64 * 1024]
    odd = sum(sample.count(byte) for byte in range(9)) + sum(sample.count(byte) for byte in range(14, 27))
    zeros = max(sample[0::2].count(0), sample[1::2].count(0))
    if zeros > len(sample) // 5 and min(sample[0::2].count(0), sample[1::2].count(0)) < zeros // 10:
        # UTF-16 without its mark
        return odd - zeros > len(sample) * _BINARY_SHARE
    return odd > len(sample) * _BINARY_SHARE


def _of_ole(content: bytes) -> str:
    for stream, sentence in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return sentence
    return (
        _INSTEAD[".doc"]
        .replace("Word file (.doc)", "Office file")
        .replace("Open it in Word, save it as .docx", "Open it, save it in a new format (.docx or .xlsx)")
    )
