"""Text made comparable without moving a single character: offsets stay those of the original."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Final, NamedTuple

from nlp.text_tables import TextTable, find_tables

_PLAIN: Final = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "\u00a0": " ",
        "\u202f": " ",
        "\u3000": " ",
        "\ufeff": " ",
    }
    | {chr(space): " " for space in range(0x2000, 0x2010)}  # thin, figure and zero-width spaces
    | {
        chr(dash): "-" for dash in range(0x2010, 0x2016)
    }  # hyphens and dashes, one that doesn't break among them
    | {"\u00ad": "-", "\u2212": "-", "\uff0d": "-"}
)

_NOUGHT_IN_A_WORD: Final = re.compile(r"(?<=[a-z]{2})0(?=[a-z]{2})|(?<=\bn)0(?![\w])|(?<=\bc)0(?=de\b)")

_LETTER_BY_A_FIGURE: Final = re.compile(r"\d[ ./-]?[oOlI]|(?<![^\W\d])[oOlI][ ./-]?\d")
_FIGURES: Final = re.compile(r"(?<![^\W_])[\doOlI]+(?:[./-][\doOlI]+)*(?![^\W_])")
_GROUPS_OF_FIGURES: Final = re.compile(r"\d(?:[\d\W_]{0,7}\d)*")
_NO_FIGURE: Final = re.compile(r"\D+")
_LITRES: Final = re.compile(r"\d{1,4}l")
_DIGIT: Final = re.compile(r"\d")


def _as_figures(word: re.Match[str]) -> str:
    """A word of figures, O, l and I with its letters read as figures; "5l" stays, and so does what has no figure."""
    written = word.group()
    if _LITRES.fullmatch(written) or not any(mark.isdigit() for mark in written):
        return written
    return written.translate(_READ_AS_FIGURES)


_READ_AS_FIGURES: Final = str.maketrans("oOlI", "0011")


_ESCAPED: Final = re.compile(r"(?<!\\)\\[tnr](?![a-z]+[\\.])")
"""A tab or the end of a line as logs and data files write it: a backslash and a letter."""
_A_FOLDER: Final = re.compile(r":\\|\\\\\w")
_SPACES: Final = {"t": "\t ", "n": "\n ", "r": "  "}


def plain(text: str) -> str:
    """Straighten quotation marks, and every kind of dash and space, one for one; read escaped tabs and lines."""
    if "\\" in text and _A_FOLDER.search(text) is None:
        text = _ESCAPED.sub(lambda mark: _SPACES[mark.group()[1]], text)
    return text.replace("`", "'") if text.isascii() else text.translate(_PLAIN)


def lowered(text: str) -> str:
    """Lower the case of `text` and straighten its marks; the length never changes."""
    level = plain(text)
    lower = level.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := character.lower()) == 1 else character for character in level)


_WORD: Final = re.compile(r"[^\W\d_]+|'[a-z]{1,2}(?![a-z])|\d+(?:[.,:/]\d+)*|[^\s\w]|_")


class Words(NamedTuple):
    """The words, numbers and marks of a text in lower case, and where each stands (code points, the end exclusive)."""

    low: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def rows(self, start: int, end: int) -> slice:
        """The words that stand at `start` to `end`, in part or whole."""
        return slice(bisect_left(self.ends, start + 1), bisect_left(self.starts, end))


class Places(NamedTuple):
    """Where words stand in a text, in order; the ends are exclusive."""

    starts: list[int]
    ends: list[int]

    def last_within(self, start: int, end: int) -> tuple[int, int] | None:
        """The last place that lies wholly between `start` and `end`."""
        before = bisect_right(self.ends, end) - 1
        return (
            (self.starts[before], self.ends[before]) if before >= 0 and self.starts[before] >= start else None
        )

    def first_within(self, start: int, end: int) -> tuple[int, int] | None:
        """The first place that lies wholly between `start` and `end`."""
        after = bisect_left(self.starts, start)
        return (
            (self.starts[after], self.ends[after])
            if after < len(self.ends) and self.ends[after] <= end
            else None
        )


class Written:
    """A text with its comparable forms, each made once, when it is first asked for; offsets are the same in all."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: dict[int, Places] = {}

    @cached_property
    def level(self) -> str:
        """The text with its marks straightened, see `plain`."""
        return plain(self.text)

    @cached_property
    def low(self) -> str:
        """The text in lower case, see `lowered`."""
        return lowered(self.text)

    @cached_property
    def words(self) -> Words:
        """The words of the text, each "'s" and each mark by itself: what our networks read."""
        low = self.low
        places = [match.span() for match in _WORD.finditer(low)]
        return Words(
            tuple(low[start:end] for start, end in places),
            tuple(start for start, _ in places),
            tuple(end for _, end in places),
        )

    @cached_property
    def worded(self) -> str:
        """The text in lower case, with the noughts that stand in words read as letters: "P0STC0DE", "N0"."""
        return _NOUGHT_IN_A_WORD.sub("o", self.low) if "0" in self.low else self.low

    @cached_property
    def figures(self) -> str:
        """The text as `worded`, with letters typed or read for figures put right: "O7700 9OO l23"."""
        if _LETTER_BY_A_FIGURE.search(self.level) is None:
            return self.worded
        figures = lowered(_FIGURES.sub(_as_figures, self.level))
        return _NOUGHT_IN_A_WORD.sub("o", figures)

    @cached_property
    def longest_number(self) -> int:
        """How many figures the longest number has, in groups or over two lines: a look before any long pattern."""
        return max(
            (len(_NO_FIGURE.sub("", run)) for run in _GROUPS_OF_FIGURES.findall(self.figures)), default=0
        )

    def places_of(self, words: re.Pattern[str]) -> Places:
        """Where these words stand in `worded`; they are looked for once, however often they are asked for.

        `words` is one of a module's own patterns, which live on: they are told apart by identity, since hashing a
        long one takes longer than a search with it.
        """
        places = self._places.get(id(words))
        if places is None:
            spans = [match.span() for match in words.finditer(self.worded)]
            places = self._places[id(words)] = Places(
                [start for start, _ in spans], [end for _, end in spans]
            )
        return places

    @cached_property
    def has_digit(self) -> bool:
        """Whether any digit stands in the text: most messages have none, and finders of numbers pass them over."""
        return _DIGIT.search(self.text) is not None

    @property
    def has_tables(self) -> bool:
        """Whether any lines stand as rows under a heading, see `heading_of`."""
        return bool(self._tables)

    def heading_of(self, at: int) -> str:
        """The heading, in lower case, of the column in which `at` stands; "" outside a table, see `TextTable`.

        Where a row has more or fewer cells than its heading, both headings that it could be, with a bar between.
        """
        before = bisect_right(self._tables, at, key=lambda table: table.begins) - 1
        if before < 0 or at >= self._tables[before].ends:
            return ""
        return self._tables[before].heading_of(self.low, at)

    @cached_property
    def _tables(self) -> list[TextTable]:
        return list(find_tables(self.low)) if "\n" in self.low else []
