"""A line that is cut after so many bytes, and leads to one server or another."""

import select
import socket
import struct
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

NEVER = 10**12


@dataclass(frozen=True, slots=True)
class Plan:
    """The bytes that still pass each way, over all connections that begin from now on."""

    most: dict[str, int]
    passed: dict[str, int] = field(default_factory=lambda: {"up": 0, "down": 0})
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def passes(self, way: str, piece: bytes) -> tuple[bytes, bool]:
        """Return what still passes of `piece`, and whether the cut comes right behind it."""
        with self.lock:
            left = max(self.most[way] - self.passed[way], 0)
            self.passed[way] += len(piece[:left])
        return piece[:left], left <= len(piece)


class Line:
    """A TCP proxy on this computer that cuts what passes.

    When what `plan` lets pass one way is used up, everything is cut at once. `up` and `down`
    count since the last plan.
    """

    def __init__(self, url: str) -> None:
        self.target = _address(url)
        self._plan = Plan({"up": NEVER, "down": NEVER})
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def up(self) -> int:
        return self._plan.passed["up"]

    @property
    def down(self) -> int:
        return self._plan.passed["down"]

    def plan(self, up: int = NEVER, down: int = NEVER) -> None:
        """Cut what there is, and begin counting anew, with other cuts."""
        self._plan.over.set()
        self._plan = Plan({"up": up, "down": down})

    def turn_to(self, url: str) -> None:
        """Lead to another server from now on."""
        self.target = _address(url)
        self.plan()

    def close(self) -> None:
        self._listener.close()
        self._plan.over.set()

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(self.target)
            except OSError:
                near.close()  # nobody is there now
                continue
            threading.Thread(target=_carry, args=(near, far, self._plan), daemon=True).start()


@contextmanager
def cut_line(url: str) -> Generator[Line]:
    line = Line(url)
    yield line
    line.close()


def _address(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or 0


def _carry(near: socket.socket, far: socket.socket, plan: Plan) -> None:
    """Pass bytes both ways until one end hangs up or the line is cut.

    One thread alone uses a connection and closes it: a number of a socket that another one
    closed meanwhile may be that of a new connection.
    """
    ways = {near: (far, "up"), far: (near, "down")}
    with near, far, suppress(OSError):
        for each in ways:
            # Cut means cut: no polite farewell, as when a line drops.
            each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while not plan.over.is_set() and _passed(ways, plan):
            pass
        for each in ways:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


def _passed(ways: dict[socket.socket, tuple[socket.socket, str]], plan: Plan) -> bool:
    """Pass on what has come; say whether the line is still there."""
    for source in select.select(list(ways), [], [], 0.05)[0]:
        sink, way = ways[source]
        piece = source.recv(65_536)
        if not piece:
            return False
        passes, cut = plan.passes(way, piece)
        sink.sendall(passes)
        if cut:
            # The other end reads what passed before the cut reaches it.
            sink.shutdown(socket.SHUT_WR)
            plan.over.set()
            return False
    return True
