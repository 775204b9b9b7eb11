"""A real server, a meeting folder, and the view on both."""

import shutil
import tempfile
from pathlib import Path
from uuid import uuid4

import pytest

from app.actions import joining
from app.paths import Home
from app.server.run import start_embedded
from app.store import open_store
from app.ui.views.publish import PublishView
from app.ui.views.publish_import import ImportPart
from app.ui.views.publish_parts import FolderRow
from tests import meeting_folder as made
from tests.gui.publishing.office import (
    Bench,
    do,
)


@pytest.fixture(scope="session")
def server():
    # Not below pytest's own folder: as root, PostgreSQL opens every folder above its data.
    data = Path(tempfile.mkdtemp(prefix="satchel-publish-"))
    with start_embedded(data) as running:
        yield running
    shutil.rmtree(data)


@pytest.fixture
def root(tmp_path):
    root = made.write(tmp_path / "folder")
    made.change(root, "cycle.toml", "orchard2030", f"orchard-{uuid4().hex}")
    return root


@pytest.fixture
def bench(qtbot, tmp_path, server, root):
    home = Home(tmp_path / "office")
    store = open_store(home.store)
    cycle = (root / "cycle.toml").read_text().split('"')[1]
    joining.found_cycle(store, server.url, cycle, "Orchard cycle 2030")
    store.close()
    bench = Bench(home)
    yield bench
    bench.over.set()
    bench.close()
    assert not bench.troubles


@pytest.fixture
def view(qtbot, bench, root, monkeypatch):
    monkeypatch.setattr(FolderRow, "ask", classmethod(lambda _cls, _parent, _at: root))
    view = PublishView(bench.desk)
    qtbot.addWidget(view)
    view.resize(1166, 700)
    with qtbot.waitExposed(view):
        view.show()
    view.folder.choose.click()
    return view


@pytest.fixture
def published(qtbot, view):
    do(qtbot, view.papers, view.papers.send)
    return view


SENT = """\
Title: Seeds for all

## What it was

Seeds are *shared* gladly.

## Costs

Nothing at all.
"""


@pytest.fixture
def sent(tmp_path, monkeypatch):
    path = tmp_path / "seeds.md"
    path.write_text(SENT, encoding="utf-8")
    monkeypatch.setattr(ImportPart, "ask", classmethod(lambda _cls, _parent: path))
    return path
