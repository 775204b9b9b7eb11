"""`pack`: a meeting folder as one signed file, for members without a server.

Everything is checked before anything is written, and the file appears whole or not at all.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from app.domain import times
from app.domain.records import Record
from app.packs import reading, sealing, trust
from app.packs.container import LARGEST_WHOLE, Frame, Manifest, PackedRecord, PackError
from app.packs.trust import Signer
from app.packs.writing import Part, write
from app.paths import write_whole
from app.secretariat import packing_records
from app.secretariat.attaching import Extract, attach
from app.secretariat.folder import check
from app.secretariat.packing_records import Earlier
from app.secretariat.packing_values import Contents, Made, Packed, Told, Wish
from app.secretariat.papers import Fault, Folder
from app.secretariat.reconcile import Plan, reconcile

EXTENSION = ".satchel"


def pack(
    root: Path,
    out: Path,
    signer: Signer,
    extract: Extract,
    wish: Wish | None = None,
    *,
    after: bytes | None = None,
) -> Packed:
    """Pack the meeting folder `root` into the file `out`.

    `after` is an earlier pack's file: the new one is a delta that needs it. Raises PackError
    (the earlier pack is no good; `other_key`, `other_cycle`, `other_audience`) and OSError;
    nothing is written then, nor when there are faults.
    """
    wish = wish or Wish()
    before = None if after is None else follow(after, signer, wish)
    contents, faults = read(root, signer, extract, before, wish)
    if contents is None:
        return Packed(faults=faults)
    if before is not None and before.manifest.cycle != contents.cycle:
        raise PackError("other_cycle", told=contents.cycle, found=before.manifest.cycle)
    packed = make(contents, signer, wish, before, against=before)
    if packed.made is not None:
        write_whole(out, packed.made.content)
        packed.made = replace(packed.made, path=out)
    return packed


def follow(raw: bytes, signer: Signer, wish: Wish) -> Earlier:
    """Return an earlier pack as what the next one is compared with. Raises PackError."""
    manifest = reading.glance(raw)
    trust.check(manifest.key, manifest.endorsements, {trust.print_of(k) for k in signer.line})
    if manifest.kind != "pack":
        raise PackError("not_a_pack")
    if manifest.audience != wish.audience:
        raise PackError("other_audience", told=wish.audience, found=manifest.audience)
    unseal = None if wish.reading_key is None else sealing.unsealing(wish.reading_key)
    manifest, contents = reading.read(raw, unseal=unseal)
    return packing_records.earlier(sha256(raw).hexdigest(), manifest, contents)


def read(
    root: Path, signer: Signer, extract: Extract, before: Earlier | None, wish: Wish
) -> tuple[Contents | None, tuple[Fault, ...]]:
    """Check the folder and take the texts out of its files; None and the faults if there are any.

    What `wish` has beside the folder stands in the plan as if the folder held it.
    """
    checked = check(root)
    if checked.faults:
        return None, checked.faults
    folder = _with_keys(checked.folder, signer)
    attached = attach(folder, (), extract)
    if before is not None:
        against = reconcile(checked.folder, _records(before))
        if against.faults:
            return None, against.faults
    contents = Contents(folder, attached, reconcile(attached.folder, ()))
    if wish.tells(contents.cycle):
        changes = packing_records.with_beside(
            contents.plan.changes, wish.beside, attached.folder.papers
        )
        contents = replace(contents, plan=replace(contents.plan, changes=changes))
    return contents, ()


def make(
    contents: Contents,
    signer: Signer,
    wish: Wish,
    before: Earlier | None = None,
    *,
    against: Earlier | None = None,
    whole: str | None = None,
    sequence: int | None = None,
) -> Packed:
    """Make a pack in memory that follows the pack `before`.

    With `against` it is a delta, which can only be read with that one; `whole` is the hash
    of the pack that holds the same.
    """
    number = sequence if sequence is not None else next_sequence(before)
    records = packing_records.chosen(contents.plan.changes, wish.audience, number, before)
    present = [each for each in records if each.data is not None]
    had = frozenset[str]() if against is None else against.files
    files, lacks = packing_records.files(
        present,
        contents.attached,
        originals=wish.originals,
        skip=had,
        # A sealed pack says nothing to those who cannot open it.
        name=(lambda _: "file") if wish.reading_key else (lambda told: told),
    )
    told = Told(wish, contents, lacks, against)
    frames = [*packing_records.parts(records, told.frame), *files]
    _not_too_large(frames)
    head = Manifest(
        kind="pack",
        cycle=contents.cycle,
        title="" if wish.reading_key else contents.title,
        sequence=number,
        made_at=times.text(datetime.now(UTC)),
        epoch=epoch(signer, contents.cycle),
        audience=wish.audience,
        contains=dict(sorted(Counter(each.collection for each in present).items())),
        lacks=told.lacks,
        receipts=told.receipts,
        aside=told.aside,
        personal=told.personal(number),
        earlier=None if against is None else against.sha256,
        whole=None if against is None else whole,
        sealed=sealing.READING if wish.reading_key else None,
        key="",
        endorsements=list(signer.endorsements),
    )
    content = write(
        head,
        frames,
        signer.secret,
        earlier=None if against is None else against.joined,
        seal=None if wish.reading_key is None else sealing.sealing(wish.reading_key),
    )
    return Packed(
        made=Made(content, reading.glance(content)),
        unreadable=contents.attached.unreadable,
        missing=_missing(contents, before),
        left_out=_left_out(contents.plan, present),
        changed=sum(each.version == number for each in records),
    )


def epoch(signer: Signer, cycle: str) -> str:
    """Return the epoch of all packs of a cycle that one line of keys signs."""
    return str(uuid5(NAMESPACE_URL, f"satchel-pack:{signer.root}/{cycle}"))


def next_sequence(before: Earlier | None) -> int:
    """Return a number above every earlier one: the time, unless the clock went back."""
    now = int(datetime.now(UTC).timestamp() * 1000)
    return now if before is None else max(before.manifest.sequence + 1, now)


def _with_keys(folder: Folder, signer: Signer) -> Folder:
    """Return the folder with the Secretariat's keys in its cycle, the oldest first."""
    told = [{"key": key, "fingerprint": trust.print_of(key)} for key in reversed(signer.line)]
    papers = tuple(
        replace(each, data={**each.data, "keys": told}) if each.collection == "cycle" else each
        for each in folder.papers
    )
    return replace(folder, papers=papers)


def _records(before: Earlier) -> list[Record]:
    return [
        Record(each.collection, each.id, each.version, each.owner, each.audience, each.data)
        for each in before.records.values()
        if each.data is not None
    ]


def _not_too_large(frames: list[Part]) -> None:
    if sum(len(each.content) for each in frames) > LARGEST_WHOLE:
        raise PackError("too_large")


def _missing(contents: Contents, before: Earlier | None) -> tuple[tuple[str, str], ...]:
    here = {(each.collection, each.id) for each in contents.plan.changes}
    old = before.records if before else {}
    return tuple(sorted(key for key, each in old.items() if each.data and key not in here))


def _left_out(plan: Plan, present: list[PackedRecord]) -> dict[str, int]:
    inside = {(each.collection, each.id) for each in present}
    return dict(
        Counter(
            each.collection
            for each in plan.changes
            if each.data is not None and (each.collection, each.id) not in inside
        )
    )


def sizes(frames: Sequence[Frame]) -> list[dict[str, object]]:
    """Return what each kind of frame takes: `name`, `size` in the file, `raw` unpacked."""
    return [{"name": each.file or each.name, "size": each.size, "raw": each.raw} for each in frames]
