"""`askig triage`: read messages as JSON Lines and say what each one is."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from bot.commands.text_line import required_identifier, required_text
from bot.settings_source import SettingsWrong, load_text_settings
from cases.people import Service, service_named_in
from integrations.people_file import read_services
from nlp.times import LONDON
from nlp.triage import IncidentReading, Reading, RequestReading, load_triage


def answer_as_set() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Triage lines with this council's own list of services. Raises `SettingsWrong` where it can't be used."""
    try:
        services = read_services(load_text_settings().services_file)
    except (OSError, ValueError) as error:
        raise SettingsWrong([str(error)]) from None
    return partial(answer, services=services)


def answer(line: dict[str, Any], services: Sequence[Service] = ()) -> dict[str, Any]:
    """Triage one line: `{"id", "text"}`, with `"now"` (ISO 8601) where the present moment matters.

    A request is told to belong to the one of `services` whose words it uses.

    Raises ValueError with a clear sentence where the line is not of that shape.
    """
    identifier, text = required_identifier(line), required_text(line)
    reading = load_triage().read(text, _now(line))
    return {"id": identifier, **_as_json(reading, service_named_in(text, services))}


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
