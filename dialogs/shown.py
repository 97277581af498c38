"""Marks of what a card's inputs showed, which its buttons carry.

A chat keeps its old cards. An input that comes back as its card showed it was left alone there, and takes nothing
back that was said, or typed into a newer card, since.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def mark(value: str | int | Sequence[str] | None) -> str:
    """A digest and the length of what an input shows: the same however a client breaks lines or orders ticks."""
    if value is None:
        text = ""
    elif isinstance(value, str | int):
        text = str(value)
    else:
        text = ",".join(sorted(value))
    digest = sha256(" ".join(text.split()).encode()).hexdigest()[:12]
    return f"{digest}.{len(text)}"


def is_marked(value: str | int | Sequence[str] | None, marked: str) -> bool:
    """Whether the mark was made of this value."""
    return mark(value).partition(".")[0] == marked.partition(".")[0]


def length_marked(marked: str) -> int:
    """How many characters the marked text had; -1 for what is no mark of ours."""
    length = marked.partition(".")[2]
    return int(length) if length.isascii() and length.isdigit() and len(length) < 8 else -1
