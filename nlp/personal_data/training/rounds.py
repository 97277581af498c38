"""The training loop of our networks: the same seed and texts give the same network."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray
from thinc.api import Adam

from nlp.personal_data.layers import Floats
from nlp.personal_data.word_network import Batch, WordModel

_LAST_RATE: Final = 0.05
"""Of the first, in the last round."""
_LEAST: Final = np.float32(1e-9)


@dataclass(frozen=True, slots=True)
class Example:
    """A text's words as a network takes them, and the answer that is right for each."""

    rows: NDArray[np.uint64]
    meanings: Floats
    signs: Floats
    answers: NDArray[np.int64]


_Example = TypeVar("_Example", bound=Example)


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast: `words_a_batch` as spaCy means it; `rate` is the first round's, and falls after it."""

    rounds: int
    words_a_batch: int
    rate: float


def train(
    network: WordModel,
    schedule: Schedule,
    seed: int,
    examples: Callable[[int], list[_Example]],
    batch: Callable[[Sequence[_Example]], Batch],
    change: Callable[[Sequence[_Example], Floats], tuple[Floats, float]],
    after: Callable[[int, float], None],
) -> None:
    """Train in place, and leave the network with the mean of what its numbers were.

    `examples` gives those of a round, `batch` what the network takes of some, `change` what should change in its
    answers to them, with the loss. After each round `after` is called with its number and its loss for each word,
    while the network reads with the mean.
    """
    shuffling = random.Random(seed)  # noqa: S311  (reproducible on purpose)
    optimizer = Adam(schedule.rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    for number in range(schedule.rounds):
        optimizer.learn_rate = schedule.rate * (1 - (1 - _LAST_RATE) * number / schedule.rounds)
        order = examples(number)
        shuffling.shuffle(order)
        loss, words = 0.0, 0
        for some in _batches(order, schedule.words_a_batch):
            likely, backprop = network(batch(some), is_train=True)
            towards, lost = change(some, likely)
            backprop(towards / len(some))
            network.finish_update(optimizer)
            loss, words = loss + lost, words + len(likely)
        with network.use_params(optimizer.averages):
            after(number, loss / max(words, 1))
    for node in network.walk():
        for name in node.param_names:
            if (node.id, name) in optimizer.averages:
                node.set_param(name, optimizer.averages[(node.id, name)])


def towards(likely: Floats, right: NDArray[np.int64]) -> tuple[Floats, float]:
    """What should change in likelihoods for each row to say its right choice, and the loss."""
    places = np.arange(len(right))
    change = likely.copy()
    change[places, right] -= 1
    return change, -float(np.log(likely[places, right] + _LEAST).sum())


def _batches(examples: Iterable[_Example], words: int) -> Iterator[list[_Example]]:
    """The examples in their order, in batches of at least so many words but for the last."""
    batch: list[_Example] = []
    size = 0
    for example in examples:
        batch.append(example)
        size += len(example.answers)
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
