"""From what a template gave to the blocks of a letter.

A template's own lines make the structure: `# ` what the letter is about, `## ` and `### ` headings, `- ` a bullet,
`> ` a quotation, an empty line the end of a paragraph. Whatever a template fills in travels between two marks, with
its line ends hidden, so that nothing in it can become a heading, a bullet or a paragraph: people's words stay data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from cases.letters.letter import Block, Run, Style
from cases.notification import TO_BE_ADDED

# Private characters of Unicode, which no text needs: taken out of everything that is filled in.
_BEGIN, _END, _LINE, _BEGIN_PLACE = "\ue000", "\ue001", "\ue002", "\ue003"
MARKS: Final = frozenset((_BEGIN, _END, _LINE, _BEGIN_PLACE))

# What a .docx, being XML, can't hold, and the marks.
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ue000-\ue003]"
)
_LINE_END: Final = re.compile("\r\n?|[\x85\u2028\u2029]")
_OPENS_LEFT, _CLOSES_LEFT = "\u202a\u202b\u202d\u202e", "\u202c"
_OPENS_APART, _CLOSES_APART = "\u2066\u2067\u2068", "\u2069"

_STYLES: Final = (
    ("# ", Style.TITLE),
    ("## ", Style.HEADING),
    ("### ", Style.SUBHEADING),
    ("- ", Style.BULLET),
    ("> ", Style.QUOTE),
)
_FILLED_IN: Final = re.compile(f"({_BEGIN}|{_BEGIN_PLACE})([^{_END}]*){_END}")
# A place that a template itself leaves open: [what you need to know].
_PLACE: Final = re.compile(r"\[[^\[\]\n]+\]")
_TO_BE_ADDED: Final = re.compile(re.escape(TO_BE_ADDED))


@dataclass(frozen=True, slots=True)
class Blank:
    """A fact that is missing. It counts as false, and shows as a place to fill in."""

    what: str

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return f"[{self.what}]"


def readable(text: str) -> str:
    """The text without what no document can hold; right-to-left marks that it leaves open are closed in its end."""
    text = _UNPRINTABLE.sub("", _LINE_END.sub("\n", text))
    return text + _still_open(text)


def filled_in(value: object) -> str:
    """A value as a template puts it out, between marks."""
    begin = _BEGIN_PLACE if isinstance(value, Blank) else _BEGIN
    return f"{begin}{readable(str(value)).replace(chr(10), _LINE)}{_END}"


def read_blocks(rendered: str) -> tuple[Block, ...]:
    """The blocks of what a template gave. Each line of the template is a line of the letter."""
    blocks: list[Block] = []
    lines: list[str] = []

    def end_paragraph() -> None:
        if lines:
            blocks.append(Block(Style.PARAGRAPH, _runs("\n".join(lines))))
            lines.clear()

    for line in rendered.split("\n"):
        line = line.rstrip(" \t")
        mark, style = next(((mark, style) for mark, style in _STYLES if line.startswith(mark)), ("", None))
        if style is not None:
            end_paragraph()
            blocks.append(Block(style, _runs(line.removeprefix(mark).strip(" "))))
        elif line:
            lines.append(line)
        else:
            end_paragraph()
    end_paragraph()
    return tuple(block for block in blocks if block.text.strip())


def _runs(line: str) -> tuple[Run, ...]:
    runs: list[Run] = []
    at = 0
    for found in _FILLED_IN.finditer(line):
        runs += _split(line[at : found.start()], _PLACE)
        value = found[2].replace(_LINE, "\n")
        runs += [Run(value, is_place=True)] if found[1] == _BEGIN_PLACE else _split(value, _TO_BE_ADDED)
        at = found.end()
    runs += _split(line[at:], _PLACE)
    return tuple(run for run in runs if run.text)


def _split(text: str, place: re.Pattern[str]) -> list[Run]:
    """The text with the places in it as runs of their own."""
    runs: list[Run] = []
    at = 0
    for found in place.finditer(text):
        runs += [Run(text[at : found.start()]), Run(found[0], is_place=True)]
        at = found.end()
    return [*runs, Run(text[at:])]


def _still_open(text: str) -> str:
    """What closes the changes of direction that a text begins and does not end, so that they end with it."""
    still_open: list[str] = []
    for character in text:
        if character in _OPENS_LEFT:
            still_open.append(_CLOSES_LEFT)
        elif character in _OPENS_APART:
            still_open.append(_CLOSES_APART)
        elif still_open and character == still_open[-1]:
            still_open.pop()
    return "".join(reversed(still_open))
