"""`milestones.toml`: the timeline."""

from app.secretariat import dates, vocabulary
from app.secretariat.making import open_table, paper
from app.secretariat.sources import Desk
from app.secretariat.tables import tables

FILE = "milestones.toml"


def read(desk: Desk) -> None:
    path = desk.root / FILE
    if not path.exists():
        return
    holder = open_table(desk, path, vocabulary.MILESTONES, "milestones")
    for table in tables(holder, "milestone", desk) if holder else ():
        found = paper(desk, table, "milestones")
        if not found.id:
            desk.fault(table.at, "id", "missing")
        dates.due(found.data, deadline=found.data.get("kind") == "deadline")
        desk.papers.append(found)
