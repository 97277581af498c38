"""What the names network sees of a text, and what its answers mean.

Each word comes in as the numbers of its meaning, three rows of numbers that training fills (of the word itself where
training met it often enough, of its last three letters, of its first three), and as signs: what the lists know of it
(`Evidence`) and how it is written. A word that training did not meet shares one row with all others such, so that an
unknown word is told by its evidence and its company, not by chance.

Its answer for each word is one of `TAGS`: no name, or the first, a middle, the last or the only word of one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from nlp.personal_data.labels import DataLabel
from nlp.personal_data.layers import Floats
from nlp.personal_data.names.evidence import Evidence
from nlp.personal_data.word_network import Shape, Table
from nlp.plain_text import Words, Written
from nlp.word_vectors import WordVectors

LABELS: Final = (DataLabel.PERSON, DataLabel.ORGANISATION, DataLabel.PLACE)
_PARTS: Final = 4
FIRST, MIDDLE, LAST, ONLY = range(1, _PARTS + 1)
"""The tag of a word by its place in a name of `LABELS[0]`; those of the next label are `_PARTS` higher."""
TAGS: Final = 1 + _PARTS * len(LABELS)
NO_NAME: Final = 0
_ENDING: Final = 3
_ENDINGS: Final = Table(2500, 24)
_BEGINNINGS: Final = Table(2000, 16)
_OWN: Final = 32
_FLAGS: Final = tuple(map(int, Evidence))
_CAPITAL, _CAPITALS, _NUMBER, _MARK, _LETTER, _LINE, _GLUED = range(len(_FLAGS), len(_FLAGS) + 7)
_SIGNS: Final = _GLUED + 1
_DROPPED: Final = np.float32(-1e9)


Word = tuple[str, bool, bool]
"""A word as it is written, whether a line begins with it, and whether it is glued to the one before it."""


class WordSigns(NamedTuple):
    """Words as the network takes them: their rows in its tables, their meaning, their signs."""

    rows: NDArray[np.uint64]
    meanings: Floats
    signs: Floats


class Signs:
    """Makes of words what the network takes."""

    def __init__(self, evidence: Mapping[str, int], vectors: WordVectors) -> None:
        self._evidence = evidence
        self._vectors = vectors
        met_often = int(Evidence.MET_IN_TRAINING)  # a plain number: an enum is slow for so many
        met = sorted(word for word, known in evidence.items() if known & met_often)
        self._numbers = {word: number for number, word in enumerate(met, start=1)}

    def shape(self, width: int, windows: int) -> Shape:
        """The shape of a network that takes these words."""
        own = Table(len(self._numbers) + 1, _OWN)
        return Shape(self._vectors.width, (own, _ENDINGS, _BEGINNINGS), _SIGNS, width, windows, (TAGS,))

    def of(self, words: Sequence[Word]) -> WordSigns:
        """What the network takes of these words."""
        low = [written.lower() for written, _, _ in words]
        rows = np.array(
            [
                (
                    self._numbers.get(word, 0),
                    _row(word[-_ENDING:], _ENDINGS),
                    _row(word[:_ENDING], _BEGINNINGS),
                )
                for word in low
            ],
            dtype=np.uint64,
        ).reshape(-1, 3)
        signs = np.zeros((len(words), _SIGNS), dtype=np.float32)
        known = np.array([self._evidence.get(word, 0) for word in low], dtype=np.uint16)
        for column, flag in enumerate(_FLAGS):
            signs[:, column] = known & flag != 0
        for row, word in enumerate(words):
            signs[row, list(_looks(*word))] = 1
        return WordSigns(rows, self._vectors.of(self._vectors.rows_of(low)), signs)


def _row(letters: str, table: Table) -> int:
    return 1 + crc32(letters.encode()) % (table.rows - 1)


def _looks(written: str, begins_a_line: bool, is_glued: bool) -> Iterator[int]:
    """The signs of how a word is written and where."""
    first = written[0]
    if first.isdecimal():
        yield _NUMBER
    elif first.isupper():
        yield _CAPITAL
        if len(written) > 1 and written.isupper():
            yield _CAPITALS
    elif not first.isalpha():
        yield _MARK
    if len(written) == 1 and first.isalpha():
        yield _LETTER
    if begins_a_line:
        yield _LINE
    if is_glued:
        yield _GLUED


def words_of(written: Written) -> list[Word]:
    """The words of a text with how each is written."""
    text, (_, starts, ends) = written.text, written.words
    words = []
    before = None
    for start, end in zip(starts, ends, strict=True):
        is_glued = before == start
        begins_a_line = before is None or (not is_glued and text[before:start].strip(" ") != "")
        words.append((text[start:end], begins_a_line, is_glued))
        before = end
    return words


def tags_of(words: Words, names: Iterable[tuple[int, int, DataLabel]]) -> NDArray[np.int64]:
    """The tag of each word, where names stand at these places (code points, the end exclusive)."""
    tags = np.full(len(words.low), NO_NAME, dtype=np.int64)
    for start, end, label in names:
        held = tags[words.rows(start, end)]
        base = _PARTS * LABELS.index(label)
        if len(held) == 1:
            held[:] = base + ONLY
        elif len(held):
            held[:] = base + MIDDLE
            held[0], held[-1] = base + FIRST, base + LAST
    return tags


def names_of(tags: Sequence[int]) -> Iterator[tuple[int, int, DataLabel]]:
    """The first and the last word of each name, and its label."""
    first = 0
    for row, tag in enumerate(tags):
        part = (tag - 1) % _PARTS + 1
        if tag == NO_NAME:
            continue
        if part in (FIRST, ONLY):
            first = row
        if part in (LAST, ONLY):
            yield first, row, LABELS[(tag - 1) // _PARTS]


def _may_follow(before: int, after: int) -> bool:
    """Whether the tag `after` may come after `before`: a name that has begun must end."""
    is_open = before != NO_NAME and (before - 1) % _PARTS + 1 in (FIRST, MIDDLE)
    goes_on = after != NO_NAME and (after - 1) % _PARTS + 1 in (MIDDLE, LAST)
    same = (before - 1) // _PARTS == (after - 1) // _PARTS
    return goes_on and same if is_open else not goes_on


_MAY_FOLLOW: Final = np.array(
    [[_may_follow(before, after) for after in range(TAGS)] for before in range(TAGS)]
)
_COST: Final = np.where(_MAY_FOLLOW, np.float32(0), _DROPPED)
_FOLLOWS: Final = _MAY_FOLLOW.tolist()


def most_likely(likely: Floats) -> list[int]:
    """The likeliest tags of a text's words of all that make whole names."""
    tags: list[int] = likely.argmax(axis=1).tolist()
    if all(_FOLLOWS[before][after] for before, after in zip([NO_NAME, *tags], [*tags, NO_NAME], strict=True)):
        return tags  # each word's likeliest tags make whole names: nothing is likelier
    scores = np.log(likely + np.float32(1e-9))
    best = scores[0] + _COST[NO_NAME]
    came_from = np.zeros(scores.shape, dtype=np.int64)
    for row in range(1, len(scores)):
        ways = best[:, None] + _COST
        came_from[row] = ways.argmax(axis=0)
        best = ways.max(axis=0) + scores[row]
    tag = int((best + _COST[:, NO_NAME]).argmax())
    tags = [tag]
    for row in range(len(scores) - 1, 0, -1):
        tag = int(came_from[row][tag])
        tags.append(tag)
    return tags[::-1]
