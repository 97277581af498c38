"""Likely personal data: numbers with their checks, names, addresses and circumstances."""

import string
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.gb import nhs, upn, utr

from nlp.personal_data import CONTEXT_LABELS, Band, DataKind, DataLabel, Scan, load_scanner, read_named_kinds

# The first example of a run loads the scanner, which takes longer than an example may.
settings.register_profile("scanner", deadline=None)
settings.load_profile("scanner")


def scan(text: str) -> Scan:
    return load_scanner().scan(text)


def labelled(text: str, label: DataLabel) -> list[str]:
    return [span.text for span in scan(text).spans if span.label is label]


def each_labelled(texts: Sequence[str], label: DataLabel) -> list[list[str]]:
    """The same of many texts, which are read together."""
    return [
        [span.text for span in scan.spans if span.label is label] for scan in load_scanner().scan_many(texts)
    ]


def of_length(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


nino_prefixes = (
    st.tuples(
        st.sampled_from([c for c in string.ascii_uppercase if c not in "DFIQUV"]),
        st.sampled_from([c for c in string.ascii_uppercase if c not in "DFIQUVO"]),
    )
    .map("".join)
    .filter(lambda prefix: prefix not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
)
separators = st.sampled_from(["", " ", "-"])


@given(nino_prefixes, of_length(6), st.sampled_from("ABCD"), separators, st.booleans())
def test_a_national_insurance_number_in_any_form(
    prefix: str, number: str, suffix: str, gap: str, small: bool
) -> None:
    written = gap.join([prefix, number[:2], number[2:4], number[4:], suffix])
    written = written.lower() if small else written
    assert labelled(f"Her number is {written}.", DataLabel.NINO) == [written]


@given(st.sampled_from(["BG", "GB", "NK", "DA", "AO", "ZZ"]), of_length(6), st.sampled_from("ABCD"))
def test_an_unused_prefix_is_no_national_insurance_number(prefix: str, number: str, suffix: str) -> None:
    assert labelled(f"NINO {prefix}{number}{suffix}", DataLabel.NINO) == []


@given(of_length(9), st.sampled_from(["", " ", "-"]))
def test_only_a_right_check_digit_makes_an_nhs_number(start: str, gap: str) -> None:
    assume(len(set(start)) > 1)
    numbers = [start + check for check in "0123456789"]
    written = {number: gap.join([number[:3], number[3:6], number[6:]]) for number in numbers}
    found = each_labelled([f"NHS number {one}" for one in written.values()], DataLabel.NHS_NUMBER)
    assert found == [[written[number]] if nhs.is_valid(number) else [] for number in numbers]


@given(of_length(9), st.sampled_from("0123456789"))
def test_only_a_right_check_digit_makes_a_tax_reference(rest: str, check: str) -> None:
    number = check + rest
    found = labelled(f"My UTR is {number}", DataLabel.UTR)
    assert found == ([number] if utr.is_valid(number) else [])


@given(st.sampled_from(["4", "51", "2221", "34", "6011"]), of_length(15), st.sampled_from(["", " "]))
def test_a_payment_card_needs_its_check_digit(issuer: str, rest: str, gap: str) -> None:
    length = 15 if issuer == "34" else 16
    start = (issuer + rest)[: length - 1]
    assume(len(set(start)) > 2)
    right = luhn.calc_check_digit(start)
    number = start + right
    written = gap.join(number[index : index + 4] for index in range(0, length, 4))
    assert labelled(f"card {written} exp", DataLabel.PAYMENT_CARD) == [written]
    wrong = start + str((int(right) + 1) % 10)
    assert labelled(f"card {wrong} exp", DataLabel.PAYMENT_CARD) == []


@given(of_length(12))
def test_a_pupil_number_needs_its_check_letter(number: str) -> None:
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    right = upn.calc_check_digit(f"A{number}")
    found = each_labelled([f"UPN: {letter}{number}" for letter in letters], DataLabel.UPN)
    assert found == [[letter + number] if letter == right else [] for letter in letters]


@pytest.mark.parametrize(
    ("text", "label", "flagged"),
    [
        ("I live in SW1A 1AA now", DataLabel.POSTCODE, "SW1A 1AA"),
        ("postcode m1 1ae", DataLabel.POSTCODE, "m1 1ae"),
        ("write to jane.o'neil@mail.example.co.uk.", DataLabel.EMAIL, "jane.o'neil@mail.example.co.uk"),
        ("ring 07700 900123 today", DataLabel.PHONE, "07700 900123"),
        ("(020) 7946 0018 is hers", DataLabel.PHONE, "(020) 7946 0018"),
        ("+44 7700 900123", DataLabel.PHONE, "+44 7700 900123"),
        ("DOB: 3/4/1971", DataLabel.DATE_OF_BIRTH, "3/4/1971"),
        ("she was born on 12th March 1980 in", DataLabel.DATE_OF_BIRTH, "12th March 1980"),
        ("sort code 20-00-00 account 55779911", DataLabel.BANK_ACCOUNT, "20-00-00 account 55779911"),
        ("GB82 WEST 1234 5698 7654 32 today", DataLabel.IBAN, "GB82 WEST 1234 5698 7654 32"),
        ("his passport no is 123456789", DataLabel.PASSPORT, "123456789"),
        ("licence MORGA 657054 SM9IJ", DataLabel.DRIVING_LICENCE, "MORGA 657054 SM9IJ"),
        ("a blue Ford AB51 ABC outside", DataLabel.VEHICLE_REG, "AB51 ABC"),
        ("UPRN 100023336956", DataLabel.UPRN, "100023336956"),
        ("from 192.168.10.4 at night", DataLabel.IP_ADDRESS, "192.168.10.4"),
        ("follow @jane_tully on", DataLabel.HANDLE, "@jane_tully"),
        ("council tax account number 61234567", DataLabel.COUNCIL_REF, "61234567"),
        ("I saw Mrs O'Brien leave", DataLabel.PERSON, "Mrs O'Brien"),
        ("Kind regards\nOluwaseun Adeyemi", DataLabel.PERSON, "Oluwaseun Adeyemi"),
        ("at 12 High Street, Oldtown.", DataLabel.ADDRESS, "12 High Street, Oldtown"),
        ("Flat 3, 14 Elm Grove is empty", DataLabel.ADDRESS, "Flat 3, 14 Elm Grove"),
        ("my mother has dementia", DataLabel.HEALTH, "dementia"),
        ("He was arrested for theft", DataLabel.CRIMINAL_OFFENCE, "arrested for theft"),
        ("the boy, aged 7, cried", DataLabel.CHILD, "aged 7"),
        ("she is in rent arrears", DataLabel.MONEY_OR_BENEFITS, "in rent arrears"),
        ("he is a member of Unison", DataLabel.UNION_MEMBERSHIP, "member of Unison"),
        ("my neighbour is a Muslim", DataLabel.RELIGION_OR_BELIEF, "Muslim"),
    ],
)
def test_what_is_flagged(text: str, label: DataLabel, flagged: str) -> None:
    assert flagged in labelled(text, label)


@pytest.mark.parametrize(
    "text",
    [
        "Take the M25 and then the A14 for an hour.",
        "We meet in room G12 for lunch at 10.30 on 12/11/2026.",
        "The union recognition policy was reviewed by the board.",
        "How many people with dementia live in the borough?",
        "Section 40(2) and regulation 12(4)(b) apply.",
        "The budget is £1,234,567 for 2025/26.",
        "Version 1.2.3.4 was released.",
        "Invoice 1234567890 and order 123456789 are paid.",
        "Phase 2 starts in Q3 2026 with 12345678 units.",
        "Dear Sir or Madam, thank you.",
        "The Council and the Department for Education agreed.",
    ],
)
def test_what_is_not(text: str) -> None:
    assert scan(text).flagged == {}


def test_a_name_is_found_at_its_other_mentions() -> None:
    assert labelled("Dear Mr Okonjo, we wrote to you. Okonjo has replied.", DataLabel.PERSON) == [
        "Mr Okonjo",
        "Okonjo",
    ]


def test_the_summary_names_special_categories_offences_and_children_first() -> None:
    text = "Email jo@example.org. Mr Cole has epilepsy, was arrested for fraud and his son, aged 9, is in foster care."
    assert list(scan(text).summary)[:3] == ["HEALTH", "CRIMINAL_OFFENCE", "CHILD"]


def test_the_kinds_for_a_report() -> None:
    kinds = scan("Mr Cole, 4 Hill Rise, SW1A 1AA, NINO AB123456C, has epilepsy").data_kinds()
    assert kinds == (DataKind.NAMES, DataKind.ADDRESSES, DataKind.IDENTIFIERS, DataKind.HEALTH)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("names and addresses", {DataKind.NAMES, DataKind.ADDRESSES}),
        ("bank details", {DataKind.FINANCIAL}),
        ("a child's EHCP", {DataKind.CHILDREN}),
        ("dates of birth and NHS numbers", {DataKind.DATES_OF_BIRTH, DataKind.IDENTIFIERS}),
        ("wrong email address", {DataKind.CONTACT_DETAILS}),
        ("nothing of the sort", set()),
    ],
)
def test_kinds_that_a_report_names(words: str, kinds: set[DataKind]) -> None:
    assert set(read_named_kinds(words)) == kinds


def test_every_kind_has_words_for_the_form() -> None:
    assert all(kind.title for kind in DataKind)


pieces = st.sampled_from(
    [
        "Mr José Núñez ",
        "AB123456C ",
        "😀",
        "sw1a 1aa\n",
        "Dear Ann,\n",
        "12 High Street, ",
        "07700 900123 ",
        "he has asthma. ",
        "العربية ",
        "e\u0301 ",
        "👩‍👩‍👧 ",
        "Jane is gay, aged 7. ",
        "on 5 June 2026 ",
        "aged seven ",
        "Ethnicity: ",
        "İ ",
        "my son ",
        "a@b.co ",
        "@jo_b ",
    ]
)


@settings(max_examples=200)
@given(st.lists(st.one_of(pieces, st.text(max_size=12)), max_size=15).map("".join))
def test_spans_quote_the_text_in_order_and_none_overlaps_one_of_its_label(text: str) -> None:
    spans = scan(text).spans
    assert list(spans) == sorted(spans)
    for span in spans:
        assert text[span.start : span.end] == span.text
        assert span.text
        assert 0 < span.score <= 1
        assert span.why
        assert (span.group is not None) == (span.label is DataLabel.PERSON)
        assert (span.band is Band.CONTEXT) == (span.label in CONTEXT_LABELS)
    for label in {span.label for span in spans}:
        for before, after in pairwise(span for span in spans if span.label is label):
            assert before.end <= after.start


def test_many_texts_come_back_in_their_order() -> None:
    texts = [f"NINO AB{number:06}C" for number in range(70)]
    assert [found.spans[0].text for found in load_scanner().scan_many(texts)] == [text[5:] for text in texts]
