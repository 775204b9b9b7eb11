"""The child process that reads one PDF: takes requests from its input until that ends.

It limits itself, memory and seconds, by a thread beside the one that pdfium works in, so that it
ends also when the program that started it is gone. Whoever started it watches the seconds too.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

from app.documents import pdf_talk as talk
from app.documents.pdf_engine import Document
from app.documents.pdf_words import Reader
from app.documents.unreadable import Unreadable

_LOOK = 0.02
"""Seconds between two looks at the memory while a request runs."""
_BITE = 0.05
"""Seconds of searching until what was found is told."""


def serve() -> int:
    """Answer until the input ends; return the exit code."""
    _limit()
    source, sink = _own_channel()
    watch = _Watch()
    desk = _Desk()
    with suppress(talk.Broken, OSError):
        while True:
            request, content = talk.received(source, talk.REQUESTS, talk.MOST_BYTES)
            watch.seconds = talk.MARKING if isinstance(request, talk.Mark) else talk.SECONDS
            with watch:
                reply, more = desk.answer(request, content)
            _write(sink, talk.packed(reply, len(more)))
            _write(sink, more)
            del content, more
    return 0


class _Desk:
    """Answers the requests about the file that the first one opened."""

    def __init__(self) -> None:
        self._document: Document | None = None
        self._reader: Reader | None = None

    def answer(
        self, request: talk.Request, content: bytes | bytearray
    ) -> tuple[talk.Reply, bytes | memoryview]:
        try:
            if isinstance(request, talk.Open):
                document = Document(content, inline=request.inline, password=request.password)
                self._document, self._reader = document, Reader(document)
                return talk.Opened(document.count), document.sizes()
            if isinstance(request, talk.Mark):
                from app.documents.pdf_marking import marked  # noqa: PLC0415 -- slow import

                return marked(request, content)
            if self._document is None or self._reader is None:
                return talk.Failed("damaged"), b""
            return _done(self._document, self._reader, request)
        except Unreadable as caught:
            return talk.Failed(talk.code(caught.code)), b""
        except MemoryError:
            return talk.Failed("too_large"), b""


def _done(
    document: Document, reader: Reader, request: talk.Request
) -> tuple[talk.Reply, bytes | memoryview]:
    until = time.monotonic() + _BITE

    def enough() -> bool:
        return time.monotonic() > until

    match request:
        case talk.Render():
            return document.render(request)
        case talk.Frame() | talk.Links() | talk.Outline():
            return _told(document, request), b""
        case talk.Text():
            return reader.text(request.page)
        case talk.Find():
            return reader.find(request, enough), b""
        case talk.HasText():
            return reader.has_text(request.page, enough), b""
        case talk.Lines():
            return reader.lines(request.page, enough), b""
        case talk.Open() | talk.Mark():
            return talk.Failed("damaged"), b""


def _told(document: Document, request: talk.Frame | talk.Links | talk.Outline) -> talk.Reply:
    if isinstance(request, talk.Frame):
        with document.page(request.page) as page:
            return document.frame(page)
    if isinstance(request, talk.Outline):
        return document.outline()
    from app.documents.pdf_links import links  # noqa: PLC0415 -- only where pages are shown

    return links(document, request.page)


class _Watch:
    """Ends the process when a request takes too much memory or time."""

    def __init__(self) -> None:
        self.seconds = talk.SECONDS
        self._until: float | None = None
        self._wake = threading.Event()
        threading.stack_size(256 * 1024)
        threading.Thread(target=self._look, daemon=True).start()

    def __enter__(self) -> None:
        # A little later than the program beside us, whose answer is the better one.
        self._until = time.monotonic() + self.seconds + 1
        self._wake.set()

    def __exit__(self, *_: object) -> None:
        self._wake.clear()
        self._until = None

    def _look(self) -> NoReturn:
        taken = _taken()
        while True:
            self._wake.wait()
            until = self._until
            if until is not None and time.monotonic() > until:
                os._exit(talk.OUT_OF_TIME)
            if taken() > talk.MEMORY:
                os._exit(talk.OUT_OF_MEMORY)
            time.sleep(_LOOK)


def _own_channel() -> tuple[Callable[[memoryview], int | None], int]:
    """Take the pipes for ourselves: whatever else prints or asks gets nothing."""
    source, sink = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 -- there only

        msvcrt.setmode(source, os.O_BINARY)
        msvcrt.setmode(sink, os.O_BINARY)
    return open(source, "rb", buffering=0).readinto, sink  # noqa: PTH123 -- as long as we live


def _write(sink: int, data: bytes | memoryview) -> None:
    rest = memoryview(data).cast("B")
    while rest:
        rest = rest[os.write(sink, rest[:1_000_000]) :]


def _limit() -> None:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 -- there only

        # No window that says a program has stopped working: SEM_FAILCRITICALERRORS and friends.
        ctypes.windll.kernel32.SetErrorMode(0x8003)
        return
    import resource  # noqa: PLC0415 -- not on Windows

    for what, most in (
        (resource.RLIMIT_AS, talk.ADDRESSES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with suppress(ValueError, OSError):  # macOS keeps no limit of addresses; the watch does
            resource.setrlimit(what, (most, most))


def _taken() -> Callable[[], int]:
    """Return what tells the bytes of memory that this process holds, or held at most."""
    if sys.platform == "win32":
        return _taken_windows()
    import resource  # noqa: PLC0415 -- not on Windows

    if sys.platform == "darwin":
        return lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = resource.getpagesize()

    def held() -> int:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 -- fifty times a second
            return int(file.read().split()[1]) * size

    return held


def _taken_windows() -> Callable[[], int]:
    import ctypes  # noqa: PLC0415 -- there only
    from ctypes import wintypes  # noqa: PLC0415 -- there only

    class Counters(ctypes.Structure):
        _fields_ = (
            ("size", wintypes.DWORD),
            ("faults", wintypes.DWORD),
            *((name, ctypes.c_size_t) for name in ("peak", "now", "a", "b", "c", "d")),
            ("committed", ctypes.c_size_t),
            ("most_committed", ctypes.c_size_t),
        )

    kernel = ctypes.windll.kernel32  # pyright: ignore[reportAttributeAccessIssue] -- on Windows
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.K32GetProcessMemoryInfo.argtypes = (
        wintypes.HANDLE,
        ctypes.POINTER(Counters),
        wintypes.DWORD,
    )
    counters = Counters(size=ctypes.sizeof(Counters))

    def held() -> int:
        kernel.K32GetProcessMemoryInfo(
            kernel.GetCurrentProcess(), ctypes.byref(counters), counters.size
        )
        return int(counters.committed)

    return held
