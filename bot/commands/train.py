"""`askig train …`: train a model anew, in a checkout with the training extras."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path


def personal_data(
    data: Path, dictionary: Path | None = None, output: Path | None = None, encoder: Path | None = None
) -> int:
    """Train the names network on the labelled texts in the folder `data`, then the words network.

    `dictionary` is a list of plain words, one a line. With `encoder`, the folder of a sentence encoder, the vectors of
    these words and those of our own lists are first taken from it anew; without it those that ship are used again.
    Both go to `output`, a folder for each. Returns 2 after saying what is missing.
    """
    try:
        import faker  # noqa: F401  (practice texts take their names from it)
    except ImportError:
        print(
            "Training needs Faker: pip install --require-hashes -r requirements-measure.lock", file=sys.stderr
        )
        return 2
    from nlp.personal_data.names.reading import OUR_MODEL
    from nlp.personal_data.training.known_words import USUAL_DICTIONARY
    from nlp.personal_data.training.meaning import take_vectors_anew
    from nlp.personal_data.training.names import Plan, train_personal_data

    listed = dictionary or USUAL_DICTIONARY
    names = output / OUR_MODEL.name if output else OUR_MODEL
    try:
        failed = _trained(
            lambda: take_vectors_anew(encoder, listed) if encoder else None,
            "--encoder names the folder of a sentence encoder",
        )
    except ImportError as missing:
        print(
            f"Taking vectors from an encoder needs {missing.name}: pip install torch transformers",
            file=sys.stderr,
        )
        return 2
    failed = failed or _trained(
        lambda: train_personal_data(data, listed, names, Plan(), print),
        "--data names the folder with the labelled texts",
    )
    return failed or words(output)


def words(output: Path | None = None) -> int:
    """Train the words network on the marked sentences of this checkout, beside the names network of `output`.

    Returns 2 after saying what is missing.
    """
    from nlp.personal_data.names.reading import OUR_MODEL as OUR_NAMES
    from nlp.personal_data.training.words import WordsPlan, train_words
    from nlp.personal_data.training.writers import read_writers
    from nlp.personal_data.words.reading import OUR_MODEL

    names, model = (output / ours.name if output else ours for ours in (OUR_NAMES, OUR_MODEL))
    return _trained(
        lambda: train_words(read_writers(str(names)), model, WordsPlan(), print),
        "--output names a folder with a names network",
    )


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


def policies(data: Path, output: Path | None = None) -> int:
    """Train the weights of the policy search on the library and on the texts in the folder `data`.

    Where a sentence encoder is set, those of a search by sense too are trained after those by words alone. Returns 2
    after saying what is missing.
    """
    from bot.encoder import encoder_as_set
    from integrations.policies.folder import MODEL, PolicyFolder
    from nlp.policies.training.run import OUR_MODEL, train_policies

    if not data.is_dir():
        print(f"{data} is missing. --data names the folder with the texts to learn from.", file=sys.stderr)
        return 2
    library = PolicyFolder(MODEL).read()
    if not library.passages:
        print("\n".join(library.remarks), file=sys.stderr)
        return 2
    try:
        train_policies(library.passages, data, output or OUR_MODEL, print)
        if (encoder := encoder_as_set()) is not None:
            print("With sentence embeddings:")
            train_policies(library.passages, data, output or OUR_MODEL, print, encoder)
    except (OSError, ValueError, KeyError) as error:
        print(f"The texts to learn from can't be used: {error}", file=sys.stderr)
        return 2
    return 0


def triage(texts: Path | None = None, output: Path | None = None) -> int:
    """Train on the messages in the folder `texts` (where they ship). Returns 2 after saying what is missing."""
    try:
        import sklearn  # noqa: F401  (the fit is its)
    except ImportError:
        print(
            "Training needs scikit-learn: pip install --require-hashes -r requirements-measure.lock",
            file=sys.stderr,
        )
        return 2
    from nlp.triage.model import OUR_MODEL
    from nlp.triage.training.fitting import Plan
    from nlp.triage.training.run import train_triage
    from nlp.triage.training.texts import OUR_TEXTS

    try:
        train_triage(texts or OUR_TEXTS, output or OUR_MODEL, Plan(), print)
    except (OSError, ValueError) as error:
        print(f"The messages can't be used: {error}", file=sys.stderr)
        return 2
    return 0
