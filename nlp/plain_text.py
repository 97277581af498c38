"""Text made comparable without moving a single character: offsets stay those of the original."""

from bisect import bisect_right
from functools import cached_property
from typing import Final

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


def plain(text: str) -> str:
    """Straighten quotation marks, and every kind of dash and space, one character for one."""
    return text.translate(_PLAIN)


def lowered(text: str) -> str:
    """Lower the case of `text` and straighten its marks; the length never changes."""
    lower = plain(text).lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := character.lower()) == 1 else character for character in plain(text))


class Written:
    """A text with its comparable forms, each made once, when it is first asked for; offsets are the same in all."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def level(self) -> str:
        """The text with its marks straightened, see `plain`."""
        return plain(self.text)

    @cached_property
    def low(self) -> str:
        """The text in lower case, see `lowered`."""
        return lowered(self.text)

    @property
    def has_tables(self) -> bool:
        """Whether any lines stand as rows under a heading, see `heading_of`."""
        return bool(self._tables[0])

    def heading_of(self, at: int) -> str:
        """The heading, in lower case, of the column in which `at` stands; "" outside a table.

        A table is two lines or more with equally many tabs, bars or (two or more) commas.
        """
        begins, tables = self._tables
        found = bisect_right(begins, at) - 1
        if found < 0:
            return ""
        first_row, end, mark, headings = tables[found]
        if not first_row <= at < end:
            return ""
        return headings[self.low.count(mark, self.low.rfind("\n", 0, at) + 1, at)]

    @cached_property
    def _tables(self) -> tuple[list[int], list[tuple[int, int, str, list[str]]]]:
        """Where tables begin; and for each where its rows begin and end, its mark, its headings."""
        begins, tables = [], []
        form: tuple[str, int] = ("", 0)
        at = begin = rows = end = 0
        for line in [*self.low.split("\n"), ""]:
            here = _form_of(line)
            if here == form and form[1]:
                end = at + len(line)
                rows = rows or at
            else:
                if rows:
                    heading = self.low[begin : self.low.index("\n", begin)]
                    begins.append(begin)
                    tables.append((rows, end, form[0], heading.split(form[0])))
                form, begin, rows = here, at, 0
            at += len(line) + 1
        return begins, tables


def _form_of(line: str) -> tuple[str, int]:
    """The mark between a line's cells, and how often it stands there; 0 where the line is no row."""
    for mark, least in (("\t", 1), ("|", 1), (",", 2)):
        if (count := line.count(mark)) >= least:
            return mark, count
    return "", 0
