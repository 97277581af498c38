"""A council's own rules for nudges, from a file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from cases.nudges import NudgeRules, NudgesWrong, read_rules, shipped_rules


def read_nudges(file: Path | None, window: timedelta) -> NudgeRules:
    """The rules in the file, or those that come with the program. `window` is how late what was due may still be told.

    Raises `NudgesWrong` with a sentence for each mistake.
    """
    if file is None:
        return NudgeRules(shipped_rules().rules, window)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise NudgesWrong([f"nudges_file {file} can't be read: {reason}."]) from None
    try:
        return read_rules(text, window)
    except NudgesWrong as wrong:
        raise NudgesWrong(f"nudges_file: {sentence}" for sentence in wrong.sentences) from None
