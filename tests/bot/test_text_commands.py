"""`askig triage` and `askig scan`, a line at a time."""

import json
from pathlib import Path
from typing import Any

import pytest
import spacy

from bot.command_line import main
from bot.commands import scan, triage
from bot.settings import SettingsWrong


def test_triage_answers_in_the_agreed_shape() -> None:
    answer = triage.answer(
        {
            "id": "a1",
            "text": "Yesterday at 4 I emailed 40 clients' names to the wrong person",
            "now": "2026-11-23T14:05:00Z",
        }
    )
    assert json.loads(json.dumps(answer)) == answer
    assert answer["id"] == "a1"
    assert answer["label"] == "incident"
    assert 0 <= answer["confidence"] <= 1
    assert answer["reasons"]
    assert "request" not in answer
    assert answer["incident"]["people"] == 40
    assert answer["incident"]["happened"] == "2026-11-22T16:00:00+00:00"
    assert answer["incident"]["category"] == answer["incident"]["top"][0] == "emailed_wrong_recipient"


def test_triage_reads_a_request() -> None:
    answer = triage.answer(
        {"id": 7, "text": "Please send me everything you hold about me.\n\nYours sincerely,\nJane Tully"}
    )
    assert (answer["id"], answer["label"]) == (7, "sar")
    assert answer["request"]["requester"] == "Jane Tully"
    assert "incident" not in answer


ANSWERED = """{"id": "FOI-2026-0007", "text": "How many parking fines were issued near schools in 2024? Jo March"}
{"id": 12, "text": "Please list every contract for agency social workers.\\n\\nYours faithfully,\\nMarcus Oyelaran"}

{"id": "FOI-2026-0031", "text": "Under the FOI Act: the number of parking fines near schools, 2025."}
"""


def test_triage_names_the_answered_requests_that_a_request_looks_like(tmp_path: Path) -> None:
    file = tmp_path / "answered.jsonl"
    file.write_text(ANSWERED, encoding="utf-8")
    earlier = triage.answered_requests(file)

    def like(text: str) -> list[str | int]:
        answered = triage.answer({"id": 1, "text": text}, earlier=earlier)
        assert set(answered["request"]) == {"requester", "reply_to", "dated", "service", "sensitive", "like"}
        found: list[str | int] = answered["request"]["like"]
        return found

    asked = "Under the Freedom of Information Act, how many parking fines did you issue near schools in 2026?"
    assert like(asked) == ["FOI-2026-0031", "FOI-2026-0007"]
    # A name that is under both letters is no likeness.
    assert like("FOI request: how many trees were felled?\n\nYours faithfully,\nMarcus Oyelaran") == []
    # What somebody is told about their own data is never used again.
    assert like("Subject access request: send me all my data, parking fines near schools included.") == []
    assert "like" not in triage.answer({"id": 1, "text": asked})["request"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"id": 1, "text": "x"}\n{"id": 2}', 'Line 2 of answered.jsonl: The line has no "text".'),
        (b"[]", "Line 1 of answered.jsonl must be a JSON object"),
        (b"{", "Line 1 of answered.jsonl is not JSON."),
        (b"\xff", "answered.jsonl is not UTF-8."),
        (None, "The requests in answered.jsonl can't be read: No such file"),
    ],
)
def test_triage_says_what_is_wrong_with_the_answered_requests(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, says: str
) -> None:
    file = tmp_path / "answered.jsonl"
    if content is not None:
        file.write_bytes(content)
    assert main(["triage", "--answered", str(file)]) == 2
    assert says in capsys.readouterr().err


def test_scan_answers_in_the_agreed_shape() -> None:
    text = "😀 NINO AB123456C"
    answer = scan.answer({"id": "s1", "text": text})
    assert answer["summary"] == {"NINO": 1}
    (span,) = answer["spans"]
    assert set(span) == {"start", "end", "label", "text", "score", "band", "why", "group", "consideration"}
    assert text[span["start"] : span["end"]] == span["text"] == "AB123456C"
    assert span["band"] == "sure"
    assert set(span["consideration"]) == {"foi", "sar"}
    assert "a person decides" in answer["note"]


def test_scan_groups_people_and_sets_aside_who_is_allowed() -> None:
    line = {"id": 1, "text": "Jane Tully saw Tom Bell. Bell left.", "allow": {"requester": ["Jane Tully"]}}
    answer = scan.answer(line)
    assert answer["people"] == [{"group": 2, "name": "Tom Bell", "mentions": 2}]
    assert [span["text"] for span in answer["allowed"]] == ["Jane Tully"]


@pytest.mark.parametrize("allow", ["Jane", ["Jane"], {"requester": "Jane"}, {"staff": [1]}])
def test_a_bad_list_of_allowed_names_gets_a_clear_sentence(allow: Any) -> None:
    with pytest.raises(ValueError, match='"allow" must be'):
        scan.answer({"id": 1, "text": "hello", "allow": allow})


def test_scan_reads_a_councils_own_references_from_its_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "askig.toml").write_text('tenant_id = "x"\n[council_references]\ncase = ["WM-######"]\n')
    answer = scan.answer_as_set()({"id": 1, "text": "it is wm 123456"})
    assert answer["summary"] == {"COUNCIL_REF": 1}
    (tmp_path / "askig.toml").write_text('[council_references]\ncase = ["##"]\n')
    with pytest.raises(SettingsWrong, match="would fit too much"):
        scan.answer_as_set()


def test_scan_reads_names_with_the_model_that_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    own = spacy.blank("en")
    own.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Quoll"}])  # type: ignore[attr-defined]
    own.to_disk(tmp_path / "own")
    (tmp_path / "askig.toml").write_text('names_model = "own"\n')
    assert scan.answer_as_set()({"id": 1, "text": "then Quoll left"})["summary"] == {"PERSON": 1}
    (tmp_path / "askig.toml").write_text('names_model = "en_no_such"\n')
    with pytest.raises(SettingsWrong, match=r"'en_no_such' can't be loaded\. Install it"):
        scan.answer_as_set()


def test_training_without_the_labelled_texts_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "personal-data", "--data", str(tmp_path), "--output", str(tmp_path / "model")]) == 2
    told = capsys.readouterr().err
    assert "court-train.jsonl" in told or "Training needs Faker" in told


@pytest.mark.parametrize("what", ["words", "policies", "triage"])
def test_training_that_takes_nothing_from_an_encoder_refuses_one(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "model"
    given = ["--data", str(tmp_path), "--output", str(output), "--encoder", str(tmp_path)]
    assert main(["train", what, *given]) == 2
    assert f"--encoder is for personal-data: {what} takes no vectors from it" in capsys.readouterr().err
    assert not output.exists()


@pytest.mark.parametrize("command", [triage, scan])
@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"id": "x"}, 'no "text"'),
        ({"id": "x", "text": None}, '"text" must be'),
        ({"id": "x", "text": ["a"]}, '"text" must be'),
        ({"text": "hello"}, 'no "id"'),
        ({"id": {}, "text": "hello"}, '"id" must be'),
    ],
)
def test_a_bad_line_gets_a_clear_sentence(command: Any, line: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        command.answer(line)


@pytest.mark.parametrize("now", ["tomorrow", 5, ""])
def test_a_bad_moment_gets_a_clear_sentence(now: Any) -> None:
    with pytest.raises(ValueError, match='"now"'):
        triage.answer({"id": "x", "text": "hello", "now": now})
