"""Structured logs: one JSON line an event, with ids and never with anybody's text."""

from __future__ import annotations

import logging
import sys

import structlog

_ALLOWED = frozenset(
    {
        "event", "level", "timestamp", "logger", "error_id", "error", "turn", "case", "person", "notice", "state",
        "status", "reason", "kind", "seconds", "count", "replica", "host", "port", "attempt", "where", "verb",
    }
)  # fmt: skip


def _only_allowed(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Whatever is not on the list of harmless fields is left out, so that a slip can't log a person's words."""
    return {key: value for key, value in event.items() if key in _ALLOWED}


def set_up_logs(level: str) -> None:
    """Set up logging for the process. Libraries log from `warning` on, since some log bodies below that."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr, format="%(levelname)s %(name)s", force=True)


def where(error: BaseException) -> str:
    """Where an error came from: its kind, file and line, and never its message, which may quote a person."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    at = f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {at}"
