"""The kinds of personal data in words, as a person reads them."""

from typing import Final

from cases.words import counted
from nlp.personal_data.labels import DataLabel

_TITLES: Final = {
    DataLabel.HEALTH: ("mention of health", "mentions of health"),
    DataLabel.ETHNICITY: ("mention of ethnicity", "mentions of ethnicity"),
    DataLabel.RELIGION_OR_BELIEF: ("mention of religion or belief", "mentions of religion or belief"),
    DataLabel.POLITICS: ("mention of politics", "mentions of politics"),
    DataLabel.UNION_MEMBERSHIP: ("mention of union membership", "mentions of union membership"),
    DataLabel.SEX_LIFE_OR_ORIENTATION: (
        "mention of sex life or orientation",
        "mentions of sex life or orientation",
    ),
    DataLabel.GENETIC: ("mention of genetic data", "mentions of genetic data"),
    DataLabel.BIOMETRIC: ("mention of biometric data", "mentions of biometric data"),
    DataLabel.CRIMINAL_OFFENCE: ("mention of an offence", "mentions of an offence"),
    DataLabel.CHILD: ("mention of a child", "mentions of a child"),
    DataLabel.SOCIAL_CARE_CIRCUMSTANCES: ("mention of social care", "mentions of social care"),
    DataLabel.MONEY_OR_BENEFITS: ("mention of money or benefits", "mentions of money or benefits"),
    DataLabel.PERSON: ("name", "names"),
    DataLabel.DATE_OF_BIRTH: ("date of birth", "dates of birth"),
    DataLabel.AGE: ("age", "ages"),
    DataLabel.ADDRESS: ("address", "addresses"),
    DataLabel.POSTCODE: ("postcode", "postcodes"),
    DataLabel.EMAIL: ("e-mail address", "e-mail addresses"),
    DataLabel.PHONE: ("phone number", "phone numbers"),
    DataLabel.HANDLE: ("social-media name", "social-media names"),
    DataLabel.NINO: ("National Insurance number", "National Insurance numbers"),
    DataLabel.NHS_NUMBER: ("NHS number", "NHS numbers"),
    DataLabel.PASSPORT: ("passport number", "passport numbers"),
    DataLabel.DRIVING_LICENCE: ("driving licence number", "driving licence numbers"),
    DataLabel.UTR: ("tax reference", "tax references"),
    DataLabel.BANK_ACCOUNT: ("bank account", "bank accounts"),
    DataLabel.PAYMENT_CARD: ("payment card", "payment cards"),
    DataLabel.IBAN: ("IBAN", "IBANs"),
    DataLabel.UPN: ("pupil number", "pupil numbers"),
    DataLabel.UPRN: ("property number", "property numbers"),
    DataLabel.VEHICLE_REG: ("vehicle registration", "vehicle registrations"),
    DataLabel.IP_ADDRESS: ("IP address", "IP addresses"),
    DataLabel.COUNCIL_REF: ("council reference", "council references"),
    DataLabel.DATE: ("date", "dates"),
    DataLabel.ORGANISATION: ("organisation", "organisations"),
    DataLabel.PLACE: ("place", "places"),
    DataLabel.ROLE: ("job title", "job titles"),
    DataLabel.REFERENCE: ("reference", "references"),
}


def title_of(label: DataLabel) -> str:
    """One finding of this kind: "NHS number", "mention of health"."""
    return _TITLES[label][0]


def titles_of(label: DataLabel) -> str:
    """Several of this kind: "NHS numbers", "mentions of health"."""
    return _TITLES[label][1]


def counted_kind(label: DataLabel, count: int) -> str:
    """So many of this kind: "2 NHS numbers"."""
    return counted(count, *_TITLES[label])
