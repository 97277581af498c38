"""Policies in Markdown: front matter, headings, paragraphs, lists and tables with bars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.policies.blocks import Block, Heading, Paragraph, Table

_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_RULE = re.compile(r"^\s*\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*$")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]+\)")
_BAR = re.compile(r"(?<!\\)\|")


def front_matter_of(text: str) -> tuple[dict[str, str], str]:
    """What stands between the two lines of dashes with which the file begins, by its name; and the rest."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        return {}, text
    end = next(at for at, line in enumerate(lines[1:], start=1) if line.strip() == "---")
    told = {}
    for line in lines[1:end]:
        name, colon, value = line.partition(":")
        if colon:
            told[name.strip().lower()] = value.strip().strip("\"'")
    return told, "\n".join(lines[end + 1 :])


def blocks_of_markdown(text: str) -> Iterator[Block]:
    """The blocks in order."""
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        heading = _HEADING.match(line)
        if heading or not line.strip():
            yield from _block(lines)
            lines = []
            if heading:
                yield Heading(len(heading[1]), _plain(heading[2]))
        else:
            lines.append(line)


def _block(lines: Sequence[str]) -> Iterator[Block]:
    if not lines:
        return
    rule = next((at for at, line in enumerate(lines) if at and "|" in line and _RULE.match(line)), None)
    if rule is None or "|" not in lines[rule - 1]:
        yield Paragraph(_plain("\n".join(line.strip() for line in lines)))
        return
    yield from _block(lines[: rule - 1])
    end = next((at for at in range(rule + 1, len(lines)) if "|" not in lines[at]), len(lines))
    yield Table(tuple(_row(line) for line in (lines[rule - 1], *lines[rule + 1 : end])))
    yield from _block(lines[end:])


def _row(line: str) -> tuple[str, ...]:
    return tuple(
        _plain(cell.strip().replace("\\|", "|"))
        for cell in _BAR.split(line.strip().removeprefix("|").removesuffix("|"))
    )


def _plain(text: str) -> str:
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text))
