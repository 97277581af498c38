"""Each passage goes through the encoder once; whatever becomes of what was kept, the vectors are the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from integrations.policies import kept_vectors
from integrations.policies.kept_vectors import KeptEncoder
from tests.nlp.policies.letters import EncoderByLetters

_TEXTS = ["Keys are in the safe.", "Badges are worn.", "Keys are in the safe."]


def test_a_passage_is_encoded_once(tmp_path: Path) -> None:
    plain = EncoderByLetters()
    first = KeptEncoder(plain, tmp_path / "var" / "vectors.db").of_passages(_TEXTS)
    assert plain.passages == _TEXTS[:2]
    again = KeptEncoder(plain, tmp_path / "var" / "vectors.db").of_passages([*_TEXTS, "Doors are shut."])
    assert plain.passages == [*_TEXTS[:2], "Doors are shut."]
    assert np.array_equal(again[:3], first)
    assert np.array_equal(first, EncoderByLetters().of_passages(_TEXTS))


def test_another_encoder_makes_its_own(tmp_path: Path) -> None:
    KeptEncoder(EncoderByLetters(), tmp_path / "vectors.db").of_passages(_TEXTS)
    other = EncoderByLetters("other")
    KeptEncoder(other, tmp_path / "vectors.db").of_passages(_TEXTS)
    assert other.passages == _TEXTS[:2]


def test_nothing_of_a_question_is_kept(tmp_path: Path) -> None:
    plain = EncoderByLetters()
    kept = KeptEncoder(plain, tmp_path / "vectors.db")
    asked = kept.of_question(["Where are the keys?"])
    assert np.array_equal(asked, plain.of_question(["Where are the keys?"]))
    kept.of_passages(["Where are the keys?"])
    assert plain.passages == ["Where are the keys?"]


@pytest.mark.parametrize("damage", ["a folder", "rubbish"])
def test_a_file_that_cannot_be_used_costs_only_time(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "vectors.db"
    if damage == "a folder":
        file.mkdir()
    else:
        file.write_bytes(b"rubbish" * 1000)
    plain = EncoderByLetters()
    kept = KeptEncoder(plain, file)
    assert np.array_equal(kept.of_passages(_TEXTS), kept.of_passages(_TEXTS))
    assert plain.passages == _TEXTS[:2]


def test_the_oldest_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_vectors, "KEPT", 2)
    plain = EncoderByLetters()
    for text in ("one", "two", "three"):
        KeptEncoder(plain, tmp_path / "vectors.db").of_passages([text])
    KeptEncoder(plain, tmp_path / "vectors.db").of_passages(["three", "two", "one"])
    assert plain.passages == ["one", "two", "three", "one"]
