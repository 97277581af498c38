"""One of something for each event loop: connections and locks belong to the loop that they were made in,
and the durable engine may run work in a loop of its own beside the web server's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

T = TypeVar("T")


class PerLoop(Generic[T]):
    """`make` is called when a loop asks for the first time. Entries of a loop that is gone go with it."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: WeakKeyDictionary[asyncio.AbstractEventLoop, T] = WeakKeyDictionary()

    def here(self) -> T:
        """The one of the running loop."""
        loop = asyncio.get_running_loop()
        found = self._made.get(loop)
        if found is None:
            found = self._made[loop] = self._make()
        return found

    def take_here(self) -> T | None:
        """Take out the one of the running loop, to be closed by the caller; None where none was made."""
        return self._made.pop(asyncio.get_running_loop(), None)
