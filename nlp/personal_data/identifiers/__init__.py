"""Numbers and addresses that carry their own check or shape, in the forms that people write them."""

from collections.abc import Callable, Iterable
from typing import Final

from nlp.personal_data.identifiers.births import find_ages, find_dates_of_birth
from nlp.personal_data.identifiers.contact import find_emails, find_ip_addresses, find_phones
from nlp.personal_data.identifiers.council import find_usual_references
from nlp.personal_data.identifiers.handles import find_handles
from nlp.personal_data.identifiers.money import find_bank_accounts, find_cards_and_ibans
from nlp.personal_data.identifiers.national import (
    find_ninos,
    find_pupils_and_properties,
    find_ten_digit_numbers,
)
from nlp.personal_data.identifiers.postcodes import find_postcodes
from nlp.personal_data.identifiers.travel import find_licences, find_passports, find_vehicles
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

FINDERS: Final[tuple[Callable[[Written], Iterable[Span]], ...]] = (
    find_ninos,
    find_ten_digit_numbers,
    find_pupils_and_properties,
    find_postcodes,
    find_emails,
    find_handles,
    find_phones,
    find_ip_addresses,
    find_passports,
    find_licences,
    find_vehicles,
    find_bank_accounts,
    find_cards_and_ibans,
    find_dates_of_birth,
    find_ages,
    find_usual_references,
)

__all__ = ["FINDERS"]
