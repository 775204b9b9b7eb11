"""The command line and the line: servers that go, come back and are killed; files cut midway."""

import json
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from app.paths import Home
from app.store import facts, open_store
from tests.faults.line import cut_line
from tests.integration import harbour
from tests.integration.commands import PATIENCE, Profile, found, run, serving, start


@contextmanager
def silent_host() -> Iterator[socket.socket]:
    """Listen and take calls, and never say a word."""
    with socket.create_server(("127.0.0.1", 0)) as host:
        host.settimeout(PATIENCE)
        yield host


def address(host: socket.socket) -> str:
    return f"http://127.0.0.1:{host.getsockname()[1]}"


def points_to(profile: Profile, url: str) -> None:
    with closing(open_store(Home(profile.home).store)) as store:
        facts.put(store, server=url)


def stopped(process, host: socket.socket) -> tuple[int, str]:
    """Interrupt `process` once it waits for an answer; give back exit code and stderr."""
    call, _ = host.accept()
    with call:
        call.settimeout(PATIENCE)
        assert call.recv(1)
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, err


def test_a_server_killed_at_any_moment_keeps_what_it_acknowledged(tmp_path):
    with serving() as server:
        town = found(tmp_path, server.url, "mona", "chen")
        mona, chen = town.person("mona"), town.person("chen")
        made = mona.one("comment", "proposal/cables", "--text", "kept")
        mona.one("sync")
        waiting = mona.one("comment", "proposal/cables", "--text", "written offline")

        server.end(signal.SIGKILL)

        assert "No connection" in mona.fails("sync")
        assert mona.one("show", "comments", made["id"])["revision"] == 1
        server.again()
        report = mona.one("sync")
        assert (report["sent"], report["reset"], report["requests"]) == (1, None, 1)
        chen.one("sync")
        assert {made["id"], waiting["id"]} <= chen.ids("comments")
        again = mona.one("sync")
        assert (again["requests"], again["sent"], again["received"]) == (1, 0, 0)
        assert town.office.run("publish", town.folder).one["changes"] == []

        taken = run("serve", "--port", server.url.rpartition(":")[2], "--data", tmp_path / "srv")
        assert (taken.code, "in use" in taken.err) == (1, True)
        assert server.end(signal.SIGINT) == 0
        server.again()
        assert mona.one("sync")["requests"] == 1


def test_after_a_new_epoch_everything_is_read_anew_and_nothing_is_lost(served, tmp_path):
    town = found(tmp_path, served.url, "mona")
    mona = town.person("mona")
    mona.one("note", "proposal/cables", "--text", "private")
    sent = mona.one("comment", "proposal/cables", "--text", "sent")
    mona.one("sync")
    waits = mona.one("comment", "proposal/cables", "--text", "waits")

    made = run("epoch", "new", "--cycle", town.cycle, "--data", served.data, "--json").one
    report = mona.one("sync")

    assert (report["reset"], report["sent"], report["conflicts"]) == ("epoch", 1, 0)
    assert mona.one("status")["epoch"] == made["epoch"]
    assert mona.ids("comments") == {sent["id"], waits["id"]}
    assert len(mona.rows("list", "notes")) == 1
    assert mona.one("sync")["requests"] == 1
    assert "no cycle" in run("epoch", "new", "--cycle", "nosuch", "--data", served.data).err
    again = town.office.one("epoch", "new", "--data", served.data)
    assert again["cycle"] == town.cycle
    assert again["epoch"] != made["epoch"]


def test_a_server_for_everybody_asks_for_a_setup_code(tmp_path):
    bare = run("serve", "--port", "0", "--host", "0.0.0.0", "--data", tmp_path)  # noqa: S104 -- it must refuse

    assert bare.code == 1
    assert "--setup-code" in bare.err
    both = run("serve", "--data", tmp_path, "--database", "postgresql://nowhere/x")
    assert both.code == 2


def test_a_cycle_is_made_with_the_servers_setup_code_only(tmp_path):
    with serving("--setup-code", "open sesame") as server:
        folder = harbour.write(tmp_path / "folder")
        office = Profile(tmp_path / "office")
        publish = ("publish", folder, "--server", server.url)

        for wrong in ((), ("--setup-code", "closed")):
            assert "set-up code" in office.fails(*publish, *wrong)
        done = office.one(*publish, "--setup-code", "open sesame")

        assert done["founded"] is True
        assert office.one("status")["cycle"] == "harbour2031"


def test_every_verb_but_those_of_the_line_works_with_the_server_gone(served, tmp_path):
    town = found(tmp_path, served.url, "mona")
    mona = town.person("mona")
    with silent_host() as host:
        nowhere = address(host)
    for each in (mona, town.office):
        points_to(each, nowhere)
    about, out = "proposal/cables", tmp_path / "out"
    made = mona.one("comment", about, "--text", "offline", "--quote", "岛屿")
    for args in (
        ("status",),
        ("list", "proposals"),
        ("show", "proposals", "cables"),
        ("search", "cables"),
        ("diff", "cables"),
        ("note", about, "--text", "mine"),
        ("edit", made["id"], "--text", "better"),
        ("withdraw", made["id"]),
        ("undo",),
        ("review", "cables", "--text", "need=yes", "--submit"),
        ("get", "minutes", "--text"),
        ("export", "my-comments", "--out", out / "mine.pdf"),
        ("export", "comments", "--out", out / "all.pdf"),
        ("export", "everything", "--out", out / "all.json"),
        ("backup",),
        ("check", town.folder),
    ):
        assert mona.run(*args).code == 0, args
    for args in (
        ("sync",),
        ("sync", "--estimate"),
        ("get", "plan"),
        ("join", nowhere, "--invitation", "x"),
    ):
        assert "No connection" in mona.fails(*args), args
    assert "No connection" in town.office.fails("publish", town.folder)
    assert mona.one("status")["waiting"] == 2


def test_a_join_without_a_line_speaks_of_nothing_written(tmp_path):
    stranger = Profile(tmp_path / "stranger")

    told = stranger.fails("join", "http://127.0.0.1:9", "--invitation", "x")

    assert "the invitation stays good" in told
    assert "wrote" not in told


def test_a_file_cut_midway_is_continued_at_the_byte_where_it_broke(served, tmp_path):
    town = found(tmp_path, served.url)
    invitation = town.office.one("members", "invite", "mona")["invitation"]
    mona = town.person("mona")
    with cut_line(served.url) as line:
        mona.one("join", line.url, "--invitation", invitation)
        mona.one("sync")
        line.plan(down=100_000)

        assert "No connection" in mona.fails("get", "sea-chart")
        assert not list(mona.home.rglob("chart.bin"))
        line.plan()
        got = mona.one("get", "sea-chart")

        assert Path(got["path"]).read_bytes() == harbour.CHART
        assert got["size"] == len(harbour.CHART)
        assert line.down < len(harbour.CHART) - 90_000
        line.plan()
        assert mona.one("get", "sea-chart") == got
        assert line.down == 0


def test_the_interrupt_key_ends_what_waits_for_the_line_cleanly(served, tmp_path):
    town = found(tmp_path, served.url, "mona")
    mona = town.person("mona")
    mona.one("comment", "proposal/cables", "--text", "safe")
    with silent_host() as host:
        points_to(mona, address(host))
        for command in (
            ("--home", mona.home, "sync"),
            ("--home", mona.home, "get", "sea-chart"),
            ("--home", tmp_path / "new", "join", address(host), "--invitation", "x"),
        ):
            code, said = stopped(start(*command), host)

            assert code == 1
            assert "Stopped" in said
            assert "Traceback" not in said
    assert mona.one("status")["waiting"] == 1


def test_the_interrupt_key_is_clean_while_the_program_starts(tmp_path):
    for patience in (0.05, 0.1, 0.2, 0.3):
        process = start("--home", tmp_path, "status")
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
        process.send_signal(signal.SIGINT)

        _out, said = process.communicate(timeout=PATIENCE)

        # Before Python itself knows the key, the system ends it: nothing of ours has begun.
        assert process.returncode in {0, 1, -signal.SIGINT}
        assert "app/" not in said


def test_a_sign_in_page_is_no_server(tmp_path, served):
    town = found(tmp_path, served.url)
    page = b"<html>Please sign in</html>"
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s"
    with silent_host() as host:
        joining = start("join", address(host), "--invitation", "x", "--home", tmp_path / "new")
        call, _ = host.accept()
        with call:
            call.recv(65_536)
            call.sendall(answer % (len(page), page))
            _out, said = joining.communicate(timeout=PATIENCE)

    assert joining.returncode == 1
    assert "sign in" in said
    assert Profile(tmp_path / "new").one("status")["account"] is None
    assert json.loads((town.office.run("status")).out)["role"] == "secretariat"
