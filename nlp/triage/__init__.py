"""What a message is: `load_triage().read(text, now)`."""

from nlp.triage.labels import REQUESTS, IncidentCategory, Label, Sensitive, SmallTalk
from nlp.triage.reading import SURE_ENOUGH, Alternative, IncidentReading, Reading, RequestReading
from nlp.triage.triage import Triage, load_triage

__all__ = [
    "REQUESTS",
    "SURE_ENOUGH",
    "Alternative",
    "IncidentCategory",
    "IncidentReading",
    "Label",
    "Reading",
    "RequestReading",
    "Sensitive",
    "SmallTalk",
    "Triage",
    "load_triage",
]
