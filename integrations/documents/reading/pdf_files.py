"""Reading a PDF: what its pages show, what lies under boxes and pictures, and what stands beside the pages (ISO 32000).

Whether text is seen is found out by drawing: a page is drawn with its text and without. Where both are the same, nobody
sees the text that stands there, whatever it is that hides it.
"""

from __future__ import annotations

import ctypes
import re
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from cases.documents import DocumentRefused, Place, Unseen
from integrations.documents.reading.gathering import Gathering
from integrations.documents.reading.office import ReadNested
from integrations.documents.reading.pdf_sight import find_unseen
from integrations.documents.reading.pdf_words import MOST_CHARACTERS, Paragraph, Word, paragraphs_of
from integrations.documents.reading.sentences import PROTECTED, damaged
from integrations.documents.reading.xml_parts import texts

_MOST_BOOKMARKS: Final = 5_000
_MOST_ANNOTATIONS: Final = 2_000
"""On one page."""
_LONGEST_VALUE: Final = 20_000_000
"""Bytes of one annotation's or field's text."""
_WORDS_BEFORE: Final = 60
"""Characters."""
_DRAWN_DEPTH: Final = 10
"""Forms (in the sense of PDF: drawings that are used again) inside forms."""
_HIDDEN_FLAGS: Final = 0x2 | 0x20
"""Hidden, or never shown on a screen: ISO 32000-2, table 167."""
_COVERS_A_PAGE: Final = 0.5
_WORTH_A_WORD: Final = 0.02
_UNREADABLE_SHARE: Final = 0.2
_NOT_SAID: Final = frozenset({"Producer", "CreationDate", "ModDate", "Trapped"})
_XMP: Final = re.compile(rb"<x:xmpmeta\b.{0,200000}?</x:xmpmeta>", re.DOTALL)
_XMP_PLUMBING: Final = re.compile(
    r"^(https?://|uuid:|xmp\.|\d[\d.\-T:+Z]*$|application/|adobe:|True|False)", re.IGNORECASE
)


def read_pdf(content: bytes, out: Gathering, read_nested: ReadNested) -> None:
    """Gather all that a PDF says, seen or not. Raises `DocumentRefused`."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise DocumentRefused(PROTECTED) from None
        raise damaged() from None
    try:
        _PdfReader(document, content, out, read_nested).read()
    finally:
        document.close()


class _PdfReader:
    def __init__(self, document: Any, content: bytes, out: Gathering, read_nested: ReadNested) -> None:
        self._document, self._content, self._out, self._read_nested = document, content, out, read_nested
        self._pages_of: dict[str, list[int]] = {}
        self._links: set[str] = set()
        if document.get_formtype() != pdfium_c.FORMTYPE_NONE:
            document.init_forms()

    def read(self) -> None:
        pages = len(self._document)
        for index in range(min(pages, self._out.limits.pages)):
            self._read_page(index)
        if pages == 0 or len(self._pages_of.get("damaged", [])) == min(pages, self._out.limits.pages):
            raise damaged()
        if pages > self._out.limits.pages:
            self._out.remark(
                f"It has {pages:,} pages. Only the first {self._out.limits.pages:,} were read: "
                "split it into smaller files and send them one by one."
            )
        self._out.new_block()
        self._read_properties()
        self._read_bookmarks()
        self._read_attachments()
        self._remark_on_pages()
        self._remark_on_file()

    def _read_page(self, index: int) -> None:
        number = index + 1
        self._out.new_block()
        try:
            page = self._document[index]
        except pdfium.PdfiumError:
            self._note(number, "damaged")
            return
        try:
            self._read_text(page, number)
            self._read_annotations(page, number)
        except pdfium.PdfiumError:
            self._note(number, "damaged")
        finally:
            page.close()

    def _note(self, page: int, what: str) -> None:
        self._pages_of.setdefault(what, []).append(page)

    def _read_text(self, page: Any, number: int) -> None:
        textpage = page.get_textpage()
        try:
            paragraphs, unreadable = paragraphs_of(textpage)
            words = [word for paragraph in paragraphs for line in paragraph for word in line]
            if words and self._out.seconds > self._out.limits.thorough_seconds:
                self._note(number, "not drawn")
            elif words:
                looked = find_unseen(page, textpage, words)
                if looked.recognised:
                    self._note(number, "recognised")
                if not looked.all_tried:
                    self._note(number, "printed over")
            if textpage.count_chars() > MOST_CHARACTERS:
                self._note(number, "too long")
            self._note_pictures(page, number, words)
            if unreadable > _UNREADABLE_SHARE * sum(len(word.text) for word in words):
                self._note(number, "unreadable")
            for paragraph in paragraphs:
                self._add(paragraph, number)
        finally:
            textpage.close()

    def _note_pictures(self, page: Any, number: int, words: list[Word]) -> None:
        width, height = page.get_size()
        area = max(width * height, 1.0)
        pictured, something = 0.0, False
        for drawn in page.get_objects(max_depth=_DRAWN_DEPTH):
            something = True
            if drawn.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = _bounds(drawn)
                pictured = max(pictured, (right - left) * (top - bottom) / area)
        if not words:
            if something:
                self._note(number, "no text")
        elif pictured > _WORTH_A_WORD and number not in self._pages_of.get("recognised", []):
            self._note(number, "pictures")

    def _add(self, paragraph: Paragraph, number: int) -> None:
        """The paragraph as it is seen, then what is not seen of it, each with the words that stand before it."""
        place = Place(page=number)
        seen = "\n".join(
            line
            for line in (" ".join(word.text for word in words if word.unseen is None) for words in paragraph)
            if line
        )
        self._out.add(seen, place)
        for words in _unseen_stretches(paragraph):
            before = words[0].before[-_WORDS_BEFORE:].strip()
            self._out.add(" ".join(word.text for word in words), place, before, words[0].unseen)

    def _read_annotations(self, page: Any, number: int) -> None:
        count = pdfium_c.FPDFPage_GetAnnotCount(page)
        if count > _MOST_ANNOTATIONS:
            self._note(number, "too many notes")
        for index in range(min(count, _MOST_ANNOTATIONS)):
            annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
            if not annotation:
                continue
            try:
                self._read_annotation(page, annotation, number)
            finally:
                pdfium_c.FPDFPage_CloseAnnot(annotation)

    def _read_annotation(self, page: Any, annotation: Any, number: int) -> None:
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        if kind == pdfium_c.FPDF_ANNOT_WIDGET:
            self._read_field(annotation, number)
            return
        if kind == pdfium_c.FPDF_ANNOT_LINK:
            self._read_link(annotation, number)
            return
        if kind == pdfium_c.FPDF_ANNOT_REDACT:
            self._note(number, "marked for redaction")
        if kind == pdfium_c.FPDF_ANNOT_FILEATTACHMENT:
            attached = pdfium_c.FPDFAnnot_GetFileAttachment(annotation)
            if attached:
                self._read_attachment(pdfium.PdfAttachment(attached, self._document))
        shown = kind == pdfium_c.FPDF_ANNOT_FREETEXT and not _is_hidden(annotation)
        place = Place(page=number, within="text box" if shown else "comment")
        said = _value(annotation, b"Contents")
        self._out.add(said, place, "", None if shown else Unseen.COMMENT)
        author = Place(page=number, within="who commented")
        self._out.add(_value(annotation, b"T"), author, "Author", Unseen.COMMENT)

    def _read_field(self, annotation: Any, number: int) -> None:
        forms = self._document.formenv
        value = name = ""
        if forms is not None:
            value = _wide(
                lambda buffer, size: pdfium_c.FPDFAnnot_GetFormFieldValue(forms, annotation, buffer, size)
            )
            name = _wide(
                lambda buffer, size: pdfium_c.FPDFAnnot_GetFormFieldAlternateName(
                    forms, annotation, buffer, size
                )
            ) or _wide(
                lambda buffer, size: pdfium_c.FPDFAnnot_GetFormFieldName(forms, annotation, buffer, size)
            )
        value = value or _value(annotation, b"V")
        if value in {"Off", "Yes"}:
            return
        place = Place(page=number, within=f"form field '{name[:100]}'" if name else "form field")
        self._out.add(value, place, name, Unseen.HIDDEN_TEXT if _is_hidden(annotation) else None)

    def _read_link(self, annotation: Any, number: int) -> None:
        link = pdfium_c.FPDFAnnot_GetLink(annotation)
        action = pdfium_c.FPDFLink_GetAction(link) if link else None
        if not action:
            return
        size = pdfium_c.FPDFAction_GetURIPath(self._document, action, None, 0)
        if not 1 < size <= _LONGEST_VALUE:
            return
        buffer = ctypes.create_string_buffer(size)
        pdfium_c.FPDFAction_GetURIPath(self._document, action, buffer, size)
        target = buffer.value.decode("utf-8", "replace")
        if target not in self._links:
            self._links.add(target)
            self._out.add(target, Place(page=number, within="where a link leads"), "", Unseen.HIDDEN_TEXT)

    def _read_properties(self) -> None:
        said = set()
        for key, value in self._document.get_metadata_dict(skip_empty=True).items():
            if key not in _NOT_SAID:
                said.add(value.strip())
                self._out.add(value, Place(within=f"property '{key}'"), key, Unseen.PROPERTY)
        for found in _XMP.finditer(self._content):
            try:
                for key, value in texts([found[0]]):
                    if value.strip() not in said and not _XMP_PLUMBING.match(value.strip()) and value.strip():
                        said.add(value.strip())
                        if key not in _NOT_SAID and key not in {"xmptk", "lang", "about", "CreatorTool"}:
                            self._out.add(value, Place(within=f"property '{key}'"), key, Unseen.PROPERTY)
            except DocumentRefused:
                continue

    def _read_bookmarks(self) -> None:
        for count, bookmark in enumerate(self._document.get_toc()):
            if count >= _MOST_BOOKMARKS:
                self._out.remark("It has more bookmarks than are read. Check them by eye.")
                break
            self._out.add(bookmark.get_title(), Place(within="bookmark"))

    def _read_attachments(self) -> None:
        for index in range(min(self._document.count_attachments(), self._out.limits.nested + 1)):
            self._read_attachment(self._document.get_attachment(index))

    def _read_attachment(self, attachment: Any) -> None:
        name = attachment.get_name() or "attachment"
        try:
            content = bytes(attachment.get_data())
        except pdfium.PdfiumError:
            self._out.remark(f"The attachment {name} is damaged. Nothing in it was checked.")
            return
        self._read_nested(self._out.inside(name, Unseen.EMBEDDED_FILE), name, content)

    def _remark_on_pages(self) -> None:
        for what, (one, many) in _REMARKS.items():
            pages = self._pages_of.get(what)
            if pages:
                self._out.remark((one if len(pages) == 1 else many).format(pages=in_ranges(pages)))

    def _remark_on_file(self) -> None:
        if pdfium_c.FPDFDoc_GetJavaScriptActionCount(self._document) > 0:
            self._out.remark("It holds scripts. They were not run and not read.")
        saved = self._content.count(b"%%EOF")
        if saved > (2 if b"/Linearized" in self._content[:2048] else 1):
            self._out.remark(
                "It was changed without being written anew, so earlier text may still be in the file and was not read. "
                "Print it to a new PDF before it goes out."
            )


_REMARKS: Final = {
    "no text": (
        "Page {pages} is a picture without text: nothing in it was checked.",
        "Pages {pages} are pictures without text: nothing in them was checked.",
    ),
    "recognised": (
        "Page {pages} is a picture with recognised text. Recognition makes mistakes: check the picture too.",
        "Pages {pages} are pictures with recognised text. Recognition makes mistakes: check the pictures too.",
    ),
    "pictures": (
        "Page {pages} holds pictures. Nothing in them was checked: look at them yourself.",
        "Pages {pages} hold pictures. Nothing in them was checked: look at them yourself.",
    ),
    "not drawn": (
        "Page {pages} was read, but there was no time to look for covered text. Split the file and check it again.",
        "Pages {pages} were read, but there was no time to look for covered text. Split the file and check it again.",
    ),
    "damaged": (
        "Page {pages} is damaged. Not all of it was checked.",
        "Pages {pages} are damaged. Not all of them was checked.",
    ),
    "unreadable": (
        "Page {pages} has letters that can't be read as text. Check it by eye.",
        "Pages {pages} have letters that can't be read as text. Check them by eye.",
    ),
    "marked for redaction": (
        "Page {pages} has redactions that are marked but not applied: what they mark is still there.",
        "Pages {pages} have redactions that are marked but not applied: what they mark is still there.",
    ),
    "printed over": (
        "Page {pages} has much text printed over other text, and not all of it was looked at. Check it by eye.",
        "Pages {pages} have much text printed over other text, and not all of it was looked at. Check them by eye.",
    ),
    "too long": (
        "Page {pages} holds more text than is read of one page. Check it by eye.",
        "Pages {pages} hold more text than is read of one page. Check them by eye.",
    ),
    "too many notes": (
        "Page {pages} has more notes and fields than are read. Check them by eye.",
        "Pages {pages} have more notes and fields than are read. Check them by eye.",
    ),
}


def in_ranges(pages: list[int]) -> str:
    """Numbers in ascending order as a person writes them: "3, 5 to 9 and 12"."""
    ranges: list[list[int]] = []
    for page in pages:
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1][1] = page
        elif not ranges or page != ranges[-1][1]:
            ranges.append([page, page])
    said = []
    for first, last in ranges:
        said += (
            [str(first)]
            if first == last
            else [f"{first} to {last}"]
            if last > first + 1
            else [str(first), str(last)]
        )
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def _unseen_stretches(paragraph: Paragraph) -> list[list[Word]]:
    found: list[list[Word]] = []
    last: Word | None = None
    for word in (word for line in paragraph for word in line):
        if word.unseen is not None and last is not None and last.unseen is word.unseen:
            found[-1].append(word)
        elif word.unseen is not None:
            found.append([word])
        last = word
    return found


def _bounds(drawn: Any) -> tuple[float, float, float, float]:
    try:
        left, bottom, right, top = drawn.get_bounds()
    except pdfium.PdfiumError:
        return 0.0, 0.0, 0.0, 0.0
    return left, bottom, right, top


def _is_hidden(annotation: Any) -> bool:
    return bool(pdfium_c.FPDFAnnot_GetFlags(annotation) & _HIDDEN_FLAGS)


def _value(annotation: Any, key: bytes) -> str:
    return _wide(lambda buffer, size: pdfium_c.FPDFAnnot_GetStringValue(annotation, key, buffer, size))


def _wide(get: Any) -> str:
    """A string that the library writes into a buffer, in UTF-16 with a nought at its end; sizes are in bytes."""
    size = get(None, 0)
    if size > _LONGEST_VALUE:
        raise pdfium.PdfiumError("too long a value")
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    get(buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")
