"""What all tests share: what this machine has, and databases to try things on.

In CI (`ASKIG_REQUIRE_ALL=1`) everything has to be there; elsewhere a test says what it misses and is skipped.
"""

from __future__ import annotations

import gc
import os
import random
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import empty_postgres, new_postgres, sqlite_in
from tests.sharing import pytest_collection_modifyitems as pytest_collection_modifyitems
from tests.sharing import pytest_xdist_make_scheduler as pytest_xdist_make_scheduler

FIRST_PORT = 12_000
PORTS_OF_A_WORKER = 1_000
WORKERS_WITH_PORTS = 16
"""Each process that shares the tests has ports of its own, below those that a connection may take from its own end."""


@pytest.fixture(scope="module", autouse=True)
def _kept_from_the_collector() -> None:
    """What earlier modules loaded stays: looked through again and again, it would double the time of the later ones."""
    gc.collect()
    gc.freeze()


def missing(what: str) -> None:
    """Skip the test for want of something, or fail where everything has to be there."""
    if os.environ.get("ASKIG_REQUIRE_ALL") == "1":
        pytest.fail(f"{what} is missing, and here every test has to run")
    pytest.skip(f"{what} is missing on this machine")


def free_port() -> int:
    """A loopback port that nobody listens on: not of those that the system gives to whoever asks for any."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = FIRST_PORT + worker % WORKERS_WITH_PORTS * PORTS_OF_A_WORKER
    for port in random.sample(range(first, first + PORTS_OF_A_WORKER), PORTS_OF_A_WORKER):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError(f"no port is free from {first} on")


def _postgres_programs() -> Path | None:
    """The folder of PostgreSQL's server programs: Debian keeps them off the path, by version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL prefix of a PostgreSQL server that this test run started for itself."""
    programs = _postgres_programs()
    if programs is None:
        missing("PostgreSQL")
        return
    folder = Path(tempfile.mkdtemp(prefix="askig-postgres-"))
    port = free_port()
    # PostgreSQL refuses to run as root, so root runs it as the user that Debian's package made.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"

    def run(*command: str) -> None:
        subprocess.run([*as_user, *command], check=True, capture_output=True, cwd="/")

    run(str(programs / "initdb"), "-D", str(data), "-U", "askig", "--auth=trust", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    run(str(programs / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start")
    try:
        yield f"postgresql://askig@127.0.0.1:{port}"
    finally:
        run(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind, with the program's tables and nothing in them."""
    if request.param == "sqlite":
        return sqlite_in(tmp_path)
    return new_postgres(request.getfixturevalue("postgres"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind in which there is nothing."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'askig.db'}"
    return empty_postgres(request.getfixturevalue("postgres"))


@pytest.fixture
def postgres_url(postgres: str) -> str:
    """The same of PostgreSQL alone, for what only replicas can show."""
    return new_postgres(postgres)
