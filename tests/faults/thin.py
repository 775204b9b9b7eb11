"""A line that stands still, dribbles, is reset, or whose other end is gone without a word."""

import select
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

FAULTS = ("stall", "half-open", "reset")


class Thin:
    """A TCP proxy on this computer with one fault at a time, over all connections.

    After byte `at` of the direction `way` ("up" or "down")
    `stall` passes nothing any more, and keeps both ends open;
    `half-open` lets the server know that the line is gone, and the member not;
    `reset` resets both ends;
    `trickle` goes on byte by byte, one every `pace` seconds.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.target = parts.hostname or "", parts.port or 0
        self.standing = threading.Event()
        """Set when the fault has come."""
        self._over = threading.Event()
        self._fault, self._way, self._at, self._pace = "", "down", 0, 0.0
        self.passed = {"up": 0, "down": 0}
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def plan(self, fault: str = "", way: str = "down", at: int = 0, pace: float = 0.0) -> None:
        """Begin counting anew; what stands still now is dropped."""
        self._over.set()
        self._over = threading.Event()
        self.standing.clear()
        self.passed = {"up": 0, "down": 0}
        self._fault, self._way, self._at, self._pace = fault, way, at, pace

    def close(self) -> None:
        self._over.set()
        self._listener.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self.target)
                for each in (near, far):
                    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                given = (near, far, self._over, self.passed)
                threading.Thread(target=self._carry, args=given, daemon=True).start()

    def _carry(
        self,
        near: socket.socket,
        far: socket.socket,
        over: threading.Event,
        passed: dict[str, int],
    ) -> None:
        """Pass bytes both ways until one end hangs up, the fault comes, or it is over."""
        ways = {near: (far, "up"), far: (near, "down")}
        with near, far, suppress(OSError):
            while not over.is_set():
                for source in select.select([near, far], [], [], 0.05)[0]:
                    sink, way = ways[source]
                    piece = source.recv(65_536)
                    if not piece:
                        return
                    left = self._at - passed[way] if self._fault and way == self._way else None
                    if left is None or len(piece) < left:
                        sink.sendall(piece)
                        passed[way] += len(piece)
                        continue
                    sink.sendall(piece[:left])
                    passed[way] += left
                    self.standing.set()
                    if self._fault != "trickle":
                        self._break(near, far, over)
                        return
                    for at in range(left, len(piece)):
                        if over.wait(self._pace):
                            return
                        sink.sendall(piece[at : at + 1])
                        passed[way] += 1

    def _break(self, near: socket.socket, far: socket.socket, over: threading.Event) -> None:
        if self._fault == "half-open":
            far.close()
        if self._fault == "reset":
            for each in (near, far):
                each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        over.wait()


@contextmanager
def thin_line(url: str) -> Iterator[Thin]:
    line = Thin(url)
    yield line
    line.close()
