"""Text made comparable without moving a single character: offsets stay those of the original."""

from functools import cached_property
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


class Written:
    """A text with its comparable forms, each made once, when it is first asked for; offsets are the same in all."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def level(self) -> str:
        """The text with its marks straightened, see `plain`."""
        return plain(self.text)

    @cached_property
    def low(self) -> str:
        """The text in lower case, see `lowered`."""
        return lowered(self.text)
