"""A slow line on one machine: two TUN devices with rate, delay, loss and a queue between them.

The client lives in a network namespace of its own (`Link.namespace`, address `CLIENT`), the
server at `SERVER` outside. Needs Linux, root and /dev/net/tun; nothing leaves this machine.
"""

import fcntl
import multiprocessing
import os
import random
import select
import shutil
import socket
import struct
import subprocess
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

SERVER, CLIENT = "10.77.1.1", "10.77.1.2"
_TUNSETIFF, _TUN, _NO_INFO = 0x400454CA, 0x0001, 0x1000
_SIOCOUTQ = 0x5411
_OUTSIDE, _INSIDE = "satchel-out", "satchel-in"


@dataclass(frozen=True, slots=True)
class Profile:
    name: str
    down: float
    """Bits a second towards the client."""
    up: float
    round_trip: float
    """Seconds."""
    loss: float = 0.0
    """Of packets, each way."""
    queue: int = 64_000
    """Bytes that wait at most before the line drops them."""

    def floor(self, down: int, up: int = 0) -> float:
        """Return the seconds that physics asks for: the bytes, and three round trips.

        A connection, its TLS and the question each cost one round trip; headers of TCP
        and IP make 3.6 % of full packets.
        """
        return (down * 8 / self.down + up * 8 / self.up) * 1.036 + 3 * self.round_trip


PROFILES = {
    each.name: each
    for each in (
        Profile("GPRS", 50e3, 50e3, 0.5),
        Profile("EDGE", 240e3, 200e3, 0.84),
        Profile("EDGE-2%", 240e3, 200e3, 0.84, 0.02),
        Profile("VSAT", 1e6, 1e6, 0.6, 0.01, 128_000),
        Profile("3G", 400e3, 400e3, 0.4, 0.0, 128_000),
    )
}


def why_not() -> str | None:
    """Return why a line cannot be emulated here, None if it can."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "emulating a line needs root"
    if not Path("/dev/net/tun").exists() or shutil.which("ip") is None:
        return "emulating a line needs Linux with /dev/net/tun and the command ip"
    return None


@dataclass(slots=True)
class _Way:
    """One direction."""

    out: int
    rate: float
    free: float = 0.0
    """When the last packet will have left."""
    waiting: int = 0
    under_way: deque[tuple[float, float, bytes]] = field(
        default_factory=deque[tuple[float, float, bytes]]
    )
    """(leaves the queue, arrives, packet)."""
    leaving: deque[tuple[float, int]] = field(default_factory=deque[tuple[float, int]])


class Link:
    """The line while it is open; `with` closes it and takes everything away again."""

    def __init__(self, profile: Profile, seed: int = 1) -> None:
        self.profile = profile
        self.namespace = "satchel-bench"
        self._dice = random.Random(seed)
        _ip("netns", "del", self.namespace, check=False)
        _ip("netns", "add", self.namespace)
        self._outside, self._inside = _tun(_OUTSIDE), _tun(_INSIDE)
        _ip("link", "set", _INSIDE, "netns", self.namespace)
        _ip("addr", "add", f"{SERVER}/30", "dev", _OUTSIDE)
        _ip("link", "set", _OUTSIDE, "up")
        for words in (
            ("addr", "add", f"{CLIENT}/30", "dev", _INSIDE),
            ("link", "set", _INSIDE, "up"),
            ("link", "set", "lo", "up"),
        ):
            _ip("-n", self.namespace, *words)
        self._ways = {
            self._outside: _Way(self._inside, profile.down),
            self._inside: _Way(self._outside, profile.up),
        }
        # In a process of its own: what passes TCP on here must not make packets wait.
        forking = multiprocessing.get_context("fork")
        self._up, self._down = forking.Value("q", 0), forking.Value("q", 0)
        self._process = forking.Process(target=self._carry, daemon=True)
        self._process.start()

    def inside(self, command: list[str]) -> list[str]:
        """Return `command` as it is run at the client's end."""
        return ["ip", "netns", "exec", self.namespace, *command]

    def counted(self) -> tuple[int, int]:
        """Return the bytes of IP packets carried so far: (up, down)."""
        return self._up.value, self._down.value

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.join(2)
        os.close(self._outside)
        os.close(self._inside)
        _ip("netns", "del", self.namespace, check=False)

    def _carry(self) -> None:
        poll = select.epoll()
        for device in self._ways:
            poll.register(device, select.EPOLLIN)
        while True:
            due = self._deliver()
            for device, _ in poll.poll(max(0.0, min(due - time.monotonic(), 0.2))):
                self._take(device)

    def _deliver(self) -> float:
        now, due = time.monotonic(), time.monotonic() + 0.2
        for way in self._ways.values():
            while way.leaving and way.leaving[0][0] <= now:
                way.waiting -= way.leaving.popleft()[1]
            while way.under_way and way.under_way[0][1] <= now:
                try:
                    os.write(way.out, way.under_way.popleft()[2])
                except OSError:
                    continue  # the other end is being taken down
            if way.under_way:
                due = min(due, way.under_way[0][1])
        return due

    def _take(self, device: int) -> None:
        way = self._ways[device]
        for _ in range(64):
            try:
                packet = os.read(device, 4096)
            except BlockingIOError:
                return
            if packet[0] >> 4 != 4:
                continue  # IPv6 looks for neighbours; there are none
            now, size = time.monotonic(), len(packet)
            counter = self._up if device == self._inside else self._down
            counter.value += size
            lost = self._dice.random() < self.profile.loss
            if lost or way.waiting + size > self.profile.queue:
                continue
            way.free = max(now, way.free) + size * 8 / way.rate
            way.waiting += size
            way.leaving.append((way.free, size))
            way.under_way.append((way.free, way.free + self.profile.round_trip / 2, packet))


class Relay(threading.Thread):
    """Listens, and passes each connection on to `target` on a thread of its own."""

    def __init__(self, target: tuple[str, int], host: str, port: int) -> None:
        super().__init__(daemon=True)
        self._target = target
        self._listening = socket.create_server((host, port))
        # What most servers use; with bbr a computer would idle for a second every ten.
        self._listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, b"cubic")
        self.port = self._listening.getsockname()[1]

    def stop(self) -> None:
        self._listening.close()

    def run(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._pass, args=(near,), daemon=True).start()

    def _pass(self, near: socket.socket) -> None:
        raise NotImplementedError


class Counter(Relay):
    """Passes TCP on, counts its bytes and connections, and cuts them if it is told to."""

    def __init__(self, target: tuple[str, int], port: int, host: str = SERVER) -> None:
        super().__init__(target, host, port)
        self.cut_after: int | None = None
        """Bytes towards the client after which each connection is cut."""
        self.reset()

    def reset(self) -> None:
        self.up = self.down = self.connections = self.turns = 0

    def _pass(self, near: socket.socket) -> None:
        self.connections += 1
        try:
            far = socket.create_connection(self._target)
        except OSError:
            near.close()
            return
        for each in (near, far):
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        came, upwards, live = 0, False, [near, far]
        try:
            while live:
                ready, _, _ = select.select(live, [], [], 600)
                if not ready:
                    break
                for each in ready:
                    piece = each.recv(65_536)
                    other = far if each is near else near
                    if not piece:
                        live.remove(each)
                        other.shutdown(socket.SHUT_WR)
                        continue
                    if each is near:
                        self.turns += not upwards
                        self.up, upwards = self.up + len(piece), True
                    else:
                        piece = piece[: None if self.cut_after is None else self.cut_after - came]
                        came, upwards = came + len(piece), False
                        self.down += len(piece)
                    other.sendall(piece)
                    if self.cut_after is not None and came >= self.cut_after:
                        _break(near)
        except OSError:
            pass  # one end is gone: so is this connection
        near.close()
        far.close()


def _break(end: socket.socket) -> None:
    """Let what was passed on arrive, then reset, as a line that is gone.

    Raises ConnectionAbortedError.
    """
    waits = bytearray(4)
    for _ in range(3_000):
        fcntl.ioctl(end.fileno(), _SIOCOUTQ, waits)
        if not int.from_bytes(waits, sys.byteorder):
            break
        time.sleep(0.02)
    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raise ConnectionAbortedError


def _tun(name: str) -> int:
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, _TUNSETIFF, struct.pack("16sH", name.encode(), _TUN | _NO_INFO))
    os.set_blocking(device, False)
    return device


def _ip(*words: str, check: bool = True) -> None:
    subprocess.run(["ip", *words], check=check, stderr=None if check else subprocess.DEVNULL)
