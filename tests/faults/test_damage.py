"""A store damaged on the disk: noticed, kept aside, replaced; unsent words come along.

Each case is told by its seed: `SATCHEL_SEED=41 pytest tests/faults/test_damage.py` replays one.
"""

import os
import random
import shutil
from collections import Counter
from contextlib import closing

import pytest

from app.actions import backing, backups, caring
from app.paths import Home
from app.store import copies, open_store, outbox, records
from tests.builders import clock, joined, proposal, round_, seed, version, write

EARLY, LATE = 40, 40
PAGE = 4096


def words(number):
    return f"words {number} " + "abcdefgh " * (number % 30)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """A profile with two backups and words since: closed, and as a power cut would leave it."""
    home = Home(tmp_path_factory.mktemp("sample") / "profile")
    store = joined(open_store(home.store))
    seed(store, round_(), proposal(), version("trees", 1, "Apples and pears " * 900))
    for number in range(EARLY):
        write(store, words(number), f"c{number}")
        if number == EARLY // 2:
            backing.backup(store, home, clock)
    backing.backup(store, home, clock)
    store.run("PRAGMA wal_checkpoint(TRUNCATE)")
    old_log = None
    for number in range(EARLY, EARLY + LATE):
        write(store, words(number), f"c{number}")
        if number == EARLY + LATE // 2:
            old_log = (home.folder / "store.db-wal").read_bytes()
    shot = Home(home.folder.parent / "shot")
    shutil.copytree(home.folder, shot.folder)  # as after a power cut: the log lies beside it
    store.close()
    (shot.folder / "store.db-shm").unlink()
    return home, shot, old_log


@pytest.fixture(scope="module")
def foreign_log(tmp_path_factory):
    """The log of another profile's store."""
    path = tmp_path_factory.mktemp("foreign") / "store.db"
    store = joined(open_store(path), "mona")
    store.run("PRAGMA wal_checkpoint(TRUNCATE)")
    for number in range(30):
        write(store, f"another's {number}", f"m{number}")
    log = path.with_name("store.db-wal").read_bytes()
    store.close()
    return log


def flip(raw, rng):
    for _ in range(rng.choice([1, 2, 8, 64])):
        raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)


def zero_pages(raw, rng):
    for _ in range(rng.choice([1, 1, 3])):
        at = rng.randrange(len(raw) // PAGE) * PAGE
        raw[at : at + PAGE] = bytes(PAGE)


def swap_pages(raw, rng):
    one, two = (rng.randrange(len(raw) // PAGE) * PAGE for _ in range(2))
    raw[one : one + PAGE], raw[two : two + PAGE] = raw[two : two + PAGE], raw[one : one + PAGE]


def cut(raw, rng):
    del raw[rng.randrange(len(raw)) :]


def torn(raw, rng):
    at = rng.randrange(len(raw) // 512) * 512
    raw[at : at + 512] = rng.randbytes(512)


def head(raw, rng):
    size = rng.choice([16, 100, PAGE])
    raw[:size] = bytes(size)


HURTS = (flip, flip, zero_pages, swap_pages, cut, torn, head)


def hurt(home, rng, old_log, foreign_log):
    """Damage a profile in one of many ways and say in which."""
    log = home.folder / "store.db-wal"
    kinds = ["store", "store", "store", "log", "stale", "foreign", "both", "gone"]
    kind = rng.choice(kinds if log.exists() else ["store", "store", "store", "foreign"])
    if kind == "stale":
        log.write_bytes(old_log)
    elif kind == "foreign":
        log.write_bytes(foreign_log)
    elif kind == "gone":
        log.unlink()
    else:
        for path in {"store": [home.store], "log": [log], "both": [home.store, log]}[kind]:
            raw = bytearray(path.read_bytes())
            how = rng.choice(HURTS)
            how(raw, rng)
            path.write_bytes(raw)
            kind += f"-{how.__name__}"
    if rng.random() < 0.3:
        newest = backups.listed(home)[0].path
        raw = bytearray(newest.read_bytes())
        rng.choice(HURTS)(raw, rng)
        newest.write_bytes(raw)
        kind += "+backup"
    return kind


def test_a_damaged_store_costs_no_word_that_a_backup_has(sample, foreign_log, tmp_path, whole):
    closed, shot, old_log = sample
    seeds = (
        [int(os.environ["SATCHEL_SEED"])]
        if "SATCHEL_SEED" in os.environ
        else range(500 if whole else 40)
    )
    told = Counter()
    lost: Counter[str] = Counter()
    silent = 0

    for number in seeds:
        rng = random.Random(number)
        home = Home(tmp_path / f"case-{number}")
        settled = rng.random() < 0.5
        shutil.copytree((closed if settled else shot).folder, home.folder)
        kind = hurt(home, rng, old_log, foreign_log)

        found = caring.doctor(home, clock=clock)

        case = f"seed {number}: {kind}: {[each.code for each in found.findings]}"
        assert found.sound, case
        assert copies.look(home.store).state == copies.FINE, case
        with closing(open_store(home.store)) as store:
            here = {act.id: act.data.get("text") for act in outbox.all_of(store) if act.data}
            assert records.version(store, "proposals", "trees") is not None, case
            write(store, "the next start works", "after")
        noticed = any(each.code == "store_damaged" for each in found.findings)
        if noticed:
            kept = sorted(home.folder.glob("store-kept-*.db"))
            assert len(kept) == 1, case
        for early in range(EARLY if "+backup" not in kind else EARLY // 2):
            assert here.get(f"c{early}") == words(early), (case, early)
        for late in range(EARLY, EARLY + LATE):
            text = here.get(f"c{late}")
            lost["settled" if settled else "in the log"] += text is None
            silent += text is not None and text != words(late)
        told["noticed" if noticed else "not needed"] += 1
        again = caring.doctor(home, clock=clock)
        assert again.sound, case
        assert not [each for each in again.findings if each.code == "store_damaged"], case
        shutil.rmtree(home.folder)

    cases = sum(told.values())
    print(
        f"{cases} cases, seeds {seeds}: {dict(told)}; of {cases * LATE} words that no backup had"
        f" {dict(lost)} were lost, {silent} changed where nothing could tell"
    )
    # Lost is what lay in the bytes that were hurt, or in a log that went as a whole.
    assert lost["settled"] < cases * LATE / 8
    assert sum(lost.values()) < cases * LATE / 2
    assert silent <= cases
