"""Trying everything that matters in a temporary folder: a profile that works here works anywhere.

Each step is a small journey through the real parts, without a network. A step that fails
stops no other; its reason names what did not hold.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.actions import (
    acting,
    annotating,
    backing,
    caring,
    erasing,
    exporting,
    placing,
    restoring,
    reviewing,
    searching,
)
from app.actions.papers import About
from app.actions.reviewing import Edit
from app.actions.trouble import Trouble
from app.domain import keys
from app.domain.records import Data, Record
from app.paths import Home, resource
from app.store import Store, copies, current, facts, open_store, outbox, records
from app.store.database import FULL, OLDEST_SQLITE, Database, sqlite3
from app.store.migrations import migrations

CYCLE, ROUND, PAPER = "self-test", "first", "trees"
SCRIPTS = {
    "Latin": ("L’école d’été à Genève", "ecole"),
    "Arabic": ("حوكمةُ الإنترنت للجميع", "حوكمة"),
    "Chinese": ("互联网治理论坛", "治理"),
    "Cyrillic": ("Управление интернетом", "управление"),
    "Devanagari": ("इंटरनेट शासन मंच", "शासन"),
    "Greek": ("Διακυβέρνηση του διαδικτύου", "διακυβερνηση"),
}
"""{script: (words of a comment, what is searched for)}."""

Check = Callable[["Bench"], None]


class NotSo(Exception):
    """Something did not hold that must hold."""


@dataclass(frozen=True, slots=True)
class Step:
    """How one step went."""

    name: str
    ok: bool
    seconds: float
    why: str = ""


@dataclass(slots=True)
class Bench:
    """What the steps work on: one profile in a folder of its own."""

    folder: Path
    stores: dict[str, Store] = field(default_factory=dict[str, Store])

    @property
    def home(self) -> Home:
        return Home(self.folder / "omar")

    @property
    def store(self) -> Store:
        """The member's store, opened when it is first needed."""
        return self.profile("omar", "member")

    def profile(self, account: str, role: str) -> Store:
        found = self.stores.get(account)
        if found is None:
            found = open_store(self.folder / account / "store.db")
            self.stores[account] = found
            if facts.profile(found) is None:
                facts.put(found, cycle=CYCLE, account=account, role=role, device=f"of-{account}")
                records.apply(found, _papers())
        return found

    def close(self) -> None:
        for store in self.stores.values():
            store.close()
        self.stores.clear()


def run(more: dict[str, Check] | None = None) -> Iterator[Step]:
    """Do every step and tell of each as it is done; `more` are steps of the caller's own."""
    folder = Path(tempfile.mkdtemp(prefix="satchel-self-test-"))
    try:
        bench = Bench(folder)
        for name, check in {**CHECKS, **(more or {})}.items():
            yield _done(name, check, bench)
        bench.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _done(name: str, check: Check, bench: Bench) -> Step:
    began = time.perf_counter()
    why = ""
    try:
        check(bench)
    except Exception as error:  # noqa: BLE001 -- a self-test is there to tell of everything
        why = f"{type(error).__name__}: {error}"[:300]
    return Step(name, not why, round(time.perf_counter() - began, 2), why)


def _hold(so: object, what: str) -> None:
    if not so:
        raise NotSo(what)


def _record(collection: str, id: str, version: int = 1, /, **data: object) -> Record:
    return Record(collection, id, version, "office", ("members",), dict(data))


def _papers() -> list[Record]:
    round_: Data = {
        "title": "First reading",
        "kind": "qualitative",
        "status": "open",
        "criteria": [
            {"key": "need", "title": "Who needs it", "text": "required"},
            {"key": "reach", "title": "Whom it reaches", "scale": {"min": 1, "max": 5}},
        ],
        "stances": [{"key": "support", "title": "Support"}],
    }
    return [
        _record("cycle", CYCLE, title="Self-test"),
        _record("members", "omar", name="Omar", role="member"),
        _record("members", "chair", name="Chair", role="chair"),
        _record("rounds", ROUND, **round_),
        _record("proposals", PAPER, title="Trees", round=ROUND, version=1, status="open"),
        _version(1, "Apples and pears grow in every orchard of the valley."),
    ]


def _version(number: int, text: str) -> Record:
    return _record(
        "versions",
        f"{PAPER}-v{number}",
        number,
        proposal=PAPER,
        number=number,
        at="2030-02-01T12:00:00Z",
        sections=[{"key": "s1", "heading": "Fruit", "text": text}],
    )


def _store(bench: Bench) -> None:
    """SQLite is safe with two connections, syncs at every commit, and keeps what was saved."""
    _hold(sqlite3.sqlite_version_info >= OLDEST_SQLITE, f"SQLite {sqlite3.sqlite_version}")
    full = bench.store.one("PRAGMA synchronous")
    _hold(full is not None and full["synchronous"] == FULL, "synchronous=FULL")
    annotating.comment(bench.store, bench.home, About("proposal", PAPER, 1), "kept?")
    bench.close()
    _hold("kept?" in [row.data["text"] for row in current.listed(bench.store, "comments")], "kept")
    _hold(not copies.faults(bench.store), "integrity_check")


def _migrations(bench: Bench) -> None:
    """A store stopped at any step of the schema is brought up to date with its words."""
    with open_store(None).db as empty:
        steps = [step.name for step in migrations.applied(empty)]
    for before in steps[1:]:
        path = bench.folder / "migrations" / f"{before}.db"
        path.parent.mkdir(exist_ok=True)
        old = Database(sqlite3.connect(path))
        migrations.apply(old, stop_before=before)
        old.execute(
            "INSERT INTO outbox (op, collection, id, state, audience, data, written_at)"
            " VALUES ('o', 'comments', 'c1', 'waiting', '[]', '{\"text\": \"kept\"}', '')"
        )
        old.conn.commit()
        old.close()
        upgraded = open_store(path)
        acts = outbox.all_of(upgraded)
        upgraded.close()
        _hold([act.data for act in acts] == [{"text": "kept"}], before)


def _undo(bench: Bench) -> None:
    """An act is taken back as if it had not been."""
    before = len(outbox.all_of(bench.store))
    annotating.comment(bench.store, bench.home, About("proposal", PAPER, 1), "too quick")
    acting.take_back(bench.store)
    _hold(len(outbox.all_of(bench.store)) == before, "take back")


def _search(bench: Bench) -> None:
    """Words are found in six scripts, accents or not."""
    for text, _asked in SCRIPTS.values():
        annotating.comment(bench.store, bench.home, About("proposal", PAPER, 1), text)
    for script, (text, asked) in SCRIPTS.items():
        hits = searching.search(bench.store, bench.home, asked)
        found = [current.one(bench.store, "comments", hit.id) for hit in hits]
        _hold(text in [row.data["text"] for row in found if row is not None], script)


def _anchors(bench: Bench) -> None:
    """A note stays with its words in the next version of a paper."""
    store, home = bench.store, bench.home
    annotating.note(store, home, About("proposal", PAPER, 1), "which?", quote="Apples and pears")
    longer = "Every farmer knows: Apples and pears grow in every orchard of the valley."
    records.apply(store, [_record("proposals", PAPER, 2, title="Trees", round=ROUND, version=2,
                                  status="open"), _version(2, longer)])  # fmt: skip
    notes = current.listed(store, "notes")
    place = placing.places(store, home, notes)[notes[0].id]
    _hold(place is not None and place.exact == "Apples and pears", "place in the next version")


def _review(bench: Bench) -> None:
    """A review is a draft until it is submitted."""
    edit = Edit(texts={"need": "Many ask for it"}, scores={"reach": 4}, stance="support")
    reviewing.review(bench.store, PAPER, edit, submit=True)
    waiting = [act for act in outbox.to_send(bench.store) if act.collection == "reviews"]
    _hold(len(waiting) == 1, "one review waits")


def _packs(_bench: Bench) -> None:
    """A pack is written, signed, read; a changed or shortened one is refused."""
    from nacl.signing import SigningKey  # noqa: PLC0415 -- slow import

    from app.packs import reading, writing  # noqa: PLC0415 -- slow import
    from app.packs.container import Manifest, PackedRecord, PackError  # noqa: PLC0415

    key = SigningKey.generate()
    held = PackedRecord("proposals", PAPER, 1, "office", ("members",), {"title": "Trees"})
    head = Manifest(kind="pack", cycle=CYCLE, sequence=1, made_at="2030-02-01T12:00:00Z", key="")
    whole = writing.write(head, [writing.records_part("summaries", [held])], key)
    manifest, contents = reading.read(whole)
    _hold(manifest.key == keys.text(bytes(key.verify_key)), "the signer")
    _hold(contents[0].records() == [held], "what was packed")
    changed = bytearray(whole)
    changed[-3] ^= 1
    for broken in (bytes(changed), whole[:-1], b"no pack"):
        try:
            reading.read(broken)
        except PackError:
            continue
        raise NotSo("a broken pack was read")


def _bundle(bench: Bench) -> None:
    """What waits goes by file from a member to a chair, who has it then."""
    from app.actions import bundling, joining  # noqa: PLC0415 -- slow import

    joining.device_key(bench.store)
    out = bench.folder / "answers.satchel"
    made = bundling.make(bench.store, bench.home, out)
    chair = bench.profile("chair", "chair")
    bundling.take_bundle(chair, Home(bench.folder / "chair"), out)
    _hold(made.plan.count > 0, "something waits")
    texts = [row.data.get("text") for row in current.listed(chair, "comments")]
    _hold(SCRIPTS["Arabic"][0] in texts, "the chair reads it")


def _pdf(bench: Bench) -> None:
    """The PDF of comments is drawn with our own fonts."""
    out = bench.folder / "comments.pdf"
    exporting.export(bench.store, bench.home, "my-comments", "pdf", out)
    _hold(out.read_bytes().startswith(b"%PDF-") and out.stat().st_size > 1000, "a PDF")  # noqa: PLR2004


def _everything(bench: Bench) -> None:
    """All that is mine is exported, without keys."""
    out = bench.folder / "everything.json"
    exporting.export(bench.store, bench.home, "everything", "json", out)
    raw = out.read_text("utf-8")
    _hold(SCRIPTS["Chinese"][0] in raw and "device_seed" not in raw, "mine, without keys")


def _backup(bench: Bench) -> None:
    """A backup is restored, and what was written after it is there as well."""
    backing.backup(bench.store, bench.home)
    annotating.comment(bench.store, bench.home, About("proposal", PAPER, 1), "after the backup")
    bench.close()
    told = restoring.restore(bench.home)
    texts = [row.data.get("text") for row in current.listed(bench.store, "comments")]
    _hold("after the backup" in texts and SCRIPTS["Greek"][0] in texts, "nothing is lost")
    _hold(told.kept is not None and told.kept.exists(), "the store before is kept")


def _doctor(bench: Bench) -> None:
    """A damaged store is noticed, kept, and replaced without losing what was not sent."""
    bench.close()
    before = caring.doctor(bench.home)
    _hold(before.sound, "sound before")
    raw = bytearray(bench.home.store.read_bytes())
    raw[:100] = bytes(100)
    bench.home.store.write_bytes(raw)
    after = caring.doctor(bench.home)
    _hold(after.sound and after.restored is not None, "mended")
    texts = [row.data.get("text") for row in current.listed(bench.store, "comments")]
    _hold("after the backup" in texts, "nothing is lost")


def _resources(_bench: Bench) -> None:
    """Fonts, icons, help and the sample are here."""
    for name in ("fonts", "icons", "help", "sample"):
        _hold(any(resource(name).iterdir()), name)


def _erase(bench: Bench) -> None:
    """Erasing leaves nothing of a profile."""
    bench.close()
    try:
        erasing.erase(bench.home)
    except Trouble as trouble:
        raise NotSo(trouble.code) from trouble
    _hold(not bench.home.folder.exists(), "nothing is left")


CHECKS: dict[str, Check] = {
    "store": _store,
    "migrations": _migrations,
    "undo": _undo,
    "search": _search,
    "anchors": _anchors,
    "review": _review,
    "pack": _packs,
    "bundle": _bundle,
    "pdf": _pdf,
    "everything": _everything,
    "backup": _backup,
    "doctor": _doctor,
    "resources": _resources,
    "erase": _erase,
}
