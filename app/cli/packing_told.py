"""What `pack` tells of what it made: as lines for people, as JSON for programs."""

from pathlib import Path
from typing import Any

from app.cli.output import tell
from app.domain import web_invitations
from app.i18n import _, ngettext
from app.packs.trust import Signer
from app.phrases.sizes import size
from app.secretariat import packing
from app.secretariat.packing import Packed
from app.secretariat.packing_web import Folder


def shape(packed: Packed, path: Path, signer: Signer) -> dict[str, Any]:
    """Return a pack as `pack --json` shows it."""
    made = packed.made
    if made is None:
        return {"faults": []}
    manifest = made.manifest
    return {
        "path": str(made.path),
        "size": made.size,
        "bytes": made.size,
        "sha256": made.sha256,
        "cycle": manifest.cycle,
        "title": manifest.title,
        "audience": manifest.audience,
        "sequence": manifest.sequence,
        "epoch": manifest.epoch,
        "key": str(path),
        "fingerprint": signer.fingerprint,
        "records": sum(manifest.contains.values()),
        "contains": manifest.contains,
        "left_out": packed.left_out,
        "lacks": manifest.lacks,
        "files": sum(each.file is not None for each in manifest.frames),
        "frames": packing.sizes(manifest.frames),
        "delta": manifest.earlier is not None,
        "changed": packed.changed,
        "missing": [{"collection": name, "id": id} for name, id in packed.missing],
        "without_text": [{"id": id, "code": code} for id, code in packed.unreadable],
        "receipts": len(manifest.receipts),
        "set_aside": len(manifest.aside),
        "faults": [],
    }


def web_shape(
    done: Folder, root: Path, signer: Signer, letter: str, reading: bytes | None
) -> dict[str, Any]:
    latest = done.latest
    return {
        "web": str(root),
        "latest": str(root / "latest.json"),
        "unchanged": done.unchanged,
        "cycle": latest.cycle,
        "audience": latest.audience,
        "sequence": latest.sequence,
        "packs": [
            {"sha256": each.sha256, "size": each.size, "from": each.from_} for each in latest.packs
        ],
        "files": len(latest.files),
        "size": done.size,
        "fingerprint": signer.fingerprint,
        "reading_key": None if reading is None else web_invitations.written(reading),
        "invitation": letter,
        "changed": done.packed.changed,
        "missing": [{"collection": name, "id": id} for name, id in done.packed.missing],
        "faults": [],
    }


def tell_packed(packed: Packed, signer: Signer) -> None:
    made = packed.made
    if made is None:
        return
    count = sum(made.manifest.contains.values())
    words = ngettext(
        "{path}: {size}, {n} record, for {audience}.",
        "{path}: {size}, {n} records, for {audience}.",
        count,
    )
    print(
        words.format(path=made.path, size=size(made.size), n=count, audience=made.manifest.audience)
    )
    for name, taken in _kinds(packed).items():
        print(f"{size(taken):>10}  {name}")
    print(_("Fingerprint: {fingerprint}").format(fingerprint=signer.fingerprint))


def _kinds(packed: Packed) -> dict[str, int]:
    """Return {kind of frame: bytes in the file}."""
    names = {
        "agendas": _("deadlines and agendas"),
        "summaries": _("summaries"),
        "texts": _("texts of the proposals"),
        "rest": _("the rest"),
    }
    found: dict[str, int] = {}
    for each in packed.made.manifest.frames if packed.made else ():
        kind = names.get(each.name, _("documents"))
        found[kind] = found.get(kind, 0) + each.size
    return found


def tell_web(done: Folder) -> None:
    if done.unchanged:
        print(_("The web folder is as it should be; nothing was written."))
        return
    for each in done.latest.packs:
        kind = _("whole pack") if each.from_ is None else _("changes since the pack before")
        print(f"{size(each.size):>10}  {kind}")
    print(f"{size(sum(done.latest.files.values())):>10}  " + _("files of the documents"))


def tell_beside(packed: Packed) -> None:
    if packed.made is not None and not packed.made.manifest.contains:
        tell(_("Nothing in this folder is for {audience}: the pack is empty.").format(
            audience=packed.made.manifest.audience
        ))  # fmt: skip
    for id, _code in packed.unreadable:
        tell(_("The text of “{id}” could not be taken out; it goes without.").format(id=id))
    for name, id in packed.missing:
        tell(_("in the earlier pack and not in the folder, left alone: {paper}").format(
            paper=f"{name}/{id}"
        ))  # fmt: skip
