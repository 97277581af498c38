"""Names that a document gives in one place, found in its other places too."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from cases.documents import Part
from nlp.personal_data.columns import gives_context, names_a_body
from nlp.personal_data.grouping import name_words
from nlp.personal_data.labels import CONTEXT_LABELS, DataLabel
from nlp.personal_data.spans import Span
from nlp.plain_text import lowered, plain

_MOST_NAMES: Final = 20_000
"""Of a longer list of people no name is looked for elsewhere: every word would be somebody's."""
_SURE_ENOUGH: Final = 0.85
_SHORTEST_WORD: Final = 3
_SMALL_WORD = re.compile(r"(?<![\w@./'-])[^\W\d_]+(?![\w@]|[./-]\w)")
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_WHOLE: Final = (0.9, "the same name as elsewhere in the document")
_SURNAME: Final = (0.7, "the same surname as elsewhere in the document")
_OF_THE_ROW: Final = (0.85, "the same name as in a column of the row")


@dataclass(frozen=True, slots=True)
class Name:
    """A name that was found: in which part, its span, the whole name, and whether its column alone told of it."""

    part: int
    span: Span
    whole: str
    by_column: bool


_Wanted = dict[str, dict[tuple[str, ...], tuple[float, str]]]
"""Names as their words in lower case, by the first of them; with the score and the reason of a mention."""


def find_mentions(
    parts: Sequence[Part], names: Sequence[Name], taken: Mapping[int, Sequence[Span]]
) -> Iterator[tuple[int, Span]]:
    """Mentions that the scan of each block alone could not see, each with the number of its part.

    A whole name is looked for everywhere, a surname that running text gave too. The names in the columns of a row are
    looked for in the other cells of that row alone: among hundreds of rows every word is somebody's surname. `taken`
    is what was found in each part already; mentions do not overlap it, but take the place of context that they hold: a
    surname alone is easily read as a place.
    """
    everywhere, of_block = _wanted(parts, names)
    for number, part in enumerate(parts):
        wanted = of_block.get(part.block)
        if not (everywhere or wanted) or (part.heading and not gives_context(part.heading)):
            continue
        for span in _mentions(part.text, everywhere, wanted or {}):
            if all(
                span.end <= other.start or other.end <= span.start or gives_way(other, span)
                for other in taken.get(number, ())
            ):
                yield number, span


def gives_way(found: Span, mention: Span) -> bool:
    """Whether what was found is context that a mention holds."""
    return found.label in CONTEXT_LABELS and mention.start <= found.start and found.end <= mention.end


def _wanted(parts: Sequence[Part], names: Sequence[Name]) -> tuple[_Wanted, dict[int, _Wanted]]:
    everywhere: _Wanted = {}
    of_block: dict[int, _Wanted] = {}
    for name in names if len(names) <= _MOST_NAMES else ():
        words = name_words(name.whole)
        if len(words) > 1 and name.span.score >= _SURE_ENOUGH:
            everywhere.setdefault(words[0], {})[words] = _WHOLE
        if name.by_column:
            for word in words:
                _want(of_block.setdefault(parts[name.part].block, {}), word, _OF_THE_ROW)
        elif name.span.score >= _SURE_ENOUGH and (len(words) > 1 or words != _all_words(name.span.text)):
            _want(everywhere, words[-1] if words else "", _SURNAME)
    for word in _also_written_small(parts, everywhere):
        everywhere[word].pop((word,), None)
    return everywhere, of_block


def _also_written_small(parts: Sequence[Part], wanted: _Wanted) -> set[str]:
    """Which of the words the document uses as words too: where it has green bins, "Green" alone is no surname."""
    surnames = {word for word, names in wanted.items() if (word,) in names}
    return (
        {word for part in parts for word in _SMALL_WORD.findall(part.text) if word in surnames}
        if surnames
        else set()
    )


def _all_words(text: str) -> tuple[str, ...]:
    """All words of a name in lower case, its title among them."""
    return tuple(_WORD.findall(lowered(text)))


def _want(wanted: _Wanted, word: str, mention: tuple[float, str]) -> None:
    if len(word) >= _SHORTEST_WORD:
        wanted.setdefault(word, {}).setdefault((word,), mention)


def _mentions(text: str, everywhere: _Wanted, of_row: _Wanted) -> Iterator[Span]:
    level = plain(text)
    words = [match for match in _WORD.finditer(level) if match.group()[0].isupper()]
    reached = 0
    for at, match in enumerate(words):
        first = lowered(match.group()).removesuffix("'s")
        if match.start() < reached or not (first in everywhere or first in of_row):
            continue
        fitting = {**everywhere.get(first, {}), **of_row.get(first, {})}
        for name, (score, why) in sorted(fitting.items(), key=lambda one: -len(one[0])):
            end = _end_of(level, words[at : at + len(name)], name)
            if end and not _names_something_else(level, match.start(), end):
                reached = end
                yield Span(match.start(), end, DataLabel.PERSON, text[match.start() : end], score, why)
                break


def _end_of(level: str, words: Sequence[re.Match[str]], name: tuple[str, ...]) -> int:
    """Where the name ends, if these words are it and nothing but spaces stands between them; else 0."""
    said = tuple(lowered(word.group()).removesuffix("'s") for word in words)
    if said != name:
        return 0
    between = (level[one.end() : other.start()] for one, other in pairwise(words))
    if any(gap.strip() or len(gap) > 2 for gap in between):
        return 0
    last = words[-1]
    return last.end() - 2 * last.group().endswith("'s")


def _names_something_else(level: str, start: int, end: int) -> bool:
    """Whether it is a part of another name: "Tully Road", "Tully & Sons", "tully@example.org"."""
    after, before = level[end : end + 24], level[max(start - 2, 0) : start]
    if re.match(r"[\w@./-]\w| ?&", after) or re.search(r"[@/.\\-]$", before):
        return True
    following = re.match(r" ([A-Z][a-z]+)", after)
    return following is not None and names_a_body(following[1])
