"""The ICO's categories of personal data incidents, as its incident trends publish them."""

from __future__ import annotations

from enum import StrEnum


class IncidentCategory(StrEnum):
    """What happened, as the ICO counts it."""

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

    @property
    def title(self) -> str:  # type: ignore[override]
        """The category in words."""
        return _TITLES[self]


def category_title(category: str | None) -> str:
    """A category in words, as a case keeps it: "" where it has none, and as it is where the list has it no more."""
    if not category or category not in IncidentCategory._value2member_map_:
        return category or ""
    return IncidentCategory(category).title


_TITLES = {
    IncidentCategory.EMAILED_WRONG_RECIPIENT: "E-mailed to the wrong recipient",
    IncidentCategory.POSTED_OR_FAXED_WRONG_RECIPIENT: "Posted or faxed to the wrong recipient",
    IncidentCategory.FAILURE_TO_REDACT: "Not redacted",
    IncidentCategory.FAILURE_TO_USE_BCC: "Bcc not used",
    IncidentCategory.LOSS_THEFT_PAPERWORK_OR_INSECURE_LOCATION: "Paperwork lost, stolen or left in an insecure place",
    IncidentCategory.LOSS_THEFT_DEVICE: "Device with personal data lost or stolen",
    IncidentCategory.VERBAL_DISCLOSURE: "Told by word of mouth",
    IncidentCategory.UNAUTHORISED_ACCESS_NON_CYBER: "Unauthorised access (not cyber)",
    IncidentCategory.WRONG_DATA_SUBJECT_IN_PORTAL: "Wrong person's data shown in a portal",
    IncidentCategory.INCORRECT_DISPOSAL_PAPERWORK: "Paperwork wrongly disposed of",
    IncidentCategory.INCORRECT_DISPOSAL_HARDWARE: "Hardware wrongly disposed of",
    IncidentCategory.ALTERATION: "Personal data altered",
    IncidentCategory.CRYPTOGRAPHIC_FLAW: "Flaw in encryption",
    IncidentCategory.OTHER_NON_CYBER: "Other (not cyber)",
    IncidentCategory.PHISHING: "Phishing",
    IncidentCategory.RANSOMWARE: "Ransomware",
    IncidentCategory.MALWARE: "Malware",
    IncidentCategory.MISCONFIGURATION: "Hardware or software set up wrongly",
    IncidentCategory.UNAUTHORISED_ACCESS_CYBER: "Unauthorised access (cyber)",
    IncidentCategory.BRUTE_FORCE: "Passwords tried by force",
    IncidentCategory.DENIAL_OF_SERVICE: "Denial of service",
    IncidentCategory.OTHER_CYBER: "Other (cyber)",
}
