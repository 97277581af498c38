"""How well likely personal data is flagged, and how fast: each measure beside Presidio's in the same run.

What is measured on sentences of our own stands in this checkout. The texts labelled by people that names are measured
on do not: `askig bench personal-data --data FOLDER` reads them (JSON Lines, see docs/operating.md), and only those that
the model was not trained on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from nlp.personal_data import CONTEXT_LABELS, SPECIAL_CATEGORIES, DataLabel, load_scanner
from nlp.personal_data.labels import CIRCUMSTANCES
from nlp.personal_data.training.corpora import Labelled, is_held_out, read_labelled
from nlp.personal_data.training.marked import Mark, marked_sentences
from nlp.personal_data.training.names import HELD_OUT_OF, TRAINED_ON
from nlp.personal_data.training.scoring import by_characters, exact, of_label
from tests.benchmarks.presidio_peer import Presidio

Found = Sequence[tuple[int, int, DataLabel]]
Finder = Callable[[str], Found]

_SENTENCES = Path(__file__).parents[1] / "nlp" / "data"
_IDENTIFIERS = _SENTENCES / "identifiers-unseen.txt"
_LIVES = _SENTENCES / "circumstances-unseen.txt"
_ROOT = Path(__file__).parents[2]
_TYPED = _ROOT / "nlp" / "triage" / "training" / "texts"
_LETTERS = _TYPED / "requests-1.jsonl"
_MESSAGES = (_TYPED / "staff-1.jsonl", _TYPED / "staff-2.jsonl")
_ROUNDS = 5
_OF_LIVES = {label.value for label in CIRCUMSTANCES}


def run(data: Path | None = None) -> str:
    """Measure, and return the tables for a person."""
    scanner, presidio = load_scanner(), Presidio()

    def ours(text: str) -> Found:
        return [(span.start, span.end, span.label) for span in scanner.scan(text).spans]

    peers = {"Ask IG": ours, presidio.name: presidio.found}
    tables = [
        _identifiers(peers),
        _lives(ours),
        *([_names(peers, data)] if data else [_NAMES_NOT_MEASURED]),
        _speed(ours, presidio),
        _memory_and_start(),
    ]
    return "\n\n".join(tables)


_NAMES_NOT_MEASURED = (
    "Names and all that identifies: not measured. Give --data with a folder of texts labelled by people."
)


def _identifiers(peers: dict[str, Finder]) -> str:
    """Recall for each kind, and false hits among look-alikes. A mark is found where most of it has the right kind."""
    lines = list(marked_sentences(_IDENTIFIERS))
    asked: dict[DataLabel, int] = {}
    right: dict[str, dict[DataLabel, int]] = {name: {} for name in peers}
    to_the_letter: dict[DataLabel, int] = {}
    for text, marks in lines:
        for name, find in peers.items():
            found = find(text)
            for mark in marks:
                right[name][mark[2]] = right[name].get(mark[2], 0) + _is_found(mark, found)
                if name == "Ask IG":
                    to_the_letter[mark[2]] = to_the_letter.get(mark[2], 0) + (mark in found)
        for mark in marks:
            asked[mark[2]] = asked.get(mark[2], 0) + 1
    rows = [
        [
            label,
            str(asked[label]),
            *(_share(right[name][label], asked[label]) for name in peers),
            _share(to_the_letter[label], asked[label]),
        ]
        for label in DataLabel
        if label in asked
    ]
    plain = [text for text, marks in lines if not marks]
    flagged = [sum(_identifies(find(text)) for text in plain) for find in peers.values()]
    false = [
        "false hits in 100 look-alikes",
        str(len(plain)),
        *(_in_hundred(n, len(plain)) for n in flagged),
        "",
    ]
    heads = ["UK identifiers, sentences not seen", "asked", *peers, "Ask IG to the letter"]
    return _table(heads, [*rows, false])


def _is_found(mark: Mark, found: Found) -> bool:
    start, end, label = mark
    least = 0.8 * (end - start)
    return any(min(end, e) - max(start, s) >= least for s, e, kind in found if kind is label)


def _identifies(found: Found) -> bool:
    return any(label not in CONTEXT_LABELS | CIRCUMSTANCES | {DataLabel.PERSON} for _, _, label in found)


def _lives(ours: Finder) -> str:
    """Recall and precision of what is said about people's lives. Presidio looks for none of it."""
    asked, hits, false = Counter[DataLabel](), Counter[DataLabel](), Counter[DataLabel]()
    for text, marks in marked_sentences(_LIVES):
        found = [one for one in ours(text) if one[2] in CIRCUMSTANCES]
        for start, end, label in marks:
            asked[label] += 1
            hits[label] += any(kind is label and s < end and e > start for s, e, kind in found)
        for s, e, kind in found:
            false[kind] += not any(label is kind and s < end and e > start for start, end, label in marks)
    groups = {
        "special categories, offences, children": SPECIAL_CATEGORIES
        | {DataLabel.CRIMINAL_OFFENCE, DataLabel.CHILD},
        "all kinds": CIRCUMSTANCES,
        **{label.value: frozenset({label}) for label in DataLabel if label in CIRCUMSTANCES},
    }
    rows = []
    for name, labels in groups.items():
        total, right, wrong = (sum(counts[label] for label in labels) for counts in (asked, hits, false))
        rows.append([name, str(total), _share(right, total), _share(right, right + wrong), "none"])
    return _table(["People's lives, sentences not seen", "asked", "recall", "precision", "Presidio"], rows)


def _names(peers: dict[str, Finder], data: Path) -> str:
    """People to the letter, and all that identifies by characters, on texts that the model was not trained on.

    Those who marked these texts marked what identifies: an offence or an illness of somebody is right for us, and counts
    as false in the last column.
    """
    rows = []
    for file in sorted(data.glob("*.jsonl")):
        texts = [text for text in read_labelled(file) if _is_unseen(file, text)]
        if not texts:
            continue
        for name, find in peers.items():
            found = [[(s, e, label.value) for s, e, label in find(text.text)] for text in texts]
            people = exact(
                [of_label(text.spans, "PERSON") for text in texts], [of_label(one, "PERSON") for one in found]
            )
            gold = [[(s, e) for s, e, _ in text.spans] for text in texts]
            identifying = by_characters(
                gold, [[(s, e) for s, e, label in one if label not in _OF_LIVES] for one in found]
            )
            everything = by_characters(gold, [[(s, e) for s, e, _ in one] for one in found])
            measures = (people.precision, people.recall, people.f2, identifying.f1, everything.f1)
            rows.append([f"{file.stem}, {len(texts)} texts: {name}", *(f"{one:.3f}" for one in measures)])
    headings = [
        "precision",
        "recall",
        "F2",
        "all that identifies, characters F1",
        "with what is said of lives",
    ]
    return _table(["Names", *headings], rows)


def _is_unseen(file: Path, text: Labelled) -> bool:
    """Whether the shipped model was not trained on it."""
    return is_held_out(text.identifier) if file.stem == HELD_OUT_OF else file.stem not in TRAINED_ON


def _speed(ours: Finder, presidio: Presidio) -> str:
    """One core, one process: texts one at a time and in batches. The sentences above are short and full of numbers; the
    messages and letters are what staff type and pass on.
    """
    scanner = load_scanner()
    rows = []
    for name, texts in (
        ("sentences", [text for file in (_IDENTIFIERS, _LIVES) for text, _ in marked_sentences(file)]),
        ("messages", _texts_of(*_MESSAGES)),
        ("letters", _texts_of(_LETTERS)),
    ):
        lengths = [len(text.split()) for text in texts]
        one_by_one = [median(_times(find, texts)) * 1000 for find in (ours, presidio.found)]
        in_batches = [
            sum(lengths) / _best(lambda texts=texts: list(scanner.scan_many(texts))),
            sum(lengths) / _best(lambda texts=texts: [presidio.found(text) for text in texts]),
        ]
        of_words = f"{len(texts)} {name} of {median(lengths):.0f} words"
        rows.append([f"{of_words}: median ms", *(f"{one:.2f}" for one in one_by_one), _ratio(*one_by_one)])
        rows.append(
            [f"{of_words}: words a second", *(f"{one:,.0f}" for one in in_batches), _ratio(*in_batches)]
        )
    return _table(["Speed, one core", "Ask IG", presidio.name, "ratio"], rows)


def _texts_of(*files: Path) -> list[str]:
    return [
        json.loads(line)["text"] for file in files for line in file.read_text(encoding="utf-8").splitlines()
    ]


def _times(find: Finder, texts: Iterable[str]) -> Iterator[float]:
    for text in texts:
        before = perf_counter()
        find(text)
        yield perf_counter() - before


def _best(work: Callable[[], object]) -> float:
    """The best of some rounds, since other programs run beside this one."""
    return min(_timed(work) for _ in range(_ROUNDS))


def _timed(work: Callable[[], object]) -> float:
    before = perf_counter()
    work()
    return perf_counter() - before


_USE = "; load_scanner().scan('Jane Tully of 4 Elm Road')"
_OURS = f"from nlp.personal_data import load_scanner{_USE}"
_PEERS = "from tests.benchmarks.presidio_peer import Presidio; Presidio().found('Jane Tully of 4 Elm Road')"
_PEAK = """
import resource, sys, time
{without}
started = time.perf_counter()
{code}
seconds = time.perf_counter() - started
kilobytes = 1024 if sys.platform == "darwin" else 1
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / kilobytes / 1024, seconds)
"""


def _memory_and_start() -> str:
    """What each adds to a process: megabytes of its peak and seconds, beside the same process without it."""
    rows = []
    for name, without, code in (
        ("Ask IG, beside the bot", "import bot.app, dialogs.conversation", _OURS),
        ("Ask IG, beside spaCy", "import spacy", _OURS),
        ("Presidio, beside spaCy", "import spacy", _PEERS),
    ):
        less, more = _peak_and_seconds(without, ""), _peak_and_seconds(without, code)
        rows.append([name, f"{more[0] - less[0]:.0f}", f"{more[1]:.2f}"])
    return _table(["Memory and start, medians of five", "MB more", "seconds"], rows)


def _peak_and_seconds(without: str, code: str) -> tuple[float, float]:
    said = [
        subprocess.run(
            [sys.executable, "-c", _PEAK.format(without=without, code=code)],
            capture_output=True,
            text=True,
            check=True,
            cwd=_ROOT,
        ).stdout.split()
        for _ in range(_ROUNDS)
    ]
    return median(float(one[0]) for one in said), median(float(one[1]) for one in said)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def _in_hundred(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}" if whole else "-"


def _ratio(one: float, other: float) -> str:
    return f"{one / other:.2f}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns in text: the first to the left, figures to the right."""
    lines = [list(heads), *(list(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(heads))]
    return "\n".join(
        "  ".join(
            [
                line[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)),
            ]
        ).rstrip()
        for line in lines
    )
