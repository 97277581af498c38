"""`askig answer`: read questions as JSON Lines and answer them from the council's policies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.commands.question_line import CLOSEST, ROUNDED, no_answer, question_of
from bot.commands.text_line import required_identifier
from bot.encoder import encoder_as_set
from bot.kept_indexes import INDEXES
from bot.settings_source import load_policy_settings
from cases.policies import PassageKind
from integrations.policies.folder import MODEL, PolicyFolder
from integrations.policies.keeping import IndexStore, kept_as
from nlp.policies.library import Answer, PolicyLibrary, index_of


def library_as_set() -> PolicyLibrary:
    """The council's policies, from the folder in the settings. Raises `SettingsWrong` where that can't be used."""
    settings = load_policy_settings()
    source = PolicyFolder(settings.policies_folder or MODEL, settings.policies_address)
    read, encoder = source.read(), encoder_as_set()
    key = kept_as(source.version(), encoder)
    index = IndexStore(INDEXES).index(key, lambda: index_of(read.passages, encoder))
    return PolicyLibrary(read, index, encoder)


def answer_from_library(library: PolicyLibrary, top: int = 0) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Answer lines from the council's policies."""

    def answer_line(line: dict[str, Any]) -> dict[str, Any]:
        identifier, question = required_identifier(line), question_of(line)
        answer = library.answer(question.asked, question.before, question.story, most=max(top, CLOSEST))
        citations = [
            {
                "policy": quoted.passage.policy.name,
                "section": quoted.passage.section,
                "version": quoted.passage.policy.version,
                "passage_id": quoted.passage.id,
                "score": round(quoted.score, ROUNDED),
                **({"link": quoted.passage.policy.link} if quoted.passage.policy.link else {}),
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
            said |= {"answer": no_answer(answer.band, _titles(answer)), "citations": []}
        said |= {
            "closest": citations[:CLOSEST],
            "band": answer.band.value,
            "confidence": round(answer.confidence, ROUNDED),
        }
        if top:
            said["passages"] = [{"id": one["passage_id"], "score": one["score"]} for one in citations[:top]]
        return said

    return answer_line


def _titles(answer: Answer) -> list[str]:
    return [quoted.passage.title for quoted in answer.closest]
