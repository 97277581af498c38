"""With which letters a pattern can begin, so that a long list of words is only tried where it could match.

Python tries each of a thousand alternatives at each word. Knowing the first three letters of every alternative,
nine words in ten are passed over with a look into a dictionary, and at the others only those are tried that begin
alike. So a list may grow without the reading becoming slower.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from string import digits
from typing import Final

LENGTH: Final = 3
"""How many letters of an opening are kept; one that a pattern leaves open sooner is shorter."""
_FEW: Final = 6
_AT_MOST_FOUR: Final = "){0,4}"
_PARTS = re.compile(r"\\.|\[\^?.[^\]]*\]|[()|]", re.DOTALL)
_LOOK_AROUND: Final = ("?=", "?!", "?<=", "?<!")
_ANYTHING: Final = frozenset({("", True)})

_Openings = frozenset[tuple[str, bool]]
"""Letters, and whether anything may follow them."""


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern, in their order."""
    depth, start, found = 0, 0, []
    for part in _PARTS.finditer(pattern):
        mark = part.group()
        depth += (mark == "(") - (mark == ")")
        if mark == "|" and not depth:
            found.append(pattern[start : part.start()])
            start = part.end()
    return [*found, pattern[start:]]


def _end_of_group(pattern: str, start: int) -> int:
    """Where the group ends that opens at `start`: the place of its closing bracket."""
    depth = 0
    for part in _PARTS.finditer(pattern, start):
        depth += (part.group() == "(") - (part.group() == ")")
        if not depth:
            return part.start()
    raise ValueError(f"a group is not closed: {pattern}")


@cache
def _of_pattern(pattern: str) -> _Openings:
    return frozenset().union(*(_of_alternative(alternative) for alternative in _alternatives(pattern)))


def _of_alternative(pattern: str) -> _Openings:
    """Reads the part of the pattern language that the lists of words use: groups, classes, repeats, look-around."""
    so_far: set[tuple[str, bool]] = {("", False)}
    at = 0
    while at < len(pattern) and not all(closed for _, closed in so_far):
        piece, at = _piece(pattern, at)
        optional, repeated, at = _repeats(pattern, at)
        if piece is None:
            continue
        longer = {
            (letters, closed)
            if closed
            else ((letters + more)[:LENGTH], ends or repeated or len(letters + more) >= LENGTH)
            for letters, closed in so_far
            for more, ends in piece
        }
        so_far = so_far | longer if optional else longer
    return frozenset(so_far)


def _piece(pattern: str, at: int) -> tuple[_Openings | None, int]:
    """The openings of the piece that stands at `at`, and where it ends; None where it takes no letters."""
    letter = pattern[at]
    if letter == "(":
        end = _end_of_group(pattern, at)
        inside = pattern[at + 1 : end]
        if inside.startswith(_LOOK_AROUND):
            return None, end + 1
        return _of_pattern(inside.removeprefix("?:")), end + 1
    if letter == "[":
        end = pattern.index("]", at + 2)
        return _of_class(pattern[at + 1 : end]), end + 1
    if letter == "\\":
        return _of_escape(pattern[at + 1]), at + 2
    if letter in "^$":
        return None, at + 1
    return _ANYTHING if letter == "." else frozenset({(letter, False)}), at + 1


def _of_class(letters: str) -> _Openings:
    if len(letters) > _FEW or "-" in letters[1:-1] or "\\" in letters or letters[0] == "^":
        return _ANYTHING
    return frozenset((letter, False) for letter in letters)


def _of_escape(letter: str) -> _Openings | None:
    if letter == "b":
        return None
    if letter == "d":
        return frozenset((digit, False) for digit in digits)
    return _ANYTHING if letter.isalpha() else frozenset({(letter, False)})


def _repeats(pattern: str, at: int) -> tuple[bool, bool, int]:
    """Whether the piece before may be missing, whether it may come again, and where the mark for that ends."""
    mark = pattern[at : at + 1]
    if mark == "{":
        end = pattern.index("}", at)
        optional, repeated, at = pattern[at + 1 : end].split(",")[0] in ("", "0"), True, end + 1
    elif mark and mark in "?*+":
        optional, repeated, at = mark in "?*", mark in "*+", at + 1
    else:
        return False, False, at
    return optional, repeated, at + (pattern[at : at + 1] == "?")


def openings(pattern: str) -> Iterator[str]:
    """Every way in which a match of `pattern` can begin, up to three letters; "" where it may begin with anything."""
    yield from {letters for letters, _ in _of_pattern(pattern)}


class Alternatives:
    """Alternatives that begin alike, compiled when they are first tried: a start waits for none of them."""

    def __init__(self, alternatives: list[str], after: str) -> None:
        self.alternatives = alternatives
        self.after = after

    @cached_property
    def match(self) -> Callable[[str, int], re.Match[str] | None]:
        """What matches in a text at a place; of two alternatives the first wins."""
        return re.compile(rf"(?:{'|'.join(self.alternatives)}){self.after}").match


def by_opening(pattern: str, after: str = "") -> dict[str, Alternatives]:
    """What to try at a word, by how the word begins (one to three letters).

    `after` must follow each. Words that may come again do so four times at most, so that "the the the …" takes no
    more than linear time. Raises `ValueError` for an alternative that may begin with anything, since it would be
    tried everywhere.
    """
    begun: dict[str, list[str]] = defaultdict(list)
    for alternative in _alternatives(pattern.replace(")*", _AT_MOST_FOUR)):
        for opening in set(openings(alternative)):
            if not opening:
                raise ValueError(f"may begin with anything: {alternative}")
            begun[opening].append(alternative)
    return {opening: Alternatives(alternatives, after) for opening, alternatives in begun.items()}


def either(several: list[Alternatives]) -> Alternatives:
    """All of `several`, which must end alike, in one: where none matches, as nearly everywhere, one try tells."""
    if len(several) == 1:
        return several[0]
    return Alternatives([one for each in several for one in each.alternatives], several[0].after)
