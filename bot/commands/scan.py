"""`askig scan`: read texts as JSON Lines and flag likely personal data."""

from typing import Any

from bot.commands.text_line import required_identifier, required_text
from nlp.personal_data import load_scanner


def answer(line: dict[str, Any]) -> dict[str, Any]:
    """Scan one line: `{"id", "text"}`. Offsets count Unicode code points, the end exclusive.

    Raises ValueError with a clear sentence where the line is not of that shape.
    """
    identifier, text = required_identifier(line), required_text(line)
    scan = load_scanner().scan(text)
    return {
        "id": identifier,
        "spans": [
            {
                "start": span.start,
                "end": span.end,
                "label": span.label.value,
                "text": span.text,
                "score": span.score,
                "why": span.why,
            }
            for span in scan.spans
        ],
        "summary": scan.summary,
    }
