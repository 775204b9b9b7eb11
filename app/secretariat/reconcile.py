"""What has to be sent so that the server has what the folder asks for: pure comparison.

Only differences are sent. What the server has and the folder does not is told and
left alone: a record that is missing here, and a field that nobody mentions here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain import audience
from app.domain.records import Data, Record
from app.secretariat.papers import Fault, Folder, Paper, Spot, Stage

ORDER = (
    "cycle",
    "members",
    "rounds",
    "milestones",
    "workgroups",
    "versions",
    "proposals",
    "meetings",
    "items",
    "documents",
    "contributions",
    "contacts",
)
"""Collections that a folder governs, in the order they are sent: a proposal never points
to a version that is not there, and readers named in an audience come first."""

GONE = {"members": "left", "proposals": "withdrawn", "documents": "withdrawn"}
"""The status by which a record of a collection leaves."""


EDITED = frozenset({"meetings", "items", "workgroups"})
"""Collections whose fields chairs change too: `edited` names those that no longer are the folder's."""


@dataclass(frozen=True, slots=True)
class PlannedChange:
    collection: str
    id: str
    action: str
    """`create`, `update`, `withdraw` or `upload` (the document's files, no record)."""
    data: Data | None = None
    audience: tuple[str, ...] = ()
    base: int | None = None
    """The server's version it builds on."""
    owner: str | None = None
    """Whose it is, where that is not who publishes the folder."""


@dataclass(frozen=True, slots=True)
class Plan:
    changes: tuple[PlannedChange, ...]
    missing: tuple[tuple[str, str], ...] = ()
    """(collection, id) of what is on the server and not in the folder: told, never sent."""
    faults: tuple[Fault, ...] = ()
    untouched: int = 0


def reconcile(wanted: Folder, there: Iterable[Record]) -> Plan:
    """Compare the folder with the server's records; planning what was sent plans nothing.

    A published version whose text or fields differ is a fault (`changed_without_new_version`)
    where it differs: publish the next version instead.
    """
    held = {(each.collection, each.id): each for each in there if each.data is not None}
    changes: list[PlannedChange] = []
    faults: list[Fault] = []
    untouched = 0
    rank = {name: at for at, name in enumerate(ORDER)}
    for paper in sorted(wanted.papers, key=lambda each: rank[each.collection]):
        old = held.get((paper.collection, paper.id))
        told = _published(wanted, paper, old)
        faults += told
        planned = [] if told else _changes(paper, old)
        changes += planned
        untouched += not planned
    return Plan(tuple(changes), _missing(wanted, held), tuple(faults), untouched)


def _changes(paper: Paper, old: Record | None) -> list[PlannedChange]:
    readers = audience.normal(paper.audience)
    found = _upload(paper, old)
    if old is None or old.data is None:
        made = {
            key: value
            for key, value in paper.whole().items()
            if value is not None or key == "region"
        }
        return [*found, PlannedChange(paper.collection, paper.id, "create", made, readers)]
    if _is_behind(paper, old.data):
        return []
    new = merged(paper, old.data)
    if same(new, old.data) and readers == audience.normal(old.audience):
        return found
    leaves = GONE.get(paper.collection)
    left = leaves is not None and new.get("status") == leaves != old.data.get("status")
    action = "withdraw" if left else "update"
    return [*found, PlannedChange(paper.collection, paper.id, action, new, readers, old.version)]


def merged(paper: Paper, old: Mapping[str, Any]) -> Data:
    """Return the server's record with what the folder says on top."""
    kept = {key: value for key, value in old.items() if key not in paper.cleared or _empty(value)}
    new = {**paper.defaults, **kept, **paper.data}
    if paper.collection == "proposals" and _decided(old, paper.data):
        new["status"] = old["status"]
    if paper.collection in EDITED:
        # A chair moved the item, or changed what it says, since it was published: that stands.
        set_there: list[Any] = old.get("edited") or []
        new |= {name: old.get(name) for name in set_there if isinstance(name, str) and name in new}
    return new


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two records hold the same; null is "not given"."""
    return _given(one) == _given(other)


def _given(data: Mapping[str, Any]) -> Data:
    return {key: value for key, value in data.items() if value is not None}


def _empty(value: Any) -> bool:
    return value is None or value in ("", [], False)


def _decided(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Say whether the proposal was decided by the chair while the folder still has it open."""
    return old.get("status") == "decided" and new.get("status", "open") == "open"


def _is_behind(paper: Paper, old: Mapping[str, Any]) -> bool:
    """Say whether the server has newer versions of the proposal than the folder."""
    return paper.collection == "proposals" and _number(old) > _number(paper.data)


def _number(data: Mapping[str, Any]) -> int:
    number = data.get("version")
    return number if isinstance(number, int) else 0


def _upload(paper: Paper, old: Record | None) -> list[PlannedChange]:
    if paper.collection != "documents":
        return []
    before: Mapping[str, Any] = (old.data if old else None) or {}
    if set(hashes(paper.data)) <= set(hashes(before)):
        return []
    return [PlannedChange("documents", paper.id, "upload")]


def hashes(document: Mapping[str, Any]) -> list[str]:
    """Return the hashes of a document's own file and of its text, where it has them."""
    parts = [document.get(name) for name in ("file", "text")]
    return [str(each["sha256"]) for each in parts if isinstance(each, dict) and each.get("sha256")]


def _missing(wanted: Folder, held: Mapping[tuple[str, str], Record]) -> tuple[tuple[str, str], ...]:
    here = {(each.collection, each.id) for each in wanted.papers}
    absent = {
        (collection, name): record.data or {}
        for (collection, name), record in held.items()
        if collection in ORDER and (collection, name) not in here
    }
    gone = {key for key, data in absent.items() if data.get("status") == GONE.get(key[0], "")}
    return tuple(
        sorted(
            (collection, name)
            for (collection, name), data in absent.items()
            if (collection, name) not in gone
            and not (collection == "versions" and ("proposals", data.get("proposal")) in absent)
        )
    )


# --- what is published no longer changes -----------------------------------------------------


def _published(wanted: Folder, paper: Paper, old: Record | None) -> list[Fault]:
    if old is None or old.data is None:
        return []
    if paper.collection == "versions":
        spot, field = _first_difference(paper, old.data)
        newest = len(wanted.stages.get(str(paper.data.get("proposal")), ()))
        return [_changed(spot, field, str(paper.data.get("proposal")), newest)] if field else []
    if paper.collection == "proposals":
        stages = wanted.stages.get(paper.id, ())
        number = _number(old.data)
        if 1 <= number <= len(stages):
            return _changed_fields(paper.id, stages, number, old.data)
    return []


def _changed_fields(
    proposal: str, stages: tuple[Stage, ...], number: int, old: Mapping[str, Any]
) -> list[Fault]:
    """Tell fields that differ from what the folder had said up to the published version."""
    stage = stages[number - 1]
    return [
        _changed(stage.spots.get(key, stage.at), key, proposal, len(stages))
        for key, value in stage.data.items()
        if key != "version"
        and not same({key: value}, {key: old.get(key)})
        and not (key == "status" and _decided(old, stage.data))
    ]


def _first_difference(version: Paper, old: Mapping[str, Any]) -> tuple[Spot, str]:
    """Return where a version differs from the published one; an empty field if nowhere."""
    new = merged(version, old)
    if same(new, old):
        return version.at, ""
    ours: list[Any] = version.data.get("sections") or []
    theirs: list[Any] = old.get("sections") or []
    for at, section in enumerate(ours):
        if at >= len(theirs) or section != theirs[at]:
            field = f"sections[{at}].text"
            return version.spot(field), field
    if len(theirs) > len(ours):
        return version.at, "sections"
    field = next(key for key in new if not same({key: new[key]}, {key: old.get(key)}))
    return version.spot(field), field


def _changed(spot: Spot, field: str, proposal: str, newest: int) -> Fault:
    following = f"{proposal}.v{newest + 1}.md"
    return Fault.at(spot, field, "changed_without_new_version", next=following)
