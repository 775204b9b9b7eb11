"""My marks across papers with their places, for the notes place, the terminal and exports."""

from collections.abc import Sequence
from dataclasses import replace

from app.actions.papers import COLLECTION, document_text
from app.actions.placing import places
from app.documents.sections import split
from app.domain.marks import Listed
from app.domain.records import Row
from app.paths import Home
from app.store import Store, annotations, current, proposals


def mine(store: Store) -> list[Listed]:
    """Return my marks that stand, oldest first; nobody has looked yet where their words are."""
    names = titles(store)
    rows = [row for row in annotations.mine(store) if not row.data.get("withdrawn")]
    return [Listed(row, title=names.get(about(row), about(row)[1])) for row in rows]


def placed(store: Store, home: Home, marks: Sequence[Listed]) -> list[Listed]:
    """Return `marks` with where their words are in the newest version of their papers.

    Takes as long as reading those papers does: not for the Qt thread.
    """
    rows = [each.row for each in marks]
    where, ranks = places(store, home, rows), _ranks(store, home, rows)
    found: list[Listed] = []
    for each in marks:
        place = where[each.id]
        anchor = each.row.data.get("anchor") or {}
        section = (place.section if place is not None else None) or anchor.get("section")
        rank = ranks.get((each.about, str(section)), each.rank)
        found.append(replace(each, place=place, rank=rank))
    return found


def titles(store: Store) -> dict[tuple[str, str], str]:
    """Return {(kind, id): title} of everything a mark can be on."""
    return {
        (kind, row.id): str(row.data.get("title") or row.id)
        for kind, collection in COLLECTION.items()
        for row in current.listed(store, collection)
    }


def about(row: Row) -> tuple[str, str]:
    """Return kind and id of what a mark is on."""
    given = row.data.get("about") or {}
    return str(given.get("kind") or ""), str(given.get("id") or "")


def _ranks(store: Store, home: Home, rows: Sequence[Row]) -> dict[tuple[tuple[str, str], str], int]:
    """Return {(paper, section): its number in the paper} of the papers that are marked."""
    papers = sorted({about(row) for row in rows if row.data.get("anchor")})
    newest = proposals.newest_versions(store, [id for kind, id in papers if kind == "proposal"])
    keys = {("proposal", id): [each.key for each in found.sections] for id, found in newest.items()}
    for kind, id in papers:
        text = document_text(store, home, id) if kind == "document" else None
        if text is not None:
            keys[kind, id] = [each.key for each in split(text, strict=False)]
    return {
        (paper, key): number for paper, found in keys.items() for number, key in enumerate(found)
    }
