"""A lock that threads get in the order in which they ask for it.

`threading.Lock` goes to whoever is quickest, which is the thread that has just given it back: one that takes it again
and again leaves the others waiting until it is done.
"""

import threading
from collections import deque
from types import TracebackType


class Turns:
    """One thread at a time, each in its turn: `with turns: …`. A thread that has it must not ask for it again."""

    def __init__(self) -> None:
        self._looking = threading.Lock()
        self._is_taken = False
        self._waiting: deque[threading.Lock] = deque()

    def __enter__(self) -> None:
        with self._looking:
            if not self._is_taken:
                self._is_taken = True
                return
            called = threading.Lock()
            called.acquire()
            self._waiting.append(called)
        called.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._looking:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False
