"""The servers that are measured, each in a process of its own, and what they use of the processor."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from tests.conftest import _postgres_programs, free_port

_ROOT = Path(__file__).resolve().parents[2]
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A bot that listens."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path

    def cpu_seconds(self) -> float:
        """Processor time of the process and all its threads until now, in seconds."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        if stat.exists():
            user, system = stat.read_text().rpartition(")")[2].split()[11:13]
            return (int(user) + int(system)) / _TICKS
        shown = subprocess.run(
            ["ps", "-o", "time=", "-p", str(self.process.pid)], capture_output=True, check=True, text=True
        ).stdout.strip()
        seconds = 0.0
        for part in shown.replace("-", ":").split(":"):
            seconds = seconds * 60 + float(part)
        return seconds


@contextmanager
def echo_bot(folder: Path) -> Iterator[Server]:
    """Microsoft's echo sample."""
    port = free_port()
    with _process(folder / "echo.log", port, ["-m", "tests.benchmarks.echo_bot", str(port)], {}) as server:
        yield server


@contextmanager
def ask_ig(
    folder: Path, name: str, database_url: str, people_file: Path, **set_too: object
) -> Iterator[Server]:
    """Ask IG as `askig serve` runs it in development, with further settings."""
    port = free_port()
    no_settings = folder / "no-settings.toml"
    no_settings.touch()
    settings = {
        "ASKIG_DEVELOPMENT": "true",
        "ASKIG_PORT": str(port),
        "ASKIG_DATABASE_URL": database_url,
        "ASKIG_PEOPLE_FILE": str(people_file),
        "ASKIG_SETTINGS": str(no_settings),
        **{f"ASKIG_{setting.upper()}": str(value) for setting, value in set_too.items()},
    }
    program = ["-c", "import sys; from bot.command_line import main; sys.exit(main())", "serve"]
    with _process(folder / f"{name}.log", port, program, settings) as server:
        yield server


@contextmanager
def _process(log: Path, port: int, arguments: list[str], settings: Mapping[str, str]) -> Iterator[Server]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ASKIG_")}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=_ROOT, env={**kept, **settings}, stdout=output, stderr=output
        )
    try:
        yield Server(process, f"http://127.0.0.1:{port}/api/messages", log)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


async def listening(server: Server, session: aiohttp.ClientSession) -> None:
    """Wait until the server answers. Raises `RuntimeError` with its output if it ends instead."""
    async with asyncio.timeout(90):
        while True:
            if server.process.poll() is not None:
                raise RuntimeError(f"the server did not start:\n{server.log.read_text()[-2000:]}")
            try:
                async with session.get(server.url.replace("/api/messages", "/readyz")) as answer:
                    if answer.status in (200, 404):  # the echo sample has no such page, and needs none
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.1)


@contextmanager
def postgres() -> Iterator[str | None]:
    """The URL of an empty database on a server of our own with its ordinary durability; None without PostgreSQL."""
    programs = _postgres_programs()
    if programs is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="askig-bench-postgres-"))
    port = free_port()
    # PostgreSQL refuses to run as root, so root runs it as the user that Debian's package made.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres", "postgres")
    data = str(folder / "data")

    def run(program: str, *arguments: str) -> None:
        command = [*as_user, str(programs / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd="/")

    run("initdb", "-D", data, "-U", "askig", "--auth=trust", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    try:
        run("pg_ctl", "-D", data, "-w", "-o", options, "-l", str(folder / "log"), "start")
        run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "askig", "bench")
        yield f"postgresql://askig@127.0.0.1:{port}/bench"
    finally:
        subprocess.run(
            [*as_user, str(programs / "pg_ctl"), "-D", data, "-m", "fast", "stop"],
            check=False,
            capture_output=True,
            cwd="/",
        )
        shutil.rmtree(folder, ignore_errors=True)
