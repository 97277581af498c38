"""What the heading of a column says about a value, where the words alone would not; and where it says nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.documents import Document, Part, Place
from nlp.personal_data import CONTEXT_LABELS, Allowed, load_scanner
from nlp.personal_data.columns import Table, find_in_column, table_with
from nlp.personal_data.documents import check_document


def table(*rows: dict[str, str], sheet: str = "Sheet1") -> Document:
    """A table with a row a block, each cell under its heading."""
    parts = [
        Part(text, Place(sheet=sheet, cell=f"{chr(65 + column)}{number}"), number, heading)
        for number, row in enumerate(rows, start=2)
        for column, (heading, text) in enumerate(row.items())
    ]
    return Document("table.xlsx", "xlsx", tuple(parts))


def found(*rows: dict[str, str], allowed: Allowed | None = None) -> list[tuple[str, str]]:
    given = table(*rows)
    return [
        (hit.label, given.parts[hit.part].text[hit.start : hit.end])
        for hit in check_document(load_scanner(), given, allowed)
    ]


@pytest.mark.parametrize(
    ("heading", "value", "label"),
    [
        ("Surname", "Tully", "PERSON"),
        ("SURNAME", "okonkwo-hale", "PERSON"),
        ("LastName", "Ng", "PERSON"),
        ("first_name", "Blossom", "PERSON"),
        ("Forename(s)", "Rose May", "PERSON"),
        ("Child's name", "Zuzu Brackle", "PERSON"),
        ("Tenant", "Brackle, Z", "PERSON"),
        ("Reported by", "O. Brackle", "PERSON"),
        ("Next of kin", "Ama Brackle (sister)", "PERSON"),
        ("Last saved by", "Zuzu Brackle", "PERSON"),
        ("Contract manager", "Zuzu Brackle", "PERSON"),
        ("DOB", "01/02/1980", "DATE_OF_BIRTH"),
        ("Date of Birth", "1980-02-01 00:00:00", "DATE_OF_BIRTH"),
        ("Age", "43", "AGE"),
        ("Home address", "The Old Forge, Nether Wallop", "ADDRESS"),
        ("Address 2", "Nether Wallop", "ADDRESS"),
        ("Mobile", "7700900123", "PHONE"),
        ("NI number", "ab123456", "NINO"),
        ("NHS No.", "1234567890", "NHS_NUMBER"),
        ("Passport number", "123456789", "PASSPORT"),
        ("Sort code", "12-34-56", "BANK_ACCOUNT"),
        ("Vehicle reg", "A1", "VEHICLE_REG"),
        ("Employee ID", "E00417", "COUNCIL_REF"),
        ("Housing benefit ref", "HB1203", "COUNCIL_REF"),
        ("Diagnosis", "Asthma", "HEALTH"),
        ("Medical", "Asthma", "HEALTH"),
        ("Disabled?", "Yes", "HEALTH"),
        ("Allergies", "peanuts", "HEALTH"),
        ("Ethnicity", "White British", "ETHNICITY"),
        ("Ethnic group", "B3", "ETHNICITY"),
        ("Religion", "Catholic", "RELIGION_OR_BELIEF"),
        ("What is your religion?", "Jain", "RELIGION_OR_BELIEF"),
        ("Religion", "No religion", "RELIGION_OR_BELIEF"),
        ("Political party", "Green", "POLITICS"),
        ("Trade union member", "Y", "UNION_MEMBERSHIP"),
        ("Sexual orientation", "Bisexual", "SEX_LIFE_OR_ORIENTATION"),
        ("Unspent convictions", "theft 2019", "CRIMINAL_OFFENCE"),
        ("Looked after", "Yes", "CHILD"),
        ("Safeguarding concern", "Yes", "SOCIAL_CARE_CIRCUMSTANCES"),
    ],
)
def test_a_value_is_flagged_for_its_heading(heading: str, value: str, label: str) -> None:
    given = table({heading: value})
    hits = check_document(load_scanner(), given)
    flagged = [hit for hit in hits if hit.label == label]
    assert [given.parts[0].text[hit.start : hit.end] for hit in flagged] == [value]
    assert flagged[0].band in ("sure", "likely")


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Company name", "Brackle Bolts"),
        ("File name", "Zuzu Brackle"),
        ("Product name", "Widget Pro"),
        ("Ward name", "Nether Wallop"),
        ("School name", "Saint Brackle"),
        ("Street name", "Rose Hill"),
        ("Field name", "Surname"),
        ("Name", "Widget"),
        ("Name", "Nether Wallop"),
        ("Name of service", "Meals Today"),
        ("Manager", "Housing Team"),
        ("Owner", "Parks"),
        ("Contact", "Main reception"),
        ("Next of kin", "Mother"),
        ("Next of kin", "Yes"),
        ("Reported by", "Phone"),
        ("Created by", "Microsoft Excel"),
        ("Author", "openpyxl"),
        ("Surname", ""),
        ("Surname", "Surname"),
        ("Surname", "Religion"),
        ("Religion", "NI number"),
        ("Surname", "n/a"),
        ("Surname", "███████"),
        ("Surname", "[redacted]"),
        ("Surname", "12"),
        ("Religion", "Not stated"),
        ("Religion", "N/A"),
        ("Religion", "Yes"),
        ("Religion", "No"),
        ("Religion", "Prefer not to say"),
        ("Religion", "-"),
        ("Ethnicity", "Not known"),
        ("Disabled?", "No"),
        ("Medical", "None known"),
        ("Medical", "Nil known."),
        ("Condition", "Fair"),
        ("Benefit", "Cleaner streets"),
        ("Position", "Left"),
        ("Age", "Bronze"),
        ("Page", "43"),
        ("Email address", "none"),
        ("Web address", "www.example.org"),
        ("IP address", "none"),
        ("Account number", "not set"),
        ("Registration", "Open"),
        ("Contact number", "tbc"),
        ("Date", "01/02/1980 00:00"),
    ],
)
def test_a_heading_says_nothing_of_such_a_value(heading: str, value: str) -> None:
    assert find_in_column(heading, value, table_with([heading])) is None
    assert [
        hit.label
        for hit in check_document(load_scanner(), table({heading: value}))
        if hit.band not in ("possible", "context")
    ] == []


def test_a_name_is_a_persons_where_the_table_is_about_people() -> None:
    assert ("PERSON", "Zuzu Brackle") in found({"Name": "Zuzu Brackle", "DOB": "1/2/1980"})
    priced = check_document(load_scanner(), table({"Name": "Zuzu Brackle", "Price": "4.00"}))
    assert not any("headed" in hit.why for hit in priced)


def test_a_table_is_about_people_by_any_of_its_rows() -> None:
    rows = found({"Name": "Zuzu Brackle"}, {"Name": "Ama Brackle", "Date of birth": "1/2/1980"})
    assert rows[0] == ("PERSON", "Zuzu Brackle")


def test_a_condition_or_a_job_counts_in_a_table_about_people() -> None:
    row = {"Surname": "Brackle", "Condition": "epilepsy", "Salary": "£21,000", "Job title": "Beadle"}
    assert found(row) == [
        ("PERSON", "Brackle"),
        ("HEALTH", "epilepsy"),
        ("MONEY_OR_BENEFITS", "£21,000"),
        ("ROLE", "Beadle"),
    ]


def test_an_address_leaves_its_postcode_to_a_hit_of_its_own() -> None:
    assert found({"Address": "The Old Forge, Nether Wallop, SO20 8EX"}) == [
        ("ADDRESS", "The Old Forge, Nether Wallop"),
        ("POSTCODE", "SO20 8EX"),
    ]


def test_a_name_that_is_also_a_word_is_a_name_under_surname() -> None:
    assert found({"Surname": "Black"}) == [("PERSON", "Black")]
    assert found({"Surname": "Street"}) == []


def test_a_checked_number_in_the_wrong_column_stays_what_it_is() -> None:
    assert found({"Passport number": "NHS number 943 476 5919"}) == [("NHS_NUMBER", "943 476 5919")]


def test_a_first_name_and_a_surname_of_a_row_are_one_person() -> None:
    given = table(
        {"First name": "Zuzu", "Surname": "Brackle"},
        {"First name": "Ama", "Surname": "Brackle"},
        {"First name": "Zuzu", "Surname": "Brackle"},
    )
    assert [hit.group for hit in check_document(load_scanner(), given)] == [1, 1, 2, 2, 1, 1]
    kept = check_document(load_scanner(), given, Allowed(staff=["Zuzu Brackle"]))
    assert [given.parts[hit.part].place.cell for hit in kept] == ["A3", "B3"]


def test_a_parents_name_and_a_childs_name_are_two_people() -> None:
    given = table(
        {"First name": "Zuzu", "Surname": "Brackle", "Parent first name": "Ama", "Parent surname": "Odu"}
    )
    assert [hit.group for hit in check_document(load_scanner(), given)] == [1, 1, 2, 2]


def test_a_long_text_is_read_as_text() -> None:
    notes = "He came in the morning and we spoke about the bins for a long while. He has epilepsy and takes tablets for it."
    said = [text for label, text in found({"Medical notes": notes}) if label == "HEALTH"]
    assert any("epilepsy" in words for words in said)
    assert ("HEALTH", notes) not in found({"Medical notes": notes})


@pytest.mark.parametrize(("heading", "value"), [("Offence", "Theft"), ("Salary", "£9"), ("Year group", "7")])
def test_some_headings_count_only_among_people(heading: str, value: str) -> None:
    assert find_in_column(heading, value, table_with([heading])) is None
    assert find_in_column(heading, value, table_with([heading, "Surname"])) is not None


def test_what_a_table_counts_is_about_nobody() -> None:
    for heading, value in (("Ethnicity", "White British"), ("Religion", "Catholic"), ("Disability", "Deaf")):
        counted = found({heading: value, "Number of pupils": "412"})
        assert [label for label, _ in counted if label not in CONTEXT_LABELS] == []
        assert found({heading: value, "Pupil name": "Zuzu Brackle"})[0][1] == value


def test_a_reason_holds_no_words_of_the_document() -> None:
    for heading in ("Surname of Zuzu Brackle", "Age at Brackle Hall", "Religion 7AB", "Zuzu Brackle"):
        assert find_in_column(heading, "Catholic", Table.OF_PEOPLE) is None


def test_no_heading_is_remembered_after_a_document_was_checked() -> None:
    from nlp.personal_data import columns

    found({"Surname": "Brackle", "Zuzu's notes": "bins"})
    cached = [one for one in vars(columns).values() if hasattr(one, "cache_info")]
    assert len(cached) == 4
    assert [one.cache_info().currsize for one in cached] == [0, 0, 0, 0]


def test_more_than_a_name_beside_a_name() -> None:
    assert found({"Manager": "Zuzu Brackle (Housing Team)"}) == [("PERSON", "Zuzu Brackle")]
    assert found({"Manager": "Zuzu Brackle, Head of Housing"})[0] == ("PERSON", "Zuzu Brackle")


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(Table))
def test_any_heading_over_any_value(heading: str, value: str, table: Table) -> None:
    span = find_in_column(heading, value, table)
    assert span is None or (value[span.start : span.end] == span.text == span.text.strip() != "")


@settings(deadline=None)
@given(
    st.sampled_from(["Surname", "Name", "Religion", "Address", "DOB", "Age", "NHS number", "Disabled"]),
    st.text(max_size=120),
)
def test_any_value_under_a_heading_that_counts(heading: str, value: str) -> None:
    span = find_in_column(heading, value, Table.OF_PEOPLE)
    assert span is None or (value[span.start : span.end] == span.text == span.text.strip() != "")
    for hit in check_document(load_scanner(), given := table({heading: value, "Surname": "Brackle"})):
        assert given.parts[hit.part].text[hit.start : hit.end].strip()
