"""The kinds of personal data that are flagged in text, and the kinds that an incident report ticks."""

from enum import StrEnum
from typing import Final


class DataLabel(StrEnum):
    """What a flagged span is. The order is the order in which a summary lists them."""

    # Special categories: UK GDPR Art 9.
    HEALTH = "HEALTH"
    ETHNICITY = "ETHNICITY"
    RELIGION_OR_BELIEF = "RELIGION_OR_BELIEF"
    POLITICS = "POLITICS"
    UNION_MEMBERSHIP = "UNION_MEMBERSHIP"
    SEX_LIFE_OR_ORIENTATION = "SEX_LIFE_OR_ORIENTATION"
    GENETIC = "GENETIC"
    BIOMETRIC = "BIOMETRIC"
    # Criminal offences, suspected ones too: UK GDPR Art 10.
    CRIMINAL_OFFENCE = "CRIMINAL_OFFENCE"
    CHILD = "CHILD"
    SOCIAL_CARE_CIRCUMSTANCES = "SOCIAL_CARE_CIRCUMSTANCES"
    MONEY_OR_BENEFITS = "MONEY_OR_BENEFITS"
    PERSON = "PERSON"
    DATE_OF_BIRTH = "DATE_OF_BIRTH"
    AGE = "AGE"
    ADDRESS = "ADDRESS"
    POSTCODE = "POSTCODE"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    HANDLE = "HANDLE"
    NINO = "NINO"
    NHS_NUMBER = "NHS_NUMBER"
    PASSPORT = "PASSPORT"
    DRIVING_LICENCE = "DRIVING_LICENCE"
    UTR = "UTR"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    PAYMENT_CARD = "PAYMENT_CARD"
    IBAN = "IBAN"
    UPN = "UPN"
    UPRN = "UPRN"
    VEHICLE_REG = "VEHICLE_REG"
    IP_ADDRESS = "IP_ADDRESS"
    COUNCIL_REF = "COUNCIL_REF"
    # What identifies only together with something else.
    DATE = "DATE"
    ORGANISATION = "ORGANISATION"
    PLACE = "PLACE"
    ROLE = "ROLE"
    REFERENCE = "REFERENCE"


_KIND_TITLES: Final = {
    "names": "Names",
    "contact_details": "Phone numbers or e-mail addresses",
    "addresses": "Home addresses",
    "dates_of_birth": "Dates of birth or ages",
    "identifiers": "Official numbers, such as National Insurance or NHS numbers",
    "financial": "Money: bank details, benefits, pay or debts",
    "health": "Health or disability",
    "children": "Children or their schooling",
    "criminal": "Offences, or suspicion of one",
    "special_category": "Ethnicity, religion, politics, union, sex life or biometrics",
    "social_care": "Social care or safeguarding",
    "employment": "Work: personnel files, sickness, discipline",
    "other": "Something else about people",
}


class DataKind(StrEnum):
    """A kind of personal data as the incident report asks for it."""

    NAMES = "names"
    CONTACT_DETAILS = "contact_details"
    ADDRESSES = "addresses"
    DATES_OF_BIRTH = "dates_of_birth"
    IDENTIFIERS = "identifiers"
    FINANCIAL = "financial"
    HEALTH = "health"
    CHILDREN = "children"
    CRIMINAL = "criminal"
    SPECIAL_CATEGORY = "special_category"
    SOCIAL_CARE = "social_care"
    EMPLOYMENT = "employment"
    OTHER = "other"

    @property
    def title(self) -> str:  # type: ignore[override]  # a form's words, not a change of case
        """The kind in words, as a form shows it."""
        return _KIND_TITLES[self.value]


SPECIAL_CATEGORIES: Final = frozenset(
    {
        DataLabel.HEALTH,
        DataLabel.ETHNICITY,
        DataLabel.RELIGION_OR_BELIEF,
        DataLabel.POLITICS,
        DataLabel.UNION_MEMBERSHIP,
        DataLabel.SEX_LIFE_OR_ORIENTATION,
        DataLabel.GENETIC,
        DataLabel.BIOMETRIC,
    }
)
"""UK GDPR Art 9(1)."""

_KIND_OF_LABEL: Final = {
    DataLabel.HEALTH: DataKind.HEALTH,
    DataLabel.CRIMINAL_OFFENCE: DataKind.CRIMINAL,
    DataLabel.CHILD: DataKind.CHILDREN,
    DataLabel.SOCIAL_CARE_CIRCUMSTANCES: DataKind.SOCIAL_CARE,
    DataLabel.MONEY_OR_BENEFITS: DataKind.FINANCIAL,
    DataLabel.PERSON: DataKind.NAMES,
    DataLabel.DATE_OF_BIRTH: DataKind.DATES_OF_BIRTH,
    DataLabel.AGE: DataKind.DATES_OF_BIRTH,
    DataLabel.ADDRESS: DataKind.ADDRESSES,
    DataLabel.POSTCODE: DataKind.ADDRESSES,
    DataLabel.UPRN: DataKind.ADDRESSES,
    DataLabel.EMAIL: DataKind.CONTACT_DETAILS,
    DataLabel.PHONE: DataKind.CONTACT_DETAILS,
    DataLabel.HANDLE: DataKind.CONTACT_DETAILS,
    DataLabel.BANK_ACCOUNT: DataKind.FINANCIAL,
    DataLabel.PAYMENT_CARD: DataKind.FINANCIAL,
    DataLabel.IBAN: DataKind.FINANCIAL,
    DataLabel.UPN: DataKind.CHILDREN,
}
CONTEXT_LABELS: Final = frozenset(
    {DataLabel.DATE, DataLabel.ORGANISATION, DataLabel.PLACE, DataLabel.ROLE, DataLabel.REFERENCE}
)
"""What names nobody alone, and could in combination: shown in a disclosure check, left out of a chat."""
CIRCUMSTANCES: Final = SPECIAL_CATEGORIES | {
    DataLabel.CRIMINAL_OFFENCE,
    DataLabel.CHILD,
    DataLabel.SOCIAL_CARE_CIRCUMSTANCES,
    DataLabel.MONEY_OR_BENEFITS,
}
"""What is said about somebody's life. The same words may say two such things."""


def kind_of(label: DataLabel) -> DataKind | None:
    """The kind that a report ticks for `label`; None for what identifies only in combination."""
    if label in CONTEXT_LABELS:
        return None
    if label in _KIND_OF_LABEL:
        return _KIND_OF_LABEL[label]
    return DataKind.SPECIAL_CATEGORY if label in SPECIAL_CATEGORIES else DataKind.IDENTIFIERS
