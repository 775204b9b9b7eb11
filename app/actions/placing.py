"""Where marks are in the newest version of their papers: many at once, few queries."""

from dataclasses import replace

from app.actions import papers
from app.actions.papers import About
from app.documents.anchoring import PlainSection, place, plain_sections
from app.domain.anchors import GONE, Anchor, Place
from app.domain.records import Data, Row
from app.paths import Home
from app.store import Store, proposals

Paper = tuple[list[PlainSection], int | None]


def places(store: Store, home: Home, rows: list[Row]) -> dict[str, Place | None]:
    """Return {id: place} of notes and comments; None for a mark on the whole paper."""
    texts = _texts(store, home, rows)
    return {row.id: _place(row, texts) for row in rows}


def _texts(store: Store, home: Home, rows: list[Row]) -> dict[tuple[str, str], Paper]:
    anchored = [row.data.get("about") or {} for row in rows if row.data.get("anchor")]
    wanted = {(str(each.get("kind")), str(each.get("id"))) for each in anchored}
    versions = proposals.newest_versions(
        store, sorted(id for kind, id in wanted if kind == "proposal")
    )
    texts: dict[tuple[str, str], Paper] = {
        ("proposal", id): (list(plain_sections(version.sections)), version.number)
        for id, version in versions.items()
    }
    for kind, id in wanted:
        if kind in papers.COLLECTION and kind != "proposal":
            texts[kind, id] = (papers.sections(store, home, About(kind, id)), None)
    return texts


def _place(row: Row, texts: dict[tuple[str, str], Paper]) -> Place | None:
    given = row.data.get("anchor")
    if not given:
        return None
    about = row.data.get("about") or {}
    text, version = texts.get((str(about.get("kind")), str(about.get("id"))), ([], None))
    if not text:
        return GONE
    where = place(Anchor.from_json(given), text, version or 1)
    return where if where.version else replace(where, version=version or 1)


def flat(row: Row, where: Place | None) -> Data:
    """Return a mark as `--json` shows it, with its place."""
    return {**row.flat(), "place": None if where is None else where.to_json()}
