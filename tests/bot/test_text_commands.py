"""`askig triage` and `askig scan`, a line at a time."""

import json
from typing import Any

import pytest

from bot.commands import scan, triage


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


def test_scan_answers_in_the_agreed_shape() -> None:
    text = "😀 NINO AB123456C"
    answer = scan.answer({"id": "s1", "text": text})
    assert answer["summary"] == {"NINO": 1}
    (span,) = answer["spans"]
    assert set(span) == {"start", "end", "label", "text", "score", "why"}
    assert text[span["start"] : span["end"]] == span["text"] == "AB123456C"


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
