"""Profiles filled with the sample cycle, as if they had just synced."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from app.documents.extract import extract
from app.domain.records import Record
from app.paths import Home, resource
from app.secretariat.folder import check
from app.store import facts, files, open_store, records

NOW = datetime(2021, 1, 27, 9, 0, tzinfo=UTC)
"""Five hours before the call of the sample."""


def clock() -> datetime:
    return NOW


def filled(folder: Path, account: str = "m-cs-grulac", role: str = "member", server: str = "") -> Home:
    """Return a home that holds the sample cycle, texts of documents included."""
    home = Home(folder)
    store = open_store(home.store)
    root = resource("sample", "igf2021")
    found = check(root).folder
    given: list[Record] = []
    for paper in found.papers:
        given.append(Record(paper.collection, paper.id, 1, "sec", tuple(paper.audience), paper.data))
    records.apply(store, given)
    facts.put(
        store,
        cycle="igf2021",
        account=account,
        role=role,
        server=server,
        token="token",
        device="device",
        epoch="1",
        cursor="1",
        last_exchange="2021-01-27T08:58:00Z",
    )
    store.close()
    return home
