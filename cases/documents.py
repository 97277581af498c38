"""A document as it is read: its parts, each with its place, and what somebody who looks at it does not see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from cases.errors import Refusal


class Unseen(StrEnum):
    """Why somebody who looks at the document does not see a part of it, though it goes out with the file."""

    HIDDEN_SHEET = "hidden sheet"
    HIDDEN_ROW = "hidden row"
    HIDDEN_COLUMN = "hidden column"
    HIDDEN_TEXT = "hidden text"
    PIVOT_CACHE = "pivot cache"
    LINKED_VALUES = "values kept from a linked workbook"
    COMMENT = "comment"
    TRACKED_CHANGE = "tracked change"
    PROPERTY = "document property"
    COVERED_TEXT = "text under something that covers it"
    MAIL_HEADER = "mail header"
    OTHER_VERSION = "another version of the message"
    EMBEDDED_FILE = "file inside the file"

    @property
    def meaning(self) -> str:
        """What it is and what to do about it, in a sentence or two."""
        return _MEANINGS[self]


_MEANINGS: Final = {
    Unseen.HIDDEN_SHEET: "A sheet that is hidden goes out with the file. Delete it, or publish a copy of the values.",
    Unseen.HIDDEN_ROW: "Hidden rows go out with the file. Delete them.",
    Unseen.HIDDEN_COLUMN: "Hidden columns go out with the file. Delete them.",
    Unseen.HIDDEN_TEXT: (
        "Text that is hidden, kept beside what is shown, or too faint or small to read goes out with the file. "
        "Delete it."
    ),
    Unseen.PIVOT_CACHE: (
        "A pivot table keeps a copy of all the rows that it was made from. Paste it as values into a new file."
    ),
    Unseen.LINKED_VALUES: "The file keeps values of another workbook that it is linked to. Break the links.",
    Unseen.COMMENT: "Comments and notes go out with the file. Delete them.",
    Unseen.TRACKED_CHANGE: (
        "What was deleted is still in the file until the change is accepted. Accept or reject all changes."
    ),
    Unseen.PROPERTY: "The file's properties say who made it, and sometimes more. Remove them before it goes out.",
    Unseen.COVERED_TEXT: (
        "A box hides the text from the eye but not from copy and paste. Remove the text itself with a redaction tool."
    ),
    Unseen.MAIL_HEADER: "The header of a message says who else had it and where it came from.",
    Unseen.OTHER_VERSION: "The message carries a second version of its text, which another program may show.",
    Unseen.EMBEDDED_FILE: (
        "A whole file goes out inside this one, behind a chart, a picture or a paper clip. "
        "Delete it, or put in a picture."
    ),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document something stands. Numbers begin at 1; what does not apply is None or empty.

    `file` names the attachment or packed file that it is in, outermost first with " > " between; `within` says what
    it is in where that is not the body: "header", "footnote 3", "table 2, row 4", "property 'Author'", "To".
    """

    file: str = ""
    page: int | None = None
    sheet: str = ""
    cell: str = ""
    line: int | None = None
    within: str = ""

    def in_words(self) -> str:
        """The place as a person finds it: "page 3, table 2, row 4"; "sheet Staff, cell B7"; "line 12"."""
        said = [
            *([f"attachment {self.file}"] if self.file else []),
            *([f"page {self.page}"] if self.page is not None else []),
            *([f"sheet {self.sheet}"] if self.sheet else []),
            *([f"cell {self.cell}"] if self.cell else []),
            *([f"line {self.line}"] if self.line is not None else []),
            *([self.within] if self.within else []),
        ]
        return ", ".join(said) or "the document"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a document's text: a paragraph, a cell, a line, a comment.

    `heading` is what stands over the text where that says what it is (a column's heading). It is read with the text,
    never reported itself. `block` is the same for parts that belong together (the cells of a row, the paragraphs of
    a page), in which a name that is found once is looked for again; parts of a block follow each other.
    """

    text: str
    place: Place
    block: int
    heading: str = ""
    unseen: Unseen | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read. `remarks` are sentences about it as a whole: what was not read, and why."""

    name: str
    kind: str
    parts: tuple[Part, ...]
    remarks: tuple[str, ...] = ()


class DocumentRefused(Refusal):
    """A document that is not read; the sentence says why, and what to do."""


class DocumentReader(Protocol):
    """Reads documents. Nothing in one is run, and nothing that one names is fetched."""

    @property
    def endings(self) -> Sequence[str]:
        """The endings of file names that can be read, with their dot."""

    @property
    def largest(self) -> int:
        """Bytes; a larger file is refused."""

    def cannot_read(self, name: str) -> str:
        """Why a file of this name is not read and what to do, in sentences; empty where it is."""

    async def read(self, name: str, content: bytes) -> Document:
        """The document's parts. Raises `DocumentRefused`. Takes bounded time and memory."""
