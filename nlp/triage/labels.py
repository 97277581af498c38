"""The closed sets that triage sorts messages into."""

from enum import StrEnum
from typing import Final


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


class IncidentCategory(StrEnum):
    """The ICO's categories of personal data incidents, as its incident trends publish them."""

    EMAILED_WRONG_RECIPIENT = "emailed_wrong_recipient"
    POSTED_OR_FAXED_WRONG_RECIPIENT = "posted_or_faxed_wrong_recipient"
    FAILURE_TO_REDACT = "failure_to_redact"
    FAILURE_TO_USE_BCC = "failure_to_use_bcc"
    LOSS_THEFT_PAPERWORK_OR_INSECURE_LOCATION = "loss_theft_paperwork_or_insecure_location"
    LOSS_THEFT_DEVICE = "loss_theft_device"
    VERBAL_DISCLOSURE = "verbal_disclosure"
    UNAUTHORISED_ACCESS_NON_CYBER = "unauthorised_access_non_cyber"
    WRONG_DATA_SUBJECT_IN_PORTAL = "wrong_data_subject_in_portal"
    INCORRECT_DISPOSAL_PAPERWORK = "incorrect_disposal_paperwork"
    INCORRECT_DISPOSAL_HARDWARE = "incorrect_disposal_hardware"
    ALTERATION = "alteration"
    CRYPTOGRAPHIC_FLAW = "cryptographic_flaw"
    OTHER_NON_CYBER = "other_non_cyber"
    PHISHING = "phishing"
    RANSOMWARE = "ransomware"
    MALWARE = "malware"
    MISCONFIGURATION = "misconfiguration"
    UNAUTHORISED_ACCESS_CYBER = "unauthorised_access_cyber"
    BRUTE_FORCE = "brute_force"
    DENIAL_OF_SERVICE = "denial_of_service"
    OTHER_CYBER = "other_cyber"
