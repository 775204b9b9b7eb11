"""What a member would have otherwise, over the same line: JSON pages, git, rsync.

git and rsync run without TLS here, which is in their favour.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bench._link import SERVER, Counter, Link
from bench._tls import metered

PAGE = 100


def compare(
    work: Path, link: Link, both: Path, papers: Path, held: list[dict[str, Any]]
) -> Iterator[str]:
    """Do the same flows the usual ways, and say what each took."""
    yield "  the usual ways, same line:"
    yield from _pages(link, both, held)
    yield from _git(work, link, papers, held)
    yield from _rsync(work, link, papers, held)


def _pages(link: Link, both: Path, held: list[dict[str, Any]]) -> Iterator[str]:
    """Gzipped JSON, one collection after the other, a hundred records a page."""
    by_collection: dict[str, list[Any]] = {}
    for each in held:
        by_collection.setdefault(each["collection"], []).append(each["data"])

    class Pages(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            words = parse_qs(asked.query)
            rows = by_collection.get(asked.path.strip("/"), [])
            at = int(words.get("offset", ["0"])[0])
            page = [] if "since" in words else rows[at : at + PAGE]
            self._answer({"data": page, "more": at + PAGE < len(rows) and "since" not in words})

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self._answer({"ok": True})

        def _answer(self, said: Any) -> None:
            body = gzip.compress(json.dumps(said, ensure_ascii=False).encode())
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    with ExitStack() as stack:
        server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        stack.callback(server.server_close)
        stack.callback(server.shutdown)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        counter = metered(stack, both, ("127.0.0.1", server.server_port), 8444)
        for flow in ("first", "nothing", "thirty"):
            counter.reset()
            command = [sys.executable, "-m", "bench._pager", flow, *sorted(by_collection)]
            begun = time.perf_counter()
            subprocess.run(link.inside(["env", f"SSL_CERT_FILE={both}", *command]), check=True)
            seconds = time.perf_counter() - begun
            yield _line(f"gzip + JSON pages: {flow}", seconds, counter)


def _git(work: Path, link: Link, papers: Path, held: list[dict[str, Any]]) -> Iterator[str]:
    if shutil.which("git") is None:
        yield "    git: skipped, not installed here"
        return
    repository, clone = work / "git" / "cycle", work / "clone"
    _as_files(papers, held, repository)
    quiet = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}

    def git(*words: str) -> None:
        name = ["-c", "user.name=bench", "-c", "user.email=bench@bench.example"]
        subprocess.run(["git", *name, *words], cwd=repository, check=True, env=quiet,
                       capture_output=True)  # fmt: skip

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "cycle")
    daemon = subprocess.Popen(
        ["git", "daemon", "--listen=127.0.0.1", "--port=9419", "--export-all",
         f"--base-path={repository.parent}", "--reuseaddr", str(repository.parent)],
        env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    counter = Counter(("127.0.0.1", 9419), 9418)
    counter.start()
    try:
        time.sleep(1)
        url = f"git://{SERVER}/cycle"
        yield _timed("git clone", link.inside(["git", "clone", "-q", url, str(clone)]), counter)
        fetch = link.inside(["git", "-C", str(clone), "fetch", "-q"])
        yield _timed("git fetch: nothing new", fetch, counter)
        _change(repository)
        git("add", "-A")
        git("commit", "-qm", "changed")
        yield _timed("git fetch: 1 proposal + 5 comments", fetch, counter)
    finally:
        counter.stop()
        daemon.terminate()
        daemon.wait()


def _rsync(work: Path, link: Link, papers: Path, held: list[dict[str, Any]]) -> Iterator[str]:
    if shutil.which("rsync") is None:
        yield "    rsync -z: skipped, not installed here"
        return
    source, target = work / "rsync" / "cycle", work / "copy"
    _as_files(papers, held, source)
    settings = work / "rsyncd.conf"
    settings.write_text(
        f"address = 127.0.0.1\nuse chroot = no\n[cycle]\npath = {source}\nread only = yes\n"
        f"uid = {os.getuid()}\ngid = {os.getgid()}\n"
    )
    daemon = subprocess.Popen(
        ["rsync", "--daemon", "--no-detach", "--port=8731", f"--config={settings}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    counter = Counter(("127.0.0.1", 8731), 8730)
    counter.start()
    try:
        time.sleep(1)
        command = link.inside(["rsync", "-az", f"rsync://{SERVER}:8730/cycle/", f"{target}/"])
        yield _timed("rsync -z: first", command, counter)
        yield _timed("rsync -z: nothing new", command, counter)
        _change(source)
        yield _timed("rsync -z: 1 proposal + 5 comments", command, counter)
    finally:
        counter.stop()
        daemon.terminate()
        daemon.wait()


def _as_files(papers: Path, held: list[dict[str, Any]], target: Path) -> None:
    """Write the cycle as somebody without us would: the folder, and a file for each comment."""
    shutil.copytree(papers, target)
    for path in target.glob("proposals/*.v2.md"):
        path.unlink()
    (target / "comments").mkdir()
    for each in held:
        if each["collection"] == "comments":
            text = json.dumps(each["data"], ensure_ascii=False)
            (target / "comments" / f"{each['id']}.json").write_text(text, "utf-8")


def _change(root: Path) -> None:
    paper = root / "proposals" / "ws-017.v1.md"
    paper.write_text(paper.read_text("utf-8").replace(". ", ". Revised as asked. ", 1), "utf-8")
    some = sorted((root / "comments").iterdir())[:5]
    for number, each in enumerate(some):
        text = each.read_text("utf-8")[::-1]
        (root / "comments" / f"new-{number}.json").write_text(text, "utf-8")


def _timed(name: str, command: list[str], counter: Counter) -> str:
    counter.reset()
    begun = time.perf_counter()
    subprocess.run(command, check=True, env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull})
    return _line(name, time.perf_counter() - begun, counter)


def _line(name: str, seconds: float, counter: Counter) -> str:
    moved = (counter.up + counter.down) / 1000
    return f"    {name:40} {seconds:7.1f} s  {moved:8.1f} KB  {counter.turns} turns"
