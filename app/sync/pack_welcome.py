"""What a pack is allowed to be here: of this cycle, signed by a trusted key, of this history."""

import json

from app.packs import sealing, trust
from app.packs.container import Manifest, PackError
from app.packs.reading import Unseal
from app.store import Store, facts


def pins(store: Store) -> frozenset[str]:
    """Return the fingerprints that this profile trusts."""
    found = facts.get(store, "pins")
    if found:
        return frozenset(json.loads(found))
    known = facts.get(store, "fingerprint")
    return frozenset({known} if known else ())


def pin(store: Store, *fingerprints: str) -> None:
    """Trust these keys from now on, besides those trusted before."""
    facts.put(store, pins=json.dumps(sorted(pins(store) | set(fingerprints))))


def unseal(store: Store) -> Unseal | None:
    """Return what opens packs sealed for this cycle's members, None without its reading key."""
    held = facts.get(store, "reading_key")
    return None if held is None else sealing.unsealing(bytes.fromhex(held))


def welcome(store: Store, manifest: Manifest) -> None:
    """Say whether this profile may read the pack at all, before a byte of it is used.

    Raises PackError: `not_a_pack`, `other_cycle`, `other_key`, `other_epoch`.
    """
    if manifest.kind != "pack":
        raise PackError("not_a_pack")
    cycle = facts.get(store, "cycle")
    if cycle is not None and cycle != manifest.cycle:
        raise PackError("other_cycle", told=cycle, found=manifest.cycle)
    trust.check(manifest.key, manifest.endorsements, pins(store))
    if has_server(store) and other_epoch(store, manifest):
        raise PackError("other_epoch")


def has_server(store: Store) -> bool:
    """Say whether papers come from a server, which counts versions in its own way."""
    return bool(facts.get(store, "server")) and facts.get(store, "way", "server") == "server"


def other_epoch(store: Store, manifest: Manifest) -> bool:
    """Say whether the pack is of another history than what is here."""
    known = facts.get(store, "epoch")
    if known is None:
        # Joined by a server that has said nothing yet: only its own packs fit to what it will say.
        return has_server(store) and manifest.cursor is None
    return known != manifest.epoch


def older(store: Store, manifest: Manifest, sha: str | None) -> bool:
    """Say whether what this pack holds, or newer, is here already."""
    if sha is not None and sha == facts.get(store, "pack_sha256"):
        return True
    known = facts.get(store, "pack_sequence")
    return known is not None and manifest.sequence <= int(known)
