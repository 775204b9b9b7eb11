"""Something on the way to the server that doubles, swallows, cuts, replays and puts off."""

import random
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2

PAGE = b"<html><body>Welcome to Hotel Quince. Please sign in.</body></html>"
FAULTS = ("fine", "doubled", "swallowed", "truncated", "old answer", "old request", "busy", "page")


class Meddler:
    """An HTTP proxy on this computer; `plan` says what befalls the next exchanges."""

    def __init__(self, target: str, dice: random.Random) -> None:
        self.dice = dice
        self.plan: list[str] = []
        self.met: dict[str, int] = {}
        self._lock = threading.Lock()
        self._sent: list[tuple[str, dict[str, str], bytes]] = []
        self._answers: list[tuple[int, dict[str, str], bytes]] = []
        self._far = httpx2.Client(base_url=target, timeout=120)
        meddler = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                meddler._meddle(self)

            def do_GET(self) -> None:
                meddler._meddle(self)

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._far.close()

    def _meddle(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        names = {"authorization", "content-type", "content-encoding", "accept-encoding",
                 "available-dictionary", "accept"}  # fmt: skip
        headers = {name: value for name, value in handler.headers.items() if name.lower() in names}
        exchange = handler.path.endswith("/exchange")
        with self._lock:
            fault = self.plan.pop(0) if self.plan and exchange else "fine"
            self.met[fault] = self.met.get(fault, 0) + 1
            if fault == "busy":
                self._answer(handler, 503, {"Retry-After": "7"}, b'{"code":"busy","message":""}')
                return
            if fault == "page":
                self._answer(handler, 200, {"Content-Type": "text/html"}, PAGE)
                return
            if fault == "old request" and self._sent:
                self._forward("POST", *self.dice.choice(self._sent))
            answer = self._forward(handler.command, handler.path, headers, body)
            if fault == "doubled":
                answer = self._forward(handler.command, handler.path, headers, body)
            if exchange:
                self._sent = [*self._sent[-20:], (handler.path, headers, body)]
                self._answers = [*self._answers[-20:], answer]
            if fault == "old answer":
                answer = self.dice.choice(self._answers[:-1] or self._answers)
        if fault == "swallowed":
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        self._answer(handler, *answer, cut=fault == "truncated")

    def _forward(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        request = self._far.build_request(method, path, headers=headers, content=body or None)
        answer = self._far.send(request, stream=True)
        raw = b"".join(answer.iter_raw())
        answer.close()
        kept = {"content-type", "content-encoding", "etag", "use-as-dictionary", "vary"}
        return answer.status_code, {k: v for k, v in answer.headers.items() if k in kept}, raw

    def _answer(
        self, handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes,
        *, cut: bool = False,
    ) -> None:  # fmt: skip
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2] if cut else body)
        if cut:
            handler.wfile.flush()
            handler.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def meddled(target: str, seed: int) -> Iterator[Meddler]:
    made = Meddler(target, random.Random(seed))
    yield made
    made.close()
