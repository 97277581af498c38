"""Which passages answer a question: BM25 over all, then the best of them looked at closely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from nlp.policies.index import PassageIndex
from nlp.policies.question import Question
from nlp.policies.words import Stems, meant_alike, stems_of, words_of_asking

SATURATION: Final = 1.5
"""BM25's k1: how soon a word that comes again stops counting."""
LENGTH: Final = 0.75
"""BM25's b: how much a long passage is held back."""
ALIKE: Final = 0.3
"""What a word that means the same counts."""
ASKING: Final = 0.4
"""What a word that only asks counts."""
OF_STORY: Final = 0.4
"""What the story counts beside what is asked when the shortlist is made."""
OF_BEFORE: Final = 0.4
"""What the questions before count then."""
MOST_WORDS: Final = 150
"""Different words of a question, and of its story, that are looked for: the first of a longer text."""
SHORTLIST: Final = 40
"""Passages that are looked at closely."""
SEGMENT: Final = 12
"""Words with a meaning of their own; windows are made of segments."""
WINDOW: Final = 6
"""Segments of a window."""
STORY_IN_WINDOW: Final = 0.5
"""What a word of the story counts beside one asked, where a window is looked at for both."""

FEATURES: Final = (
    "whole_asked",
    "whole_story",
    "whole_before",
    "large_asked",
    "large_story",
    "large_both",
    "pairs",
    "title_asked",
    "title_named",
)
"""What is known of each passage of the shortlist: how much of what is asked, of the story and of the questions before
the whole has; how much its best window has, alone and together; pairs of words asked that stand side by side; how much
of what is asked the title has, and what share of the title is asked for."""

RANKED_BY: Final = tuple(name for name in FEATURES if name != "title_named")
"""The features with a weight in the ranking. A title that is asked for word by word drew questions to whatever has a
short one; it tells the gate how sure it may be."""

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of a question as an index knows them.

    One row a word: how much it counts as asked, in the story and before; its rarity; and in `stand_for` the words of
    the index that stand for it, by their places, with what each counts. `pairs` are the rows of words asked one after
    the other, with the rarity of the commoner.
    """

    words: tuple[str, ...]
    asked: Matrix
    story: Matrix
    before: Matrix
    rarity: Matrix
    stand_for: tuple[tuple[tuple[int, float], ...], ...]
    pairs: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The shortlist, best first: places of passages, their scores, and their features a row each."""

    passages: tuple[int, ...]
    scores: tuple[float, ...]
    features: Matrix
    wanted: Wanted


class Ranker:
    """Ranks the passages of an index. Not for several threads at once."""

    def __init__(self, index: PassageIndex, weights: Mapping[str, float]) -> None:
        self.index = index
        self._weights = np.array([weights.get(name, 0.0) for name in FEATURES])
        self._stems = Stems()
        usual = index.usual_length or 1.0
        self._norm = SATURATION * (1 - LENGTH + LENGTH * np.asarray(index.length, dtype=np.float64) / usual)

    def rank(self, question: Question) -> Ranked:
        """The passages that share a word with the question, best first, at most `SHORTLIST`."""
        wanted, impact = self._wanted(question)
        whole_asked = wanted.asked @ impact
        whole_story = wanted.story @ impact
        whole_before = wanted.before @ impact
        first = whole_asked + OF_STORY * whole_story + OF_BEFORE * whole_before
        count = min(SHORTLIST, int(np.count_nonzero(first > 0)))
        if not count:
            return Ranked((), (), np.zeros((0, len(FEATURES))), wanted)
        chosen = np.argpartition(-first, count - 1)[:count] if count < len(first) else np.arange(len(first))
        chosen = chosen[first[chosen] > 0]
        chosen = chosen[np.lexsort((chosen, -first[chosen]))]
        features = np.zeros((len(chosen), len(FEATURES)))
        features[:, 0] = whole_asked[chosen]
        features[:, 1] = whole_story[chosen]
        features[:, 2] = whole_before[chosen]
        if len(chosen):
            features[:, 3:] = self._closely(chosen, wanted)
        scores = features @ self._weights
        order = np.argsort(-scores, kind="stable")
        return Ranked(
            tuple(int(at) for at in chosen[order]),
            tuple(float(one) for one in scores[order]),
            features[order],
            wanted,
        )

    def _wanted(self, question: Question) -> tuple[Wanted, Matrix]:
        """The words of the question, and what each gives to each passage."""
        asked_stems = stems_of(question.asked, self._stems)
        asked = _counted(asked_stems)
        story = _counted(stems_of(question.story, self._stems))
        before = _counted(stems_of(" ".join(question.before), self._stems))
        words = tuple(dict.fromkeys([*asked, *story, *before]))
        place_of, asking = self.index.place_of, words_of_asking()
        stand_for: list[tuple[tuple[int, float], ...]] = []
        impact = np.zeros((len(words), len(self.index)))
        rarity = np.zeros(len(words))
        for row, word in enumerate(words):
            own = place_of.get(word)
            others = [place_of[other] for other in meant_alike().get(word, ()) if other in place_of]
            known = [self._rarity(place) for place in ([own] if own is not None else others)]
            rarity[row] = max(known, default=self._rarity(None))
            stands = [(own, 1.0)] if own is not None else []
            # A common word says little, even in the place of a rare one.
            stands += [(other, ALIKE * min(1.0, self._rarity(other) / rarity[row])) for other in others]
            stand_for.append(tuple(stands))
            times = impact[row]
            for place, counts in stands:
                passages, often = self.index.postings(place)
                here = counts * often / (often + self._norm[passages])
                times[passages] = np.maximum(times[passages], here)
            times *= rarity[row]
        counts_as = np.array([ASKING if word in asking else 1.0 for word in words])

        def weights(counted: Mapping[str, float]) -> Matrix:
            column: Matrix = counts_as * np.array([counted.get(word, 0.0) for word in words])
            return column

        row_of = {word: row for row, word in enumerate(words)}
        pairs = [
            (row_of[one], row_of[other], float(min(rarity[row_of[one]], rarity[row_of[other]])))
            for one, other in dict.fromkeys(pairwise(asked_stems))
            if one != other
            and one in row_of
            and other in row_of
            and counts_as[row_of[one]] == counts_as[row_of[other]] == 1.0
        ]
        wanted = Wanted(
            words, weights(asked), weights(story), weights(before), rarity, tuple(stand_for), tuple(pairs)
        )
        return wanted, impact

    def _rarity(self, place: int | None) -> float:
        """How rare a word is (BM25's idf); None is a word that no passage has."""
        found = 0 if place is None else len(self.index.postings(place)[0])
        return float(np.log1p((len(self.index) - found + 0.5) / (found + 0.5)))

    def _closely(self, chosen: npt.NDArray[np.int64], wanted: Wanted) -> Matrix:
        """The features that need the order of the words, a row for each passage."""
        own_place = np.full(len(self.index.words) + 1, -1, dtype=np.int32)
        standing = sorted({place for stands in wanted.stand_for for place, _ in stands})
        own_place[standing] = np.arange(len(standing))
        stands_for = np.zeros((len(standing), len(wanted.words)), dtype=np.float32)
        for row, stands in enumerate(wanted.stand_for):
            for place, counts in stands:
                stands_for[own_place[place], row] = counts
        asked = (wanted.asked * wanted.rarity).astype(np.float32)
        story = (wanted.story * wanted.rarity).astype(np.float32)
        bodies = [own_place[self.index.body_of(int(passage))] for passage in chosen]
        columns = np.stack([asked, story, asked + np.float32(STORY_IN_WINDOW) * story], axis=1)
        closely = np.zeros((len(chosen), 6))
        closely[:, :3] = _best_window(bodies, stands_for, columns)
        closely[:, 3] = _pairs_in(bodies, _pairs_by_key(wanted, own_place, len(standing)), len(standing))
        for at, passage in enumerate(chosen):
            title = own_place[self.index.title_of(int(passage))]
            closely[at, 4:] = _title_features(title, stands_for, asked)
        return closely


def _counted(stems: Sequence[str]) -> dict[str, float]:
    """How much each stem counts: one that is said again counts a little more."""
    counted: dict[str, float] = {}
    for stem in stems:
        if stem in counted or len(counted) < MOST_WORDS:
            counted[stem] = counted.get(stem, 0.0) + 1.0
    return {stem: 1.0 + 0.5 * float(np.log(times)) for stem, times in counted.items()}


def _best_window(
    bodies: Sequence[npt.NDArray[np.int32]],
    stands_for: npt.NDArray[np.float32],
    counts: npt.NDArray[np.float32],
) -> npt.NDArray[np.float32]:
    """What the best window of each body holds of the words wanted, for each of the columns of `counts`."""
    lengths = np.array([len(body) for body in bodies])
    segments = np.maximum(1, -(-lengths // SEGMENT))
    ends = np.cumsum(segments)
    begins = ends - segments
    body = np.concatenate(bodies)
    within_body = np.arange(len(body)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    segment = np.repeat(begins, lengths) + within_body // SEGMENT
    known = body >= 0
    standing, total = len(stands_for), int(ends[-1])
    counted = np.bincount(segment[known] * standing + body[known], minlength=total * standing)
    times = counted.reshape(total, standing).astype(np.float32) @ stands_for
    summed = np.vstack([np.zeros((1, times.shape[1]), dtype=np.float32), np.cumsum(times, axis=0)])
    end_of = np.repeat(ends, segments)
    first = np.arange(total)
    held = summed[np.minimum(first + WINDOW, end_of)] - summed[first]
    best: npt.NDArray[np.float32] = np.maximum.reduceat(
        (held / (held + np.float32(0.5))) @ counts, begins, axis=0
    )
    return best


def _pairs_by_key(wanted: Wanted, own_place: npt.NDArray[np.int32], standing: int) -> dict[int, float]:
    keys: dict[int, float] = {}
    for one, other, rarity in wanted.pairs:
        for left, counts_left in wanted.stand_for[one]:
            for right, counts_right in wanted.stand_for[other]:
                key = int(own_place[left]) * standing + int(own_place[right])
                keys[key] = max(keys.get(key, 0.0), rarity * counts_left * counts_right)
    return keys


def _pairs_in(
    bodies: Sequence[npt.NDArray[np.int32]], weight_of: Mapping[int, float], standing: int
) -> Matrix:
    """What the pairs of words asked that stand beside each other in each body count, each once."""
    found = np.zeros(len(bodies))
    if not weight_of:
        return found
    keys = np.array(sorted(weight_of), dtype=np.int64)
    weights = np.array([weight_of[int(key)] for key in keys])
    lengths = [len(body) + 1 for body in bodies]
    apart = np.full(1, -1, dtype=np.int32)
    row = np.concatenate([part for body in bodies for part in (body, apart)]).astype(np.int64)
    here = np.repeat(np.arange(len(bodies)), lengths)[:-1]
    left, right = row[:-1], row[1:]
    both = (left >= 0) & (right >= 0)
    pair = left[both] * standing + right[both]
    at = np.minimum(np.searchsorted(keys, pair), len(keys) - 1)
    is_wanted = keys[at] == pair
    once = np.unique(here[both][is_wanted] * len(keys) + at[is_wanted])
    np.add.at(found, once // len(keys), weights[once % len(keys)])
    return found


def _title_features(
    title: npt.NDArray[np.int32], stands_for: npt.NDArray[np.float32], asked: npt.NDArray[np.float32]
) -> tuple[float, float]:
    """The rarity of the words asked that the title has, and the share of the title that is asked for."""
    known = title[title >= 0]
    if not len(known):
        return 0.0, 0.0
    has = stands_for[known].max(axis=0)
    said = stands_for[known] @ (asked > 0)
    return float(has @ asked), float(np.count_nonzero(said)) / len(title)
