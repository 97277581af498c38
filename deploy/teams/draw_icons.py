"""Draw the two icons of the Teams app: a speech bubble with a keyhole in it.

    python3 deploy/teams/draw_icons.py

Standard library only. `color.png` is 192 × 192 on the app's accent colour, `outline.png` is 32 × 32, white on
nothing, as the Teams manifest asks.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ACCENT = (0x0B, 0x5A, 0x6B)
WHITE = (255, 255, 255)
SAMPLES = 4
"""Points measured along each side of a pixel, so that edges are smooth."""

Shape = Callable[[float, float], bool]
"""Whether a point is inside; coordinates run from 0 to 1, right and down."""


def main() -> None:
    """Write both icons."""
    keyhole_bubble = without(bubble, keyhole)
    color = png(192, lambda x, y: mix(ACCENT, WHITE, coverage(keyhole_bubble, 192, x, y), 255))
    (FOLDER / "color.png").write_bytes(color)
    ring = without(without(bubble, inner_bubble), keyhole)
    outline = png(
        32, lambda x, y: (*WHITE, round(255 * max(coverage(ring, 32, x, y), coverage(keyhole, 32, x, y))))
    )
    (FOLDER / "outline.png").write_bytes(outline)


def bubble(x: float, y: float) -> bool:
    """A rounded speech bubble with its tail at the lower left."""
    return rounded(x, y, 0.14, 0.16, 0.86, 0.70, 0.14) or tail(x, y, 0.26, 0.48, 0.88)


def inner_bubble(x: float, y: float) -> bool:
    """The same, smaller by the width of a line."""
    return rounded(x, y, 0.215, 0.235, 0.785, 0.625, 0.08) or tail(x, y, 0.325, 0.43, 0.765)


def keyhole(x: float, y: float) -> bool:
    """A round opening with a slot that widens downwards."""
    head = (x - 0.5) ** 2 + (y - 0.37) ** 2 <= 0.075**2
    slot = 0.40 <= y <= 0.56 and abs(x - 0.5) <= 0.03 + 0.28 * (y - 0.40)
    return head or slot


def rounded(x: float, y: float, left: float, top: float, right: float, bottom: float, radius: float) -> bool:
    """A rectangle with round corners."""
    across = max(left + radius - x, 0.0, x - (right - radius))
    down = max(top + radius - y, 0.0, y - (bottom - radius))
    return across**2 + down**2 <= radius**2


def tail(x: float, y: float, left: float, right: float, tip: float) -> bool:
    """A triangle that hangs from the bubble, its tip straight below the left end."""
    top = 0.55
    return top <= y <= tip and left <= x <= right - (right - left) * (y - top) / (tip - top)


def without(shape: Shape, hole: Shape) -> Shape:
    """`shape` with `hole` cut out."""
    return lambda x, y: shape(x, y) and not hole(x, y)


def coverage(shape: Shape, size: int, column: int, row: int) -> float:
    """How much of a pixel the shape covers, from 0 to 1."""
    steps = [(step + 0.5) / SAMPLES for step in range(SAMPLES)]
    inside = sum(shape((column + right) / size, (row + down) / size) for right in steps for down in steps)
    return inside / SAMPLES**2


def mix(
    below: tuple[int, int, int], above: tuple[int, int, int], share: float, alpha: int
) -> tuple[int, int, int, int]:
    """The colour where `above` covers this share of `below`."""
    red, green, blue = (round(low + (high - low) * share) for low, high in zip(below, above, strict=True))
    return red, green, blue, alpha


def png(size: int, pixel: Callable[[int, int], tuple[int, int, int, int]]) -> bytes:
    """A square PNG, 8 bits a channel with transparency."""
    rows = (b"\x00" + b"".join(bytes(pixel(x, y)) for x in range(size)) for y in range(size))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


if __name__ == "__main__":
    main()
