"""The training run: reproducible, with its scores written down.

Scores and thresholds come from messages by writers that the fit did not see, a group of writers held out after the
other. What ships is then fitted on all of them.
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.held_out import in_groups
from nlp.triage.features import Observed, load_senses
from nlp.triage.model import OUTPUTS, write_model
from nlp.triage.training.card import written_card
from nlp.triage.training.fitting import Plan, fit, look_at, scores_of
from nlp.triage.training.scoring import measured
from nlp.triage.training.settling import settled_on
from nlp.triage.training.texts import Message, read_messages

_GROUPS: Final = 4


def train_triage(texts: Path, output: Path, plan: Plan, report: Callable[[str], None]) -> None:
    """Train on the messages in `texts`; writes the model, scores.json and MODEL_CARD.md to `output`.

    Raises OSError where a file is missing and ValueError where a line is not of the shape that texts.py describes.
    """
    messages = read_messages(texts)
    seen = look_at(messages)
    report(f"{len(messages)} messages by {len({message.writer for message in messages})} writers")
    held_out = scores_held_out(messages, seen, plan, report)
    settled = settled_on(messages, held_out)
    fitted = fit(messages, seen, load_senses(), plan)
    write_model(output, fitted.vocabulary, fitted.weights, fitted.constants)
    scores = {
        "plan": asdict(plan),
        "settled": {name: round(value, 4) for name, value in asdict(settled).items()},
        "messages": {writer: len(_of(messages, writer)) for writer in _writers(messages)},
        "held out": {
            writer: measured(_of(messages, writer), held_out[_places(messages, writer)], settled)
            for writer in _writers(messages)
        }
        | {"all": measured(messages, held_out, settled)},
    }
    (output / "scores.json").write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
    (output / "MODEL_CARD.md").write_text(written_card(scores), encoding="utf-8")
    report(json.dumps(scores["held out"], indent=2))


def scores_held_out(
    messages: Sequence[Message], seen: Sequence[Observed], plan: Plan, report: Callable[[str], None]
) -> NDArray[Any]:
    """The scores of each message from a fit that saw nothing by its writer, nor anything nearly the same."""
    scores = np.zeros((len(messages), OUTPUTS))
    senses = load_senses()
    for writers in writers_held_out(messages):
        held = [place for writer in writers for place in _places(messages, writer)]
        held_texts = {_bare(messages[place].text) for place in held}
        rest = [
            place
            for place, message in enumerate(messages)
            if message.writer not in writers and _bare(message.text) not in held_texts
        ]
        fitted = fit([messages[place] for place in rest], [seen[place] for place in rest], senses, plan)
        scores[held] = scores_of(fitted, [seen[place] for place in held], senses)
        report(f"{', '.join(writers)}: held out {len(held)}, fitted on {len(rest)}")
    return scores


def writers_held_out(messages: Sequence[Message]) -> list[list[str]]:
    """The writers in the groups in which they are held out."""
    return in_groups(Counter(message.writer for message in messages), _GROUPS)


def _bare(text: str) -> str:
    """The letters of a text alone, so that two that differ in marks or spaces are the same."""
    return "".join(character for character in text.lower() if character.isalpha())


def _writers(messages: Sequence[Message]) -> list[str]:
    return sorted({message.writer for message in messages})


def _places(messages: Sequence[Message], writer: str) -> list[int]:
    return [place for place, message in enumerate(messages) if message.writer == writer]


def _of(messages: Sequence[Message], writer: str) -> list[Message]:
    return [message for message in messages if message.writer == writer]
