"""The sentence encoder that an administrator may set, for the search of policies. Nothing of it is loaded otherwise."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.kept_indexes import VECTORS
from bot.settings_names import FILE_NAMED_BY, PREFIX, USUAL_FILE

if TYPE_CHECKING:
    from nlp.policies.vectors import Encoder

_SETTING: Final = f"{PREFIX}EMBEDDINGS_FOLDER"


def encoder_in(folder: Path) -> Encoder:
    """The encoder in that folder; what it makes of passages is kept.

    Raises `EncoderWrong` with a sentence where it can't be used.
    """
    from integrations.policies.kept_vectors import KeptEncoder
    from nlp.policies.encoder import load_encoder

    return KeptEncoder(load_encoder(folder), VECTORS)


def encoder_or_words(folder: Path | None) -> tuple[Encoder | None, str]:
    """The encoder in that folder, or None and, where one was set, the sentence that says why not."""
    if folder is None:
        return None, ""
    from nlp.policies.encoder import EncoderWrong

    try:
        return encoder_in(folder), ""
    except EncoderWrong as wrong:
        return None, f"Questions about policy are answered by their words alone. {wrong}"


def encoder_as_set() -> Encoder | None:
    """The encoder in the settings, for a command; why it can't be used is said on standard error.

    The settings are read only where one may be set, since that takes longer than a small search does.
    """
    may_be_set = (
        _SETTING in map(str.upper, os.environ) or Path(os.environ.get(FILE_NAMED_BY, USUAL_FILE)).exists()
    )
    if not may_be_set:
        return None
    from bot.settings_source import SettingsWrong, embeddings_folder_as_set

    try:
        encoder, remark = encoder_or_words(embeddings_folder_as_set())
    except SettingsWrong as wrong:
        encoder, remark = None, str(wrong)
    if remark:
        print(remark, file=sys.stderr)
    return encoder
