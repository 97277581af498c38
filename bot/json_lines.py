"""The text tools: JSON Lines on stdin, one JSON line for each on stdout, in order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, TextIO

Answer = Callable[[dict[str, Any]], dict[str, Any]]


def run(answer: Answer, lines: Iterable[str], out: TextIO) -> int:
    """Answer each line. A bad one gets `{"id", "error"}` and the others go on.

    Returns the exit status: 0, or 1 if any line was bad. Blank lines are passed over.
    """
    status = 0
    for line in lines:
        if not line.strip():
            continue
        result = _answered(answer, line)
        if "error" in result:
            status = 1
        out.write(json.dumps(result, ensure_ascii=False) + "\n")
        out.flush()
    return status


def _answered(answer: Answer, line: str) -> dict[str, Any]:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return {"id": None, "error": "This line is not JSON."}
    if not isinstance(given, dict):
        return {"id": None, "error": 'A line must be a JSON object such as {"id": "1", "text": "…"}.'}
    try:
        return {"id": given.get("id"), **answer(given)}
    except ValueError as error:
        return {"id": given.get("id"), "error": str(error)}
    except Exception as error:
        # What went wrong is ours; the line's text is not repeated.
        return {"id": given.get("id"), "error": f"This line could not be worked on ({type(error).__name__})."}
