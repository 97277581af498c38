"""A file that is broken, locked, disguised or made to do harm is refused in a clear sentence, or read within bounds."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.documents import Document, DocumentRefused
from integrations.documents.reading import Limits
from integrations.documents.reading.as_json import read_back, written
from integrations.documents.reading.kinds import ENDINGS
from integrations.documents.reading.limits import MEGABYTE
from tests.integrations.documents.pdfs import assembled, locked_pdf, pdf, text
from tests.integrations.documents.reading import part, read, repacked
from tests.integrations.documents.test_reading_messages import message
from tests.integrations.documents.test_reading_word import BODY, with_body
from tests.integrations.documents.test_reading_workbooks import STAFF, saved, workbook_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SMALL = Limits(unpacked=2 * MEGABYTE, characters=50_000, parts=2_000, pages=20)


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(100)


def sentence(name: str, content: bytes, limits: Limits | None = None) -> str:
    """What somebody is told who sends it."""
    with pytest.raises(DocumentRefused) as refused:
        read(name, content, limits)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"", "This file is empty"),
        ("a.docx", ole("EncryptedPackage"), "protected by a password. Save a copy without one"),
        ("a.xlsx", ole("EncryptedPackage"), "protected by a password. Save a copy without one"),
        ("a.doc", ole("WordDocument"), "old Word file (.doc). Open it in Word, save it as .docx"),
        ("a.docx", ole("WordDocument"), "old Word file (.doc). Open it in Word, save it as .docx"),
        ("a.xls", ole("Workbook"), "old Excel file (.xls)"),
        ("a.msg", ole("__substg1.0_0037001F"), "Outlook file (.msg)"),
        ("a.docx", b"PK\x03\x04 nothing of the kind", "but it is a packed file"),
        ("a.docx", b"just words", "what is in it is not a .docx file"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(50), "but it is a picture"),
        ("a.csv", b"MZ" + bytes(200), "but it is a program"),
        ("a.txt", b"%PDF-1.7\n%\xe2\xe3", "but it is a PDF"),
        ("a.pdf", b"just words", "what is in it is not a .pdf file"),
        ("a.pdf", b"%PDF-1.7\nnothing more", "This file is damaged"),
        ("a.eml", b"no headers here\n\nat all", "This file is damaged"),
        ("a.png", b"\x89PNG\r\n", "This is a picture"),
        ("a.pptx", b"PK\x03\x04", "Save it as a PDF"),
        ("a.xyz", b"words", "Files that end in .xyz can't be read. Send one of these: .docx"),
        ("README", b"words", "The file's name has no ending"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(name: str, content: bytes, said: str) -> None:
    assert said in sentence(name, content)


def test_a_word_document_called_a_workbook_is_told_and_the_other_way_round() -> None:
    assert "but it is a Word document" in sentence("a.xlsx", with_body("<w:p/>"))
    assert "but it is an Excel workbook" in sentence("a.docx", saved(workbook_of(STAFF)))


def test_too_large_a_file_is_refused_before_anything_is_read() -> None:
    assert sentence("a.txt", b"x" * 101, Limits(largest=100)).startswith("This file is larger than")
    assert "25 MB" in sentence("a.txt", b"x" * (25 * MEGABYTE + 1))


def test_a_locked_part_of_a_package_is_a_password() -> None:
    content = bytearray(with_body("<w:p/>"))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert "password" in sentence("a.docx", bytes(content))


def test_a_pdf_is_locked_where_it_asks_for_a_password_and_read_where_only_changes_are_forbidden() -> None:
    assert "protected by a password" in sentence("a.pdf", locked_pdf("Locked Lou", "open sesame"))
    assert part(read("a.pdf", locked_pdf("Open Oona", "")), "Open Oona").unseen is None


def test_a_package_that_unpacks_to_too_much_is_refused_by_what_it_declares() -> None:
    assert "would unpack to more than 2 MB" in sentence(
        "a.docx", repacked(with_body("<w:p/>"), add={"word/media/x.bin": bytes(3 * MEGABYTE)}), SMALL
    )


def test_a_package_that_declares_ten_gigabytes_is_refused() -> None:
    content = bytearray(with_body("<w:p/>"))
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = (0xFFFFFFF0).to_bytes(4, "little")
    assert "would unpack to more than 300 MB" in sentence("a.docx", bytes(content))


def test_what_declares_too_little_is_not_unpacked_any_further() -> None:
    content = bytearray(with_body("<w:p><w:r><w:t>" + "a" * 400_000 + "</w:t></w:r></w:p>"))
    name = BODY.encode()
    at = content.rindex(name) - 46
    content[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert "damaged" in sentence("a.docx", bytes(content))


def test_bombs_inside_bombs_count_together() -> None:
    inner = with_body(f"<!-- {' ' * (MEGABYTE + MEGABYTE // 2)} -->")
    content = repacked(
        with_body("<w:p/>"), add={f"word/embeddings/{number}.docx": inner for number in range(5)}
    )
    found = read("a.docx", content, SMALL)
    assert any("would unpack to more than 2 MB" in remark for remark in found.remarks)


def test_entities_are_refused_whatever_they_stand_for() -> None:
    laughs = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    for said in (
        f'<!DOCTYPE x [<!ENTITY a "lol">{laughs}]><document>&j;</document>',
        '<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><document/>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><document>&a;</document>',
    ):
        for body in (said.encode(), said.encode("utf-16")):
            assert "damaged" in sentence("a.docx", repacked(with_body("<w:p/>"), add={BODY: body}))


def test_elements_nested_too_deeply_are_refused() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 3_000 + "</w:tc></w:tr></w:tbl>" * 3_000
    assert "damaged" in sentence("a.docx", with_body(deep))


def test_a_sheet_of_many_empty_rows_is_read() -> None:
    rows = "".join(
        f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/></row>' for row in range(2, 20_000)
    )
    content = repacked(
        saved(workbook_of([["Ann Lee"]])),
        change={"xl/worksheets/sheet1.xml": lambda said: said.replace("</sheetData>", rows + "</sheetData>")},
    )
    assert part(read("a.xlsx", content), "Ann Lee").place.cell == "A1"


def test_more_than_is_read_is_told_with_the_place_where_it_ends() -> None:
    lines = "\n\n".join(f"Line {number}" for number in range(1, 5_000))
    found = read("a.txt", lines.encode(), SMALL)
    assert len(found.parts) == SMALL.parts
    assert found.remarks == (
        "It holds more text than can be checked at once. Nothing from line 4001 on was read: "
        "split it into smaller files and send them one by one.",
    )


def test_odd_pages_of_a_pdf_are_bounded() -> None:
    huge = read("a.pdf", pdf(text("Here", 50, 50), media="0 0 14400000 14400000"))
    assert huge.parts[0].text == "Here"
    many = read("a.pdf", pdf(*[""] * 30), SMALL)
    assert any("It has 30 pages. Only the first 20 were read" in remark for remark in many.remarks)
    loop = assembled(
        {
            1: "<< /Type /Catalog /Pages 2 0 R >>",
            2: "<< /Type /Pages /Kids [2 0 R 4 0 R] /Count 2000000000 >>",
            4: "<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 5 >>",
        }
    )
    assert "damaged" in sentence("a.pdf", loop)


def test_messages_inside_messages_are_read_so_deep_and_no_deeper() -> None:
    content = b"From: a@example.org\n\nInnermost"
    for _ in range(100):
        content = b"From: a@example.org\nContent-Type: message/rfc822\n\n" + content
    found = read("a.eml", content)
    assert any("too many files inside files" in remark for remark in found.remarks)
    assert not any("Innermost" in one.text for one in found.parts)


def test_many_attachments_are_read_so_many_and_no_more() -> None:
    made = message()
    for number in range(12):
        made.add_attachment(f"Text {number}", filename=f"{number}.txt")
    found = read("a.eml", made.as_bytes(), Limits(nested=10))
    assert sum(one.text.startswith("Text") for one in found.parts) == 10
    assert sum("too many files inside files" in remark for remark in found.remarks) == 2


@cache
def good_files() -> tuple[tuple[str, bytes], ...]:
    mail = message("Dear Ann", "<p>Dear <b>Ann</b></p>")
    mail.add_attachment(pdf(text("Inner", 50, 50)), maintype="application", subtype="pdf", filename="a.pdf")
    return (
        ("a.docx", with_body("<w:p><w:del><w:r><w:delText>Gone</w:delText></w:r></w:del></w:p>")),
        ("a.xlsx", saved(workbook_of(STAFF))),
        (
            "a.pdf",
            pdf(
                text("Words on a page", 50, 700), page_entries="/Annots [<< /Subtype /Text /Contents (x) >>]"
            ),
        ),
        ("a.eml", mail.as_bytes()),
        ("a.csv", b'Name,"Age"\nAnn,"5\n6"\n'),
        ("a.txt", "Zoë\n\nwords".encode("utf-16")),
    )


def read_or_sentence(name: str, content: bytes) -> Document | str:
    try:
        return read(name, content, SMALL)
    except DocumentRefused as refused:
        return str(refused)


def read_or_refused(name: str, content: bytes) -> None:
    found = read_or_sentence(name, content)
    if isinstance(found, str):
        assert found.endswith(".")
        return
    assert read_back(name, written(found), SMALL) == found
    blocks = [one.block for one in found.parts]
    assert blocks == sorted(blocks)
    for one in found.parts:
        one.text.encode()
        assert one.text.strip() == one.text != ""


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(ENDINGS),
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"From: a\n\n"]),
)
def test_random_bytes_are_read_or_refused(ending: str, content: bytes, start: bytes) -> None:
    read_or_refused(f"a{ending}", start + content)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_files_are_read_or_refused(data: st.DataObject) -> None:
    name, content = data.draw(st.sampled_from(good_files()))
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(0, 12))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del damaged[data.draw(st.integers(0, len(damaged))) :]
    read_or_refused(name, bytes(damaged))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_damaged_parts_of_a_package_are_read_or_refused(data: st.DataObject) -> None:
    """A damaged package is mostly refused at its checksums, so its parts are damaged before they are packed."""
    name, content = data.draw(st.sampled_from(good_files()[:2]))
    with zipfile.ZipFile(BytesIO(content)) as package:
        inside = data.draw(
            st.sampled_from([one for one in package.namelist() if one.endswith((".xml", ".rels"))])
        )
        body = bytearray(package.read(inside))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    read_or_refused(name, repacked(content, add={inside: bytes(body)}))
