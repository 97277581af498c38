"""The closed sets that triage sorts messages into."""

from enum import StrEnum
from typing import Final

from cases.incident_categories import IncidentCategory

__all__ = ["REQUESTS", "IncidentCategory", "Label", "Sensitive", "SmallTalk"]


class Label(StrEnum):
    """What a message is."""

    FOI = "foi"
    EIR = "eir"
    SAR = "sar"
    RIGHTS = "rights"
    REUSE = "reuse"
    COMPLAINT = "complaint"
    REVIEW = "review"
    INCIDENT = "incident"
    POLICY_QUESTION = "policy_question"
    OTHER = "other"


REQUESTS: Final = frozenset(
    {Label.FOI, Label.EIR, Label.SAR, Label.RIGHTS, Label.REUSE, Label.REVIEW, Label.COMPLAINT}
)
"""The labels that come with a requester and a date of receipt."""


class Sensitive(StrEnum):
    """Who or what in a request the team wants to know of before anybody answers it."""

    PRESS = "press"
    COUNCILLOR_OR_MP = "councillor_or_mp"
    LEGAL_ACTION = "legal_action"


class SmallTalk(StrEnum):
    """What is said to be polite, and asks for nothing."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    HOW_ARE_YOU = "how_are_you"
