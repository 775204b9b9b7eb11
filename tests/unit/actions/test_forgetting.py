"""Copies after a right to read was lost: none holds what may no longer be read."""

import os
import re
from contextlib import closing
from random import Random

import pytest

from app.actions import acting, backing, backups, earlier_keeping, forgetting, news
from app.actions.acting import Write
from app.paths import Home
from app.store import copies, current, facts, generations, open_store, outbox, records
from app.sync import pack_files
from tests.builders import clock, gone, joined, proposal, record, seed, write

CANARY = "canary-for-the-chairs"


@pytest.fixture
def home(tmp_path):
    """A chair's profile with what only chairs read, copied twice, and a pack's contents."""
    home = Home(tmp_path / "profile")
    with closing(joined(open_store(home.store))) as store:
        seed(store, proposal(), record("contacts", "member-quinn", emails=[CANARY]))
        backing.make(store, home, clock)
        write(store, "mine", "mine")
        backing.make(store, home, clock)
    pack_files.keep_contents(home, "a" * 64, b"what a pack held")
    return home


def read_anew(store, why, *given):
    records.begin_generation(store, why)
    records.apply(store, given, records.filling_generation(store))
    generations.swap_generation(store)


def copies_that_hold(home, words):
    return [path for path in home.folder.rglob("*.db") if words.encode() in path.read_bytes()]


def test_fewer_rights_leave_one_copy_without_what_went_and_with_what_is_mine(home):
    with closing(open_store(home.store)) as store:
        read_anew(store, "access", proposal())

        made = forgetting.forget(store, home, clock)

    (kept,) = backups.listed(home)
    assert kept.path == made.path
    assert copies_that_hold(home, CANARY) == []
    assert list((home.folder / "packs").iterdir()) == []
    with closing(open_store(kept.path, read_only=True)) as copy:
        assert [row.data["text"] for row in current.listed(copy, "comments")] == ["mine"]


def test_more_rights_leave_every_copy(home):
    before = backups.listed(home)
    with closing(open_store(home.store)) as store:
        held = [proposal(), record("contacts", "member-quinn", emails=[CANARY])]
        read_anew(store, "access", *held, record("rounds", "closed", title="For chairs"))

        made = forgetting.forget(store, home, clock)

    assert made is None
    assert backups.listed(home) == before


def test_what_only_vanished_leaves_every_copy(home):
    before = backups.listed(home)
    with closing(open_store(home.store)) as store:
        read_anew(store, "epoch", proposal())

        made = forgetting.forget(store, home, clock)

    assert made is None
    assert backups.listed(home) == before


def test_no_copy_goes_before_the_new_one_is_there(home):
    before = backups.listed(home)
    in_the_way = home.backups / f"store.{os.getpid()}.part"
    with closing(open_store(home.store)) as store:
        read_anew(store, "access", proposal())
        in_the_way.mkdir()  # where the new copy would be written

        with pytest.raises(OSError, match="part"):
            forgetting.forget(store, home, clock)

        assert backups.listed(home) == before
        in_the_way.rmdir()
        forgetting.forget(store, home, clock)
    assert copies_that_hold(home, CANARY) == []


def test_one_record_that_may_no_longer_be_read_leaves_every_copy(home):
    with closing(open_store(home.store)) as store:
        records.apply(store, [gone("contacts", "member-quinn")])

        forgetting.forget(store, home, clock)

        assert files_that_hold(home, CANARY) == []


def test_what_the_secretariat_erased_leaves_the_copies_as_they_are(home):
    before = backups.listed(home)
    key = ("contacts", "member-quinn")
    with closing(open_store(home.store)) as store:
        records.apply(store, [gone(*key)], erased={key})

        made = forgetting.forget(store, home, clock)

    assert made is None
    assert backups.listed(home) == before


def test_a_paper_that_was_narrowed_leaves_the_copies_as_they_are(home):
    with closing(open_store(home.store)) as store:
        seed(store, record("documents", "d1", title="Draft"))
        before = backups.listed(home)
        records.apply(store, [gone("documents", "d1")])

        made = forgetting.forget(store, home, clock)

    assert made is None
    assert backups.listed(home) == before


def test_a_damaged_copy_that_was_set_aside_goes_too(home):
    (kept, *_rest) = backups.listed(home)
    kept.path.replace(kept.path.with_suffix(".db.damaged"))
    with closing(open_store(home.store)) as store:
        records.apply(store, [gone("contacts", "member-quinn")])

        forgetting.forget(store, home, clock)

        assert files_that_hold(home, CANARY) == []


def test_nothing_is_left_between_rows_that_were_moved_from_page_to_page(tmp_path):
    home, by_chance = Home(tmp_path / "profile"), Random(1)
    keys = [(paper, who) for paper in range(40) for who in range(40)]
    by_chance.shuffle(keys)
    with closing(joined(open_store(home.store))) as store:
        for start in range(0, len(keys), 50):
            seed(store, *(review(by_chance, *key, 1) for key in keys[start : start + 50]))
        for _ in range(16):
            seed(store, *(review(by_chance, *key, 2) for key in by_chance.sample(keys, 20)))
        lost = [key for key in keys if key[0] < 15]
        for start in range(0, len(lost), 37):
            seed(store, *(gone("reviews", review_id(*key)) for key in lost[start : start + 37]))

        forgetting.forget(store, home, clock)

        whole = b"".join(path.read_bytes() for path in home.folder.rglob("*.db*"))
    assert {int(each) for each in re.findall(rb"canary(\d\d)of", whole)} == set(range(15, 40))


def test_an_act_and_its_undo_keep_my_words_and_lose_those_they_were_built_on(home):
    theirs = record("letters", "letter-trees-v1", 1, "chen", opening=CANARY)
    with closing(open_store(home.store)) as store:
        seed(store, theirs)
        facts.put(store, role="chair")
        acting.act(store, "letter", [Write("letters", theirs.id, {"opening": "Mine"}, ())])
        facts.put(store, role="member")
        records.apply(store, [gone("letters", theirs.id), gone("contacts", "member-quinn")])

        forgetting.forget(store, home, clock)

        assert files_that_hold(home, CANARY) == []
        assert [act.data["opening"] for act in outbox.of(store, "letters", theirs.id)] == ["Mine"]


def test_what_was_decided_and_taken_back_is_no_news_any_more(home):
    decided = {"proposal": "trees", "round": "first", "outcome": "supported",
               "released_at": "2030-01-01T00:00:00Z"}  # fmt: skip
    with closing(open_store(home.store)) as store:
        seed(store, record("decisions", "decision-trees", 1, "chen", ("members",), **decided))
        news.notice(store)
        known = [row["id"] for row in store.rows("SELECT id FROM news WHERE kind = 'decision'")]
        records.apply(store, [gone("decisions", "decision-trees")])

        forgetting.forget(store, home, clock)

        left = [row["id"] for row in store.rows("SELECT id FROM news WHERE kind = 'decision'")]
    assert (known, left) == (["decision-trees"], [])


def test_a_store_that_a_restore_put_aside_loses_it_too_and_keeps_what_is_mine(home):
    aside = home.folder / "store-kept-20300101T000000Z.db"
    with closing(open_store(home.store)) as store:
        copies.copy_to(store, aside)
        records.apply(store, [gone("contacts", "member-quinn")])

        forgetting.forget(store, home, clock)

        assert files_that_hold(home, CANARY) == []
    with closing(open_store(aside, read_only=True)) as other:
        assert [row.data["text"] for row in current.listed(other, "comments")] == ["mine"]


def test_a_log_that_somebody_reads_is_emptied_when_she_has_ended(home):
    with closing(open_store(home.store)) as store, closing(open_store(home.store)) as window:
        window.db.conn.execute("BEGIN")
        window.one("SELECT count(*) AS n FROM records")
        store.run("PRAGMA busy_timeout = 50")
        records.apply(store, [gone("contacts", "member-quinn")])
        forgetting.forget(store, home, clock)
        held = files_that_hold(home, CANARY)
        window.db.conn.execute("ROLLBACK")

        forgetting.forget(store, home, clock)

        assert [path.name for path in held] != []
        assert files_that_hold(home, CANARY) == []


def test_an_earlier_cycle_is_kept_without_what_members_said_to_each_other(home, tmp_path):
    with closing(open_store(home.store)) as store:
        theirs = {"proposal": "trees", "texts": {"need": CANARY}}
        seed(store, record("reviews", "r1", 1, "quinn", ("members",), **theirs))
    now = Home(tmp_path / "now")
    with closing(joined(open_store(now.store))) as store:
        facts.put(store, cycle="orchard2031")

        kept = earlier_keeping.keep(store, now, home.folder)

    assert kept.proposals == 1
    assert files_that_hold(now, CANARY) == []


def review_id(paper, who):
    return f"r{paper}-{who}"


def review(by_chance, paper, who, version):
    words = f"canary{paper:02d}of{who} " * by_chance.choice([1, 5, 30, 100, 400])
    text = {"proposal": f"p{paper}", "texts": {"need": words}}
    return record("reviews", review_id(paper, who), version, f"m{who}", **text)


def files_that_hold(home, words):
    files = [path for path in home.folder.rglob("*") if path.is_file()]
    return [path for path in files if words.encode() in path.read_bytes()]
