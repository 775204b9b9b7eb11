"""The window around the places: opens at once, goes everywhere, says what happens."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QTextEdit, QWidget

from app.actions import annotating
from app.actions.papers import About
from app.domain.changes import Changes
from app.i18n import use
from app.paths import Home
from app.store import current, facts, open_store
from app.ui import starting
from app.ui.places import OF_KIND, places
from app.ui.theme import theme
from tests.gui import sample
from tests.gui.waiting import done, settled
from tests.gui.walk import cut, small, unnamed

KEYS = [place.key for place in places()]


@pytest.fixture
def open_window(qtbot, server):
    opened = []

    def begin(home: Home):
        starting.application(home)
        shell = starting.shell(home)
        shell.show()
        window = starting.fill(shell, home, open_transport=server.open, clock=sample.clock)
        opened.append(shell)
        return window

    yield begin
    server.held.set()
    for shell in opened:
        shell.close()
        shell.deleteLater()
    # At once: Qt would polish the leftovers of every test again with each change of theme.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    use("en")


@pytest.fixture
def window(open_window, tmp_path):
    return open_window(sample.filled(tmp_path / "home", server="https://mag.example"))


def comment(window, words="Well argued."):
    desk = window.desk
    desk.act(
        lambda store: annotating.comment(
            store, desk.home, About("proposal", "cybersecurity"), words
        ),
        "Submitted",
        undoable=True,
    )


def test_the_frame_is_painted_before_anything_is_read(qtbot, tmp_path):
    home = sample.filled(tmp_path / "home")
    shell = starting.shell(home)
    qtbot.addWidget(shell)
    filled = []
    shell.when_painted(lambda: filled.append(shell.isVisible()))

    shell.show()

    assert filled == []
    qtbot.waitUntil(lambda: filled == [True])


def test_it_opens_on_today_and_syncs(qtbot, window):
    assert window.frame.place() == "today"
    qtbot.waitUntil(lambda: window.line.state == "connected")
    assert window.frame.status.line.accessibleName() == "Connected"


def test_views_are_made_when_somebody_goes_there(window):
    assert window.frame.view("meetings") is None

    window.go("meetings")

    assert window.frame.view("meetings") is not None


def walked(qtbot, window, *looks):
    """Go to every place and return what `looks` found wrong there."""
    # A status bar in the middle of changing its words fits a moment later.
    window.line.stop()
    qtbot.waitUntil(window.status.is_idle)
    found = {}
    for key in KEYS:
        window.go(key)
        QApplication.processEvents()
        wrong = [fault for look in looks for fault in look(window.shell)]
        if wrong:
            found[key] = wrong
    return found


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)])
def test_every_place_is_named_and_nothing_is_cut(qtbot, window, size, percent):
    theme().use(percent=percent)
    window.shell.resize(*size)

    assert walked(qtbot, window, unnamed, cut, small) == {}


def test_every_place_mirrors_and_darkens(qtbot, window):
    theme().use("dark")
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window.shell.resize(1093, 614)

    assert walked(qtbot, window, unnamed, cut) == {}


def test_an_empty_cycle_teaches_in_every_place(qtbot, open_window, tmp_path):
    home = Home(tmp_path / "empty")
    store = open_store(home.store)
    facts.put(store, cycle="igf2021", account="m-cs-grulac", role="chair", server="")
    store.close()
    window = open_window(home)

    assert walked(qtbot, window, unnamed, cut) == {}


class Shown(QObject):
    """Keeps what became a window of its own, were it only for a blink."""

    def __init__(self):
        super().__init__()
        self.windows = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


def test_no_place_flashes_a_window_of_its_own(qtbot, open_window, tmp_path):
    shown = Shown()
    QApplication.instance().installEventFilter(shown)
    window = open_window(sample.filled(tmp_path / "home", "chair", "chair"))

    walked(qtbot, window)
    window.desk.show("item", "mag-2-6-2")
    window.desk.show("document", "review-guide-ar")

    QApplication.instance().removeEventFilter(shown)
    assert shown.windows == ["Shell"]


def test_digits_with_control_go_to_places(qtbot, window):
    window.shell.activateWindow()
    qtbot.waitUntil(window.shell.isActiveWindow)

    for number, key in ((3, "meetings"), (4, "documents"), (1, "today")):
        qtbot.keyClick(
            window.shell, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier
        )
        assert window.frame.place() == key


@pytest.mark.parametrize("key", KEYS)
def test_going_to_a_place_has_the_focus_there_in_no_field(qtbot, window, key):
    button = window.frame._places[key].button

    button.click()

    focus = QApplication.focusWidget()
    view = window.frame.view(key)
    assert focus is view or view.isAncestorOf(focus)
    assert not isinstance(focus, QLineEdit)
    assert not isinstance(focus, QTextEdit) or focus.isReadOnly()
    if isinstance(focus, QAbstractItemView) and key == "documents":
        assert not focus.selectionModel().hasSelection()


def test_text_grows_and_shrinks_by_keys_and_is_kept(qtbot, window):
    control = Qt.KeyboardModifier.ControlModifier

    qtbot.keyClick(window.shell, Qt.Key.Key_Equal, control)
    assert theme().percent == 110
    qtbot.keyClick(window.shell, Qt.Key.Key_Minus, control)
    qtbot.keyClick(window.shell, Qt.Key.Key_Minus, control)
    assert theme().percent == 90
    qtbot.keyClick(window.shell, Qt.Key.Key_0, control)

    assert theme().percent == 100
    assert window.desk.settings.text_size == 100


def test_f11_gives_the_place_the_whole_window_and_back(qtbot, window):
    qtbot.keyClick(window.shell, Qt.Key.Key_F11)
    assert window.frame.is_full()

    qtbot.keyClick(window.shell, Qt.Key.Key_F11)

    assert not window.frame.is_full()


def test_f11_gives_an_open_document_the_whole_window_and_back(qtbot, window):
    window.go("documents")
    split = window.frame.view("documents").split
    qtbot.keyClick(window.shell, Qt.Key.Key_F11)
    without = split.side.isVisible()

    window.show_record("document", "review-guide-ar")
    qtbot.waitUntil(lambda: not split.side.isVisible())
    assert split.detail.isVisible()
    qtbot.keyClick(window.shell, Qt.Key.Key_F11)

    qtbot.waitUntil(split.side.isVisible)
    assert without
    settled(qtbot, window.desk)


def test_one_goes_back_and_forward_by_keys_from_within_a_paper(qtbot, window):
    window.shell.activateWindow()
    window.show_record("proposal", "cybersecurity")
    window.show_record("document", "review-guide-ar")
    held = window.frame.view("documents").detail.reader.page
    held.setFocus()

    qtbot.keyClick(held, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.frame.place() == "proposals")
    paper = window.frame.view("proposals").paper
    qtbot.keyClick(paper.reader.page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)

    qtbot.waitUntil(lambda: window.frame.place() == "documents")
    settled(qtbot, window.desk)


def test_what_was_said_can_be_taken_back_in_the_bar_and_by_keys(qtbot, window):
    # The line must not take the comment while it is being taken back.
    window.desk.choose(replace(window.desk.settings, auto_sync=False))
    window.line.stop()
    qtbot.waitUntil(lambda: window.line.state != "updating")
    with qtbot.waitSignal(window.desk.told):
        comment(window)
    assert window.frame.message.undo.isVisible()
    qtbot.waitUntil(lambda: "1 item waits" in window.frame.status.waits.accessibleName())

    keys = Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    done(qtbot, window.desk, lambda: qtbot.keyClick(window.shell, *keys))

    assert current.listed(window.desk.store, "comments") == []
    assert window.frame.message.words.text() == "Taken back."
    assert not window.frame.message.undo.isVisible()


def test_keys_bring_back_words_that_were_put_away_and_undo_no_act(qtbot, window):
    window.line.stop()
    with qtbot.waitSignal(window.desk.told):
        comment(window)
    brought = []
    window.desk.told.emit("Put away.", lambda: brought.append(True))

    qtbot.keyClick(window.shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert brought == [True]
    assert len(current.listed(window.desk.store, "comments")) == 1


def test_what_waits_is_told_and_the_click_leads_to_the_outbox(qtbot, window, server):
    window.line.stop()
    done(qtbot, window.desk, lambda: comment(window))

    window.frame.status.waits.click()

    assert window.frame.place() == "outbox"
    view = window.frame.view("outbox")
    assert view.waits.lines.rowCount() == 1
    assert "waiting for a line" in view.waits.lines.line(0).below


def test_a_place_looks_again_when_one_comes_back_to_it(qtbot, window):
    notes = window.go("notes")
    qtbot.waitUntil(notes.is_idle)
    assert not notes.list.lines.rowCount()
    window.go("today")

    done(qtbot, window.desk, lambda: comment(window))
    window.go("notes")

    qtbot.waitUntil(lambda: notes.list.lines.rowCount() == 2)  # the paper, and the mark on it


def test_every_kind_of_record_has_a_place(window):
    for kind, place in OF_KIND.items():
        window.desk.show(kind, "")
        assert window.frame.place() == place


def test_an_agenda_item_is_opened_in_its_meeting(window):
    window.desk.show("item", "mag-2-6-2")

    view = window.frame.view("meetings")
    assert view.detail.shows("mag-2")


def test_only_chairs_see_the_chair(open_window, tmp_path):
    window = open_window(sample.filled(tmp_path / "member"))
    assert window.frame._places["chair"].button.isHidden()
    window.shell.close()

    window = open_window(sample.filled(tmp_path / "chair", "chair", "chair"))

    assert not window.frame._places["chair"].button.isHidden()


def test_a_new_role_shows_at_once(qtbot, window):
    def promote(store):
        facts.put(store, role="chair")
        return Changes.of("members")

    done(qtbot, window.desk, lambda: window.desk.worker.write(promote))

    assert not window.frame._places["chair"].button.isHidden()


def test_another_language_turns_the_window_round_and_stays_where_one_is(qtbot, window):
    window.go("meetings")

    window.desk.choose(replace(window.desk.settings, language="ar"))

    assert QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert window.frame.place() == "meetings"
    window.desk.choose(replace(window.desk.settings, language="en"))
    assert QApplication.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_settings_and_the_window_s_place_outlive_it(open_window, tmp_path):
    home = sample.filled(tmp_path / "home")
    window = open_window(home)
    window.shell.resize(780, 600)
    window.desk.choose(replace(window.desk.settings, theme="dark", text_size=120))
    window.shell.close()

    again = open_window(home)

    assert (again.shell.width(), again.shell.height()) == (780, 600)
    assert (theme().name, theme().percent) == ("dark", 120)


def test_a_store_of_a_later_version_is_left_alone_and_told(qtbot, tmp_path):
    home = sample.filled(tmp_path / "home")
    store = open_store(home.store)
    store.run(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('satchel', 'm9999_from_the_future', '2030-01-01')"
    )
    store.close()
    shell = starting.shell(home)
    qtbot.addWidget(shell)

    window = starting.fill(shell, home)

    assert window is None
    assert "newer version" in shell.centralWidget().sentence.text()


def test_searching_everywhere_finds_and_opens_by_keyboard(qtbot, window):
    window.search_everywhere()
    from app.ui.views.search import SearchEverywhere

    found = window.frame.findChild(SearchEverywhere)
    qtbot.keyClicks(found.box, "madagascar")
    qtbot.waitUntil(lambda: found.list.lines.rowCount() > 0)
    qtbot.keyClick(found.box, Qt.Key.Key_Down)

    qtbot.keyClick(found.box, Qt.Key.Key_Return)

    assert found.isHidden()
    assert window.frame.place() in {"meetings", "proposals", "documents"}


def test_escape_closes_the_search_and_gives_the_focus_back(qtbot, window):
    window.go("people").search.setFocus()
    window.search_everywhere()
    from app.ui.views.search import SearchEverywhere

    found = window.frame.findChild(SearchEverywhere)
    qtbot.keyClick(found.box, Qt.Key.Key_Escape)

    assert found.isHidden()


def test_without_a_line_everything_opens_and_the_window_says_so_calmly(
    qtbot, open_window, server, tmp_path
):
    from app.sync.transport import Unreachable

    server.error = Unreachable
    window = open_window(sample.filled(tmp_path / "home", server="https://mag.example"))
    qtbot.waitUntil(lambda: window.line.state == "offline")

    for key in KEYS:
        window.go(key)

    assert window.frame.status.line.accessibleName() == "No connection, all saved here"
    assert not window.frame.message.isVisible()


def test_a_new_profile_begins_with_one_box_and_ends_on_today(qtbot, open_window, tmp_path):
    from app.ui.views.first_run import FirstRun

    window = open_window(Home(tmp_path / "new"))
    first = window.shell.centralWidget()
    assert isinstance(first, FirstRun)

    first.begun.emit()

    assert window.shell.centralWidget() is window.frame
    assert window.frame.isVisible()
    assert window.frame.place() == "today"


def test_a_digit_does_not_lead_where_one_may_not_go(qtbot, window):
    window.shell.activateWindow()
    qtbot.waitUntil(window.shell.isActiveWindow)

    qtbot.keyClick(window.shell, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)

    assert window.frame.place() == "today"


def test_closing_waits_for_no_download(qtbot, open_window, server, tmp_path):
    window = open_window(sample.filled(tmp_path / "home", server="https://mag.example"))
    qtbot.waitUntil(lambda: window.line.state == "connected")
    documents = window.go("documents")
    documents.show_record("lessons-past-forums")
    server.files = dict.fromkeys(
        [documents.detail._document.row.data["file"]["sha256"]], b"x" * 999
    )
    server.held.clear()
    server.reached.clear()
    documents.detail.get.click()
    qtbot.waitUntil(server.reached.is_set)

    window.shell.close()  # and does not wait for the server, which holds the file back

    assert not server.held.is_set()


def test_papers_are_set_as_the_member_chose(window):
    window.go("help")
    page = window.frame.view("help").page

    window.desk.choose(replace(window.desk.settings, reading_size=34, column=60))

    assert (page.text_size(), page.column()) == (200, 60)
