# ruff: noqa: E501  (a list of words reads better unbroken)
"""Names by the words around them: titles, greetings, signatures, labels, relations; and by lists of first names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from nlp.personal_data.names.lists import first_names, no_names, surnames

_CAPITAL: Final = "".join(chr(code) for code in range(ord("A"), 0x250) if chr(code).isupper())
_SMALL: Final = "".join(chr(code) for code in range(ord("a"), 0x250) if chr(code).islower())

TITLE: Final = (
    r"(?:Mrs|Mr|Miss|Ms|Mx|Master|Dr|Doctor|Prof|Professor|Sir|Dame|Lady|Lord|Rev|Revd|Reverend|Father|Sister|Cllr|"
    r"Councillor|Baroness|PC|DC|DS|DI|Sgt|Capt|Captain|Major|Imam|Rabbi|"
    r"MRS|MR|MISS|MS|DR|CLLR)\.?"
)
_WORD = rf"(?:(?:Mc|Mac|O'|D'|Fitz|St\.? ?|De|Di|Al-|El-|Ben-)?[{_CAPITAL}][{_SMALL}]{{1,40}}(?:-[{_CAPITAL}{_SMALL}][{_SMALL}]+|'(?!s\b)[{_CAPITAL}]?[{_SMALL}]+){{0,4}})"
_SHOUTED = rf"(?:[{_CAPITAL}][{_CAPITAL}'-]{{1,40}})"
_PARTICLE = r"(?:van der|van den|van|von|de la|de|del|da|dos|di|le|la|bin|binti|ibn|al|el|ap|y)"
_INITIAL = rf"(?:[{_CAPITAL}]\.?(?![{_CAPITAL}{_SMALL}'])|(?:[{_CAPITAL}]\.-?){{1,6}})"
_NAME = rf"(?:{_WORD}|{_INITIAL})(?:[ ](?:{_PARTICLE}[ ])?(?:{_WORD}|{_INITIAL})){{0,3}}"
_FULL_NAME = rf"{_WORD}(?:[ ]{_INITIAL}){{0,2}}(?:[ ](?:{_PARTICLE}[ ])?{_WORD}){{1,3}}"

_TITLED = re.compile(
    rf"\b(?P<title>(?:{TITLE} (?:and|&) )?{TITLE}[ \u00a0])(?P<name>{_NAME}|{_SHOUTED}(?:[ ]{_SHOUTED}){{0,2}})(?!\w)"
)
_AFTER_AN_OFFICE = re.compile(
    rf"\b(?:Judge|Magistrate|Sheriff|Coroner|Inspector|Constable|Sergeant|Nurse|Midwife)[ ](?P<name>{_NAME})(?!\w)"
)
_SALUTATION = re.compile(
    rf"(?m)^[ >\t]*(?:Dear|Hi|Hello|Hiya|Hey|Morning|Good morning|Good afternoon),?[ ](?P<name>{_NAME})[ ]*[,!:\n-]"
)
_CLOSING = re.compile(
    r"(?im)^[ >\t]*(?:yours (?:sincerely|faithfully|truly)|(?:kind|kindest|best|warm|many)? ?regards|best wishes|"
    r"all the best|many thanks|thanks|thank you|cheers|sincerely|best|signed|regards|ta)[ ]*[,.!]?[ ]*"
    r"(?:\r?\n[ >\t]*){1,3}(?P<line>[^\n]{2,60})"
)
_INLINE_CLOSING = re.compile(
    rf"(?:[Yy]ours (?:sincerely|faithfully|truly)|(?:[Kk]ind |[Bb]est |[Ww]arm )?[Rr]egards|[Bb]est wishes|[Mm]any thanks),?[ ](?P<name>{_NAME})"
)
_LABELLED = re.compile(
    r"(?im)(?:^[ >\t*-]*|[;,.(|][ ]*)(?P<label>full name|names?|first name|surname|forename|client|customer|tenant|patient|"
    r"applicant|claimant|requester|complainant|service user|employee|pupil|student|child|parent|carer|"
    r"contact|reported by|from|to|cc|bcc|attn|attention|next of kin|nok|author|signed|mother|father|manager)"
    r"[ ]?(?::|-[ ])[ ]*(?P<names>[^\n]{2,120})"
)
_IN_A_LIST = re.compile(rf"(?:^|(?<=[;,&<(] )|(?<=and )|(?<=[;,<(]))(?P<title>{TITLE}[ ])?(?P<name>{_NAME})")
_LISTING: Final = frozenset({"to", "cc", "bcc", "names", "name", "from"})
_RELATION = re.compile(
    rf"\b(?i:my|his|her|their|our|a|the)[ ](?i:(?:late|ex|eldest|youngest|older|younger|disabled|adult|foster|step)[ -]?)?"
    rf"(?i:client|tenant|resident|customer|patient|service user|neighbour|colleague|manager|line manager|husband|wife|partner|"
    rf"ex-husband|ex-wife|ex-partner|son|daughter|mum|mother|dad|father|brother|sister|aunt|uncle|nephew|niece|grandmother|"
    rf"grandfather|nan|cousin|friend|child|social worker|carer|foster carer|employee|pupil|student|applicant|claimant|"
    rf"officer|solicitor|landlord|lodger|boss|supervisor|teacher|doctor|gp)(?:,| called| named| is called)?[ ]"
    rf"(?P<name>{_NAME})"
)
_NAMED = re.compile(
    rf"\b(?i:my name is|my name's|i am called|his name is|her name is|their name is)[ ](?P<name>{_FULL_NAME})"
)
_CALLED = re.compile(
    rf"\b(?i:name is|known as|named|called|on behalf of|this is|i am|i'm|it's|act for|acting for|spoke to|spoken to|"
    rf"met with|emailed|contacted|letter to|email to|e-mail to|sent to|belonging to|belongs to|regarding|re:|wrong)"
    rf"[ ](?P<name>{_FULL_NAME})"
)
_VERBED = re.compile(
    rf"\b(?P<name>{_FULL_NAME})(?:'s\b|[ ](?:has|had|was|is|said|says|told|wrote|asked|called|rang|phoned|"
    rf"complained|lives|lived|works|worked|and his|and her|who|aged|born|\())"
)
_PAIR = re.compile(
    rf"\b(?P<first>{_WORD})(?:[ ]{_INITIAL}){{0,2}}(?:[ ](?:{_PARTICLE}[ ])?{_WORD}){{1,2}}(?!\w)"
)
_COMMA_NAME = re.compile(rf"\b(?P<last>{_WORD}|{_SHOUTED})[ ]?,[ ](?P<first>{_WORD})(?:[ ]{_INITIAL})?(?!\w)")
_A_WORD = re.compile(rf"\b{_WORD}\b(?![ ][{_CAPITAL}])")
_PLACES_AFTER: Final = re.compile(
    r"^[ ](?:Street|Road|Lane|Avenue|Close|Drive|Way|Court|House|Hall|Centre|School|College|University|Hospital|"
    r"Surgery|Park|Square|Place|Gardens|Terrace|Grove|Crescent|Council|Library|Ltd|Limited|LLP|plc|Trust|"
    r"Primary|Academy|Solicitors|Homes|Estate|Station|Bridge|Ward|Act|Theatre|Hotel|Museum|Church|Borough|Nursery|Lodge|"
    r"(?:&|and) (?:Sons?|Daughters?|Co))\b"
)
_STORM_BEFORE: Final = re.compile(r"\b(?:Hurricane|Storm|Typhoon|Cyclone)[ ]$")
_SAINT_OR_STORM: Final = re.compile(r"(?:St\.?|Saint|Hurricane|Storm|Typhoon|Cyclone)[ ]")
_TITLE_ALONE = re.compile(rf"^{TITLE}$")
_TITLE_FIRST = re.compile(rf"^(?:{TITLE} (?:and|&) )?{TITLE}[ ]")
_TITLE_LAST = re.compile(rf"\b(?:{TITLE} (?:and|&) )?{TITLE}[ ]{{1,2}}$")


@dataclass(frozen=True, slots=True)
class Cue:
    """A likely name at `start` to `end` (the end exclusive), with how sure its cue is (0 to 1) and what it was."""

    start: int
    end: int
    score: float
    why: str


def part_of_another_name(level: str, start: int, end: int) -> bool:
    """Whether the words beside a name make it a street's, a school's, a company's, a saint's or a storm's."""
    return (
        _PLACES_AFTER.match(level[end : end + 14]) is not None
        or _STORM_BEFORE.search(level[max(0, start - 12) : start]) is not None
        or _SAINT_OR_STORM.match(level[start : start + 12]) is not None
    )


def title_before(level: str, start: int) -> int:
    """How many characters of title stand right before a name."""
    title = _TITLE_LAST.search(level[max(0, start - 24) : start])
    return len(title.group()) if title else 0


def without_title(name: str) -> str:
    """A name without the title that it begins with."""
    return _TITLE_FIRST.sub("", name)


def trimmed(name: str) -> str:
    """A name cut before the first word that no name holds ("Jane Tully Please" is Jane Tully)."""
    kept: list[str] = []
    for part in name.split(" "):
        if part.lower().strip(".,'") in no_names():
            break
        kept.append(part)
    return " ".join(kept)


def find_cues(level: str) -> Iterator[Cue]:
    """Every name that the words around it or the lists give away. `level` is the text with its marks straightened."""
    for cue in _cued(level):
        if not part_of_another_name(level, cue.start, cue.end):
            yield cue


def _cued(level: str) -> Iterator[Cue]:
    for match in _TITLED.finditer(level):
        name = trimmed(match["name"])
        if name and (match["title"] != "Master " or name.split(" ")[0].lower() in first_names()):
            why = f"a title before it ('{match['title'].strip()}')"
            yield Cue(match.start(), match.start("name") + len(name), 0.97, why)
    for pattern, score, why in (
        (_AFTER_AN_OFFICE, 0.95, "a name after an office"),
        (_SALUTATION, 0.9, "the name in a greeting"),
        (_INLINE_CLOSING, 0.9, "the name after a closing"),
        (_RELATION, 0.85, "a name after a word for a person"),
        (_NAMED, 0.85, "a name after words that introduce one"),
    ):
        for match in pattern.finditer(level):
            name = trimmed(match["name"])
            if len(name) > 1 and not _TITLE_ALONE.match(name):
                yield Cue(match.start("name"), match.start("name") + len(name), score, why)
    for pattern, why in (
        (_CALLED, "a name after words that introduce one"),
        (_VERBED, "two capitalised words that act like a person"),
    ):
        for match in pattern.finditer(level):
            if trimmed(match["name"]) == match["name"] and _corroborated(match["name"]):
                yield Cue(*match.span("name"), 0.85, why)
    yield from _signed(level)
    yield from _labelled(level)
    yield from _known(level)


def _signed(level: str) -> Iterator[Cue]:
    for match in _CLOSING.finditer(level):
        name = re.match(_NAME, match["line"])
        if name and len(name.group()) > 1 and trimmed(name.group()) == name.group():
            start = match.start("line")
            yield Cue(start, start + name.end(), 0.92, "the name under a closing")


def _labelled(level: str) -> Iterator[Cue]:
    for match in _LABELLED.finditer(level):
        base = match.start("names")
        for name in _IN_A_LIST.finditer(match["names"]):
            words = trimmed(name["name"])
            if len(words) > 2:
                start = base + name.start("name")
                yield Cue(start, start + len(words), 0.9, f"a name after '{match['label']}'")
            if match["label"].lower() not in _LISTING:
                break


def _corroborated(name: str) -> bool:
    parts = name.lower().split(" ")
    return parts[0] in first_names() or parts[-1] in surnames()


def _known(level: str) -> Iterator[Cue]:
    for match in _PAIR.finditer(level):
        name = trimmed(match.group())
        parts = name.lower().split(" ")
        if len(parts) > 1 and parts[0] in first_names():
            score, why = (
                (0.93, "a first name and a surname")
                if parts[-1] in surnames()
                else (0.85, "a first name and a word like a surname")
            )
            yield Cue(match.start(), match.start() + len(name), score, why)
    for match in _COMMA_NAME.finditer(level):
        last = match["last"]
        if match["first"].lower() in first_names() and (last.lower() in surnames() or last.isupper()):
            yield Cue(*match.span(), 0.85, "a surname, then a first name")
    for match in _A_WORD.finditer(level):
        first = match.group().lower()
        if first in first_names() and first not in no_names():
            yield Cue(*match.span(), 0.6, "a common first name")
