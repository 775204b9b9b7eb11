"""Erasing a profile: what is ours and nothing else."""

from pathlib import Path

from app.actions import erasing
from tests.unit.actions.caring.profile import backed_up, spoil, with_files, written


def test_erasing_takes_what_is_ours_and_nothing_else(home):
    backed_up(home, "c1")
    with_files(home)
    home.settings.write_text("{}")
    (home.folder / "satchel.log").write_text("log")
    (home.folder / "thesis.odt").write_text("mine")
    (home.folder / "files").mkdir()
    (home.folder / "files" / "holiday.jpg").write_text("mine")
    (home.backups / "my own copy.db").write_text("mine")

    gone_ = erasing.erase(home)

    assert gone_.lost == 1
    assert gone_.waiting == 1
    left = sorted(str(p.relative_to(home.folder)) for p in home.folder.rglob("*") if p.is_file())
    assert left == ["backups/my own copy.db", "files/holiday.jpg", "thesis.odt"]
    assert sorted(path.name for path in gone_.others) == [
        "holiday.jpg", "my own copy.db", "thesis.odt",
    ]  # fmt: skip


def test_the_key_is_overwritten_before_the_file_goes(home, monkeypatch):
    backed_up(home, "c1")
    seen = {}
    unlink = Path.unlink

    def watched(path, *, missing_ok=False):
        if path.suffix == ".db":
            seen[path.name] = path.read_bytes()
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", watched)
    erasing.erase(home)

    assert len(seen) == 2
    assert all(not any(raw) for raw in seen.values())


def test_a_link_in_the_folder_is_not_followed(home, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    (home.folder / "settings.json").symlink_to(outside)

    erasing.erase(home)

    assert outside.read_text() == "mine"
    assert not home.folder.exists()


def test_a_damaged_profile_is_erased_as_well(home):
    written(home, "c1")
    spoil(home.store, 0, 100)

    assert erasing.look(home).lost == 1
    erasing.erase(home)

    assert not home.folder.exists()
