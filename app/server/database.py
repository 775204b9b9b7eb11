"""Connections and transactions: who is reading or writing is set in each, never outside."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import IsolationLevel
from psycopg.errors import LockNotAvailable, QueryCanceled
from psycopg_pool import ConnectionPool, PoolTimeout

from app.server.problems import busy
from app.server.schema import ROLE

Connection = psycopg.Connection[tuple[Any, ...]]

PATIENCE = 5.0
"""Seconds to wait for a connection or a lock before answering 503."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What the database says of the account in whose name a transaction runs."""

    role: str | None
    access: int
    epoch: str


class Database:
    """A pool of connections that work as the server's own role."""

    def __init__(self, conninfo: str, size: int = 10) -> None:
        """Connect to `conninfo`; a role that is not the server's own steps down to it."""
        options = (
            f"-c role={ROLE} -c plan_cache_mode=force_custom_plan "
            "-c lock_timeout=5s -c statement_timeout=60s "
            "-c idle_in_transaction_session_timeout=60s"
        )
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            conninfo,
            min_size=1,
            max_size=size,
            timeout=PATIENCE,
            kwargs={"options": options},
            check=ConnectionPool.check_connection,
            open=False,
        )

    def open(self) -> None:
        self._pool.open(wait=True, timeout=30)

    def close(self) -> None:
        self._pool.close()

    @contextmanager
    def door(self) -> Generator[Connection]:
        """Work on cycles, accounts, devices and invitations, before it is known who asks."""
        with self._transaction(IsolationLevel.READ_COMMITTED) as connection:
            connection.execute("select set_config('satchel.duty', 'door', true)")
            yield connection

    @contextmanager
    def writing(self, cycle: str) -> Generator[Connection]:
        """Judge and write changes of one cycle, one transaction at a time.

        The lock is its own first statement: every later one has a snapshot taken under it.
        """
        with self._transaction(IsolationLevel.READ_COMMITTED) as connection:
            connection.execute(
                "select pg_advisory_xact_lock(hashtextextended('satchel:' || %s, 0))", [cycle]
            )
            connection.execute("select set_config('satchel.duty', 'judging', true)")
            yield connection

    @contextmanager
    def storing(self, cycle: str) -> Generator[Connection]:
        """Take in a file."""
        with self._transaction(IsolationLevel.READ_COMMITTED) as connection:
            connection.execute(
                "select set_config('satchel.duty', 'storing', true), "
                "set_config('satchel.cycle', %s, true)",
                [cycle],
            )
            yield connection

    @contextmanager
    def reading(self, cycle: str, account: str | None) -> Generator[tuple[Connection, Entered]]:
        """Read what `account` may read (None: the public), at one moment of the database."""
        with self._transaction(IsolationLevel.REPEATABLE_READ, read_only=True) as connection:
            yield connection, enter(connection, cycle, account or "")

    @contextmanager
    def _transaction(
        self, level: IsolationLevel, *, read_only: bool = False
    ) -> Generator[Connection]:
        try:
            with self._pool.connection() as connection:
                connection.isolation_level = level
                connection.read_only = read_only
                yield connection
        except (PoolTimeout, LockNotAvailable, QueryCanceled, psycopg.OperationalError) as error:
            raise busy() from error


def enter(connection: Connection, cycle: str, account: str) -> Entered:
    """Set the account of this transaction; the database answers its role."""
    row = connection.execute("select role, access, epoch from enter(%s, %s)", [cycle, account])
    role, access, epoch = row.fetchone() or (None, None, None)
    return Entered(role, access or 0, epoch or "")
