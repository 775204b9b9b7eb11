"""What a meeting folder means: the records it asks for, where each word of them stands, and
every fault found on the way.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.records import Data

WHOLE_FILE = "file"
"""The field of a fault that is about a file and no value in it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a file; `file` is relative to the meeting folder, with `/`."""

    file: str
    line: int = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a person has to put right in a file before it can be published.

    `field` is the key or column, with a path inside the record where it has one
    (`criteria[1].key`); `code` and `params` are turned into a sentence by `app.phrases.faults`.
    """

    file: str
    line: int
    field: str
    code: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict[str, Any])

    @classmethod
    def at(cls, spot: Spot, field: str, code: str, **params: Any) -> "Fault":
        return cls(spot.file, max(1, spot.line), field or WHOLE_FILE, code, params)


@dataclass(slots=True)
class Paper:
    """One record that the folder asks for."""

    collection: str
    id: str
    data: Data
    at: Spot
    audience: tuple[str, ...] = ("members",)
    spots: Mapping[str, Spot] = dataclasses.field(default_factory=dict[str, Spot])
    """Field path -> where it is written."""
    defaults: Data = dataclasses.field(default_factory=dict[str, Any])
    """What holds as long as neither folder nor server says otherwise."""
    cleared: frozenset[str] = frozenset()
    """Fields the folder says are empty (an empty cell), so that an old value goes."""
    path: Path | None = None
    """The document's file on disk."""

    def spot(self, path: str) -> Spot:
        """Return where the field `path` is written, or the nearest thing around it."""
        while path:
            if path in self.spots:
                return self.spots[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.at

    def whole(self) -> Data:
        """Return the data with its defaults: the record as it would be made."""
        return {**self.defaults, **self.data}


@dataclass(frozen=True, slots=True)
class Stage:
    """A proposal as it was up to one of its versions."""

    data: Data
    spots: Mapping[str, Spot]
    at: Spot


@dataclass(frozen=True, slots=True)
class Folder:
    """Everything a meeting folder asks for."""

    root: Path
    papers: tuple[Paper, ...] = ()
    stages: Mapping[str, tuple[Stage, ...]] = dataclasses.field(
        default_factory=dict[str, tuple[Stage, ...]]
    )
    """Proposal -> what it was as of version 1, 2, and so on."""

    @property
    def cycle(self) -> Paper | None:
        return next(self.of("cycle"), None)

    def of(self, collection: str) -> Iterator[Paper]:
        return (each for each in self.papers if each.collection == collection)

    def get(self, collection: str, id: str) -> Paper | None:
        return next((each for each in self.of(collection) if each.id == id), None)


@dataclass(frozen=True, slots=True)
class Checked:
    folder: Folder
    faults: tuple[Fault, ...]
    doubts: tuple[Fault, ...] = ()
    """What is possible and hardly meant: it is told and keeps nothing from being published."""
