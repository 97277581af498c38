"""The process that reads one document, with little memory, no secrets and no way out, and then ends.

It takes the bounds and the name as a line of JSON and then the document's bytes on its standard input, and answers on
its standard output in JSON.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, Final

from cases.documents import DocumentRefused
from integrations.documents.reading.as_json import written, written_refusal
from integrations.documents.reading.limits import Limits
from integrations.documents.reading.read_here import read_here
from integrations.documents.reading.sentences import TOO_MUCH_MEMORY

_FILES: Final = 64
_WAYS_OUT: Final = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.startfile",
    "os.kill", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "shutil.", "ftplib.", "http.", "urllib.", "smtplib.",
    "webbrowser.", "pty.", "winreg.", "syslog.",
)  # fmt: skip
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    """Read what standard input holds and write what it says to standard output."""
    header = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**header["limits"])
    bound_this_process(limits)
    sys.addaudithook(refuse_ways_out)
    try:
        said = _read(header["name"], sys.stdin.buffer.read(limits.largest + 1), limits)
    except MemoryError:
        said = written_refusal(DocumentRefused(TOO_MUCH_MEMORY))
    sys.stdout.buffer.write(said)
    sys.stdout.buffer.flush()
    # What a damaged document left behind in a library is not taken down in order.
    os._exit(0)


def _read(name: str, content: bytes, limits: Limits) -> bytes:
    try:
        return written(read_here(name, content, limits))
    except DocumentRefused as refused:
        return written_refusal(refused)


def bound_this_process(limits: Limits) -> None:
    """What the system lets this process use, where it has such bounds (POSIX)."""
    if sys.platform == "win32":
        return
    import resource

    seconds = int(limits.seconds) + 1
    for bound, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, highest = resource.getrlimit(bound)
        most = most if highest == resource.RLIM_INFINITY else min(most, highest)
        try:
            resource.setrlimit(bound, (most, most))
        except (ValueError, OSError):
            # Some systems (macOS) have no bound on memory by this name; the clock on the wall holds everywhere.
            continue


def refuse_ways_out(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook (PEP 578): nothing is started, fetched or written while a document is read."""
    if event.startswith(_WAYS_OUT):
        raise PermissionError(event)
    if event == "open" and len(arguments) == 3:
        _, mode, flags = arguments
        writes = any(letter in mode for letter in "wax+") if isinstance(mode, str) else False
        if writes or (isinstance(flags, int) and flags & _WRITING):
            raise PermissionError(event)
