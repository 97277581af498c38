"""Text made comparable without moving a single character: offsets stay those of the original."""

from typing import Final

_PLAIN: Final = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "}
)


def plain(text: str) -> str:
    """Straighten quotation marks, dashes and spaces, one character for one."""
    return text.translate(_PLAIN)


def lowered(text: str) -> str:
    """Lower the case of `text` and straighten its marks; the length never changes."""
    lower = plain(text).lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := character.lower()) == 1 else character for character in plain(text))
