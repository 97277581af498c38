"""`askig answer --passages FILE`: questions answered from a file of passages.

It starts without the settings but for the sentence encoder, where one may be set.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.commands.question_line import CLOSEST, ROUNDED, no_answer, question_of
from bot.commands.text_line import required_identifier
from bot.encoder import encoder_as_set
from bot.kept_indexes import INDEXES
from integrations.policies.keeping import IndexStore, kept_as
from integrations.policies.passages_file import PassagesFile
from nlp.policies.gate import Band
from nlp.policies.search import Search


def answer_from_file(file: Path, top: int = 0) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Answer lines from a file of passages. Raises `PassagesWrong` where it can't be used."""
    passages, encoder = PassagesFile(file), encoder_as_set()
    key = kept_as(passages.key, encoder)
    search = Search(IndexStore(INDEXES).index(key, lambda: passages.build(encoder)), encoder)

    def answer_line(line: dict[str, Any]) -> dict[str, Any]:
        identifier, question = required_identifier(line), question_of(line)
        findings = search.find(question, max(top, CLOSEST))
        closest = [(passages.passage(found.passage), found.score) for found in findings.found]
        said: dict[str, Any] = {"id": identifier, "answered": findings.band is Band.ANSWER}
        citations = [
            {
                "policy": passage.title or str(passage.id),
                "section": "",
                "version": "",
                "passage_id": passage.id,
                "score": round(score, ROUNDED),
            }
            for passage, score in closest[:CLOSEST]
        ]
        if findings.band is Band.ANSWER:
            text = closest[0][0].text
            begin, end = search.best_sentence(text, findings.wanted)
            said |= {"answer": text, "citations": citations[:1], "sentence": text[begin:end]}
        else:
            said |= {
                "answer": no_answer(findings.band, [str(one["policy"]) for one in citations]),
                "citations": [],
            }
        said |= {
            "closest": citations,
            "band": findings.band.value,
            "confidence": round(findings.confidence, ROUNDED),
        }
        if top:
            said["passages"] = [
                {"id": passage.id, "score": round(score, ROUNDED)} for passage, score in closest[:top]
            ]
        return said

    return answer_line
