"""The self-test's step that needs the server's part: one exchange with an embedded server."""

from contextlib import closing

from app.actions import joining, syncing
from app.actions.acting import Write, act
from app.actions.self_test_bench import CYCLE, Bench, NotSo
from app.domain.records import Data
from app.paths import Home
from app.server.run import start_embedded
from app.store import current, open_store


def exchange(bench: Bench) -> None:
    """Start a server, make a cycle, send a record and get it back. Raises NotSo."""
    home = Home(bench.folder / "office")
    with (
        start_embedded(bench.folder / "server") as running,
        closing(open_store(home.store)) as store,
    ):
        joining.found_cycle(store, running.url, CYCLE, "Self-test")
        milestone: Data = {"title": "It works", "at": "2030-02-01T00:00:00Z"}
        act(store, "publish", [Write("milestones", "works", milestone, ("members",))])
        report = syncing.sync(store, home)
        back = current.one(store, "milestones", "works")
        if report.sent != 1 or back is None or back.waiting or back.revision is None:
            raise NotSo(f"sent {report.sent}, received {report.received}, {report.set_aside}")
