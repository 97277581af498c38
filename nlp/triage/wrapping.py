# ruff: noqa: E501  (a list of words reads better unbroken)
"""What an e-mail program wraps around words: disclaimers, header lines and quotation marks.

They are blanked out, character for character, so that "if you have received this in error" reports nothing.
"""

import re
from typing import Final

from nlp.plain_text import plain

_FIRST: Final = 5000
_LAST: Final = 1000

_DISCLAIMER: Final = re.compile(
    r"(?is)(?:this|the) (?:e-?mail|message|communication|transmission|information (?:contained )?in this)[^\n]{0,120}?"
    r"(?:confidential|privileged|intended (?:only|solely)|for the (?:sole|exclusive|intended)|addressee|do(?:es)? not necessarily)"
    r".*?(?=\n[ \t]*\n|\Z)"
)
_NOT_INTENDED: Final = re.compile(
    r"(?is)if you (?:are not the (?:intended|named)|have received this (?:e-?mail|message|communication)?[ ]?in error|receive this in error)"
    r".*?(?=\n[ \t]*\n|\Z)"
)
_HEADER: Final = re.compile(r"(?im)^[ >\t]*(?:from|sent|to|cc|bcc|date|importance|attachments?)[ ]?:[^\n]*$")
_QUOTE_MARKS: Final = re.compile(r"(?m)^[ \t]*(?:>[ \t]*)+")
_RULE: Final = re.compile(r"[-_=*]{4,}|-+ ?(?:original|forwarded) message ?-+", re.IGNORECASE)
# No word is that long; and the tokenizer's time grows with the square of a run without a space.
_RUN: Final = re.compile(r"\S{100,}")
_MARKUP: Final = re.compile(r"<at>[^<]{0,60}</at>|<[^<>\n]{1,80}>|&nbsp;")


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def without_wrapping(text: str) -> str:
    """The words of the message, wrapping blanked out; the beginning and the end of a very long one."""
    read = text if len(text) <= _FIRST + _LAST else f"{text[:_FIRST]}\n\n{text[-_LAST:]}"
    read = plain(read)
    for pattern in (_RUN, _MARKUP, _DISCLAIMER, _NOT_INTENDED, _HEADER, _QUOTE_MARKS, _RULE):
        read = pattern.sub(_blank, read)
    return read
