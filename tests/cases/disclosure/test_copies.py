"""What a chat may show of a value, and the sealed copy of what was read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.disclosure import Hit
from cases.disclosure.copies import opened_document, opened_masks, sealed_copy
from cases.disclosure.masking import masked
from cases.documents import Document, Part, Place, Unseen
from integrations.documents.sealing import CopySeal

NOW = datetime(2026, 6, 17, 9, tzinfo=UTC)
SECRET = b"0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Jane Tyler", "J… T…"),
        ("O'Brien", "O…"),
        ("QQ123456C", "QQ…6C"),
        ("QQ 12 34 56 C", "QQ…6C"),
        ("943 476 5919", "94…19"),
        ("jane@example.org", "ja…rg"),
        ("4A", "…"),
        ("LS6", "L…6"),
        ("off sick with severe depression since May", "o… s… w… s… …"),
        ("", "…"),
        (" ", "…"),
    ],
)
def test_a_value_is_shown_by_its_ends(value: str, shown: str) -> None:
    assert masked(value) == shown


@given(st.text(min_size=4, max_size=60))
def test_most_of_a_value_is_never_shown(value: str) -> None:
    shown = masked(value).replace("…", "").replace(" ", "")
    assert len(shown) <= max(1, len("".join(value.split())) // 2) + (1 if value.isalpha() else 4)
    assert "…" in masked(value)


def document(text: str = "Dear Jane Tyler") -> Document:
    place = Place("a.zip > b.docx", 3, "Staff", "B7", 12, "header")
    return Document(
        "a.docx", "Word", (Part(text, place, 0, "Name", Unseen.COMMENT), Part("x", Place(), 1)), ("A",)
    )


def hits() -> tuple[Hit, ...]:
    return (Hit(1, "PERSON", "sure", 1.0, "why", Place(), 0, 5, 15),)


@given(st.text(min_size=1))
def test_a_copy_is_opened_as_it_was_closed(text: str) -> None:
    seal = CopySeal(SECRET)
    made = document(text)
    assert opened_document(seal, "c1", sealed_copy(seal, "c1", made, ()).document) == made


def test_a_copy_holds_no_word_that_can_be_read() -> None:
    copy = sealed_copy(CopySeal(SECRET), "c1", document(), hits())
    for word in (b"Jane", b"Tyler", b"Staff", b"a.docx"):
        assert word not in copy.document + copy.masks
    assert copy.document != sealed_copy(CopySeal(SECRET), "c1", document(), hits()).document


def test_a_copy_opens_with_its_key_for_its_check_and_unchanged_alone() -> None:
    seal = CopySeal(SECRET)
    copy = sealed_copy(seal, "c1", document(), hits())
    assert opened_masks(seal, "c1", copy.masks) == {1: "J… T…"}
    other = CopySeal(b"another secret, just as long as ours is")
    changed = copy.document[:-1] + bytes([copy.document[-1] ^ 1])
    for which, check_id, sealed in (
        (other, "c1", copy.document),
        (seal, "c2", copy.document),
        (seal, "c1", copy.masks),
        (seal, "c1", changed),
        (seal, "c1", b""),
        (seal, "c1", b"short"),
    ):
        assert opened_document(which, check_id, sealed) is None
        if sealed is not copy.masks:
            assert opened_masks(which, check_id, sealed) == {}
