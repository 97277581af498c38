"""Indexes that are kept in a folder, so that the next start is quick."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from nlp.policies.index import PassageIndex, load_index, save_index
from nlp.policies.vectors import Encoder

KEPT: Final = 8
"""Indexes that are kept; the one that was used longest ago goes first."""


def kept_as(content: str, encoder: Encoder | None) -> str:
    """The key of an index over that content: another where it has an encoder's vectors."""
    return content if encoder is None else f"{content}-{encoder.form}"


class IndexStore:
    """A folder of indexes, each named after the content that it was made from."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def index(self, key: str, build: Callable[[], PassageIndex]) -> PassageIndex:
        """The index of that key, made with `build` where there is none that can be used.

        A folder that can't be written to costs the time to make it again, nothing else.
        """
        kept = self._folder / key
        try:
            index = load_index(kept)
            kept.touch()
        except (OSError, ValueError, KeyError, TypeError):
            index = build()
            # Another process may be first, or the disk full.
            with contextlib.suppress(OSError):
                self._keep(key, index)
        return index

    def _keep(self, key: str, index: PassageIndex) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        written = Path(tempfile.mkdtemp(prefix=".new-", dir=self._folder))
        try:
            save_index(index, written)
            shutil.rmtree(self._folder / key, ignore_errors=True)
            written.rename(self._folder / key)
        finally:
            shutil.rmtree(written, ignore_errors=True)
        folders = [one for one in self._folder.iterdir() if one.is_dir() and not one.name.startswith(".")]
        for old in sorted(folders, key=lambda one: one.stat().st_mtime, reverse=True)[KEPT:]:
            shutil.rmtree(old, ignore_errors=True)
