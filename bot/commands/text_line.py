"""What the commands that read text ask of a line: an "id" and a "text"."""

from typing import Any


def required_identifier(line: dict[str, Any]) -> str | int:
    """The line's "id". Raises ValueError where it is missing, or neither text nor a whole number."""
    if "id" not in line:
        raise ValueError('The line has no "id". Add one, so that its answer can be found again.')
    identifier = line["id"]
    if isinstance(identifier, bool) or not isinstance(identifier, str | int):
        raise ValueError('"id" must be text or a whole number.')
    return identifier


def required_text(line: dict[str, Any]) -> str:
    """The line's "text". Raises ValueError where it is missing or is not text."""
    if "text" not in line:
        raise ValueError('The line has no "text". Add the words to be read.')
    text = line["text"]
    if not isinstance(text, str):
        raise ValueError('"text" must be text in quotation marks.')
    return text
