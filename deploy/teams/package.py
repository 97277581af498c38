"""Make the Teams app package that an administrator uploads: the manifest with your ids, and the icons.

    ASKIG_APP_ID=… python3 deploy/teams/package.py --council "Westmere Council" --website https://westmere.example

The app id is the bot's application (client) id: from `--app-id`, else from the environment as the bot itself
reads it. Standard library only.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import uuid
import zipfile
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
FILES = ("color.png", "outline.png")
A_MOMENT = (2026, 1, 1, 0, 0, 0)
"""The date of every file inside, so that the same settings give the same package, byte for byte."""


class PackageError(Exception):
    """What is wrong with what was given, as a sentence that says what to do."""


def main(arguments: list[str]) -> int:
    """Write the package and say where it is."""
    options = _options(arguments)
    try:
        manifest = filled_in(options.app_id, options.council, options.website, options.privacy, options.terms)
        if options.no_read_receipts:
            manifest = without_read_receipts(manifest)
    except PackageError as problem:
        print(problem, file=sys.stderr)
        return 1
    options.output.parent.mkdir(parents=True, exist_ok=True)
    write(options.output, manifest)
    print(f"{options.output} is ready. Upload it in the Teams admin centre: Teams apps, Manage apps, Upload.")
    return 0


def filled_in(
    app_id: str, council: str, website: str, privacy: str | None, terms: str | None
) -> dict[str, Any]:
    """The manifest with the council's own ids, name and addresses.

    Raises:
        PackageError: the app id is not a GUID, the name is too long for Teams, or an address is not https.
    """
    try:
        guid = str(uuid.UUID(app_id))
    except ValueError:
        raise PackageError(
            "The app id must be the bot's application (client) id, such as "
            "1d4f7c92-6a08-4e3b-b5d1-0c9a47e283f1. Set ASKIG_APP_ID, or give it with --app-id."
        ) from None
    if not 1 <= len(council) <= 32:
        raise PackageError("Teams shows at most 32 characters of the council's name. Give a shorter one.")
    addresses = {"websiteUrl": website, "privacyUrl": privacy or website, "termsOfUseUrl": terms or website}
    for address in addresses.values():
        if not address.startswith("https://"):
            raise PackageError(f"{address} must begin with https://. Give the whole address.")
    manifest: dict[str, Any] = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    manifest["id"] = guid
    manifest["bots"][0]["botId"] = guid
    manifest["composeExtensions"][0]["botId"] = guid
    manifest["webApplicationInfo"]["id"] = guid
    manifest["developer"] = {"name": council, **addresses}
    return manifest


def without_read_receipts(manifest: dict[str, Any]) -> dict[str, Any]:
    """The manifest without the permission to be told what people have read, and what Teams asks for with it."""
    return {
        name: value for name, value in manifest.items() if name not in ("authorization", "webApplicationInfo")
    }


def write(output: Path, manifest: dict[str, Any]) -> None:
    """Write the zip file that Teams takes: the manifest and the icons, without folders."""
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
        package.writestr(zipfile.ZipInfo("manifest.json", A_MOMENT), text)
        for name in FILES:
            package.writestr(zipfile.ZipInfo(name, A_MOMENT), (FOLDER / name).read_bytes())


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Make the Teams app package of Ask IG.")
    parser.add_argument(
        "--app-id", default=os.environ.get("ASKIG_APP_ID", ""), help="the bot's application id"
    )
    parser.add_argument("--council", required=True, help="your council's name, at most 32 characters")
    parser.add_argument("--website", required=True, help="where people find help: an https address")
    parser.add_argument("--privacy", help="your privacy notice; the website where not given")
    parser.add_argument("--terms", help="your terms of use; the website where not given")
    parser.add_argument(
        "--no-read-receipts", action="store_true", help="don't ask Teams to say who has read a message"
    )
    parser.add_argument("--output", type=Path, default=Path("var/askig-teams.zip"))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
