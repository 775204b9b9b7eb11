"""`rounds/*.toml`: the schemes by which proposals are reviewed."""

from app.domain import schemes
from app.secretariat import dates, vocabulary
from app.secretariat.making import open_table, paper, records
from app.secretariat.sources import Desk
from app.secretariat.tables import Table


def read(desk: Desk) -> None:
    for path in desk.files("rounds", ".toml"):
        table = open_table(desk, path, vocabulary.ROUND, "rounds")
        if table is None:
            continue
        found = paper(desk, table, "rounds", path.stem)
        for _, each in records(found.data.get("deadlines")):
            dates.due(each)
        _judge(desk, table)
        desk.papers.append(found)


def _judge(desk: Desk, table: Table) -> None:
    for each in schemes.grave(table.data):
        params = dict(each.params)
        if "other" in params:
            params["line"] = table.spot(str(params.pop("other"))).line
        desk.fault(table.spot(each.path), each.path, each.code, **params)
