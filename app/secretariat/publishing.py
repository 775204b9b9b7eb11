"""Publishing a meeting folder: make the server have what the folder asks for, and no more.

Everything is checked before anything is sent. It may stop anywhere and be run again:
files go up before the records that name them, records go through the outbox like
everybody's, and a second run of the whole does nothing.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from app.domain import times
from app.secretariat.attaching import Blob, Extract, attach
from app.secretariat.folder import check
from app.secretariat.papers import Checked, Fault, Folder
from app.secretariat.reconcile import Plan, PlannedChange, reconcile
from app.store import Store, facts, outbox, published
from app.store.facts import Profile
from app.sync import engine
from app.sync.report import Report
from app.sync.transport import Cancelled, Refused, Stop, Transport, never

BATCH = 2_000_000
"""Bytes of records in one exchange: a cut line costs at most that; the server takes 8 MB."""
MOST = 200
"""Records in one exchange."""
_LEFTOVERS = "publishing"
"""The fact that names what the last publishing put in the outbox."""


class CannotPublish(Exception):
    """Nothing was sent. `code`: `not_secretariat`, `changed_meanwhile` (a file of the folder)."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Step:
    """How far it is: `what` is `upload` (bytes) or `send` (records)."""

    what: str
    done: int
    total: int


Progress = Callable[[Step], None]


def quiet(_: Step) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class Published:
    """What was done, or (dry run, faults) would be."""

    changes: tuple[PlannedChange, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Fault, ...] = ()
    """What is possible and hardly meant; published all the same."""
    untouched: int = 0
    dry_run: bool = False
    founded: bool = False
    """The server did not have the cycle; it was made, and this profile is its Secretariat."""
    sent: int = 0
    unreadable: tuple[tuple[str, str], ...] = ()
    """(document, code) of files that go without their text, which could not be taken out."""
    uploaded: int = 0
    """Bytes of files that went up."""
    bytes_up: int = 0
    bytes_down: int = 0
    requests: int = 0
    conflicts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Somebody changed these records at the same moment: run it again."""
    refused: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    """(id, code, message) of what the server would not take."""

    @property
    def whole(self) -> bool:
        """Everything the folder asks for is on the server."""
        return not (self.faults or self.conflicts or self.refused)


@dataclass(frozen=True, slots=True)
class Way:
    """How publishing reaches the server: handed in, so that the command line decides."""

    connect: Callable[[Profile], Transport]
    found: Callable[[str, str], Profile]
    """Make the cycle of this id and title on the server; raises if it cannot be."""
    anew: bool = False
    """An address was given: make the cycle there too if that server lacks it."""


def publish(
    store: Store,
    root: Path,
    way: Way,
    extract: Extract,
    *,
    dry_run: bool = False,
    progress: Progress = quiet,
    stop: Stop = never,
) -> Published:
    """Publish the meeting folder `root` from this profile.

    Raises CannotPublish and TransportError; both leave the server with whole records
    only, and running it again goes on where it was.
    """
    checked = check(root)
    profile = facts.profile(store)
    faults = checked.faults or _other_cycle(checked, profile)
    if faults:
        return Published(faults=faults, dry_run=dry_run)
    if profile is None and dry_run:
        attached = attach(checked.folder, (), extract)
        plan = reconcile(attached.folder, ())
        return Published(
            plan.changes, doubts=checked.doubts, dry_run=True, unreadable=attached.unreadable
        )
    founded = profile is None
    profile = profile or _found(way, checked.folder)
    if profile.role != "secretariat":
        raise CannotPublish("not_secretariat", role=profile.role, account=profile.account)

    def once(profile: Profile) -> Published:
        transport = way.connect(profile)
        try:
            run = _Run(store, transport, profile.device, extract, progress, stop, founded=founded)
            return run.publish(checked.folder, dry_run=dry_run)
        finally:
            close = getattr(transport, "close", None)
            if close is not None:
                close()

    try:
        result = once(profile)
    except _Unknown as unknown:
        if dry_run or founded or not way.anew:
            raise unknown.refused from None
        founded = True
        result = once(_found(way, checked.folder))
    result.founded, result.doubts = founded, checked.doubts
    return result


class _Unknown(Exception):
    """The server did not know this device when nothing had been asked of it yet."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.code)
        self.refused = refused


def _found(way: Way, folder: Folder) -> Profile:
    cycle = folder.cycle
    name = cycle.id if cycle else ""
    return way.found(name, str(cycle.data.get("title") or name) if cycle else name)


def _other_cycle(checked: Checked, profile: Profile | None) -> tuple[Fault, ...]:
    cycle = checked.folder.cycle
    if profile is None or cycle is None or cycle.id == profile.cycle:
        return ()
    spot = cycle.spot("id")
    return (Fault.at(spot, "id", "other_cycle", there=profile.cycle, got=cycle.id),)


@dataclass(slots=True)
class _Run:
    """One publishing by the Secretariat's profile."""

    store: Store
    transport: Transport
    device: str
    extract: Extract
    progress: Progress
    stop: Stop
    founded: bool = False
    result: Published = field(default_factory=Published)

    def publish(self, folder: Folder, *, dry_run: bool) -> Published:
        try:
            self._sync(send=False)
        except Refused as refused:
            if refused.status == 401:  # noqa: PLR2004 -- HTTP's "who are you?"
                raise _Unknown(refused) from refused
            raise
        plan, blobs = self._plan(folder)
        if plan.faults or dry_run:
            self.result.dry_run = dry_run
            return self.result
        self._take_back()
        if outbox.to_send(self.store, 1):
            # My own acts, and what was on its way when the last publishing broke off.
            self._sync(send=True)
            plan, blobs = self._plan(folder)
            if plan.faults:
                return self.result
        self._upload(plan, blobs)
        self._send(plan)
        return self.result

    def _plan(self, folder: Folder) -> tuple[Plan, tuple[Blob, ...]]:
        held = published.held(self.store)
        attached = attach(folder, held, self.extract)
        plan = reconcile(attached.folder, held)
        self.result.unreadable = attached.unreadable
        # With a fault nothing is going to be done.
        self.result.changes = () if plan.faults else plan.changes
        self.result.missing = plan.missing
        self.result.faults, self.result.untouched = plan.faults, plan.untouched
        return plan, attached.blobs

    def _sync(self, *, send: bool) -> Report:
        report = engine.sync(
            self.store, self.transport, device=self.device, stop=self.stop, send=send
        )
        self.result.bytes_up += report.bytes_up
        self.result.bytes_down += report.bytes_down
        self.result.requests += report.requests
        return report

    def _take_back(self) -> None:
        """Forget what an earlier publishing wanted and did not send: the folder may differ now."""
        with self.store.atomic():
            left = json.loads(facts.get(self.store, _LEFTOVERS) or "[]")
            published.take_back(self.store, [(each[0], each[1]) for each in left])
            facts.put(self.store, **{_LEFTOVERS: None})

    def _upload(self, plan: Plan, blobs: tuple[Blob, ...]) -> None:
        """Put files up that a changed document names; the server knows how much it has."""
        wanted = {each.id for each in plan.changes if each.action == "upload"}
        # A new server has no file, whatever the records say that are offered to it again.
        chosen = [each for each in blobs if self.founded or each.document in wanted]
        going = list({each.sha256: each for each in chosen}.values())
        total, done = sum(each.size for each in going), 0
        before = self.transport.traffic.up, self.transport.traffic.requests
        for blob in going:
            if self.stop():
                raise Cancelled
            content = blob.content()
            if sha256(content).hexdigest() != blob.sha256:
                raise CannotPublish("changed_meanwhile", document=blob.document)
            self.transport.upload(blob.sha256, content, self.stop)
            done += blob.size
            self.progress(Step("upload", done, total))
        self.result.uploaded = self.transport.traffic.up - before[0]
        self.result.bytes_up += self.result.uploaded
        self.result.requests += self.transport.traffic.requests - before[1]

    def _send(self, plan: Plan) -> None:
        going = [each for each in plan.changes if each.data is not None]
        now = times.text(datetime.now(UTC))
        for batch in batches(going):
            with self.store.atomic():
                left: list[list[str]] = json.loads(facts.get(self.store, _LEFTOVERS) or "[]")
                left += [[each.collection, each.id] for each in batch]
                facts.put(self.store, **{_LEFTOVERS: json.dumps(left)})
                for each in batch:
                    outbox.put(
                        self.store,
                        each.collection,
                        each.id,
                        each.data,
                        audience=each.audience,
                        written_at=now,
                    )
            report = self._sync(send=True)
            self.result.sent += report.sent
            self.result.conflicts += report.conflicts
            self.result.refused += report.set_aside
            self.progress(Step("send", self.result.sent, len(going)))
        if self.result.whole:
            facts.put(self.store, **{_LEFTOVERS: None})


def batches(changes: list[PlannedChange]) -> list[list[PlannedChange]]:
    """Cut `changes` into runs that fit one exchange, in their order."""
    found: list[list[PlannedChange]] = []
    size = 0
    for each in changes:
        weight = len(json.dumps(each.data, ensure_ascii=False).encode()) + 300
        if not found or size + weight > BATCH or len(found[-1]) >= MOST:
            found.append([])
            size = 0
        found[-1].append(each)
        size += weight
    return found
