"""A sentence encoder of a few words, in the form that sentence-transformers publishes: as small as one can be."""

from __future__ import annotations

import json
import struct
from pathlib import Path

_WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "stick", "pendrive", "leave", "holiday", "bin")
_SENSES = (
    (0, 0, 0),
    (0, 0, 0),
    (0, 0, 0),
    (0, 0, 0),
    (1, 0, 0),
    (1, 0.1, 0),
    (0, 1, 0),
    (0.1, 1, 0),
    (0, 0, 1),
)


def _field(number: int, written: bytes | int | str) -> bytes:
    """A field of a protocol buffer: a number, or what has a length."""
    if isinstance(written, int):
        return _varint(number << 3) + _varint(written)
    content = written.encode() if isinstance(written, str) else written
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    written = bytearray()
    while number > 0x7F:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*written, number])


def _value(name: str, kind: int, *dimensions: str | int) -> bytes:
    shape = b"".join(
        _field(1, _field(1, one) if isinstance(one, int) else _field(2, one)) for one in dimensions
    )
    return _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, shape)))


def model_that(does: str = "Gather") -> bytes:
    """A model that looks up a vector for each token, as ONNX: the smallest of the form that real ones have."""
    numbers = [number for sense in _SENSES for number in sense]
    table = _field(1, len(_SENSES)) + _field(1, 3) + _field(2, 1) + _field(8, "table")
    table += _field(9, struct.pack(f"<{len(numbers)}f", *numbers))
    node = _field(1, "table") + _field(1, "input_ids") + _field(2, "last_hidden_state") + _field(4, does)
    graph = _field(1, node) + _field(2, "words") + _field(5, table)
    graph += _field(11, _value("input_ids", 7, "batch", "sequence"))
    graph += _field(12, _value("last_hidden_state", 1, "batch", "sequence", 3))
    return _field(1, 8) + _field(8, _field(1, "") + _field(2, 13)) + _field(7, graph)


def tokenizer() -> str:
    """Its tokenizer.json."""
    return json.dumps(
        {
            "version": "1.0",
            "truncation": None,
            # As upstream publishes it: every text would be as long as the longest may be.
            "padding": {
                "strategy": {"Fixed": 128},
                "direction": "Right",
                "pad_to_multiple_of": None,
                "pad_id": 0,
                "pad_type_id": 0,
                "pad_token": "[PAD]",
            },
            "added_tokens": [],
            "normalizer": {"type": "Lowercase"},
            "pre_tokenizer": {"type": "Whitespace"},
            "post_processor": None,
            "decoder": None,
            "model": {
                "type": "WordLevel",
                "vocab": {word: at for at, word in enumerate(_WORDS)},
                "unk_token": "[UNK]",
            },
        }
    )


def put_encoder(folder: Path, model: str = "onnx/model.onnx") -> Path:
    """Write it into a folder, which is made."""
    (folder / model).parent.mkdir(parents=True, exist_ok=True)
    (folder / model).write_bytes(model_that())
    (folder / "tokenizer.json").write_text(tokenizer(), encoding="utf-8")
    return folder
