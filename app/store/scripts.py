"""Running the scripts of the schema inside a transaction, quickly.

Python's own `executescript` commits first, and the library's splits a script at every
character when a transaction is open: 30 of the 37 ms that making a store took.
"""

from collections.abc import Iterator
from typing import Any

import pysqlite3
from sqlite_utils import Database

_sqlite3: Any = pysqlite3  # it ships no types


def statements(script: str) -> Iterator[str]:
    """Give the statements of `script`, which end where SQLite says so: a trigger holds several."""
    part = ""
    for piece in script.split(";")[:-1]:
        part += f"{piece};"
        if _sqlite3.complete_statement(part):
            yield part.strip()
            part = ""
    if rest := (part + script.rpartition(";")[2]).strip():
        yield rest


class Scripted(Database):
    """A database that runs a script as part of the transaction that is open."""

    def executescript(self, sql: str) -> Any:
        cursor = self.conn.cursor()
        for statement in statements(sql):
            cursor.execute(statement)
        return cursor
