"""Starts the child process that reads a PDF, asks it, and ends it when it takes too long."""

import os
import subprocess
import sys
import threading
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import TypeVar

import app
from app.documents import PDF_CHILD
from app.documents import pdf_talk as talk
from app.documents.unreadable import Unreadable

_Answer = TypeVar("_Answer", bound=talk.Reply)

STARTING = 20.0
"""Seconds more for a process's first request: a busy computer takes some to start any program,
and that is no fault of the file. Once it has begun, the process limits itself."""


def command() -> list[str]:
    """Return what starts this program as the child: from its source, or packed into one."""
    if getattr(sys, "frozen", False):
        return [sys.executable, PDF_CHILD]
    return [sys.executable, str(Path(app.__file__).parent.parent / "main.py"), PDF_CHILD]


class Child:
    """One process. After a request that raised `too_slow`, `too_large` or `crashed` it may be over.

    Not thread-safe: whoever holds it asks one thing at a time.
    """

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 -- our own program with our own word
            command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            # One arena: threads of glibc else reserve 64 MB of addresses each, and we count those.
            env={**os.environ, "MALLOC_ARENA_MAX": "1", "PYTHONUNBUFFERED": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

        self._sink, self._source = _pipes(self._process)
        self._starting = STARTING

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def ask(
        self,
        request: talk.Request,
        kind: type[_Answer],
        *,
        content: bytes = b"",
        most: int = 0,
        seconds: float,
    ) -> tuple[_Answer, bytearray]:
        """Return the answer, whose binary part is at most `most` bytes.

        Raises Unreadable with the child's code, or `too_slow`, `too_large`, `crashed` when it had
        to be ended or ended itself.
        """
        late = threading.Event()
        timer = threading.Timer(seconds + self._starting, self._end, (late,))
        self._starting = 0.0
        timer.daemon = True
        timer.start()
        try:
            answer, more = self._exchange(request, content, most)
        except (talk.Broken, OSError):
            raise Unreadable(self._fate(late)) from None
        finally:
            timer.cancel()
        if isinstance(answer, kind):
            return answer, more
        if isinstance(answer, talk.Failed):
            raise Unreadable(answer.code)
        self.close()
        raise Unreadable("crashed")

    def _exchange(
        self, request: talk.Request, content: bytes, most: int
    ) -> tuple[talk.Reply, bytearray]:
        sink, source = self._sink, self._source
        rest = memoryview(talk.packed(request, len(content)) + content)
        while rest:
            rest = rest[sink.write(rest) or 0 :]
        return talk.received(source.readinto, talk.REPLIES, most)

    def _end(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def _fate(self, late: threading.Event) -> str:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)  # it closed its end: how it ends says why
        self.close()
        code = self._process.returncode
        if late.is_set() or code == talk.OUT_OF_TIME:
            return "too_slow"
        return "too_large" if code == talk.OUT_OF_MEMORY else "crashed"

    def kill(self) -> None:
        """End the process, whatever it is doing; any thread may."""
        self._process.kill()

    def close(self) -> None:
        """End the process and what led to it; not while another thread asks it."""
        self._process.kill()
        self._process.wait()
        self._sink.close()
        self._source.close()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[FileIO, FileIO]:
    if not isinstance(process.stdin, FileIO) or not isinstance(process.stdout, FileIO):
        raise TypeError  # bufsize=0 gives these
    return process.stdin, process.stdout
