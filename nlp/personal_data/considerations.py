"""What to weigh before a finding is disclosed: to the world under FOIA, or to somebody else in their own request.

FOIA s.40(2) with s.40(3A) to (4A) as DPA 2018 Sch 19 rewrote them; Art 9 and Art 10 UK GDPR; DPA 2018 s.10, s.11 and
Sch 2 Part 3 paras 16 and 17 (protection of the rights of others; health, social work and education workers).
"""

from dataclasses import dataclass
from typing import Final

from nlp.personal_data.labels import CONTEXT_LABELS, SPECIAL_CATEGORIES, DataLabel


@dataclass(frozen=True, slots=True)
class Consideration:
    """What to weigh in a request for information (`foi`) and in a subject access request (`sar`), a sentence each."""

    foi: str
    sar: str


_ABOUT_A_PERSON: Final = Consideration(
    foi="FOIA s.40(2): somebody's personal data. Withhold it unless disclosing it to the world is lawful, fair "
    "and open.",
    sar="If it is about somebody else than the requester: leave it out unless they agree or it is reasonable "
    "to disclose it without (DPA 2018 Sch 2 para 16).",
)
_SPECIAL: Final = Consideration(
    foi="FOIA s.40(2): special category data (UK GDPR Art 9). Disclosing it to the world is hardly ever lawful.",
    sar="Special category data (UK GDPR Art 9). If it is about somebody else than the requester, leave it out unless "
    "they agree or it is reasonable to disclose it without (DPA 2018 Sch 2 para 16).",
)
_OFFENCE: Final = Consideration(
    foi="FOIA s.40(2): about an offence or a suspicion (UK GDPR Art 10). Disclosing it to the world is hardly "
    "ever lawful.",
    sar="About an offence or a suspicion (UK GDPR Art 10). If it is about somebody else than the requester, it is a "
    "third party's (DPA 2018 Sch 2 para 16); look too at what disclosing it would do to an investigation.",
)
_CHILD: Final = Consideration(
    foi="FOIA s.40(2): about a child, whose data merit specific protection. Withhold it unless disclosure is "
    "clearly fair.",
    sar="About a child. If the child is not the requester, or a parent asks for them, weigh the child's own interests "
    "(DPA 2018 Sch 2 para 16, Sch 3).",
)
_TOGETHER: Final = Consideration(
    foi="Alone it names nobody. FOIA s.40(2) covers it where, with what else is known, somebody could be identified.",
    sar="Alone it names nobody. Look whether, with what the requester knows, it points to a third party.",
)
_ROLE: Final = Consideration(
    foi="A role with one holder names them. Senior staff in a public role expect less privacy than junior staff "
    "(FOIA s.40(2)).",
    sar="A member of staff in their role; health, social work and education workers may usually be named "
    "(DPA 2018 Sch 2 para 17).",
)


def consideration_of(label: DataLabel) -> Consideration:
    """What to weigh before something of this kind is disclosed."""
    if label is DataLabel.CRIMINAL_OFFENCE:
        return _OFFENCE
    if label in (DataLabel.CHILD, DataLabel.UPN):
        return _CHILD
    if label is DataLabel.ROLE:
        return _ROLE
    if label in SPECIAL_CATEGORIES:
        return _SPECIAL
    return _TOGETHER if label in CONTEXT_LABELS else _ABOUT_A_PERSON
