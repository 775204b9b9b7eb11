"""The download queue in Documents: sizes before, one after the other, pausing, going on."""

import hashlib
from pathlib import Path

import pytest

from app.actions import queueing
from app.store import open_store, records
from app.ui.desk import Desk
from app.ui.downloads import Downloads
from app.ui.views.documents import DocumentsView
from tests.builders import record
from tests.gui import far_server, sample
from tests.gui.walk import cut, small, unnamed

FILES = {name: name.encode() * 8_000 for name in ("minutes", "report", "slides")}


@pytest.fixture
def server():
    server = far_server.FarServer()
    server.files = {hashlib.sha256(each).hexdigest(): each for each in FILES.values()}
    return server


@pytest.fixture
def home(tmp_path: Path):
    """Give the sample with three documents of our own instead of its."""
    home = sample.filled(tmp_path / "home", server="https://mag.example")
    store = open_store(home.store)
    store.run("DELETE FROM records WHERE collection = 'documents'")
    records.apply(store, [_document(name, content) for name, content in FILES.items()])
    store.close()
    return home


@pytest.fixture
def open_view(qtbot, server, home):
    opened = []

    def close(desk):
        Downloads.of(desk).stop_all()
        desk.close()

    def begin():
        while opened:
            close(opened.pop())
        desk = Desk(home, open_transport=server.open, clock=sample.clock)
        opened.append(desk)
        view = DocumentsView(desk)
        qtbot.addWidget(view)
        view.resize(1190, 700)
        view.show()
        return view

    yield begin
    server.held.set()
    for desk in opened:
        close(desk)


def _document(name, content):
    sha256 = hashlib.sha256(content).hexdigest()
    file = {"name": f"{name}.pdf", "size": len(content), "sha256": sha256}
    return record("documents", name, title=name.title(), meeting="mag-call-1", file=file)


def keys(view):
    rows = view.queue.list.lines
    return [rows.line(at).key for at in range(rows.rowCount())]


def below(view, key):
    rows = view.queue.list.lines
    return next(rows.line(at).below for at in range(rows.rowCount()) if rows.line(at).key == key)


def buttons(view):
    from app.ui.widgets.buttons import Button

    return {each.text(): each for each in view.queue.findChildren(Button) if each.isVisible()}


def test_the_size_of_everything_is_said_before_it_is_asked_for(qtbot, open_view, server):
    view = open_view()
    assert view.foot.open.text() == "Originals to get (3 files, 152 KB)"
    view.foot.open.click()
    qtbot.waitUntil(lambda: "Get all originals (3 files, 152 KB)" in buttons(view))
    assert not server.reached.is_set()

    came = []
    view.downloads.finished.connect(lambda document, path: came.append((document, path)))
    buttons(view)["Get all originals (3 files, 152 KB)"].click()
    qtbot.waitUntil(lambda: len(came) == 3)

    assert {name: path.read_bytes() for name, path in came} == FILES
    qtbot.waitUntil(lambda: view.foot.isHidden())


def test_files_come_one_after_the_other_and_the_order_can_be_changed(qtbot, open_view, server):
    view = open_view()
    server.held.clear()
    view.show_queue()
    view.downloads.get_all(["minutes", "report", "slides"])
    qtbot.waitUntil(lambda: keys(view) == ["minutes", "report", "slides"])
    qtbot.waitUntil(lambda: view.downloads.now() == "minutes")

    view.queue.choose("slides")
    view.queue.up.click()
    qtbot.waitUntil(lambda: keys(view) == ["minutes", "slides", "report"])
    view.queue.choose("report")
    view.queue.now.click()

    qtbot.waitUntil(lambda: view.downloads.now() == "report")
    qtbot.waitUntil(lambda: keys(view) == ["report", "minutes", "slides"])


def test_pausing_all_holds_them_over_a_restart_until_they_may_go_on(qtbot, open_view, server):
    view = open_view()
    server.held.clear()
    view.show_queue()
    view.downloads.get_all(["minutes", "report"])
    qtbot.waitUntil(lambda: view.downloads.now() == "minutes")
    view.queue.pause.click()
    qtbot.waitUntil(
        lambda: (
            [each.state for each in queueing.listed(view.downloads._desk.store, _home(view))]
            == ["paused", "paused"]
        )
    )

    again = open_view()
    server.held.set()
    again.show_queue()
    again.downloads.go_on()
    assert again.downloads.now() == ""
    came = []
    again.downloads.finished.connect(lambda document, _path: came.append(document))
    again.queue.resume.click()

    qtbot.waitUntil(lambda: came == ["minutes", "report"])


def test_one_that_will_not_come_says_why_and_is_tried_again(qtbot, open_view, server):
    view = open_view()
    right = hashlib.sha256(FILES["minutes"]).hexdigest()
    server.files[right] = b"x" * len(FILES["minutes"])
    view.show_queue()
    came = []
    view.downloads.finished.connect(lambda document, _path: came.append(document))

    view.downloads.get_all(["minutes", "report"])
    qtbot.waitUntil(lambda: came == ["report"])
    qtbot.waitUntil(lambda: keys(view) == ["minutes"])
    view.queue.choose("minutes")
    qtbot.waitUntil(lambda: "arrived damaged" in view.queue.reason.text())
    server.files[right] = FILES["minutes"]
    view.queue.again.click()

    qtbot.waitUntil(lambda: came == ["report", "minutes"])


def test_without_a_line_it_waits_and_goes_on_when_the_line_is_back(qtbot, open_view, server):
    view = open_view()
    server.error = None
    server.cut = 16_384
    view.show_queue()
    view.downloads.get("minutes", len(FILES["minutes"]))
    qtbot.waitUntil(lambda: view.downloads.state == "line")
    qtbot.waitUntil(lambda: "16 KB of 56 KB are here" in view.queue.trouble.text())
    server.cut = None

    with qtbot.waitSignal(view.downloads.finished):
        view.downloads.go_on()

    qtbot.waitUntil(lambda: view.downloads.state == "idle")


def test_a_spared_line_brings_nothing_by_itself_but_what_is_asked_for(qtbot, open_view, server):
    view = open_view()
    view.show_queue()
    view.downloads.pause_all()
    view.downloads.hold(True)
    view.downloads._write(lambda store: queueing.add(store, _home(view), ["minutes"]))
    qtbot.waitUntil(lambda: view.downloads.state == "held")
    qtbot.waitUntil(lambda: "line is spared" in view.queue.trouble.text())

    with qtbot.waitSignal(view.downloads.finished):
        view.queue.resume.click()


def test_taking_one_out_can_be_undone(qtbot, open_view, server):
    view = open_view()
    server.held.clear()
    view.show_queue()
    view.downloads.get_all(["minutes", "report"])
    qtbot.waitUntil(lambda: keys(view) == ["minutes", "report"])
    view.queue.choose("report")

    with qtbot.waitSignal(view.downloads._desk.told) as told:
        view.queue.out.click()
    qtbot.waitUntil(lambda: keys(view) == ["minutes"])
    told.args[1]()

    qtbot.waitUntil(lambda: keys(view) == ["minutes", "report"])


@pytest.mark.parametrize("size", [(1366, 768), (640, 560)], ids=["wide", "narrow"])
def test_the_queue_is_named_and_nothing_is_cut(qtbot, open_view, server, size):
    view = open_view()
    server.held.clear()
    view.resize(*size)
    view.show_queue()
    view.downloads.get_all(["minutes", "report"])
    qtbot.waitUntil(lambda: view.downloads.now() == "minutes")
    view.queue.choose("report")
    qtbot.waitUntil(lambda: view.queue.verbs.isVisible())

    assert unnamed(view) == []
    assert cut(view.queue) == []
    assert small(view.queue) == []


def _home(view):
    return view.downloads._desk.home
