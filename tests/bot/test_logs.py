"""What is logged is on a list; a person's words are not on it."""

from __future__ import annotations

import json
import logging

import pytest
import structlog

from bot.logs import set_up_logs, where


@pytest.fixture(autouse=True)
def _as_before() -> object:
    yield
    structlog.reset_defaults()
    logging.basicConfig(level=logging.WARNING, force=True)


def test_only_harmless_fields_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("debug")
    structlog.get_logger().warning(
        "turn failed", text="Mrs Smith", name="Smith", error_id="abc", person="p-1"
    )
    [line] = capsys.readouterr().err.splitlines()
    written = json.loads(line)
    assert set(written) == {"event", "level", "timestamp", "error_id", "person"}
    assert "Smith" not in line


def test_the_level_is_kept_to(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("warning")
    log = structlog.get_logger()
    log.info("started")
    log.warning("late")
    assert [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()] == ["late"]


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error"])
def test_libraries_are_not_asked_for_more_than_errors(level: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(level)
    logging.getLogger("some.library").warning("body: Mrs Smith")
    assert capsys.readouterr().err == ""


def test_where_an_error_came_from_is_told_without_its_message() -> None:
    try:
        int("Mrs Smith's number")
    except ValueError as error:
        told = where(error)
    assert told.startswith("ValueError at test_logs.py:")
    assert "Smith" not in told
    assert where(ValueError("Smith")) == "ValueError at ?"
