"""With which letters a pattern can begin, so that a long list of words is only tried where it could match.

Python tries each of a thousand alternatives at each word. Knowing the first three letters of every alternative,
nine words in ten are passed over with a look into a dictionary, and at the others only those are tried that begin
with the same letter. So a list may grow without the reading becoming slower.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from string import digits
from typing import Final

LENGTH: Final = 3
"""How many letters of an opening are kept; one that a pattern leaves open sooner is shorter."""
_FEW: Final = 6


@dataclass(frozen=True, slots=True)
class _Open:
    """An opening so far; `closed` once anything may follow."""

    letters: str
    closed: bool = False

    def then(self, letters: str, *, closed: bool) -> "_Open":
        whole = (self.letters + letters)[:LENGTH]
        return _Open(whole, closed or len(whole) == LENGTH)


class _Pattern:
    """Reads the part of the pattern language that the lists of words use: groups, classes, repeats, look-around."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def openings(self) -> set[_Open]:
        found = self._sequence()
        while self._next() == "|":
            self._at += 1
            found |= self._sequence()
        return found

    def alternatives(self) -> list[str]:
        """The alternatives of the whole pattern, in their order."""
        starts = [0]
        self._sequence()
        while self._next() == "|":
            self._at += 1
            starts.append(self._at)
            self._sequence()
        ends = [start - 1 for start in starts[1:]] + [len(self._pattern)]
        return [self._pattern[start:end] for start, end in zip(starts, ends, strict=True)]

    def _next(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def _sequence(self) -> set[_Open]:
        so_far = {_Open("")}
        while self._next() not in ("", "|", ")"):
            piece = self._piece()
            optional, repeated = self._repeats()
            if piece is None:
                continue
            longer = {
                one if one.closed else one.then(more.letters, closed=more.closed or repeated)
                for one in so_far
                for more in piece
            }
            so_far = so_far | longer if optional else longer
        return so_far

    def _piece(self) -> set[_Open] | None:
        """The openings of one piece; None where it takes no letters."""
        letter = self._next()
        self._at += 1
        if letter == "(":
            return self._group()
        if letter == "[":
            return self._class()
        if letter == "\\":
            letter = self._next()
            self._at += 1
            if letter == "b":
                return None
            if letter == "d":
                return {_Open(digit) for digit in digits}
            return {_Open("", closed=True)} if letter.isalpha() else {_Open(letter)}
        if letter in "^$":
            return None
        return {_Open("", closed=True)} if letter == "." else {_Open(letter)}

    def _group(self) -> set[_Open] | None:
        mark = next(
            (mark for mark in ("?:", "?=", "?!", "?<=", "?<!") if self._pattern.startswith(mark, self._at)),
            "",
        )
        self._at += len(mark)
        inside = self.openings()
        self._at += 1
        return inside if mark in ("", "?:") else None

    def _class(self) -> set[_Open]:
        end = self._pattern.index("]", self._at + 1)
        letters = self._pattern[self._at : end]
        self._at = end + 1
        if len(letters) > _FEW or "-" in letters[1:-1] or "\\" in letters or letters[0] == "^":
            return {_Open("", closed=True)}
        return {_Open(letter) for letter in letters}

    def _repeats(self) -> tuple[bool, bool]:
        """Whether the piece before may be missing, and whether it may come again."""
        mark = self._next()
        if mark == "{":
            end = self._pattern.index("}", self._at)
            least = self._pattern[self._at + 1 : end].split(",")[0]
            self._at = end + 1
            optional, repeated = least in ("", "0"), True
        elif mark and mark in "?*+":
            self._at += 1
            optional, repeated = mark in "?*", mark in "*+"
        else:
            return False, False
        if self._next() == "?":
            self._at += 1
        return optional, repeated


def openings(pattern: str) -> Iterator[str]:
    """Every way in which a match of `pattern` can begin, up to three letters; "" where it may begin with anything."""
    yield from {one.letters for one in _Pattern(pattern).openings()}


class Alternatives:
    """Alternatives that begin with one letter, compiled when they are first tried: a start waits for none of them."""

    def __init__(self, alternatives: list[str], after: str) -> None:
        self._pattern = rf"(?:{'|'.join(alternatives)}){after}"

    @cached_property
    def match(self) -> Callable[[str, int], re.Match[str] | None]:
        """What matches in a text at a place; of two alternatives the first wins."""
        return re.compile(self._pattern).match


def by_opening(pattern: str, after: str = "") -> dict[str, Alternatives]:
    """What to try at a word, by how the word begins (one to three letters): the alternatives with that first letter.

    `after` must follow each. Raises `ValueError` for an alternative that may begin with anything, since it would be
    tried everywhere.
    """
    of_letter: dict[str, list[str]] = defaultdict(list)
    begun: set[str] = set()
    for alternative in _Pattern(pattern).alternatives():
        beginnings = set(openings(alternative))
        if "" in beginnings:
            raise ValueError(f"may begin with anything: {alternative}")
        begun |= beginnings
        for letter in {beginning[0] for beginning in beginnings}:
            of_letter[letter].append(alternative)
    tried = {letter: Alternatives(alternatives, after) for letter, alternatives in of_letter.items()}
    return {beginning: tried[beginning[0]] for beginning in begun}
