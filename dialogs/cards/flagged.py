"""Likely personal data in words: kinds and counts, never the data."""

from __future__ import annotations

from collections.abc import Mapping

from cases.words import counted, listed
from nlp.personal_data import DataLabel

_TITLES = {
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
}


def flagged_parts(flagged: Mapping[str, int]) -> list[str]:
    """`["2 names", "1 NHS number"]`, most serious kinds first as the scan has them."""
    found = []
    for label, (one, many) in _TITLES.items():
        count = flagged.get(label, 0)
        if count < 1:
            continue
        found.append(counted(count, one, many))
    return found


def flagged_sentence(flagged: Mapping[str, int]) -> str:
    """What the reporter is told before sending; empty when nothing was found."""
    parts = flagged_parts(flagged)
    if not parts:
        return ""
    return (
        f"I noticed what may be {listed(parts)} in what you wrote. That helps us, but you may leave it out. "
        "I may have missed some."
    )


def flagged_in_letter(flagged: Mapping[str, int]) -> str:
    """The same about somebody else's words, which nothing should be left out of."""
    parts = flagged_parts(flagged)
    if not parts:
        return ""
    return (
        f"I noticed what may be {listed(parts)} in it. They stay with the case and are never shown in a channel. "
        "I may have missed some."
    )


def flagged_fact(flagged: Mapping[str, int]) -> str:
    """The same for the team, in one line."""
    return listed(flagged_parts(flagged)) or "Nothing flagged (some may be missed)"
