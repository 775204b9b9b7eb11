"""The exchange on slow lines: bytes, requests, seconds, beside the floor and the usual ways.

`python -m bench line [PROFILE …] [--no-peers]`; without names EDGE, `all` for all five.
The line is emulated between network namespaces: needs Linux and root, says so otherwise.
"""

import json
import lzma
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import zstandard

from app.store import facts, open_store, published
from bench import _cycle, _peers
from bench._far import Far
from bench._link import PROFILES, SERVER, Counter, Link, Profile, why_not
from bench._tls import certificate, metered

CUT = 64 * 1024
MOST_TRIES = 60


@dataclass(frozen=True, slots=True)
class Figure:
    flow: str
    seconds: float
    floor: float
    bytes: int
    """Of TCP, both ways, TLS and headers included."""
    requests: int
    hold: float
    most: int | None = None
    """Bytes to hold."""

    @property
    def ratio(self) -> float:
        return self.seconds / self.floor

    def text(self, *, holds: bool) -> str:
        """Return its line; what is to hold was set for EDGE and is told there."""
        held = self.ratio <= self.hold and (self.most is None or self.bytes <= self.most)
        most = f", <= {self.most / 1000:.1f} KB" if self.most else ""
        wanted = f"  (hold {self.hold:.2f} x{most})" if holds else ""
        return (
            f"  {self.flow:34} {self.seconds:7.1f} s  floor {self.floor:6.1f} s  {self.ratio:5.2f} x"
            f"  {self.bytes / 1000:8.1f} KB  {self.requests} requests{wanted}"
            f"{'' if held or not holds else '   NOT HELD'}"
        )


def main(argv: list[str]) -> int:
    reason = why_not()
    if reason:
        print(f"skipped: {reason}")
        return 0
    peers = "--no-peers" not in argv
    named = [each for each in argv if not each.startswith("-")] or ["EDGE"]
    wanted = list(PROFILES) if named == ["all"] else named
    if unknown := [each for each in wanted if each not in PROFILES]:
        print(f"unknown: {' '.join(unknown)}; known: {' '.join(PROFILES)} all")
        return 2
    with tempfile.TemporaryDirectory(prefix="satchel-line-") as folder:
        for name in wanted:
            _measure(Path(folder) / name, PROFILES[name], peers=peers)
    return 0


def _measure(work: Path, profile: Profile, *, peers: bool) -> None:
    words = _cycle.texts()
    papers = _cycle.folder(work / "papers", words)
    with ExitStack() as stack:
        far = Far(work, papers)
        stack.callback(far.stop)
        others = [far.join(account) for account in _cycle.MEMBERS[:5]]
        for number, home in enumerate(others):
            mine = range(number, _cycle.COMMENTS, len(others))
            far.say(home, ((f"ws-{each % 300:03d}", words.sayings[each]) for each in mine))
        far.await_packs(others[0])
        link = stack.enter_context(Link(profile))
        both = certificate(work, SERVER)
        target = urlsplit(far.url)
        counter = metered(stack, both, (target.hostname or "", target.port or 0), 8443)
        print(
            f"{profile.name}: {profile.down / 1000:.0f}/{profile.up / 1000:.0f} kbit/s, "
            f"{profile.round_trip * 1000:.0f} ms, loss {profile.loss:.0%}, TLS 1.3; 300 proposals, "
            f"60 documents, 2,000 comments ({words.real} proposals are real texts, the rest made up)"
        )
        scene = _Scene(work, far, link, counter, both, words, others)
        for figure in scene.flows():
            print(figure.text(holds=profile.name == "EDGE"), flush=True)
        if peers:
            print(scene.cut(), flush=True)
        if peers:
            for line in _peers.compare(work, link, both, papers, scene.held):
                print(line, flush=True)


@dataclass(slots=True)
class _Scene:
    work: Path
    far: Far
    link: Link
    counter: Counter
    both: Path
    words: _cycle.Texts
    others: list[Path]
    held: list[dict[str, Any]] = None  # type: ignore[assignment]
    """Everything the member holds after her first sync."""

    def flows(self) -> Iterator[Figure]:
        yield from self._first()
        yield from self._later()

    def _member(self, account: str) -> Path:
        home = self.far.join(account)
        store = open_store(home / "store.db")
        facts.put(store, server=f"https://{SERVER}:{self.counter.port}")
        store.close()
        return home

    def _near(self, home: Path, *flows: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "bench._near", str(home), *flows]
        return subprocess.Popen(
            self.link.inside(["env", f"SSL_CERT_FILE={self.both}", *command]),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            stderr=subprocess.DEVNULL if self.counter.cut_after else None,
        )  # fmt: skip

    def _measured(self, near: subprocess.Popen[str]) -> dict[str, Any]:
        """Let the member do her next flow; return what it said, with the bytes of the line."""
        self.counter.reset()
        if near.stdin is None or near.stdout is None:
            raise RuntimeError("no pipes")
        near.stdin.write("\n")
        near.stdin.flush()
        line = near.stdout.readline()
        if not line:
            raise RuntimeError("the member's program ended")
        said = json.loads(line)
        return {**said, "bytes": self.counter.up + self.counter.down}

    def _first(self) -> list[Figure]:
        home = self._member("member10")
        near = self._near(home, "pause", "sync")
        said = self._measured(near)
        near.wait()
        self.held = held(home)
        profile = self.link.profile
        early = {"cycle", "rounds", "milestones", "meetings", "items", "proposals", "documents",
                 "members", "workgroups"}  # fmt: skip
        first = [each for each in self.held if each["collection"] in early]
        floor_first = profile.floor(smallest(first))
        return [
            Figure("first useful screen", said["first"] or said["seconds"], floor_first,
                   smallest(first), said["requests"], 1.20),
            Figure("first sync complete", said["seconds"], profile.floor(smallest(self.held)),
                   said["bytes"], said["requests"], 1.10),
        ]  # fmt: skip

    def _later(self) -> Iterator[Figure]:
        home = self.work / "member10"
        quiet = self.link.profile.floor(0)

        def flow(name: str, near: subprocess.Popen[str], floor: float, hold: float,
                 most: int | None = None) -> Figure:  # fmt: skip
            said = self._measured(near)
            near.wait()
            return Figure(name, said["seconds"], floor, said["bytes"], said["requests"], hold, most)

        yield flow("nothing new", self._near(home, "pause", "sync"), quiet, 1.10, 3_700)
        title, text = self.words.proposals[17]
        _cycle.write_proposal(
            self.far.papers, 17, title, text.replace(". ", ". Revised as asked. ", 1), 2
        )
        self.far.publish()
        self.far.say(
            self.others[0], [(f"ws-{n:03d}", self.words.sayings[3000 + n]) for n in range(5)]
        )
        near = self._near(home, "pause", "sync")
        yield flow("1 proposal changed + 5 comments", near, quiet, 1.20, 8_000)
        near = self._near(home, "review:30", "pause", "sync")
        made = flow("30 reviews up", near, quiet, 1.30, 10_000)
        mine = [each for each in held(home) if each["collection"] == "reviews"]
        yield replace(made, floor=self.link.profile.floor(0, smallest(mine)))
        self._five_collections()
        near = self._near(home, "comment:3", "pause", "sync")
        yield flow("3 up + 5 collections down", near, quiet, 1.25)
        # In one program's life: the connection is kept, or its TLS session resumed.
        near = self._near(home, "pause", "sync", "pause", "sync")
        self._measured(near)
        yield flow("nothing new, same program again", near, quiet, 1.10, 1_900)

    def _five_collections(self) -> None:
        papers = self.far.papers
        (papers / "milestones.toml").write_text(
            '[[milestone]]\nid = "report"\ntitle = "Report"\nat = 2026-09-01T12:00:00Z\n', "utf-8"
        )
        sheet = papers / "documents" / "documents.csv"
        sheet.write_text(sheet.read_text("utf-8").replace("paper 7,", "paper 7 (new),"), "utf-8")
        for each in (papers / "meetings" / "call-1.toml", papers / "rounds" / "workshops.toml"):
            each.write_text(
                each.read_text("utf-8").replace('title = "', 'title = "New: ', 1), "utf-8"
            )
        self.far.publish()
        self.far.say(self.others[1], [("ws-001", self.words.sayings[3100])])

    def cut(self) -> str:
        """First syncs on a line that breaks after every 64 KB: the pack, and all there is."""
        said = [
            self._broken("pack", "member11", "member12"),
            self._broken("sync", "member13", "member14"),
        ]
        return f"  cut every 64 KB: {said[0]} (hold 1.10 x for the pack); {said[1]}"

    def _broken(self, flow: str, plain: str, cut: str) -> str:
        near = self._near(self._member(plain), "pause", flow)
        self._measured(near)
        near.wait()
        whole = self.counter.down + self.counter.up
        home = self._member(cut)
        self.counter.cut_after = CUT
        self.counter.reset()
        tries, arrived = 0, False
        while tries < MOST_TRIES and not arrived:
            tries += 1
            said, _ = self._near(home, flow).communicate()
            arrived = bool(said.strip())
        self.counter.cut_after = None
        bytes_ = self.counter.down + self.counter.up
        end = "" if arrived else ", NEVER ARRIVED"
        return (
            f"{flow} {bytes_ / 1000:.0f} KB in {tries} tries, whole {whole / 1000:.0f} KB: "
            f"{bytes_ / whole:.2f} x bytes{end}"
        )


def held(home: Path) -> list[dict[str, Any]]:
    """Return what the profile at `home` has from the server."""
    store = open_store(home / "store.db", read_only=True)
    found = [
        {"collection": each.collection, "id": each.id, "data": each.data}
        for each in published.held(store)
    ]
    store.close()
    return found


def smallest(records: list[dict[str, Any]]) -> int:
    """Return the fewest bytes that a general compressor makes of these records."""
    raw = "\n".join(
        json.dumps([each["id"], each["data"]], ensure_ascii=False, separators=(",", ":"))
        for each in records
    ).encode()
    parameters = zstandard.ZstdCompressionParameters.from_level(22, window_log=25)
    zstd = len(zstandard.ZstdCompressor(compression_params=parameters).compress(raw))
    return min(zstd, len(lzma.compress(raw, preset=9 | lzma.PRESET_EXTREME)))
