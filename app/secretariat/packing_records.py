"""What of a meeting folder goes into a pack: records for one audience, in reading order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

import msgspec

from app.domain import audience
from app.domain.collections import NEVER_PACKED, Reading
from app.packs import ordering
from app.packs.container import Manifest, PackedRecord, join
from app.packs.ordering import AUDIENCES, FRAME, FRAMES
from app.packs.reading import Content
from app.packs.writing import Part, records_part
from app.secretariat.attaching import Attached
from app.secretariat.papers import Paper
from app.secretariat.reconcile import PlannedChange, hashes, merged

OWNER = "secretariat-1"
"""Whose the records are: the account that a server gives to whoever makes a cycle."""
DELTA_FRAME = 8_000_000
"""The same in a delta, which is small as a whole: fewer frames make a shorter manifest."""

_ROLES = dict(zip(AUDIENCES, (None, "observer", "member"), strict=True))
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The pack that a new one follows."""

    sha256: str
    manifest: Manifest
    records: Mapping[Key, PackedRecord]
    joined: bytes
    """What a delta is made against."""
    files: frozenset[str]


def earlier(sha256: str, manifest: Manifest, contents: list[Content]) -> Earlier:
    """Return a pack that was read whole as what the next one follows."""
    held = bytearray()
    for part in contents:
        if not is_file(part):
            join(held, part.content)
    records = [each for part in contents if not is_file(part) for each in part.records()]
    return Earlier(
        sha256,
        manifest,
        {(each.collection, each.id): each for each in records},
        bytes(held),
        frozenset(part.frame.name for part in contents if is_file(part)),
    )


def is_file(content: Content) -> bool:
    """Say whether a frame is a file rather than records."""
    return content.frame.name not in FRAMES.values()


def chosen(
    changes: Iterable[PlannedChange], word: str, sequence: int, before: Earlier | None
) -> list[PackedRecord]:
    """Return the records that everybody of the audience `word` may read.

    What is as it was keeps its version. What this audience could read in the earlier pack
    and may no longer read is named as gone; what merely is not there any more is not.
    """
    role = _ROLES[word]
    old = before.records if before else {}
    found: list[PackedRecord] = []
    for each in changes:
        if each.data is None or each.collection in NEVER_PACKED:
            continue
        key = each.collection, each.id
        was = old.get(key)
        kept_back = audience.is_kept_back(each.collection, each.data)
        if audience.covers(each.audience, role, None) and not kept_back:
            new = as_packed(each, sequence)
            kept = was is not None and _same(was, new)
            found.append(was if kept and was is not None else new)
        elif was is not None and was.data is not None:
            found.append(PackedRecord(*key, sequence, None, (), None))
        elif was is not None:
            found.append(was)
    return found


def as_packed(change: PlannedChange, sequence: int) -> PackedRecord:
    """Return a change as a record of a pack of this number."""
    owner = change.owner or OWNER
    return PackedRecord(change.collection, change.id, sequence, owner, change.audience, change.data)


def with_beside(
    planned: Iterable[PlannedChange], beside: Iterable[PlannedChange], papers: Iterable[Paper]
) -> tuple[PlannedChange, ...]:
    """Return what the folder asks for and what the Secretariat's profile has beside it, each once.

    Of a record that both have, fields that a chair changed (`edited`) are as she left them, and
    all else is as the folder says: just as `publish` sends it to a server.
    """
    told = {(each.collection, each.id): each for each in beside}
    known = {(each.collection, each.id): each for each in papers}
    found: list[PlannedChange] = []
    for each in planned:
        key = each.collection, each.id
        there, paper = told.get(key), known.get(key)
        if each.data is None or there is None or there.data is None or paper is None:
            found.append(each)
        else:
            del told[key]
            found.append(replace(each, data=merged(paper, there.data)))
    return (*found, *told.values())


def _same(one: PackedRecord, other: PackedRecord) -> bool:
    return (one.data, one.audience, one.owner) == (other.data, other.audience, other.owner)


def parts(records: Iterable[PackedRecord], first: int = FRAME) -> Iterator[Part]:
    """Yield the frames of records in the order they are read; of each kind one of `first` bytes
    leads.
    """
    given = list(records)
    leading = ordering.newest(
        (each.id, each.data.get("version"))
        for each in given
        if each.collection == "proposals" and each.data is not None
    )

    def place(each: PackedRecord) -> tuple[Reading, bool]:
        return ordering.place(each.collection, each.id, leading)

    for reading, group in groupby(sorted(given, key=place), lambda each: place(each)[0]):
        for some in ordering.cut(group, _weight, first):
            yield records_part(FRAMES[reading], some)


def _weight(record: PackedRecord) -> int:
    return len(msgspec.json.encode(record))


def files(
    records: Iterable[PackedRecord],
    attached: Attached,
    *,
    originals: bool,
    skip: frozenset[str] = frozenset(),
    name: Callable[[str], str] = lambda told: told,
) -> tuple[list[Part], list[str]]:
    """Return the frames of the documents' texts (and files), and the hashes of what is left out.

    Only of documents that are among `records`; what is in `skip` the reader has already.
    """
    blobs = {each.sha256: each for each in attached.blobs}
    documents = [each for each in records if each.collection == "documents" and each.data]
    wanted: dict[str, str] = {}
    lacks: list[str] = []
    for field in ("text", "file"):
        for each in documents:
            told = (each.data or {}).get(field) or {}
            sha256 = str(told.get("sha256") or "")
            if sha256 and (field == "text" or originals):
                wanted.setdefault(sha256, str(told.get("name") or f"{each.id}.md"))
            elif sha256 and sha256 not in wanted:
                lacks.append(sha256)
    made = [
        Part(sha256, blobs[sha256].content(), name(file))
        for sha256, file in wanted.items()
        if sha256 in blobs and sha256 not in skip
    ]
    return made, list(dict.fromkeys(lacks))


def named(records: Iterable[PackedRecord]) -> list[str]:
    """Return the hashes of all files that documents among `records` name."""
    found = [hashes(each.data) for each in records if each.collection == "documents" and each.data]
    return list(dict.fromkeys(each for some in found for each in some))
