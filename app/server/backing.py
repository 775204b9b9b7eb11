"""What stands behind a server: its database, embedded or not, and its backroom."""

import os
from pathlib import Path
from typing import Self

from app.server import embedded, housekeeping, schema
from app.server.database import Database
from app.server.making import Backroom

OWNER_VARIABLE = "SATCHEL_OWNER_DATABASE"
"""Environment variable with the owner's address, where `database` is the server's role's."""


class Backing:
    """A database that is open, and one thread for what no request should wait for."""

    def __init__(self, owner: str, worker: str, postgres: embedded.Embedded | None = None) -> None:
        """Name a database; nothing is opened yet.

        Args:
            owner: its address as the role that owns the tables.
            worker: its address as the role the server works as.
            postgres: stopped at the end, if it is our own.
        """
        self.owner = owner
        self.worker = worker
        self.database = Database(worker)
        self.backroom = Backroom(self.database)
        self._postgres = postgres

    @classmethod
    def prepared(cls, data: Path | None, address: str | None, *, backroom: bool = True) -> Self:
        """Start the PostgreSQL in `data`, or find that at `address`; migrate, tidy, open.

        Without `backroom` nothing is done beside requests.
        """
        if address is None:
            if data is None:
                raise ValueError("either data or database")
            postgres = embedded.start(data)
            made = cls(postgres.owner, postgres.server, postgres)
        else:
            made = cls(os.environ.get(OWNER_VARIABLE) or address, address)
        try:
            schema.migrate(made.owner)
            made.open(backroom=False)
            housekeeping.tidy(made.database)
            if backroom:
                made.backroom.start()
        except BaseException:
            made.close()
            raise
        return made

    def open(self, *, backroom: bool = True) -> None:
        self.database.open()
        if backroom:
            self.backroom.start()

    def rest(self) -> None:
        """Keep the database for others; let go of the own connections to it."""
        self.backroom.stop()
        self.database.close()

    def close(self) -> None:
        self.rest()
        if self._postgres:
            self._postgres.stop()
