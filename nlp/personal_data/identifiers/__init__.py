"""Numbers and addresses that carry their own check or shape, in the forms that people write them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from nlp.personal_data.identifiers.ages import find_ages
from nlp.personal_data.identifiers.births import find_dates_of_birth
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
from nlp.personal_data.identifiers.spoken import find_spoken_numbers
from nlp.personal_data.identifiers.travel import find_licences, find_passports, find_vehicles
from nlp.personal_data.spans import Span
from nlp.plain_text import Written

_OF_DIGITS: Final[tuple[Callable[[Written], Iterable[Span]], ...]] = (
    find_ninos,
    find_ten_digit_numbers,
    find_pupils_and_properties,
    find_postcodes,
    find_phones,
    find_passports,
    find_licences,
    find_vehicles,
    find_bank_accounts,
    find_cards_and_ibans,
    find_usual_references,
)


def find_numbers(written: Written) -> Iterator[Span]:
    """All that has a digit in it; most messages have none, and are passed over at once."""
    if written.has_digit:
        for find in _OF_DIGITS:
            yield from find(written)


FINDERS: Final[tuple[Callable[[Written], Iterable[Span]], ...]] = (
    find_numbers,
    find_ip_addresses,
    find_emails,
    find_handles,
    find_spoken_numbers,
    find_dates_of_birth,
    find_ages,
)

__all__ = ["FINDERS"]
