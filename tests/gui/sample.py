"""Profiles filled with the sample cycle, as if they had just synced."""

import hashlib
import shutil
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from app.documents.extract import extract
from app.domain.records import Record
from app.paths import Home, resource
from app.secretariat.folder import check
from app.store import facts, files, open_store, records

NOW = datetime(2021, 1, 27, 9, 0, tzinfo=UTC)
"""Five hours before the call of the sample."""


def clock() -> datetime:
    return NOW


def filled(
    folder: Path, account: str = "m-cs-grulac", role: str = "member", server: str = ""
) -> Home:
    """Return a home that holds the sample cycle, texts of documents included."""
    shutil.copytree(_template(), folder, dirs_exist_ok=True)
    home = Home(folder)
    store = open_store(home.store)
    facts.put(store, account=account, role=role, server=server)
    store.close()
    return home


def papers() -> list[Record]:
    """Return the records of the sample as a server would send them."""
    found = check(resource("sample", "igf2021")).folder
    return [
        Record(each.collection, each.id, 1, "sec", tuple(each.audience), each.whole())
        for each in found.papers
    ]


@cache
def _template() -> Path:
    """Fill one home, once in a process; every test works on a copy of it."""
    home = Home(Path(mkdtemp(prefix="satchel-sample-")))
    found = check(resource("sample", "igf2021")).folder
    given: list[Record] = []
    texts: list[tuple[str, int]] = []
    for paper in found.papers:
        data = paper.whole()
        if paper.path is not None:
            texts.append(_add_file(home, data, paper.path))
        given.append(Record(paper.collection, paper.id, 1, "sec", tuple(paper.audience), data))
    store = open_store(home.store)
    records.apply(store, given)
    facts.put(
        store,
        cycle="igf2021",
        account="m-cs-grulac",
        role="member",
        token="token",
        device="device",
        epoch="1",
        cursor="1",
        last_exchange="2021-01-27T08:58:00Z",
    )
    for sha256, size in texts:
        files.arrived(store, sha256, f"{sha256}.md", size, size, whole=True)
    store.close()
    return home.folder


def _add_file(home: Home, data: dict[str, Any], path: Path) -> tuple[str, int]:
    """Name a document's file and text as publishing does, and put the text in its place."""
    content = path.read_bytes()
    text = (extract(path.name, content) or "").encode()
    sha256 = hashlib.sha256(text).hexdigest()
    home.text(sha256).parent.mkdir(parents=True, exist_ok=True)
    home.text(sha256).write_bytes(text)
    data["file"] = {
        "name": path.name,
        "mime": "application/octet-stream",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    data["text"] = {"size": len(text), "sha256": sha256}
    return sha256, len(text)
