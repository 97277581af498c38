"""What a reporter's words say about an incident, beyond what triage reads: whose, how serious, whose slip."""

from __future__ import annotations

import re

from cases.incidents import Contained, Whose

CATEGORY_TITLES = {
    "emailed_wrong_recipient": "An e-mail to the wrong person",
    "posted_or_faxed_wrong_recipient": "A letter or fax to the wrong person",
    "failure_to_redact": "Something not blacked out",
    "failure_to_use_bcc": "Addresses shown to everybody (no bcc)",
    "loss_theft_paperwork_or_insecure_location": "Papers lost, stolen or left lying",
    "loss_theft_device": "A device lost or stolen",
    "verbal_disclosure": "Something said to the wrong person",
    "unauthorised_access_non_cyber": "Somebody looked who shouldn't have",
    "wrong_data_subject_in_portal": "The wrong person's data in a portal",
    "incorrect_disposal_paperwork": "Papers thrown away wrongly",
    "incorrect_disposal_hardware": "A device thrown away wrongly",
    "alteration": "Data changed wrongly",
    "cryptographic_flaw": "Encryption that failed",
    "other_non_cyber": "Something else",
    "phishing": "Phishing",
    "ransomware": "Ransomware",
    "malware": "Malware",
    "misconfiguration": "A system set up wrongly",
    "unauthorised_access_cyber": "Somebody got into a system",
    "brute_force": "A password broken by force",
    "denial_of_service": "A system knocked out",
    "other_cyber": "Another attack on a system",
}
"""The ICO's categories of incidents in words."""

_CHILDREN = re.compile(r"\b(?:child|children|pupil|student|baby|babies|teenager|young pe)", re.IGNORECASE)
_COLLEAGUES = re.compile(r"\b(?:colleague|staff|employee|team member|payslip|councillor)", re.IGNORECASE)
_CLIENTS = re.compile(
    r"\b(?:client|service user|tenant|patient|foster|carer|claimant|applicant)", re.IGNORECASE
)
_RESIDENTS = re.compile(
    r"\b(?:resident|customer|member of the public|taxpayer|voter|elector|household)", re.IGNORECASE
)
_ONESELF = re.compile(
    r"\b(?:about (?:me|myself)|it'?s (?:just )?me|my own (?!fault|mistake|laptop|phone|car|desk|team|house)\w+"
    r"|my (?:personal |home |private |sickness |medical |hr |personnel )*"
    r"(?:data|details|information|records?|address|payslips?|salary|appraisal|absences?|bank details|medical"
    r"|diagnosis))\b",
    re.IGNORECASE,
)


def whose_in(text: str) -> list[Whose]:
    """Whose personal data the words speak of, as far as they say."""
    found = [
        (_CLIENTS, Whose.SERVICE_USERS),
        (_RESIDENTS, Whose.RESIDENTS),
        (_CHILDREN, Whose.CHILDREN),
        (_COLLEAGUES, Whose.COLLEAGUES),
        (_ONESELF, Whose.REPORTER),
    ]
    whose = [one for pattern, one in found if pattern.search(text)]
    # One's own payslip is not a colleague's.
    if Whose.REPORTER in whose and not re.search(
        r"\b(?:colleague|staff|employee|team member)", text, re.IGNORECASE
    ):
        whose = [one for one in whose if one is not Whose.COLLEAGUES]
    return whose


_NO_DATA = re.compile(
    r"\b(?:no|not any|wasn'?t any|weren'?t any|without|didn'?t (?:contain|have|hold|include) any)\s+"
    r"(?:personal|one'?s|individual|private)\s+(?:data|details|information|info)\b"
    r"|\bno (?:personal )?(?:data|details|information)\b.{0,20}\b(?:affected|involved|lost|shown|shared|in it|on it)\b"
    r"|\bnothing personal\b|\bempty (?:folder|envelope|bag|file|form|template)\b|\bblank (?:form|template|copy)\b",
    re.IGNORECASE,
)
_NEARLY = re.compile(
    r"\bnear[- ]miss\b|\b(?:nothing|it never|it didn'?t|none of it) (?:went|left|was sent|got out|go out|leave)\b"
    r"|\b(?:nearly|almost|about to)\b.{0,120}\b(?:in time|before|stopped|caught|but (?:didn'?t|did not)|noticed)\b"
    r"|\b(?:caught|stopped|noticed|spotted|cancelled) (?:it|that|this|myself)?\s*"
    r"(?:just )?(?:in time|before (?:it|i|anything|sending))\b",
    re.IGNORECASE | re.DOTALL,
)


def is_near_miss(text: str) -> bool:
    """Whether the words say that nothing is wrong with personal data: none was there, or it was stopped in time."""
    return bool(_NO_DATA.search(text) or _NEARLY.search(text))


_THIRD_PARTY = re.compile(
    r"(?<!to )\b(?:our|the|a|one of our|another|their)\s+(?:\w+\s+){0,3}"
    r"(?:supplier|contractor|provider|processor|vendor|software company|agency|partner|charity|council|hospital|trust)"
    r"(?:'s|s)?\b.{0,100}\b(?:breach\w*|hack\w*|attack\w*|ransom\w*|lost|left|leak\w*|sent|e-?mailed|posted|stolen|exposed"
    r"|(?:told|informed|notified|warned|contacted|rang|wrote to|let) (?:me|us|the council))\b",
    re.IGNORECASE | re.DOTALL,
)


def is_third_partys(text: str) -> bool:
    """Whether it happened at a supplier or partner, so that the first steps are with them."""
    return bool(_THIRD_PARTY.search(text[:2000]))


_DANGER = re.compile(
    r"\b(?:in danger|get hurt|be hurt|be harmed|hurt (?:her|him|them)|violen(?:t|ce)|domestic abuse|abuser"
    r"|abusive|refuge"
    r"|restraining order|non-molestation|stalk\w*|threat(?:en\w*|s)? to (?:kill|hurt)|witness protection)\b"
    r"|\b(?:new|secret|safe) address\b.{0,80}\b(?:ex|ex-\w+|husband|partner|father|perpetrator)\b",
    re.IGNORECASE | re.DOTALL,
)


def speaks_of_danger(text: str) -> bool:
    """Whether somebody may come to harm, so that the emergency number is said first."""
    return bool(_DANGER.search(text[:5000]))


_YES = re.compile(
    r"^(?:yes|yep|yeah|it is|it'?s|all sorted|all)?\W*(?:it is |it'?s |that'?s |all |now )*"
    r"(?:contained|under control|sorted|dealt with|stopped)\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^(?:no|nope)?\W*(?:it is |it'?s |that'?s )?(?:not|isn'?t|hasn'?t been|not been|it isn'?t) (?:yet |been )?"
    r"(?:contained|under control|sorted|stopped)\b|^(?:not yet)\b",
    re.IGNORECASE,
)
_PARTLY = re.compile(r"^(?:partly|partially|some of it|mostly|not (?:all|completely|fully))\b", re.IGNORECASE)
_UNSURE = re.compile(
    r"^(?:i'?m |i am )?(?:not sure|don'?t know|no idea|unsure)\b|^i (?:don'?t|do not) know\b", re.IGNORECASE
)
_BARE_YES = re.compile(r"^(?:yes|yep|yeah|it is|i think so|yes it is)\W*$", re.IGNORECASE)
_BARE_NO = re.compile(r"^(?:no|nope|it isn'?t|no it isn'?t|no it'?s not)\W*$", re.IGNORECASE)


def containment_in(text: str, *, is_asked: bool) -> Contained | None:
    """Whether the words answer if it is under control. A bare yes, no or "not sure" does only where that is asked."""
    text = text.strip()
    always: tuple[tuple[re.Pattern[str], Contained], ...] = (
        (_NO, Contained.NO),
        (_PARTLY, Contained.PARTLY),
        (_YES, Contained.YES),
    )
    asked: tuple[tuple[re.Pattern[str], Contained], ...] = (
        (_UNSURE, Contained.UNSURE),
        (_BARE_YES, Contained.YES),
        (_BARE_NO, Contained.NO),
    )
    for pattern, answer in (*always, *(asked if is_asked else ())):
        if pattern.search(text):
            return answer
    return None
