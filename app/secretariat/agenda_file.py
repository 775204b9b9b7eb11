"""One agenda in a file of its own (`meetings/*.toml`), checked before any of it is taken over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.secretariat import meetings, references
from app.secretariat.folder import fits, in_order
from app.secretariat.papers import WHOLE_FILE, Fault, Paper, Spot
from app.secretariat.sources import Desk


@dataclass(frozen=True, slots=True)
class AgendaFile:
    """What an agenda file says; with faults nothing of it is to be used."""

    meeting: Paper | None
    items: tuple[Paper, ...] = ()
    faults: tuple[Fault, ...] = ()


def read(path: Path, meeting: str, known: Mapping[str, Iterable[str]]) -> AgendaFile:
    """Read the agenda of `meeting` from the file `path`.

    `known` are the ids by collection that are here already; of items those whose meeting is
    here. Every fault bears file, line and field. Never raises for what is in the file.
    """
    desk = Desk(path.parent)
    try:
        found = meetings.take(desk, path, meeting)
    except OSError as problem:
        desk.fault(Spot(path.name), WHOLE_FILE, "unreadable", why=problem.strerror or "")
        found = None
    if found is None:
        return AgendaFile(None, (), in_order(desk.faults))
    if found.id != meeting:
        desk.fault(found.spot("id"), "id", "other_meeting", got=found.id[:80], wanted=meeting)
    references.judge(desk, {name: frozenset(ids) for name, ids in known.items()})
    for each in desk.papers:
        fits(desk, each)
    faults = in_order([_here(each) for each in desk.faults])
    return AgendaFile(found, tuple(each for each in desk.papers if each is not found), faults)


def _here(fault: Fault) -> Fault:
    """Say of a paper that is not known that it is not on this computer: there is no folder."""
    if fault.code not in {"unknown_paper", "unknown_account"}:
        return fault
    code = "carried_nowhere" if fault.field == "carried_to" else "unknown_here"
    kind = fault.params.get("kind") or ""
    return replace(fault, code=code, params={**fault.params, "kind": kind})
