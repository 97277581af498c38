"""Reads what is said about somebody's life: the network's answers, weighed together with what the rules found."""

import json
import re
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
_REAL_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_NUMBERED_PART: Final = re.compile(
    r"\b(?:regs?|regulations?|sections?|articles?|schedules?|clauses?|para(?:graph)?s?|appendi(?:x|ces)|annex|tables?|items?"
    r"|rules?|parts?|chapters?|rooms?|units?|plots?|pages?|nos?|numbers?|versions?|refs?)\b\W{0,3}[a-z]?\d"
)
_LONG_NUMBER: Final = re.compile(r"\d{5,}|\d{3} \d{3} \d{4}|\d\d \d\d \d\d")
_END_OF_A_SENTENCE: Final = frozenset(".!?;")
_LIKELY: Final = 0.8
_POSSIBLE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How likely (0 to 1) something of one kind must be for the network to say it alone, for that to be `likely` rather
    than `possible`, and for it to leave standing what the rules say.
    """

    alone: float
    certain: float
    with_rules: float


@dataclass(frozen=True, slots=True)
class Seen:
    """A text, what the rules read in it, and how it looks to the network."""

    written: Written
    rules: Circumstances
    sight: Sight


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

    def weighed(self, texts: Sequence[Seen]) -> Iterator[list[Span]]:
        """What stands of what the rules say in each text, and what the network reads besides."""
        for seen, likely in zip(texts, self.likelihoods(texts), strict=True):
            yield weighed(seen, likely, self._thresholds)

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


def statements(sight: Sight, likely: Floats, alone: Mapping[DataLabel, float]) -> Iterator[Statement]:
    """What the network reads: from the likeliest word on, as far as the words beside it are likely to say the same."""
    of_kinds = likely[:, 1:]
    best = of_kinds.argmax(axis=1)
    peaks = of_kinds.max(axis=1)
    taken = [False] * len(best)
    ends = np.array([word in _END_OF_A_SENTENCE for word in sight.words], dtype=bool)
    rows = np.flatnonzero(peaks >= min(alone.values()))
    for row in rows[np.argsort(-peaks[rows], kind="stable")]:
        kind, peak = int(best[row]), float(peaks[row])
        threshold = alone[LABELS[kind]]
        if peak < threshold or taken[row]:
            continue
        goes_on = (of_kinds[:, kind] >= _GOES_ON * threshold) & ~ends
        first = last = int(row)
        while first > 0 and goes_on[first - 1] and not taken[first - 1]:
            first -= 1
        while last < len(best) - 1 and goes_on[last + 1] and not taken[last + 1]:
            last += 1
        taken[first : last + 1] = [True] * (last + 1 - first)
        while first <= last and not sight.words[first][0].isalnum() and sight.words[first] not in "£(":
            first += 1
        while first <= last and not sight.words[last][0].isalnum() and sight.words[last][0] != "'":
            last -= 1
        if any(
            word[0].isalnum() and word not in _SAYS_NOTHING_ALONE for word in sight.words[first : last + 1]
        ):
            yield Statement(LABELS[kind], sight.starts[first], sight.ends[last], peak)


def weighed(seen: Seen, likely: Floats, thresholds: Mapping[DataLabel, Thresholds]) -> list[Span]:
    """What stands of what the rules say, and what the network reads besides.

    Where finds of the rules stand in what the network reads, the words are the rules', which cut them more cleanly;
    several are one statement. What the rules say and the network takes for nothing goes, but for what stands behind the
    label of a form.
    """
    spans = list(seen.rules.of_forms)
    alone = {label: bounds.alone for label, bounds in thresholds.items()}
    said = sorted(seen.rules.said)  # those of forms too: what the network reads there is the same
    starts = [span.start for span in said]
    longest = max((span.end - span.start for span in said), default=0)
    agreed: set[Span] = set()
    for statement in statements(seen.sight, likely, alone):
        label, start, end = statement.label, statement.start, statement.end
        if label is DataLabel.CHILD and is_of_age(seen.written.low, start, end):
            continue
        certain = statement.likelihood >= thresholds[label].certain
        if not certain and not seen.rules.sentences.about_somebody(start):
            continue
        near = said[bisect_left(starts, start - longest) : bisect_left(starts, end)]
        met = [span for span in near if span.label is label and span.end > start]
        agreed.update(met)
        if not seen.rules.of_forms.isdisjoint(met):
            continue
        if met:
            spans.append(_as_one(seen, _longest(met), certain=certain))
            continue
        if not _says_enough(seen, label, start, end):
            continue
        why = f"reads like a statement about {_ABOUT[label]}; no listed words say so"
        score = _LIKELY if certain else _POSSIBLE
        spans.append(Span(start, end, label, seen.written.text[start:end], score, why))
    for span in said:
        if span in agreed or span in seen.rules.of_forms:
            continue
        if likelihood_of(span, seen.sight, likely) >= thresholds[span.label].with_rules:
            spans.append(replace(span, score=min(span.score, _POSSIBLE)))
    return spans


def _as_one(seen: Seen, met: Sequence[Span], *, certain: bool) -> Span:
    """The finds of the rules within one statement, from the first to the last."""
    start, end = min(span.start for span in met), max(span.end for span in met)
    score = max(max(span.score for span in met), _LIKELY if certain else 0.0)
    return replace(met[0], start=start, end=end, text=seen.written.text[start:end], score=score)


def _says_enough(seen: Seen, label: DataLabel, start: int, end: int) -> bool:
    """Whether words say it, not a number of a paragraph, a room or a person."""
    words = _REAL_WORD.findall(seen.written.low, start, end)
    if all(word in _SAYS_NOTHING_ALONE for word in words):
        return False
    if _NUMBERED_PART.search(seen.written.low, start, end) or _LONG_NUMBER.search(
        seen.written.low, start, end
    ):
        return False
    if label is DataLabel.CHILD and not seen.rules.sentences.about_somebody(start):
        return not any(character.isdigit() for character in seen.written.text[start:end])
    numbered = (
        seen.written.text[first:last] for first, last in seen.rules.named if first < end and last > start
    )
    return label is DataLabel.CHILD or not any(character.isdigit() for name in numbered for character in name)


def _longest(spans: Sequence[Span]) -> list[Span]:
    """Of those that overlap the longest, then the surest."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, -span.score)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return kept


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
