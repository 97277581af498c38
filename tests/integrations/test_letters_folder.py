"""A council's own letters are read from its folder, and a file that can't be read is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases.letters import LetterKind, LettersWrong, load_letters
from cases.regimes import Regime
from integrations.letters_folder import read_letters
from tests.cases.letters.made import case_of, facts


def test_without_a_folder_the_letters_are_ours() -> None:
    assert read_letters(None) is load_letters()


def test_the_councils_own_part_is_used_and_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "part-ending.txt").write_text("Mit freundlichen Grüßen", encoding="utf-8")
    (tmp_path / "README.md").write_text("{% nonsense", encoding="utf-8")
    (tmp_path / "refusal.docx").write_bytes(b"\xff")
    letter = read_letters(tmp_path).write(LetterKind.REFUSAL, case_of(Regime.FOI), facts())
    assert letter.text.endswith("Mit freundlichen Grüßen")


def test_what_is_wrong_is_told_with_the_files_name(tmp_path: Path) -> None:
    (tmp_path / "refusal.txt").write_bytes("Grüße".encode("latin-1"))
    (tmp_path / "response.txt").mkdir()
    with pytest.raises(LettersWrong) as wrong:
        read_letters(tmp_path)
    assert wrong.value.sentences == [
        "refusal.txt can't be read: it is not UTF-8.",
        "response.txt can't be read: Is a directory.",
    ]
