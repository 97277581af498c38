"""A link is a key: nobody makes one but us, none outlives its time, and none can be read for anything else."""

from __future__ import annotations

import hashlib
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from bot.links import (
    LASTS,
    CheckLink,
    CheckLinks,
    LetterLink,
    LetterLinks,
    LinkExpired,
    LinkForged,
    Purpose,
    SignedLinks,
    UploadLink,
    kept_secret,
)
from cases.letters import LetterKind
from tests.program import Clock

SECRET = b"0123456789abcdef0123456789abcdef"
START = datetime(2026, 6, 17, 9, tzinfo=UTC)
PERSON = "00000000-0000-4000-8000-000000000001"


def signed(secret: bytes = SECRET, clock: Clock | None = None) -> SignedLinks:
    return SignedLinks(secret, "https://askig.example/", clock or Clock(START))


def links(secret: bytes = SECRET, clock: Clock | None = None) -> LetterLinks:
    return LetterLinks(signed(secret, clock))


def token(secret: bytes = SECRET) -> str:
    return links(secret)("FOI-2026-0117", LetterKind.REFUSAL, PERSON).rsplit("/", 1)[-1]


def test_a_link_says_what_it_is_for() -> None:
    address = links()("FOI-2026-0117", LetterKind.REFUSAL, PERSON)
    assert address == f"https://askig.example/letters/{token()}"
    assert links().read(token()) == LetterLink("FOI-2026-0117", LetterKind.REFUSAL, PERSON)


def test_a_link_ends() -> None:
    clock = Clock(START)
    made = token()
    clock.at = START + LASTS - timedelta(seconds=1)
    assert links(clock=clock).read(made).reference == "FOI-2026-0117"
    clock.at = START + LASTS
    with pytest.raises(LinkExpired):
        links(clock=clock).read(made)


def test_a_link_of_another_secret_is_forged_and_its_time_does_not_matter() -> None:
    with pytest.raises(LinkForged):
        links().read(token(b"another secret, just as long as ours is"))


@given(st.integers(0, len(token()) - 1), st.characters(codec="ascii"))
def test_no_character_of_a_link_can_be_changed(place: int, character: str) -> None:
    made = token()
    changed = made[:place] + character + made[place + 1 :]
    try:
        said = links().read(changed)
    except LinkForged:
        return
    # Base64 has spare bits in its last character: what is read is then the same.
    assert said == links().read(made)


@given(st.text(max_size=200))
def test_nonsense_is_forged(text: str) -> None:
    with pytest.raises(LinkForged):
        links().read(text)


@pytest.mark.parametrize(
    "said",
    [
        ["FOI-2026-0117", "refusal", PERSON],
        ["FOI-2026-0117", "nonsense", PERSON, 9_999_999_999],
        ["../../etc", "refusal", PERSON, 9_999_999_999],
        [1, 2, 3, 4],
        {"reference": "FOI-2026-0117"},
        None,
    ],
)
def test_what_we_signed_in_another_form_is_no_link(said: object) -> None:
    signer = URLSafeSerializer(
        SECRET, "askig.letter", signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256}
    )
    with pytest.raises(LinkForged):
        links().read(str(signer.dumps(said)))


def test_what_was_signed_for_another_purpose_is_no_link() -> None:
    other = URLSafeSerializer(SECRET, "askig.something-else")
    with pytest.raises(LinkForged):
        links().read(str(other.dumps(["FOI-2026-0117", "refusal", PERSON, 9_999_999_999])))


def test_the_links_of_a_check_say_what_they_are_for() -> None:
    made = CheckLinks(signed())
    upload = made.upload(PERSON, None)
    assert upload.startswith("https://askig.example/documents/send/")
    assert made.read_upload(upload.rsplit("/", 1)[-1]) == UploadLink(PERSON, None)
    for_case = made.upload(PERSON, "FOI-2026-0117").rsplit("/", 1)[-1]
    assert made.read_upload(for_case) == UploadLink(PERSON, "FOI-2026-0117")
    report, table = made.report("c1", PERSON), made.table("c1", PERSON)
    assert report.startswith("https://askig.example/documents/report/")
    assert made.read_check(Purpose.REPORT, report.rsplit("/", 1)[-1]) == CheckLink("c1", PERSON)
    assert made.read_check(Purpose.TABLE, table.rsplit("/", 1)[-1]) == CheckLink("c1", PERSON)


def test_a_link_opens_nothing_but_what_it_was_made_for() -> None:
    made = CheckLinks(signed())
    tokens = {
        Purpose.LETTER: token(),
        Purpose.UPLOAD: made.upload(PERSON, None).rsplit("/", 1)[-1],
        Purpose.REPORT: made.report("c1", PERSON).rsplit("/", 1)[-1],
        Purpose.TABLE: made.table("c1", PERSON).rsplit("/", 1)[-1],
    }
    for made_for, one in tokens.items():
        for purpose in Purpose:
            if purpose is made_for:
                assert signed().read(purpose, one).person_id == PERSON
            else:
                with pytest.raises(LinkForged):
                    signed().read(purpose, one)


@pytest.mark.parametrize("about", [(), ("c1", "c2"), ("../etc",), ("FOI-2026-117",)])
def test_an_upload_link_that_says_something_else_is_none(about: tuple[str, ...]) -> None:
    odd = signed().make(Purpose.UPLOAD, about, PERSON).rsplit("/", 1)[-1]
    with pytest.raises(LinkForged):
        CheckLinks(signed()).read_upload(odd)


def test_a_kept_secret_is_made_once_and_is_nobody_elses_to_read(tmp_path: Path) -> None:
    database = tmp_path / "var" / "askig.db"
    with ThreadPoolExecutor(8) as threads:
        secrets = set(threads.map(lambda _: kept_secret(database), range(32)))
    assert len(secrets) == 1
    assert len(secrets.pop()) >= 32
    assert [file.name for file in database.parent.iterdir()] == ["askig-links.key"]
    assert stat.S_IMODE((database.parent / "askig-links.key").stat().st_mode) == 0o600
    (database.parent / "askig-links.key").write_bytes(b"")
    with pytest.raises(ValueError, match="Remove the file"):
        kept_secret(database)
