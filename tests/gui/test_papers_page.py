"""Joining without a server: a papers file or a web folder, choosing one's name, the sample."""

import hashlib
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication

from app.documents.extract import extract
from app.domain import web_invitations
from app.paths import Home, resource
from app.phrases.invitations import web_letter
from app.secretariat import packing_web
from app.secretariat.packing import Wish
from app.store import facts
from app.ui import starting
from app.ui.desk import Desk
from app.ui.line import Line
from app.ui.looking_around import LookingAround, sample_pack
from app.ui.theme import theme
from app.ui.views.first_run import FirstRun
from app.ui.views.papers_page import PapersPage, Source
from tests.gui.walk import cut, small, unnamed
from tests.hosts import Said, answering
from tests.packing import OFFICE

PACK = resource("sample", "igf2021.satchel")
ACCOUNT = "m-cs-grulac"


@pytest.fixture
def desk(tmp_path: Path, qtbot):
    desk = Desk(Home(tmp_path / "home"))
    yield desk
    desk.close()


@pytest.fixture
def first(qtbot, desk):
    line = Line(desk)
    first = FirstRun(desk, line)
    qtbot.addWidget(first)
    first.resize(1093, 700)
    first.show()
    yield first
    line.close()


@pytest.fixture
def page(qtbot, desk):
    def begin(source):
        page = PapersPage(desk, source)
        qtbot.addWidget(page)
        page.resize(1093, 900)
        page.show()
        page.begin()
        return page

    return begin


def dropped(path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def test_a_dropped_papers_file_tells_what_is_in_it_and_who_signed_it(qtbot, first):
    first.message.take(dropped(PACK))

    qtbot.waitUntil(lambda: first.papers.list.isVisible())
    assert "5 proposals" in first.papers.facts.text()
    assert "KB" in first.papers.facts.text()
    assert "Compare it with what the Secretariat told you." in first.papers.signed.text()
    assert facts.profile(first._desk.store) is None  # nothing was written yet


def test_from_a_dropped_file_to_reading_under_ones_own_name(qtbot, first, desk):
    first.message.take(dropped(PACK))
    qtbot.waitUntil(lambda: first.papers.list.isVisible())
    page = first.papers
    assert not page.read.isEnabled()

    qtbot.keyClicks(page.search, "civil society grulac")
    qtbot.waitUntil(lambda: page.list.lines.rowCount() == 1)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.read.text() == "Read as Member, civil society, GRULAC"
    page.read.click()

    qtbot.waitUntil(lambda: first.start.isEnabled())
    assert facts.profile(desk.store).account == ACCOUNT
    assert "Agenda and deadlines ✓ · Summaries 5 of 5 ✓ · Full texts 5 of 5 ✓" in (
        first.arrived.text()
    )
    with qtbot.waitSignal(first.begun):
        first.start.click()


def test_a_file_dropped_on_the_box_itself_is_no_text(first):
    assert not first.message.field.acceptDrops()
    assert not first.message.field.viewport().acceptDrops()


def test_a_file_the_program_was_started_on_is_taken_too(qtbot, first, desk):
    desk.file_given.emit(PACK)

    qtbot.waitUntil(lambda: first.papers.list.isVisible())


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda raw: raw[: len(raw) // 2], "The end of this pack is missing"),
        (lambda raw: b"nothing of ours", "This is not a pack of papers"),
        (lambda raw: raw[:-40] + bytes(40), "damaged"),
    ],
    ids=["cut short", "foreign", "damaged"],
)
def test_a_file_that_is_none_is_told_in_words_and_another_can_be_taken(
    qtbot, first, tmp_path, spoil, words
):
    path = tmp_path / "papers.satchel"
    path.write_bytes(spoil(PACK.read_bytes()))

    first.message.take(dropped(path))

    qtbot.waitUntil(lambda: first.papers.trouble.isVisible())
    told = first.papers.trouble.text()
    assert "Nothing was" in told
    assert words in told
    first.papers.other.click()
    assert first.papers is None
    assert first.message.isVisible()


def test_a_message_with_another_fingerprint_stops_it(qtbot, first):
    first.message.show_message("Fingerprint: 0123-4567-89ab-cdef-0123")
    first.message.take(dropped(PACK))
    qtbot.waitUntil(lambda: first.papers.list.isVisible())
    first.papers.list.choose(ACCOUNT)

    first.papers.read.click()

    qtbot.waitUntil(lambda: first.papers.trouble.isVisible())
    assert "signed with another key" in first.papers.trouble.text()
    assert facts.profile(first._desk.store) is None


def test_who_is_not_in_the_list_is_told_what_to_do(qtbot, first):
    first.message.take(dropped(PACK))
    qtbot.waitUntil(lambda: first.papers.list.isVisible())

    first.papers.search.setText("nobody of that name")

    qtbot.waitUntil(lambda: first.papers.list.lines.rowCount() == 0)
    assert not first.papers.read.isEnabled()
    assert "Ask the Secretariat for a newer one" in first.papers.absent.text()


def test_the_address_of_a_web_folder_is_found_in_the_message(qtbot, first):
    first.message.show_message("The papers are at https://papers.example/igf2021/ for everybody.")

    assert first.next.isEnabled()
    assert "web folder was found in it: papers.example" in first.message.seen.text()


def test_a_web_folder_says_its_size_before_it_is_fetched(qtbot, page, desk, members_folder):
    host, message = members_folder
    opened = page(Source(url=host.url, message=message))
    qtbot.waitUntil(lambda: opened.get.isVisible())
    asked = [each.path for each in host.asked]
    assert "on a slow line" in opened.facts.text()
    assert "the one that the message names" in opened.signed.text()
    assert all(path.endswith("latest.json") for path in asked)

    opened.get.click()
    qtbot.waitUntil(lambda: opened.list.isVisible())
    opened.list.choose(ACCOUNT)
    with qtbot.waitSignal(opened.joined):
        opened.read.click()

    assert facts.get(desk.store, "way") == "web"
    assert facts.profile(desk.store).account == ACCOUNT


def test_papers_on_their_way_tell_their_phase_and_bytes_and_can_be_stopped(
    qtbot, page, held_folder
):
    host, message, held = held_folder
    opened = page(Source(url=host.url, message=message))
    qtbot.waitUntil(lambda: opened.get.isVisible())
    opened.get.click()

    progress = opened.progress
    qtbot.waitUntil(lambda: progress.phase.text() == "The papers come as one file")
    qtbot.waitUntil(lambda: " KB of " in progress.words.text())
    assert progress.phase.isVisible()
    assert 0 < progress.bar.value() < progress.bar.maximum()
    assert progress.words.text() in progress.bar.accessibleName()
    progress.cancel.click()
    qtbot.waitUntil(lambda: opened.trouble.isVisible())
    assert "what has arrived is kept" in opened.trouble.text()

    held.set()
    opened.again.click()
    qtbot.waitUntil(lambda: opened.get.isVisible())
    opened.get.click()
    qtbot.waitUntil(lambda: opened.list.isVisible())
    opened.list.choose(ACCOUNT)
    with qtbot.waitSignal(opened.joined):
        opened.read.click()
    assert progress.phase.text() == "The papers are read in"


def test_papers_for_everybody_are_read_as_an_observer_under_a_name_of_ones_own(
    qtbot, page, desk, public_folder
):
    opened = page(Source(url=public_folder.url))
    qtbot.waitUntil(lambda: opened.get.isVisible())
    opened.get.click()
    qtbot.waitUntil(lambda: opened.search.isVisible())
    assert not opened.list.isVisible()
    assert "as an observer" in opened.absent.text()

    opened.search.setText("Ana María")
    qtbot.waitUntil(lambda: opened.read.text() == "Read as ana-maria")
    with qtbot.waitSignal(opened.joined):
        opened.read.click()

    profile = facts.profile(desk.store)
    assert (profile.account, profile.role) == ("ana-maria", "observer")


def test_without_a_line_a_web_folder_can_be_tried_again(qtbot, page):
    opened = page(Source(url="http://127.0.0.1:9"))

    qtbot.waitUntil(lambda: opened.trouble.isVisible())
    assert "Nothing was joined" in opened.trouble.text()
    assert opened.again.isVisible()


@contextmanager
def served(root, held=None):
    def answer(asked):
        file = root / asked.path.lstrip("/").split("?")[0]
        if not file.is_file():
            return Said(404)
        content = file.read_bytes()
        return Said(
            200,
            {"ETag": f'"{hashlib.sha256(content).hexdigest()}"'},
            content,
            held=held if asked.path.endswith(".satchel") else None,
        )

    with answering(answer) as host:
        yield host


KEY = bytes(range(32))


def letter(host):
    return web_letter(host.url, OFFICE.fingerprint, web_invitations.written(KEY))


@pytest.fixture
def members_root(tmp_path):
    wish = Wish("members", reading_key=KEY)
    packing_web.write(resource("sample", "igf2021"), tmp_path / "www", OFFICE, extract, wish)
    return tmp_path / "www"


@pytest.fixture
def members_folder(members_root):
    """Serve a web folder for members, and the Secretariat's message that opens it."""
    with served(members_root) as host:
        yield host, letter(host)


@pytest.fixture
def held_folder(members_root):
    """The same, but each second half is held back until the event is set."""
    held = threading.Event()
    with served(members_root, held) as host:
        yield host, letter(host), held
        held.set()


@pytest.fixture
def public_folder(tmp_path):
    wish = Wish("public")
    packing_web.write(resource("sample", "igf2021"), tmp_path / "www", OFFICE, extract, wish)
    with served(tmp_path / "www") as host:
        yield host


def test_the_sample_opens_from_its_pack_without_any_server(qtbot, desk):
    desk.open_beside = starting._beside
    around = LookingAround(desk, sample_pack())

    with qtbot.waitSignal(around.opened):
        around.begin()

    window = around.window
    assert window.line.state == "home"
    assert facts.profile(window.desk.store).account == ACCOUNT
    assert "Papers from a file of" in window.frame.status.line.accessibleName()
    folder = window.desk.home.folder
    window.shell.close()
    window.shell.deleteLater()
    qtbot.waitUntil(lambda: not folder.exists())


def test_looking_around_is_offered_on_the_first_page_and_opens_beside_it(qtbot, first, desk):
    desk.open_beside = starting._beside
    assert first.foot.sample.isVisible()

    first.foot.sample.click()

    qtbot.waitUntil(lambda: first.foot.sample.isEnabled())
    assert "open in a window of its own" in first.foot.words.text()
    assert facts.profile(desk.store) is None
    folder = first.foot.around.window.desk.home.folder
    first.foot.around.window.shell.close()
    first.foot.around.window.shell.deleteLater()
    qtbot.waitUntil(lambda: not folder.exists())


@pytest.mark.parametrize("percent", [100, 200])
def test_the_roster_is_named_and_nothing_is_cut(qtbot, page, percent):
    theme().use(percent=percent)
    opened = page(Source(PACK))
    qtbot.waitUntil(lambda: opened.list.isVisible())
    qtbot.waitUntil(lambda: cut(opened) == [])

    assert unnamed(opened) == []
    assert small(opened) == []


def test_the_roster_mirrors(qtbot, page):
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    opened = page(Source(PACK))

    qtbot.waitUntil(lambda: opened.list.isVisible())
    qtbot.waitUntil(lambda: cut(opened) == [])
