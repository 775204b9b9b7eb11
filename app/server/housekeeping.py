"""Forgets what no promise asks to keep, whenever a server starts and once a day."""

from app.server.database import Database


def tidy(database: Database) -> None:
    """Forget answered acts and what replaced packs held after 500 days, stuck uploads after 30.

    Acts are promised to be remembered for 400 days (the contract of the exchange).
    """
    with database.door() as connection:
        cycles = [row[0] for row in connection.execute("select id from cycles order by id")]
    for cycle in cycles:
        with database.writing(cycle, "") as (connection, _):
            connection.execute(
                "delete from ops where cycle = %s and at < now() - interval '500 days'", [cycle]
            )
            connection.execute(
                "delete from packs where cycle = %s and least(superseded_at, dropped_at) "
                "< now() - interval '500 days'",
                [cycle],
            )
        with database.storing(cycle) as connection:
            connection.execute(
                "delete from files where cycle = %s and not whole "
                "and made_at < now() - interval '30 days'",
                [cycle],
            )
