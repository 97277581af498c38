"""`askig scan`: read texts as JSON Lines and flag likely personal data."""

from collections.abc import Callable
from typing import Any

from bot.commands.text_line import required_identifier, required_text
from bot.settings_source import load_text_settings
from nlp.personal_data import WHAT_IT_IS_NOT, Allowed, Scanner, Span, load_scanner


def answer(line: dict[str, Any]) -> dict[str, Any]:
    """Scan one line with the rules that every council has, see `answer_with`."""
    return answer_with(load_scanner())(line)


def answer_as_set() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Scan lines with this council's own settings. Raises `SettingsWrong` where they can't be used."""
    return answer_with(scanner_as_set())


def scanner_as_set() -> Scanner:
    """The scanner with this council's own settings. Raises `SettingsWrong` where they can't be used."""
    settings = load_text_settings()
    return load_scanner(settings.council_references, settings.names_model)


def answer_with(scanner: Scanner) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Scan one line: `{"id", "text"}` and, if wished, `"allow": {"requester": [...], "staff": [...]}`.

    Offsets count Unicode code points, the end exclusive. The function raises ValueError with a clear sentence where
    the line is not of that shape.
    """

    def answer_line(line: dict[str, Any]) -> dict[str, Any]:
        identifier, text = required_identifier(line), required_text(line)
        scan = scanner.scan(text, _allowed(line))
        return {
            "id": identifier,
            "spans": [_span(span) for span in scan.spans],
            "summary": scan.summary,
            "people": [
                {"group": person.number, "name": person.name, "mentions": len(person.mentions)}
                for person in scan.people
            ],
            "allowed": [_span(span) for span in scan.allowed],
            "note": WHAT_IT_IS_NOT,
        }

    return answer_line


def _span(span: Span) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "label": span.label.value,
        "text": span.text,
        "score": span.score,
        "band": span.band.value,
        "why": span.why,
        "group": span.group,
        "consideration": {"foi": span.consideration.foi, "sar": span.consideration.sar},
    }


def _allowed(line: dict[str, Any]) -> Allowed | None:
    given = line.get("allow")
    if given is None:
        return None
    names: dict[str, tuple[str, ...]] = {}
    for whose in ("requester", "staff"):
        listed = given.get(whose, []) if isinstance(given, dict) else None
        if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
            raise ValueError(
                '"allow" must be {"requester": [...], "staff": [...]} with names in quotation marks.'
            )
        names[whose] = tuple(listed)
    return Allowed(requester=names["requester"], staff=names["staff"])
