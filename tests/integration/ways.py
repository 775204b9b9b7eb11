"""Four ways for papers to come and for words to go, each as a member's program sees it."""

from contextlib import ExitStack, closing
from pathlib import Path
from shutil import rmtree
from typing import Any

from app.actions import bundling, joining, opening, syncing
from app.actions.trouble import Trouble
from app.documents.extract import extract
from app.domain import web_invitations
from app.paths import Home
from app.secretariat import packing_web
from app.secretariat.packing import Wish
from app.store import Store, current, open_store
from app.sync.memory import MemoryServer, MemoryTransport
from app.sync.transport import Unreachable
from tests import meeting_folder
from tests.builders import CYCLE, joined
from tests.faults.line import Line
from tests.hosts import Said, answering, plain_folder
from tests.integration.people import Cycle
from tests.packing import OFFICE, packed

KEY = bytes(range(32))
"""The cycle's reading key."""
BROKEN = (Unreachable, Trouble)
"""What a member is told when a way is broken."""


class Way:
    """Papers come by `bring`, words go by `carry`; `says` publishes the milestone `due`."""

    files = True
    """Whether a single file can be asked for."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self.stack = stack
        self.count = 0

    def profile(self) -> tuple[Store, Home]:
        """Give an empty profile."""
        self.count += 1
        store = self.stack.enter_context(closing(open_store(None)))
        return store, Home(self.folder / f"home{self.count}")


class ByMemory(Way):
    """A server in memory."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        super().__init__(folder, stack)
        self.server = MemoryServer(CYCLE)
        self.broken = False

    def says(self, title: str) -> None:
        self.server.put("milestones", "due", {"title": title})

    def document(self, content: bytes, sha256: str) -> None:
        self.server.state.files[sha256] = content
        file = {"sha256": sha256, "name": "letter.txt", "size": len(content)}
        self.server.put("documents", "letter", {"title": "Letter", "file": file})

    def member(self, account: str) -> tuple[Store, Home]:
        store, home = self.profile()
        self.server.enrol(account, "chair" if account == "nadia" else "member")
        self.bring(joined(store, account), home)
        return store, home

    def line(self, store: Store) -> MemoryTransport:
        del store
        if self.broken:
            raise Unreachable
        return MemoryTransport(self.server, "omar")

    def bring(self, store: Store, home: Home) -> Any:
        return syncing.sync(store, home, open_transport=lambda _: self.line(store))

    carry = bring

    def read(self) -> list[str]:
        told = [(key[0], each.data) for key, each in self.server.state.records.items()]
        return [str(data["text"]) for collection, data in told if collection == "comments" and data]


class ByServer(Way):
    """The real server, over a line that can be cut."""

    def __init__(self, folder: Path, stack: ExitStack, cycle: Cycle) -> None:
        super().__init__(folder, stack)
        self.cycle = cycle
        self.wire = Line(str(cycle.http.base_url))
        stack.callback(self.wire.close)
        self.chair = cycle.join("nadia", "chair")

    @property
    def broken(self) -> bool:
        return False

    @broken.setter
    def broken(self, broken: bool) -> None:
        self.wire.plan(down=0) if broken else self.wire.plan()

    def says(self, title: str) -> None:
        self.cycle.secretariat.put("milestones", "due", {"title": title})

    def document(self, content: bytes, sha256: str) -> None:
        self.cycle.http.put(
            f"/v1/files/{sha256}", content=content, headers=self.cycle.secretariat.headers
        ).raise_for_status()
        file = {"sha256": sha256, "name": "letter.txt", "size": len(content)}
        self.cycle.secretariat.put("documents", "letter", {"title": "Letter", "file": file})

    def member(self, account: str) -> tuple[Store, Home]:
        store, home = self.profile()
        joining.join(store, self.wire.url, self.cycle.invitation(account))
        self.bring(store, home)
        return store, home

    def bring(self, store: Store, home: Home) -> Any:
        return syncing.sync(store, home)

    carry = bring

    def read(self) -> list[str]:
        self.chair.sync()
        return [
            each["data"]["text"]
            for (collection, _), each in self.chair.store.items()
            if collection == "comments"
        ]


class ByFile(Way):
    """Packs on a stick; words as a file of answers."""

    files = False
    broken = False

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        super().__init__(folder, stack)
        self.papers = meeting_folder.write(folder / "papers")
        self.number = 0
        self.chair: tuple[Store, Home] | None = None

    def says(self, title: str) -> None:
        meeting_folder.put(
            self.papers, "milestones.toml",
            f'[[milestone]]\nid = "due"\ntitle = "{title}"\nat = 2030-02-10\nkind = "deadline"\n',
        )  # fmt: skip
        self.publish()

    def publish(self) -> None:
        self.number += 1
        packed(self.papers, self.pack)

    @property
    def pack(self) -> Path:
        return self.folder / f"pack{self.number}.satchel"

    def member(self, account: str) -> tuple[Store, Home]:
        store, home = self.profile()
        joining.join_pack(store, home, self.pack, account)
        return store, home

    def bring(self, store: Store, home: Home) -> Any:
        path = self.pack
        if self.broken:
            path = self.folder / "half.satchel"
            path.write_bytes(self.pack.read_bytes()[:-9])
        return opening.take_pack(store, home, path)

    def carry(self, store: Store, home: Home) -> None:
        self.count += 1
        self.chair = self.chair or self.member("nadia")
        out = self.folder / f"answers{self.count}.satchel"
        made = bundling.make(store, home, out)
        for path in made.files:
            bundling.take_bundle(*self.chair, path)

    def read(self) -> list[str]:
        self.chair = self.chair or self.member("nadia")
        return [row.data["text"] for row in current.listed(self.chair[0], "comments")]


class ByWeb(ByFile):
    """A plain web folder; words as a file of answers."""

    files = True

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        super().__init__(folder, stack)
        served = plain_folder(folder / "web")
        self.host = stack.enter_context(
            answering(lambda asked: Said(500) if self.broken else served(asked))
        )

    def publish(self) -> None:
        wish = Wish(audience="public") if self.open else Wish(reading_key=KEY)
        packing_web.write(self.papers, self.folder / "web", OFFICE, extract, wish)

    open = False

    def document(self, content: bytes, sha256: str) -> None:
        del sha256
        self.open = True
        rmtree(self.folder / "web")  # a folder for members cannot become one for everybody
        meeting_folder.put(self.papers, "documents/letter.txt", content)
        rows = meeting_folder.DOCUMENTS.replace("final,members", "final,public")
        meeting_folder.put(self.papers, "documents/documents.csv", rows)
        self.publish()

    def member(self, account: str) -> tuple[Store, Home]:
        store, home = self.profile()
        code = None if self.open else web_invitations.written(KEY)
        joining.join_web(store, home, self.host.url, account, invitation=code)
        return store, home

    def bring(self, store: Store, home: Home) -> Any:
        return syncing.sync(store, home)


WAYS = {"memory": ByMemory, "server": ByServer, "web": ByWeb, "file": ByFile}
