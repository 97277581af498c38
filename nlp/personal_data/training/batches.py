"""Examples in batches of about so many words."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_One = TypeVar("_One")


def batches(examples: Iterable[_One], length: Callable[[_One], int], words: int) -> Iterator[list[_One]]:
    """The examples in their order, in batches of at least `words` words but for the last. `length` counts one's."""
    batch: list[_One] = []
    size = 0
    for example in examples:
        batch.append(example)
        size += length(example)
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
