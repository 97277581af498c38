"""`askig train personal-data`: train the names model anew, in a checkout with the training extras."""

from __future__ import annotations

import sys
from pathlib import Path


def run(data: Path, output: Path | None = None) -> int:
    """Train on the labelled texts in the folder `data`. Returns 2 after saying what is missing."""
    try:
        import faker  # noqa: F401  (practice texts take their names from it)
    except ImportError:
        print(
            "Training needs Faker: pip install --require-hashes -r requirements-measure.lock", file=sys.stderr
        )
        return 2
    from nlp.personal_data.names.reading import OUR_MODEL
    from nlp.personal_data.training.run import train_personal_data
    from nlp.personal_data.training.training import Plan

    try:
        train_personal_data(data, output or OUR_MODEL, Plan(), print)
    except (OSError, ValueError) as error:
        print(f"The labelled texts can't be used: {error}", file=sys.stderr)
        return 2
    return 0
