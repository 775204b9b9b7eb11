"""Cut lines, pages of hotels in the server's place, and no server at all."""

import json
import socket
import subprocess
import sys
import threading
from contextlib import closing, suppress
from hashlib import sha256

import pytest

from app.actions import joining, syncing
from app.cli.main import main
from app.paths import Home
from app.store import open_store, outbox
from app.sync.files import bring
from app.sync.server import ServerTransport
from app.sync.transport import SignInPage, TransportError, Unreachable
from tests import meeting_folder
from tests.builders import AT, joined, proposal, record, round_, seed, states, version, write
from tests.faults.child import ROOT
from tests.faults.line import cut_line

# --- cuts ----------------------------------------------------------------------------------


def test_a_sync_cut_at_any_byte_loses_nothing_and_doubles_nothing(cycle, server, whole, tmp_path):
    home, store = Home(tmp_path), open_store(None)
    written, step = {}, 1 if whole else 64

    def news(id, count):
        """Write something here, and let something be published there."""
        outbox.put(
            store, "comments", id, {"text": f"words of {id}"}, audience=("chairs",), written_at=AT
        )
        written[id] = f"words of {id}"
        title = {"title": f"News {count}", "round": "r1", "version": count}
        cycle.secretariat.put("proposals", "p2", title)

    with cut_line(server.url) as line:
        joining.join(store, line.url, cycle.invitation("omar"))
        syncing.sync(store, home)
        line.plan()
        news("measured", 1)
        syncing.sync(store, home)
        up, down = line.up + 20, line.down + 20
        assert up > 300 < down
        assert up + down <= 4096

        for direction, last in (("up", up), ("down", down)):
            for at in range(0, last + 1, step):
                news(f"{direction}-{at}", 2 + len(written))
                line.plan(**{direction: at})
                with suppress(Unreachable):
                    syncing.sync(store, home)
                line.plan()

                syncing.sync(store, home)

                assert outbox.all_of(store) == []
        quiet = syncing.sync(store, home)
    print(f"{len(written) - 1} cuts in {up} bytes up and {down} down")
    assert (quiet.requests, quiet.received, quiet.repaired) == (1, 0, False)
    reader = cycle.join("omar")
    reader.sync()
    found = {
        id: (each["version"], each["data"]["text"])
        for (name, id), each in reader.store.items()
        if name == "comments"
    }
    assert found == {id: (1, text) for id, text in written.items()}
    store.close()


# --- pages in the server's place -------------------------------------------------------------

HTML = b"<html><head><title>Hotel Quince</title></head><body>Please sign in</body></html>"


def page(status, body=HTML, **headers):
    named = {"Content-Type": "text/html", "Content-Length": str(len(body))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"HTTP/1.1 {status}\r\n{head}Connection: close\r\n\r\n".encode() + body


def said(body, **more):
    return page("200 OK", body, Content_Type="application/json", **more)


ANSWER = {"nonce": "another", "epoch": "e", "now": AT, "cursor": "c", "answers": [], "records": []}
PAGES = {
    "a page": page("200 OK"),
    "a page that says it is JSON": said(HTML),
    "a page after a redirect": page("302 Found", Location="{elsewhere}"),
    "moved for good": page("301 Moved Permanently", Location="{elsewhere}"),
    "see other": page("303 See Other", Location="{elsewhere}"),
    "redirect with the method": page("307 Temporary Redirect", Location="{elsewhere}"),
    "redirect for good with the method": page("308 Permanent Redirect", Location="{elsewhere}"),
    "a redirect without a place": page("302 Found", b""),
    "no content": page("204 No Content", b""),
    "nothing": page("200 OK", b""),
    "empty JSON": said(b""),
    "an empty object": said(b"{}"),
    "a list": said(b"[]"),
    "the nonce of another request": said(json.dumps(ANSWER).encode()),
    "half an answer": said(json.dumps(ANSWER).encode()[:40]),
    "wrong types": said(json.dumps({**ANSWER, "records": 5}).encode()),
    "not a number": said(b'{"nonce": NaN}'),
    "wrong encoding": said(json.dumps(ANSWER).encode("utf-16")),
    "nested without end": said(b"[" * 100_000),
    "half a character": said(b'{"nonce": "\\ud800"}'),
    "damaged compression": said(b"garbage", Content_Encoding="zstd"),
    "unknown compression": said(b"garbage", Content_Encoding="br"),
    "plain text": page("200 OK", b"Success", Content_Type="text/plain"),
    "sign in first": page("511 Network Authentication Required"),
    "forbidden": page("403 Forbidden"),
    "unauthorised": page("401 Unauthorized", WWW_Authenticate="Basic"),
    "not found": page("404 Not Found"),
    "JSON of another program": page("404 Not Found", b'{"detail": "x"}',
                                    Content_Type="application/json"),
    "a proxy's sign-in": page("407 Proxy Authentication Required"),
}  # fmt: skip
BROKEN = {
    "another protocol": b"SSH-2.0-OpenSSH_9.2\r\n",
    "a body cut short": page("200 OK", HTML, Content_Length="5000", Content_Type="text/html"),
    "a bad gateway": page("502 Bad Gateway"),
    "silence": b"",
}


class Host:
    """Answers every request with the same bytes and keeps what it was sent."""

    def __init__(self, answer):
        self.answer, self.heard = answer, []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                near.settimeout(5)
                self.heard.append(self._read(near))
                near.sendall(self.answer)
                near.shutdown(socket.SHUT_WR)
                while near.recv(65_536):
                    pass
                near.close()

    def _read(self, near):
        heard = b""
        while b"\r\n\r\n" not in heard:
            heard += near.recv(65_536)
        head, _, body = heard.partition(b"\r\n\r\n")
        lengths = [line for line in head.lower().split(b"\r\n") if b"content-length" in line]
        wanted = int(lengths[0].split(b":")[1]) if lengths else 0
        while len(body) < wanted:
            body += near.recv(65_536)
        return head + b"\r\n\r\n" + body

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listener.close()


def everything(store):
    """Return all that is kept, but for the bytes of the month and how much to ask of the line."""
    tables = ("records", "facts", "seen", "files", "undo")
    found = {name: list(store.rows(f"SELECT * FROM {name}")) for name in tables}
    ours = ("traffic_", "page")
    found["facts"] = [row for row in found["facts"] if not str(row["name"]).startswith(ours)]
    return found, [(act.op, act.data) for act in outbox.all_of(store)]


@pytest.fixture
def desk(store):
    joined(store)
    seed(store, round_(), proposal())
    write(store, "mine")
    return store


def asked(desk, home, url):
    return syncing.sync(
        desk, home, open_transport=lambda _: ServerTransport(url, "orchard2030", "secret-token")
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_the_servers_place_is_told_and_changes_nothing(desk, home, name):
    before = everything(desk)

    with Host(page("200 OK")) as elsewhere:
        with (
            Host(PAGES[name].replace(b"{elsewhere}", elsewhere.url.encode())) as host,
            pytest.raises(SignInPage),
        ):
            asked(desk, home, host.url)

        assert elsewhere.heard == []
    assert everything(desk) == before
    assert states(desk) == [("sent", "mine")]


@pytest.mark.parametrize("name", BROKEN)
def test_a_host_that_speaks_no_sense_is_as_if_unreachable(desk, home, name):
    before = everything(desk)

    with Host(BROKEN[name]) as host, pytest.raises(Unreachable):
        asked(desk, home, host.url)

    assert everything(desk) == before


def test_there_are_twenty_shapes_and_more():
    assert len(PAGES) >= 20


@pytest.mark.parametrize("name", ["a page", "a page that says it is JSON", "forbidden", "nothing"])
def test_half_a_file_is_not_spoilt_by_a_page(tmp_path, name):
    content = b"walnut" * 1000
    half = tmp_path / f".{sha256(content).hexdigest()}.part"
    half.write_bytes(content[:3000])

    with (
        Host(PAGES[name]) as host,
        closing(ServerTransport(host.url)) as line,
        pytest.raises(TransportError),
    ):
        bring(line, sha256(content).hexdigest(), tmp_path / "report.pdf")

    assert half.read_bytes() == content[:3000]


# --- off line --------------------------------------------------------------------------------


class NoStarters:
    """The command line may start neither windows nor the demo here."""


@pytest.fixture
def offline(tmp_path):
    """A profile with papers whose server is gone."""
    home = Home(tmp_path / "profile")
    store = joined(open_store(home.store))
    seed(
        store,
        round_(),
        proposal(version=2),
        version("trees", 1, "Apples and pears"),
        version("trees", 2, "Apples and plums"),
        record("documents", "report", title="Report", file={"sha256": "a" * 64, "size": 5}),
        record("items", "call-6", meeting="call", title="Budget", key_points="Spent well"),
        record("members", "omar", name="Omar Plum", role="member"),
        record("members", "nadia", name="Nadia Pear", role="chair"),
        record("workgroups", "garden", title="The garden"),
    )
    write(store, "mine", "c1", about={"kind": "proposal", "id": "trees", "version": 1})
    store.close()
    return home


VERBS = [
    "status", "list proposals", "list versions", "list outbox", "list notes", "list questions",
    "list members", "show proposals trees", "show proposals trees --version 1", "show comments c1",
    "search apples", "diff trees", "note proposal/trees --quote plums --text look",
    "note item/call-6 --text hm", "comment proposal/trees --text good --criterion need",
    "comment proposal/trees --kind question --text why", "edit c1 --text better", "undo",
    "withdraw c1", "review trees --text need=Many --score reach=4 --stance support",
    "review trees --submit", "review trees --comment later --draft",
    "export my-comments --out {out}/mine.pdf", "export comments --out {out}/comments.pdf",
    "export everything --out {out}/everything.zip", "backup", "check {folder}",
]  # fmt: skip


def test_off_line_every_verb_works_but_those_that_need_the_line(offline, tmp_path, capsys):
    folder = meeting_folder.write(tmp_path / "folder")

    for verb in VERBS:
        words = verb.format(out=tmp_path, folder=folder).split(" ")
        code = main(["--home", str(offline.folder), "--json", *words], NoStarters())

        out, err = capsys.readouterr()
        assert code == 0, (verb, out, err)
        if not verb.startswith("list notes"):
            assert all(json.loads(line) is not None for line in out.splitlines()), verb


@pytest.mark.parametrize(
    "verb",
    [
        "sync", "sync --estimate", "get report", "join http://127.0.0.1:9 --invitation x",
        "publish {folder} --server http://127.0.0.1:9",
    ],
)  # fmt: skip
def test_what_needs_the_line_says_calmly_that_there_is_none(offline, tmp_path, capsys, verb):
    folder = meeting_folder.write(tmp_path / "folder")
    words = verb.format(folder=folder).split(" ")
    before = open_store(offline.store)
    kept = [(act.id, act.data) for act in outbox.all_of(before)]
    before.close()

    code = main(["--home", str(offline.folder), *words], NoStarters())

    out, err = capsys.readouterr()
    assert (code, out) == (1, "")
    assert err.strip()
    assert "Traceback" not in err
    after = open_store(offline.store)
    assert [(act.id, act.data) for act in outbox.all_of(after)] == kept
    after.close()


def test_the_program_itself_works_off_line_without_a_prompt(offline):
    def run(*words):
        return subprocess.run(
            [sys.executable, "main.py", *words, "--home", str(offline.folder), "--json"],
            cwd=ROOT, capture_output=True, stdin=subprocess.DEVNULL, timeout=300, check=False,
        )  # fmt: skip

    status, sync = run("status"), run("sync")

    assert (status.returncode, status.stderr) == (0, b"")
    assert json.loads(status.stdout)["waiting"] == 1
    assert (sync.returncode, sync.stdout) == (1, b"")
    assert b"saved" in sync.stderr
    assert b"Traceback" not in sync.stderr
