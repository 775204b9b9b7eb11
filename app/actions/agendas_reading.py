"""What to read before a meeting: the papers of its agenda in their order, how long, how far one is."""

from dataclasses import dataclass
from math import ceil

from app.actions import planning
from app.actions.agendas import agenda
from app.domain import reading_time, turns
from app.store import Store, documents, proposals
from app.store.documents import DocumentRow


@dataclass(frozen=True, slots=True)
class Reading:
    """One paper of the list."""

    kind: str
    """`proposal` or `document`."""
    id: str
    title: str
    items: tuple[str, ...]
    """Labels (titles without one) of the items it belongs to; empty: to the meeting as a whole."""
    minutes: int | None
    """None where its length is not known."""
    read: bool
    here: bool
    """Its text is on this computer."""


@dataclass(frozen=True, slots=True)
class ReadingList:
    papers: tuple[Reading, ...]

    @property
    def done(self) -> int:
        return sum(each.read for each in self.papers)

    @property
    def minutes(self) -> int:
        return sum(each.minutes or 0 for each in self.papers)

    @property
    def left(self) -> int:
        """Return the minutes of what is not read yet."""
        return sum(each.minutes or 0 for each in self.papers if not each.read)


def reading_list(store: Store, meeting: str, pace: int = reading_time.USUAL) -> ReadingList:
    """Return the papers of a meeting in the order of its agenda, then those of the meeting itself.

    Times of proposals are known once `planning.prepare` counted their words, those of documents
    by the size of their text. Raises Trouble("no_such_record").
    """
    wanted: dict[tuple[str, str], list[str]] = {}
    for each in agenda(store, meeting).flat:
        told = each.label or str(each.row.data.get("title") or each.row.id)
        for kind, field in (("proposal", "proposals"), ("document", "documents")):
            for id in each.row.data.get(field) or ():
                wanted.setdefault((kind, str(id)), []).append(told)
    held = {each.row.id: each for each in documents.listed(store)}
    for row in held.values():
        if row.row.data.get("meeting") == meeting and row.row.data.get("kind") not in turns.KINDS:
            wanted.setdefault(("document", row.row.id), [])
    papers = {each.id: each for each in proposals.listed(store)}
    found: list[Reading] = []
    for (kind, id), items in wanted.items():
        if kind == "document" and id in held and held[id].row.data.get("status") != "withdrawn":
            found.append(_document(held[id], items, pace))
        elif kind == "proposal" and id in papers and papers[id].status != "withdrawn":
            row = papers[id]
            took = ceil(planning.minutes(row, pace)) if row.counts else None
            title = f"{row.code} {row.title}".strip()
            found.append(
                Reading(kind, id, title, tuple(items), took, planning.is_read(row), here=True)
            )
    return ReadingList(tuple(found))


def _document(each: DocumentRow, items: list[str], pace: int) -> Reading:
    counts = reading_time.sized(each.text_size, str(each.row.data.get("language") or "en"))
    took = ceil(reading_time.minutes(counts, pace)) if counts else None
    return Reading(
        "document", each.row.id, each.title, tuple(items), took, each.read, each.text_here
    )
