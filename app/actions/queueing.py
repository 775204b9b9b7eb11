"""The queue of downloads: what is to be brought, in which order; kept when the program ends.

A file is continued at the byte where it broke, checked by its hash and only then given its
name (`app/sync/files.py`). What one file fails of stops no other.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.actions import assigned, downloading
from app.actions.trouble import Trouble
from app.actions.ways import Open, server
from app.domain.changes import Changes
from app.paths import Home
from app.store import Store, current, documents, queue
from app.store.documents import DocumentRow
from app.sync.files import Got, WrongContent, waiting
from app.sync.transport import Busy, Cancelled, Stop, TransportError, Unreachable, never

TOUCHED = "queue"
"""What `Changes` call the queue."""


@dataclass(frozen=True, slots=True)
class Queued:
    """One file in the queue."""

    document: str
    title: str
    name: str
    """Of the file, as the server named it."""
    size: int
    got: int
    """Bytes that are here already."""
    state: str
    """`waiting`, `paused` or `failed`."""
    code: str = ""
    """Why it failed: a code of `Trouble`, or `damaged`, `refused`, `system`."""
    why: str = ""
    """What the system said, or the server's own code."""

    @property
    def left(self) -> int:
        return max(0, self.size - self.got)


@dataclass(frozen=True, slots=True)
class Worth:
    """How many files one would ask for, and how many bytes of them are not here yet."""

    documents: tuple[str, ...]
    size: int

    @property
    def count(self) -> int:
        return len(self.documents)


def listed(store: Store, home: Home) -> list[Queued]:
    """Return the queue, what comes next first; documents that are gone are left out."""
    places = queue.listed(store)
    rows = {each.row.id: each for each in documents.listed(store)} if places else {}
    found: list[Queued] = []
    for each in places:
        row = rows.get(each.document)
        file = _file(row) if row is not None else None
        if row is None or file is None:
            continue
        found.append(
            Queued(
                each.document,
                row.title,
                file.name,
                row.size,
                _begun(home, row, file),
                each.state,
                each.code,
                each.why,
            )
        )
    return found


def worth(store: Store, home: Home, rows: Iterable[DocumentRow] | None = None) -> Worth:
    """Return which originals of `rows` (all documents for None) are not here, and their size."""
    wanted: list[str] = []
    size = 0
    for each in documents.listed(store) if rows is None else rows:
        file = _file(each)
        if file is not None and not each.file_here and each.row.data.get("status") != "withdrawn":
            wanted.append(each.row.id)
            size += max(0, each.size - _begun(home, each, file))
    return Worth(tuple(wanted), size)


def of_meeting(store: Store, meeting: str) -> list[DocumentRow]:
    """Return the documents of a meeting. Raises Trouble("no_such_record")."""
    if current.one(store, "meetings", meeting) is None:
        raise Trouble("no_such_record", collection="meetings", id=meeting)
    return [each for each in documents.listed(store) if each.row.data.get("meeting") == meeting]


def add(store: Store, home: Home, ids: Sequence[str]) -> Changes:
    """Put the originals of documents at the end of the queue; what is here is left out.

    Of several, those she is asked about come before the others. What was paused or failed
    waits again. Raises Trouble: `no_such_paper`, `no_file`.
    """
    wanted = [id for id in ids if not downloading.planned(store, home, id).here]
    if len(wanted) > 1:
        asked = assigned.about_me(store)
        wanted.sort(key=lambda each: each not in asked)
    queue.add(store, wanted)
    return Changes.of(TOUCHED, ids=tuple(wanted))


def remove(store: Store, ids: Sequence[str]) -> Changes:
    """Take documents out of the queue; the bytes that came are kept for another time.

    Raises Trouble("not_queued").
    """
    _known(store, ids)
    queue.remove(store, ids)
    return Changes.of(TOUCHED, ids=tuple(ids))


def pause(store: Store, ids: Sequence[str] | None = None) -> Changes:
    """Have `ids` (or all that wait) wait for the member's word. Raises Trouble("not_queued")."""
    return _turn(store, ids, frozenset({"waiting"}), "paused")


def resume(store: Store, ids: Sequence[str] | None = None) -> Changes:
    """Let `ids` (or all) go on; what failed is tried again. Raises Trouble("not_queued")."""
    return _turn(store, ids, frozenset({"paused", "failed"}), "waiting")


def first(store: Store, id: str) -> Changes:
    """Bring `id` before all others; paused or failed, it waits again.

    Raises Trouble("not_queued").
    """
    _known(store, [id])
    with store.atomic():
        others = [each.document for each in queue.listed(store) if each.document != id]
        queue.put_in_order(store, [id, *others])
        queue.turn(store, id, "waiting")
    return Changes.of(TOUCHED, ids=(id,))


def move(store: Store, id: str, by: int) -> Changes:
    """Move `id` by so many places, up where it is negative. Raises Trouble("not_queued")."""
    _known(store, [id])
    with store.atomic():
        order = [each.document for each in queue.listed(store)]
        at = order.index(id)
        order.insert(max(0, at + by), order.pop(at))
        queue.put_in_order(store, order)
    return Changes.of(TOUCHED, ids=(id,))


def next_up(store: Store, home: Home) -> Queued | None:
    """Return what is to be brought now, None when nothing waits."""
    return next((each for each in listed(store, home) if each.state == "waiting"), None)


def fetch(
    store: Store,
    home: Home,
    id: str,
    *,
    got: Got = lambda _: None,
    stop: Stop = never,
    open_transport: Open = server,
) -> Path | None:
    """Bring one file of the queue, take it out, and return where it is.

    None when it will not come: its place says why, and the next may be brought. Raises
    Unreachable, Busy and Cancelled, and Trouble (`no_server`, `not_joined`): nothing else
    would come either now; it stays in the queue as it is.
    """
    try:
        path = downloading.get(store, home, id, got=got, stop=stop, open_transport=open_transport)
    except (Unreachable, Busy, Cancelled):
        raise
    except Trouble as trouble:
        if trouble.code in {"no_server", "not_joined", "device_revoked"}:
            raise
        queue.turn(store, id, "failed", trouble.code, str(trouble.params.get("reason") or ""))
        return None
    except WrongContent:
        queue.turn(store, id, "failed", "damaged")
        return None
    except TransportError as error:
        queue.turn(store, id, "failed", "refused", str(getattr(error, "code", "")))
        return None
    except OSError as error:
        queue.turn(store, id, "failed", "system", error.strerror or str(error))
        return None
    queue.remove(store, [id])
    return path


def run(
    store: Store,
    home: Home,
    *,
    came: Callable[[Queued, Path | None], None] = lambda _each, _path: None,
    got: Got = lambda _: None,
    stop: Stop = never,
    open_transport: Open = server,
) -> int:
    """Bring all that waits, one after the other; return how many came. Raises as `fetch`."""
    count = 0
    while (each := next_up(store, home)) is not None:
        path = fetch(store, home, each.document, got=got, stop=stop, open_transport=open_transport)
        came(each, path)
        count += path is not None
    return count


@dataclass(frozen=True, slots=True)
class _File:
    sha256: str
    name: str


def _file(each: DocumentRow) -> _File | None:
    file = each.row.data.get("file") or {}
    sha256 = str(file.get("sha256") or "")
    return _File(sha256, str(file.get("name") or each.row.id)) if sha256 else None


def _begun(home: Home, each: DocumentRow, file: _File) -> int:
    """Return how many bytes of a file are here, whole or not."""
    target = home.file(file.sha256, file.name)
    return each.size if target.exists() else waiting(file.sha256, target)


def _known(store: Store, ids: Sequence[str]) -> None:
    known = {each.document for each in queue.listed(store)}
    for id in ids:
        if id not in known:
            raise Trouble("not_queued", id=id)


def _turn(store: Store, ids: Sequence[str] | None, these: frozenset[str], state: str) -> Changes:
    _known(store, ids or ())
    with store.atomic():
        turned = [
            each.document
            for each in queue.listed(store)
            if (ids is None or each.document in ids) and each.state in these
        ]
        for id in turned:
            queue.turn(store, id, state)
    return Changes.of(TOUCHED, ids=tuple(turned))
