"""Tables out of learning systems: whatever the columns are called and the days look like, with a sentence for each line
that can't be used."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.people import Person, Role
from cases.training.importing import Imported, TableWrong, read_date, read_records
from cases.training.needs import model_needs
from cases.training.records import How, TrainingRecord
from integrations.training_file import rows_of_table
from tests.cases.training.council import Council

TODAY = date(2026, 11, 28)
SAM = Person("1d4f7c92-6a08", "Sam Okafor", "sam.okafor@westmere.example", frozenset({Role.STAFF}), "housing")
ALI = Person("2b86e0d5-91c7", "Ali Khan", "ali@westmere.example", frozenset({Role.STAFF}), "housing")
TWIN = Person("3c", "Ali Khan", "shared@westmere.example", frozenset({Role.STAFF}), "housing")
OTHER = Person("4d", "Al Khan", "shared@westmere.example", frozenset({Role.STAFF}), "housing")
COUNCIL = Council([SAM, ALI, TWIN, OTHER])
DONE = TrainingRecord(SAM.id, "protecting-information", date(2026, 11, 3), How.IMPORT)


def _imported(content: bytes | str) -> Imported:
    given_bytes = content if isinstance(content, bytes) else content.encode()
    return read_records(rows_of_table(given_bytes), model_needs(), COUNCIL, TODAY)


@pytest.mark.parametrize(
    "content",
    [
        "email,course,completed on\nsam.okafor@westmere.example,Protecting information,2026-11-03\n",
        "Completed On;Course Title;E-mail\n3 November 2026;PROTECTING  information;Sam.Okafor@Westmere.Example\n",
        "Person ID\tCourse ID\tDate completed\n1d4f7c92-6a08\tprotecting-information\t03/11/2026 14:22\n",
        "sep=;\r\nUser;Course name;Completion date\r\n1D4F7C92-6A08;Protecting information;03-Nov-26\r\n".replace(
            "1D4F7C92-6A08", "1d4f7c92-6a08"
        ),
        '\ufeff"Email","Title","Course","Completed"\n"sam.okafor@westmere.example","Mr","Protecting information","46329"\n',
        "\n\nname,email,course,status,completed\nSam Okafor,sam.okafor@westmere.example,Protecting information,Passed,3/11/26\n,,,,\n",
        'email,course,done\n"=""sam.okafor@westmere.example""",Protecting information,2026-11-03T23:10:00Z\n',
        "UPN,person id,module,completed at\nold@westmere.example,1d4f7c92-6a08,Protecting information,Tuesday 3rd November 2026\n",
        "email,course,completed\nsam.okafor@westmere.example,Protecting information,3 Nov 2026\n".encode("utf-16"),
        "e\u00a0mail,course,completed\nsam.okafor@westmere.example\u00a0,Protecting information,03.11.2026\n".encode("cp1252"),
    ],
)  # fmt: skip
def test_a_table_is_read_whatever_it_looks_like(content: bytes | str) -> None:
    imported = _imported(content)
    assert imported.problems == []
    assert imported.records == [DONE]


def test_good_lines_are_taken_and_each_bad_one_is_told_by_its_number_and_without_a_word_of_it() -> None:
    imported = _imported(
        "email,course,completed,status,score\n"
        "sam.okafor@westmere.example,Protecting information,2026-11-03,Completed,90%\n"
        '"left@westmere.example",Protecting information,2026-11-03,Completed,\n'
        'ali@westmere.example,"Dancing,\nslowly",2026-11-03,Completed,\n'
        "ali@westmere.example,Protecting information,13/25/2026,Completed,\n"
        "ali@westmere.example,Protecting information,2027-01-02,Completed,\n"
        "ali@westmere.example,Protecting information,1999-12-31,Completed,\n"
        "ali@westmere.example,,2026-11-03,Completed,\n"
        "ali@westmere.example,Protecting information,,Completed,\n"
        "shared@westmere.example,Protecting information,2026-11-03,Completed,\n"
        "ali@westmere.example,Protecting information,2026-11-03,Withdrawn,\n"
        "ali@westmere.example,Protecting information,,In progress,\n"
        "ali@westmere.example,Protecting information,2026-11-03,Failed,40\n"
        "Ali Khan,Protecting information,2026-11-03,Completed,\n"
        "ali@westmere.example,Protecting information,2026-11-20,Completed,merit\n"
    )
    assert [(one.person, one.done_on, one.score) for one in imported.records] == [
        (SAM.id, date(2026, 11, 3), 90),
        (ALI.id, date(2026, 11, 20), None),
    ]
    assert imported.not_done == 2
    beginnings = [
        "Line 3: nobody in the people file",
        "Line 4: there is no such course",
        "Line 6: the day on which it was completed can't be read. Write it like",
        "Line 7: the day on which it was completed is still to come",
        "Line 8: the day on which it was completed is before the year 2000",
        "Line 9: the course (its id or title) is missing",
        "Line 10: the day on which it was completed is missing",
        "Line 11: two people in the people file have this e-mail address",
        "Line 12: its status is none that is known",
        "Line 15: nobody in the people file",
    ]
    assert len(imported.problems) == len(beginnings)
    for problem, beginning in zip(imported.problems, beginnings, strict=True):
        assert problem.startswith(beginning)
        assert "westmere" not in problem
        assert problem.endswith(".")


def test_a_table_that_writes_month_before_day_is_not_read_the_wrong_way_round() -> None:
    days = ("11/03/2026", "10/23/2026", "03/03/2026", "2026-11-03", "23 Oct 2026")
    rows = "".join(f"ali@westmere.example,Protecting information,{day} 09:00\n" for day in days)
    imported = _imported(f"email,course,completed\n{rows}")
    assert [one.done_on for one in imported.records] == [
        date(2026, 3, 3), date(2026, 11, 3), date(2026, 10, 23)
    ]  # fmt: skip
    assert imported.problems == [
        "Line 2: its day may be read the wrong way round, as another line writes month before day. "
        "Have days written like 2026-11-03.",
        "Line 3: the day on which it was completed can't be read. Write it like 2026-11-03 or 3 November 2026.",
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"\n \n", "The file is empty"),
        (b"name,course\nSam,x\n", "No column is named as one for the person"),
        (b"email,course\na@b.example,x\n", "the day on which it was completed"),
        (b"PK\x03\x04rest of a workbook", "Open it in Excel and save the sheet as CSV"),
    ],
)
def test_what_is_no_table_at_all_is_told(content: bytes, sentence: str) -> None:
    with pytest.raises(TableWrong) as wrong:
        _imported(content)
    assert sentence in str(wrong.value)


def test_a_quotation_mark_that_is_never_closed_spoils_no_line_before_it() -> None:
    imported = _imported(
        "email,course,completed\nsam.okafor@westmere.example,Protecting information,2026-11-03\n"
        '"ali@westmere.example,Protecting information,2026-11-03\n'
    )
    assert imported.records == [DONE]
    assert imported.problems == ["Line 3: the course (its id or title) is missing."]


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_whatever_bytes_there_are_it_ends_in_a_sentence(content: bytes) -> None:
    try:
        told = _imported(content).problems
    except TableWrong as wrong:
        told = [str(wrong)]
    assert all(sentence.endswith(".") for sentence in told)


_FORMS = (
    "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%A %d %B %Y", "%a %d %b %Y", "%d-%b-%Y",
    "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M:%S", "%d %b %Y, %I:%M %p", "%B %d, %Y",
)  # fmt: skip


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2098, 12, 31)), st.sampled_from(_FORMS))
def test_a_day_is_read_back_from_each_form(day: date, form: str) -> None:
    assert read_date(day.strftime(form)) == day


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2098, 12, 31)))
def test_excels_number_of_a_day_is_read(day: date) -> None:
    assert read_date(str((day - date(1899, 12, 30)).days)) == day


@settings(deadline=None)
@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_days(text: str) -> None:
    found = read_date(text)
    assert found is None or date(1, 1, 1) <= found <= date(9999, 12, 31)


def test_late_on_a_summers_evening_it_is_the_next_day_in_london() -> None:
    assert read_date("2026-07-01T23:30:00Z") == date(2026, 7, 2)
    assert read_date("2026-01-01T23:30:00Z") == date(2026, 1, 1)
    assert read_date("30/02/2026") is None


def test_a_day_that_is_today_is_taken() -> None:
    tomorrow = TODAY + timedelta(days=1)
    head = "email,course,completed\nali@westmere.example,Protecting information,"
    assert len(_imported(f"{head}{TODAY}").records) == 1
    assert len(_imported(f"{head}{tomorrow}").problems) == 1
