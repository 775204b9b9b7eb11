"""The doctor: what is looked at, told, and put right."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest

from app.actions import backups, caring, restoring
from app.paths import Home
from app.store import current, facts, files, indexing
from tests.builders import (
    clock,
    states,
)
from tests.unit.actions.caring.profile import (
    ROOT,
    a_profile,
    backed_up,
    codes,
    opened,
    spoil,
    texts,
    with_files,
    written,
)


@pytest.fixture
def home(tmp_path):
    return a_profile(tmp_path)


def hurt(home, before, after):
    """Change bytes of the store that is closed, as a failing disk would."""
    raw = home.store.read_bytes()
    assert before in raw
    home.store.write_bytes(raw.replace(before, after))


def test_a_sound_profile_has_nothing_to_mend(home):
    backed_up(home, "c1")

    found = caring.doctor(home, clock=clock)

    assert (found.findings, found.sound) == ((), True)


def test_a_profile_without_a_backup_gets_one(home):
    assert caring.doctor(home, clock=clock).sound
    assert [each.why for each in backups.listed(home)] == ["daily"]


def test_no_profile_is_no_trouble(tmp_path):
    assert caring.doctor(Home(tmp_path / "nowhere")).sound
    assert not (tmp_path / "nowhere").exists()


def test_looking_only_changes_nothing(home):
    backed_up(home, "c1")
    (home.folder / "left.part").write_bytes(b"half")
    spoil(home.store, 0, 100)
    before = {path: path.read_bytes() for path in home.folder.rglob("*") if path.is_file()}

    found = caring.doctor(home, repair=False, clock=clock)

    assert not found.sound
    assert codes(found) == ["store_damaged"]
    assert {p: p.read_bytes() for p in home.folder.rglob("*") if p.is_file()} == before


def test_a_store_that_does_not_open_is_replaced_and_kept(home):
    backed_up(home, "in the backup")
    written(home, "not sent yet")
    spoil(home.store, 0, 100)

    found = caring.doctor(home, clock=clock)

    assert found.sound
    assert codes(found) == ["store_damaged"]
    assert found.restored is not None
    assert found.restored.kept is not None
    assert found.restored.carried == 1
    assert texts(home) == ["in the backup", "not sent yet"]


def test_without_a_backup_all_that_can_be_read_is_kept(home):
    written(home, "not sent yet")
    spoil(home.store, 0, 100)

    found = caring.doctor(home, clock=clock)

    assert found.sound
    assert found.restored is not None
    assert found.restored.source is None
    with opened(home) as store:
        assert facts.get(store, "account") == "omar"
        assert facts.get(store, "token") == "token"
        assert facts.get(store, "cursor") is None
        assert current.one(store, "proposals", "trees") is not None
        assert states(store, "not sent yet") == [("waiting", "not sent yet")]


def test_a_store_that_is_gone_comes_back_from_the_backup(home):
    backed_up(home, "c1")
    home.store.unlink()

    found = caring.doctor(home, clock=clock)

    assert codes(found) == ["store_absent"]
    assert found.sound
    assert texts(home) == ["c1"]


@pytest.mark.parametrize("how", ["empty", "gone"])
def test_a_start_makes_no_new_store_where_there_are_backups(home, how):
    backed_up(home, "c1")
    home.store.unlink()
    if how == "empty":
        home.store.touch()
    script = "import sys; from pathlib import Path; from app.store import open_store;"
    script += "open_store(Path(sys.argv[1]))"

    started = subprocess.run(
        [sys.executable, "-c", script, str(home.store)], cwd=ROOT, capture_output=True, check=False
    )

    assert b"StoreDamaged" in started.stderr
    assert caring.doctor(home, clock=clock).sound
    assert texts(home) == ["c1"]


def test_going_back_from_a_damaged_store_saves_what_can_be_read(home):
    backed_up(home, "in the backup")
    written(home, "not sent yet")
    spoil(home.store, 0, 100)

    told = restoring.restore(home, clock=clock)

    assert (told.present, told.carried) == ("damaged", 1)
    assert texts(home) == ["in the backup", "not sent yet"]


def test_an_incomplete_index_is_made_again(home):
    with opened(home) as store:
        indexed(store)
        store.run("DELETE FROM passages")

    found = caring.doctor(home, clock=clock)

    assert codes(found) == ["index_broken"]
    assert found.sound
    assert caring.doctor(home, clock=clock).findings == ()


def indexed(store):
    while indexing.refresh(store, lambda _: None):
        pass


def test_files_that_are_gone_changed_or_nobody_s_are_found(home):
    names = with_files(home)

    found = caring.doctor(home, clock=clock)

    assert sorted(codes(found)) == ["file_absent", "file_unknown", "file_wrong", "part_left"]
    assert found.sound
    with opened(home) as store:
        assert files.whole(store) == [names["whole"]]
        missing = {sha256 for sha256, _ in files.missing_texts(store)}
    assert missing == {names["changed"], names["gone"]}
    assert sorted(path.name for path in (home.folder / "texts").iterdir()) == sorted(
        [f".{names['gone']}.part", f"{names['whole']}.md"]
    )


def test_leftovers_of_a_program_that_is_gone_go_and_those_of_a_living_one_stay(home):
    (home.folder / "store-before.999999999.part").write_bytes(b"half")
    (home.folder / f"store-before.{os.getppid()}.part").write_bytes(b"half")

    found = caring.doctor(home, clock=clock)

    assert codes(found) == ["part_left"]
    assert [path.name for path in home.folder.glob("*.part")] == [
        f"store-before.{os.getppid()}.part"
    ]


def test_a_damaged_backup_counts_no_longer_and_another_is_made(home):
    made = backed_up(home, "c1")
    spoil(made.path, 4096, 4096)

    found = caring.doctor(home, clock=clock)

    assert codes(found) == ["backup_damaged"]
    assert found.sound
    assert all(backups.is_sound(each) for each in backups.listed(home))
    assert len(backups.listed(home)) == 1
    assert len(list(home.backups.glob("*.damaged"))) == 1


def test_words_that_changed_by_themselves_are_put_back(home):
    backed_up(home, "apples")
    hurt(home, b'"text": "apples"', b'"text": "applez"')
    assert texts(home) == ["applez"]

    found = caring.doctor(home, clock=clock)

    assert codes(found) == ["words_changed"]
    assert texts(home) == ["apples"]


AUDIENCE = (b'["chairs"]', b'["\xefhairs"]')


def test_an_audience_that_is_no_utf_8_comes_back_from_the_backup(home):
    backed_up(home, "apples")
    hurt(home, *AUDIENCE)

    found = caring.doctor(home, clock=clock)

    assert found.sound
    assert codes(found) == ["store_damaged"]
    assert found.restored is not None
    assert (found.restored.left, found.restored.beside) == (0, None)
    with opened(home) as store:
        assert states(store, "apples") == [("waiting", "apples")]
    assert caring.doctor(home, clock=clock).findings == ()


@pytest.mark.parametrize("how", [AUDIENCE, (b'"text": "pears', b'"text": "\xffears')])
def test_what_is_no_utf_8_and_in_no_backup_is_kept_as_text(home, how):
    backed_up(home, "apples")
    written(home, "pears and plums")
    hurt(home, *how)

    found = caring.doctor(home, clock=clock)

    assert found.sound
    assert texts(home) == ["apples"]
    assert found.restored is not None
    assert found.restored.left == 1
    assert found.restored.beside is not None
    assert "ears and plums" in found.restored.beside.read_text("utf-8")


def test_text_that_is_no_utf_8_is_damage_in_any_table(home):
    backed_up(home, "apples")
    with opened(home) as store:
        store.run("INSERT INTO dismissed VALUES ('one', 'pears')")
        store.run("INSERT INTO dismissed VALUES ('two', 'plums')")
    hurt(home, b"pears", b"\xffears")

    found = caring.doctor(home, clock=clock)

    assert (codes(found), found.sound) == (["store_damaged"], True)
    with opened(home) as store:
        assert [row["hint"] for row in store.rows("SELECT * FROM dismissed")] == ["plums"]


def test_an_old_backup_a_wrong_clock_and_broken_settings_are_told(home):
    backed_up(home, "c1")
    home.settings.write_text("{broken")
    with opened(home) as store:
        facts.put(store, clock_off="3600")

    found = caring.doctor(home, clock=lambda: clock() + timedelta(days=20))

    assert sorted(codes(found)) == ["backup_old", "clock_off", "settings_broken"]
    assert found.sound


@pytest.mark.skipif(os.name != "posix", reason="only Unix has such permissions")
def test_a_folder_that_others_can_read_is_closed(home):
    home.folder.chmod(0o755)

    found = caring.doctor(home, clock=clock)

    assert codes(found) == ["folder_open"]
    assert home.folder.stat().st_mode & 0o077 == 0
