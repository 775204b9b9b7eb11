"""What changed between two versions of a proposal, or two texts of a document."""

from dataclasses import dataclass

from app.actions import papers
from app.actions.trouble import Trouble
from app.documents.diff import SectionDiff, diff
from app.documents.sections import split
from app.domain.proposals import Section
from app.paths import Home
from app.store import Store, current, proposals


@dataclass(frozen=True, slots=True)
class Compared:
    """Versions `old` and `new` (numbers), section by section."""

    old: int
    new: int
    sections: tuple[SectionDiff, ...]


def compared(
    store: Store, proposal: str, old: int | None = None, new: int | None = None
) -> Compared:
    """Compare two versions; without numbers the newest with the one before it.

    Raises Trouble: `no_such_paper`, `no_such_version`.
    """
    if current.one(store, "proposals", proposal) is None:
        raise Trouble("no_such_paper", kind="proposal", id=proposal)
    known = {each.number: each.sections for each in proposals.versions(store, proposal)}
    return _compared(proposal, known, old, new)


def compared_document(
    store: Store, home: Home, document: str, old: int | None = None, new: int | None = None
) -> Compared:
    """Compare two texts of a document that are on this computer, as `compared`.

    The texts of the document it replaces count as its earlier versions.
    Raises Trouble: `no_such_paper`, `no_such_version`.
    """
    if current.one(store, "documents", document) is None:
        raise Trouble("no_such_paper", kind="document", id=document)
    known: dict[int, tuple[Section, ...]] = {}
    for each in papers.document_versions(store, document):
        text = papers.text_of(home, each.sha256)
        if text is not None:
            known[each.number] = split(text, strict=False)
    return _compared(document, known, old, new)


def _compared(
    id: str, known: dict[int, tuple[Section, ...]], old: int | None, new: int | None
) -> Compared:
    to = max(known, default=1) if new is None else new
    earlier = [number for number in known if number < to]
    start = max(earlier, default=to) if old is None else old
    for number in (start, to):
        if number not in known:
            raise Trouble("no_such_version", id=id, version=number)
    return Compared(start, to, tuple(diff(known[start], known[to])))
