"""A message gives up its headers, both versions of its body, and what is attached to it."""

from __future__ import annotations

from email.message import EmailMessage

from cases.documents import Unseen
from tests.integrations.documents.reading import part, read, texts
from tests.integrations.documents.test_reading_workbooks import STAFF, saved, workbook_of


def message(body: str = "Hello", html: str | None = None) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = (
        "Jo Bloggs <jo@example.org>",
        "Ann Lee <ann@example.org>",
        "Über case 5",
    )
    made.set_content(body)
    if html is not None:
        made.add_alternative(html, subtype="html")
    return made


def test_headers_that_are_shown_are_seen_and_the_others_are_not() -> None:
    made = message()
    made["Bcc"] = "Blind Bea <bea@example.org>"
    made["Received"] = "from pc-7 (10.1.2.3) by mx for <rita@example.org>; Mon, 2 Mar 2026 10:00:00 +0000"
    made["X-Originating-User"] = "xavier@example.org"
    made["X-Spam-Score"] = "3"
    found = read("a.eml", made.as_bytes())
    assert part(found, "Jo Bloggs").place.within == "From"
    assert part(found, "Über case 5").unseen is None
    for words in ("Blind Bea", "rita@example.org", "xavier@example.org"):
        assert part(found, words).unseen is Unseen.MAIL_HEADER
    assert "3" not in texts(found)


def test_the_two_versions_of_a_body_are_read_once_where_they_say_the_same() -> None:
    found = read(
        "a.eml", message("Dear Ann\n\nThank you.", "<p>Dear <b>Ann</b></p><p>Thank you.</p>").as_bytes()
    )
    assert part(found, "Dear Ann").place.within == "body"
    assert not any(one.unseen for one in found.parts)


def test_a_plain_version_that_says_something_else_is_another_version() -> None:
    found = read("a.eml", message("About Mr Other\n\nThank you.", "<p>Thank you.</p>").as_bytes())
    assert part(found, "Mr Other").unseen is Unseen.OTHER_VERSION
    assert part(found, "Thank you.").unseen is None


def test_links_and_pictures_that_a_program_wrote_into_the_plain_version_are_not_another_version() -> None:
    plain = "Thank you<https://example.org/leaflet?x=5>. [cid:image001.png@01]\n\njo@example.org<mailto:jo@example.org>"
    html = '<p>Thank <a href="https://example.org/leaflet?x=5">you</a>. <img src="cid:image001.png@01"></p><p>jo@example.org</p>'
    found = read("a.eml", message(plain, html).as_bytes())
    assert not any(one.unseen is Unseen.OTHER_VERSION for one in found.parts)


def test_what_a_web_page_hides_is_hidden() -> None:
    html = (
        "<style>.quiet { display: none }</style><p>Seen Sam</p><p style='display:none'>None Nell</p>"
        "<div class='quiet'>Classy Clara</div><span style='color:#ffffff'>White Wendy</span>"
        "<div style='background:#003366'><span style='color:#ffffff'>Banner Ben</span></div>"
        "<img alt='Photo of Alma'><!-- Comment about Col --><a href='mailto:link@example.org'>write</a>"
    )
    found = read("a.eml", message("Seen Sam Banner Ben write", html).as_bytes())
    for words in (
        "None Nell",
        "Classy Clara",
        "White Wendy",
        "Photo of Alma",
        "Comment about Col",
        "link@example.org",
    ):
        assert part(found, words).unseen is Unseen.HIDDEN_TEXT
    assert part(found, "Seen Sam").unseen is None
    assert part(found, "Banner Ben").unseen is None


def test_attachments_are_read_by_their_kind_and_those_that_cannot_are_named() -> None:
    made = message()
    made.add_attachment(
        saved(workbook_of(STAFF)), maintype="application", subtype="octet-stream", filename="staff.xlsx"
    )
    made.add_attachment(b"\x00\x01", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    made.add_attachment(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
                        maintype="application", subtype="msword", filename="old.doc")  # fmt: skip
    made.add_attachment(message("Inner Ina"))
    found = read("a.eml", made.as_bytes())
    assert part(found, "Bo Ek").place.in_words() == "attachment staff.xlsx, sheet Sheet, cell A3"
    assert part(found, "Bo Ek").unseen is None
    assert part(found, "Inner Ina").place.file.endswith(".eml")
    assert any("winmail.dat" in remark for remark in found.remarks)
    assert any(remark.startswith("In old.doc: this is an old Word file") for remark in found.remarks)


def test_a_body_in_another_encoding_is_read() -> None:
    raw = b"From: a@example.org\r\nSubject: x\r\nContent-Type: text/plain; charset=windows-1252\r\n\r\nZo\xeb owes \x803\r\n"
    assert part(read("a.eml", raw), "Zoë owes €3").unseen is None
