"""The verbs of care from the command line: answers, exit codes, and never a prompt."""

import io
import json
from contextlib import closing

import pytest

from app.cli.main import main
from app.paths import Home
from app.store import open_store
from tests.builders import joined, proposal, round_, seed, version, write


class Starters:
    """There is nothing to start."""


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path / "profile")
    with closing(joined(open_store(home.store))) as store:
        seed(store, round_(), proposal(), version("trees", 1, "Apples and pears"))
        write(store, "kept", "c1")
    return home


@pytest.fixture
def run(home, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())

    def run(*argv):
        code = main([*map(str, argv), "--home", str(home.folder)], Starters())
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return code, told.out, told.err

    return run


def spoil(path):
    raw = bytearray(path.read_bytes())
    raw[:100] = bytes(100)
    path.write_bytes(raw)


def test_backups_are_made_and_listed(run, home):
    assert run("backup", "--list") == (0, "There is no backup yet.\n", "")
    assert run("backup", "--list", "--json") == (0, "", "")

    code, out, _ = run("backup", "--json")

    assert code == 0
    made = json.loads(out)
    assert made["counts"]["outbox"] == 1
    assert made["path"].startswith(str(home.backups))
    _, out, _ = run("backup", "--list", "--json")
    assert [json.loads(line)["path"] for line in out.splitlines()] == [made["path"]]


def test_restore_answers_with_what_it_did(run, home):
    run("backup")
    with closing(open_store(home.store)) as store:
        write(store, "later", "c2")

    code, out, _ = run("restore", "--dry-run", "--json")
    assert (code, json.loads(out)["dry_run"], json.loads(out)["kept"]) == (0, True, None)
    code, out, _ = run("restore", "--json")

    told = json.loads(out)
    assert (code, told["carried"], told["counts"]["outbox"], told["present"]) == (0, 1, 2, "fine")


def test_a_faulty_file_is_wrong_input_and_a_lack_of_backups_is_not(run, home, tmp_path):
    junk = tmp_path / "junk.db"
    junk.write_bytes(b"junk")

    assert run("restore")[0] == 1
    for file in (junk, tmp_path / "nowhere.db"):
        code, out, err = run("restore", file)
        assert (code, out) == (2, "")
        assert "nothing was changed" in err


def test_a_damaged_profile_is_told_by_every_verb_and_mended_by_the_doctor(run, home):
    run("backup")
    spoil(home.store)

    for argv in (["status"], ["list", "outbox"], ["backup"], ["search", "apples"]):
        code, out, err = run(*argv)
        assert (code, out) == (1, "")
        assert "doctor" in err
    code, out, _ = run("doctor", "--dry-run", "--json")
    assert (code, json.loads(out)["sound"]) == (1, False)
    code, out, _ = run("doctor", "--json")

    told = json.loads(out)
    assert (code, told["sound"]) == (0, True)
    (finding,) = told["findings"]
    assert (finding["code"], finding["repaired"]) == ("store_damaged", True)
    assert "kept" in finding["what"]
    _, out, _ = run("list", "outbox", "--json")
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["c1"]
    assert run("doctor", "--json", "--repair")[1] == (
        '{"findings": [], "sound": true, "restored": null}\n'
    )


def test_the_doctor_tells_people_in_words(run, home):
    (home.folder / "left.part").write_bytes(b"half")

    code, out, err = run("doctor")

    assert code == 0
    assert "[mended] Something was left unfinished" in out
    assert "The profile is sound." in out
    assert "The backups" in err


def test_erasing_never_asks_without_a_terminal(run, home):
    code, out, err = run("erase")

    assert (code, out) == (2, "")
    assert "--yes" in err
    assert home.store.exists()


def test_erasing_tells_what_is_lost_and_exports_it_first(run, home, tmp_path):
    out_file = tmp_path / "mine.json"

    code, out, err = run("erase", "--yes", "--json", "--export", out_file)

    told = json.loads(out)
    assert (code, told["lost"], told["waiting"], told["left"]) == (0, 1, 1, [])
    assert "would be lost" in err
    assert "kept" in out_file.read_text("utf-8")
    assert not home.folder.exists()
    assert run("erase", "--yes")[0] == 0  # there is nothing any more


@pytest.mark.parametrize(
    ("answers", "gone", "exported"),
    [
        (["no", "erase"], True, False),
        (["mine.json", "erase"], True, True),
        (["no", "no"], False, False),
    ],
)
def test_on_a_terminal_erasing_is_meant_by_typing_it(
    run, home, tmp_path, monkeypatch, answers, gone, exported
):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", Terminal("\n".join(answers) + "\n"))

    code, _, _ = run("erase")

    assert code == (0 if gone else 1)
    assert home.folder.exists() is not gone
    assert (tmp_path / "mine.json").exists() is exported


def test_the_self_test_answers_in_one_object(run):
    code, out, err = run("self-test", "--json")

    told = json.loads(out)
    assert (code, told["ok"], told["failed"]) == (0, True, [])
    assert {"store", "migrations", "search", "pack", "pdf", "backup"} <= {
        step["name"] for step in told["steps"]
    }
    assert "ok" in err


def test_the_self_test_exchanges_with_a_server_where_there_is_one(run):
    code, out, _ = run("self-test", "--server", "--json")

    assert code == 0
    assert json.loads(out)["steps"][-1]["name"] == "server"
