"""What `askig answer` asks of a line, and what it says where there is no answer."""

from __future__ import annotations

from typing import Any

from nlp.policies.gate import Band
from nlp.policies.question import Question, read_question

CLOSEST = 3
"""Passages that are named where there is no answer."""
ROUNDED = 4
"""Decimal places of scores and of the confidence."""


def question_of(line: dict[str, Any]) -> Question:
    """The line's question, story and questions before. Raises `ValueError` where they have another shape."""
    if "question" not in line:
        raise ValueError('The line has no "question". Add what you want to know.')
    question, story, before = line["question"], line.get("scenario", ""), line.get("history", [])
    if not isinstance(question, str) or not question.strip():
        raise ValueError('"question" must be text in quotation marks, and not empty.')
    if story is not None and not isinstance(story, str):
        raise ValueError('"scenario" must be text in quotation marks.')
    if before is not None and not (isinstance(before, list) and all(isinstance(one, str) for one in before)):
        raise ValueError('"history" must be a list of questions in quotation marks, the oldest first.')
    return read_question(question, story or "", before or [])


def no_answer(band: Band, titles: list[str]) -> str:
    if not titles:
        return "I don't know. Nothing in the policies has these words."
    closest = "; ".join(titles)
    if band is Band.DID_YOU_MEAN:
        return f"I am not sure. Did you mean one of these? {closest}"
    return f"I don't know. What comes closest: {closest}"
