"""Running `killing.py`, and choosing where it is killed.

A program is started once and stays ready; every run is a fork of it: a process of its own
with nothing open yet, a hundred times cheaper to begin.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parent.parent.parent
PROGRAM = [sys.executable, "-m", "tests.faults.killing"]


@dataclass(frozen=True)
class Ran:
    killed: bool
    said: list[Any]
    statements: int = 0


class Ready:
    """The program with everything loaded, waiting to be forked."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="satchel-ready-")
        self.said, self.faults = (Path(self.folder.name, name) for name in ("said", "faults"))
        os.mkfifo(self.said)
        self._program = subprocess.Popen(
            [*PROGRAM, "ready", self.folder.name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, work: str, at: int, folder: Path) -> int:
        """Fork it to do `work`; what it says comes through `said`. Return its process id."""
        assert self._program.stdin is not None
        self._program.stdin.write(json.dumps([work, at, str(folder)]) + "\n")
        self._program.stdin.flush()
        return self._heard()

    def ended(self) -> int:
        """Wait for the end of what was started; return its exit code, negative if it was killed."""
        return self._heard()

    def _heard(self) -> int:
        assert self._program.stdout is not None
        line = self._program.stdout.readline()
        assert line, "the program that is forked is gone"
        return json.loads(line)


@cache
def ready() -> Ready:
    return Ready()


@contextmanager
def begun(work: str, folder: Path) -> Iterator[tuple[int, IO[bytes]]]:
    """Let `work` go on; give its process id and what it says. Wait for its end after."""
    program = ready()
    process = program.start(work, 0, folder)
    with program.said.open("rb") as said:
        yield process, said
    program.ended()
    assert program.faults.read_bytes() == b""


def run(work: str, at: int, folder: Path) -> Ran:
    """Do `work` on the profile in `folder`, killed before statement `at` (0: never)."""
    if not hasattr(os, "fork"):
        return run_anew(work, at, folder)
    program = ready()
    program.start(work, at, folder)
    said = program.said.read_bytes()
    return told(at, program.ended(), said, program.faults.read_bytes())


def run_anew(work: str, at: int, folder: Path) -> Ran:
    """The same in a program started for it alone; several may run at once."""
    done = subprocess.run(
        [*PROGRAM, work, str(at), str(folder)],
        cwd=ROOT,
        capture_output=True,
        timeout=300,
        check=False,
    )
    return told(at, done.returncode, done.stdout, done.stderr)


def told(at: int, code: int, said: bytes, faults: bytes) -> Ran:
    lines = [json.loads(line) for line in said.splitlines()]
    if at == 0:
        assert code == 0, faults.decode()
        return Ran(killed=False, said=lines[:-1], statements=lines[-1]["statements"])
    killed = code != 0
    assert not killed or faults == b"", faults.decode()
    return Ran(killed, lines if killed else lines[:-1])


def spread(last: int, count: int) -> list[int]:
    """Choose `count` numbers from 1 to `last`, evenly; all of them if there are fewer."""
    if last <= count:
        return list(range(1, last + 1))
    return sorted({1 + round(step * (last - 1) / (count - 1)) for step in range(count)})
