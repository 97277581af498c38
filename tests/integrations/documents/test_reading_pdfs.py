"""A PDF gives up the text of its pages, and what lies under its boxes or beside its pages."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cases.documents import Unseen
from integrations.documents.reading.pdf_files import in_ranges
from tests.integrations.documents.pdfs import box, gray_image, pdf, stream, text
from tests.integrations.documents.reading import part, read, texts

IMAGE = 1000


def lines(*operators: str) -> bytes:
    return pdf("\n".join(operators))


def drawn_word(width: int, height: int) -> list[bytes]:
    """Rows of dots that look like a scan: light paper with dark strokes all over."""
    return [
        bytes(40 if (x // 3) % 3 == 0 and (y // 4) % 3 else 250 for x in range(width)) for y in range(height)
    ]


def scan(*operators: str, rows: list[bytes] | None = None) -> bytes:
    """A page that is one picture, with text over it."""
    rows = rows or drawn_word(300, 420)
    picture = gray_image(300, 420, rows)
    page = "\n".join(("q 595 0 0 842 0 0 cm /Im1 Do Q", *operators))
    return pdf(page, resources="/XObject << /Im1 1000 0 R >>", more={IMAGE: picture})


def test_lines_of_a_paragraph_belong_together_and_pages_are_blocks() -> None:
    found = read(
        "a.pdf",
        pdf(
            text("Dear Priya Shah of", 50, 800)
            + text("Mill Lane, thank you.", 50, 786)
            + text("New thought", 50, 700),
            text("On page two", 50, 800),
        ),
    )
    assert texts(found) == ["Dear Priya Shah of\nMill Lane, thank you.", "New thought", "On page two"]
    assert [one.place.in_words() for one in found.parts] == ["page 1", "page 1", "page 2"]
    assert found.parts[0].block == found.parts[1].block != found.parts[2].block
    assert all(one.unseen is None for one in found.parts)
    assert found.remarks == ()


def test_text_under_a_box_is_covered_and_what_stands_before_it_says_what_it_is() -> None:
    found = read("a.pdf", lines(text("NHS number: 943 476 5919 is yours", 50, 740), box(120, 736, 78, 14)))
    covered = part(found, "943 476 5919")
    assert (covered.unseen, covered.heading, covered.place.page) == (Unseen.COVERED_TEXT, "NHS number:", 1)
    seen = part(found, "is yours")
    assert (seen.text, seen.unseen) == ("NHS number: is yours", None)


def test_a_white_box_a_picture_and_an_annotation_cover_too() -> None:
    white = lines(text("Whiteout Winnie", 50, 660), box(48, 655, 120, 16, "1 1 1"))
    assert part(read("a.pdf", white), "Whiteout Winnie").unseen is Unseen.COVERED_TEXT
    picture = pdf(
        text("Under Ursula", 50, 400) + "\nq 200 0 0 60 40 380 cm /Im1 Do Q",
        resources="/XObject << /Im1 1000 0 R >>",
        more={IMAGE: gray_image(300, 420, drawn_word(300, 420))},
    )
    assert part(read("a.pdf", picture), "Under Ursula").unseen is Unseen.COVERED_TEXT
    square = "<< /Type /Annot /Subtype /Square /Rect [40 490 200 520] /IC [0 0 0] /C [0 0 0] /F 4 /AP << /N 1001 0 R >> >>"
    form = stream(b"0 g 0 0 160 30 re f", "/Type /XObject /Subtype /Form /BBox [0 0 160 30]")
    annotated = pdf(
        text("Noted Nora", 50, 500), page_entries="/Annots [1000 0 R]", more={1000: square, 1001: form}
    )
    assert part(read("a.pdf", annotated), "Noted Nora").unseen is Unseen.COVERED_TEXT


def test_text_under_a_box_with_a_label_on_it_is_covered() -> None:
    found = read(
        "a.pdf",
        lines(
            text("Tenant Jane Smith", 50, 640), box(88, 636, 80, 14), text("s.40(2)", 95, 640, colour="1 1 1")
        ),
    )
    assert {one.text for one in found.parts if one.unseen is Unseen.COVERED_TEXT} == {"Jane Smith"}
    assert part(found, "s.40(2)").unseen is None


def test_white_invisible_tiny_and_outlying_text_is_hidden() -> None:
    found = read(
        "a.pdf",
        lines(
            text("White Wendy", 50, 700, colour="1 1 1"),
            text("Invisible Ivy", 50, 650, mode=3),
            text("Tiny Tim", 50, 600, size=1),
            text("Outlying Olga", 700, 550),
            text("Pale but legible Pat", 50, 500, colour="0.75 0.75 0.75"),
        ),
    )
    for words in ("White Wendy", "Invisible Ivy", "Tiny Tim", "Outlying Olga"):
        assert part(found, words).unseen is Unseen.HIDDEN_TEXT
    assert part(found, "Pale but legible Pat").unseen is None


def test_white_on_a_colour_and_text_printed_twice_is_seen() -> None:
    found = read(
        "a.pdf",
        lines(
            box(40, 520, 200, 24, "0.1 0.2 0.6"),
            text("Banner Ben", 50, 527, colour="1 1 1"),
            text("Bold Bill", 50, 460),
            text("Bold Bill", 50.4, 460),
        ),
    )
    assert all(one.unseen is None for one in found.parts)


def test_text_outside_the_part_of_the_page_that_is_shown_is_hidden() -> None:
    cropped = pdf(
        text("Shown Shona", 50, 800) + text("Cropped Chris", 50, 100), page_entries="/CropBox [0 400 595 842]"
    )
    found = read("a.pdf", cropped)
    assert part(found, "Cropped Chris").unseen is Unseen.HIDDEN_TEXT
    assert part(found, "Shown Shona").unseen is None


def test_a_turned_page_is_looked_at_as_it_is_shown() -> None:
    page = text("Plain Pat", 50, 700) + box(48, 596, 120, 16) + text("Seen Sam", 50, 500)
    turned = pdf(text("Covered Cora", 50, 600) + page, page_entries="/Rotate 90")
    found = read("a.pdf", turned)
    assert part(found, "Covered Cora").unseen is Unseen.COVERED_TEXT
    assert part(found, "Plain Pat").unseen is None
    assert part(found, "Seen Sam").unseen is None


def test_recognised_text_of_a_scan_is_seen_unless_the_picture_is_blacked_out_there() -> None:
    seen = read("a.pdf", scan(text("Scanned Sally", 50, 600, mode=3)))
    assert part(seen, "Scanned Sally").unseen is None
    assert seen.remarks == (
        "Page 1 is a picture with recognised text. Recognition makes mistakes: check the picture too.",
    )
    boxed = read("a.pdf", scan(text("Scanned Sally", 50, 600, mode=3), box(45, 590, 120, 25)))
    assert part(boxed, "Scanned Sally").unseen is Unseen.COVERED_TEXT


def test_a_page_that_is_a_picture_is_told_and_an_empty_one_is_not() -> None:
    assert read("a.pdf", scan()).remarks == ("Page 1 is a picture without text: nothing in it was checked.",)
    assert read("a.pdf", pdf("")).remarks == ()


def test_notes_fields_and_links_are_read() -> None:
    more = {
        1000: "<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents (Ask Mr Note) /T (Carol Comment) >>",
        1001: (
            "<< /Type /Annot /Subtype /Widget /FT /Tx /T (surname) /TU (Your surname) /V (Field Fay) /Rect [50 50 150 70] /F 4 >>"
        ),
        1002: "<< /Type /Annot /Subtype /Link /Rect [50 90 150 99] /A << /S /URI /URI (mailto:link@example.org) >> >>",
        1003: "<< /Type /Annot /Subtype /Widget /FT /Tx /T (secret) /V (Hidden Hal) /Rect [50 150 150 170] /F 2 >>",
        1004: "<< /Type /Annot /Subtype /Redact /Rect [50 150 150 170] >>",
    }
    found = read(
        "a.pdf",
        pdf(
            text("Words", 50, 800),
            page_entries="/Annots [1000 0 R 1001 0 R 1002 0 R 1003 0 R 1004 0 R]",
            catalogue="/AcroForm << /Fields [1001 0 R 1003 0 R] >>",
            more=more,
        ),
    )
    assert part(found, "Ask Mr Note").unseen is Unseen.COMMENT
    assert part(found, "Carol Comment").unseen is Unseen.COMMENT
    assert (part(found, "Field Fay").unseen, part(found, "Field Fay").heading) == (None, "Your surname")
    assert part(found, "Hidden Hal").unseen is Unseen.HIDDEN_TEXT
    assert part(found, "mailto:link@example.org").unseen is Unseen.HIDDEN_TEXT
    assert any("marked but not applied" in remark for remark in found.remarks)


def test_properties_bookmarks_and_attached_files_are_read() -> None:
    more = {
        1000: "<< /Title (Memo) /Author (Olive Owner) /Producer (Writer) >>",
        1001: "<< /First 1002 0 R /Last 1002 0 R /Count 1 >>",
        1002: "<< /Title (Bookmark Bea) /Parent 1001 0 R /Dest [10 0 R /Fit] >>",
        1003: "<< /Type /Filespec /F (list.csv) /UF (list.csv) /EF << /F 1004 0 R >> >>",
        1004: stream(b"Name,Number\nAttached Ann,5\n", "/Type /EmbeddedFile"),
    }
    found = read(
        "a.pdf",
        pdf(
            text("Words", 50, 800),
            catalogue="/Outlines 1001 0 R /Names << /EmbeddedFiles << /Names [(list.csv) 1003 0 R] >> >>",
            trailer="/Info 1000 0 R",
            more=more,
        ),
    )
    assert part(found, "Olive Owner").unseen is Unseen.PROPERTY
    assert "Writer" not in texts(found)
    assert part(found, "Bookmark Bea").place.within == "bookmark"
    attached = part(found, "Attached Ann")
    assert (attached.unseen, attached.place.file, attached.heading) == (
        Unseen.EMBEDDED_FILE,
        "list.csv",
        "Name",
    )


def test_a_file_that_was_changed_in_place_and_scripts_are_told() -> None:
    found = read(
        "a.pdf",
        pdf(
            text("Words", 50, 800),
            catalogue="/Names << /JavaScript << /Names [(go) 1000 0 R] >> >>",
            more={1000: "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"},
        )
        + b"%%EOF\n",
    )
    assert "It holds scripts. They were not run and not read." in found.remarks
    assert any("earlier text" in remark for remark in found.remarks)


@settings(max_examples=50, deadline=None)
@given(st.sets(st.integers(1, 60), min_size=1))
def test_pages_are_named_in_ranges_that_leave_none_out(pages: set[int]) -> None:
    said = in_ranges(sorted(pages))
    named: set[int] = set()
    for piece in said.replace(" and ", ", ").split(", "):
        first, _, last = piece.partition(" to ")
        named |= set(range(int(first), int(last or first) + 1))
    assert named == pages
