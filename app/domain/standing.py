"""What stands of a record that several wrote, each without having seen the others' words.

Where there is no server nobody answers *conflict*: acts come in files, in any order. What
stands follows from the acts alone and from what the last pack said, so that everybody who
has the same files sees the same. Fields that only one changed are joined as a server's words
are (`app.domain.merging`). Of a field that two changed in different ways that stands which
was published, or else was written first; whoever came second is `beaten` there, and is asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from app.domain.carrying import STAMPS
from app.domain.decisions import joined_readers
from app.domain.merging import Path, differing, join, value
from app.domain.records import Data


@dataclass(frozen=True, slots=True)
class Written:
    """One act of a chair or the Secretariat on a record, with what it was built on."""

    op: str
    account: str
    device: str
    """The device that wrote it: of its acts each later one has seen the earlier ones."""
    n: int
    """Its place on that device; what was decided anew keeps its place."""
    written_at: str
    """Never earlier than the acts of the device on this record before it."""
    base: int | None
    """The version of the pack it was built on, or a little more."""
    was: Data | None
    """The fields it changed, as they were before (`changes`). None: nobody told."""
    data: Data
    audience: tuple[str, ...]
    proven: bool = True
    told: bool = False
    """A pack has told that it was received."""

    @property
    def makes(self) -> bool:
        """Whether it made the record."""
        nothing = self.was is not None and all(each is None for each in self.was.values())
        return self.base is None and nothing and {*(self.was or ())} >= {*self.data}


@dataclass(frozen=True, slots=True)
class Said:
    """What the last pack said of the record."""

    version: int
    owner: str | None
    audience: tuple[str, ...]
    data: Data


@dataclass(frozen=True, slots=True)
class Stood:
    """What stands of a record."""

    owner: str | None
    """Who made it, whoever changed it since."""
    audience: tuple[str, ...]
    data: Data
    beaten: dict[str, tuple[Path, ...]] = field(default_factory=dict[str, tuple[Path, ...]])
    """{op: fields in which other words stand that its writer had not seen}."""


def changes(base: Data | None, data: Data) -> Data:
    """Return the fields in which `data` differs from `base`, as they were there; None is nothing."""
    was = base or {}
    return {
        name: was.get(name)
        for name in (*data, *(each for each in was if each not in data))
        if name not in was or was[name] != data.get(name)
    }


def before(act: Written) -> Data:
    """Return what `act` was built on."""
    return {**act.data, **(act.was or {})}


def stands(
    collection: str, said: Said | None, acts: Iterable[Written], published: Iterable[Written] = ()
) -> Stood | None:
    """Return what stands of a record: what was `said` of it, and the acts that are not in that yet.

    The same for the same acts in any order; None where there is nothing. Acts that are
    `published` are in what was said.
    """
    ordered = sorted(acts, key=_order)
    if said is None and not ordered:
        return None
    stood = _said(said)
    wrote: list[Path] = []
    beaten: dict[str, tuple[Path, ...]] = {}
    for act in ordered:
        base, mine = _bare(before(act)), _bare(act.data)
        if stood is None or act.was is None:
            stood = Stood(act.account, act.audience, mine)
        else:
            newer = said is None or (act.base or 0) > said.version
            data, lost = _joined(base, mine, stood.data, None if not newer else wrote)
            readers = _readers(collection, act, said, data, stood.audience)
            stood = Stood(stood.owner, readers, data)
            if lost:
                beaten[act.op] = lost
        wrote += differing(base, mine)
    if stood is None:
        return None
    made = next((each.account for each in ordered if each.makes), None)
    owner = made or (said.owner if said is not None else ordered[0].account)
    marks = [_stamps(each.data) for each in ordered]
    stamps = next((each for each in reversed(marks) if each), _stamps(said.data) if said else {})
    told = _not_replaced(beaten, [*ordered, *published])
    return Stood(owner, stood.audience, {**stood.data, **stamps}, told)


def _said(said: Said | None) -> Stood | None:
    return None if said is None else Stood(said.owner, said.audience, _bare(said.data))


def _joined(
    base: Data, mine: Data, theirs: Data, wrote: Sequence[Path] | None
) -> tuple[Data, tuple[Path, ...]]:
    """Return both joined, and the fields in which mine gave way.

    With `wrote` mine was built on newer papers than are here: it gives way only to what other
    acts wrote.
    """
    found = join(base, mine, theirs, "theirs")
    if wrote is None or not found.contradictions:
        return found.data, found.contradictions
    lost = tuple(path for path in found.contradictions if _touches(path, wrote))
    data = found.data
    for path in found.contradictions:
        if path not in lost:
            data = _put(data, path, value(mine, path))
    return data, lost


def _touches(path: Path, wrote: Iterable[Path]) -> bool:
    return any(path[: len(each)] == each[: len(path)] for each in wrote)


def _put(data: Data, path: Path, given: Any) -> Data:
    """Return `data` with `given` at `path`."""
    if len(path) == 1:
        return {**data, path[0]: given}
    within = data.get(path[0])
    inside: Data = {**cast("Data", within)} if isinstance(within, dict) else {}
    return {**data, path[0]: _put(inside, path[1:], given)}


def _readers(
    collection: str, act: Written, said: Said | None, data: Data, theirs: tuple[str, ...]
) -> tuple[str, ...]:
    """Return who reads it: whom an act left as they were said does not change them back."""
    if said is not None and act.audience == said.audience:
        return theirs
    return joined_readers(collection, data, act.audience, theirs)


def _not_replaced(
    beaten: Mapping[str, tuple[Path, ...]], acts: Sequence[Written]
) -> dict[str, tuple[Path, ...]]:
    """Return what of `beaten` its writer has not written anew herself, on the same device.

    Anew is what stands behind it there and was written later: what she decides about earlier words
    is written later in their place, and says nothing of those behind.
    """
    found: dict[str, tuple[Path, ...]] = {}
    for act in acts:
        later = [
            path
            for each in acts
            if (each.account, each.device) == (act.account, act.device)
            and (each.n, each.written_at) != (act.n, act.written_at)
            and each.n >= act.n
            and each.written_at >= act.written_at
            for path in differing(before(each), each.data)
        ]
        left = tuple(path for path in beaten.get(act.op, ()) if not _touches(path, later))
        if left:
            found[act.op] = left
    return found


def _order(act: Written) -> tuple[bool, bool, str, int, str]:
    return not act.told, not act.proven, act.written_at, act.n, act.op


def _bare(data: Mapping[str, Any]) -> Data:
    return {name: each for name, each in data.items() if name not in STAMPS}


def _stamps(data: Mapping[str, Any]) -> Data:
    return {name: each for name, each in data.items() if name in STAMPS}
