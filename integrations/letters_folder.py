"""A council's own letter templates, from a folder."""

from __future__ import annotations

from pathlib import Path

from cases.letters import Letters, LettersWrong, load_letters


def read_letters(folder: Path | None) -> Letters:
    """The letters, with the files in the folder in the place of those of the same name. Only `.txt` files are read.

    Raises `LettersWrong` with a sentence for each mistake.
    """
    if folder is None:
        return load_letters()
    texts: dict[str, str] = {}
    unread: list[str] = []
    for file in sorted(folder.glob("*.txt")):
        try:
            texts[file.name] = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
            unread.append(f"{file.name} can't be read: {reason}.")
    if unread:
        raise LettersWrong(unread)
    return load_letters(texts)
