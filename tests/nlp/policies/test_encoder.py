"""The encoder on ONNX Runtime: a folder is read as sentence-transformers publishes one, and what is missing is said."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from nlp.policies.encoder import EncoderWrong, load_encoder
from nlp.policies.index import ToIndex, build_index
from nlp.policies.question import read_question
from nlp.policies.search import Search
from tests.nlp.policies.tiny_model import model_that, put_encoder, tokenizer


@pytest.fixture
def libraries() -> None:
    pytest.importorskip("onnxruntime", reason="the extra `embeddings` is not installed")
    pytest.importorskip("tokenizers", reason="the extra `embeddings` is not installed")


@pytest.mark.parametrize("model", ["model.onnx", "onnx/model.onnx", "onnx/model_qint8_avx512_vnni.onnx"])
def test_texts_of_one_sense_are_alike(libraries: None, tmp_path: Path, model: str) -> None:
    encoder = load_encoder(put_encoder(tmp_path, model))
    stick, pendrive, leave = encoder.of_passages(["Stick", "a pendrive", "leave"])
    assert stick @ pendrive > 0.9
    assert stick @ leave < 0.2
    assert np.allclose(np.linalg.norm([stick, pendrive, leave], axis=1), 1)
    assert np.array_equal(encoder.of_question(["Stick"])[0], stick)


def test_a_long_text_and_an_empty_one_are_no_trouble(libraries: None, tmp_path: Path) -> None:
    encoder = load_encoder(put_encoder(tmp_path))
    vectors = encoder.of_question(["leave " * 5000, "unheard of"])
    assert np.isfinite(vectors).all()
    assert np.allclose(vectors[0], encoder.of_question(["leave"])[0])


def test_a_search_finds_by_sense(libraries: None, tmp_path: Path) -> None:
    encoder = load_encoder(put_encoder(tmp_path))
    pages = [ToIndex("", "Leave is agreed before it is booked."), ToIndex("", "A stick is handed in.")]
    found = Search(build_index(pages, encoder), encoder).find(read_question("pendrive?")).found
    assert found[0].passage == 1


def test_the_usual_file_is_taken_of_several(libraries: None, tmp_path: Path) -> None:
    put_encoder(tmp_path)
    (tmp_path / "onnx" / "a.onnx").write_bytes(b"not read")
    form = load_encoder(tmp_path).form
    (tmp_path / "onnx" / "a.onnx").unlink()
    assert load_encoder(tmp_path).form == form


def test_another_model_has_another_form(libraries: None, tmp_path: Path) -> None:
    first = load_encoder(put_encoder(tmp_path / "one"))
    second = put_encoder(tmp_path / "two")
    second.joinpath("tokenizer.json").write_text(tokenizer() + "\n", encoding="utf-8")
    assert first.form != load_encoder(second).form


@pytest.mark.parametrize("damage", [b"", b"no model", model_that("Gathers")])
def test_a_damaged_model_is_said(libraries: None, tmp_path: Path, damage: bytes) -> None:
    put_encoder(tmp_path).joinpath("onnx", "model.onnx").write_bytes(damage)
    with pytest.raises(EncoderWrong, match=r"^model\.onnx and tokenizer\.json in .* can't be used"):
        load_encoder(tmp_path)


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(EncoderWrong, match=r"^The folder with the sentence encoder does not exist: "):
        load_encoder(tmp_path / "none")
    with pytest.raises(EncoderWrong, match=r"^There is no tokenizer\.json in "):
        load_encoder(tmp_path)
    (tmp_path / "tokenizer.json").write_text(tokenizer(), encoding="utf-8")
    with pytest.raises(EncoderWrong, match=r"^There is no ONNX file in .*, nor in the folder onnx in it\.$"):
        load_encoder(tmp_path)


@pytest.mark.parametrize("library", ["onnxruntime", "tokenizers"])
def test_a_missing_library_is_said(tmp_path: Path, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if library == "tokenizers":
        pytest.importorskip("onnxruntime", reason="the other library is missing already")
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(EncoderWrong, match=rf"need {library}\. Install the extra"):
        load_encoder(put_encoder(tmp_path))
