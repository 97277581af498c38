"""What words mean, worked out once by a larger model, so that the small one knows words that it never met.

    python -m nlp.triage.training.senses MODEL_FOLDER WORDS_FILE

MODEL_FOLDER holds all-MiniLM-L6-v2 with its tokenizer, WORDS_FILE plain words, one a line (Debian's wbritish-small).
It needs torch and transformers, which nothing else of Ask IG needs, and writes senses.npz.
"""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.triage import features
from nlp.triage.features import checksum

_DIRECTIONS: Final = 96
_USUAL: Final = 20_000
"""The words whose middle and strongest directions are taken: the model lists its commonest words first."""
_AT_ONCE: Final = 256
_WORD: Final = re.compile(r"[a-z]{2,}")


def main(model_folder: str, words_file: str) -> None:
    """Write senses.npz beside features.py."""
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(model_folder)
    model = AutoModel.from_pretrained(model_folder).eval()
    own: dict[str, int] = tokenizer.get_vocab()
    words = sorted((word for word in own if _WORD.fullmatch(word)), key=lambda word: own[word])
    plain = Path(words_file).read_text(encoding="utf-8").lower().split()
    words = list(dict.fromkeys([*words, *(word for word in plain if _WORD.fullmatch(word))]))
    senses = _senses(words, tokenizer, model)
    senses -= senses[:_USUAL].mean(axis=0)
    strongest = np.linalg.svd(senses[:_USUAL], full_matrices=False)[2][:_DIRECTIONS]
    directions = senses @ strongest.T
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    checksums, first = np.unique(np.array([checksum(word) for word in words], np.uint32), return_index=True)
    whole = np.round(directions[first] * 127 / np.abs(directions[first]).max()).astype(np.int8)
    np.savez_compressed(
        Path(features.__file__).with_name("senses.npz"), checksums=checksums, directions=whole
    )


def _senses(words: Sequence[str], tokenizer: Any, model: Any) -> NDArray[Any]:
    import torch

    found: list[NDArray[Any]] = []
    with torch.no_grad():
        for start in range(0, len(words), _AT_ONCE):
            batch = tokenizer(list(words[start : start + _AT_ONCE]), padding=True, return_tensors="pt")
            hidden, mask = model(**batch).last_hidden_state, batch["attention_mask"].unsqueeze(-1)
            mean = (hidden * mask).sum(1) / mask.sum(1)
            found.append(torch.nn.functional.normalize(mean, dim=1).numpy())
    return np.concatenate(found)


if __name__ == "__main__":
    main(*sys.argv[1:3])
