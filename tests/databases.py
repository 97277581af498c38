"""Databases to try things on, with the program's tables in them.

The tables are made by the migrations once, and every database is a copy: to migrate each anew would take longer than
most of what is tried on them. How the migrations themselves fare on an empty database is for
`tests/integrations/database/test_migrations.py`, and the journeys begin with none at all.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql

from integrations.database.engine import migrate

_TEMPLATE = "askig_template"


def sqlite_in(folder: Path) -> str:
    """The URL of the folder's database, which is made unless there is one."""
    file = folder / "askig.db"
    if not file.exists():
        file.write_bytes(_sqlite_with_tables())
    return f"sqlite:///{file}"


@cache
def _sqlite_with_tables() -> bytes:
    with TemporaryDirectory(prefix="askig-database-") as folder:
        file = Path(folder) / "askig.db"
        migrate(f"sqlite:///{file}")
        return file.read_bytes()


def new_postgres(server: str) -> str:
    """The URL of a new database on this server."""
    _make_template(server)
    return _created(server, f"askig_{os.urandom(6).hex()}", _TEMPLATE)


def empty_postgres(server: str) -> str:
    """The URL of a new database on this server in which there is nothing."""
    return _created(server, f"askig_{os.urandom(6).hex()}", "template1")


@cache
def _make_template(server: str) -> None:
    migrate(_created(server, _TEMPLATE, "template1"))


def _created(server: str, name: str, template: str) -> str:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(made.format(sql.Identifier(name), sql.Identifier(template)))
    return f"{server}/{name}"
