"""The server under load: 200 members exchanging at once, with 1, 2 and 4 workers.

From loopback, with client, server and PostgreSQL on the same cores: so beside what was
reached stands how much processor time each took, which says what other machines reach.
Every write the server took is read back at the end. Linux only (it reads /proc).
"""

import asyncio
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import corpus
from bench._members import Line, Member

MEMBERS, SECONDS, WORKERS = 200, 10.0, (1, 2, 4)
PAPERS = 60
CYCLE = "load"
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True, slots=True)
class Measured:
    """One run."""

    workers: int
    exchanges: int
    seconds: float
    times: list[float]
    errors: list[str]
    written: int
    lost: int
    memory: list[int]
    """Bytes of each worker that nobody else uses, and its share of what several use."""
    cpu: dict[str, float]
    """Seconds of processor time by client, server and PostgreSQL."""


def main(argv: list[str]) -> int:
    """Measure and print one table. Arguments: seconds of each run (10) and members (200)."""
    if not Path("/proc/self/smaps_rollup").exists():
        print("this bench reads /proc: it runs on Linux only", file=sys.stderr)
        return 2
    seconds = float(argv[0]) if argv else SECONDS
    members = int(argv[1]) if len(argv) > 1 else MEMBERS
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{members} members, {seconds:.0f} s each, {os.cpu_count()} cores for client, server "
          f"and PostgreSQL; load average before: {load}")  # fmt: skip
    print("workers  exchanges/s  p50 ms  p95 ms  p99 ms  errors  written  lost  MB a worker  "
          "cpu ms an exchange: client  server  PostgreSQL")  # fmt: skip
    good = True
    for count in WORKERS:
        made = _measured(count, members, seconds)
        good &= not made.errors and not made.lost
        print(_row(made), flush=True)
        if made.errors:
            print(f"  errors: {sorted(set(made.errors))}")
    return 0 if good else 1


def _row(made: Measured) -> str:
    cuts = statistics.quantiles(made.times, n=100)
    each = {name: 1000 * spent / made.exchanges for name, spent in made.cpu.items()}
    memory = max(made.memory) / 1e6
    return (
        f"{made.workers:7}  {made.exchanges / made.seconds:11.0f}  {1000 * cuts[49]:6.0f}  "
        f"{1000 * cuts[94]:6.0f}  {1000 * cuts[98]:6.0f}  {len(made.errors):6}  {made.written:7}  "
        f"{made.lost:4}  {memory:11.0f}  {each['client']:26.2f}  {each['server']:6.2f}  "
        f"{each['postgres']:10.2f}"
    )


def _measured(count: int, members: int, seconds: float) -> Measured:
    # Not inside root's own home: PostgreSQL works as a user of its own.
    data = Path(tempfile.mkdtemp(prefix="satchel-bench-"))
    main_py = Path(__file__).parent.parent / "main.py"
    process = subprocess.Popen(
        [sys.executable, str(main_py), "--json", "--home", str(data / "home"), "serve", "--port",
         "0", "--data", str(data / "server"), "--workers", str(count)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())["url"]
        host, _, port = url.removeprefix("http://").rpartition(":")
        postmaster = int((data / "server/postgres/postmaster.pid").read_text().split()[0])
        return asyncio.run(
            _run(count, members, seconds, (host, int(port)), process.pid, postmaster)
        )
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        shutil.rmtree(data, ignore_errors=True)


async def _run(
    count: int, members: int, seconds: float, at: tuple[str, int], parent: int, postmaster: int
) -> Measured:
    office = await _found(at)
    papers = await _publish(office)
    chair = await _join(office, at, "chair", "chair")
    few = asyncio.Semaphore(16)

    async def joined(number: int) -> Member:
        async with few:
            return await _join(office, at, f"m{number:03}", "member", number)

    people = await asyncio.gather(*map(joined, range(members)))
    answering = _children(parent, "spawn_main") or [parent]
    groups = {"client": [os.getpid()], "server": answering, "postgres": _below(postmaster)}
    before = {name: sum(map(_cpu, pids)) for name, pids in groups.items()}
    begun = time.monotonic()
    await asyncio.gather(*(each.work(begun + seconds, papers) for each in people))
    took = time.monotonic() - begun
    groups["postgres"] = _below(postmaster)  # with the connections that came meanwhile
    spent = {name: sum(map(_cpu, pids)) - before[name] for name, pids in groups.items()}
    there = await chair.read_all()
    taken = {key: version for each in people for key, version in each.taken.items()}
    lost = sum(there.get(key, 0) < version for key, version in taken.items())
    for each in (office, chair, *people):
        each.line.close()
    times = [some for each in people for some in each.seconds]
    return Measured(
        workers=count, exchanges=len(times), seconds=took, times=times,
        errors=[some for each in people for some in each.errors], written=len(taken), lost=lost,
        memory=[_memory(each) for each in answering], cpu=spent,
    )  # fmt: skip


async def _found(at: tuple[str, int]) -> Member:
    line = Line(*at)
    body = {"id": CYCLE, "title": "Load", "device_key": _key(), "device": "x"}
    made = await _told(line, "/v1/cycles", body)
    return Member(line, CYCLE, made["account"], made["token"], 0)


async def _join(
    office: Member, at: tuple[str, int], account: str, role: str, seed: int = -1
) -> Member:
    body = {"account": account, "role": role}
    line = Line(*at)
    invited = await _told(line, f"/v1/cycles/{CYCLE}/invitations", body, office.token)
    asked = {"invitation": invited["invitation"], "device_key": _key(), "device": "x"}
    made = await _told(line, "/v1/enrol", asked)
    member = Member(line, CYCLE, account, made["token"], seed)
    await member.begin()
    return member


async def _publish(office: Member) -> list[str]:
    """Publish papers of 10 KB in a round whose reviews the chairs read; answer their ids."""
    papers: list[str] = []
    for number, each in enumerate(corpus.proposals(PAPERS)):
        if each.collection not in {"rounds", "proposals", "versions"}:
            continue
        change = {
            "op": f"00000000-0000-4000-8000-{number:012}", "collection": each.collection,
            "id": each.id, "base": None, "audience": ["members"], "data": each.data,
        }  # fmt: skip
        await office.exchange([change])
        if each.collection == "proposals":
            papers.append(each.id)
    assert not office.errors, office.errors
    return papers


async def _told(line: Line, path: str, body: dict[str, Any], token: str = "") -> Any:
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    status, _, raw = await line.ask("POST", path, json.dumps(body).encode(), headers)
    assert status == 200, raw
    return json.loads(raw)


def _key() -> str:
    return urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")


def _children(pid: int, having: str = "") -> list[int]:
    raw = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    found = [int(each) for each in raw]
    return [each for each in found if having in Path(f"/proc/{each}/cmdline").read_text()]


def _below(pid: int) -> list[int]:
    return [pid, *_children(pid)]


def _cpu(pid: int) -> float:
    """Return the processor time of a process and of its children that ended, in seconds."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICK


def _memory(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
