"""A full disk and a disk that fails: plain words, nothing promised is lost, works again after."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from app.actions import annotating, backing, backups, exporting, restoring
from app.actions.papers import About
from app.cli.main import main
from app.paths import Home
from app.store import StoreAway, copies, current, open_store
from tests.builders import clock, joined, proposal, round_, seed, version
from tests.faults.discarding import can_record

ROOT = Path(__file__).parent.parent.parent
TREES = About("proposal", "trees", 1)
CALLS = ("pwrite64", "fsync", "fdatasync", "ftruncate", "openat")
PLAIN = ("What was saved before is safe", "could not be written soundly")


def profile(folder):
    home = Home(folder)
    store = joined(open_store(home.store))
    seed(store, round_(), proposal(), version("trees", 1, "Apples and pears"))
    store.close()
    return home


@pytest.fixture
def small(tmp_path):
    """A profile on a disk of two megabytes."""
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can make a small disk (mount -t tmpfs)")
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode != 0:
        pytest.skip(f"a small disk cannot be made here: {made.stderr.decode().strip()}")
    yield profile(place / "profile")
    subprocess.run(["/bin/umount", "-l", str(place)], check=False)


def fill(home):
    """Use up the disk, and return what to remove to have room again."""
    path = home.folder.parent / "filler"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT)
    with suppress(OSError):
        while True:
            os.write(handle, bytes(4096))
    os.close(handle)
    return path


def texts(home):
    with closing(open_store(home.store)) as store:
        assert not copies.faults(store)
        return [row.data["text"] for row in current.listed(store, "comments")]


def test_what_is_written_on_a_full_disk_is_refused_and_works_again_after(small):
    store = open_store(small.store)
    saved = []
    filler = fill(small)

    def write_on():
        for number in range(500):
            text = f"{number} " + "words " * 500
            annotating.comment(store, small, TREES, text, clock=clock)
            saved.append(text.strip())

    with pytest.raises(StoreAway, match="full"):
        write_on()
    filler.unlink()
    annotating.comment(store, small, TREES, "room again", clock=clock)
    store.close()

    assert sorted(texts(small)) == sorted([*saved, "room again"])


def test_a_backup_on_a_full_disk_leaves_no_half_and_is_told(small, capsys):
    filler = fill(small)
    home = ["--home", str(small.folder)]

    assert main(["backup", *home], None) == 1
    assert "What was saved before is safe" in capsys.readouterr().err
    assert not list(small.folder.rglob("store-*.db"))
    assert not list(small.backups.glob("*")) if small.backups.exists() else True
    filler.unlink()
    assert main(["backup", *home], None) == 0


def test_a_restore_on_a_full_disk_changes_nothing(small):
    with closing(open_store(small.store)) as store:
        annotating.comment(store, small, TREES, "in the backup", clock=clock)
        backing.backup(store, small, clock)
        annotating.comment(store, small, TREES, "after it", clock=clock)
    filler = fill(small)
    before = small.store.read_bytes()

    with pytest.raises((OSError, StoreAway)):
        restoring.restore(small, clock=clock)

    assert small.store.read_bytes() == before
    assert not [path for path in small.folder.iterdir() if "restoring" in path.name]
    assert not list(small.folder.glob("*.next-*"))
    filler.unlink()
    restoring.restore(small, clock=clock)
    assert sorted(texts(small)) == ["after it", "in the backup"]


def test_an_export_on_a_full_disk_leaves_the_earlier_one(small):
    out = small.folder.parent / "mine.json"
    store = open_store(small.store)
    exporting.export(store, small, "everything", "json", out)
    earlier = out.read_bytes()
    fill(small)

    with pytest.raises(OSError, match="space"):
        exporting.export(store, small, "everything", "json", out)

    store.close()
    assert out.read_bytes() == earlier
    assert not list(out.parent.glob(".*.part"))


def test_a_disk_that_fails_once_costs_nothing_that_was_acknowledged(tmp_path, whole):
    why = can_record()
    if why:
        pytest.skip(f"a failing disk is made by strace: {why}")
    cases = refused = 0

    for call in CALLS:
        for nth in range(1, 40 if whole else 3):
            home = profile(tmp_path / f"{call}-{nth}")
            said = failing(home, call, nth)
            cases += 1
            promised = [value for kind, value in said if kind == "saved"]
            told = [value for kind, value in said if kind == "refused"]
            refused += bool(told)
            case = f"{call} {nth}: {said}"
            assert all(any(plain in words for plain in PLAIN) for words in told), case
            assert set(promised) <= set(texts(home)), case
            assert sorted(set(promised)) == [f"saved {number}" for number in range(4)], case
            assert all(backups.is_sound(each) for each in backups.listed(home)), case
            shutil.rmtree(home.folder)

    print(f"{cases} failures of the disk, {refused} of them told in words")
    assert refused > cases / 10


def failing(home, call, nth):
    """Run the writer with the `nth` call to the profile's folder failing; return what it said."""
    strace = shutil.which("strace")
    assert strace is not None
    paths = [
        part
        for path in (home.store, home.folder / "store.db-wal", home.backups)
        for part in ("-P", str(path))
    ]
    ran = subprocess.run(
        [strace, "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}", *paths,
         "-e", f"inject={call}:error=EIO:when={nth}",
         sys.executable, "-m", "tests.faults.writing", str(home.folder), "patient"],
        cwd=ROOT, capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    if not any(kind == "saved" for kind, _ in lines):
        # It could not be opened to write, and nothing was promised: the next start does all of it.
        again = subprocess.run(
            [sys.executable, "-m", "tests.faults.writing", str(home.folder), "patient"],
            cwd=ROOT, capture_output=True, timeout=300, check=True,
        )  # fmt: skip
        lines += [json.loads(line) for line in again.stdout.splitlines()]
    return lines
