"""Reads documents in a process of their own, for so long and no longer."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from cases.documents import Document, DocumentRefused
from integrations.documents.reading.as_json import read_back
from integrations.documents.reading.kinds import ENDINGS, cannot_read, kind_of
from integrations.documents.reading.limits import Limits
from integrations.documents.reading.sentences import DAMAGED, NOT_STARTED, TOO_SLOW, too_large

_PROGRAMS: Final = Path(__file__).resolve().parents[3]
_START: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from integrations.documents.reading.apart import main; main()"
)
_KEPT: Final = ("SYSTEMROOT", "WINDIR", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ")
"""What a Python of its own needs of the environment. Settings and secrets stay behind."""
_CHUNK: Final = 1024 * 1024
_BYTES_OF_A_CHARACTER: Final = 6
"""At most: JSON writes what is not ASCII as \\uXXXX."""
_BYTES_OF_A_PART: Final = 400
_AT_ONCE: Final = 2


class BoundedReader:
    """A `DocumentReader`. Each document is read by a process that ends with it, and is ended when its time is over.

    Hostile bytes meet parsers there: away from the program's memory and secrets, with bounds on memory and time, and
    with no way to start a program, to write a file or to open a connection. At most `at_once` run side by side.
    """

    def __init__(self, limits: Limits | None = None, at_once: int = _AT_ONCE) -> None:
        self._limits = limits or Limits()
        self._at_once = at_once
        self._turns: tuple[asyncio.AbstractEventLoop, asyncio.Semaphore] | None = None

    @property
    def endings(self) -> Sequence[str]:
        """The endings of file names that can be read, with their dot."""
        return ENDINGS

    @property
    def largest(self) -> int:
        """Bytes; a larger file is refused."""
        return self._limits.largest

    def cannot_read(self, name: str) -> str:
        """Why a file of this name is not read and what to do, in sentences; empty where it is."""
        return cannot_read(name)

    async def read(self, name: str, content: bytes) -> Document:
        """The document's parts. Raises `DocumentRefused`. Takes bounded time and memory."""
        if len(content) > self.largest:
            raise too_large(self.largest)
        kind_of(name, content)
        async with self._turn():
            said = await self._read_apart(name, content)
        # A long document takes seconds to decode.
        return await asyncio.to_thread(read_back, name, said, self._limits)

    def _turn(self) -> asyncio.Semaphore:
        loop = asyncio.get_running_loop()
        if self._turns is None or self._turns[0] is not loop:
            self._turns = (loop, asyncio.Semaphore(self._at_once))
        return self._turns[1]

    async def _read_apart(self, name: str, content: bytes) -> bytes:
        header = json.dumps({"name": name, "limits": asdict(self._limits)}).encode() + b"\n"
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, str(_PROGRAMS),
                stdin=PIPE, stdout=PIPE, stderr=asyncio.subprocess.DEVNULL,
                env=_environment(os.environ), start_new_session=True,
            )  # fmt: skip
        except (OSError, ValueError):
            raise DocumentRefused(NOT_STARTED) from None
        try:
            async with asyncio.timeout(self._limits.seconds):
                _, said = await asyncio.gather(
                    _send(process, header, content), _receive(process, _most_bytes(self._limits))
                )
                code = await process.wait()
        except TimeoutError:
            raise DocumentRefused(TOO_SLOW) from None
        finally:
            await _end(process)
        if code != 0 or not said:
            raise DocumentRefused(_of_exit(code))
        return said


def _environment(environment: Mapping[str, str]) -> dict[str, str]:
    kept = {key: value for key, value in environment.items() if key.upper() in _KEPT}
    return kept | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def _most_bytes(limits: Limits) -> int:
    return limits.characters * _BYTES_OF_A_CHARACTER + limits.parts * _BYTES_OF_A_PART


async def _send(process: Process, header: bytes, content: bytes) -> None:
    assert process.stdin is not None
    # A process that ends early says why by other means.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(header)
        for at in range(0, len(content), _CHUNK):
            process.stdin.write(content[at : at + _CHUNK])
            await process.stdin.drain()
        process.stdin.close()
        await process.stdin.wait_closed()


async def _receive(process: Process, most: int) -> bytes:
    assert process.stdout is not None
    said = bytearray()
    while chunk := await process.stdout.read(_CHUNK):
        said += chunk
        if len(said) > most:
            raise DocumentRefused(DAMAGED)
    return bytes(said)


async def _end(process: Process) -> None:
    """End the process and whatever it may have started, also when the caller has given up."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
        await asyncio.shield(process.wait())


def _of_exit(code: int) -> str:
    if sys.platform != "win32" and code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return TOO_SLOW
    return DAMAGED
