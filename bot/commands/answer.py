"""`askig answer`: read questions as JSON Lines and answer them from the policies, or from a file of passages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.commands.text_line import required_identifier
from cases.policies import PassageKind
from integrations.policies.keeping import IndexStore
from integrations.policies.passages_file import PassagesFile
from nlp.policies.gate import Band
from nlp.policies.library import Answer, PolicyLibrary
from nlp.policies.question import Question, read_question
from nlp.policies.search import Search

INDEXES = Path("var") / "policies"
"""Where indexes are kept, in the working folder."""

_CLOSEST = 3
_ROUNDED = 4


def answer_from_file(file: Path, top: int = 0) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Answer lines from a file of passages. Raises `PassagesWrong` where it can't be used."""
    passages = PassagesFile(file)
    search = Search(IndexStore(INDEXES).index(passages.key, passages.build))

    def answer_line(line: dict[str, Any]) -> dict[str, Any]:
        identifier, question = required_identifier(line), _question(line)
        findings = search.find(question, max(top, _CLOSEST))
        closest = [(passages.passage(found.passage), found.score) for found in findings.found]
        said: dict[str, Any] = {"id": identifier, "answered": findings.band is Band.ANSWER}
        citations = [
            {
                "policy": passage.title or str(passage.id),
                "section": "",
                "version": "",
                "passage_id": passage.id,
                "score": round(score, _ROUNDED),
            }
            for passage, score in closest[:_CLOSEST]
        ]
        if findings.band is Band.ANSWER:
            text = closest[0][0].text
            begin, end = search.best_sentence(text, findings.wanted)
            said |= {"answer": text, "citations": citations[:1], "sentence": text[begin:end]}
        else:
            said |= {
                "answer": _no_answer(findings.band, [str(one["policy"]) for one in citations]),
                "citations": [],
            }
        said |= {
            "closest": citations,
            "band": findings.band.value,
            "confidence": round(findings.confidence, _ROUNDED),
        }
        if top:
            said["passages"] = [
                {"id": passage.id, "score": round(score, _ROUNDED)} for passage, score in closest[:top]
            ]
        return said

    return answer_line


def answer_from_library(library: PolicyLibrary, top: int = 0) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Answer lines from the council's policies."""

    def answer_line(line: dict[str, Any]) -> dict[str, Any]:
        identifier, question = required_identifier(line), _question(line)
        answer = library.answer(question.asked, question.before, question.story, most=max(top, _CLOSEST))
        citations = [
            {
                "policy": quoted.passage.policy.name,
                "section": quoted.passage.section,
                "version": quoted.passage.policy.version,
                "passage_id": quoted.passage.id,
                "score": round(quoted.score, _ROUNDED),
            }
            for quoted in answer.passages
        ]
        said: dict[str, Any] = {"id": identifier, "answered": answer.answered}
        if answer.answered:
            quoted = answer.passages[0]
            said |= {"answer": quoted.passage.text, "citations": citations[:1], "sentence": quoted.sentence}
            if quoted.passage.kind is not PassageKind.PROSE:
                said["kind"] = quoted.passage.kind.value
        else:
            said |= {"answer": _no_answer(answer.band, _titles(answer)), "citations": []}
        said |= {
            "closest": citations[:_CLOSEST],
            "band": answer.band.value,
            "confidence": round(answer.confidence, _ROUNDED),
        }
        if top:
            said["passages"] = [{"id": one["passage_id"], "score": one["score"]} for one in citations[:top]]
        return said

    return answer_line


def _titles(answer: Answer) -> list[str]:
    return [quoted.passage.title for quoted in answer.closest]


def _no_answer(band: Band, titles: list[str]) -> str:
    if not titles:
        return "I don't know. Nothing in the policies has these words."
    closest = "; ".join(titles)
    if band is Band.DID_YOU_MEAN:
        return f"I am not sure. Did you mean one of these? {closest}"
    return f"I don't know. What comes closest: {closest}"


def _question(line: dict[str, Any]) -> Question:
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
