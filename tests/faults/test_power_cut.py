"""The power goes at any moment: what was not synced is lost, and nothing that was promised is.

A kill proves less: then the system still writes everything. `SATCHEL_SEED=7 pytest
tests/faults/test_power_cut.py` replays one way of losing.
"""

import gzip
import json
import os
import random
import shutil
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.actions import backups
from app.paths import Home
from app.store import StoreDamaged, copies, current, open_store, outbox
from tests.builders import joined, proposal, round_, seed, states, version, write
from tests.faults.child import spread
from tests.faults.discarding import Disk, can_record, lay_out, record
from tests.faults.killing import snapshot

ROOT = Path(__file__).parent.parent.parent
STORES = ROOT / "tests" / "stores"
SHARES = (0.0, 0.5, 0.9, 1.0)
"""Of what was not synced, how much came through."""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    return recording(Home(tmp_path_factory.mktemp("power") / "profile"))


def recording(home, *how):
    """Give a profile, a copy of it as it was, and every call that a program then made to it."""
    why = can_record()
    if why:
        pytest.skip(f"what is written can only be recorded by strace: {why}")
    if not home.store.exists():
        store = joined(open_store(home.store))
        papers = proposal(), proposal("seeds"), version("trees", 1, "Apples and pears")
        seed(store, round_(), *papers)
        store.close()
    before = home.folder.parent / "before"
    shutil.copytree(home.folder, before)
    calls = record(
        [sys.executable, "-m", "tests.faults.writing", str(home.folder), *how], home.folder, ROOT
    )
    return home.folder, before, calls


def test_what_is_recorded_is_what_happened(recorded):
    folder, before, calls = recorded
    disk = Disk(before, folder)

    for call in calls:
        disk.do(call)

    there = disk.after_cut(random.Random(0), 1.0)
    assert {name: raw for name, raw in there.items() if ".part" not in name} == {
        str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_no_promise_is_broken_by_a_power_cut(recorded, tmp_path, whole):
    _, _, calls = recorded
    moments = range(len(calls) + 1) if whole else spread(len(calls), 40)
    seeds = (
        [int(os.environ["SATCHEL_SEED"])]
        if "SATCHEL_SEED" in os.environ
        else range(4 if whole else 2)
    )

    cuts = cut_at(recorded, moments, seeds, tmp_path)

    syncs = sum(call.kind == "sync" for call in calls)
    print(f"{cuts} power cuts among {len(calls)} calls ({syncs} syncs), seeds {list(seeds)}")
    assert syncs > 30
    assert cuts == len(moments) * len(seeds)


def test_a_program_that_does_not_wait_for_the_disk_is_caught(tmp_path):
    careless = recording(Home(tmp_path / "profile"), "careless")

    with pytest.raises((AssertionError, StoreDamaged, FileNotFoundError)):
        cut_at(careless, spread(len(careless[2]), 60), range(2), tmp_path)


def test_an_upgrade_is_done_or_not_begun(tmp_path, whole):
    home = Home(tmp_path / "profile")
    home.folder.mkdir(mode=0o700)
    home.store.write_bytes(gzip.decompress((STORES / "m0006_past.db.gz").read_bytes()))
    upgrade = recording(home, "upgrade")
    calls = len(upgrade[2])

    def same_words(cut, _promised, case):
        with closing(open_store(cut.store)) as store:
            assert not copies.faults(store), case
            assert len(outbox.all_of(store)) == 5, case
        for kept in cut.folder.glob("store-before-*.db"):
            assert copies.is_sound(kept), case

    moments = range(calls + 1) if whole else spread(calls, 40)
    cuts = cut_at(upgrade, moments, range(4 if whole else 2), tmp_path, same_words)

    print(f"{cuts} power cuts among {calls} calls of an upgrade")


def test_an_export_is_whole_under_its_name_or_not_there(tmp_path, whole):
    export = recording(Home(tmp_path / "profile"), "export")
    calls = len(export[2])

    def whole_file(cut, promised, case):
        out = cut.folder / "mine.json"
        if out.exists():
            assert json.loads(out.read_text("utf-8"))["format"] == "satchel-everything", case
        else:
            assert not promised, case

    moments = range(calls + 1) if whole else spread(calls, 40)
    cuts = cut_at(export, moments, range(4 if whole else 2), tmp_path, whole_file)

    print(f"{cuts} power cuts among {calls} calls of an export")


def test_each_act_of_a_chair_is_whole_or_not_begun(tmp_path, whole):
    acts = recording(Home(tmp_path / "profile"), "chair")
    calls = acts[2]
    lived = [json.loads(line)[1] for call in calls if call.kind == "said"
             for line in call.data.splitlines()]  # fmt: skip

    def whole_acts(cut, promised, case):
        with closing(open_store(cut.store)) as store:
            assert not copies.faults(store), case
            # What was said to be done is there; the act under way is done or not begun.
            last = max(len(promised) - 1, 0)
            assert snapshot(store) in lived[last : last + 2], case

    moments = range(len(calls) + 1) if whole else spread(len(calls), 60)
    cuts = cut_at(acts, moments, range(4 if whole else 2), tmp_path, whole_acts)

    syncs = sum(call.kind == "sync" for call in calls)
    print(f"{cuts} power cuts among {len(calls)} calls ({syncs} syncs) of {len(lived) - 1} acts")
    assert len(lived) == 11
    assert syncs > 10
    assert any("released_at" in row[3] for row in lived[-1])


def cut_at(recorded, moments, seeds, tmp_path, check=None):
    """Cut the power at each moment, once for each seed; return how often that was."""
    folder, before, calls = recorded
    cuts = 0
    for number in seeds:
        rng = random.Random(number)
        disk = Disk(before, folder)
        promised = []
        for moment, call in enumerate([*calls, None]):
            if moment in moments:
                share = rng.choice(SHARES)
                home = Home(tmp_path / f"cut-{number}-{moment}")
                lay_out(disk.after_cut(rng, share), folder, home.folder)
                (check or hold)(
                    home, promised, f"seed {number}, call {moment} of {len(calls)}, {share}"
                )
                shutil.rmtree(home.folder)
                cuts += 1
            if call is not None and call.kind == "said":
                promised += [json.loads(line) for line in call.data.splitlines()]
            elif call is not None:
                disk.do(call)

    return cuts


def hold(home, promised, case):
    """Check that the next start works and that every promise made before the cut is kept."""
    with closing(open_store(home.store)) as store:
        assert not copies.faults(store), case
        here = {row.data["text"] for row in current.listed(store, "comments")}
        write(store, "the next start works", "after")
        assert states(store, "after") == [("waiting", "the next start works")], case
    missing = [value for kind, value in promised if kind == "saved" and value not in here]
    assert not missing, (case, missing)
    there = {path.name for path in home.backups.glob("*.db")}
    assert {value for kind, value in promised if kind == "backup"} <= there, case
    assert all(backups.is_sound(each) for each in backups.listed(home)), case
    kept = {path.name for path in home.folder.glob("store-kept-*.db")}
    assert {value for kind, value in promised if kind == "kept"} <= kept, case
