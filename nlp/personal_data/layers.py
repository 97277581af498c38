"""The layers of our networks written out in plain arrays, for reading only.

A short message costs little more than the number of steps, so thinc's general layers take twice the time of these. Both
give the same, which tests hold.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

Floats = NDArray[np.float32]
WINDOW = 3
"""How many words a window holds: one with the one before it and the one after it."""
_LEAST = np.float32(1e-8)


@dataclass(frozen=True, slots=True)
class Layer:
    """A maxout layer of two pieces with its levelling, laid out for one multiplication of few rows.

    `mean` is a column by which a row is multiplied for its mean: quicker than a sum, for so few numbers.
    """

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats
    mean: Floats

    def __call__(self, rows: Floats) -> Floats:
        return self._levelled(rows @ self.weights)

    def beside(self, rows: Floats, beside: Floats, of: NDArray[np.integer[Any]] | None) -> Floats:
        """What comes of each row with one of `beside` put to its right: that at `of`, or the only one.

        Few rows stand beside many, so each is multiplied once.
        """
        width = rows.shape[1]
        pieces = rows @ self.weights[:width]
        right = beside @ self.weights[width:]
        pieces += right if of is None else right[of]
        return self._levelled(pieces)

    def _levelled(self, pieces: Floats) -> Floats:
        width = self.scale.shape[0]
        pieces += self.bias
        most: Floats = np.maximum(pieces[:, :width], pieces[:, width:])
        most -= most @ self.mean
        spread = np.square(most) @ self.mean
        spread += _LEAST
        most /= np.sqrt(spread, out=spread)
        most *= self.scale
        most += self.shift
        return most


def laid_out(layer: Model[Any, Any]) -> Layer:
    """One of thinc's maxout layers with its levelling, for reading."""
    weights = param(layer, "W")
    bias, shift = params(layer, "b")
    wide, pieces, narrow = weights.shape
    return Layer(
        np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(narrow, pieces * wide)),
        np.ascontiguousarray(bias.T.reshape(pieces * wide)),
        param(layer, "G"),
        shift,
        np.full((wide, 1), 1 / wide, dtype=np.float32),
    )


def params(layer: Model[Any, Any], name: str) -> list[Floats]:
    """The parameters of that name in a layer and the layers it is made of, in their order."""
    return [np.asarray(node.get_param(name)) for node in layer.walk() if node.has_param(name)]


def param(layer: Model[Any, Any], name: str) -> Floats:
    """The first of `params`."""
    return params(layer, name)[0]


def with_neighbours(rows: Floats, ends: NDArray[np.integer[Any]] | None = None) -> Floats:
    """Each row between the one before and the one after it, noughts where there is none.

    `ends` are the rows with which a text begins that no row before it belongs to.
    """
    count, width = rows.shape
    window = np.zeros((count, width * WINDOW), dtype=np.float32)
    window[1:, :width] = rows[:-1]
    window[:, width : 2 * width] = rows
    window[:-1, 2 * width :] = rows[1:]
    if ends is not None and len(ends):
        window[ends, :width] = 0
        window[ends - 1, 2 * width :] = 0
    return window
