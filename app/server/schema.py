"""Brings a database to the tables this program knows, and makes the server's own role."""

from typing import Any

import psycopg
from psycopg import sql

from app.server.migrations import STEPS

ROLE = "satchel_server"
"""The role the server works as: not the owner, no superuser, bound by row-level security."""

_LOCK = 7_223_372_036_854_001
"""Advisory lock that lets one of several starting servers migrate."""


class TooNew(Exception):
    """The database was made by a newer program than this one."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"schema {found} is newer than {known}")
        self.found = found
        self.known = known


def migrate(owner: str) -> None:
    """Run the steps that the database at `owner` lacks, as the role of that address.

    Raises:
        TooNew: a newer program was here before.
        psycopg.Error: the role may not make tables, or there is no such database.
    """
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s)", [_LOCK])
        _make_role(connection)
        connection.execute(
            "create table if not exists schema_steps ("
            "number integer primary key, name text not null, at timestamptz not null default now())"
        )
        connection.execute(
            sql.SQL("grant select on schema_steps to {}").format(sql.Identifier(ROLE))
        )
        row = connection.execute("select coalesce(max(number), 0) from schema_steps").fetchone()
        done = int(row[0]) if row else 0
        if done > STEPS[-1].number:
            raise TooNew(done, STEPS[-1].number)
        for step in STEPS[done:]:
            with connection.transaction():
                statements = step.sql.replace(":server", ROLE)
                connection.execute(statements.encode())
                connection.execute(
                    "insert into schema_steps (number, name) values (%s, %s)",
                    [step.number, step.name],
                )


def _make_role(connection: psycopg.Connection[Any]) -> None:
    there = connection.execute("select 1 from pg_roles where rolname = %s", [ROLE]).fetchone()
    role = sql.Identifier(ROLE)
    if not there:
        connection.execute(sql.SQL("create role {} nologin").format(role))
    member = connection.execute("select pg_has_role(%s, 'member')", [ROLE]).fetchone()
    if not (member and member[0]):
        connection.execute(sql.SQL("grant {} to current_user").format(role))
