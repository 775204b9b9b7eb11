"""What changed between two versions of a proposal."""

from dataclasses import dataclass

from app.actions.trouble import Trouble
from app.documents.diff import SectionDiff, diff
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
    known = {each.number: each for each in proposals.versions(store, proposal)}
    to = max(known, default=1) if new is None else new
    earlier = [number for number in known if number < to]
    start = max(earlier, default=to) if old is None else old
    for number in (start, to):
        if number not in known:
            raise Trouble("no_such_version", id=proposal, version=number)
    found = diff(known[start].sections, known[to].sections)
    return Compared(start, to, tuple(found))
