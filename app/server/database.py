"""Connections and transactions: who is reading or writing is set in each, never outside."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, LiteralString

import psycopg
from psycopg import IsolationLevel
from psycopg.errors import LockNotAvailable, QueryCanceled
from psycopg_pool import ConnectionPool, PoolTimeout

from app.server.problems import busy
from app.server.schema import ROLE

Connection = psycopg.Connection[tuple[Any, ...]]
Row = tuple[Any, ...] | None

_ENTER = "select role, access, epoch from enter(%s, %s, %s)"

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
            f"-c role={ROLE} "
            "-c lock_timeout=5s -c statement_timeout=60s "
            "-c idle_in_transaction_session_timeout=60s"
        )
        self._size = size
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            conninfo,
            min_size=1,
            max_size=size,
            timeout=PATIENCE,
            kwargs={"options": options},
            open=False,
        )

    def open(self) -> None:
        self._pool.open(wait=True, timeout=30)

    def close(self) -> None:
        self._pool.close()

    @contextmanager
    def door(self) -> Generator[Connection]:
        """Work on cycles, accounts, devices and invitations, before it is known who asks."""
        first = "select set_config('satchel.duty', 'door', true)"
        with self._transaction(IsolationLevel.READ_COMMITTED, first, []) as (connection, _):
            yield connection

    @contextmanager
    def writing(self, cycle: str, account: str) -> Generator[tuple[Connection, Entered]]:
        """Judge and write changes of one cycle, one transaction at a time.

        The lock is its own first statement: every later one has a snapshot taken under it.
        """
        lock = "select pg_advisory_xact_lock(hashtextextended('satchel:' || %s, 0))"
        with self._transaction(IsolationLevel.READ_COMMITTED, lock, [cycle]) as (connection, _):
            yield connection, enter(connection, cycle, account, "judging")

    @contextmanager
    def storing(self, cycle: str) -> Generator[Connection]:
        """Take in a file."""
        first = "select * from enter(%s, '', 'storing')"
        with self._transaction(IsolationLevel.READ_COMMITTED, first, [cycle]) as (connection, _):
            yield connection

    @contextmanager
    def reading(self, cycle: str, account: str | None) -> Generator[tuple[Connection, Entered]]:
        """Read what `account` may read (None: the public), at one moment of the database."""
        level = IsolationLevel.REPEATABLE_READ
        with self._transaction(level, _ENTER, [cycle, account or "", ""], read_only=True) as (
            connection,
            row,
        ):
            yield connection, _entered(row)

    @contextmanager
    def reading_as(self, cycle: str, audience: str) -> Generator[tuple[Connection, Row]]:
        """Read what everybody of `audience` may; the row is title, epoch, newest commit."""
        first = "select title, epoch, last from enter_as(%s, %s)"
        level = IsolationLevel.REPEATABLE_READ
        with self._transaction(level, first, [cycle, audience], read_only=True) as found:
            yield found

    @contextmanager
    def alone(self, cycle: str, work: str) -> Generator[bool]:
        """Say whether no other worker does `work` for this cycle; none begins until we end."""
        first = (
            "select pg_try_advisory_xact_lock(hashtextextended('satchel-' || %s || ':' || %s, 0)), "
            "set_config('idle_in_transaction_session_timeout', '0', true)"
        )
        level = IsolationLevel.READ_COMMITTED
        with self._transaction(level, first, [work, cycle]) as (_, row):
            yield bool(row and row[0])

    @contextmanager
    def _transaction(
        self,
        level: IsolationLevel,
        first: LiteralString,
        parameters: Sequence[Any],
        *,
        read_only: bool = False,
    ) -> Generator[tuple[Connection, Row]]:
        try:
            connection, row = self._begin(level, first, parameters, read_only=read_only)
            try:
                yield connection, row
            except BaseException:
                connection.rollback()
                raise
            else:
                connection.commit()
            finally:
                self._pool.putconn(connection)
        except (PoolTimeout, LockNotAvailable, QueryCanceled, psycopg.OperationalError) as error:
            raise busy() from error

    def _begin(
        self,
        level: IsolationLevel,
        first: LiteralString,
        parameters: Sequence[Any],
        *,
        read_only: bool,
    ) -> tuple[Connection, Row]:
        """Run the first statement; a connection that died in the pool shows here."""
        for attempt in range(self._size + 1):
            connection = self._pool.getconn()
            try:
                connection.isolation_level = level
                connection.read_only = read_only
                return connection, connection.execute(first, parameters).fetchone()
            except BaseException:
                died = connection.broken or connection.closed
                connection.close() if died else connection.rollback()
                self._pool.putconn(connection)
                if not died or attempt == self._size:
                    raise
        raise AssertionError("unreachable")


def enter(connection: Connection, cycle: str, account: str, duty: str = "") -> Entered:
    """Set the account of this transaction; the database answers its role."""
    return _entered(connection.execute(_ENTER, [cycle, account, duty]).fetchone())


def _entered(row: Row) -> Entered:
    role, access, epoch = row or (None, None, None)
    return Entered(role, access or 0, epoch or "")
