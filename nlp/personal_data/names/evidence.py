"""What is known of a word before its sentence is read: whether it is a first name, a surname, a place, a plain word.

A network that sees this learns how names behave, where one that sees the words alone learns which names it met.
"""

from collections.abc import Mapping
from enum import IntFlag
from pathlib import Path
from typing import Final

import numpy as np


class Evidence(IntFlag):
    """What the lists say of a word in lower case."""

    FIRST_NAME = 1
    SURNAME = 2
    PLACE = 4
    PLAIN_WORD = 8
    """Written in lower case in running text, and no name there."""
    MET_IN_TRAINING = 16
    """Common enough in the training texts for the network to know the word itself."""
    TITLE = 32
    OF_A_BODY = 64
    """Part of the names of bodies: Council, Trust, Ltd."""
    CALENDAR = 128
    COMMON_FIRST_NAME = 256
    COMMON_SURNAME = 512
    PEOPLE_OR_FAITH = 1024
    """Turkish, Sikh, Labour."""
    WELL_KNOWN_BODY = 2048
    """Companies, products, newspapers, clubs."""
    IN_A_DICTIONARY = 4096
    """Spelt with a small letter in a list of common English words."""


EVIDENCE_FILE: Final = "evidence.npz"


def save_evidence(folder: Path, evidence: Mapping[str, int]) -> None:
    """Write the table to a folder."""
    words = np.frombuffer("\n".join(evidence).encode(), dtype=np.uint8)
    np.savez_compressed(
        folder / EVIDENCE_FILE, words=words, flags=np.array(list(evidence.values()), dtype=np.uint16)
    )


def load_evidence(folder: Path) -> dict[str, int]:
    """The table that `save_evidence` wrote. Raises `OSError` where the file can't be read."""
    with np.load(folder / EVIDENCE_FILE) as kept:
        return dict(zip(kept["words"].tobytes().decode().split("\n"), kept["flags"].tolist(), strict=True))
