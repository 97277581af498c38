"""A due date as it is shown: in words, with what is left."""

from __future__ import annotations

from datetime import date, datetime

from cases.words import date_in_words, moment_in_words


def due_sentence(due: date, left_in_words: str, today: date) -> str:
    """`Due Wednesday 17 June (18 working days left).`"""
    when = moment_in_words(due, today) if isinstance(due, datetime) else date_in_words(due, today)
    return f"Due {when} ({left_in_words})." if left_in_words else f"Due {when}."
