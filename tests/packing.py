"""Packs of the made-up meeting folder, and what is inside of one, in a word each."""

from pathlib import Path
from typing import Any

from nacl.signing import SigningKey

from app.documents.extract import extract
from app.packs import reading, writing
from app.packs.container import Manifest, PackedRecord, join
from app.packs.trust import Signer, new_signer
from app.secretariat import packing
from app.secretariat.packing import Packed, Wish

OFFICE = Signer(SigningKey(bytes(range(32))))
"""The same key always: what is signed with it is the same bytes in every run."""
OTHER = new_signer()


def packed(
    folder: Path, out: Path, signer: Signer = OFFICE, after: Path | None = None, **wish: Any
) -> Packed:
    """Pack `folder` into `out`, which must work."""
    before = None if after is None else after.read_bytes()
    done = packing.pack(folder, out, signer, extract, Wish(**wish), after=before)
    assert done.made is not None, done.faults
    return done


def inside(raw: bytes, earlier: bytes | None = None) -> tuple[Manifest, list[PackedRecord], str]:
    """Return a pack's manifest, its records, and all that it says as one text."""
    manifest, contents = reading.read(raw, earlier=earlier)
    records = [
        record
        for content in contents
        if content.frame.name in {"agendas", "summaries", "texts", "rest"}
        for record in content.records()
    ]
    said = b"\n".join(content.content for content in contents).decode("utf-8", "replace")
    return manifest, records, f"{manifest}\n{said}"


def base(raw: bytes) -> bytes:
    """Return what a delta against this whole pack is made against."""
    held = bytearray()
    for content in reading.read(raw)[1]:
        if content.frame.name in {"agendas", "summaries", "texts", "rest"}:
            join(held, content.content)
    return bytes(held)


def head(sequence: int = 1, **given: Any) -> Manifest:
    """Return a manifest for a pack made by hand."""
    fields = {
        "kind": "pack", "cycle": "harbour2031", "sequence": sequence, "made_at": "", "key": "",
        "audience": "members", "epoch": packing.epoch(OFFICE, "harbour2031"), **given,
    }  # fmt: skip
    return Manifest(**fields)


def by_hand(
    *records: PackedRecord, signer: Signer = OFFICE, frame: str = "agendas", **given: Any
) -> bytes:
    """Return a signed pack that holds `records`."""
    parts = [writing.records_part(frame, records)]
    return writing.write(head(**given), parts, signer.secret)


def member(account: str, **data: Any) -> PackedRecord:
    """Return a roster entry as a pack holds it."""
    fields = {"name": account.title(), "role": "member", **data}
    return PackedRecord("members", account, 1, "secretariat-1", ("members",), fields)


def milestone(id: str = "start", version: int = 1, **data: Any) -> PackedRecord:
    fields = {"title": "Start", "at": "2031-01-01T00:00:00Z", **data}
    return PackedRecord("milestones", id, version, "secretariat-1", ("members",), fields)
