"""Runs the server: as a service until told to stop, or beside a demo or a test."""

import ipaddress
import os
import signal
import socket
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Self

import uvicorn

from app.server import workers
from app.server.app import create
from app.server.asking import Parts
from app.server.backing import Backing
from app.server.limits import Rate, rate_from

RATE_VARIABLE = "SATCHEL_RATE"
"""Environment variable with the requests a token may make: `PER_SECOND/BURST`."""

_START = 30.0
"""Seconds the server may take until it listens."""


class SetupCodeNeeded(Exception):
    """Whoever reaches the address could make a cycle: a setup code is required."""

    def __init__(self, host: str) -> None:
        super().__init__(host)
        self.host = host


class PortTaken(Exception):
    """Something listens on this address already, or it may not be used."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"{host}:{port}")
        self.host = host
        self.port = port


class _Uvicorn(uvicorn.Server):
    """uvicorn that leaves signals to us: it raises them again when it is done."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


class Running:
    """A server on a thread of this process; stop it, or use it with `with`."""

    def __init__(
        self, server: _Uvicorn, thread: threading.Thread, url: str, backing: Backing
    ) -> None:
        self.url = url
        self.database_url = backing.owner
        """The database as its owner sees it, for epochs and tests."""
        self._server = server
        self._thread = thread
        self._backing = backing

    def stop(self) -> None:
        """Stop listening, finish what is being answered, stop an embedded database."""
        self._server.should_exit = True
        self._thread.join(timeout=_START)
        self._backing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def serve(
    port: int,
    data: Path | None,
    database: str | None,
    host: str = "127.0.0.1",
    setup_code: str | None = None,
    ready: Callable[[str], None] = lambda _: None,
    count: int = 1,
) -> None:
    """Run until Ctrl-C or SIGTERM.

    Args:
        port: 0 takes a free one.
        data: folder of the embedded PostgreSQL, when `database` is None.
        database: address of a PostgreSQL of 14 or newer.
        host: address to listen on; any but loopback needs a setup code.
        setup_code: what whoever makes a cycle must know.
        ready: called with the URL once it listens.
        count: processes that answer; more than one for more cores.

    Raises:
        SetupCodeNeeded: `host` is not loopback and there is no code.
        PortTaken: the port cannot be had.
        app.server.embedded.PrivateHome: see there.
        app.server.schema.TooNew: the database belongs to a newer program.
        psycopg.Error: the database does not answer or lets us make no tables.
    """
    if not setup_code and not _loopback(host):
        raise SetupCodeNeeded(host)
    listening = _listen(host, port)
    try:
        backing = Backing.prepared(data, database)
    except BaseException:
        listening.close()
        raise
    url = _url(listening)
    if count > 1:
        _serve_by_many(count, listening, backing, setup_code or None, lambda: ready(url))
        return
    server = _server(backing, setup_code or None)

    def stop(_: int, __: FrameType | None) -> None:
        server.should_exit = True

    before = _handle(stop)
    started = threading.Thread(target=lambda: _await(server) and ready(url), daemon=True)
    started.start()
    try:
        server.run(sockets=[listening])
    finally:
        listening.close()
        backing.close()
        for number, handler in before.items():
            signal.signal(number, handler)


def _serve_by_many(
    count: int,
    listening: socket.socket,
    backing: Backing,
    setup_code: str | None,
    ready: Callable[[], None],
) -> None:
    """Let `count` processes answer; this one holds the socket and the database."""
    ends = threading.Event()
    before = _handle(lambda _, __: ends.set())
    backing.rest()
    try:
        workers.run(count, listening, work, (backing.worker, setup_code), ready, ends.is_set)
    finally:
        listening.close()
        backing.close()
        for number, handler in before.items():
            signal.signal(number, handler)


def work(
    listening: socket.socket, line: workers.Line, database: str, setup_code: str | None
) -> None:
    """Answer as one of several workers until the line to the parent closes."""
    # Ctrl-C reaches every process of a terminal; only the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    backing = Backing(database, database)
    backing.open()
    server = _server(backing, setup_code)

    def stop() -> None:
        server.should_exit = True

    signal.signal(signal.SIGTERM, lambda _, __: stop())
    line.when_closed(stop)
    threading.Thread(target=lambda: _await(server) and line.ready(), daemon=True).start()
    try:
        server.run(sockets=[listening])
    finally:
        listening.close()
        backing.close()


def start_embedded(data: Path, port: int = 0, setup_code: str | None = None) -> Running:
    """Start a server with its own PostgreSQL in `data` on a thread; answer when it listens."""
    return _start(Backing.prepared(data, None), port, setup_code)


def start_on(
    database: str,
    port: int = 0,
    setup_code: str | None = None,
    rate: Rate | None = None,
    *,
    backroom: bool = True,
) -> Running:
    """Start a server on the PostgreSQL at `database` on a thread.

    Without `backroom` nothing is done beside requests: packs are made by whoever asks for it.
    """
    return _start(Backing.prepared(None, database, backroom=backroom), port, setup_code, rate)


def _start(
    backing: Backing, port: int, setup_code: str | None, rate: Rate | None = None
) -> Running:
    listening: socket.socket | None = None
    try:
        server = _server(backing, setup_code, rate)
        listening = _listen("127.0.0.1", port)
        url = _url(listening)
        thread = threading.Thread(target=_run, args=(server, listening), name="server", daemon=True)
        thread.start()
        _insist(server)
    except BaseException:
        if listening:
            listening.close()
        backing.close()
        raise
    return Running(server, thread, url, backing)


def _run(server: _Uvicorn, listening: socket.socket) -> None:
    with listening:
        server.run(sockets=[listening])


def _server(backing: Backing, setup_code: str | None, rate: Rate | None = None) -> _Uvicorn:
    allowed = rate or rate_from(os.environ.get(RATE_VARIABLE))
    parts = Parts(
        backing.database,
        setup_code,
        allowed,
        published=backing.backroom.published,
        wanted=backing.backroom.wanted,
    )
    return _Uvicorn(
        uvicorn.Config(
            create(parts),
            log_config=None,
            access_log=False,
            lifespan="on",
            server_header=False,
            timeout_graceful_shutdown=5,
            timeout_keep_alive=75,
            # Who asks is told by a proxy on the same machine only.
            proxy_headers=True,
            forwarded_allow_ips="127.0.0.1",
        )
    )


def _await(server: _Uvicorn) -> bool:
    """Wait until the server listens; False if it never does."""
    pause = threading.Event()
    for _ in range(int(_START * 100)):
        if server.started:
            return True
        pause.wait(0.01)
    return False


def _insist(server: _Uvicorn) -> None:
    if not _await(server):
        raise RuntimeError("the server did not start")


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named because asyncio turns off Nagle only where it is.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(256)
    except OSError as error:
        listening.close()
        raise PortTaken(host, port) from error
    return listening


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _handle(stop: Callable[[int, FrameType | None], None]) -> dict[int, Any]:
    """Let Ctrl-C and SIGTERM stop the server; only a main thread may listen to them."""
    if threading.current_thread() is not threading.main_thread():
        return {}
    return {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
