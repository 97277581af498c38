"""What somebody says about being away: who is, when, and who covers.

Only a text that says this and nothing else is read. "I'm away from my desk and my laptop is gone" is something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nlp.days_ahead import DaysAhead, read_days_ahead

LONGEST = 200
"""Characters. What is longer says more than who is away."""


class Saying(StrEnum):
    """What is said of somebody."""

    AWAY = "away"
    BACK = "back"
    COVERED = "covered"
    """Who covers for them, and nothing of when."""

    ASKED = "asked"
    """It is asked whether they are away, or who covers for them."""


@dataclass(frozen=True)
class AbsenceWords:
    """What was said. `whom` is a name, empty for the one who speaks; `cover` is a name, empty where none was said."""

    saying: Saying
    whom: str = ""
    days: DaysAhead | None = None
    cover: str = ""


_NOT_A_NAME = (
    r"and|with|while|but|so|then|please|thanks|thank|also|i|i'm|im|my|me|he|she|they|it|we|you|his|her|their|our|who|"
    r"whoever|that|this|there|what|everyone|everybody|somebody|someone|anybody|anyone|the|a|an|is|are|will|not|for|ask|"
    r"contact|instead"
)
_WORD = rf"(?!(?:{_NOT_A_NAME})(?![\w'-]))[^\W\d_][\w'-]*"
_NAME = rf"(?:[^\s,;:<>]+@[^\s,;:<>]+\w|{_WORD}(?:\s+{_WORD}){{0,3}})"
_THEM = r"me|him|her|them|us"
_WORK = r"(?:\s+(?:my|his|her|their|the)\s+(?:work|cases|requests|things|inbox))?"
_LEAVE = r"(?:annual |sick |parental |maternity |paternity |study |compassionate |special |unpaid )?leave"
_GONE = (
    r"(?:away|out of (?:the )?office|off (?:work|sick|ill)|not (?:in|at work|working|here|available)|unavailable|"
    rf"on (?:my |his |her |their )?(?:{_LEAVE}|holidays?|jury service))"
)
_GONE_WITH_DAYS = rf"(?:{_GONE}|off|out|on a course|on secondment)"
_I_AM = r"(?:i'?m|i am|i'?ll be|i will be|i shall be|i'?m going to be|i am going to be)"
_I_HAVE = rf"i(?:'ve| have)(?: got| booked| taken)? (?:{_LEAVE}|holidays?|a holiday|time off)"
_IS = r"(?:'s|\s+is|\s+will be|\s+is going to be)"
_GREETING = (
    r"(?:(?:hi|hello|hey|good morning|morning|ok|okay|just so you know|fyi|please note)(?: there| all)?[\s,!.:-]+"
    r"(?:that )?)*"
)

_SELF_GONE = re.compile(
    rf"{_GREETING}(?:(?:{_I_AM}\s+)?{_GONE_WITH_DAYS}|{_I_HAVE})(?=\W|$)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BARE_GONE = re.compile(
    rf"{_GREETING}(?:(?:{_I_AM}\s+)?{_GONE}|set (?:my )?(?:absence|out of office))[\s.!]*", re.IGNORECASE
)
_OTHER_GONE = re.compile(
    rf"{_GREETING}(?P<whom>{_NAME}){_IS}\s+{_GONE_WITH_DAYS}(?=\W|$)(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_BACK_AT = (
    r"(?:\s+(?:at work|at my desk|in|in the office|from (?:my )?(?:leave|holidays?)|again|now|today|early))*"
)
_SELF_BACK = re.compile(rf"{_GREETING}(?:i'?m|i am) (?:now )?back{_BACK_AT}[\s.!]*", re.IGNORECASE)
_OTHER_BACK = re.compile(
    rf"{_GREETING}(?P<whom>{_NAME})(?:'s|\s+is)\s+(?:now )?back{_BACK_AT}[\s.!]*", re.IGNORECASE
)
_COVERS = (
    r"(?:covers|is covering|will cover|will be covering|can cover|covering|cover|stands in|is standing in|"
    r"will stand in)"
)
_SELF_COVERED = re.compile(
    rf"{_GREETING}(?:(?P<named>{_NAME})\s+"
    r"(?:(?:covers|is covering|will cover|will be covering) (?:for )?me|is my cover)"
    rf"|my cover (?:is|will be) (?P<by>{_NAME}))(?=\W|$)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_SELF_ASKED = re.compile(
    r"(?:who(?:'s| is| will be)? (?:covers|covering|cover|standing in|my cover)(?: for)?(?: me)?|"
    r"(?:show )?my (?:absences?|cover|days away)|am i (?:away|down as away|on leave)|"
    r"when am i (?:away|back|on leave))[\s?.!]*",
    re.IGNORECASE,
)
_OTHER_ASKED = re.compile(
    rf"(?:who(?:'s| is)? (?:covers|covering|standing in) for (?P<covered>{_NAME})|"
    rf"is (?P<is>{_NAME}) (?:away|in|on leave|on holiday|at work|off)(?: today)?|"
    rf"when is (?P<when>{_NAME}) (?:away|back|on leave))[\s?.!]*",
    re.IGNORECASE,
)
_NOTHING_MORE = re.compile(
    r"(?:[\s,.;:!–-]|\b(?:and|with|while|but|so|please|thanks|thank you|then|again|inclusive|"
    r"both(?: days)?(?: included)?|for|i'?ll be|i'?m|there|today|early)\b)*",
    re.IGNORECASE,
)


def read_absence(text: str, today: date) -> AbsenceWords | None:
    """What the text says of somebody's being away; None where it says something else, or something else as well."""
    if len(text) > LONGEST or "\n" in text.strip():
        return None
    text = " ".join(text.replace("’", "'").split())
    return _asked(text) or _back(text) or _gone(text, today) or _covered(text, today)


def _asked(text: str) -> AbsenceWords | None:
    if _SELF_ASKED.fullmatch(text):
        return AbsenceWords(Saying.ASKED)
    if found := _OTHER_ASKED.fullmatch(text):
        return AbsenceWords(Saying.ASKED, found["covered"] or found["is"] or found["when"])
    return None


def _back(text: str) -> AbsenceWords | None:
    if _SELF_BACK.fullmatch(text):
        return AbsenceWords(Saying.BACK)
    found = _OTHER_BACK.fullmatch(text)
    return AbsenceWords(Saying.BACK, found["whom"]) if found else None


def _gone(text: str, today: date) -> AbsenceWords | None:
    if _BARE_GONE.fullmatch(text):
        return AbsenceWords(Saying.AWAY)
    if found := _SELF_GONE.fullmatch(text):
        return _told(Saying.AWAY, "", found["rest"], today)
    if found := _OTHER_GONE.fullmatch(text):
        return _told(Saying.AWAY, found["whom"], found["rest"], today)
    return None


def _covered(text: str, today: date) -> AbsenceWords | None:
    found = _SELF_COVERED.fullmatch(text)
    if found is None:
        return None
    cover = found["named"] or found["by"]
    days = read_days_ahead(found["rest"], today)
    if not _NOTHING_MORE.fullmatch(days.rest if days else found["rest"]):
        return None
    return AbsenceWords(Saying.AWAY if days else Saying.COVERED, "", days, cover)


def _covered_by(whom: str) -> re.Pattern[str]:
    """Who covers for them, as it is said in a part of a sentence."""
    first_name = whom.split(" ")[0]
    called = rf"|(?:{re.escape(whom)}|{re.escape(first_name)})(?:'s (?:work|cases|requests))?" if whom else ""
    return re.compile(
        rf"(?:(?:and|with|while)\s+)?(?:(?P<named>{_NAME})\s+"
        rf"(?:{_COVERS}(?:\s+for)?(?:\s+(?:{_THEM}{called}))?{_WORK}|is my cover|(?:has|takes)\s+my\s+cases)"
        r"|(?:(?:i am|i'?m|i'?ll be|is|my|his|her|their)\s+)?"
        rf"(?:covered by|cover(?: is|:| will be)?|covering(?: is|:)?)\s+(?P<by>{_NAME})"
        rf"|(?:please\s+)?(?:ask|contact|speak to|go to)\s+(?P<asked>{_NAME})(?:\s+instead)?"
        r")(?![\w@])",
        re.IGNORECASE,
    )


def _told(saying: Saying, whom: str, rest: str, today: date) -> AbsenceWords | None:
    """The days and the cover in what stands behind "I'm away"; None where more stands there, or no day."""
    days = read_days_ahead(rest, today)
    left, cover = days.rest if days else rest, ""
    if found := _covered_by(whom).search(left):
        cover = found["named"] or found["by"] or found["asked"]
        left = f"{left[: found.start()]} {left[found.end() :]}"
    if not _NOTHING_MORE.fullmatch(left) or not (days or cover):
        return None
    return AbsenceWords(saying, whom, days, cover)
