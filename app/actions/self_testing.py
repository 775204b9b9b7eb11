"""Trying everything that matters in a temporary folder: a profile that works here works anywhere.

Each step is a small journey through the real parts, without a network. A step that fails
stops no other; its reason names what did not hold.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
from app.actions.self_test_bench import (
    CYCLE,
    PAPER,
    ROUND,
    SCRIPTS,
    Bench,
    NotSo,
    a_record,
    a_version,
    hold,
)
from app.actions.trouble import Trouble
from app.domain import keys
from app.paths import Home, resource
from app.store import copies, current, open_store, outbox, records
from app.store.database import FULL, OLDEST_SQLITE, Database, sqlite3
from app.store.migrations import migrations

Check = Callable[["Bench"], None]


@dataclass(frozen=True, slots=True)
class Step:
    """How one step went."""

    name: str
    ok: bool
    seconds: float
    why: str = ""


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


def _store(bench: Bench) -> None:
    """SQLite is safe with two connections, syncs at every commit, and keeps what was saved."""
    hold(sqlite3.sqlite_version_info >= OLDEST_SQLITE, f"SQLite {sqlite3.sqlite_version}")
    full = bench.store.one("PRAGMA synchronous")
    hold(full is not None and full["synchronous"] == FULL, "synchronous=FULL")
    annotating.comment(bench.store, bench.home, About("proposal", PAPER, 1), "kept?")
    bench.close()
    hold("kept?" in [row.data["text"] for row in current.listed(bench.store, "comments")], "kept")
    hold(not copies.faults(bench.store), "integrity_check")


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
        hold([act.data for act in acts] == [{"text": "kept"}], before)


def _undo(bench: Bench) -> None:
    """An act is taken back as if it had not been."""
    before = len(outbox.all_of(bench.store))
    annotating.comment(bench.store, bench.home, About("proposal", PAPER, 1), "too quick")
    acting.take_back(bench.store)
    hold(len(outbox.all_of(bench.store)) == before, "take back")


def _search(bench: Bench) -> None:
    """Words are found in six scripts, accents or not."""
    for text, _asked in SCRIPTS.values():
        annotating.comment(bench.store, bench.home, About("proposal", PAPER, 1), text)
    for script, (text, asked) in SCRIPTS.items():
        hits = searching.search(bench.store, bench.home, asked).hits
        found = [current.one(bench.store, "comments", hit.id) for hit in hits]
        hold(text in [row.data["text"] for row in found if row is not None], script)


def _anchors(bench: Bench) -> None:
    """A note stays with its words in the next version of a paper."""
    store, home = bench.store, bench.home
    annotating.note(store, home, About("proposal", PAPER, 1), "which?", quote="Apples and pears")
    longer = "Every farmer knows: Apples and pears grow in every orchard of the valley."
    records.apply(store, [a_record("proposals", PAPER, 2, title="Trees", round=ROUND, version=2,
                                  status="open"), a_version(2, longer)])  # fmt: skip
    notes = current.listed(store, "notes")
    place = placing.places(store, home, notes)[notes[0].id]
    hold(place is not None and place.exact == "Apples and pears", "place in the next version")


def _review(bench: Bench) -> None:
    """A review is a draft until it is submitted."""
    edit = Edit(texts={"need": "Many ask for it"}, scores={"reach": 4}, stance="support")
    reviewing.review(bench.store, PAPER, edit, submit=True)
    waiting = [act for act in outbox.to_send(bench.store) if act.collection == "reviews"]
    hold(len(waiting) == 1, "one review waits")


def _packs(_bench: Bench) -> None:
    """A pack is written, signed, read; a changed or shortened one is refused."""
    from nacl.signing import SigningKey  # noqa: PLC0415 -- slow import

    from app.packs import reading, writing  # noqa: PLC0415 -- slow import
    from app.packs.container import Manifest, PackedRecord, PackError  # noqa: PLC0415 -- slow import

    key = SigningKey.generate()
    held = PackedRecord("proposals", PAPER, 1, "office", ("members",), {"title": "Trees"})
    head = Manifest(kind="pack", cycle=CYCLE, sequence=1, made_at="2030-02-01T12:00:00Z", key="")
    whole = writing.write(head, [writing.records_part("summaries", [held])], key)
    manifest, contents = reading.read(whole)
    hold(manifest.key == keys.text(bytes(key.verify_key)), "the signer")
    hold(contents[0].records() == [held], "what was packed")
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
    hold(made.plan.count > 0, "something waits")
    texts = [row.data.get("text") for row in current.listed(chair, "comments")]
    hold(SCRIPTS["Arabic"][0] in texts, "the chair reads it")


def _pdf(bench: Bench) -> None:
    """The PDF of comments is drawn with our own fonts."""
    out = bench.folder / "comments.pdf"
    exporting.export(bench.store, bench.home, "my-comments", "pdf", out)
    hold(out.read_bytes().startswith(b"%PDF-") and out.stat().st_size > 1000, "a PDF")  # noqa: PLR2004 -- more than an empty one


def _everything(bench: Bench) -> None:
    """All that is mine is exported, without keys."""
    out = bench.folder / "everything.json"
    exporting.export(bench.store, bench.home, "everything", "json", out)
    raw = out.read_text("utf-8")
    hold(SCRIPTS["Chinese"][0] in raw and "device_seed" not in raw, "mine, without keys")


def _backup(bench: Bench) -> None:
    """A backup is restored, and what was written after it is there as well."""
    backing.backup(bench.store, bench.home)
    annotating.comment(bench.store, bench.home, About("proposal", PAPER, 1), "after the backup")
    bench.close()
    told = restoring.restore(bench.home)
    texts = [row.data.get("text") for row in current.listed(bench.store, "comments")]
    hold("after the backup" in texts and SCRIPTS["Greek"][0] in texts, "nothing is lost")
    hold(told.kept is not None and told.kept.exists(), "the store before is kept")


def _doctor(bench: Bench) -> None:
    """A damaged store is noticed, kept, and replaced without losing what was not sent."""
    bench.close()
    before = caring.doctor(bench.home)
    hold(before.sound, "sound before")
    raw = bytearray(bench.home.store.read_bytes())
    raw[:100] = bytes(100)
    bench.home.store.write_bytes(raw)
    after = caring.doctor(bench.home)
    hold(after.sound and after.restored is not None, "mended")
    texts = [row.data.get("text") for row in current.listed(bench.store, "comments")]
    hold("after the backup" in texts, "nothing is lost")


def _resources(_bench: Bench) -> None:
    """Fonts, icons, help and the sample are here."""
    for name in ("fonts", "icons", "help", "sample"):
        hold(any(resource(name).iterdir()), name)


def _erase(bench: Bench) -> None:
    """Erasing leaves nothing of a profile."""
    bench.close()
    try:
        erasing.erase(bench.home)
    except Trouble as trouble:
        raise NotSo(trouble.code) from trouble
    hold(not bench.home.folder.exists(), "nothing is left")


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
