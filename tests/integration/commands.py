"""The program as people start it: `python main.py …`.

`run` and `start` make a process of its own, as a script does. A `Profile` calls the same
entry in this process, which is twenty times faster and reads the same arguments.
"""

import io
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import bootstrap
from tests.integration import harbour

PROGRAM = Path(__file__).parents[2] / "main.py"
PATIENCE = 300
"""Seconds after which a command that has not ended is broken."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left: exit code, stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def one(self) -> dict[str, Any]:
        (row,) = self.rows
        return row


def start(*args: object, **more: Any) -> subprocess.Popen[str]:
    """Start the program and do not wait; stdin is empty, as in a script."""
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), *map(str, args)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        **more,
    )


def run(*args: object, **more: Any) -> Answer:
    """Run the program to its end in a process of its own."""
    with start(*args, **more) as process:
        try:
            out, err = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
    return _checked(args, Answer(process.returncode, out, err))


def call(*args: object) -> Answer:
    """Do what `run` does, in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = bootstrap.run([*map(str, args)])
    said: list[str] = []
    for stream in (out, err):
        stream.seek(0)
        said.append(stream.read())
    return _checked(args, Answer(code, *said))


def _checked(args: tuple[object, ...], answer: Answer) -> Answer:
    """Check what no command may ever do."""
    assert "Traceback" not in answer.out + answer.err, answer
    assert "did not foresee" not in answer.err, (args, answer)
    assert answer.code in {0, 1, 2}, (args, answer)
    if answer.code:
        assert answer.err.strip(), f"{args}: failed without a word"
    return answer


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody at her computer."""

    home: Path

    def run(self, *args: object) -> Answer:
        """Run a command on this profile, in JSON."""
        return call("--home", self.home, "--json", *args)

    def rows(self, *args: object) -> list[dict[str, Any]]:
        answer = self.run(*args)
        assert answer.code == 0, (args, answer)
        return answer.rows

    def one(self, *args: object) -> dict[str, Any]:
        (row,) = self.rows(*args)
        return row

    def fails(self, *args: object, code: int = 1) -> str:
        """Run a command that must not succeed; give back its sentence."""
        answer = self.run(*args)
        assert answer.code == code, (args, answer)
        return answer.err

    def ids(self, kind: str) -> set[str]:
        return {row["id"] for row in self.rows("list", kind)}

    def joins(self, url: str, office: "Profile", account: str) -> "Profile":
        """Be invited, join, and sync once."""
        invitation = office.one("members", "invite", account)["invitation"]
        self.one("join", url, "--invitation", invitation)
        self.one("sync")
        return self


@dataclass(slots=True)
class Server:
    """`serve` on a free port, its data in `data`."""

    data: Path
    url: str
    process: subprocess.Popen[str]
    more: tuple[str, ...] = ()

    def end(self, how: signal.Signals) -> int:
        """Send `how` to it and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.process.communicate(timeout=PATIENCE)
        return self.process.returncode

    def again(self) -> None:
        """Start it once more, where it was."""
        self.url, self.process = _serve(self.data, self.url.rpartition(":")[2], self.more)


def _serve(data: Path, port: str, more: tuple[str, ...]) -> tuple[str, subprocess.Popen[str]]:
    process = start("--json", "serve", "--port", port, "--data", data, *more)
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, process.communicate()
    return json.loads(line)["url"], process


@dataclass(frozen=True, slots=True)
class Town:
    """A published cycle: its folder, its Secretariat, and places for its members."""

    url: str
    place: Path
    cycle: str

    @property
    def folder(self) -> Path:
        return self.place / "folder"

    @property
    def office(self) -> Profile:
        return self.person("office")

    def person(self, name: str) -> Profile:
        return Profile(self.place / "profiles" / name)

    def publish(self, *more: object) -> Answer:
        return self.office.run("publish", self.folder, "--server", self.url, *more)

    def settle(self, *accounts: str) -> None:
        """Let `accounts` join and sync."""
        for each in accounts:
            self.person(each).joins(self.url, self.office, each)


def laid_out(place: Path, url: str) -> Town:
    """Write the harbour's folder as a cycle of its own, and publish nothing yet."""
    town = Town(url, place, f"harbour-{secrets.token_hex(4)}")
    harbour.write(town.folder)
    harbour.put(town.folder, "cycle.toml", harbour.CYCLE.replace("harbour2031", town.cycle))
    return town


def office_at(place: Path) -> Profile:
    """Write the harbour's folder; return the Secretariat's profile, with a key and no server."""
    harbour.write(place / "folder")
    office = Profile(place / "office")
    office.one("pack", "--new-key", "--key", place / "key")
    return office


def found(place: Path, url: str, *accounts: str) -> Town:
    """Publish the harbour's folder as a cycle of its own; let `accounts` join."""
    town = laid_out(place, url)
    published = town.publish()
    assert published.code == 0, published
    town.settle(*accounts)
    return town


def holds(profile: Profile, words: str) -> bool:
    """Look into every file of a profile, as somebody who found the laptop would."""
    files = [path for path in profile.home.rglob("*") if path.is_file()]
    assert files
    return any(words.encode() in path.read_bytes() for path in files)


@contextmanager
def serving(*more: str) -> Iterator[Server]:
    # Not below pytest's own folder: as root, PostgreSQL opens every folder above its data.
    data = Path(tempfile.mkdtemp(prefix="satchel-test-"))
    server = Server(data, *_serve(data, "0", more), more)
    try:
        yield server
    finally:
        server.end(signal.SIGTERM)
        shutil.rmtree(data, ignore_errors=True)
