# ruff: noqa: E501  (a text reads better unbroken)
"""The model card: what the model is, what it is for and not for, its sources, its scores."""

from typing import Any, Final

_HEAD: Final = """\
# Names model of Ask IG

A small network (word vectors, {windows} layers that look at three words, one at the whole text, width {width}; {words}
words of evidence from lists) that reads people, organisations and places in English text. It works together with rules (`nlp/personal_data/name_cues.py`): two signs
that agree make a name sure. Made by `askig train personal-data`; `scores.json` has the plan and the seed.

## For, and not for

For flagging likely personal data to a person who decides: a disclosure check, a hint before a report is sent. Not for
redacting without a person, not for deciding about anybody, and not for other languages than English. It misses names.
Of what only the network read ("possible"), much is no name.

## Made from

| text | used for | licence |
|---|---|---|
| Text Anonymization Benchmark, training part: European court judgments (Pilán, Lison, Øvrelid and others, Norwegian Computing Center) | training; the documents below held out | MIT |
| Broad Twitter Corpus, part (Derczynski, Bontcheva, Roberts) | training | CC BY 4.0 |
| WNUT-17 emerging entities, training part (Derczynski, Nichols, van Erp, Limsopatham) | training | CC BY 4.0 |
| Universal NER on UD English EWT, development part | choosing the round, nothing else | CC BY-SA 4.0 |
| sentences with identifiers that writers marked for the words network (`training/marked_texts/identifiers`) | training, of people alone | as this project |
| practice texts of a UK council, from templates written for this project | training | as this project |
| Faker's lists of names and places; our own lists | the table of evidence, names for practice texts | MIT; as this project |
| SCOWL, the smallest British list (Kevin Atkinson; Debian's wbritish-small) | the table of evidence: plain words | SCOWL's own, free with its notice |

Changes to the texts: accounts ("@somebody") are not learnt as people, titles are taken into names, some real texts have
their people renamed. None of the texts is in the model; it holds a list of the words that they use more than once.

Court documents never trained on: {held_out}.

## Scores

Exact spans of people (start and end must agree), and characters of anything that identifies, on texts that were not
trained on. The round was chosen on both sets, so expect somewhat less on others.

| texts | what | precision | recall | F1 | F2 |
|---|---|---|---|---|---|
"""
_TAIL: Final = """
Marks differ from set to set: web text is marked without titles ("Dr", "Mrs") where this scan takes them in as it
should, and leaves some plain first names unmarked; both count as mistakes above.

## What goes wrong most

- One capitalised word that nothing else speaks for: companies, places and products read as people.
- Surnames alone that are in no list and stand without a title or a verb; names in small letters.
- Two names side by side read as one; a word after a name taken in ("John Staikos Direct").
- Nicknames, initials alone ("dp"), names of gods and storms.
- The training texts are court judgments, tweets and made-up council texts: real council files were not to be had.
"""


def written_card(scores: dict[str, Any], words: int) -> str:
    """The card in Markdown, from what `run.py` measured."""
    plan = scores["plan"]
    held_out = ", ".join(scores["held out"])
    lines = [_HEAD.format(words=words, held_out=held_out, windows=plan["windows"], width=plan["width"])]
    for name, texts in (("court", "court judgments held out"), ("web", "web sentences (development)")):
        for what, numbers in scores[name].items():
            row = " | ".join(f"{numbers[key]:.3f}" for key in ("precision", "recall", "f1", "f2"))
            lines.append(f"| {texts} | {what} | {row} |\n")
    return "".join([*lines, _TAIL])
