"""The report as one page of HTML that needs nothing else: no script, no other file, nothing fetched.

Everything from the document goes through `shown` and is escaped by the template.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from cases.disclosure import Decision, DisclosureCheck, Hit
from cases.documents import Document, Part, Place, Unseen
from cases.words import counted
from integrations.documents.report.marking import Stretch, stretches
from integrations.documents.report.people import named_people
from integrations.documents.report.words import kind_of_hit, moment, one_line, shown, value_of, verdict_of
from nlp.personal_data import SPECIAL_CATEGORIES, WHAT_IT_IS_NOT, Band, DataLabel
from nlp.personal_data.titles import titles_of

MEDIA_TYPE: Final = "text/html; charset=utf-8"
TEXT_AT_MOST: Final = 400_000
"""Characters of the document's text in the page; a browser still scrolls and prints it."""
ROWS_AT_MOST: Final = 5_000
_LONGEST_VALUE: Final = 200
_PLACES_NAMED: Final = 12
_HITS_NAMED: Final = 100
_TEMPLATES: Final = Path(__file__).parent
_ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(_TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters["shown"] = shown


def html_report(check: DisclosureCheck, document: Document | None, who: Callable[[str], str]) -> str:
    """The report on one page.

    Without the `document`, of which no working copy is left, it has no value, no name and no text. `who` says a
    person's name by the id that a check and its decisions hold.
    """
    text = _Text() if document is None else _text(document, check.hits)
    notes = _notes(check.hits)
    return _ENVIRONMENT.get_template("report.html.j2").render(
        name=one_line(check.name),
        at=moment(check.at),
        by=one_line(who(check.by)),
        reference=check.reference,
        what_it_is_not=WHAT_IT_IS_NOT,
        count=counted(len(check.hits), "finding"),
        open=_open_count(check),
        kinds=list(_kinds(check.hits)),
        bands=list(Band),
        forgotten=list(_forgotten(check.hits, document)),
        people=[] if document is None else list(_people(check.hits, document)),
        rows=list(_rows(check, document, notes, text.reached, who)),
        rows_left_out=max(len(check.hits) - ROWS_AT_MOST, 0),
        notes=[(letter, foi, sar) for (foi, sar), letter in notes.items()],
        has_values=document is not None,
        has_decisions=bool(check.decisions),
        text=text,
        remarks=[one_line(remark) for remark in check.remarks],
    )


def _open_count(check: DisclosureCheck) -> str:
    decided = {decision.hit for decision in check.decisions}
    left = sum(hit.number not in decided for hit in check.hits)
    return f"{len(check.hits) - left:,} decided, {left:,} still to be decided" if decided else ""


@dataclass(frozen=True, slots=True)
class _Kind:
    title: str
    law: str
    count: int
    by_band: tuple[int, ...]


def _kinds(hits: Sequence[Hit]) -> Iterator[_Kind]:
    """The kinds as a summary lists them: special categories, offences and children first, context last."""
    counts = Counter((hit.label, hit.band) for hit in hits)
    for label in DataLabel:
        by_band = tuple(counts[label.value, band.value] for band in Band)
        if sum(by_band):
            title = titles_of(label)
            yield _Kind(title[:1].upper() + title[1:], _law(label), sum(by_band), by_band)


def _law(label: DataLabel) -> str:
    if label in SPECIAL_CATEGORIES:
        return "Special category, UK GDPR Art 9"
    if label is DataLabel.CRIMINAL_OFFENCE:
        return "Offences and suspicions, UK GDPR Art 10"
    return "Children" if label in (DataLabel.CHILD, DataLabel.UPN) else ""


@dataclass(frozen=True, slots=True)
class _Forgotten:
    title: str
    meaning: str
    stretches: str
    hits: list[tuple[Hit, str]]
    left_out: int


def _forgotten(hits: Sequence[Hit], document: Document | None) -> Iterator[_Forgotten]:
    """What a reader of the document does not see, by what hides it; what holds no finding too."""
    of: dict[Unseen, list[Hit]] = defaultdict(list)
    for hit in hits:
        if hit.unseen is not None:
            of[hit.unseen].append(hit)
    parts = Counter(part.unseen for part in document.parts) if document else Counter[Unseen | None]()
    for unseen in Unseen:
        if not of[unseen] and not parts[unseen]:
            continue
        yield _Forgotten(
            unseen.value[:1].upper() + unseen.value[1:],
            unseen.meaning,
            f"{counted(parts[unseen], 'place')} in the file, " if parts[unseen] else "",
            [(hit, kind_of_hit(hit)) for hit in of[unseen][:_HITS_NAMED]],
            max(len(of[unseen]) - _HITS_NAMED, 0),
        )


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    mentions: int
    places: list[tuple[int, str]]
    left_out: int


def _people(hits: Sequence[Hit], document: Document) -> Iterator[_Person]:
    for person in islice(named_people(hits, document), ROWS_AT_MOST):
        places: dict[str, int] = {}
        for hit in person.mentions:
            places.setdefault(hit.place.in_words(), hit.number)
        named = [(first, one_line(place)) for place, first in places.items()]
        left_out = max(len(named) - _PLACES_NAMED, 0)
        yield _Person(person.name, len(person.mentions), named[:_PLACES_NAMED], left_out)


@dataclass(frozen=True, slots=True)
class _Row:
    hit: Hit
    kind: str
    place: str
    value: str
    band: Band
    note: str
    in_text: bool
    verdict: str = ""
    decided: str = ""
    reason: str = ""


def _notes(hits: Sequence[Hit]) -> dict[tuple[str, str], str]:
    """A letter for each thing to weigh, since the same stands for many findings."""
    notes: dict[tuple[str, str], str] = {}
    for hit in hits:
        notes.setdefault((hit.foi, hit.sar), chr(ord("A") + len(notes)))
    return notes


def _rows(
    check: DisclosureCheck,
    document: Document | None,
    notes: dict[tuple[str, str], str],
    reached: set[int],
    who: Callable[[str], str],
) -> Iterator[_Row]:
    decisions: dict[int, Decision] = {decision.hit: decision for decision in check.decisions}
    for hit in check.hits[:ROWS_AT_MOST]:
        value = one_line(value_of(hit, document)) if document else ""
        decision = decisions.get(hit.number)
        yield _Row(
            hit,
            kind_of_hit(hit),
            one_line(hit.place.in_words()),
            value if len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]}…",
            Band(hit.band),
            notes[hit.foi, hit.sar],
            hit.number in reached,
            verdict_of(decision) if decision else "",
            f"{one_line(who(decision.by))}, {moment(decision.at)}" if decision else "",
            one_line(decision.why) if decision else "",
        )


@dataclass(frozen=True, slots=True)
class _Passage:
    where: str
    heading: str
    unseen: str
    stretches: list[Stretch]
    kinds: dict[int, str]


@dataclass(slots=True)
class _Text:
    """The text as it is shown: passages under the page or sheet that they are on. `reached` numbers the hits in it."""

    sections: list[tuple[str, list[_Passage]]] = field(default_factory=list)
    reached: set[int] = field(default_factory=set)
    is_cut: bool = False
    only_with_hits: bool = False


def _text(document: Document, hits: Sequence[Hit]) -> _Text:
    """The parts in order. Of a long document only those with findings, and only so much of it."""
    of_part: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        of_part[hit.part].append(hit)
    text = _Text(only_with_hits=sum(len(part.text) for part in document.parts) > TEXT_AT_MOST)
    wanted = [
        (number, part)
        for number, part in enumerate(document.parts)
        if part.text.strip() and (number in of_part or not text.only_with_hits)
    ]
    left = TEXT_AT_MOST
    for title, parts in groupby(wanted, key=lambda numbered: _section(numbered[1].place)):
        passages: list[_Passage] = []
        for number, part in parts:
            if left <= 0 or len(text.reached) > ROWS_AT_MOST:
                text.is_cut = True
                break
            passages.append(_passage(part, of_part[number], left, text))
            left -= len(part.text)
        if passages:
            text.sections.append((one_line(title), passages))
    return text


def _passage(part: Part, hits: Sequence[Hit], left: int, text: _Text) -> _Passage:
    text.is_cut = text.is_cut or len(part.text) > left
    written = list(stretches(part.text[:left], hits))
    marked = {hit.number: kind_of_hit(hit) for stretch in written for hit in stretch.begins}
    text.reached.update(marked)
    return _Passage(
        one_line(_where(part.place)), one_line(part.heading), part.unseen.value if part.unseen else "", written, marked
    )  # fmt: skip


def _section(place: Place) -> str:
    """The page or sheet, in the file that it is in."""
    return Place(file=place.file, page=place.page, sheet=place.sheet).in_words()


def _where(place: Place) -> str:
    """The place within its page or sheet."""
    within = Place(cell=place.cell, line=place.line, within=place.within)
    return within.in_words() if within != Place() else ""
