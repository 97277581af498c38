"""all-MiniLM-L6-v2 on ONNX Runtime: the encoder that an administrator may add. Nothing is fetched.

A folder holds it as sentence-transformers publishes it: `tokenizer.json`, and `model.onnx` there or in `onnx`. Its
libraries are the extra `embeddings`, and are imported only when a folder is set. Another encoder of that form, that
takes the mean of the tokens, does too; the weights that come with the program were trained with this one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from nlp.policies.vectors import STRETCHES, Rows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

_LONGEST: Final = 256
"""Tokens; the model was made for no more."""
_USUAL: Final = "model.onnx"
_TOKENIZER: Final = "tokenizer.json"
_ERRORS_ALONE: Final = 3
"""ONNX Runtime's log level."""


class EncoderWrong(ValueError):
    """An encoder that can't be used; the sentence says why and what to do."""


class SentenceEncoder:
    """An `Encoder`. May be shared by threads.

    Texts go through it one by one, so that a vector hangs on its text alone: a quantised model would see the others in
    a batch, and padding costs more than a batch saves.
    """

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer, form: str) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._takes = tuple(one.name for one in session.get_inputs())
        self._form = form

    @property
    def form(self) -> str:
        """The same for the same files."""
        return self._form

    def of_passages(self, texts: Sequence[str]) -> Rows:
        """The vectors of stretches of passages, on all processors."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return np.stack(list(pool.map(self._vector, texts)))

    def of_question(self, texts: Sequence[str]) -> Rows:
        """The vectors of what somebody asked."""
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Rows:
        tokens = self._tokenizer.encode(text)
        known = {
            "input_ids": tokens.ids,
            "attention_mask": tokens.attention_mask,
            "token_type_ids": tokens.type_ids,
        }
        given = {name: np.array([known[name]], dtype=np.int64) for name in self._takes}
        of_tokens = np.asarray(self._session.run(None, given)[0][0], dtype=np.float32)
        if of_tokens.ndim != 2 or of_tokens.shape[0] != len(tokens.ids):
            raise ValueError("The model gives no vector for each token.")
        mean = of_tokens.mean(axis=0)
        vector: Rows = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return vector


def load_encoder(folder: Path) -> SentenceEncoder:
    """The encoder in a folder. Raises `EncoderWrong` where the folder, a file or a library is missing or damaged."""
    if not folder.is_dir():
        raise EncoderWrong(f"The folder with the sentence encoder does not exist: {folder}.")
    tokens, model = folder / _TOKENIZER, _model_in(folder)
    if not tokens.is_file():
        raise EncoderWrong(f"There is no {_TOKENIZER} in {folder}.")
    if model is None:
        raise EncoderWrong(f"There is no ONNX file in {folder}, nor in the folder onnx in it.")
    try:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer
    except ImportError as missing:
        raise EncoderWrong(
            f'Sentence embeddings need {missing.name}. Install the extra: pip install -e ".[embeddings]".'
        ) from None
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ALONE
    # What a long text took is given back.
    options.enable_cpu_mem_arena = False
    try:
        tokenizer = Tokenizer.from_file(str(tokens))
        tokenizer.no_padding()
        tokenizer.enable_truncation(_LONGEST)
        session = InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        encoder = SentenceEncoder(session, tokenizer, _form_of(tokens, model))
        is_sound = bool(np.isfinite(encoder.of_question(["Is it sound?"])).all())
    except Exception:
        # Whatever the libraries raise at a damaged file, or at a model of another kind.
        is_sound = False
    if not is_sound:
        raise EncoderWrong(
            f"{model.name} and {_TOKENIZER} in {folder} can't be used as a sentence encoder. Get them again."
        )
    return encoder


def _model_in(folder: Path) -> Path | None:
    """The ONNX file; of several the usual one, else the first by name."""
    found = [file for place in (folder, folder / "onnx") for file in sorted(place.glob("*.onnx"))]
    return next((file for file in found if file.name == _USUAL), found[0] if found else None)


def _form_of(*files: Path) -> str:
    digest = hashlib.sha256(f"stretches {STRETCHES}".encode())
    for file in files:
        with file.open("rb") as opened:
            digest.update(hashlib.file_digest(opened, "sha256").digest())
    return digest.hexdigest()[:16]
