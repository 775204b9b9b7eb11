"""`documents/documents.csv` and the files beside it."""

import unicodedata
from pathlib import Path

from app.secretariat import dates, vocabulary
from app.secretariat.making import words
from app.secretariat.papers import Spot
from app.secretariat.people import sheet
from app.secretariat.sheets import Filling
from app.secretariat.sources import MAX_DOCUMENT, Desk, bad_name, leaves

FOLDER = "documents"
SHEET = "documents.csv"


def read(desk: Desk) -> None:
    place = desk.root / FOLDER
    if not place.is_dir():
        return
    if desk.outside(place):
        desk.fault(Spot(FOLDER), "file", "leaves_folder", path=FOLDER)
        return
    beside = _beside(desk, place)
    path = place / SHEET
    if not path.exists() and not path.is_symlink():
        if beside:
            desk.fault(Spot(f"{FOLDER}/{SHEET}"), "file", "missing_file", name=SHEET)
        return
    for row in sheet(desk, path, vocabulary.DOCUMENTS, "id", "documents"):
        filling = Filling(row, desk)
        filling.take("title", "kind", "language", "version", "status")
        filling.take("meeting", "group", "proposal", "replaces")
        filling.take("comments_by", kind=lambda _f, _c, cell: dates.instant(cell, due=True))
        filling.rest(vocabulary.DOCUMENTS)
        states = vocabulary.DOCUMENT_STATES
        if row["status"] not in ("", *states):
            desk.fault(row.at, "status", "bad_word", got=row["status"][:40], words=states)
        if row["replaces"] and row["replaces"] == row["id"]:
            desk.fault(row.at, "replaces", "replaces_itself")
        paper = filling.paper("documents", row["id"], words(row["audience"]))
        paper.path = _file(desk, row.at, place, row["file"]) if row["file"] else None
        desk.papers.append(paper)


def _file(desk: Desk, spot: Spot, place: Path, name: str) -> Path | None:
    """Return the file `name`, told and None where there is none that can be taken."""
    if leaves(name):
        desk.fault(spot, "file", "leaves_folder", path=name[:80])
        return None
    for part in name.split("/"):
        if code := bad_name(part):
            desk.fault(spot, "file", code, name=part[:80])
            return None
    try:
        path = _found(place, name)
        if path is None or not path.is_file():
            desk.fault(spot, "file", "missing_file", name=name[:80])
        elif desk.outside(path):
            desk.fault(spot, "file", "leaves_folder", path=name[:80])
        elif path.stat().st_size > MAX_DOCUMENT:
            desk.fault(spot, "file", "file_too_large", limit=MAX_DOCUMENT // 1_000_000)
        else:
            with path.open("rb"):
                return path
    except OSError as problem:
        desk.fault(spot, "file", "unreadable", why=problem.strerror or "")
    return None


def _found(place: Path, name: str) -> Path | None:
    """Find `name` by its letters: the same on a system that spells accents apart.

    The letters' case must be right, although some systems would not mind.
    """
    path = place
    for part in name.split("/"):
        wanted = unicodedata.normalize("NFC", part)
        names = path.iterdir() if path.is_dir() else ()
        inner = next((p for p in names if unicodedata.normalize("NFC", p.name) == wanted), None)
        if inner is None:
            return None
        path = inner
    return path


def _beside(desk: Desk, place: Path) -> bool:
    """Say whether there are files beside the sheet; names that differ by case only are told."""
    seen: dict[str, str] = {}
    for path in sorted(place.iterdir()):
        if path.name == SHEET or path.name.startswith("."):
            continue
        folded = unicodedata.normalize("NFC", path.name).casefold()
        if folded in seen:
            spot = Spot(f"{FOLDER}/{path.name}")
            desk.fault(spot, "file", "name_collision", other=seen[folded])
        seen.setdefault(folded, path.name)
    return bool(seen)
