"""`askig triage`: read messages as JSON Lines and say what each one is."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from bot.commands.text_line import required_identifier, required_text
from bot.settings_source import SettingsWrong, load_text_settings
from cases.people import Service, service_named_in
from cases.similar import AnsweredRequests, subject_of
from integrations.people_file import read_services
from nlp.times import LONDON
from nlp.triage import IncidentReading, Label, Reading, RequestReading, load_triage
from nlp.triage.details import read_request

_SHARED_ANSWERS: Final = frozenset({Label.FOI, Label.EIR, Label.REUSE})
"""What is answered to everybody alike (`cases.similar.SHARED_ANSWERS`)."""

_ALIKE: Final = 5
"""How many earlier requests are named."""


class AnsweredWrong(ValueError):
    """A file of answered requests that can't be used; the sentence says which line and why."""


def answered_requests(file: Path) -> AnsweredRequests:
    """The earlier requests of a file, JSON Lines `{"id", "text"}`. Raises `AnsweredWrong`."""
    now = datetime.now(LONDON)
    subjects: dict[str | int, frozenset[str]] = {}
    try:
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    identifier, text = _answered(line, f"Line {number} of {file.name}")
                    subjects[identifier] = _subject(text, read_request(text, now))
    except OSError as error:
        raise AnsweredWrong(f"The requests in {file.name} can't be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise AnsweredWrong(f"{file.name} is not UTF-8. Save it as UTF-8.") from None
    return AnsweredRequests(subjects)


def _answered(line: str, where: str) -> tuple[str | int, str]:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        raise AnsweredWrong(f"{where} is not JSON.") from None
    if not isinstance(given, dict):
        raise AnsweredWrong(f'{where} must be a JSON object such as {{"id": "1", "text": "…"}}.')
    try:
        return required_identifier(given), required_text(given)
    except ValueError as error:
        raise AnsweredWrong(f"{where}: {error}") from None


def _subject(text: str, request: RequestReading) -> frozenset[str]:
    return subject_of(text, f"{request.requester or ''} {request.reply_to or ''}")


def answer_as_set(earlier: AnsweredRequests | None = None) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Triage lines with this council's own list of services. Raises `SettingsWrong` where it can't be used."""
    try:
        services = read_services(load_text_settings().services_file)
    except (OSError, ValueError) as error:
        raise SettingsWrong([str(error)]) from None
    return partial(answer, services=services, earlier=earlier)


def answer(
    line: dict[str, Any], services: Sequence[Service] = (), earlier: AnsweredRequests | None = None
) -> dict[str, Any]:
    """Triage one line: `{"id", "text"}`, with `"now"` (ISO 8601) where the present moment matters.

    A request is told to belong to the one of `services` whose words it uses. Where there are `earlier` requests, "like"
    names those that it looks like, the most alike first: only for what is answered to everybody alike.

    Raises ValueError with a clear sentence where the line is not of that shape.
    """
    identifier, text = required_identifier(line), required_text(line)
    reading = load_triage().read(text, _now(line))
    answered = {"id": identifier, **_as_json(reading, service_named_in(text, services))}
    if earlier is not None and reading.request is not None:
        is_shared = not _SHARED_ANSWERS.isdisjoint({reading.label, *reading.also})
        like = earlier.like(_subject(text, reading.request), _ALIKE) if is_shared else ()
        answered["request"]["like"] = list(like)
    return answered


def _now(line: dict[str, Any]) -> datetime:
    told = line.get("now")
    if told is None:
        return datetime.now(LONDON)
    if not isinstance(told, str):
        raise ValueError(
            '"now" must be a date and time in quotation marks, such as "2026-11-23T14:05:00+00:00".'
        )
    try:
        now = datetime.fromisoformat(told)
    except ValueError:
        raise ValueError('"now" is not a date and time. Write it like "2026-11-23T14:05:00+00:00".') from None
    return now if now.tzinfo is not None else now.replace(tzinfo=LONDON)


def _as_json(reading: Reading, service: Service | None) -> dict[str, Any]:
    answered: dict[str, Any] = {
        "label": reading.label.value,
        "confidence": reading.confidence,
        "reasons": list(reading.reasons),
        "also": [label.value for label in reading.also],
        "choice": [label.value for label in reading.choice],
    }
    if reading.incident is not None:
        answered["incident"] = _incident(reading.incident)
    if reading.request is not None:
        answered["request"] = _request(reading.request, service)
    return answered


def _incident(incident: IncidentReading) -> dict[str, Any]:
    return {
        "category": incident.category.value,
        "top": [category.value for category in incident.top],
        "people": incident.people,
        "kinds": [kind.value for kind in incident.kinds],
        "happened": incident.happened.isoformat() if incident.happened else None,
        "noticed": incident.noticed.isoformat() if incident.noticed else None,
        "contained": incident.contained,
    }


def _request(request: RequestReading, service: Service | None) -> dict[str, Any]:
    return {
        "requester": request.requester,
        "reply_to": request.reply_to,
        "dated": request.dated.isoformat() if request.dated else None,
        "service": service.id if service else None,
        "sensitive": [one.value for one in request.sensitive],
    }
