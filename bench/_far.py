"""The far end of the line: a server of its own process, published to, with others on it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

from app.store import facts, open_store
from app.sync.server import ServerTransport
from app.wire import Change, ExchangeRequest

PROGRAM = Path(__file__).parents[1] / "main.py"


class Far:
    """The server, the Secretariat's profile and those of other members."""

    def __init__(self, work: Path, papers: Path) -> None:
        self.work, self.papers = work, papers
        self.office = work / "office"
        self.start("0")
        self.publish("--server", self.url)

    def start(self, port: str) -> None:
        """Start the server on its data; again, where it was stopped."""
        # The bench asks faster than a member may.
        self._server = subprocess.Popen(
            [sys.executable, str(PROGRAM), "--home", str(self.work / "serve"), "--json", "serve",
             "--port", port, "--data", str(self.work / "data")],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, "SATCHEL_RATE": "1000/10000"},
        )  # fmt: skip
        if self._server.stdout is None:
            raise RuntimeError("no output of the server")
        self.url: str = json.loads(self._server.stdout.readline())["url"]

    def stop(self) -> None:
        self._server.terminate()
        self._server.wait(30)

    def publish(self, *more: str) -> None:
        self.command(self.office, "publish", str(self.papers), *more)

    def join(self, account: str) -> Path:
        """Make a profile for `account` and return its folder."""
        home = self.work / account
        invited = self.command(self.office, "members", "invite", account)
        self.command(home, "join", self.url, "--invitation", invited["invitation"])
        return home

    def await_packs(self, home: Path) -> None:
        """Ask until the server has packed what was published: it does so beside its work."""
        line, _ = self._line(home)
        for _try in range(300):
            if line.changes().packs:
                break
            time.sleep(0.2)
        line.close()

    def _line(self, home: Path) -> tuple[ServerTransport, facts.Profile]:
        store = open_store(home / "store.db", read_only=True)
        profile = facts.profile(store)
        store.close()
        if profile is None:
            raise RuntimeError(f"{home} never joined")
        return ServerTransport(self.url, profile.cycle, profile.token), profile

    def command(self, home: Path, *words: str) -> dict[str, Any]:
        made = subprocess.run(
            [sys.executable, str(PROGRAM), "--home", str(home), "--json", *words],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if made.returncode:
            raise RuntimeError(f"{words[0]}: {made.stderr[-500:]}")
        lines = made.stdout.splitlines()
        return json.loads(lines[-1]) if lines else {}

    def say(self, home: Path, sayings: Iterable[tuple[str, str]]) -> None:
        """Write comments (proposal, words) in the name of the profile at `home`."""
        line, profile = self._line(home)
        changes = [
            Change(
                op=str(uuid4()),
                collection="comments",
                id=str(uuid4()),
                audience=["members"],
                data={
                    "about": {"kind": "proposal", "id": proposal, "version": 1},
                    "text": words,
                    "kind": "comment",
                    "written_at": "2026-03-01T09:00:00Z",
                    "v": 1,
                },
            )
            for proposal, words in sayings
        ]
        for at in range(0, len(changes), 400):
            answer = line.exchange(
                ExchangeRequest(
                    device=profile.device,
                    nonce=uuid4().hex,
                    limit=1,
                    changes=changes[at : at + 400],
                )
            )
            if any(each.result != "accepted" for each in answer.answers):
                raise RuntimeError(f"not taken: {answer.answers[0]}")
        line.close()
