"""The harm questions: what an officer is asked about an incident, one at a time, and the answers as values.

The order goes from what ends the matter (are living people concerned at all?) to what weighs it, as in the ICO's
self-assessment: is there a risk to people, how likely is it, is it high?
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, Final, TypeVar

from cases.assessment.enisa import Alteration, Identification, Unavailability
from cases.errors import Refusal


class Known(StrEnum):
    """Yes, no, or not known yet."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Harm(StrEnum):
    """What could happen to people (UK GDPR recitals 75 and 85 name most of them)."""

    IDENTITY_FRAUD = "identity_fraud"
    FINANCIAL_LOSS = "financial_loss"
    DISTRESS = "distress"
    PHYSICAL_DANGER = "physical_danger"
    DISCRIMINATION = "discrimination"
    REPUTATION = "reputation"
    LOSS_OF_SERVICES = "loss_of_services"
    LOSS_OF_CONFIDENTIALITY = "loss_of_confidentiality"
    LOSS_OF_CONTROL = "loss_of_control"

    @property
    def title(self) -> str:  # type: ignore[override]
        """The harm in words."""
        return _HARM_TITLES[self.value]


_HARM_TITLES: Final = {
    "identity_fraud": "Identity theft or fraud",
    "financial_loss": "Losing money",
    "distress": "Distress or embarrassment",
    "physical_danger": "Physical danger, such as being found by somebody who means harm",
    "discrimination": "Discrimination",
    "reputation": "Damage to their good name",
    "loss_of_services": "Going without care, benefits or another service",
    "loss_of_confidentiality": "Others learning what was told in confidence, such as to a social worker",
    "loss_of_control": "Losing control over their own information",
}


class Likelihood(StrEnum):
    """How likely the harm is. `score` is also the NHS grid's."""

    IMPOSSIBLE = "impossible"
    UNLIKELY = "unlikely"
    LIKELY = "likely"
    HIGHLY_LIKELY = "highly_likely"
    HAPPENED = "happened"

    @property
    def score(self) -> int:
        """1 to 5."""
        return tuple(Likelihood).index(self) + 1


class Gravity(StrEnum):
    """How bad the harm would be at its worst, for the person hit hardest. `score` is also the NHS grid's."""

    NONE = "none"
    MINOR = "minor"
    SOME = "some"
    SERIOUS = "serious"
    CATASTROPHIC = "catastrophic"

    @property
    def score(self) -> int:
        """1 to 5."""
        return tuple(Gravity).index(self) + 1


class Detail(StrEnum):
    """How much the data says about each person, compared with what its kind usually says."""

    LITTLE = "little"
    USUAL = "usual"
    MUCH = "much"


class Vulnerable(StrEnum):
    """Whether people are affected who can protect themselves less."""

    NONE = "none"
    SOME = "some"
    UNSURE = "unsure"


class Holder(StrEnum):
    """Who has the information now, or may have it."""

    NOBODY = "nobody"
    TRUSTED = "trusted"
    KNOWN = "known"
    UNKNOWN = "unknown"
    PUBLIC = "public"


class Recovery(StrEnum):
    """Whether the information came back."""

    RETURNED = "returned"
    DESTROYED = "destroyed"
    NO = "no"
    UNSURE = "unsure"


class Protection(StrEnum):
    """Whether whoever has it can read it."""

    UNREADABLE = "unreadable"
    READABLE = "readable"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen: `value` is stored, `title` is read."""

    value: str
    title: str


class QuestionKind(Enum):
    """How a question is answered."""

    ONE = "choose one"
    SEVERAL = "choose any that apply"
    NUMBER = "give a number, or leave it empty when it is not known"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the assessment. `id` is the field of `Answers` that it fills."""

    id: str
    title: str
    help: str
    kind: QuestionKind
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """What the officer answered. `people` is None when it is not known yet."""

    living_people: Known
    harms: frozenset[Harm]
    likelihood: Likelihood
    gravity: Gravity
    people: int | None
    vulnerable: Vulnerable
    holder: Holder
    recovery: Recovery
    protection: Protection
    identification: Identification
    detail: Detail
    alteration: Alteration
    unavailability: Unavailability
    malicious: Known


def _choices(**titles: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, title) for value, title in titles.items())


_YES_NO_UNSURE: Final = _choices(yes="Yes", no="No", unsure="I am not sure yet")

QUESTIONS: Final = (
    Question(
        "living_people",
        "Is it about living people who can be identified?",
        "Data protection law covers living people only. Information about people who have died may still be "
        "confidential.",
        QuestionKind.ONE,
        _YES_NO_UNSURE,
    ),
    Question(
        "harms",
        "What could happen to them?",
        "Think of the person for whom it would be worst. Leave it empty if nothing could.",
        QuestionKind.SEVERAL,
        tuple(Choice(harm.value, harm.title) for harm in Harm),
    ),
    Question(
        "likelihood",
        "How likely is that?",
        "Think of who has the information, whether it came back, and whether it can be read.",
        QuestionKind.ONE,
        _choices(
            impossible="It has not happened and cannot happen",
            unlikely="Not likely",
            likely="Likely",
            highly_likely="Highly likely",
            happened="It has happened",
        ),
    ),
    Question(
        "gravity",
        "How bad would it be, at its worst?",
        "For the person hit hardest, not on average.",
        QuestionKind.ONE,
        _choices(
            none="No harm at all",
            minor="A nuisance, soon put right",
            some="Real trouble, which can be put right",
            serious="Suffering, loss of money or loss of safety",
            catastrophic="Death, or harm that cannot be undone",
        ),
    ),
    Question(
        "people",
        "How many people's information is it?",
        "A rough number will do. Leave it empty if you do not know yet.",
        QuestionKind.NUMBER,
    ),
    Question(
        "vulnerable",
        "Are there children, or adults who are at risk?",
        "Such as people in care, people with care needs, people fleeing abuse, or people seeking asylum.",
        QuestionKind.ONE,
        _choices(some="Yes, at least one", none="No", unsure="I am not sure yet"),
    ),
    Question(
        "holder",
        "Who has the information now, or may have it?",
        "Choose the worst that is possible.",
        QuestionKind.ONE,
        _choices(
            nobody="Nobody outside those who may see it",
            trusted="Somebody with a duty to keep it to themselves, such as a colleague, a school or the NHS",
            known="Somebody else whom we know",
            unknown="We do not know who",
            public="Anybody: it is or was public",
        ),
    ),
    Question(
        "recovery",
        "Did it come back?",
        "Somebody's word that they deleted it counts when there is reason to trust it.",
        QuestionKind.ONE,
        _choices(
            returned="Yes, it was returned or found",
            destroyed="They confirmed that they destroyed it",
            no="No",
            unsure="I am not sure yet",
        ),
    ),
    Question(
        "protection",
        "Can whoever has it read it?",
        "Strong encryption whose key or password is safe makes it unreadable. A simple sign-in does not.",
        QuestionKind.ONE,
        _choices(
            readable="Yes",
            unreadable="No, it is encrypted and the key is safe",
            unsure="I am not sure yet",
        ),
    ),
    Question(
        "identification",
        "How easy is it to tell who the people are?",
        "From the information itself, and from what its holder knows or can find.",
        QuestionKind.ONE,
        _choices(
            maximum="At once: names, photographs or full contact details",
            significant="With a little work: a reference number, a rare job or a small place",
            limited="Only with more information that few people have",
            negligible="Hardly at all",
        ),
    ),
    Question(
        "detail",
        "How much does it say about each person?",
        "A whole file says more than an appointment letter. What is old, wrong or public already says less.",
        QuestionKind.ONE,
        _choices(
            usual="About what you would expect",
            much="A lot: a whole file, or years of history",
            little="Very little, or it was public already",
        ),
    ),
    Question(
        "alteration",
        "Was anything changed that should not have been?",
        "Such as a wrong entry, or files damaged by an attack.",
        QuestionKind.ONE,
        _choices(
            none="No",
            recoverable="Yes, and it can be put right",
            unrecoverable="Yes, and it cannot be put right",
        ),
    ),
    Question(
        "unavailability",
        "Can the council still get at the information?",
        "Losing the only copy is a breach even if nobody else sees it.",
        QuestionKind.ONE,
        _choices(none="Yes", temporary="Not for now", full="No, it is lost for good"),
    ),
    Question(
        "malicious",
        "Did somebody mean to do harm?",
        "Such as theft, an attack, or looking people up out of spite or for gain.",
        QuestionKind.ONE,
        _YES_NO_UNSURE,
    ),
)

_Chosen = TypeVar("_Chosen", bound=StrEnum)


def read_answers(form: Mapping[str, Any]) -> Answers:
    """Read a form's fields, named as the questions.

    A field of several choices may be a list or, as an Adaptive Card sends it, one text with commas. Raises
    Refusal, naming the question, for an answer that is missing or is not among its choices.
    """
    return Answers(
        living_people=_one(form, "living_people", Known),
        harms=frozenset(_several(form, "harms", Harm)),
        likelihood=_one(form, "likelihood", Likelihood),
        gravity=_one(form, "gravity", Gravity),
        people=_number(form, "people"),
        vulnerable=_one(form, "vulnerable", Vulnerable),
        holder=_one(form, "holder", Holder),
        recovery=_one(form, "recovery", Recovery),
        protection=_one(form, "protection", Protection),
        identification=_one(form, "identification", Identification),
        detail=_one(form, "detail", Detail),
        alteration=_one(form, "alteration", Alteration),
        unavailability=_one(form, "unavailability", Unavailability),
        malicious=_one(form, "malicious", Known),
    )


def question(question_id: str) -> Question:
    """The question with this id. Raises KeyError when there is none."""
    return _BY_ID[question_id]


_BY_ID: Final = {each.id: each for each in QUESTIONS}


def _one(form: Mapping[str, Any], field: str, choices: type[_Chosen]) -> _Chosen:
    return _chosen(form.get(field), field, choices)


def _several(form: Mapping[str, Any], field: str, choices: type[_Chosen]) -> list[_Chosen]:
    given = form.get(field) or ()
    values = given.split(",") if isinstance(given, str) else given
    if not isinstance(values, Collection):
        raise _answer(field)
    return [_chosen(value, field, choices) for value in values]


def _chosen(given: Any, field: str, choices: type[_Chosen]) -> _Chosen:
    if isinstance(given, str):
        for choice in choices:
            if choice.value == given.strip():
                return choice
    raise _answer(field)


def _number(form: Mapping[str, Any], field: str) -> int | None:
    given = form.get(field)
    if given is None or given == "":
        return None
    digits = str(given).strip().replace(",", "").removesuffix(".0")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST_NUMBER):
        raise Refusal(
            f"Please give a whole number for '{_BY_ID[field].title}', or leave it empty if it is not known."
        )
    return int(digits)


_LONGEST_NUMBER: Final = 9
"""A longer number of people is a slip of the hand."""


def _answer(field: str) -> Refusal:
    return Refusal(f"Please choose an answer to '{_BY_ID[field].title}'.")
