"""What a message is: `load_triage().read(text, now)`."""

from nlp.triage.labels import REQUESTS, IncidentCategory, Label, SmallTalk
from nlp.triage.reading import Alternative, IncidentReading, Reading, RequestReading
from nlp.triage.triage import Triage, load_triage

__all__ = [
    "REQUESTS",
    "Alternative",
    "IncidentCategory",
    "IncidentReading",
    "Label",
    "Reading",
    "RequestReading",
    "SmallTalk",
    "Triage",
    "load_triage",
]
