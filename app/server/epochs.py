"""Declares a new epoch: every device of the cycle reads everything anew."""

from app.server import packing
from app.server.database import Database
from app.server.enrolment import new_epoch


def cycles(database_url: str) -> list[str]:
    """Return the ids of the cycles that the server keeps."""
    database = Database(database_url, size=1)
    database.open()
    try:
        with database.door() as connection:
            rows = connection.execute("select id from cycles order by id").fetchall()
        return [row[0] for row in rows]
    finally:
        database.close()


def new(database_url: str, cycle: str) -> str:
    """Give `cycle` a new epoch, for instance after restoring a backup; answer it.

    Raises:
        KeyError: there is no such cycle.
    """
    database = Database(database_url, size=1)
    database.open()
    try:
        epoch = new_epoch()
        with database.writing(cycle, "") as (connection, _):
            row = connection.execute(
                "update cycles set epoch = %s where id = %s returning id", [epoch, cycle]
            ).fetchone()
            if row is None:
                raise KeyError(cycle)
            packing.drop_all(connection, cycle)
        return epoch
    finally:
        database.close()
