"""Four writers and two readers at once: nothing answered is missing, nothing undelivered."""

import threading
import time
from pathlib import Path

import httpx2
import pytest

from app.server.run import start_embedded
from tests.integration.people import Cycle, Person, begin, change


class Writer(threading.Thread):
    """Writes, edits and repeats itself; keeps what was acknowledged."""

    def __init__(self, person: Person, until: float) -> None:
        super().__init__()
        self.person = person
        self.until = until
        self.acknowledged: dict[str, int] = {}
        self.fault: BaseException | None = None

    def run(self) -> None:
        try:
            count = 0
            while time.monotonic() < self.until:
                count += 1
                id = f"{self.person.account}-{count}"
                acts = [change("comments", id, {"text": "x"}, audience=["members"])]
                if count % 3 == 0:
                    earlier = f"{self.person.account}-{count - 1}"
                    acts.append(change("comments", earlier, {"text": "y"}, 1))
                answer = self.person.exchange(*acts, limit=2_000)
                if count % 5 == 0:
                    assert self.person.do(*acts) == answer["answers"]
                for act, each in zip(acts, answer["answers"], strict=True):
                    assert each["result"] == "accepted", each
                    self.acknowledged[act["id"]] = each["version"]
        except BaseException as error:
            self.fault = error


class Reader(threading.Thread):
    """Polls, in small pages, and keeps what it was sent."""

    def __init__(self, person: Person, stop: threading.Event) -> None:
        super().__init__()
        self.person = person
        self.stop = stop
        self.fault: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                self.person.exchange(limit=5_000)
        except BaseException as error:
            self.fault = error


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory):
    """A server of its own, so that the load does not slow others down."""
    import shutil
    import tempfile

    data = Path(tempfile.mkdtemp(prefix="satchel-test-"))
    with start_embedded(data) as running, begin(running.url) as cycle:
        yield cycle
    shutil.rmtree(data)


def on_a_line_of_its_own(cycle: Cycle, account: str) -> Person:
    person = cycle.join(account)
    person.http = httpx2.Client(base_url=cycle.http.base_url, timeout=120)
    return person


def test_nothing_acknowledged_is_missing_and_nothing_is_never_delivered(own: Cycle, *, whole: bool):
    seconds = 30.0 if whole else 3.0
    until = time.monotonic() + seconds
    stop = threading.Event()
    writers = [Writer(on_a_line_of_its_own(own, f"w{n}"), until) for n in range(4)]
    readers = [Reader(on_a_line_of_its_own(own, f"r{n}"), stop) for n in range(2)]

    for each in (*writers, *readers):
        each.start()
    for each in writers:
        each.join()
    stop.set()
    for each in readers:
        each.join()

    assert [each.fault for each in (*writers, *readers)] == [None] * 6
    acknowledged = {id: version for each in writers for id, version in each.acknowledged.items()}
    stored = own.join("late")
    stored.sync()
    print(f"{len(acknowledged)} records acknowledged in {seconds:.0f} s")
    assert acknowledged
    for reader in readers:
        reader.person.sync()
        assert _comments(reader.person) == acknowledged
        assert reader.person.exchange()["digest"] == stored.exchange()["digest"]
    assert _comments(stored) == acknowledged
    for each in (*writers, *readers):
        each.person.http.close()


def _comments(person: Person) -> dict[str, int]:
    return {
        id: record["version"]
        for (collection, id), record in person.store.items()
        if collection == "comments"
    }
