"""Taking a pack in, frame by frame as it comes: from a line, or from a file that was verified.

A record gives way only to a higher version of the same epoch; a cursor that is there is
never moved; an older or doubled pack is taken kindly and changes nothing. Told in prose
in `docs/packs.md`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nacl.signing import SigningKey

from app.domain.audience import ROLES
from app.domain.collections import JOINED_BY_FILE
from app.domain.records import Record
from app.packs import personal, trust
from app.packs.container import Manifest, PackError, join
from app.packs.reading import Content, Reader, Unseal
from app.paths import Home
from app.store import Store, carried, facts, filed, files, generations, outbox, records, standing
from app.store.database import Unfit
from app.sync import rejoining
from app.sync.files import DIGEST
from app.sync.pack_checks import (
    FRAMES,
    Count,
    as_record,
    beginning,
    checked,
    possible,
)
from app.sync.pack_files import (
    bring,
    contents_of,
    forget_contents,
    keep_contents,
    named,
    whole_file,
)
from app.sync.pack_welcome import has_server, older, other_epoch, pin, pins, unseal, welcome


@dataclass(slots=True)
class Taken:
    """What reading a pack did."""

    news: int = 0
    """Records that are new here or say something else than before."""
    gone: int = 0
    receipts: int = 0
    """Acts of mine that whoever made the pack has received."""
    set_aside: int = 0
    """Acts of mine that were not taken: they wait for me, with the reason."""
    joined: int = 0
    """Records that I and others changed, joined by themselves."""
    asked: int = 0
    """Records in which others wrote something else in the same place: they wait for me."""
    files: int = 0
    lacks: tuple[str, ...] = ()
    """Hashes of files that the pack names and does not hold, and that are not here."""
    older: bool = False
    """It was older than what is here, or the same: nothing of it was used."""
    touched: set[str] = field(default_factory=set[str])
    """Collections that something came to."""
    epoch: str = ""
    cursor: str | None = None
    """Where the exchange goes on from once all of the pack is read; None where no server made it."""

    @property
    def nothing_new(self) -> bool:
        return not (
            self.news or self.gone or self.receipts or self.set_aside or self.files or self.asked
        )


class Intake:
    """Takes the bytes of one pack as they come, and keeps what is verified.

    From a line: `feed` each piece, then `end`; what has come is usable at once, the sequence
    and the cursor are only moved at the end, and the same bytes may be fed again. Raises
    PackError; what was kept before it was signed and is sound.
    """

    def __init__(
        self,
        store: Store,
        home: Home,
        *,
        sha: str | None = None,
        only_records: bool = False,
        key: Unseal | None = None,
    ) -> None:
        """Get ready for the pack whose file has the hash `sha`, if that is known."""
        self.taken = Taken()
        self._store = store
        self._home = home
        self._sha = sha
        self._only_records = only_records
        self._key = key or unseal(store)
        self._reader: Reader | None = None
        self._front = bytearray()
        self._joined = bytearray()
        self._count = Count()
        self._wanted: dict[str, list[Path]] | None = None
        self._kept: set[str] = set()

    @property
    def manifest(self) -> Manifest | None:
        return None if self._reader is None else self._reader.manifest

    @property
    def verified(self) -> int:
        """Bytes of the pack that were verified."""
        return 0 if self._reader is None else self._reader.taken

    def feed(self, piece: bytes) -> bool:
        """Take `piece`; say whether something new can be read now."""
        before = self.taken.news, self.taken.gone, self.taken.files
        for content in self._contents(piece):
            if content.frame.name in FRAMES:
                join(self._joined, content.content)
                if not self.taken.older:
                    self._keep_records(content)
            elif not self._only_records:
                self._keep_file(content)
        return before != (self.taken.news, self.taken.gone, self.taken.files)

    def end(self) -> Taken:
        """Finish: nothing more comes. Raises PackError("cut_short")."""
        if self._reader is None:
            raise PackError("cut_short")
        manifest = self._reader.end()
        with self._store.atomic():
            self._receipts(manifest)
            if not self.taken.older:
                self._keep_personal(manifest)
                self._finish(manifest)
            self._join(manifest)
        if not self._only_records:
            self.tidy()
        here = set(files.whole(self._store))
        self.taken.lacks = tuple(each for each in manifest.lacks if each not in here)
        return self.taken

    def tidy(self) -> None:
        """Take away what is kept of earlier packs if it holds what went; called when all is kept.

        Before that a program that ends here would still need it.
        """
        if self.taken.gone and self._kept:
            forget_contents(self._home, but=self._kept)

    def _contents(self, piece: bytes) -> Iterator[Content]:
        if self._reader is None:
            self._front += piece
            manifest = beginning(self._front)
            if manifest is None:
                return
            self._begin(manifest)
            piece = bytes(self._front)
            self._front.clear()
        if self._reader is not None:
            yield from self._reader.feed(piece)

    def _begin(self, manifest: Manifest) -> None:
        welcome(self._store, manifest)
        self.taken.older = older(self._store, manifest, self._sha)
        reader = opened(self._home, manifest, self._key)
        if not self.taken.older and self._anew(manifest):
            records.begin_generation(self._store, "epoch")
        self._reader = reader
        self.taken.epoch, self.taken.cursor = manifest.epoch, manifest.cursor

    def _anew(self, manifest: Manifest) -> bool:
        """Say whether another history begins with this pack: kept apart until it is whole."""
        if has_server(self._store):
            return False
        return other_epoch(self._store, manifest)

    def _keep_records(self, content: Content) -> None:
        into = records.filling_generation(self._store)
        given = list(checked(content, self._count))
        try:
            with self._store.atomic():
                changed = [each for each in given if _says_more(self._store, each, into)]
                applied = records.apply(self._store, given, into)
        except Unfit as error:
            raise PackError("damaged", frame=content.frame.name) from error
        came = set(applied.news) & {(each.collection, each.id) for each in changed}
        self.taken.news += len(came)
        self.taken.gone += len(applied.gone)
        self.taken.touched |= {name for name, _ in (*came, *applied.gone)}
        self._wanted = None

    def _keep_personal(self, manifest: Manifest) -> None:
        """Keep what only I may read of this pack: answers to me, and what is for chairs."""
        profile, seed = facts.profile(self._store), facts.get(self._store, "device_seed")
        if profile is None or seed is None or not manifest.personal or has_server(self._store):
            return
        into = records.filling_generation(self._store)
        found = personal.opened(manifest.personal, SigningKey(bytes.fromhex(seed)))
        mine = [
            each for each in map(as_record, found)
            if each.collection in JOINED_BY_FILE and possible(each)
        ]  # fmt: skip
        changed = [each for each in mine if _says_more(self._store, each, into)]
        try:
            applied = records.apply(self._store, mine, into)
        except Unfit as error:
            raise PackError("damaged", frame="personal") from error
        came = set(applied.news) & {(each.collection, each.id) for each in changed}
        self.taken.news += len(came)
        self.taken.touched |= {name for name, _ in came}

    def _keep_file(self, content: Content) -> None:
        name = content.frame.name
        if self._wanted is None:
            self._wanted = named(self._store, self._home)
        places = self._wanted.get(name)
        if not places or not whole_file(content):
            return
        if bring(self._store, name, content.content, places):
            self.taken.files += 1
            self.taken.touched.add("documents")

    def _receipts(self, manifest: Manifest) -> None:
        """Let go of what was received: it stays here as a record that no server has counted.

        What was set aside waits for the member with its reason.
        """
        if has_server(self._store):
            return  # its own answer to the act is what counts
        arrived = filed.confirm(self._store, manifest.receipts)
        carried.confirmed(self._store, manifest.receipts)
        standing.told(self._store, manifest.aside)
        others = {op: code for op, code in manifest.aside.items() if code != standing.BEATEN}
        aside = filed.set_aside(self._store, others)
        self.taken.receipts += len(arrived)
        self.taken.set_aside += len(aside)
        self.taken.touched |= {collection for collection, _ in (*arrived, *aside)}

    def _join(self, manifest: Manifest) -> None:
        """Join what I wrote with what the pack says of it, where that does not contradict."""
        if has_server(self._store):
            return
        asked = rejoining.ask(self._store, manifest.aside)
        report = rejoining.look_again(self._store)
        self.taken.asked += len({*asked, *report.conflicts})
        self.taken.joined += len(report.joined)
        self.taken.touched |= {*report.touched, *(collection for collection, _ in asked)}

    def _finish(self, manifest: Manifest) -> None:
        store = self._store
        trusted = trust.print_of(manifest.key)
        if trusted not in pins(store):
            pin(store, trusted)
        if facts.get(store, "filling") is not None and not has_server(store):
            generations.swap_generation(store)
            outbox.trust_no_base(store)
            self.taken.touched.add("*")
        facts.put(store, pack_sequence=str(manifest.sequence), pack_made_at=manifest.made_at)
        if not has_server(store) and (role := _role(store)) is not None:
            facts.put(store, role=role)
        if manifest.cursor is None:
            # Made by the Secretariat herself, so that she can open what is sealed to this key.
            facts.put(store, cycle_key=manifest.key)
        if facts.get(store, "cursor") is None:
            facts.put(store, epoch=manifest.epoch)
            if manifest.cursor is not None:
                facts.put(store, cursor=manifest.cursor)
        sha = manifest.whole or self._sha
        if sha is not None and DIGEST.fullmatch(sha):
            facts.put(store, pack_sha256=sha)
            self._keep_contents(sha)

    def _keep_contents(self, sha: str) -> None:
        """Keep what later deltas are made against; with a server none ever comes."""
        if has_server(self._store):
            return
        self._kept = {sha, self._sha or sha}
        for each in self._kept:
            keep_contents(self._home, each, bytes(self._joined))


def _role(store: Store) -> str | None:
    """Return what the roster here says that this profile's account is."""
    me = records.version(store, "members", facts.get(store, "account") or "")
    role = None if me is None else json.loads(me[1]).get("role")
    return role if role in ROLES else None


def opened(home: Home, manifest: Manifest, key: Unseal | None) -> Reader:
    """Return what reads the pack of `manifest`. Raises PackError("needs_earlier")."""
    if manifest.earlier is None:
        return Reader(unseal=key)
    held = contents_of(home, manifest.earlier)
    if held is None:
        raise PackError("needs_earlier", sha256=manifest.earlier)
    return Reader(earlier=held, unseal=key)


def _says_more(store: Store, given: Record, into: int) -> bool:
    """Say whether the record tells something that is not here: a version alone does not."""
    held = records.version(store, given.collection, given.id, into)
    return held is None or given.data is None or json.loads(held[1]) != given.data
