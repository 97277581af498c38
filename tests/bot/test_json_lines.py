"""JSON Lines: a line in, a line out, in order; a bad line says so and the others go on."""

from __future__ import annotations

import io
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.json_lines import run


def _run(*lines: str, answer: Any = None) -> tuple[int, list[Any]]:
    out = io.StringIO()
    status = run(answer or (lambda given: {"length": len(given["text"])}), lines, out)
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_line_is_answered_in_order_and_blank_ones_are_passed_over() -> None:
    status, answers = _run('{"id": 1, "text": "a"}\n', "\n", '{"id": "b", "text": "ab"}\n')
    assert (status, answers) == (0, [{"id": 1, "length": 1}, {"id": "b", "length": 2}])


def test_a_bad_line_is_told_and_the_others_go_on() -> None:
    status, answers = _run("{", "[]", '{"id": 3}', "[" * 100_000, '{"id": 5, "text": ""}')
    assert status == 1
    assert [sorted(one) for one in answers] == [["error", "id"]] * 4 + [["id", "length"]]
    assert answers[2]["id"] == 3


def test_an_error_of_ours_does_not_repeat_the_text() -> None:
    def answer(given: dict[str, Any]) -> dict[str, Any]:
        raise RuntimeError(given["text"])

    status, [said] = _run('{"id": 1, "text": "Mrs Smith"}', answer=answer)
    assert status == 1
    assert "Smith" not in said["error"]


@given(
    st.lists(st.text(st.characters(blacklist_characters="\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), min_size=1))
)
def test_whatever_comes_in_there_is_a_line_out_for_each(lines: list[str]) -> None:
    wanted = [line for line in lines if line.strip()]
    out = io.StringIO()
    run(lambda given: {"ok": True}, lines, out)
    assert len(out.getvalue().split("\n")) - 1 == len(wanted)
