"""`groups/*.toml`: working groups."""

from app.secretariat import vocabulary
from app.secretariat.making import open_table, paper
from app.secretariat.sources import Desk


def read(desk: Desk) -> None:
    for path in desk.files("groups", ".toml"):
        table = open_table(desk, path, vocabulary.GROUP, "workgroups")
        if table is not None:
            desk.papers.append(paper(desk, table, "workgroups", path.stem))
