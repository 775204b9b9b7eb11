"""Hosts on this computer that answer over HTTP as a test tells them, and note what was asked."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Said:
    """What the host answers. A body of None: hang up without a word."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = b""
    length: bool = True
    """Whether to say how long the body is."""
    held: threading.Event | None = None
    """Set by the test for the second half of the body to follow."""


@dataclass
class Host:
    url: str
    asked: list[Asked] = field(default_factory=list)


def plainly(_asked: Asked) -> Said:
    return Said()


@contextmanager
def answering(answer: Callable[[Asked], Said] = plainly) -> Iterator[Host]:
    """Serve on a free port until the block ends."""
    host = Host("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

        def _any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, self.path, headers, self.rfile.read(length))
            host.asked.append(asked)
            said = answer(asked)
            if said.body is None:
                self.close_connection = True
                return
            with suppress(OSError):
                self._say(said)

        def _say(self, said: Said) -> None:
            body = said.body or b""
            self.send_response_only(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            if said.length and "Content-Length" not in said.headers:
                self.send_header("Content-Length", str(len(body)))
            told = said.headers.get("Content-Length", str(len(body)))
            if not said.length or told != str(len(body)):
                self.close_connection = True  # a body that is not what was told ends the line
            self.end_headers()
            if self.command != "HEAD":
                half = len(body) // 2 if said.held is not None else len(body)
                self.wfile.write(body[:half])
                self.wfile.flush()
                if said.held is not None and said.held.wait(60):
                    self.wfile.write(body[half:])

        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = _any  # noqa: N815 -- http.server's names

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    host.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def plain_folder(root: Path, *, ranges: bool = True) -> Callable[[Asked], Said]:
    """Answer as any static web host does: files below `root`, with ETag and ranges."""

    def answer(asked: Asked) -> Said:
        path = root / asked.path.lstrip("/")
        if not path.is_file():
            return Said(404, {"Content-Type": "text/html"}, b"<html>not found</html>")
        body = path.read_bytes()
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        if asked.headers.get("if-none-match") == etag:
            return Said(304, {"ETag": etag})
        headers = {"ETag": etag, "Content-Type": "application/octet-stream"}
        wanted = asked.headers.get("range", "")
        if not ranges or not wanted.startswith("bytes="):
            return Said(200, headers, body)
        start, _, end = wanted.removeprefix("bytes=").partition("-")
        first, last = int(start), min(int(end or len(body)), len(body) - 1)
        if first >= len(body):
            return Said(416, {"Content-Range": f"bytes */{len(body)}"})
        headers["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
        return Said(206, headers, body[first : last + 1])

    return answer
