"""What triage returns."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from nlp.personal_data.labels import DataKind
from nlp.triage.labels import IncidentCategory, Label, Sensitive, SmallTalk

SURE_ENOUGH: Final = 0.6
"""Below this, a reading is not acted on without asking."""


@dataclass(frozen=True, slots=True)
class IncidentReading:
    """What a report of an incident already says, so that nobody is asked twice.

    `people` is about how many are concerned; `happened` and `noticed` are in Europe/London; `contained` is
    True where it says that the harm was stopped, False where it says that it was not, else None.
    """

    category: IncidentCategory
    top: tuple[IncidentCategory, ...]
    people: int | None
    kinds: tuple[DataKind, ...]
    happened: datetime | None
    noticed: datetime | None
    contained: bool | None


@dataclass(frozen=True, slots=True)
class RequestReading:
    """Who asks, where an answer goes, and the date on the letter, as far as the text says; and what is sensitive."""

    requester: str | None
    reply_to: str | None
    dated: date | None
    sensitive: tuple[Sensitive, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """A label that the message could be instead, and how sure triage is of it."""

    label: Label
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message is, how sure triage is (0 to 1), and the words that decided.

    `also` holds the labels that apply as well; `alternatives` the next best ones, best first, to offer a
    choice where triage is unsure. `incident` and `request` are there where `label` or `also` calls for them.
    """

    label: Label
    confidence: float
    reasons: tuple[str, ...]
    also: tuple[Label, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    small_talk: SmallTalk | None = None
    incident: IncidentReading | None = None
    request: RequestReading | None = None

    @property
    def choice(self) -> tuple[Label, ...]:
        """The two labels to offer where triage is not sure enough; none where it is."""
        if self.confidence >= SURE_ENOUGH:
            return ()
        return (self.label, *(one.label for one in self.alternatives[:1]))
