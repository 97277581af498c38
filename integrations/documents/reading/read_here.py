"""Reading a document in this very process. `apart.py` does it in a process of its own."""

from __future__ import annotations

from typing import Final

from cases.documents import Document, DocumentRefused, Place
from integrations.documents.reading.gathering import Enough, Gathered, Gathering
from integrations.documents.reading.kinds import Kind, contradiction, ending_of, kind_of
from integrations.documents.reading.limits import Limits
from integrations.documents.reading.packages import Package
from integrations.documents.reading.sentences import DAMAGED, PROTECTED, TOO_MUCH_MEMORY, too_large

_WORD_TYPE: Final = "wordprocessingml"
_WORKBOOK_TYPE: Final = "spreadsheetml"
_BINARY_TYPE: Final = "sheet.binary"


def read_here(name: str, content: bytes, limits: Limits) -> Document:
    """The document's parts. Raises `DocumentRefused`, whatever the bytes are.

    Bounds all but the time: only whoever started the process can end it when that is over.
    """
    if len(content) > limits.largest:
        raise too_large(limits.largest)
    kind = kind_of(name, content)
    gathered = Gathered(limits)
    try:
        _read(kind, name, content, Gathering(gathered))
    except Enough:
        pass
    except MemoryError:
        raise DocumentRefused(TOO_MUCH_MEMORY) from None
    except RecursionError:
        raise DocumentRefused(DAMAGED) from None
    return Document(name, kind.value, tuple(gathered.parts), tuple(gathered.remarks))


def _read(kind: Kind, name: str, content: bytes, out: Gathering) -> None:
    """Each kind's reader is imported when a file needs it: the process that reads starts anew for each file."""
    try:
        _read_kind(kind, name, content, out)
    except (DocumentRefused, Enough, MemoryError, RecursionError):
        raise
    except Exception:  # hostile bytes find errors in every library; whichever it is, the file can't be read
        raise DocumentRefused(DAMAGED) from None


def _read_kind(kind: Kind, name: str, content: bytes, out: Gathering) -> None:
    if kind is Kind.WORD:
        from integrations.documents.reading.word_files import read_word

        read_word(_package(name, content, out, _WORD_TYPE), out, read_nested)
    elif kind is Kind.WORKBOOK:
        from integrations.documents.reading.workbooks import read_workbook

        read_workbook(_package(name, content, out, _WORKBOOK_TYPE), out, read_nested)
    elif kind is Kind.PDF:
        from integrations.documents.reading.pdf_files import read_pdf

        read_pdf(content, out, read_nested)
    elif kind is Kind.MESSAGE:
        from integrations.documents.reading.messages import read_message

        read_message(content, out, read_nested)
    elif kind is Kind.TABLE:
        from integrations.documents.reading.plain_files import read_table

        read_table(content, out)
    else:
        from integrations.documents.reading.plain_files import read_text

        read_text(content, out)


def _package(name: str, content: bytes, out: Gathering, wanted: str) -> Package:
    package = Package(content, out.gathered)
    media_type = package.type_of(package.main_part()).lower()
    ending = ending_of(name)
    if _BINARY_TYPE in media_type:
        raise DocumentRefused(
            "This is a binary Excel file. Open it in Excel, save it as .xlsx and send that."
        )
    if wanted in media_type or ("macroenabled" in media_type and _family(media_type) == wanted):
        return package
    found = {_WORD_TYPE: "a Word document", _WORKBOOK_TYPE: "an Excel workbook"}.get(
        _family(media_type), "something else"
    )
    raise DocumentRefused(contradiction(ending, found))


def _family(media_type: str) -> str:
    if _WORD_TYPE in media_type or "ms-word" in media_type:
        return _WORD_TYPE
    if _WORKBOOK_TYPE in media_type or "ms-excel" in media_type:
        return _WORKBOOK_TYPE
    return ""


def read_nested(out: Gathering, name: str, content: bytes) -> None:
    """Read a file that is inside another; `out` is its own. What can't be read is told in a remark."""
    gathered = out.gathered
    gathered.nested += 1
    if gathered.nested > out.limits.nested or len(out.path) > out.limits.deepest:
        out.remark(
            "It was not read, since there are too many files inside files. Take it out and send it by itself."
        )
        return
    out.new_block()
    out.add(name, Place(within="name of the file"))
    try:
        if len(content) > out.limits.largest:
            raise too_large(out.limits.largest)
        _read(kind_of(name, content), name, content, out)
    except DocumentRefused as refused:
        sentence = str(refused)
        if sentence == PROTECTED:
            sentence = "This file is protected by a password, so it was not read."
        out.remark(f"{sentence} Nothing in it was checked.")
    finally:
        out.new_block()
