"""Several processes behind one address: the same answers, and none that outlives its parent."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest

from app.wire import digest_part
from tests.integration import commands
from tests.integration.commands import Server
from tests.integration.people import Cycle, Person, begin

linux = pytest.mark.skipif(sys.platform != "linux", reason="children are looked up in /proc")
COUNT = 3


@pytest.fixture
def several() -> Iterator[Server]:
    with commands.serving("--workers", str(COUNT)) as made:
        yield made


def told_of(pid: int, what: str) -> bytes:
    """Read what the system tells of a process; nothing once it is gone, be it while we read."""
    try:
        return Path(f"/proc/{pid}/{what}").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def workers(server: Server) -> set[int]:
    """Return the processes that answer (multiprocessing has one more, its bookkeeper)."""
    parent = server.process.pid
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return {int(pid) for pid in children if b"spawn_main" in told_of(int(pid), "cmdline")}


def until(true: Callable[[], bool]) -> bool:
    """Ask again and again, for five minutes at most: a busy machine is no fault."""
    pause = threading.Event()
    for _ in range(3000):
        if true():
            return True
        pause.wait(0.1)
    return False


def answers(url: str) -> bool:
    try:
        return httpx2.get(f"{url}/v1/health").status_code == 200
    except httpx2.TransportError:
        return False


def listens(url: str) -> bool:
    host, _, port = url.removeprefix("http://").rpartition(":")
    with socket.socket() as line:
        return line.connect_ex((host, int(port))) == 0


def is_there(pid: int) -> bool:
    status = told_of(pid, "status")
    return bool(status) and b"zombie" not in status


def on_a_new_line(cycle: Cycle, person: Person) -> httpx2.Client:
    """Leave the kept line, so that any worker may take the next request."""
    person.http = httpx2.Client(base_url=cycle.http.base_url, timeout=120)
    return person.http


def test_whichever_worker_answers_what_another_wrote_is_there_and_the_digest_is_right(
    several: Server,
):
    with begin(several.url) as cycle:
        people = [cycle.join(f"m{number}") for number in range(6)]

        def work(person: Person) -> None:
            for number in range(12):
                with on_a_new_line(cycle, person):
                    about = {"kind": "proposal", "id": "p1"}
                    id = f"{person.account}-{number}"
                    person.put("comments", id, {"about": about, "text": "x"})

        with ThreadPoolExecutor(len(people)) as pool:
            list(pool.map(work, people))

        for person in people:
            with on_a_new_line(cycle, person):
                person.sync()
            with on_a_new_line(cycle, person):
                digest = person.exchange()["digest"]
            mine = {id: each["version"] for (name, id), each in person.store.items()
                    if name == "comments"}  # fmt: skip
            assert len(mine) == 72
            xor = 0
            for id, version in mine.items():
                xor ^= digest_part(id, version)
            assert digest["comments"] == [72, f"{xor:016x}"]


def test_a_revoked_device_is_refused_by_every_worker(several: Server):
    with begin(several.url) as cycle:
        boris = cycle.join("boris")
        boris.exchange()
        rows = cycle.http.get(
            f"/v1/cycles/{cycle.id}/members", headers=cycle.secretariat.headers
        ).json()
        (device,) = next(each for each in rows if each["account"] == "boris")["devices"]

        cycle.http.delete(
            f"/v1/cycles/{cycle.id}/devices/{device['id']}", headers=cycle.secretariat.headers
        )

        for _ in range(5 * COUNT):
            with on_a_new_line(cycle, boris):
                assert boris.ask().status_code == 401


def test_one_pack_is_made_whoever_took_the_publication(several: Server):
    with begin(several.url) as cycle:
        office = cycle.secretariat
        for number in range(8):
            with on_a_new_line(cycle, office):
                office.put("proposals", f"q{number}", {"title": "Q", "round": "r1"})

        def packs() -> list[dict[str, Any]]:
            with on_a_new_line(cycle, office) as http:
                address = f"/v1/cycles/{cycle.id}/changes"
                return http.get(address, headers=office.headers).json()["packs"]

        assert until(lambda: len(packs()) > 0)
        assert [each["audience"] for each in packs()] == ["members"]


@linux
def test_a_worker_that_dies_is_followed_by_another(several: Server):
    before = workers(several)
    victim = min(before)

    os.kill(victim, signal.SIGKILL)

    assert len(before) == COUNT
    assert until(lambda: len(workers(several) - {victim}) == COUNT)
    assert until(lambda: answers(several.url))


@linux
def test_no_worker_outlives_a_parent_that_was_killed(several: Server):
    left = workers(several)

    several.end(signal.SIGKILL)

    assert until(lambda: not any(is_there(each) for each in left))
    assert not listens(several.url)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_stopping_the_parent_stops_all_and_is_no_fault(several: Server, how: signal.Signals):
    assert several.end(how) == 0
    assert not listens(several.url)


@pytest.mark.parametrize("count", ["0", "-1", "65", "two", ""])
def test_a_number_of_workers_that_is_none_is_refused(count: str):
    answer = commands.call("serve", "--workers", count)

    assert answer.code == 2
