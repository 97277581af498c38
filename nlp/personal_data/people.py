# ruff: noqa: E501, SIM905  (a list of words reads better unbroken)
"""People's names: what the network reads, what the words around them say, and the other mentions of both.

Two signs that agree make a name sure; one alone is likely or possible, by how strong it is.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from nlp.personal_data.labels import DataLabel
from nlp.personal_data.name_columns import find_in_columns
from nlp.personal_data.name_cues import Cue, find_cues, part_of_another_name, title_before, without_title
from nlp.personal_data.names.lists import NUMBERS_AND_LAWS, first_names, no_names, surnames
from nlp.personal_data.names.named import Named
from nlp.personal_data.resolving import Taken
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_AGREED: Final = 0.96
_READ_AND_LISTED: Final = 0.88
_READ_IN_FULL: Final = 0.8
_READ_ALONE: Final = 0.65
_A_STRONG_CUE: Final = 0.8
_CARRIED_FROM: Final = 0.85
"""How sure a name must be for its other mentions to be found by it: one mistake is not to become twenty."""
_READ: Final = "read as a name in its sentence"
_FURTHEST: Final = 40
"""Characters by which what was read is widened to whole words."""
_MOST_NAMES: Final = 200
_JOINING: Final = frozenset("@_./-")
_JOINING_AFTER: Final = frozenset("@_-")
_EDGES: Final = " \t\r\n\"'“”‘’,:;<>()[]{}|*#@!?/\\-–—&"
_INITIAL_LAST = re.compile(r"(?:\b[^\W\d_]|\b[JS]r)\.$")
_INITIALS_BEFORE = re.compile(r"(?<![\w.])(?:[A-Z]\.[ ]?){1,3}$")
_PARTICLE_BEFORE = re.compile(
    r"(?<!\w)(?:bin|ibn|al|el|van|von|de|del|della|da|dos|van der|van den|de la)[ ](?:-[ ])?$"
)
_MORE_AFTER = re.compile(r"[ ](?:al|el|bin|ibn|van|von|van der|van den)(?:[ ]?-[ ]?|[ ])[^\W\d_a-z][^\W\d_]+")
_WITHOUT_DIGITS = re.compile(r"(?:^|(?<=[\n\t]))[^\w\n\t]*(?:\d+[^\w\n\t]+)?(?P<name>[^\d\n\t]+)")
_COMMA_BETWEEN = re.compile(r"[ ]?,[ ]")
_AFTER_REVERSED = re.compile(r"[ ]?(?:[\"<;\n(|\t]|$)")
_AS_THE_ONE_BEFORE = re.compile(r", ([A-ZÀ-Þ][^\W\d_]+)\b")
"""In a list of such names: "Tully, Jane; Singh, Gurdeep have not replied"."""
_NOT_PART: Final = frozenset(
    "president minister prime chancellor senator governor secretary ambassador vice judge magistrate coroner sheriff inspector "
    "constable sergeant aunt auntie uncle p.s ps hi dear hello attn tel fax mobile direct dial".split()
)
"""Offices, kin and openings that a name does not begin or end with."""


def find_people(written: Written, read: Sequence[Named] = ()) -> list[Span]:
    """Every likely personal name, titles taken in. `read` is what the network took for names in this text."""
    level = written.level
    others = Taken()
    for named in read:
        if named.label is not DataLabel.PERSON:
            others.take(named.start, named.end)
    cues = [
        cue
        for cue in (*find_in_columns(level), *find_cues(level))
        if cue.score >= _A_STRONG_CUE or not others.meets(cue.start, cue.end)
    ]
    names = list(_turned(level, list(_joined(_tidied(level, read)))))
    found = list(_agreed(written, names, cues))
    return _longest([*found, *_mentions(written, found)])


def _tidied(level: str, read: Sequence[Named]) -> Iterator[tuple[int, int]]:
    """What was read as a person, a line at a time and up to a digit, from the start of a word to the end of one, its title taken in.

    Words that were read as a body or a place as often in the same text are left out.
    """
    votes = Counter((level[named.start : named.end], named.label is DataLabel.PERSON) for named in read)
    for named in read:
        words = level[named.start : named.end]
        if named.label is not DataLabel.PERSON or votes[words, False] >= votes[words, True]:
            continue
        for line in _WITHOUT_DIGITS.finditer(words):
            start, end = _within(level, named.start + line.start("name"), named.start + line.end())
            if start < end and not part_of_another_name(level, start, end):
                yield start - title_before(level, start), end


def _within(level: str, start: int, end: int) -> tuple[int, int]:
    first, last = max(start - _FURTHEST, 0), min(end + _FURTHEST, len(level))
    while start > first and _joins(level, start):
        start -= 1
    while end < last and _joins(level, end) and not re.match(r"'s\b", level[end : end + 3]):
        end += 1
    while start < end and level[start] in _EDGES:
        start += 1
    while start < end and (
        level[end - 1] in _EDGES or (level[end - 1] == "." and not _INITIAL_LAST.search(level[start:end]))
    ):
        end -= 1
    if level[start:end].endswith("'s"):
        end -= 2
    while (opening := re.match(r"[^ ]+[ ]+", level[start:end])) and _no_part(opening.group()):
        start += opening.end()
    while (closing := re.search(r"[ ]+[^ ]+$", level[start:end])) and _no_part(closing.group()):
        end = start + closing.start()
    alone = level[start:end]
    if particle := _PARTICLE_BEFORE.search(level[max(0, start - 12) : start]):
        start -= len(particle.group())
    if more := _MORE_AFTER.match(level[end : end + 40]):
        end += len(more.group())
    if initials := _INITIALS_BEFORE.search(level[max(0, start - 12) : start]):
        start -= len(initials.group())
    if _no_part(alone) or not re.search(r"[^\W\d_]{2}|[^\W\d_]\.", alone) or "@" in alone or "//" in alone:
        return start, start
    return start, end


def _joins(level: str, at: int) -> bool:
    """Whether this place is inside a word: "Hans|-Jürgen", "O|'Keefe"."""
    before, after = level[at - 1], level[at]
    if before.isalpha() and after.isalpha():
        return True
    if before.isalpha() and after in "-'":
        return level[at + 1 : at + 2].isalpha()
    return before in "-'" and after.isalpha() and level[max(0, at - 2) : at - 1].isalpha()


def _no_part(word: str) -> bool:
    bare = word.strip(" .,'")
    return bare.lower() in _NOT_PART or bare.lower() in no_names() or bare in NUMBERS_AND_LAWS


def _joined(stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches that overlap, made one."""
    so_far: tuple[int, int] | None = None
    for start, end in sorted(stretches):
        if so_far and start < so_far[1]:
            so_far = so_far[0], max(end, so_far[1])
            continue
        if so_far:
            yield so_far
        so_far = start, end
    if so_far:
        yield so_far


def _turned(level: str, names: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Surname and first name with a comma between ("Tully, Jane"), made one, where no list of people goes on."""
    at = 0
    is_a_list = False
    while at < len(names):
        start, end = names[at]
        following = names[at + 1] if at + 1 < len(names) else None
        goes_on = _AS_THE_ONE_BEFORE.match(level, end) if is_a_list and level[:start].endswith("; ") else None
        is_a_list = True
        if following and _is_turned(level, (start, end), following):
            end = following[1]
            at += 1
        elif goes_on and level[start:end].lower() in surnames() and goes_on[1].lower() not in no_names():
            end = goes_on.end()
            at += following is not None and following[0] < end
        else:
            is_a_list = False
        yield start, end
        at += 1


def _is_turned(level: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    last, first = level[slice(*one)], level[slice(*other)]
    return (
        " " not in last
        and last.lower() not in first_names()
        and (first.split(" ")[0].lower() in first_names() or last.lower() in surnames())
        and _COMMA_BETWEEN.fullmatch(level, one[1], other[0]) is not None
        and _AFTER_REVERSED.match(level, other[1]) is not None
    )


def _agreed(written: Written, names: Sequence[tuple[int, int]], cues: Sequence[Cue]) -> Iterator[Span]:
    """A span for what the network read, for what cues gave away, and for both together where they meet."""
    in_order = sorted(cues, key=lambda cue: cue.start)
    starts = [cue.start for cue in in_order]
    longest = max((cue.end - cue.start for cue in cues), default=0)
    taken = Taken()
    for start, end in names:
        taken.take(start, end)
        near = in_order[bisect_left(starts, start - longest) : bisect_left(starts, end)]
        meeting = [cue for cue in near if start < cue.end]
        best = max(meeting, key=lambda cue: cue.score, default=None)
        if best is None:
            yield _span(written, start, end, *_alone(written.level[start:end]))
            continue
        widest = max(meeting, key=lambda cue: cue.end - cue.start)
        if widest.end - widest.start > end - start:
            start, end = widest.start, widest.end
        score = _AGREED if best.score >= _A_STRONG_CUE else _READ_AND_LISTED
        yield _span(written, start, end, max(score, best.score), f"{best.why}, and {_READ}")
    for cue in cues:
        if not taken.meets(cue.start, cue.end):
            yield _span(written, cue.start, cue.end, cue.score, cue.why)


def _alone(name: str) -> tuple[float, str]:
    """How sure a name is that only the network read."""
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", without_title(name))]
    if any(word in first_names() or word in surnames() for word in words):
        return _READ_AND_LISTED, f"a known name, and {_READ}"
    if len(words) > 1 and name[:1].isupper():
        return _READ_IN_FULL, _READ
    return _READ_ALONE, _READ


def _span(written: Written, start: int, end: int, score: float, why: str) -> Span:
    return Span(start, end, DataLabel.PERSON, written.text[start:end], score, why)


def _mentions(written: Written, known: Iterable[Span]) -> Iterator[Span]:
    """Other mentions of a name found once: the whole of it, its surname, its first name."""
    words: set[str] = set()
    for span in known:
        if span.score < _CARRIED_FROM:
            continue
        bare = without_title(written.level[span.start : span.end])
        for part in {bare, *bare.split(" ")}:
            if (
                len(part) > 2
                and part[0].isupper()
                and not _no_part(part)
                and not _a_plain_word(part, written)
            ):
                words.add(part)
    for word in sorted(words, key=lambda word: (-len(word), word))[:_MOST_NAMES]:
        for start in _standing_alone(written.level, word):
            end = start + len(word)
            if not part_of_another_name(written.level, start, end):
                start -= title_before(written.level, start)
                yield _span(written, start, end, _A_STRONG_CUE, "the same name as elsewhere in the text")


def _a_plain_word(part: str, written: Written) -> bool:
    """Whether the text itself writes this word in small letters: then a capital is no sign of the name."""
    return next(_standing_alone(written.level, part.lower()), None) is not None


def _standing_alone(level: str, word: str) -> Iterator[int]:
    """Where a word stands that is no part of a longer one, of an address or of a path."""
    start = level.find(word)
    while start >= 0:
        end = start + len(word)
        before, after = level[start - 1 : start], level[end : end + 1]
        if not (before.isalnum() or before in _JOINING) and not (after.isalnum() or after in _JOINING_AFTER):
            yield start
        start = level.find(word, end)


def _longest(spans: Iterable[Span]) -> list[Span]:
    """Of spans that overlap the longest, and of the same stretch the surest."""
    taken = Taken()
    ranked = sorted(spans, key=lambda span: (span.start - span.end, -span.score, span.start))
    return sorted(span for span in ranked if taken.take(span.start, span.end))
