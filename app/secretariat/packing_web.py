"""A plain web folder of packs: any web host can serve it, nothing runs there.

`packs/<sha256>.satchel` (whole, and what changed since the one before), `files/<sha256>`
(the documents' files and texts) and `latest.json`, signed, which is written last: a reader
who comes in between finds the folder as it was.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from app.packs import latest as latests
from app.packs import sealing, trust
from app.packs.container import PackError
from app.packs.latest import Latest, WebPack
from app.packs.trust import Signer
from app.paths import write_whole
from app.secretariat import packing, packing_records
from app.secretariat.attaching import Extract
from app.secretariat.packing import Contents, Made, Packed, Wish
from app.secretariat.packing_records import Earlier

PACKS, FILES = "packs", "files"
BASES = 3
"""Earlier packs that a reader may have and still gets only what changed since."""


@dataclass(frozen=True, slots=True)
class Folder:
    """What a web folder holds now."""

    packed: Packed
    latest: Latest
    unchanged: bool = False
    """Nothing was written: it held all this already."""

    @property
    def size(self) -> int:
        """Bytes of the newest packs and of all files."""
        return sum(each.size for each in self.latest.packs) + sum(self.latest.files.values())


def write(root: Path, place: Path, signer: Signer, extract: Extract, wish: Wish) -> Folder:
    """Bring the web folder `place` up to date with the meeting folder `root`.

    It holds packs for the public, or with a reading key packs for members, sealed. Run
    twice it does nothing the second time. Raises PackError (`other_key`, `other_cycle`,
    `other_audience`: what is there is somebody else's) and OSError.
    """
    known, before = there(place, signer, wish)
    contents, faults = packing.read(root, signer, extract, before, wish)
    if contents is None:
        empty = Latest(cycle="", sequence=0, audience=wish.audience, packs=[])
        return Folder(Packed(faults=faults), known or empty)
    if known is not None and known.cycle != contents.cycle:
        raise PackError("other_cycle", told=contents.cycle, found=known.cycle)
    number = packing.next_sequence(before)
    if known is not None:
        number = max(number, known.sequence + 1)
    whole = packing.make(contents, signer, wish, before, sequence=number)
    if whole.made is None:
        raise PackError("damaged", frame="")
    if known is not None and before is not None and _same(whole, before, known, signer):
        return Folder(whole, known, unchanged=True)
    made = [whole.made]
    bases = _bases(place, known, before, signer, wish, whole.made)
    for base in bases:
        delta = packing.make(
            contents, signer, wish, before,
            against=base, whole=whole.made.sha256, sequence=number,
        ).made  # fmt: skip
        if delta is not None and delta.size < whole.made.size:
            made.append(delta)
    return Folder(whole, _save(place, contents, signer, wish, made, bases))


def _bases(
    place: Path,
    known: Latest | None,
    before: Earlier | None,
    signer: Signer,
    wish: Wish,
    whole: Made,
) -> list[Earlier]:
    """Return the earlier packs that deltas are made against, the newest first.

    Not those that hold something which nobody may have from here any more.
    """
    older = [_pack(place, each.from_) for each in known.packs if each.from_] if known else []
    found = [] if before is None else [before]
    found += [packing.follow(raw, signer, wish) for raw in older if raw is not None]
    return [each for each in found[:BASES] if not _lost(whole, each, wish)]


def there(place: Path, signer: Signer, wish: Wish) -> tuple[Latest | None, Earlier | None]:
    """Return what the web folder says of itself, and its newest whole pack; None for a new one."""
    path = place / latests.NAME
    if not path.exists():
        return None, None
    known = latests.read(path.read_bytes(), {trust.print_of(each) for each in signer.line})
    if known.audience != wish.audience or (known.sealed is None) != (wish.reading_key is None):
        raise PackError("other_audience", told=wish.audience, found=known.audience)
    name = next((each.sha256 for each in known.packs if each.from_ is None), "")
    raw = _pack(place, name)
    return known, None if raw is None else packing.follow(raw, signer, wish)


def _pack(place: Path, name: str) -> bytes | None:
    """Return the pack of this hash, None if it is not there or only half copied."""
    path = place / PACKS / f"{name}{packing.EXTENSION}"
    if not path.is_file():
        return None
    raw = path.read_bytes()
    return raw if sha256(raw).hexdigest() == name else None


def _same(whole: Packed, before: Earlier, known: Latest, signer: Signer) -> bool:
    """Say whether nothing changed since the pack before: records, files, receipts, key."""
    made = whole.made
    return (
        made is not None
        and not whole.changed
        and not whole.missing
        and known.key == signer.key
        and {*made.manifest.receipts} <= {*before.manifest.receipts}
        and made.manifest.aside == before.manifest.aside
    )


def _save(
    place: Path,
    contents: Contents,
    signer: Signer,
    wish: Wish,
    made: list[Made],
    bases: list[Earlier],
) -> Latest:
    for each in made:
        write_whole(place / PACKS / f"{each.sha256}{packing.EXTENSION}", each.content)
    whole = made[0].manifest
    # Beside sealed packs no file lies open: their texts are inside.
    files = {} if wish.reading_key else _files(place, contents, wish, made[0])
    latest = Latest(
        cycle=contents.cycle,
        title=whole.title,
        sequence=whole.sequence,
        epoch=whole.epoch,
        audience=wish.audience,
        made_at=whole.made_at,
        packs=[
            WebPack(sha256=each.sha256, size=each.size, from_=each.manifest.earlier)
            for each in made
        ],
        files=files,
        sealed=None if wish.reading_key is None else sealing.print_of(wish.reading_key),
    )
    raw = latests.signed(latest, signer)
    write_whole(place / latests.NAME, raw)
    # Downloads of the earlier ones that are under way may finish.
    kept = {each.sha256 for each in (*made, *bases)}
    _sweep(place / PACKS, {f"{each}{packing.EXTENSION}" for each in kept})
    _sweep(place / FILES, set(files))
    return latests.read(raw)


def _files(place: Path, contents: Contents, wish: Wish, whole: Made) -> dict[str, int]:
    """Put the files that the pack's documents name beside the packs."""
    records = packing_records.chosen(
        contents.plan.changes, wish.audience, whole.manifest.sequence, None
    )
    named = set(packing_records.named(records))
    found: dict[str, int] = {}
    for blob in contents.attached.blobs:
        if blob.sha256 not in named or blob.sha256 in found:
            continue
        found[blob.sha256] = blob.size
        path = place / FILES / blob.sha256
        if not path.exists() or path.stat().st_size != blob.size:
            write_whole(path, blob.content())
    return found


def _lost(whole: Made, before: Earlier, wish: Wish) -> bool:
    """Say whether the pack before holds a record that nobody may have from here any more."""
    unseal = None if wish.reading_key is None else sealing.unsealing(wish.reading_key)
    _, contents = packing.reading.read(whole.content, unseal=unseal)
    now = packing_records.earlier(whole.sha256, whole.manifest, contents)
    held = {key for key, each in now.records.items() if each.data is not None}
    had = {key for key, each in before.records.items() if each.data is not None}
    return bool(had - held)


def _sweep(folder: Path, keep: set[str]) -> None:
    """Take away what `latest.json` names no longer, and halves of files."""
    if folder.is_dir():
        for path in folder.iterdir():
            if path.is_file() and path.name not in keep:
                path.unlink()
