"""What waits, as a file for a stick or a mail."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from nacl.signing import SigningKey

from app.actions import belonging, joining, mailing
from app.actions.acting import me
from app.actions.bundle_taking import TakenIn, take_bundle, take_bytes
from app.actions.clock import Clock, stamp, system
from app.actions.mailing import Letter
from app.actions.trouble import Trouble
from app.domain import keys
from app.domain.carrying import CARRIERS
from app.packs import personal
from app.paths import Home, write_whole
from app.store import Store, carried, current, facts, filed
from app.store.acts import Act
from app.store.carried import Carried
from app.sync import bundle
from app.sync.bundle import Line, Sender

__all__ = [
    "Made", "Plan", "Reader", "TakenIn", "To", "Waiting", "Write", "make", "names", "planned",
    "reader_of", "save", "take_bundle", "take_bytes", "waiting",
]  # fmt: skip

To = Literal["chairs", "secretariat"]
Reader = Literal["anyone", "secretariat"]
Write = Callable[[int, int, int], tuple[str, str]]
"""Subject and words of an e-mail: which part it is, of how many, how many changes are in it."""

_SLACK = 200
"""Bytes that an e-mail may grow by when its parts are counted."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a file would hold."""

    count: int
    bytes: int
    readers: Reader
    again: int = 0
    """Of these: went out in a file before, and are not confirmed."""
    carried: int = 0
    """Of these: other members' words that I hand on."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A file ready to be saved: nothing was frozen or written yet."""

    to: To
    acts: tuple[Act, ...]
    carried: tuple[Carried, ...]
    again: int
    aside: tuple[str, ...]
    """Ops that were not taken here, told to the Secretariat so that its next pack tells them."""
    sealed_for: str | None
    """The key that alone can open it (base64url)."""
    parts: tuple[tuple[bytes, int], ...]
    """The files, each with how many changes it holds."""
    over: bool
    """One change alone is larger than the limit."""
    sequence: int

    @property
    def count(self) -> int:
        return len(self.acts) + len(self.carried)

    @property
    def bytes(self) -> int:
        return sum(len(content) for content, _ in self.parts)

    @property
    def readable_by(self) -> Reader:
        return "secretariat" if self.sealed_for else "anyone"

    @property
    def sealed_to(self) -> str | None:
        """The fingerprint of the key it is sealed to."""
        return None if self.sealed_for is None else keys.fingerprint(keys.raw(self.sealed_for))


@dataclass(frozen=True, slots=True)
class Made:
    plan: Plan
    files: tuple[Path, ...]


def reader_of(store: Store, to: str) -> Reader:
    """Return who could read a file made now for `to`."""
    sealed = to == "secretariat" and _key_of_secretariat(store) is not None
    return "secretariat" if sealed else "anyone"


def names(store: Store) -> tuple[str, str]:
    """Return the cycle's title and my name, for the words of an e-mail."""
    profile = me(store)
    person = current.one(store, "members", profile.account)
    name = str((person.data.get("name") if person else None) or profile.account)
    return _title(store, profile.cycle), name


def waiting(store: Store, *, to: To = "chairs", new_only: bool = False) -> Waiting:
    """Return what a file would hold; also when that is nothing. Raises Trouble("not_joined")."""
    try:
        plan = planned(store, to=to, new_only=new_only)
    except Trouble as trouble:
        if trouble.code != "nothing_waits":
            raise
        return Waiting(0, 0, "anyone")
    return Waiting(plan.count, plan.bytes, plan.readable_by, plan.again, len(plan.carried))


def planned(
    store: Store,
    *,
    to: To = "chairs",
    limit: int | None = None,
    new_only: bool = False,
    letter: Write | None = None,
    name: str = "",
    clock: Clock = system,
) -> Plan:
    """Return the file to be, so that what it holds and who reads it is told before it is saved.

    Args:
        store: the profile.
        to: whom it is for. To the Secretariat goes also what I carry for other members.
        limit: bytes of one file at most; what is more goes into further ones, each whole.
        new_only: leave out what went out in a file before.
        letter: makes it the draft of an e-mail.
        name: of the file.
        clock: tells when it was made.

    Raises Trouble: `not_joined`, `nothing_waits`.
    """
    sender = _sender(store)
    role = me(store).role
    acts = tuple(filed.to_file(store, new_only=new_only))
    gone = filed.of(store)
    aside = carried.not_taken(store) if to == "secretariat" and role in CARRIERS else {}
    taken = (
        tuple(act for act in carried.all_of(store, "waiting") if not (new_only and act.op in gone))
        if to == "secretariat" and role in CARRIERS
        else ()
    )
    if not acts and not taken and not aside.keys() - gone.keys():
        raise Trouble("nothing_waits", again=len(gone))
    lines = [*(bundle.own(sender, act) for act in acts), *map(bundle.handed_on, taken)]
    title = _title(store, sender.cycle)
    sequence = int(facts.get(store, "bundle_sequence", "0") or 0) + 1
    sealed_for = _key_of_secretariat(store) if to == "secretariat" else None
    made_at = stamp(clock)
    people = mailing.addresses(store, to) if letter else []

    def packed(some: list[Line], part: int, of: int) -> bytes:
        content = bundle.pack(
            sender,
            some,
            title=title,
            sequence=sequence + part - 1,
            made_at=made_at,
            aside=aside,
            seal_for=sealed_for,
        )
        if letter is None:
            return content
        attached = _numbered(Path(name or "answers.satchel").with_suffix(".satchel"), part).name
        return mailing.draft(
            Letter(*letter(part, of, len(some))), people, (attached, content), clock
        )

    groups = _split(lines, limit, lambda some: len(packed(some, 1, 1)))
    parts = [(packed(some, at, len(groups)), len(some)) for at, some in enumerate(groups, 1)]
    return Plan(
        to=to,
        acts=acts,
        carried=taken,
        aside=tuple(aside),
        again=sum(act.op in gone for act in (*acts, *taken)),
        sealed_for=sealed_for,
        parts=tuple(parts),
        over=limit is not None and any(len(content) > limit for content, _ in parts),
        sequence=sequence,
    )


def save(store: Store, plan: Plan, out: Path, clock: Clock = system) -> Made:
    """Freeze what is in `plan`, then write its files, each whole or not at all.

    If writing fails the acts stay frozen: the next file holds the same op and the same words,
    and so does the next sync. Raises Trouble("written_meanwhile") and OSError.
    """
    out = out.expanduser().absolute()
    at = stamp(clock)
    with store.atomic():
        now = {act.op: (act.base, act.data) for act in filed.to_file(store)}
        if any(now.get(act.op) != (act.base, act.data) for act in plan.acts):
            raise Trouble("written_meanwhile")
        filed.freeze(store, plan.acts, out.name, at)
        for each in plan.carried:
            filed.note(store, each.op, each.collection, each.id, each.written_at, out.name, at)
        carried.leave(store, plan.carried)
        for op in plan.aside:
            filed.note(store, op, "", "", at, out.name, at)
        facts.put(store, bundle_sequence=str(plan.sequence + len(plan.parts) - 1))
    files = tuple(_numbered(out, part) for part in range(1, len(plan.parts) + 1))
    for path, (content, _) in zip(files, plan.parts, strict=True):
        write_whole(path, content)
    return Made(plan, files)


def make(
    store: Store,
    home: Home,
    out: Path,
    *,
    to: To = "chairs",
    limit: int | None = None,
    new_only: bool = False,
    letter: Write | None = None,
    before: Callable[[Plan], None] | None = None,
    clock: Clock = system,
) -> Made:
    """Save what waits as a file; `before` is told of it first.

    Raises Trouble("out_is_ours") and what its parts raise.
    """
    belonging.keep_off(home, out)
    if letter is not None and limit is None:
        limit = mailing.LIMIT
    plan = planned(
        store,
        to=to,
        limit=limit,
        new_only=new_only,
        letter=letter,
        name=out.name,
        clock=clock,
    )
    if before is not None:
        before(plan)
    return save(store, plan, out, clock)


def _sender(store: Store) -> Sender:
    profile = me(store)
    if facts.get(store, "device_seed") is None:
        joining.device_key(store)  # made now
    seed = facts.get(store, "device_seed") or ""
    device = facts.get(store, "device") or profile.device
    return Sender(profile.cycle, profile.account, device, SigningKey(bytes.fromhex(seed)))


def _title(store: Store, cycle: str) -> str:
    row = current.one(store, "cycle", cycle)
    return str((row.data.get("title") if row else None) or cycle)


def _key_of_secretariat(store: Store) -> str | None:
    """Return the Secretariat's public key if this profile knows it whole."""
    known = facts.get(store, "cycle_key")
    if not known:
        return None
    try:
        personal.sealing(known)
    except ValueError:
        return None
    return known


def _split(
    lines: list[Line], limit: int | None, size: Callable[[list[Line]], int]
) -> list[list[Line]]:
    """Return `lines` in groups that fit into `limit` bytes each, or are one line alone."""
    if limit is None or len(lines) == 1 or size(lines) <= limit - _SLACK:
        return [lines]
    middle = len(lines) // 2
    return [*_split(lines[:middle], limit, size), *_split(lines[middle:], limit, size)]


def _numbered(out: Path, part: int) -> Path:
    return out if part == 1 else out.with_name(f"{out.stem}-{part}{out.suffix}")
