"""The Teams app package is one that Teams takes, and its manifest keeps Microsoft's schema."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

ROOT = Path(__file__).resolve().parents[2]
TEAMS = ROOT / "deploy" / "teams"
SCHEMAS = ROOT / "deploy/client/node_modules/@microsoft/app-manifest/build/json-schemas/teams"
APP_ID = "1d4f7c92-6a08-4e3b-b5d1-0c9a47e283f1"
GIVEN = ["--council", "Westmere Council", "--website", "https://westmere.example/ig"]


def manifest() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((TEAMS / "manifest.json").read_text(encoding="utf-8"))
    return content


def validator(version: str) -> Draft4Validator:
    """Microsoft's schema for this manifest version, from the npm package that carries them."""
    if not SCHEMAS.exists():
        message = "Microsoft's manifest schemas are not installed (python3 askig.py test installs them)"
        if os.environ.get("ASKIG_REQUIRE_ALL") == "1":
            pytest.fail(message)
        pytest.skip(message)
    schema = json.loads(
        (SCHEMAS / f"v{version}" / "MicrosoftTeams.schema.json").read_text(encoding="utf-8-sig")
    )
    return Draft4Validator(schema)


def package(tmp_path: Path, *options: str, app_id: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "ASKIG_APP_ID"}
    if app_id is not None:
        environment["ASKIG_APP_ID"] = app_id
    return subprocess.run(
        [sys.executable, str(TEAMS / "package.py"), "--output", str(tmp_path / "new" / "app.zip"), *options],
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
        check=False,
    )


def picture(content: bytes) -> tuple[int, int, list[tuple[int, int, int, int]]]:
    """Width, height and pixels of a PNG with transparency, as our own script writes it."""
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    place, body, width, height = 8, b"", 0, 0
    while place < len(content):
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        data = content[place + 8 : place + 8 + length]
        (checksum,) = struct.unpack(">I", content[place + 8 + length : place + 12 + length])
        assert checksum == zlib.crc32(kind + data)
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", data[:10])
            assert (depth, colour) == (8, 6)
        elif kind == b"IDAT":
            body += data
        place += 12 + length
    raw = zlib.decompress(body)
    line = 1 + 4 * width
    rows = [raw[row * line + 1 : (row + 1) * line] for row in range(height)]
    return width, height, [tuple(row[at : at + 4]) for row in rows for at in range(0, 4 * width, 4)]  # type: ignore[misc]


def test_the_manifest_keeps_microsofts_schema() -> None:
    errors = list(validator(manifest()["manifestVersion"]).iter_errors(manifest()))
    assert [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in errors] == []


def test_the_schema_would_notice_a_mistake() -> None:
    wrong = manifest()
    wrong["composeExtensions"][0]["commands"][0]["title"] = "T" * 33
    wrong["bots"][0]["scopes"] = ["everywhere"]
    assert len(list(validator(wrong["manifestVersion"]).iter_errors(wrong))) == 2


def test_people_can_use_it_alone_in_a_group_and_in_a_team() -> None:
    assert set(manifest()["bots"][0]["scopes"]) == {"personal", "team", "groupChat"}


def test_a_message_can_be_passed_on() -> None:
    (command,) = manifest()["composeExtensions"][0]["commands"]
    assert command["type"] == "action"
    assert command["context"] == ["message"]
    assert command["title"] == "Report or pass on to Ask IG"


def test_the_package_holds_the_councils_own_ids(tmp_path: Path) -> None:
    done = package(tmp_path, *GIVEN, "--privacy", "https://westmere.example/privacy", app_id=APP_ID)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "new" / "app.zip") as made:
        assert sorted(made.namelist()) == ["color.png", "manifest.json", "outline.png"]
        inside = json.loads(made.read("manifest.json"))
    assert inside["id"] == inside["bots"][0]["botId"] == inside["composeExtensions"][0]["botId"] == APP_ID
    assert inside["webApplicationInfo"]["id"] == APP_ID
    assert inside["developer"] == {
        "name": "Westmere Council",
        "websiteUrl": "https://westmere.example/ig",
        "privacyUrl": "https://westmere.example/privacy",
        "termsOfUseUrl": "https://westmere.example/ig",
    }
    assert not list(validator(inside["manifestVersion"]).iter_errors(inside))


def test_it_asks_for_read_receipts_unless_the_council_does_not_want_them(tmp_path: Path) -> None:
    asked = manifest()["authorization"]["permissions"]["resourceSpecific"]
    assert asked == [{"name": "ChatMessageReadReceipt.Read.Chat", "type": "Application"}]
    done = package(tmp_path, *GIVEN, "--no-read-receipts", app_id=APP_ID)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "new" / "app.zip") as made:
        inside = json.loads(made.read("manifest.json"))
    assert not {"authorization", "webApplicationInfo"} & inside.keys()
    assert not list(validator(inside["manifestVersion"]).iter_errors(inside))


def test_the_same_settings_make_the_same_package(tmp_path: Path) -> None:
    package(tmp_path, *GIVEN, "--app-id", APP_ID)
    first = (tmp_path / "new" / "app.zip").read_bytes()
    package(tmp_path, *GIVEN, app_id=APP_ID)
    assert (tmp_path / "new" / "app.zip").read_bytes() == first


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (GIVEN, "Set ASKIG_APP_ID, or give it with --app-id."),
        ([*GIVEN, "--app-id", "askig"], "The app id must be the bot's application (client) id"),
        (["--app-id", APP_ID, "--council", "C" * 33, *GIVEN[2:]], "at most 32 characters"),
        (["--app-id", APP_ID, *GIVEN[:3], "http://westmere.example"], "must begin with https://"),
    ],
)
def test_what_is_wrong_gets_a_sentence_and_no_package(
    tmp_path: Path, options: list[str], sentence: str
) -> None:
    done = package(tmp_path, *options)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert not (tmp_path / "new").exists()


def test_the_colour_icon_fills_its_square() -> None:
    width, height, pixels = picture((TEAMS / "color.png").read_bytes())
    assert (width, height) == (192, 192)
    assert {pixel[3] for pixel in pixels} == {255}
    accent = tuple(bytes.fromhex(manifest()["accentColor"].removeprefix("#")))
    assert pixels[0][:3] == accent


def test_the_outline_icon_is_white_on_nothing() -> None:
    width, height, pixels = picture((TEAMS / "outline.png").read_bytes())
    assert (width, height) == (32, 32)
    assert {pixel[:3] for pixel in pixels} == {(255, 255, 255)}
    assert {0, 255} <= {pixel[3] for pixel in pixels}
