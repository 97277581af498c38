"""A value as a chat may show it: enough to find it in the document, too little to pass it on."""

from __future__ import annotations

_WORDS_SHOWN = 4
_LONG_ENOUGH = 8
"""Characters of a value of which two may be shown at each end."""


def masked(value: str) -> str:
    """First and last characters: "J… T…" of a name or words, "QQ…6C" of a number, "…" of what is very short."""
    words = value.split()
    if not words:
        return "…"
    if all(character.isalpha() or character in "'’-.," for word in words for character in word):
        shown = " ".join(f"{word[0]}…" for word in words[:_WORDS_SHOWN])
        return shown if len(words) <= _WORDS_SHOWN else f"{shown} …"
    plain = "".join(words)
    ends = 2 if len(plain) >= _LONG_ENOUGH else 1
    return f"{plain[:ends]}…{plain[-ends:]}" if len(plain) > 2 * ends else "…"
