"""Reads what is said about somebody's life: the network's answers made into findings, with their reasons."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Final

import numpy as np

from nlp.personal_data.circumstances import Circumstances, is_of_age
from nlp.personal_data.labels import DataLabel
from nlp.personal_data.layers import Floats
from nlp.personal_data.lives.network import (
    Batch,
    LivesModel,
    Shape,
    TrainedNetwork,
    new_network,
)
from nlp.personal_data.lives.signs import LABELS, Sight
from nlp.personal_data.lives.vectors import WordVectors, load_vectors
from nlp.personal_data.spans import Span
from nlp.personal_data.stretches import Stretches
from nlp.plain_text import Written

OUR_MODEL: Final = Path(__file__).parents[1] / "model" / "lives"
VECTORS: Final = "vectors.npz"
_NETWORK: Final = "network"
_WORDS: Final = "words.txt"
_SETTINGS: Final = "settings.json"
_ABOUT: Final = {
    DataLabel.HEALTH: "somebody's health",
    DataLabel.ETHNICITY: "somebody's origin",
    DataLabel.RELIGION_OR_BELIEF: "somebody's religion or belief",
    DataLabel.POLITICS: "somebody's politics",
    DataLabel.UNION_MEMBERSHIP: "somebody's union membership",
    DataLabel.SEX_LIFE_OR_ORIENTATION: "somebody's sex life or orientation",
    DataLabel.GENETIC: "what somebody inherited",
    DataLabel.BIOMETRIC: "how somebody was recognised by their body",
    DataLabel.CRIMINAL_OFFENCE: "an offence, or a suspicion of one",
    DataLabel.CHILD: "somebody who is a child",
    DataLabel.SOCIAL_CARE_CIRCUMSTANCES: "somebody's care or safety",
    DataLabel.MONEY_OR_BENEFITS: "somebody's money",
}
_LONGEST_PIECE: Final = 80
"""Words. A longer text is read some sentences at a time, as the texts of training were."""
_WORDS_AT_ONCE: Final = 1_500
_NEIGHBOURS: Final = np.float32(0.15)
"""How much of what a word is likely to say comes from the word before it, and from the one after it."""
_GOES_ON: Final = 0.4
"""A statement goes on over words that are likely to say the same, at least so much of the threshold."""
_SAYS_NOTHING_ALONE: Final = frozenset(
    "the a an and or of to in on at for with is was are be been am 's 't 've 'd 'm 're 'll s t his her my their our "  # noqa: SIM905
    "your its he she they i it we you has had have that this by from as not no do did does but who which there here "
    "will would can could if so then up out off over me him them us".split()
)
_OUTSIDE: Final = frozenset(
    "a an the is was are am be been being has have had he she i they who it we you and or that this of to with for as "  # noqa: SIM905
    "at by so but".split()
)
_NOT_FIRST: Final = _OUTSIDE | {"'s", "'m", "'re", "'ve", "'d", "'ll", "'t"}
_NOT_LAST: Final = _OUTSIDE | {"in", "on"}
_POSSESSIVES: Final = frozenset({"his", "her", "my", "their", "our", "your"})
_SAID_OF_RELATIONS: Final = frozenset({DataLabel.CHILD, DataLabel.SEX_LIFE_OR_ORIENTATION})
"""Whose partner or child somebody is says something: "his husband", "my baby"."""
_END_OF_A_SENTENCE: Final = frozenset(".!?;")
_LISTED: Final = 0.1
"""What the lists hold of somebody is found from here on: it needs little more from the network."""
_LIKELY: Final = 0.8
_POSSIBLE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How likely (0 to 1) something of one kind must be to be found, and to be `likely` rather than `possible`."""

    found: float
    certain: float


@dataclass(frozen=True, slots=True)
class Seen:
    """A text, what the rules read in it, how it looks to the network, and where numbers stand: such as identify, and
    those of sections.
    """

    written: Written
    rules: Circumstances
    sight: Sight
    numbers: Stretches
    sections: Stretches


@dataclass(frozen=True, slots=True)
class Statement:
    """Words at `start` to `end` (code points, end exclusive) that the network reads as saying something of a kind."""

    label: DataLabel
    start: int
    end: int
    likelihood: float


class LivesReader:
    """Reads what is said about lives in texts, each as the network sees it."""

    def __init__(
        self,
        vectors: WordVectors,
        words: Sequence[str],
        networks: Sequence[TrainedNetwork],
        thresholds: Mapping[DataLabel, Thresholds],
    ) -> None:
        self._vectors = vectors
        self._numbers = numbered(words)
        self._networks = networks
        self._thresholds = thresholds

    def read(self, texts: Sequence[Seen]) -> Iterator[list[Span]]:
        """What each text says about somebody's life."""
        for seen, likely in zip(texts, self.likelihoods(texts), strict=True):
            yield findings(seen, likely, self._thresholds)

    def likelihoods(self, texts: Sequence[Seen]) -> list[Floats]:
        """For each word of each text how likely it says nothing (the first column) or something of each of `LABELS`."""
        pieces = [length for seen in texts for length in piece_lengths(seen)]
        if not pieces:
            return [np.empty((0, len(LABELS) + 1), dtype=np.float32) for _ in texts]
        words = [word for seen in texts for word in seen.sight.words]
        signs = (
            np.concatenate([seen.sight.signs for seen in texts]) if len(texts) > 1 else texts[0].sight.signs
        )
        read, at = [], 0
        for lengths in _at_once(pieces):
            here = slice(at, at + sum(lengths))
            read.append(
                self._answers(batch_of(words[here], signs[here], lengths, self._vectors, self._numbers))
            )
            at = here.stop
        answers = np.concatenate(read) if len(read) > 1 else read[0]
        ends = accumulate(len(seen.sight.words) for seen in texts)
        return [
            smoothed(answers[end - len(seen.sight.words) : end])
            for seen, end in zip(texts, ends, strict=True)
        ]

    def _answers(self, batch: Batch) -> Floats:
        """The mean of what the networks say."""
        answers = self._networks[0].read(batch)
        for network in self._networks[1:]:
            answers += network.read(batch)
        answers /= len(self._networks)
        return answers


def _at_once(pieces: Iterable[int]) -> Iterator[list[int]]:
    """So many pieces that memory stays bounded."""
    together: list[int] = []
    for length in pieces:
        if together and sum(together) + length > _WORDS_AT_ONCE:
            yield together
            together = []
        together.append(length)
    yield together


def numbered(words: Sequence[str]) -> dict[str, int]:
    """The number of each word that the network knows of its own; 0 is left for all others."""
    return {word: number for number, word in enumerate(words, start=1)}


def batch_of(
    words: Sequence[str],
    signs: Floats,
    lengths: Sequence[int],
    vectors: WordVectors,
    numbers: Mapping[str, int],
) -> Batch:
    """Words as the network takes them, in pieces of so many."""
    return Batch(
        np.array([numbers.get(word, 0) for word in words], dtype=np.uint64),
        vectors.of(vectors.rows_of(words)),
        signs,
        np.array(lengths, dtype=np.int32),
    )


def piece_lengths(seen: Seen) -> list[int]:
    """How many words each piece has in which a text is read: whole sentences up to a length."""
    sight = seen.sight
    rest = len(sight.words)
    if rest <= _LONGEST_PIECE:
        return [rest] if rest else []
    lengths: list[int] = []
    row = begin = 0
    while row < rest:
        _, end = seen.rules.sentences.around(sight.starts[row])
        after = min(max(bisect_left(sight.starts, end), row + 1), row + _LONGEST_PIECE)
        if after - begin > _LONGEST_PIECE and row > begin:
            lengths.append(row - begin)
            begin = row
        row = after
    return [*lengths, rest - begin]


def smoothed(likely: Floats) -> Floats:
    """Likelihoods in which each word takes something from its neighbours."""
    level = likely * (1 - 2 * _NEIGHBOURS)
    level[1:] += _NEIGHBOURS * likely[:-1]
    level[:-1] += _NEIGHBOURS * likely[1:]
    level[:1, 0] += _NEIGHBOURS
    level[-1:, 0] += _NEIGHBOURS
    return level


def statements(sight: Sight, likely: Floats, found: Mapping[DataLabel, float]) -> Iterator[Statement]:
    """What the network reads: from the likeliest word on, as far as the words beside it are likely to say the same."""
    of_kinds = likely[:, 1:]
    best = of_kinds.argmax(axis=1)
    peaks = of_kinds.max(axis=1)
    taken = [False] * len(best)
    ends = np.array([word in _END_OF_A_SENTENCE for word in sight.words], dtype=bool)
    rows = np.flatnonzero(peaks >= min(found.values()))
    for row in rows[np.argsort(-peaks[rows], kind="stable")]:
        kind, peak = int(best[row]), float(peaks[row])
        threshold = found[LABELS[kind]]
        if peak < threshold or taken[row]:
            continue
        goes_on = (of_kinds[:, kind] >= _GOES_ON * threshold) & ~ends
        first = last = int(row)
        while first > 0 and goes_on[first - 1] and not taken[first - 1]:
            first -= 1
        while last < len(best) - 1 and goes_on[last + 1] and not taken[last + 1]:
            last += 1
        taken[first : last + 1] = [True] * (last + 1 - first)
        while first <= last and _stands_outside(sight.words[first], LABELS[kind], _NOT_FIRST):
            first += 1
        while first <= last and _stands_outside(sight.words[last], LABELS[kind], _NOT_LAST):
            last -= 1
        if any(
            word[0].isalnum() and word not in _SAYS_NOTHING_ALONE for word in sight.words[first : last + 1]
        ):
            yield Statement(LABELS[kind], sight.starts[first], sight.ends[last], peak)


def _stands_outside(word: str, label: DataLabel, at_an_edge: frozenset[str]) -> bool:
    """Whether a statement neither begins nor ends with this word: a mark, "is a", "her" but in "her husband"."""
    if not word[0].isalnum():
        return word in at_an_edge or word[0] not in "'£("
    return word in at_an_edge or (word in _POSSESSIVES and label not in _SAID_OF_RELATIONS)


def findings(seen: Seen, likely: Floats, thresholds: Mapping[DataLabel, Thresholds]) -> list[Span]:
    """What the network reads, what the lists hold and it thinks possible, and what stands behind the labels of a form.

    Where the lists hold words of a statement they give the reason, which an officer can look up.
    """
    of_forms = _ByPlace(seen.rules.of_forms)
    listed = _ByPlace(span for span in seen.rules.said if span not in seen.rules.of_forms)
    spans = list(of_forms.spans)
    for statement in statements(seen.sight, likely, {label: one.found for label, one in thresholds.items()}):
        label = statement.label
        if seen.sections.meet(statement.start, statement.end):
            continue  # "5.8 Passwords" is a heading, and no reading of blood
        start, end = _without_numbers(seen, statement, likely, thresholds[label].found)
        if start >= end or (label is DataLabel.CHILD and is_of_age(seen.written.low, start, end)):
            continue
        if of_forms.meeting(label, start, end) or seen.rules.phrases.only_sounds_like_it(start, end):
            continue
        score = _LIKELY if statement.likelihood >= thresholds[label].certain else _POSSIBLE
        why = f"reads like a statement about {_ABOUT[label]}; no listed words say so"
        if met := listed.meeting(label, start, end):
            score, why = max(score, met[0].score), met[0].why
        spans.append(Span(start, end, label, seen.written.text[start:end], score, why))
    found = _ByPlace(spans)
    for span in listed.spans:
        possible = likelihood_of(span, seen.sight, likely) >= _LISTED
        if possible and not found.meeting(span.label, span.start, span.end):
            spans.append(replace(span, score=_POSSIBLE))
    return spans


def _without_numbers(seen: Seen, statement: Statement, likely: Floats, threshold: float) -> tuple[int, int]:
    """A statement without the numbers that it begins or ends with: "AB123456C, has epilepsy".

    Nothing is left of one that words don't say, but for a child's age in a sentence about somebody.
    """
    sight, start, end = seen.sight, statement.start, statement.end
    first, last = bisect_left(sight.ends, start + 1), bisect_left(sight.starts, end) - 1
    if seen.numbers.meet(start, end):

        def outside(row: int) -> bool:
            held = seen.numbers.hold(sight.starts[row], sight.ends[row])
            return held or not sight.words[row][0].isalnum() or sight.words[row] in _OUTSIDE

        while first <= last and outside(first):
            first += 1
        while first <= last and outside(last):
            last -= 1
        column = likely[first : last + 1, LABELS.index(statement.label) + 1]
        if first > last or column.max() < threshold:
            return start, start
    if not any(map(_is_a_word, sight.words[first : last + 1])):
        an_age = statement.label is DataLabel.CHILD and seen.rules.sentences.about_somebody(start)
        if not an_age:
            return start, start
    return sight.starts[first], sight.ends[last]


def _is_a_word(word: str) -> bool:
    return len(word) > 1 and word.isalpha()


class _ByPlace:
    """Spans in the order of their places, to ask which meet others without looking at each."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans)
        self._starts = [span.start for span in self.spans]
        self._longest = max((span.end - span.start for span in self.spans), default=0)

    def meeting(self, label: DataLabel, start: int, end: int) -> list[Span]:
        """Those of a kind that overlap `start` to `end`, the surest first."""
        if not self.spans:
            return []
        near = self.spans[bisect_left(self._starts, start - self._longest) : bisect_left(self._starts, end)]
        return sorted(
            (span for span in near if span.label is label and span.end > start), key=lambda span: -span.score
        )


def likelihood_of(span: Span, sight: Sight, likely: Floats) -> float:
    """How likely the words of a span say what its label is, by the likeliest of them."""
    first, after = bisect_left(sight.ends, span.start + 1), bisect_left(sight.starts, span.end)
    column = likely[first:after, LABELS.index(span.label) + 1]
    return float(column.max()) if len(column) else 0.0


def save_reader(
    folder: Path,
    vectors: WordVectors,
    words: Sequence[str],
    shape: Shape,
    networks: Sequence[LivesModel],
    thresholds: Mapping[DataLabel, Thresholds],
) -> None:
    """Write all that a reader needs into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    vectors.save(folder / VECTORS)
    (folder / _WORDS).write_text("\n".join(words) + "\n", encoding="utf-8")
    for number, network in enumerate(networks):
        network.to_disk(folder / f"{_NETWORK}-{number}")
    settings = {
        "shape": asdict(shape),
        "networks": len(networks),
        "thresholds": {label.value: asdict(bounds) for label, bounds in thresholds.items()},
    }
    (folder / _SETTINGS).write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


@lru_cache(maxsize=2)
def load_lives_reader(folder: Path = OUR_MODEL) -> LivesReader:
    """The reader that `save_reader` wrote. Raises `OSError` where a file is missing."""
    settings = json.loads((folder / _SETTINGS).read_text(encoding="utf-8"))
    shape = Shape(**settings["shape"])
    networks = []
    for number in range(settings["networks"]):
        network = new_network(shape, dropout=0.0)
        network.from_disk(folder / f"{_NETWORK}-{number}")
        networks.append(TrainedNetwork(network))
    return LivesReader(
        load_vectors(folder / VECTORS),
        (folder / _WORDS).read_text(encoding="utf-8").splitlines(),
        networks,
        {DataLabel(label): Thresholds(**bounds) for label, bounds in settings["thresholds"].items()},
    )
