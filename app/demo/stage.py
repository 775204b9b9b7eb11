"""The demo's stage: a server with the sample cycle, and the profiles that play on it."""

import shutil
import tempfile
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.actions import joining, syncing, ways
from app.actions.acting import me
from app.documents.extract import extract
from app.paths import Home, resource
from app.secretariat import membership, publishing
from app.server.run import Running, start_embedded
from app.store import Store, open_store
from app.sync.report import Report
from app.sync.server import ServerTransport

CYCLE = "igf2021"
SECRETARIAT, CHAIR, MEMBER, SECOND = "sec", "chair", "m-cs-grulac", "m-gov-asia"


@dataclass(slots=True)
class Stage:
    """A temporary folder with the server's data, the meeting folder and the profiles."""

    folder: Path
    running: Running
    data: Path = field(init=False)

    def __post_init__(self) -> None:
        self.data = self.folder / "server"

    @property
    def papers(self) -> Path:
        """The meeting folder that the Secretariat publishes from."""
        return self.folder / "papers"

    @property
    def url(self) -> str:
        return self.running.url

    def home(self, account: str) -> Home:
        return Home(self.folder / "profiles" / account)

    def beside(self, name: str) -> "Stage":
        """Return a stage for another cycle on the server as it runs now, in a folder of its own."""
        place = self.folder / name
        place.mkdir()
        return Stage(place, self.running)

    def lose_server(self) -> None:
        self.running.stop()

    def find_server(self) -> None:
        """Start the server again where it was: same data, same address."""
        port = int(self.running.url.rsplit(":", 1)[1])
        self.running = start_embedded(self.data, port)

    def close(self, *, keep: bool) -> None:
        self.running.stop()
        if not keep:
            shutil.rmtree(self.folder, ignore_errors=True)


def build(folder: Path | None = None) -> Stage:
    """Start a server in a temporary folder and lay out the sample's papers."""
    place = folder or Path(tempfile.mkdtemp(prefix="satchel-demo-"))
    # The embedded PostgreSQL may run as a user of its own, who must get through to its data.
    place.chmod(0o755)
    stage = Stage(place, start_embedded(place / "server"))
    shutil.copytree(resource("sample", CYCLE), stage.papers)
    return stage


def publish(stage: Stage) -> publishing.Published:
    """Publish the meeting folder as the Secretariat."""
    home = stage.home(SECRETARIAT)
    with closing(open_store(home.store)) as store:
        way = publishing.Way(
            ways.server, lambda cycle, title: joining.found_cycle(store, stage.url, cycle, title)
        )
        return publishing.publish(store, stage.papers, way, extract)


def add_second_versions(stage: Stage) -> None:
    """Put the revised proposals into the meeting folder."""
    shutil.copytree(resource("sample", f"{CYCLE}-v2"), stage.papers, dirs_exist_ok=True)


def invite(stage: Stage, account: str) -> str:
    """Invite `account` and return the invitation's code."""
    with _desk(stage) as (store, server):
        return membership.invite(store, server, account).invitation


def revoke(stage: Stage, account: str) -> None:
    """Revoke all devices of `account`, as after a lost laptop."""
    with _desk(stage) as (store, server):
        membership.revoke(store, server, account)


@contextmanager
def _desk(stage: Stage) -> Generator[tuple[Store, ServerTransport]]:
    """Open the Secretariat's profile and its way to the server's roster."""
    with closing(open_store(stage.home(SECRETARIAT).store)) as store:
        profile = me(store)
        with closing(ServerTransport(profile.server, profile.cycle, profile.token)) as server:
            yield store, server


def join(stage: Stage, account: str, home: Home | None = None) -> None:
    """Invite `account`, and make a profile a member with the invitation."""
    code = invite(stage, account)
    with closing(open_store((home or stage.home(account)).store)) as store:
        joining.join(store, stage.url, code)


def sync(stage: Stage, account: str) -> Report:
    home = stage.home(account)
    with closing(open_store(home.store)) as store:
        return syncing.sync(store, home)


def demo_window(start: Callable[[Home], int], *, keep: bool) -> int:
    """Play the demo in a real window: a member enrolled, everything synced."""
    stage = build()
    try:
        publish(stage)
        for account in (MEMBER, CHAIR, SECOND):
            join(stage, account)
        sync(stage, MEMBER)
        return start(stage.home(MEMBER))
    finally:
        stage.close(keep=keep)
