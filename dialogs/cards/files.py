"""The files of a case, and which case a file is for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from microsoft_teams.cards import ActionSet, OpenUrlAction

from dialogs import strings
from dialogs.cards import parts
from dialogs.cards.parts import Json

_SHOWN_AT_MOST = 25
_CHECK = "Check it for personal data"


def file_card(name: str, key: str) -> Json:
    """A file that came from somebody who has no case that it could belong to."""
    title = "What would you like to do with this file?"
    return parts.card(
        [parts.heading(title), parts.quoted(name or "A file"), parts.words(strings.WHAT_A_CHECK_DOES)],
        [parts.button(_CHECK, "check_file", {"file": key}, "positive")],
        title,
    )


def which_case_card(
    name: str,
    link: str,
    key: str,
    options: Sequence[tuple[str, str]],
    typed: str,
    problem: str,
    why_unchecked: str,
) -> Json:
    """A file that came: is it to be checked, or attached to a case? Options are (reference, line).

    `key` is under which the file can be fetched for a check, "" where it can't be checked; `why_unchecked` then says
    why, and what to do.
    """
    title = "What would you like to do with this file?" if key else "Which case is this file for?"
    checks = [parts.button(_CHECK, "check_file", {"file": key})] if key else []
    carried = {"name": name, "link": link, **({"file": key} if key else {})}
    choice = [parts.choice_input("case", "One of your cases", options)] if options else []
    return parts.card(
        [
            parts.heading(title),
            parts.quoted(name or "A file"),
            *([parts.problem(problem)] if problem else []),
            *choice,
            parts.text_input(
                "typed", "Or the reference of another case", typed, hint="For example FOI 2026 17"
            ),
            parts.quiet(strings.FILE_KEPT_AS_LINK),
            *([parts.quiet(f"{strings.NOT_TO_BE_CHECKED} {why_unchecked}")] if why_unchecked else []),
        ],
        [parts.button("Attach it to a case" if key else "Attach it", "attach", carried, "positive"), *checks],
        title,
    )


def files_card(reference: str, rows: Sequence[tuple[str, str, str]]) -> Json:
    """The files of a case, the newest last: name, link, and what is known of each."""
    title = f"The files of {reference}"
    body: list[Any] = [parts.heading(title)]
    for name, link, line in rows[-_SHOWN_AT_MOST:]:
        opens = OpenUrlAction(title="Open", url=link)
        body += [parts.quoted(name), parts.quiet(line), ActionSet(actions=[opens], spacing="Small")]
    if not rows:
        body.append(parts.words("There are no files yet."))
    return parts.card(body, [parts.button("Back to the case", "open", {"case": reference})], title)
