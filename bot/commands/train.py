"""`askig train personal-data`, `askig train lives`: train the scan's networks anew, in a checkout."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path


def run(
    data: Path | None, words: Path | None = None, output: Path | None = None, encoder: Path | None = None
) -> int:
    """Train the names network on the labelled texts in the folder `data`, then the lives network.

    `words` is a list of plain words, one a line; `encoder` as in `run_lives`. Returns 2 after saying what is missing.
    """
    if data is None:
        print("--data is missing: name the folder with the labelled texts (JSON Lines).", file=sys.stderr)
        return 2
    try:
        import faker  # noqa: F401  (practice texts take their names from it)
    except ImportError:
        print(
            "Training needs Faker: pip install --require-hashes -r requirements-measure.lock", file=sys.stderr
        )
        return 2
    from nlp.personal_data.names.reading import OUR_MODEL
    from nlp.personal_data.training.known_words import USUAL_DICTIONARY
    from nlp.personal_data.training.run import train_personal_data
    from nlp.personal_data.training.training import Plan

    dictionary = words or USUAL_DICTIONARY
    failed = _trained(
        lambda: train_personal_data(data, dictionary, output or OUR_MODEL, Plan(), print),
        "--data names the folder with the labelled texts",
    )
    return failed or run_lives(words, output, encoder)


def run_lives(words: Path | None = None, output: Path | None = None, encoder: Path | None = None) -> int:
    """Train the lives network on the marked sentences of this checkout, beside the names network of `output`.

    With `encoder`, the folder of a sentence encoder, the vectors of the words of the list `words` and of our own lists
    are taken from it anew; without it those that ship are used again. Returns 2 after saying what is missing.
    """
    from nlp.personal_data.names.reading import OUR_MODEL
    from nlp.personal_data.training.known_words import USUAL_DICTIONARY
    from nlp.personal_data.training.lives import LivesPlan, train_lives_anew

    try:
        return _trained(
            lambda: train_lives_anew(
                output or OUR_MODEL, words or USUAL_DICTIONARY, encoder, LivesPlan(), print
            ),
            "--encoder names the folder of a sentence encoder",
        )
    except ImportError as missing:
        print(
            f"Taking vectors from an encoder needs {missing.name}: pip install torch transformers",
            file=sys.stderr,
        )
        return 2


def _trained(train: Callable[[], object], folder: str) -> int:
    try:
        train()
    except FileNotFoundError as missing:
        print(
            f"{missing.filename} is missing. {folder}, --words a list of plain words (on Debian, "
            "`apt install wbritish-small` brings the usual one).",
            file=sys.stderr,
        )
        return 2
    except (OSError, ValueError) as error:
        print(f"The texts for training can't be used: {error}", file=sys.stderr)
        return 2
    return 0
