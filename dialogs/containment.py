"""What to do in the next five minutes, by kind of incident: the first thing that a reporter reads.

Every line is something that the person can do themselves and that cannot make matters worse.
"""

from __future__ import annotations

from dialogs.incident_words import is_third_partys
from nlp.triage import IncidentCategory

_EMAIL = (
    "Try to recall the message: open it in Sent Items, then File, Info, Recall.",
    "Write to the person who got it: ask them not to open, use or forward it, to delete it from their inbox and "
    "their deleted items, and to tell you when that is done.",
    "Don't send the details again, and don't delete your own copy: the IG team needs it.",
)
_POST = (
    "Ring or write to the person or address that received it: ask them not to read or pass it on.",
    "Arrange to fetch it, or ask for it to be handed in or sent back in a sealed envelope.",
    "Stop anything else in the same batch from going out until the addresses are checked.",
)
_PAPER = (
    "Go back the way you came: ask where you last had it, at reception, and in lost property.",
    "If it is in sight or in an unlocked place, move it to a locked one now.",
    "Write down what was in it while you remember.",
)
_DEVICE = (
    "Ring the IT service desk now and ask them to lock the device and wipe it from afar.",
    "Change your council password from another device.",
    "If it was stolen, tell the police and keep the crime reference number.",
)
_BCC = (
    "Try to recall the message: open it in Sent Items, then File, Info, Recall.",
    "Write to everyone, this time with their addresses in Bcc: ask them to delete it and not to reply to all.",
    "Don't apologise to all in one message that shows the addresses again.",
)
_PUBLISHED = (
    "Take the document or page down now, or ask the web team to; ask whoever has a copy to delete it.",
    "Keep a copy of what was published for the IG team.",
    "Don't put a new version up until somebody else has checked it.",
)
_SPOKEN = (
    "If you can, speak to whoever heard it: ask them to keep it to themselves.",
    "Write down who was there and what was said, as you remember it.",
)
_ACCESS = (
    "Don't look further yourself, and don't confront anybody.",
    "Ask the system's owner or the IT service desk to close the access.",
    "Write down what you saw, when, and in which system.",
)
_WRONG_RECORD = (
    "Ask the system's owner to hide the record or close the account's access now.",
    "Write down which records were shown to whom; don't copy their contents.",
)
_DISPOSAL = (
    "Find out where it is now; ask for the bin, bag or delivery to be held.",
    "Fetch it back if that is safe, and lock it away.",
)
_CYBER = (
    "Ring the IT service desk now: say what you saw. They answer at night too.",
    "Take the device off the network: unplug the cable or turn Wi-Fi off. Leave it switched on.",
    "Don't click, reply, pay or delete anything.",
)
_PHISHING = (
    "Ring the IT service desk now, and say whether you clicked, typed a password or opened a file.",
    "If you typed a password, change it from another device.",
    "Don't forward the message; use the Report button in Outlook.",
)
_THIRD_PARTY = (
    "Ask them to stop it going further, and to tell you in writing what they have done.",
    "Ask them whose information it is, how many people, and when they first knew.",
    "Keep everything they sent you. Tell whoever looks after the contract or the agreement with them.",
)
_ANY = (
    "If there is something that you can safely do to stop it going further, do that first.",
    "Don't delete anything: the IG team needs to see what happened.",
    "Write down who knows and what you have done so far.",
)

_BY_CATEGORY: dict[IncidentCategory, tuple[str, ...]] = {
    IncidentCategory.EMAILED_WRONG_RECIPIENT: _EMAIL,
    IncidentCategory.POSTED_OR_FAXED_WRONG_RECIPIENT: _POST,
    IncidentCategory.FAILURE_TO_REDACT: _PUBLISHED,
    IncidentCategory.FAILURE_TO_USE_BCC: _BCC,
    IncidentCategory.LOSS_THEFT_PAPERWORK_OR_INSECURE_LOCATION: _PAPER,
    IncidentCategory.LOSS_THEFT_DEVICE: _DEVICE,
    IncidentCategory.VERBAL_DISCLOSURE: _SPOKEN,
    IncidentCategory.UNAUTHORISED_ACCESS_NON_CYBER: _ACCESS,
    IncidentCategory.WRONG_DATA_SUBJECT_IN_PORTAL: _WRONG_RECORD,
    IncidentCategory.INCORRECT_DISPOSAL_PAPERWORK: _DISPOSAL,
    IncidentCategory.INCORRECT_DISPOSAL_HARDWARE: _DISPOSAL,
    IncidentCategory.PHISHING: _PHISHING,
    IncidentCategory.RANSOMWARE: _CYBER,
    IncidentCategory.MALWARE: _CYBER,
    IncidentCategory.MISCONFIGURATION: _ACCESS,
    IncidentCategory.UNAUTHORISED_ACCESS_CYBER: _CYBER,
    IncidentCategory.BRUTE_FORCE: _CYBER,
    IncidentCategory.DENIAL_OF_SERVICE: _CYBER,
    IncidentCategory.OTHER_CYBER: _CYBER,
}


def first_steps(category: IncidentCategory | None, told: str = "") -> tuple[str, ...]:
    """What to do now, in order. Where it happened at a supplier or partner, the first steps are with them."""
    if is_third_partys(told):
        return _THIRD_PARTY
    return _BY_CATEGORY.get(category, _ANY) if category else _ANY
