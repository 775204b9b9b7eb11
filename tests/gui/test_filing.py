"""Filing in the window what came by mail, chat or call: pasted, dropped, marked, taken back."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QTextCursor
from PySide6.QtTest import QTest

from app.actions import filing
from app.domain.changes import Changes
from app.store import current, open_store, records, rounds
from app.ui.theme import theme
from app.ui.views.chair import ChairView
from app.ui.views.filing import FilingPane
from app.ui.views.notes_panel import Readers, margin_notes
from app.ui.widgets.buttons import Button
from app.ui.widgets.text import Label
from tests.gui.cycle import desk_at, home, record
from tests.gui.waiting import done, settled
from tests.gui.walk import cut, small, unnamed

MAIL = (
    "From: Amina Example <amina@maps.example>\nDate: Tue, 27 Jan 2026 08:00:00 +0000\n"
    "Subject: The maps\n\nI support the maps.\n\nWho owns them?\n"
)
TALK = ">> AMINA EXAMPLE: I support the maps.\n>> B. EXAMPLE: Who owns them?\n"


@pytest.fixture
def desk(tmp_path):
    where = home(tmp_path / "home", account="cleo", role="chair")
    store = open_store(where.store)
    emails = {"emails": ["amina@maps.example"]}
    contact = record("contacts", "member-amina", emails, audience=("chairs",))
    records.apply(store, [contact, record("members", "cleo", {"name": "Cleo", "role": "chair"})])
    store.close()
    with desk_at(where) as opened:
        yield opened


@pytest.fixture
def pane(qtbot, desk):
    made = FilingPane(desk)
    desk.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(900, 1000)
    made.show_round("drafts")
    with qtbot.waitExposed(made):
        made.show()
    calm(qtbot, made)
    return made


def calm(qtbot, pane):
    settled(qtbot, pane._desk)
    qtbot.waitUntil(lambda: not pane.is_busy())


def give(qtbot, pane, text):
    pane.paste.setPlainText(text)
    pane.look.click()
    calm(qtbot, pane)


def mark(pane, words):
    """Mark words of the message, as a mouse or Shift and arrows do."""
    text = pane.words.text
    cursor = text.textCursor()
    at = text.toPlainText().index(words)
    cursor.setPosition(at)
    cursor.setPosition(at + len(words), QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)


def choose(box, key):
    at = box.findData(key)
    assert at >= 0, key
    box.setCurrentIndex(at)


def file(qtbot, pane):
    done(qtbot, pane._desk, pane.words.file.click)
    calm(qtbot, pane)


def comments(pane):
    return current.listed(pane._desk.store, "comments")


def cards(pane):
    return [each for each in pane.filed.findChildren(Button) if each.isVisible()]


def test_a_pasted_mail_tells_its_sender_and_marked_words_are_filed_as_hers(qtbot, pane):
    give(qtbot, pane, MAIL)
    assert "Amina Example <amina@maps.example>" in pane.words.head.whole_text()
    assert "27 January 2026" in pane.words.head.whole_text()
    assert pane.words.who.currentData() == "amina"

    mark(pane, "Who owns them?")
    assert "Who owns them?" in pane.words.marked.whole_text()
    choose(pane.words.about, "proposal/open-maps")
    choose(pane.words.criterion, "relevance")
    pane.words.kind.pick("question")
    file(qtbot, pane)

    (row,) = comments(pane)
    assert (row.owner, row.data["text"], row.data["kind"]) == (
        "amina", "Who owns them?", "question",
    )  # fmt: skip
    assert (row.data["criterion"], row.data["via"]) == ("relevance", "mail")
    assert rounds.reviews_of(pane._desk.store, "open-maps") == []
    told = "\n".join(each.whole_text() for each in pane.filed.findChildren(Label))
    assert "by mail, 27 January 2026, filed by Cleo" in told
    assert pane.words.text.marked() == ""  # the message stays, for the next words


def test_a_second_choice_of_words_is_listed_beside_the_first_and_taken_back(qtbot, pane):
    give(qtbot, pane, MAIL)
    for words in ("I support the maps.", "Who owns them?"):
        mark(pane, words)
        file(qtbot, pane)
    assert len(cards(pane)) == 2

    done(qtbot, pane._desk, cards(pane)[0].click)
    calm(qtbot, pane)

    assert len(comments(pane)) == 1
    assert len(cards(pane)) == 1


def test_the_same_words_again_are_told_and_stand_once(qtbot, pane):
    give(qtbot, pane, MAIL)
    for _ in range(2):
        mark(pane, "I support the maps.")
        file(qtbot, pane)

    assert len(comments(pane)) == 1
    assert "stand there already" in pane.words.said.whole_text()


def test_a_name_alone_chooses_nobody_and_nothing_is_filed_before_somebody_is_chosen(qtbot, pane):
    give(qtbot, pane, TALK)
    assert pane.which.isVisible()
    assert pane.words.who.currentData() is None
    assert pane.words.who.itemData(1) == "amina"  # offered first
    assert not pane.words.file.isEnabled()

    pane.which.setCurrentIndex(1)
    calm(qtbot, pane)
    assert {pane.words.who.itemData(1), pane.words.who.itemData(2)} == {"boris", "amina"}
    assert not pane.words.file.isEnabled()
    choose(pane.words.who, "boris")
    file(qtbot, pane)

    (row,) = comments(pane)
    assert (row.owner, row.data["via"], row.data["text"]) == ("boris", "call", "Who owns them?")


def test_a_dropped_file_is_shown_and_ctrl_enter_files_it(qtbot, pane, tmp_path):
    path = tmp_path / "mail.eml"
    path.write_text(MAIL)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    pane.dropEvent(QDropEvent(QPointF(5, 5), action, data, Qt.MouseButton.LeftButton, none))
    calm(qtbot, pane)

    pane.activateWindow()
    pane.words.text.setFocus()
    with qtbot.waitSignal(pane._desk.worker.changed):
        QTest.keyClick(pane.words.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    calm(qtbot, pane)

    (row,) = comments(pane)
    assert row.data["text"] == "I support the maps.\n\nWho owns them?"


def test_words_can_be_marked_by_keys_alone_and_never_changed(qtbot, pane):
    give(qtbot, pane, MAIL)
    text = pane.words.text
    text.setFocus()
    before = text.toPlainText()

    QTest.keyClick(text, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(9):
        QTest.keyClick(text, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(text, "xyz")

    assert text.marked() == before[:9]
    assert text.toPlainText() == before


def test_a_day_that_is_none_is_told_and_nothing_is_filed(qtbot, pane):
    give(qtbot, pane, MAIL)
    pane.words.at.setText("some day")
    pane.words.file.click()
    qtbot.waitUntil(lambda: pane.told.isVisible())

    assert "some day" in pane.told.whole_text()
    assert comments(pane) == []
    assert pane.words.file.isEnabled()


def test_what_is_too_large_or_empty_is_told(qtbot, pane, tmp_path):
    path = tmp_path / "empty.txt"
    path.write_text(" ")

    pane.read_file(path)
    qtbot.waitUntil(lambda: pane.told.isVisible())

    assert "no words" in pane.told.whole_text()
    assert not pane.words.isVisible()


def test_what_was_too_long_to_be_pasted_is_told(qtbot, pane):
    data = QMimeData()
    data.setText(TALK * 2000)
    pane.paste.insertFromMimeData(data)

    pane.look.click()
    calm(qtbot, pane)

    assert "left out" in pane.told.whole_text()
    assert pane.words.isVisible()


def test_what_another_chair_filed_from_the_same_mail_is_listed(qtbot, pane):
    give(qtbot, pane, MAIL)
    data = {
        "about": {"kind": "proposal", "id": "open-maps"}, "kind": "comment",
        "text": "I support the maps.", "via": "mail", "carried_by": "boris",
        "source": {"how": "mail", "message": pane.message().message.key},
        "written_at": "2026-01-27T08:00:00Z",
    }  # fmt: skip
    given = record("comments", "f9", data, owner="amina", audience=("chairs",))
    store = open_store(pane._desk.home.store)
    records.apply(store, [given])
    store.close()

    pane.refresh(Changes.of("comments"))
    calm(qtbot, pane)

    (listed,) = filing.listed(pane._desk.store)
    assert listed.came.by == "boris"
    assert len(cards(pane)) == 1


def test_beside_the_paper_it_says_how_it_came_and_who_filed_it(qtbot, pane):
    give(qtbot, pane, MAIL)
    mark(pane, "I support the maps.")
    file(qtbot, pane)

    readers = Readers("amina", {"amina": "Amina Example", "cleo": "Cleo"}, None)
    (note,) = margin_notes(comments(pane), {}, readers)

    assert note.more == "by mail, 27 January 2026, filed by Cleo"


@pytest.fixture
def step(qtbot, desk):
    """The first step of the chair's place, at its page of what came by mail."""
    view = ChairView(desk)
    desk.changed.connect(view.refresh)
    qtbot.addWidget(view)
    view.resize(1190, 700)
    with qtbot.waitExposed(view):
        view.show()
    view.page("answers").file.click()
    calm(qtbot, view.page("answers").filing)
    return view.page("answers")


def test_it_is_a_page_of_the_first_step(step):
    assert step.filing.isVisible()
    assert step.filing.words.about.count() == 2
    assert step.which.choice() is None

    QTest.mouseClick(step.which.buttons()[0], Qt.MouseButton.LeftButton)

    assert not step.filing.isVisible()
    assert step.which.choice() == "people"


@pytest.mark.parametrize(
    ("percent", "direction"),
    [(100, "LeftToRight"), (100, "RightToLeft"), (200, "LeftToRight")],
    ids=["usual", "mirrored", "large"],
)
def test_nothing_is_cut_and_everything_has_a_name(qtbot, qapp, step, percent, direction):
    theme().use("light", percent)
    qapp.setLayoutDirection(Qt.LayoutDirection[direction])
    give(qtbot, step.filing, TALK)
    choose(step.filing.words.who, "amina")
    file(qtbot, step.filing)

    assert (unnamed(step), cut(step), small(step)) == ([], [], [])
