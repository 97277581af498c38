"""An index is made once and kept; whatever becomes of what was kept, the answers are the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from integrations.policies.keeping import KEPT, IndexStore
from integrations.policies.passages_file import PassagesFile, PassagesWrong
from nlp.policies.index import PassageIndex, ToIndex, build_index


class _Builder:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> PassageIndex:
        self.times += 1
        return build_index([ToIndex("Keys", "Keys are in the safe.")])


def test_the_second_start_reads_what_was_kept(tmp_path: Path) -> None:
    build = _Builder()
    first = IndexStore(tmp_path / "kept").index("a", build)
    second = IndexStore(tmp_path / "kept").index("a", build)
    assert build.times == 1
    assert second.words == first.words


def test_another_content_is_indexed_anew_and_the_oldest_go(tmp_path: Path) -> None:
    build = _Builder()
    for number in range(KEPT + 3):
        IndexStore(tmp_path).index(f"content {number}", build)
    assert build.times == KEPT + 3
    assert len(list(tmp_path.iterdir())) == KEPT


def test_a_damaged_index_is_made_again(tmp_path: Path) -> None:
    build = _Builder()
    IndexStore(tmp_path).index("a", build)
    (tmp_path / "a" / "body.npy").write_bytes(b"rubbish")
    assert IndexStore(tmp_path).index("a", build).words
    (tmp_path / "a" / "words.json").write_text("[", encoding="utf-8")
    assert IndexStore(tmp_path).index("a", build).words
    assert build.times == 3


def test_a_folder_that_cannot_be_written_to_is_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert IndexStore(tmp_path / "file").index("a", _Builder()).words


def test_passages_are_read_from_json_lines(tmp_path: Path) -> None:
    file = tmp_path / "passages.jsonl"
    lines = [{"id": "a", "text": "One é."}, {"id": 2, "title": "Two", "text": ""}]
    file.write_text("\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    passages = PassagesFile(file)
    assert [passages.passage(at).id for at in range(len(passages))] == ["a", 2]
    assert passages.passage(0).text == "One é."
    assert passages.passage(1).title == "Two"
    before = passages.key
    file.write_text(json.dumps({"id": "a", "text": "other"}), encoding="utf-8")
    assert PassagesFile(file).key != before


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "Line 2 of p.jsonl is not JSON"),
        ("[]", "Line 2 of p.jsonl must be a JSON object"),
        ('{"text": "x"}', 'Line 2 of p.jsonl needs an "id"'),
        ('{"id": true, "text": "x"}', 'Line 2 of p.jsonl needs an "id"'),
        ('{"id": 1}', 'Line 2 of p.jsonl needs a "text"'),
        ('{"id": 1, "text": "x", "title": 3}', 'The "title" in line 2 of p.jsonl'),
    ],
)
def test_a_bad_line_of_passages_is_named(tmp_path: Path, line: str, sentence: str) -> None:
    file = tmp_path / "p.jsonl"
    file.write_text('{"id": 1, "text": "fine"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(PassagesWrong, match=f"^{sentence}".replace("[", r"\[")):
        PassagesFile(file).build()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PassagesWrong, match=r"The passages in none\.jsonl can't be read"):
        PassagesFile(tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").write_bytes(b"")
    assert len(PassagesFile(tmp_path / "empty.jsonl").build()) == 0
