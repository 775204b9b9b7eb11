"""A line that stands still, dribbles, is reset, or whose other end is gone without a word."""

import select
import socket
import struct
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

FAULTS = ("stall", "half-open", "reset")


@dataclass(frozen=True, slots=True)
class Plan:
    """What befalls the connections that begin from now on."""

    fault: str = ""
    way: str = "down"
    at: int = 0
    pace: float = 0.0
    standing: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    passed: dict[str, int] = field(default_factory=lambda: {"up": 0, "down": 0})


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
        self._plan = Plan()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def standing(self) -> threading.Event:
        """Set when the fault has come."""
        return self._plan.standing

    @property
    def passed(self) -> dict[str, int]:
        """Return the bytes of each way since the last plan."""
        return self._plan.passed

    def plan(self, fault: str = "", way: str = "down", at: int = 0, pace: float = 0.0) -> None:
        """Begin counting anew; what stands still now is dropped."""
        self._plan.over.set()
        self._plan = Plan(fault, way, at, pace)

    def close(self) -> None:
        self._plan.over.set()
        self._listener.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self.target)
                for each in (near, far):
                    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=carry, args=(near, far, self._plan), daemon=True).start()


def carry(near: socket.socket, far: socket.socket, plan: Plan) -> None:
    """Pass bytes both ways until one end hangs up, the fault comes, or it is over."""
    ways = {near: (far, "up"), far: (near, "down")}
    with near, far, suppress(OSError):
        while not plan.over.is_set():
            for source in select.select([near, far], [], [], 0.05)[0]:
                sink, way = ways[source]
                piece = source.recv(65_536)
                if not piece:
                    return
                left = plan.at - plan.passed[way] if plan.fault and way == plan.way else None
                if left is None or len(piece) < left:
                    sink.sendall(piece)
                    plan.passed[way] += len(piece)
                    continue
                sink.sendall(piece[:left])
                plan.passed[way] += left
                plan.standing.set()
                if plan.fault != "trickle":
                    broken(near, far, plan)
                    return
                for at in range(left, len(piece)):
                    if plan.over.wait(plan.pace):
                        return
                    sink.sendall(piece[at : at + 1])
                    plan.passed[way] += 1


def broken(near: socket.socket, far: socket.socket, plan: Plan) -> None:
    if plan.fault == "half-open":
        far.close()
    if plan.fault == "reset":
        for each in (near, far):
            each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return
    plan.over.wait()


@contextmanager
def thin_line(url: str) -> Generator[Thin]:
    line = Thin(url)
    yield line
    line.close()
