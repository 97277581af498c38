"""Which passages answer a question: BM25 over all, then the best of them looked at closely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from nlp.policies.index import PassageIndex, Sort
from nlp.policies.meanings import Meanings
from nlp.policies.question import Question
from nlp.policies.vectors import Encoder, texts_of_asking
from nlp.policies.words import Stems, meant_alike, spelt_nearly, stems_of, words_of, words_of_asking

SATURATION: Final = 1.5
"""BM25's k1: how soon a word that comes again stops counting."""
LENGTH: Final = 0.75
"""BM25's b: how much a long passage is held back."""
ALIKE: Final = 0.5
"""What a word that means the same counts."""
IN_PLACE: Final = 0.8
"""What it counts where no passage has the word itself."""
ASKING: Final = 0.4
"""What a word that only asks counts."""
OF_STORY: Final = 0.4
"""What the story counts beside what is asked when the shortlist is made."""
OF_BEFORE: Final = 0.4
"""What the questions before count then."""
MOST_WORDS: Final = 150
"""Different words of a question, and of its story, that are looked for: the first of a longer text."""
SHORTLIST: Final = 48
"""Passages that are looked at closely."""
MOST_ALIKE: Final = 16
"""Passages that join the shortlist because their sense is most alike, and half as many rows about keeping."""
COSINE_COUNTS: Final = 10.0
"""A cosine of 1 as a feature, so that it is about as large as the others."""
TITLE_COUNTS: Final = 5.0
"""A title that is told word by word as a feature, likewise."""
SEGMENT: Final = 12
"""Words with a meaning of their own; windows are made of segments."""
WINDOW: Final = 6
"""Segments of a window."""
STORY_IN_WINDOW: Final = 0.5
"""What a word of the story counts beside one asked, where a window is looked at for both."""
STORY_IN_TITLE: Final = 0.5
"""What it counts where a page's title is looked at for both."""

FEATURES: Final = (
    "whole_asked",
    "whole_story",
    "whole_before",
    "chapter_asked",
    "large_asked",
    "large_story",
    "large_both",
    "pairs",
    "title_asked",
    "name_asked",
    "name_matched",
    "meaning_asked",
    "meaning_unasked",
    "keeping_asked",
    "keeping_by_time",
    "keeping_unasked",
    "words_asked",
    "title_named",
    "title_story",
    "story_of_page",
    "title_of_page",
    "pairs_of_page",
)
"""What is known of each passage of the shortlist: how much of what is asked, of the story and of the questions before
the whole has, and of what is asked the rest of its chapter; how much its best window has, alone and together; pairs of
words asked that stand side by side; how much of what is asked the title has, how much its own name, and how nearly
name and question are the same; whether it is a definition or says how long something is kept and is asked for that, or
is not asked for it (then below 0); how many of the words asked it has; what share of the title is asked for; how much
of the story the title has. Where passages are whole pages, of no chapter, the story says which page as much as the
question does; so there, without an encoder: of the story once more; how nearly the title's words mean what is asked or
told; pairs of words asked or told."""

LIKENESS: Final = ("alike_asked", "alike_whole")
"""What is known besides where an encoder is set: how alike the passage's sense is to what is asked, and to that with
the story and the question before."""

ALL_FEATURES: Final = (*FEATURES, *LIKENESS)

OF_PAGES: Final = ("story_of_page", "title_of_page", "pairs_of_page")
"""Those of pages alone, with weights that are set by hand."""

RANKED_BY: Final = tuple(name for name in ALL_FEATURES if name != "title_named" and name not in OF_PAGES)
"""The features whose weights in the ranking are learned. A title that is asked for word by word drew questions to
whatever has a short one; it tells the gate how sure it may be."""

Matrix = npt.NDArray[np.float64]
Pair = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of a question as an index knows them.

    One row a word: how much it counts as asked, in the story and before; its rarity; and in `stand_for` the words of
    the index that stand for it, by their places, with what each counts. `pairs` are the rows of words asked one after
    the other, with the rarity of the commoner; `pairs_told` those of the story. `forms` are the words as written.
    """

    words: tuple[str, ...]
    forms: tuple[str, ...]
    asked: Matrix
    story: Matrix
    before: Matrix
    rarity: Matrix
    stand_for: tuple[tuple[tuple[int, float], ...], ...]
    pairs: tuple[Pair, ...]
    pairs_told: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The shortlist, best first: places of passages, their scores, and their features a row each.

    The features are `FEATURES`, or `ALL_FEATURES` where an encoder is set.
    """

    passages: tuple[int, ...]
    scores: tuple[float, ...]
    features: Matrix
    wanted: Wanted


class Ranker:
    """Ranks the passages of an index. Not for several threads at once.

    With an encoder it goes by sense too; the index must have that encoder's vectors.
    """

    def __init__(
        self, index: PassageIndex, weights: Mapping[str, float], encoder: Encoder | None = None
    ) -> None:
        self.index = index
        self._encoder = encoder
        self._names = FEATURES if encoder is None else ALL_FEATURES
        self._weights = np.array([weights.get(name, 0.0) for name in self._names])
        self._stems = Stems()
        # What is known of pages alone is left out where an encoder knows better.
        alone = encoder is None and bool(np.all(index.chapter < 0))
        self._meanings = Meanings(index.forms) if alone else None
        usual = index.usual_length or 1.0
        self._rarities = np.log1p((len(index) - index.found_in + 0.5) / (index.found_in + 0.5))
        self._norm = SATURATION * (1 - LENGTH + LENGTH * np.asarray(index.length, dtype=np.float64) / usual)

    def rank(self, question: Question) -> Ranked:
        """The passages that share a word with the question, or are alike in sense, best first.

        At most `SHORTLIST`, and with an encoder those that join them.
        """
        wanted, impact = self._wanted(question)
        whole_asked = wanted.asked @ impact
        whole_story = wanted.story @ impact
        whole_before = wanted.before @ impact
        first = whole_asked + (OF_STORY + _thin(wanted)) * whole_story + OF_BEFORE * whole_before
        chosen = self._shortlist(first)
        alike = self._alike(question) if wanted.words else None
        if alike is not None:
            chosen = np.union1d(chosen, self._most_alike(alike.sum(axis=1)))
        features = np.zeros((len(chosen), len(self._names)))
        if not len(chosen):
            return Ranked((), (), features, wanted)
        features[:, 0] = whole_asked[chosen]
        features[:, 1] = whole_story[chosen]
        features[:, 2] = whole_before[chosen]
        features[:, 3] = _around(self.index.chapter, whole_asked, chosen)
        features[:, 4 : len(FEATURES)] = self._closely(chosen, wanted, question, whole_story[chosen])
        if alike is not None:
            features[:, len(FEATURES) :] = COSINE_COUNTS * alike[chosen]
        scores = features @ self._weights
        order = np.argsort(-scores, kind="stable")
        return Ranked(
            tuple(int(at) for at in chosen[order]),
            tuple(float(one) for one in scores[order]),
            features[order],
            wanted,
        )

    def _shortlist(self, first: Matrix) -> npt.NDArray[np.int64]:
        """The best passages, best first. Rows about keeping are many and alike, so they leave half of it to others."""
        keeps = self.index.sort == Sort.KEEPING
        chosen = np.concatenate([_best(first * ~keeps, SHORTLIST), _best(first * keeps, SHORTLIST // 2)])
        return chosen[np.lexsort((chosen, -first[chosen]))][:SHORTLIST]

    def _alike(self, question: Question) -> Matrix | None:
        """How alike each passage is, a column for each of `LIKENESS`; None without an encoder."""
        if self._encoder is None or self.index.vectors is None:
            return None
        texts = texts_of_asking(question.asked, question.story, question.before)
        alike = self.index.vectors.alike(self._encoder.of_question(texts))
        return alike[:, [0, -1]]

    def _most_alike(self, alike: Matrix) -> npt.NDArray[np.int64]:
        keeps = self.index.sort == Sort.KEEPING
        return np.concatenate([_best(alike * ~keeps, MOST_ALIKE), _best(alike * keeps, MOST_ALIKE // 2)])

    def _wanted(self, question: Question) -> tuple[Wanted, Matrix]:
        """The words of the question, and what each gives to each passage."""
        asked_stems = stems_of(question.asked, self._stems)
        asked = _counted(asked_stems)
        story_stems = stems_of(question.story, self._stems)
        story = _counted(story_stems)
        before = _counted(stems_of(" ".join(question.before), self._stems))
        words = tuple(dict.fromkeys([*asked, *story, *before]))
        place_of, asking = self.index.place_of, words_of_asking()
        stand_for: list[tuple[tuple[int, float], ...]] = []
        impact = np.zeros((len(words), len(self.index)))
        rarity = np.zeros(len(words))
        for row, word in enumerate(words):
            own = place_of.get(word)
            others = [place_of[other] for other in meant_alike().get(word, ()) if other in place_of]
            if own is None and not others and word not in asking:
                others = [place_of[other] for other in spelt_nearly(word) if other in place_of]
            known = [self._rarity(place) for place in ([own] if own is not None else others)]
            rarity[row] = max(known, default=self._rarity(None))
            stands = [(own, 1.0)] if own is not None else []
            # A common word says little, even in the place of a rare one.
            counts_alike = IN_PLACE if own is None else ALIKE
            stands += [
                (other, counts_alike * min(1.0, self._rarity(other) / rarity[row])) for other in others
            ]
            stand_for.append(tuple(stands))
            times = impact[row]
            for nth, (place, counts) in enumerate(stands):
                passages, often = self.index.postings(place)
                here = rarity[row] * counts * often / (often + self._norm[passages])
                times[passages] = np.maximum(times[passages], here) if nth else here
        counts_as = np.array(
            [
                (ASKING if stands else 0.0) if word in asking else 1.0
                for word, stands in zip(words, stand_for, strict=True)
            ]
        )

        def weights(counted: Mapping[str, float]) -> Matrix:
            column: Matrix = counts_as * np.array([counted.get(word, 0.0) for word in words])
            return column

        row_of = {word: row for row, word in enumerate(words)}

        def pairs(stems: Sequence[str]) -> tuple[Pair, ...]:
            return tuple(
                (row_of[one], row_of[other], float(min(rarity[row_of[one]], rarity[row_of[other]])))
                for one, other in dict.fromkeys(pairwise(stems))
                if one != other
                and one in row_of
                and other in row_of
                and counts_as[row_of[one]] == counts_as[row_of[other]] == 1.0
            )

        wanted = Wanted(
            words,
            self._forms(words, question),
            weights(asked),
            weights(story),
            weights(before),
            rarity,
            tuple(stand_for),
            pairs(asked_stems),
            pairs(story_stems),
        )
        return wanted, impact

    def _forms(self, words: Sequence[str], question: Question) -> tuple[str, ...]:
        """How each of these stems is written first in the question."""
        form_of: dict[str, str] = {}
        for text in (question.asked, question.story, *question.before):
            for form in words_of(text):
                form_of.setdefault(self._stems[form], form)
        return tuple(form_of[word] for word in words)

    def _rarity(self, place: int | None) -> float:
        """How rare a word is (BM25's idf); None is a word that no passage has."""
        return float(np.log1p((len(self.index) + 0.5) / 0.5) if place is None else self._rarities[place])

    def _closely(
        self, chosen: npt.NDArray[np.int64], wanted: Wanted, question: Question, whole_story: Matrix
    ) -> Matrix:
        """The features that need more than how often the words stand there, a row for each passage."""
        own_place = np.full(len(self.index.words) + 1, -1, dtype=np.int32)
        standing = sorted({place for stands in wanted.stand_for for place, _ in stands})
        own_place[standing] = np.arange(len(standing))
        # The last row is for every other word.
        stands_for = np.zeros((len(standing) + 1, len(wanted.words)), dtype=np.float32)
        for row, stands in enumerate(wanted.stand_for):
            for place, counts in stands:
                stands_for[own_place[place], row] = counts
        asked = (wanted.asked * wanted.rarity).astype(np.float32)
        story = (wanted.story * wanted.rarity).astype(np.float32)
        found = _Found.within([self.index.body_of(int(passage)) for passage in chosen], own_place)
        titles = [own_place[self.index.title_of(int(passage))] for passage in chosen]
        names = [self.index.name_of(int(passage)) for passage in chosen]
        columns = np.stack([asked, story, asked + np.float32(STORY_IN_WINDOW) * story], axis=1)
        windows = _best_window(found, stands_for, columns)
        pairs = _pairs_in(
            found,
            [
                _pairs_by_key(some, wanted.stand_for, own_place, len(standing))
                for some in (wanted.pairs, wanted.pairs_told if self._meanings else ())
            ],
            len(standing),
        )
        title_has, title_named = _heading_features(
            titles, [np.ones(len(title)) for title in titles], stands_for, asked
        )
        name_has, name_named = _heading_features(
            [own_place[name] for name in names], [self._rarities[name] for name in names], stands_for, asked
        )
        name_asked = (name_has @ asked).astype(np.float64)
        is_asked = wanted.asked > 0
        has = np.maximum(_words_in(found, stands_for[:-1, is_asked]), title_has[:, is_asked])
        short = own_place[self.index.short[chosen]]
        name_matched = np.maximum(name_asked * name_named, stands_for[short] @ asked)
        named = np.maximum(name_named, stands_for[short].max(axis=1))
        sorts = self._sorts(chosen, question, named)
        titled = [title_has @ asked, name_asked, name_matched]
        known = [
            windows,
            pairs[:, 0],
            *titled,
            *sorts,
            has @ wanted.asked[is_asked],
            title_named,
            title_has @ story,
        ]
        if self._meanings is None:
            return np.column_stack([*known, np.zeros((len(chosen), 3))])
        title_meant = self._title_meant(chosen, wanted, self._meanings)
        return np.column_stack([*known, whole_story, title_meant, pairs.sum(axis=1)])

    def _title_meant(self, chosen: npt.NDArray[np.int64], wanted: Wanted, meanings: Meanings) -> Matrix:
        """What share of each title is told, a word nearly told counting in part."""
        titles = [self.index.title_of(int(passage)) for passage in chosen]
        places, word = np.unique(np.concatenate(titles), return_inverse=True)
        counts = np.where(wanted.asked > 0, 1.0, STORY_IN_TITLE)
        near = meanings.nearest(places, wanted.forms, counts).astype(np.float64)
        told = np.zeros(len(self.index.words))
        for stands, counted in zip(wanted.stand_for, counts, strict=True):
            for place, stands_for in stands:
                told[place] = max(told[place], counted * stands_for)
        near = np.maximum(near, told[places])
        rarity = self._rarities[places]
        title = np.repeat(np.arange(len(titles)), [len(one) for one in titles])
        held = np.bincount(title, (near * rarity)[word], minlength=len(titles))
        whole = np.bincount(title, rarity[word], minlength=len(titles))
        return TITLE_COUNTS * held / np.maximum(whole, 1e-9)

    def _sorts(self, chosen: npt.NDArray[np.int64], question: Question, named: Matrix) -> list[Matrix]:
        """Whether each passage is of the sort that the question is after; a definition as far as its term is named."""
        sort = self.index.sort[chosen]
        defines, keeps = (sort == Sort.MEANING).astype(float), (sort == Sort.KEEPING).astype(float)
        about_keeping, by_time = question.asks_about_keeping, question.asks_for_time
        return [
            defines * named * question.asks_for_meaning,
            -defines * (not question.asks_for_meaning),
            keeps * about_keeping,
            keeps * by_time,
            -keeps * (not about_keeping and not by_time),
        ]


def _best(worth: Matrix, most: int) -> npt.NDArray[np.int64]:
    """The places of the best that are worth anything, best first."""
    count = min(most, int(np.count_nonzero(worth > 0)))
    best = (
        np.argpartition(-worth, count - 1)[:count]
        if 0 < count < len(worth)
        else np.arange(len(worth))[:count]
    )
    return best[np.lexsort((best, -worth[best]))]


def _thin(wanted: Wanted) -> float:
    """How little is asked: 1 where no word says what about, less with each that does."""
    return 1 / (1 + int(np.count_nonzero(wanted.asked > ASKING)))


def _around(chapter: npt.NDArray[np.int32], asked: Matrix, chosen: npt.NDArray[np.int64]) -> Matrix:
    """How much of what is asked the other passages of each one's chapter have, in the mean; 0 without a chapter."""
    own = chapter[chosen]
    # Those without a chapter are counted together, in the place before the others, and left out at the end.
    held, passages = np.bincount(chapter + 1, asked), np.bincount(chapter + 1)
    others: Matrix = (held[own + 1] - asked[chosen]) / np.maximum(passages[own + 1] - 1, 1)
    return np.where(own >= 0, others, 0.0)


def _counted(stems: Sequence[str]) -> dict[str, float]:
    """How much each stem counts: one that is said again counts a little more."""
    counted: dict[str, float] = {}
    for stem in stems:
        if stem in counted or len(counted) < MOST_WORDS:
            counted[stem] = counted.get(stem, 0.0) + 1.0
    return {stem: 1.0 + 0.5 * float(np.log(times)) for stem, times in counted.items()}


@dataclass(frozen=True, slots=True)
class _Found:
    """Every word in some bodies that stands for one that is wanted, in order: in which of the bodies it is, the how
    manieth word there, and its place among the words that stand for any."""

    bodies: int
    body: npt.NDArray[np.int64]
    position: npt.NDArray[np.int64]
    place: npt.NDArray[np.int64]

    @classmethod
    def within(cls, bodies: Sequence[npt.NDArray[np.int32]], own_place: npt.NDArray[np.int32]) -> _Found:
        lengths = np.array([len(body) for body in bodies])
        places = own_place[np.concatenate(bodies)]
        # Most words stand for none, and all that follows looks at the others alone.
        known = np.flatnonzero(places >= 0)
        body = np.repeat(np.arange(len(bodies)), lengths)[known]
        return cls(
            len(bodies), body, known - (np.cumsum(lengths) - lengths)[body], places[known].astype(np.int64)
        )


def _best_window(
    found: _Found, stands_for: npt.NDArray[np.float32], counts: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """What the best window of each body holds of the words wanted, for each of the columns of `counts`."""
    best = np.zeros((found.bodies, counts.shape[1]), dtype=np.float32)
    if not len(found.place):
        return best
    # The segments of each body are counted on from those before, with room for a window between.
    in_body = found.position // SEGMENT
    room = int(in_body.max()) + 1 + WINDOW
    segment = found.body * room + in_body
    first = np.flatnonzero(np.diff(segment, prepend=-1))
    # A window that begins where nothing stands holds no more than the next one, so it is left out.
    begins = segment[first]
    times = np.add.reduceat(stands_for[found.place], first, axis=0)
    summed = np.vstack([np.zeros((1, times.shape[1]), dtype=np.float32), np.cumsum(times, axis=0)])
    held = summed[np.searchsorted(begins, begins + WINDOW)] - summed[:-1]
    # A product through BLAS would wake its threads, which spin for longer than this takes.
    worth = np.einsum("sw,wc->sc", held / (held + np.float32(0.5)), counts)
    body = found.body[first]
    first_of_body = np.flatnonzero(np.diff(body, prepend=-1))
    best[body[first_of_body]] = np.maximum.reduceat(worth, first_of_body, axis=0)
    return best


def _pairs_by_key(
    pairs: Sequence[Pair],
    stand_for: Sequence[Sequence[tuple[int, float]]],
    own_place: npt.NDArray[np.int32],
    standing: int,
) -> dict[int, float]:
    keys: dict[int, float] = {}
    for one, other, rarity in pairs:
        for left, counts_left in stand_for[one]:
            for right, counts_right in stand_for[other]:
                key = int(own_place[left]) * standing + int(own_place[right])
                keys[key] = max(keys.get(key, 0.0), rarity * counts_left * counts_right)
    return keys


def _pairs_in(found: _Found, weights_of: Sequence[Mapping[int, float]], standing: int) -> Matrix:
    """What the pairs that stand beside each other in each body count, each once; a column for each of `weights_of`."""
    count = np.zeros((found.bodies, len(weights_of)))
    every = sorted({key for weight_of in weights_of for key in weight_of})
    if not every:
        return count
    keys = np.array(every, dtype=np.int64)
    weights = np.array([[weight_of.get(key, 0.0) for weight_of in weights_of] for key in every])
    beside = (np.diff(found.position) == 1) & (np.diff(found.body) == 0)
    pair = found.place[:-1][beside] * standing + found.place[1:][beside]
    at = np.minimum(np.searchsorted(keys, pair), len(keys) - 1)
    is_wanted = keys[at] == pair
    once = np.unique(found.body[:-1][beside][is_wanted] * len(keys) + at[is_wanted])
    np.add.at(count, once // len(keys), weights[once % len(keys)])
    return count


def _words_in(found: _Found, stands_for: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Which of the words wanted each body has, a row each."""
    standing = len(stands_for)
    there = np.bincount(found.body * standing + found.place, minlength=found.bodies * standing) > 0
    has: npt.NDArray[np.float32] = (there.reshape(found.bodies, standing, 1) * stands_for).max(
        axis=1, initial=0.0
    )
    return has


def _heading_features(
    headings: Sequence[npt.NDArray[np.int32]],
    counts: Sequence[npt.NDArray[np.float64]],
    stands_for: npt.NDArray[np.float32],
    asked: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.float32], Matrix]:
    """Which of the words wanted each heading has, and the share of it that is asked for.

    `counts` are what the words of each heading count in that share.
    """
    begins = np.cumsum([0, *(len(heading) + 1 for heading in headings[:-1])])
    # One that stands for no word comes first, so that none is empty.
    nothing, weightless = np.full(1, -1, dtype=np.int32), np.zeros(1)
    places = np.concatenate([part for heading in headings for part in (nothing, heading)])
    counted = np.concatenate([part for count in counts for part in (weightless, count)])
    held = stands_for[places]
    has: npt.NDArray[np.float32] = np.maximum.reduceat(held, begins, axis=0)
    said = held[:, asked > 0].max(axis=1, initial=0.0) * counted
    whole = np.add.reduceat(counted, begins)
    return has, np.add.reduceat(said, begins) / np.maximum(whole, 1e-9)
