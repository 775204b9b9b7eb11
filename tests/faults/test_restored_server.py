"""A server put back from a real backup, and another server at the same address."""

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from app.actions import annotating, joining, syncing
from app.actions.papers import About
from app.actions.trouble import Trouble
from app.paths import Home
from app.server.run import start_embedded
from app.store import current, open_store, outbox, records
from app.sync.report import Report
from tests.faults.line import cut_line
from tests.integration.people import Person, begin

PROPOSAL = About("proposal", "p1")


@contextmanager
def folder():
    """A place for a server's data: not below pytest's own, PostgreSQL opens what is above."""
    made = Path(tempfile.mkdtemp(prefix="satchel-restored-"))
    yield made
    shutil.rmtree(made)


def copied(data: Path, target: Path) -> Path:
    """Copy a stopped server's data, owners and all, as a cold backup does."""
    shutil.copytree(data, target, symlinks=True)
    if os.name == "posix":
        for path in (data, *data.rglob("*")):
            owner = path.lstat()
            os.lchown(target / path.relative_to(data), owner.st_uid, owner.st_gid)
    return target


class Member:
    def __init__(self, folder: Path, url: str, invitation: str) -> None:
        self.home = Home(folder)
        self.store = open_store(self.home.store)
        joining.join(self.store, url, invitation)

    def comment(self, words: str) -> None:
        annotating.comment(self.store, self.home, PROPOSAL, words, audience=("members",))

    def sync(self) -> Report:
        return syncing.sync(self.store, self.home, texts=False)

    def reads(self) -> list[str]:
        return sorted(row.data["text"] for row in current.listed(self.store, "comments"))


def test_what_a_restored_server_lost_is_offered_again_and_nothing_is_deleted_here(tmp_path):
    with folder() as place, cut_line("http://127.0.0.1:9") as line:
        with start_embedded(place / "data") as first, begin(first.url) as cycle:
            line.turn_to(first.url)
            amina = Member(tmp_path / "amina", line.url, cycle.invitation("amina"))
            amina.comment("before the backup")
            amina.sync()
        backup = copied(place / "data", place / "backup")
        with start_embedded(place / "data") as later, httpx2.Client(base_url=later.url) as http:
            line.turn_to(later.url)
            amina.comment("after the backup")
            office = Person(http, cycle.id, cycle.secretariat.account, "secretariat",
                            cycle.secretariat.token)  # fmt: skip
            office.put("proposals", "p9", {"title": "Late", "round": "r1", "version": 1})
            amina.sync()

        with start_embedded(backup) as restored:
            line.turn_to(restored.url)
            report = amina.sync()

            assert report.reset == "epoch"
            assert amina.reads() == ["after the backup", "before the backup"]
            assert [each.id for each in records.missing(amina.store)] == ["p9"]
            assert current.one(amina.store, "proposals", "p9") is not None
            assert outbox.all_of(amina.store) == []
            with httpx2.Client(base_url=restored.url) as http:
                office = Person(http, cycle.id, office.account, "secretariat", office.token)
                office.sync()
                assert sum(name == "comments" for name, _ in office.store) == 2
            quiet = amina.sync()
            assert (quiet.requests, quiet.received, quiet.repaired) == (1, 0, False)
        amina.store.close()


def test_another_server_at_the_same_address_takes_nothing_away(server, cycle, tmp_path):
    with folder() as place, cut_line(server.url) as line:
        amina = Member(tmp_path / "amina", line.url, cycle.invitation("amina"))
        amina.comment("mine, sent")
        amina.sync()
        amina.comment("mine, waiting")

        with start_embedded(place / "data") as other, begin(other.url):
            line.turn_to(other.url)
            with pytest.raises(Trouble) as refused:
                amina.sync()

            assert refused.value.code == "device_revoked"
            assert amina.reads() == ["mine, sent", "mine, waiting"]

        line.turn_to(server.url)
        amina.sync()
        assert outbox.all_of(amina.store) == []
        assert amina.reads() == ["mine, sent", "mine, waiting"]
        amina.store.close()
