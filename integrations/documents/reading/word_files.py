"""Reading a Word document (.docx, .docm): its text as it flows, and what Word keeps beside it.

Element names are those of ECMA-376 part 1, chapter 17 (WordprocessingML).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final
from xml.etree.ElementTree import Element

from cases.documents import Place, Unseen
from integrations.documents.reading.gathering import Gathering, headings_of, looks_like_heading
from integrations.documents.reading.office import ReadNested, is_faint, read_what_all_have
from integrations.documents.reading.packages import Package
from integrations.documents.reading.xml_parts import attribute, is_on, local_name, steps, texts

_PARAGRAPHS_OF_A_BLOCK: Final = 50
_TINY: Final = 6
"""Half points. What is smaller is no bigger than a full stop."""
_WORDS_BEFORE: Final = 60
"""Characters."""
_WHOLE: Final = frozenset({"rPr", "pPr", "tcPr", "tblPr", "trPr"})
_STORIES: Final = {"header": "header", "footer": "footer", "footnotes": "footnote", "endnotes": "endnote"}
_NOTES: Final = frozenset({"footnote", "endnote", "comment"})
_PLAIN_TABLES: Final = frozenset({"", "tablenormal", "tablegrid", "normaltable"})
_QUOTED: Final = re.compile(r'"([^"]+)"')
_FILE_NAME: Final = re.compile(r".+\.\w{2,5}", re.DOTALL)


def read_word(package: Package, out: Gathering, read_nested: ReadNested) -> None:
    """Gather all that a Word document says, seen or not."""
    main = package.main_part()
    relations = package.relations(main)
    styles = _styles_of(package, [one.target for one in relations if one.kind == "styles"])
    people: dict[str, None] = {}
    _Story(out, styles, people, marks=_page_marks(package, main)).read(package, main)
    numbers: dict[str, int] = {}
    for relation in relations:
        if relation.external or relation.target not in package:
            continue
        if relation.kind in _STORIES:
            said = _STORIES[relation.kind]
            numbers[said] = numbers.get(said, 0) + 1
            within = said if said in {"header", "footer"} else ""
            _Story(out, styles, people, within=within).read(package, relation.target)
        elif relation.kind == "comments":
            _Story(out, styles, people, unseen=Unseen.COMMENT).read(package, relation.target)
        elif relation.kind == "glossaryDocument":
            _Story(out, styles, people, within="building blocks", unseen=Unseen.HIDDEN_TEXT).read(
                package, relation.target
            )
        elif relation.kind.startswith("diagram") and relation.kind.endswith("Data"):
            _Story(out, styles, people, within="diagram").read(package, relation.target)
        elif relation.kind == "settings":
            _read_settings(package, relation.target, out)
        elif relation.kind in {"people", "recipientData", "mailMergeRecipientData"}:
            _read_values(package, relation.target, relation.kind, out)
        elif relation.kind.startswith("comments"):
            package.read.add(relation.target.casefold())
    out.new_block()
    for person in people:
        out.add(person, Place(within="who commented or changed it"), "Author", Unseen.TRACKED_CHANGE)
    read_what_all_have(package, out, read_nested)


@dataclass(slots=True)
class _Look:
    """How text looks, as far as it decides whether anybody sees it. None where it was not said."""

    vanishes: bool | None = None
    white: bool | None = None
    tiny: bool | None = None
    shaded: bool | None = None

    def over(self, other: _Look) -> _Look:
        """This look, and the other where this says nothing."""
        return _Look(
            other.vanishes if self.vanishes is None else self.vanishes,
            other.white if self.white is None else self.white,
            other.tiny if self.tiny is None else self.tiny,
            other.shaded if self.shaded is None else self.shaded,
        )


def _look_of(properties: Element) -> _Look:
    look = _Look()
    for child in properties:
        name, value = local_name(child.tag), attribute(child, "val")
        if name == "vanish":
            look.vanishes = is_on(value)
        elif name == "color":
            look.white = is_faint(value)
        elif name == "sz":
            look.tiny = value is not None and value.isdecimal() and len(value) < 5 and int(value) <= _TINY
        elif name == "highlight":
            look.shaded = value not in {None, "none", "white"}
        elif name == "shd":
            look.shaded = look.shaded or _is_dark(child)
    return look


def _is_dark(shade: Element) -> bool:
    fill = attribute(shade, "fill")
    return fill not in {None, "auto"} and not is_faint(fill)


def _styles_of(package: Package, names: list[str]) -> dict[str, _Look]:
    """The look that each style gives, what it is based on taken in."""
    looks: dict[str, _Look] = {}
    bases: dict[str, str] = {}
    for name in names:
        for started, tag, element in steps(package.chunks(name), frozenset({"style"})):
            if started or tag != "style":
                continue
            known = attribute(element, "styleId") or ""
            looks[known] = _Look()
            for child in element:
                if local_name(child.tag) == "rPr":
                    looks[known] = _look_of(child)
                elif local_name(child.tag) == "basedOn":
                    bases[known] = attribute(child, "val") or ""
    settled = {}
    for known, look in looks.items():
        base, seen = bases.get(known), {known}
        while base is not None and base in looks and base not in seen:
            look = look.over(looks[base])
            seen.add(base)
            base = bases.get(base)
        settled[known] = look
    return settled


def _page_marks(package: Package, main: str) -> str:
    """The mark by which this document says where its pages begin; empty where it does not."""
    if _names_somewhere(package, main, b"lastRenderedPageBreak"):
        return "rendered"
    return "typed" if _names_somewhere(package, main, b'type="page"') else ""


def _names_somewhere(package: Package, name: str, wanted: bytes) -> bool:
    before = b""
    for chunk in package.chunks(name):
        if wanted in before + chunk:
            return True
        before = chunk[-len(wanted) :]
    return False


@dataclass(slots=True)
class _Run:
    look: _Look = field(default_factory=_Look)


@dataclass(slots=True)
class _Paragraph:
    place: Place
    look: _Look = field(default_factory=_Look)
    shaded: bool = False
    heading: str = ""
    runs: list[tuple[str, Unseen | None]] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    number: int
    plain: bool = True
    row: int = 0
    column: int = 0
    width: int = 1
    cell: list[str] = field(default_factory=list)
    cells: dict[int, str] = field(default_factory=dict)
    headings: dict[int, str] | None = None
    shaded: bool = False


class _Story:
    """Reads one flow of text: the body, a header, the footnotes, the comments."""

    def __init__(
        self,
        out: Gathering,
        styles: dict[str, _Look],
        people: dict[str, None],
        within: str = "",
        unseen: Unseen | None = None,
        marks: str = "",
    ) -> None:
        self._out, self._styles, self._people = out, styles, people
        self._within, self._unseen, self._marks = within, unseen, marks
        self._page = 1 if marks else None
        self._note = ""
        self._paragraphs: list[_Paragraph] = []
        self._runs: list[_Run] = []
        self._tables: list[_Table] = []
        self._boxes = 0
        self._removed = 0
        self._skipped = 0
        self._chosen: list[bool] = []
        self._paragraph_number = self._table_number = self._in_block = 0
        self._fields: list[str] = []
        self._described: set[str] = set()

    def read(self, package: Package, name: str) -> None:
        self._out.new_block()
        for started, tag, element in steps(package.chunks(name), _WHOLE):
            if self._skipped:
                self._skipped += 1 if started else (0 if tag in _WHOLE else -1)
            elif started:
                self._begin(tag, element)
            else:
                self._end(tag, element)

    def _begin(self, tag: str, element: Element) -> None:
        if tag == "p":
            self._begin_paragraph()
        elif tag == "r":
            self._runs.append(_Run())
        elif tag == "tbl":
            self._table_number += 1
            self._tables.append(_Table(self._table_number))
        elif tag == "tr" and self._tables:
            self._begin_row(self._tables[-1])
        elif tag == "tc" and self._tables:
            table = self._tables[-1]
            table.cell, table.width, table.shaded = [], 1, False
        elif tag in _NOTES:
            self._note = f"{tag} {attribute(element, 'id') or ''}".strip()
            self._name_author(element)
        elif tag in {"del", "moveFrom"}:
            self._removed += 1
            self._name_change(element)
        elif tag in {"ins", "moveTo"}:
            self._name_change(element)
        elif tag in {"txbxContent", "txBody"}:
            self._boxes += 1
        elif tag == "AlternateContent":
            self._chosen.append(False)
        elif tag == "Choice" and self._chosen:
            self._chosen[-1] = True
        elif tag == "Fallback" and self._chosen and self._chosen[-1]:
            self._skipped = 1
        elif tag in {"docPr", "cNvPr"}:
            self._describe(element)
        elif tag == "hyperlink":
            self._add_aside(attribute(element, "tooltip"), "tip of a link")
        elif tag == "lastRenderedPageBreak" and self._marks == "rendered":
            self._turn_page()

    def _end(self, tag: str, element: Element) -> None:
        if tag in {"t", "delText"}:
            self._say(element.text or "", removed=tag == "delText")
        elif tag == "tab":
            self._say("\t")
        elif tag in {"br", "cr"}:
            if attribute(element, "type") == "page" and self._marks == "typed":
                self._turn_page()
            self._say("\n")
        elif tag == "noBreakHyphen":
            self._say("-")
        elif tag in {"instrText", "delInstrText"}:
            self._fields.append(element.text or "")
        elif tag == "p" and self._paragraphs:
            self._end_paragraph(self._paragraphs.pop())
        elif tag == "r" and self._runs:
            self._runs.pop()
        elif tag in _WHOLE:
            self._take_properties(tag, element)
        elif tag == "tc" and self._tables:
            self._end_cell(self._tables[-1])
        elif tag == "tr" and self._tables:
            self._end_row(self._tables[-1])
        elif tag == "tbl" and self._tables:
            self._tables.pop()
            self._start_block()
        elif tag in {"del", "moveFrom"}:
            self._removed -= 1
        elif tag in {"txbxContent", "txBody"}:
            self._boxes -= 1
        elif tag == "AlternateContent" and self._chosen:
            self._chosen.pop()
        elif tag in _NOTES:
            self._note = ""

    def _turn_page(self) -> None:
        """A paragraph stands on the page on which its words begin."""
        self._page = (self._page or 0) + 1
        for paragraph in self._paragraphs:
            if not any(text.strip() for text, _ in paragraph.runs):
                paragraph.place = replace(paragraph.place, page=self._page)

    def _take_properties(self, tag: str, element: Element) -> None:
        children = {local_name(child.tag): child for child in element}
        if tag == "rPr" and self._runs:
            look = _look_of(element)
            if "rStyle" in children:
                look = look.over(self._styles.get(attribute(children["rStyle"], "val") or "", _Look()))
            self._runs[-1].look = look
        elif tag == "pPr" and self._paragraphs:
            paragraph = self._paragraphs[-1]
            if "pStyle" in children:
                paragraph.look = self._styles.get(attribute(children["pStyle"], "val") or "", _Look())
            paragraph.shaded = "shd" in children and _is_dark(children["shd"])
            for change in element.iter():
                if local_name(change.tag) in {"pPrChange", "rPrChange", "ins", "del"}:
                    self._name_change(change)
        elif tag == "tcPr" and self._tables:
            table = self._tables[-1]
            table.shaded = "shd" in children and _is_dark(children["shd"])
            span = attribute(children["gridSpan"], "val") if "gridSpan" in children else None
            table.width = int(span) if span and span.isdecimal() and len(span) < 3 else 1
        elif tag == "tblPr" and self._tables:
            style = attribute(children["tblStyle"], "val") if "tblStyle" in children else ""
            self._tables[-1].plain = (style or "").replace(" ", "").lower() in _PLAIN_TABLES

    def _begin_paragraph(self) -> None:
        table = self._tables[-1] if self._tables else None
        if not self._boxes and table is None and not self._note:
            self._paragraph_number += 1
        place = Place(page=self._page, within=self._where())
        heading = ""
        if table is not None and not self._boxes:
            heading = _heading_for(table.headings, table.cells, table.column)
        self._paragraphs.append(_Paragraph(place, heading=heading))

    def _where(self) -> str:
        said = [self._within, self._note]
        if self._tables:
            said.append(f"table {self._tables[-1].number}, row {self._tables[-1].row}")
        if self._boxes:
            said.append("text box")
        if not any(said):
            said.append(f"paragraph {self._paragraph_number}")
        return ", ".join(word for word in said if word)

    def _begin_row(self, table: _Table) -> None:
        table.row += 1
        table.column, table.cells = 0, {}
        self._start_block()

    def _end_cell(self, table: _Table) -> None:
        table.cells[table.column] = " ".join(table.cell)
        table.column += table.width

    def _end_row(self, table: _Table) -> None:
        if table.row == 1:
            table.headings = headings_of(table.cells)

    def _start_block(self) -> None:
        self._in_block = 0
        self._out.new_block()

    def _say(self, text: str, *, removed: bool = False) -> None:
        if not self._paragraphs or not text:
            return
        paragraph = self._paragraphs[-1]
        removed = removed or self._removed > 0
        paragraph.runs.append((text, Unseen.TRACKED_CHANGE if removed else self._unseen_of(paragraph)))

    def _unseen_of(self, paragraph: _Paragraph) -> Unseen | None:
        look = (self._runs[-1].look if self._runs else _Look()).over(paragraph.look)
        table = self._tables[-1] if self._tables else None
        over_colour = (
            look.shaded
            or paragraph.shaded
            or self._boxes
            or (table is not None and (table.shaded or not table.plain))
        )
        if look.vanishes or look.tiny or (look.white and not over_colour):
            return Unseen.HIDDEN_TEXT
        return None

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        self._end_field()
        visible = "".join(text for text, unseen in paragraph.runs if unseen is None)
        if self._tables and not self._boxes:
            self._tables[-1].cell.append(visible.strip())
        if not self._tables and not self._boxes:
            self._in_block += 1
            if self._in_block > _PARAGRAPHS_OF_A_BLOCK:
                self._start_block()
        self._out.add(visible, paragraph.place, paragraph.heading, self._unseen)
        for said, unseen, before in _unseen_stretches(paragraph.runs):
            self._out.add(said, paragraph.place, before or paragraph.heading, unseen)

    def _end_field(self) -> None:
        """A field's code is written in pieces, and says where a link leads or what is filled in."""
        code, self._fields = "".join(self._fields), []
        for quoted in _QUOTED.findall(code):
            self._add_aside(quoted, "field code")

    def _describe(self, element: Element) -> None:
        for key in ("descr", "title"):
            self._add_aside(element.get(key), "description of a picture")
        name = element.get("name", "")
        if _FILE_NAME.fullmatch(name):
            self._add_aside(name, "file name of a picture")

    def _add_aside(self, text: str | None, what: str) -> None:
        """Text that belongs to something on the page and is not shown there."""
        if text and text not in self._described:
            self._described.add(text)
            within = ", ".join(word for word in (self._within, self._note, what) if word)
            self._out.add(text, Place(page=self._page, within=within), "", self._unseen or Unseen.HIDDEN_TEXT)

    def _name_change(self, element: Element) -> None:
        self._name_author(element)
        self._out.remark("It holds tracked changes. Accept or reject all of them before it goes out.")

    def _name_author(self, element: Element) -> None:
        author = attribute(element, "author")
        if author:
            self._people[author] = None


def _heading_for(headings: dict[int, str] | None, cells: dict[int, str], column: int) -> str:
    """What says what a cell is: its column's heading; in a form of two columns, the cell before it."""
    if headings is not None and (len(headings) > 2 or not cells):
        return headings.get(column, "")
    label = cells.get(max(cells), "") if cells else ""
    if looks_like_heading(label):
        return label
    return (headings or {}).get(column, "")


def _unseen_stretches(runs: list[tuple[str, Unseen | None]]) -> list[tuple[str, Unseen, str]]:
    """Text that is not seen, in stretches of one kind, each with the words right before it."""
    found: list[tuple[str, Unseen, str]] = []
    before = ""
    for unseen, stretch in groupby(runs, key=lambda run: run[1]):
        said = "".join(text for text, _ in stretch)
        if unseen is None:
            before = said[-_WORDS_BEFORE:].strip()
        else:
            found.append((said, unseen, before))
    return found


def _read_settings(package: Package, name: str, out: Gathering) -> None:
    merging = 0
    for started, tag, element in steps(package.chunks(name)):
        if tag == "mailMerge":
            merging += 1 if started else -1
        elif started and tag == "docVar":
            title = attribute(element, "name") or ""
            out.add(
                attribute(element, "val") or "", Place(within=f"variable '{title}'"), title, Unseen.PROPERTY
            )
        elif started and merging:
            for value in element.attrib.values():
                if len(value) > 12:
                    out.add(value, Place(within="mail merge"), "", Unseen.PROPERTY)


def _read_values(package: Package, name: str, what: str, out: Gathering) -> None:
    for key, value in texts(package.chunks(name)):
        out.add(value, Place(within=f"{what} '{key}'"), "", Unseen.PROPERTY)
