"""The messages that triage learns from: JSON Lines in texts/, a file a writer, each written by hand for this project.

A line is `{"text", "label"}`, with `"also"` (labels) and `"category"` (of an incident) where they apply.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from nlp.triage.labels import IncidentCategory, Label

OUR_TEXTS: Final = Path(__file__).with_name("texts")


@dataclass(frozen=True, slots=True)
class Message:
    """A message with what it is; `writer` is the name of its file, without the ending."""

    writer: str
    text: str
    label: Label
    also: frozenset[Label]
    category: IncidentCategory | None

    @property
    def applies(self) -> frozenset[Label]:
        """The label and all that apply as well."""
        return self.also | {self.label}

    @property
    def reports_incident(self) -> bool:
        """Whether there is an incident in it."""
        return Label.INCIDENT in self.applies


def read_messages(folder: Path = OUR_TEXTS) -> tuple[Message, ...]:
    """All messages of a folder. Raises OSError, or ValueError where a line is not of the shape above."""
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise ValueError(f"There are no .jsonl files in {folder}.")
    return tuple(message for file in files for message in _of_file(file))


def _of_file(file: Path) -> Sequence[Message]:
    messages: list[Message] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            messages.append(_message(file.stem, json.loads(line)))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{file.name}, line {number}, is not a message with a label: {error}") from None
    return messages


def _message(writer: str, row: dict[str, Any]) -> Message:
    category = row.get("category")
    return Message(
        writer,
        str(row["text"]),
        Label(row["label"]),
        frozenset(Label(one) for one in row.get("also", ())),
        IncidentCategory(category) if category else None,
    )
