"""A line that is cut after so many bytes, and hosts that answer in the server's place."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

NEVER = 10**12


class Line:
    """A TCP proxy on this computer that cuts what passes.

    `cut_up` and `cut_down` are the bytes that still pass in each direction, over all
    connections; when one is used up, everything is cut at once. `up` and `down` count.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.target = parts.hostname or "", parts.port or 0
        self.cut_up = self.cut_down = NEVER
        self.up = self.down = 0
        self._pairs: list[socket.socket] = []
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def plan(self, up: int = NEVER, down: int = NEVER) -> None:
        """Begin counting anew, with other cuts."""
        self._cut()
        with self._lock:
            self.cut_up, self.cut_down, self.up, self.down = up, down, 0, 0

    def turn_to(self, url: str) -> None:
        """Lead to another server from now on."""
        parts = urlsplit(url)
        self._cut()
        self.target = parts.hostname or "", parts.port or 0

    def close(self) -> None:
        self._listener.close()
        self._cut()

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
                far = socket.create_connection(self.target)
            except OSError:
                return
            for each in (near, far):
                # Cut means cut: no polite farewell, as when a line drops.
                each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._pairs += [near, far]
            for source, sink, name in ((near, far, "up"), (far, near, "down")):
                threading.Thread(target=self._pass, args=(source, sink, name), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, name: str) -> None:
        with suppress(OSError):
            while piece := source.recv(65_536):
                with self._lock:
                    left = getattr(self, f"cut_{name}") - getattr(self, name)
                    passes = piece[: max(left, 0)]
                    setattr(self, name, getattr(self, name) + len(passes))
                sink.sendall(passes)
                if len(passes) < len(piece) or left == len(piece):
                    # The other end reads what passed before the cut reaches it.
                    sink.shutdown(socket.SHUT_WR)
                    self._cut()
                    return
        self._hang_up(source, sink)

    def _hang_up(self, *ends: socket.socket) -> None:
        """End one connection; others that began meanwhile stay."""
        self._pairs = [each for each in self._pairs if each not in ends]
        for each in ends:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _cut(self) -> None:
        pairs, self._pairs = self._pairs, []
        for each in pairs:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


@contextmanager
def cut_line(url: str) -> Iterator[Line]:
    line = Line(url)
    yield line
    line.close()
