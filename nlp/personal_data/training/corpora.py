"""Texts labelled by people, read from JSON Lines: `{"id", "text", "spans": [[start, end, label]]}`."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LABELS: Final = {"PERSON": "PERSON", "ORG": "ORGANISATION", "LOCATION": "PLACE"}
"""The labels that the network learns, by what the corpora call them."""

_HELD_OUT: Final = 5
_MENTION = re.compile(r"(?<!\w)@ ?\w+")
_TITLE_BEFORE = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lady|Lord|Rev|Cllr|Sgt|Capt)\b ?\.? )$"
)
_TRIMMED: Final = " .,:;'\"“”-"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with the spans in it: start, end (code points, end exclusive) and label."""

    identifier: str
    text: str
    spans: tuple[tuple[int, int, str], ...]


def read_labelled(path: Path) -> tuple[Labelled, ...]:
    """The texts of one file as they are. Raises `OSError` or `ValueError` where it can't be read."""
    with path.open(encoding="utf-8") as lines:
        return tuple(_labelled(json.loads(line)) for line in lines if line.strip())


def _labelled(line: dict[str, object]) -> Labelled:
    spans = line["spans"]
    if not isinstance(spans, list):
        raise ValueError(f"Text {line.get('id')} has no list of spans.")
    return Labelled(str(line["id"]), str(line["text"]), tuple((s[0], s[1], s[2]) for s in spans))


def is_held_out(identifier: str) -> bool:
    """Whether a document is kept from training: one in five, by its identifier, the same each time."""
    return hashlib.sha256(identifier.encode()).digest()[1] % _HELD_OUT == 0


def for_training(texts: Iterable[Labelled]) -> Iterator[Labelled]:
    """Paragraphs with the labels that are learnt, titles taken into names; names of accounts ("@somebody") go out."""
    for text in texts:
        yield from _paragraphs(_without_accounts(text))


def _without_accounts(text: Labelled) -> Labelled:
    """Accounts are found by pattern: here they would teach that any word may be a person."""
    accounts = [match.span() for match in _MENTION.finditer(text.text)]
    spans = []
    for start, end, label in text.spans:
        if label not in LABELS or any(start < stop and begin < end for begin, stop in accounts):
            continue
        words = text.text[start:end]
        start += len(words) - len(words.lstrip(_TRIMMED + "#"))
        end -= len(words) - len(words.rstrip(_TRIMMED.replace(".", "")))
        if label == "PERSON" and (title := _TITLE_BEFORE.search(text.text[max(0, start - 12) : start])):
            start -= len(title.group())
        if start < end:
            spans.append((start, end, LABELS[label]))
    return Labelled(text.identifier, text.text, _without_overlaps(spans))


def _without_overlaps(spans: list[tuple[int, int, str]]) -> tuple[tuple[int, int, str], ...]:
    """Of spans that overlap the longest."""
    kept: list[tuple[int, int, str]] = []
    for start, end, label in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= begin or stop <= start for begin, stop, _ in kept):
            kept.append((start, end, label))
    return tuple(sorted(kept))


def _paragraphs(text: Labelled) -> Iterator[Labelled]:
    for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text.text):
        start, end = match.span()
        spans = tuple(
            (first - start, last - start, label)
            for first, last, label in text.spans
            if start <= first and last <= end
        )
        yield Labelled(text.identifier, match.group(), spans)
