"""The report of a check: what it says, that nothing in a document can break out of it, and that a table runs nothing."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.disclosure import Decision, DisclosureCheck, Hit, Verdict
from cases.documents import Document, Part, Place, Unseen
from integrations.documents.report import csv_report, html_report, page
from integrations.documents.report.marking import stretches
from integrations.documents.report.people import named_people
from integrations.documents.report.words import one_line, shown
from nlp.personal_data import WHAT_IT_IS_NOT, load_scanner
from nlp.personal_data.considerations import consideration_of
from nlp.personal_data.documents import check_document
from nlp.personal_data.labels import DataLabel

AT = datetime(2026, 11, 28, 7, 0, tzinfo=UTC)
PAPERS = Document(
    "answer.docx",
    "docx",
    (
        Part("Dear Mrs Jane Tully,", Place(page=1), 1),
        Part("Your disabled son in Year 4 has asthma. NHS no 943 476 5919.", Place(page=1), 1),
        Part("Jane was arrested for theft.", Place(page=2, within="comment 1"), 2, "", Unseen.COMMENT),
        Part("An older wording", Place(page=2), 3, "", Unseen.TRACKED_CHANGE),
        Part("Catholic", Place(page=3, within="table 1, row 2"), 4, "Religion"),
    ),
    ("Two pictures were not read.",),
)


def who(person: str) -> str:
    return {"u1": "Hana Officer"}.get(person, person)


def check_of(document: Document, decisions: Sequence[Decision] = ()) -> DisclosureCheck:
    hits = check_document(load_scanner(), document)
    return DisclosureCheck(
        "c1", document.name, AT, "u1", hits, document.remarks, AT, tuple(decisions), "FOI-2026-0117"
    )


class Read(HTMLParser):
    """The page as a browser takes it: its tags in order, its ids and links, and its text."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.feed(written)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def values(self, attribute: str) -> list[str]:
        return [value for _, name, value in self.attributes if name == attribute]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def test_the_page_says_first_what_it_is_not_then_who_and_when() -> None:
    text = Read(html_report(check_of(PAPERS), PAPERS, who)).text
    assert text.index(WHAT_IT_IS_NOT) < text.index("By kind")
    assert "Checked on Saturday 28 November 2026, 07:00 by Hana Officer for FOI-2026-0117" in text


def test_special_categories_offences_and_children_come_first() -> None:
    text = Read(html_report(check_of(PAPERS), PAPERS, who)).text
    order = [
        "Mentions of health",
        "Mentions of religion",
        "Mentions of an offence",
        "Mentions of a child",
        "Names",
    ]
    places = [text.index(kind) for kind in order]
    assert places == sorted(places)
    assert "UK GDPR Art 9" in text
    assert "UK GDPR Art 10" in text


def test_what_people_forget_stands_before_the_rest_with_its_meaning() -> None:
    text = Read(html_report(check_of(PAPERS), PAPERS, who)).text
    forgotten = text.index("What people forget", text.index("By kind", 900))
    assert forgotten < text.index(Unseen.COMMENT.meaning) < text.index("Each finding, in the order")
    assert Unseen.TRACKED_CHANGE.meaning in text
    assert "without a finding. Look at it all the same." in text
    assert Unseen.HIDDEN_SHEET.meaning not in text


def test_a_finding_leads_to_its_place_in_the_text_and_back() -> None:
    given = check_of(PAPERS)
    read = Read(html_report(given, PAPERS, who))
    ids, links = read.values("id"), read.values("href")
    assert len(ids) == len(set(ids))
    for hit in given.hits:
        assert f"hit-{hit.number}" in ids
        assert f"text-{hit.number}" in ids
        assert f"#text-{hit.number}" in links
        assert f"#hit-{hit.number}" in links
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_each_highlight_says_its_kind_in_words() -> None:
    text = Read(html_report(check_of(PAPERS), PAPERS, who)).text
    assert "Mrs Jane Tully Name 1" in text
    assert "943 476 5919 NHS number" in text


def test_people_are_grouped_with_their_mentions_and_places() -> None:
    read = Read(html_report(check_of(PAPERS), PAPERS, who))
    assert "Mrs Jane Tully 2 page 1 ; page 2, comment 1" in read.text


def test_a_decision_is_shown_with_who_when_and_why() -> None:
    given = check_of(PAPERS, [Decision(1, Verdict.ACCEPTED, "u1", AT, "a third party")])
    text = Read(html_report(given, PAPERS, who)).text
    assert "Take it out : Hana Officer, Saturday 28 November 2026, 07:00 . Why: a third party" in text
    assert "1 decided" in text
    assert "Not decided yet" in text


def test_without_decisions_there_is_no_column_for_them() -> None:
    assert "Not decided yet" not in html_report(check_of(PAPERS), PAPERS, who)


def test_without_the_document_no_value_and_no_name_is_left() -> None:
    given = check_of(PAPERS)
    for written in (html_report(given, None, who), csv_report(given, None, who).decode()):
        for value in ("Tully", "943 476", "asthma", "arrested", "Catholic"):
            assert value not in written
        assert "NHS number" in written
        assert "page 2, comment 1" in written


def test_the_page_is_one_file_that_fetches_and_runs_nothing() -> None:
    read = Read(html_report(check_of(PAPERS), PAPERS, who))
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(read.tags)
    assert all(link.startswith("#") for link in read.values("href"))
    assert not read.values("src")
    assert not [name for _, name, _ in read.attributes if name.startswith("on")]


def test_tables_can_be_read_aloud() -> None:
    read = Read(html_report(check_of(PAPERS), PAPERS, who))
    assert read.tags.count("caption") == read.tags.count("table") == 3
    headings = [
        attribute for attribute in read.attributes if attribute[0] == "th" and attribute[1] == "scope"
    ]
    assert len(headings) == read.tags.count("th")
    assert read.tags.count("main") == read.tags.count("h1") == 1


def test_an_empty_document_says_that_this_proves_nothing() -> None:
    empty = Document("empty.txt", "txt", ())
    assert "That is no proof that nothing is there" in html_report(check_of(empty), empty, who)


def test_of_a_long_document_only_what_fits_is_shown_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "TEXT_AT_MOST", 60)
    long = Document(
        "long.txt",
        "txt",
        (
            Part("The hall is open on Monday. " * 20, Place(line=1), 1),
            *(Part(f"Mrs Tully rang, as noted on line {n}.", Place(line=n), n) for n in range(2, 6)),
        ),
    )
    given = check_of(long)
    read = Read(html_report(given, long, who))
    assert "only stretches with findings are shown" in read.text
    assert "the rest is in the table and in the document itself" in read.text
    assert "The hall is open" not in read.text
    assert "text-1" in read.values("id")
    assert f"text-{len(given.hits)}" not in read.values("id")
    assert f"hit-{len(given.hits)}" in read.values("id")
    assert {link.removeprefix("#") for link in read.values("href")} <= set(read.values("id"))


def test_of_very_many_findings_the_first_are_listed_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "ROWS_AT_MOST", 2)
    given = check_of(PAPERS)
    read = Read(html_report(given, PAPERS, who))
    assert (
        f"Only the first 2 are listed here; {len(given.hits) - 2} more are in the table as CSV." in read.text
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\u202eb", "a[U+202E]b"),
        ("a\x1b[31m", "a[U+001B][31m"),
        ("a\x00\u200bb", "a[U+0000][U+200B]b"),
        ("a\r\nb\u2028c\td", "a\nb\nc\td"),
        ("\ud800", "[U+D800]"),
        ("Zoë Ó Briain 👩‍👧", "Zoë Ó Briain 👩‍👧"),
    ],
)
def test_what_no_eye_sees_is_written_out(text: str, written: str) -> None:
    assert shown(text) == written


HOSTILE = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "</mark><script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "<!--",
            "]]>",
            "&lt;b&gt;",
            "{{ 7*7 }}",
            "{% raw %}",
            "\u202e</div>",
            "</title><h1>",
            "' onmouseover='x",
            "</style><script>",
            "Mrs Jane Tully",
            "\ud800\x00\x1b",
        ]
    ),
)


@settings(deadline=None)
@given(st.lists(HOSTILE, min_size=8, max_size=8))
def test_nothing_of_a_document_becomes_part_of_the_page(words: list[str]) -> None:
    def made(
        name: str, file: str, sheet: str, within: str, heading: str, text: str, remark: str, why: str
    ) -> str:
        text = f"x{text}x Mrs Tully"
        place = Place(file=f"x{file}", sheet=f"x{sheet}", cell="A1", within=f"x{within}")
        part = Part(text, place, 1, f"x{heading}", Unseen.COMMENT)
        weigh = consideration_of(DataLabel.PERSON)
        hits = (
            Hit(
                1,
                "PERSON",
                "sure",
                0.97,
                "a title",
                place,
                0,
                1,
                len(text),
                Unseen.COMMENT,
                1,
                weigh.foi,
                weigh.sar,
            ),
        )
        check = DisclosureCheck(
            "c",
            f"x{name}",
            AT,
            "u1",
            hits,
            (f"x{remark}",),
            AT,
            (Decision(1, Verdict.ACCEPTED, "u1", AT, f"x{why}"),),
        )
        return html_report(check, Document(f"x{name}", "txt", (part,), (f"x{remark}",)), who)

    plain, odd = made(*["y"] * 8), made(*words)
    odd.encode()
    assert Read(odd).tags == Read(plain).tags
    assert [name for _, name, _ in Read(odd).attributes] == [name for _, name, _ in Read(plain).attributes]
    assert not [character for character in odd if character in "\x00\x1b\u202e\u2066\x7f"]


@settings(deadline=None)
@given(st.text(max_size=60), st.data())
def test_marking_keeps_the_text_and_says_which_words_are_found(text: str, data: st.DataObject) -> None:
    limits = st.integers(0, len(text))
    hits = [
        Hit(number, "PERSON", "sure", 1.0, "", Place(), 0, *sorted((data.draw(limits), data.draw(limits))))
        for number in range(1, data.draw(st.integers(0, 4)) + 1)
    ]
    cut = list(stretches(text, hits))
    assert "".join(stretch.text for stretch in cut) == text
    for hit in hits:
        if hit.start < hit.end:
            assert "".join(one.text for one in cut if hit in one.hits) == text[hit.start : hit.end]
            assert sum(hit in one.begins for one in cut) == sum(hit in one.ends for one in cut) == 1


def rows_of(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content[3:].decode())))


def test_the_table_has_a_row_for_each_finding() -> None:
    given = check_of(PAPERS, [Decision(2, Verdict.REJECTED, "u1", AT, "published")])
    headings, *rows = rows_of(csv_report(given, PAPERS, who))
    assert headings[:5] == ["Number", "Kind", "Place", "Not seen by a reader", "Value"]
    assert [row[0] for row in rows] == [str(hit.number) for hit in given.hits]
    assert rows[0][1:5] == ["Name", "page 1", "", "Mrs Jane Tully"]
    assert rows[1][-4:] == ["It can stay", "Hana Officer", "Saturday 28 November 2026, 07:00", "published"]


def test_the_table_without_values_has_one_column_less() -> None:
    given = check_of(PAPERS)
    with_values, without = rows_of(csv_report(given, PAPERS, who)), rows_of(csv_report(given, None, who))
    assert [row[:4] + row[5:] for row in with_values] == without


@settings(deadline=None)
@given(HOSTILE, st.sampled_from(["", "=", "+", "-", "@", "\t=", "\r@", "\n+", " =", "＝", "\u200b="]))
def test_no_cell_of_the_table_is_a_formula(text: str, begins: str) -> None:
    text = f"{begins}{text}y"
    document = Document(
        text, "txt", (Part(text, Place(file=text, sheet=text, within=text), 1, "", Unseen.PROPERTY),)
    )
    hit = Hit(1, "PERSON", "sure", 1.0, "", document.parts[0].place, 0, 0, len(text), None, 1)
    check = DisclosureCheck(
        "c", text, AT, text, (hit,), (), AT, (Decision(1, Verdict.ACCEPTED, text, AT, text),)
    )
    rows = rows_of(csv_report(check, document, who))
    assert len(rows) == 2
    assert len(rows[0]) == len(rows[1])
    for cell in rows[1]:
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r", "＝"))


def test_a_name_in_two_cells_is_said_whole() -> None:
    row = Document(
        "staff.csv",
        "csv",
        (Part("Zuzu", Place(line=2), 1, "First name"), Part("Brackle", Place(line=2), 1, "Surname")),
    )
    (person,) = named_people(check_of(row).hits, row)
    assert (person.name, len(person.mentions)) == ("Zuzu Brackle", 2)


def test_one_line_is_one_line() -> None:
    assert one_line(" a\n\u2028 b\t") == "a b"
