"""Reading XML that nobody vouches for: in a stream, without entities, and only so deep.

A document type is refused before anything else is read, so there are no entities to expand and nothing to fetch. The
parser is the standard library's (expat), which keeps one element at a time here; `defusedxml` refuses the same, but
through a parser written in Python that takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from xml.parsers import expat

from integrations.documents.reading.sentences import damaged

_DEEPEST: Final = 400
"""Elements inside elements. Word's own documents stay far below, with tables inside tables."""


@lru_cache(maxsize=4096)
def local_name(tag: str) -> str:
    """The name of an element or attribute without its namespace: the strict and the usual form differ in that alone."""
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """The attribute of that name in whichever namespace."""
    found = element.attrib.get(name)
    if found is not None:
        return found
    for key, value in element.attrib.items():
        if key.endswith(name) and local_name(key) == name:
            return value
    return None


def is_on(value: str | None) -> bool:
    """Whether an attribute that was left out or says true, 1 or on switches something on."""
    return value is None or value.strip().lower() not in {"0", "false", "off", "none"}


def steps(
    chunks: Iterable[bytes], whole: frozenset[str] = frozenset()
) -> Iterator[tuple[bool, str, Element]]:
    """Each element as it begins (True) and ends (False), with its local name.

    An element named in `whole` comes once, at its end, with all that is in it; any other has lost its children by
    then. Where there are no bytes there are no elements. Raises `DocumentRefused` for what is not XML, has a document
    type, or is nested too deeply.
    """
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    guard = _Guard()
    stack: list[Element] = []
    kept_from = 0
    fed = False
    try:
        for chunk in chunks:
            fed = True
            guard.feed(chunk)
            parser.feed(chunk)
            for event, element in cast(Iterator[tuple[str, Element]], parser.read_events()):
                if event == "start":
                    stack.append(element)
                    if len(stack) > _DEEPEST:
                        raise damaged()
                    if kept_from:
                        continue
                    name = local_name(element.tag)
                    if name in whole:
                        kept_from = len(stack)
                    else:
                        yield True, name, element
                    continue
                if kept_from and len(stack) > kept_from:
                    stack.pop()
                    continue
                kept_from = 0
                stack.pop()
                yield False, local_name(element.tag), element
                if stack:
                    stack[-1].remove(element)
        if fed:
            parser.close()
    except (ParseError, expat.ExpatError, LookupError, ValueError):
        raise damaged() from None


def texts(chunks: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    """Every text and every attribute's value with the name of its element or attribute, in order."""
    for started, name, element in steps(chunks):
        if started:
            for key, value in element.attrib.items():
                yield local_name(key), value
        elif element.text and element.text.strip():
            yield name, element.text


class _Guard:
    """Refuses a document type. It can stand before the first element only, so no more than that is looked at."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._begin
        self._begun = False

    def feed(self, chunk: bytes) -> None:
        if not self._begun:
            self._parser.Parse(chunk, False)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._begun = True

    def _refuse(self, *declared: object) -> None:
        raise damaged()
