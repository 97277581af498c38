"""`askig answer`: questions as JSON Lines, answered from the policies or from a file of passages."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.command_line import main
from bot.kept_indexes import INDEXES
from tests.nlp.policies.tiny_model import put_encoder

_POLICY = """---
number: IS00
title: Information security
version: 1.4
---

## 5 Devices

### 5.3 Memory sticks

Ask IT for an encrypted one. Never plug in a memory stick that you found. Hand it in.

### 5.4 Old equipment

Give it to IT with its asset number.

## 6 How long to keep

| Record | Keep for | Why |
|---|---|---|
| Unsuccessful job applications | 6 months | Equality Act 2010 |
| Accident book | 3 years | Claims |
"""

_PASSAGES = [
    {
        "id": "sticks",
        "title": "Memory sticks",
        "text": "Never plug in a memory stick that you found. Hand it in.",
    },
    {"id": 2, "title": "Bins", "text": "Paper with names on it goes into the locked bin by the lift."},
    {"id": 3, "text": "Photographs\nPut up a sign at the entrance before you take photographs at an event."},
]


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "security.md").write_text(_POLICY, encoding="utf-8")
    (tmp_path / "passages.jsonl").write_text("\n".join(map(json.dumps, _PASSAGES)), encoding="utf-8")
    monkeypatch.setenv("ASKIG_POLICIES_FOLDER", "policies")
    return tmp_path


def _ask(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lines: list[Any], *options: str
) -> tuple[int, list[dict[str, Any]]]:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(map(json.dumps, lines))))
    status = main(["answer", *options])
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_an_answer_quotes_the_passage_and_names_policy_section_and_version(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = {"id": "q1", "question": "Can I plug in a memory stick that I found?"}
    status, [answer] = _ask(monkeypatch, capsys, [line])
    assert status == 0
    assert (answer["id"], answer["answered"]) == ("q1", True)
    assert answer["answer"].startswith("Ask IT for an encrypted one.")
    assert answer["sentence"] == "Never plug in a memory stick that you found."
    [cited] = answer["citations"]
    assert set(cited) == {"policy", "section", "version", "passage_id", "score"}
    assert (cited["policy"], cited["section"], cited["version"]) == (
        "IS00 Information security",
        "5.3",
        "1.4",
    )
    assert 0.5 < answer["confidence"] <= 1
    assert "passages" not in answer


def test_a_retention_question_is_answered_from_its_row(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = {"id": 1, "question": "How long do I keep unsuccessful job applications?"}
    _, [answer] = _ask(monkeypatch, capsys, [line])
    assert (
        answer["answer"]
        == "Record: Unsuccessful job applications\nKeep for: 6 months\nWhy: Equality Act 2010"
    )
    assert answer["kind"] == "table row"


def test_what_the_policies_do_not_say_is_not_answered(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, [answer] = _ask(monkeypatch, capsys, [{"id": 1, "question": "Who won the cricket at Lord's?"}])
    assert (answer["answered"], answer["citations"]) == (False, [])
    assert answer["answer"].startswith("I don't know.")


def test_passages_of_a_file_are_ranked_and_the_index_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        {"id": 1, "question": "Which bin does paper with names go into?"},
        {"id": 2, "question": "Do I need a sign?", "scenario": "I shall take photographs at an event."},
        {"id": 3, "question": "And at the entrance?", "history": ["May I take photographs at an event?"]},
    ]
    options = ("--passages", "passages.jsonl", "--top", "10")
    first = _ask(monkeypatch, capsys, lines, *options)
    assert first[0] == 0
    assert [answer["passages"][0]["id"] for answer in first[1]] == [2, 3, 3]
    for answer in first[1]:
        scores = [one["score"] for one in answer["passages"]]
        assert scores == sorted(scores, reverse=True)
        assert len({one["id"] for one in answer["passages"]}) == len(scores) <= 10
    assert list(INDEXES.iterdir())
    assert _ask(monkeypatch, capsys, lines, *options) == first


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"id": 1}, 'no "question"'),
        ({"id": 1, "question": 5}, '"question" must be'),
        ({"id": 1, "question": " "}, '"question" must be'),
        ({"question": "Why?"}, 'no "id"'),
        ({"id": 1, "question": "Why?", "scenario": 5}, '"scenario" must be'),
        ({"id": 1, "question": "Why?", "history": "Who?"}, '"history" must be'),
    ],
)
def test_a_bad_line_gets_a_clear_sentence_and_the_others_are_answered(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    line: dict[str, Any],
    sentence: str,
) -> None:
    good = {"id": 9, "question": "What do I do with a memory stick?"}
    for options in ((), ("--passages", "passages.jsonl")):
        status, [bad, answer] = _ask(monkeypatch, capsys, [line, good], *options)
        assert status == 1
        assert set(bad) == {"id", "error"}
        assert sentence in bad["error"]
        assert answer["id"] == 9


def test_a_file_or_a_folder_that_cannot_be_used_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["answer", "--passages", "none.jsonl"]) == 2
    assert "none.jsonl can't be read" in capsys.readouterr().err
    monkeypatch.setenv("ASKIG_POLICIES_FOLDER", "nowhere")
    assert main(["answer"]) == 2
    assert "policies_folder does not exist: nowhere" in capsys.readouterr().err


def test_a_broken_policy_is_named_and_the_rest_answers(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "policies" / "broken.docx").write_bytes(b"no document")
    monkeypatch.setattr(
        "sys.stdin", io.StringIO(json.dumps({"id": 1, "question": "May I plug in a memory stick I found?"}))
    )
    assert main(["answer"]) == 0
    said = capsys.readouterr()
    assert "broken.docx is left out" in said.err
    assert json.loads(said.out)["citations"][0]["section"] == "5.3"


def _embeddings(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("ASKIG_EMBEDDINGS_FOLDER", str(folder))


@pytest.mark.parametrize("options", [(), ("--passages", "passages.jsonl")])
def test_without_the_encoder_that_is_set_it_is_said_and_words_answer(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
) -> None:
    line = {"id": 1, "question": "Can I plug in a memory stick that I found?"}
    by_words = _ask(monkeypatch, capsys, [line], *options)
    _embeddings(monkeypatch, folder / "none")
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(line)))
    status = main(["answer", *options])
    said = capsys.readouterr()
    assert (status, [json.loads(said.out)]) == by_words
    assert said.err.startswith(
        "Questions about policy are answered by their words alone. The folder with the"
    )


@pytest.mark.parametrize("written", ["embeddings_folder = 5", "embeddings_folder = "])
def test_settings_that_cannot_be_read_do_not_keep_passages_from_answering(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], written: str
) -> None:
    (folder / "askig.toml").write_text(written, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO('{"id": 1, "question": "Can I plug in a memory stick?"}'))
    assert main(["answer", "--passages", "passages.jsonl"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["closest"][0]["passage_id"] == "sticks"
    assert said.err.strip()
    assert "Traceback" not in said.err


@pytest.mark.parametrize("options", [(), ("--passages", "passages.jsonl")])
def test_with_an_encoder_a_question_is_answered_by_its_sense(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
) -> None:
    for library in ("onnxruntime", "tokenizers"):
        pytest.importorskip(library, reason="the extra `embeddings` is not installed")
    line = {"id": 1, "question": "What about pendrive?"}
    assert _ask(monkeypatch, capsys, [line], *options, "--top", "3")[1][0]["passages"] == []
    _embeddings(monkeypatch, put_encoder(folder / "encoder"))
    first = _ask(monkeypatch, capsys, [line], *options, "--top", "3")
    [by_its_words] = _ask(
        monkeypatch, capsys, [{"id": 1, "question": "May I plug in a memory stick?"}], *options, "--top", "1"
    )[1]
    assert first[1][0]["passages"][0]["id"] == by_its_words["passages"][0]["id"]
    assert _ask(monkeypatch, capsys, [line], *options, "--top", "3") == first


def test_nothing_of_an_encoder_is_loaded_where_none_is_set(folder: Path) -> None:
    program = (
        "import sys; from bot.command_line import main; main(['answer', '--passages', 'passages.jsonl'])\n"
        "print([name for name in ('onnxruntime', 'tokenizers', 'nlp.policies.encoder', 'pydantic') "
        "if name in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        input='{"id": 1, "question": "Can I plug in a memory stick?"}',
        check=True,
        capture_output=True,
        text=True,
    )
    assert said.stdout.splitlines()[-1] == "[]"
