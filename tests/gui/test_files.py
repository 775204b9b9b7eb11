"""Sending by file or mail, and taking files in, in every dress and on a real store."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from app.actions import annotating, bundling, reviewing
from app.actions.papers import About
from app.store import carried, current, facts, filed, open_store
from app.ui.desk import Desk
from app.ui.shell import Shell
from app.ui.views.chair import ChairView
from app.ui.views.opened import OpenedView
from app.ui.views.outbox import OutboxView
from app.ui.views.sending import SendByFile
from app.ui.widgets.text import Label
from app.ui.window import Window
from tests.filled import form_of
from tests.gui import sample
from tests.gui.walk import cut, small, unnamed, wear

MEMBER, OTHER, CHAIR = "m-cs-grulac", "m-gov-asia", "chair"
PAPER = "cybersecurity"
DRESSES = [
    pytest.param(("light", 100, False), id="light"),
    pytest.param(("dark", 100, False), id="dark"),
    pytest.param(("light", 100, True), id="mirrored"),
    pytest.param(("contrast", 200, True), id="contrast-200-mirrored"),
    pytest.param(("light", 200, False), id="light-200"),
]


@pytest.fixture(params=DRESSES)
def dress(request, qapp):
    name, percent, mirrored = request.param
    wear(qapp, name, percent, mirrored=mirrored)
    return request.param


@pytest.fixture
def open_desk(qtbot, tmp_path: Path):
    opened = []

    def begin(account=MEMBER, role="member", before=None, server=""):
        home = sample.filled(tmp_path / f"home-{len(opened)}", account, role, server)
        if before is not None:
            store = open_store(home.store)
            before(store)
            store.close()
        desk = Desk(home, clock=sample.clock)
        opened.append(desk)
        return desk

    yield begin
    for desk in opened:
        desk.close()


def words(view) -> str:
    return "\n".join(
        each.whole_text() for each in view.findChildren(Label) if each.isVisibleTo(view)
    )


def answered(store) -> None:
    """Write a review and a comment that wait, and a note that stays."""
    edit = reviewing.Edit(texts={}, stance=None, comment="From the road")
    reviewing.review(store, PAPER, edit, submit=False, clock=sample.clock)
    annotating.comment(
        store, None, About("proposal", PAPER), "Who asked for it?", clock=sample.clock
    )
    annotating.note(store, None, About("proposal", PAPER), "for me alone", clock=sample.clock)


def file_of(account: str, folder: Path, text: str = "Who asked for it?") -> Path:
    """Make the file of answers of another member."""
    home = sample.filled(folder / f"home-of-{account}", account)
    store = open_store(home.store)
    annotating.comment(store, home, About("proposal", PAPER), text, clock=sample.clock)
    made = bundling.make(store, home, folder / f"{account}.satchel", clock=sample.clock)
    store.close()
    return made.files[0]


# --- sending -----------------------------------------------------------------------------


def form_of_hers(folder: Path) -> str:
    """Return the form that a member was made, with nothing in it yet."""
    home = sample.filled(folder / "home-of-her", MEMBER)
    store = open_store(home.store)
    text = form_of(store, [PAPER], clock=sample.clock)
    store.close()
    return text


def saved_by(qtbot, view, verb: str) -> None:
    """Press what saves the answers of a form, and wait for it to be done."""
    (save,) = [each for each in view.findChildren(type(view.choose)) if each.text() == verb]
    save.click()
    qtbot.waitUntil(lambda: "1 record saved." in words(view))


def opened_card(qtbot, desk, shown) -> tuple[OutboxView, SendByFile]:
    view = shown(OutboxView(desk))
    desk.changed.connect(view.refresh)
    view.send.click()
    qtbot.waitUntil(view.by_file.save.isEnabled)
    return view, view.by_file


def test_who_can_read_it_and_its_size_are_told_before_it_is_saved(
    qtbot, open_desk, shown, tmp_path, monkeypatch
):
    desk = open_desk(before=answered)
    view, card = opened_card(qtbot, desk, shown)
    out = tmp_path / "answers.satchel"
    monkeypatch.setattr(SendByFile, "where", lambda *_: out)

    told = words(card)
    card.save.click()
    qtbot.waitUntil(lambda: out.exists() and "answers.satchel" in lines_of(view))

    assert "1 change is in it." in told
    assert "Whoever holds this file can read it" in told
    assert card.isHidden()
    assert "Sent in the file answers.satchel" in lines_of(view)


def lines_of(view: OutboxView) -> str:
    rows = view.waits.lines
    return "\n".join(rows.line(at).below for at in range(rows.rowCount()))


def test_saved_as_a_mail_it_is_a_draft_with_the_file_attached(
    qtbot, open_desk, shown, tmp_path, monkeypatch
):
    desk = open_desk(before=answered)
    view, card = opened_card(qtbot, desk, shown)
    out = tmp_path / "answers.eml"
    monkeypatch.setattr(SendByFile, "where", lambda *_: out)

    card.kind.pick("eml")
    qtbot.waitUntil(card.save.isEnabled)
    card.save.click()
    qtbot.waitUntil(lambda: out.exists() and card.isHidden())

    mail = message_from_bytes(out.read_bytes(), policy=policy.default)
    assert mail["X-Unsent"] == "1"
    assert [each.get_filename() for each in mail.iter_attachments()] == ["answers.satchel"]
    assert view.by_file is card


def test_thinking_better_of_it_changes_nothing(qtbot, open_desk, shown, monkeypatch):
    desk = open_desk(before=answered)
    _view, card = opened_card(qtbot, desk, shown)
    monkeypatch.setattr(SendByFile, "where", lambda *_: None)

    card.save.click()

    assert card.save.isEnabled()
    assert [act.state for act in filed.to_file(desk.store)] == ["waiting"]
    assert facts.get(desk.store, "bundle_sequence") is None


def test_with_nothing_waiting_there_is_nothing_to_send(open_desk, shown):
    view = shown(OutboxView(open_desk()))

    assert view.send.isHidden()


def test_without_a_server_nothing_offers_to_sync(open_desk, shown):
    assert shown(OutboxView(open_desk(before=answered))).sync.isHidden()
    assert not shown(
        OutboxView(open_desk(before=answered, server="https://mag.example"))
    ).sync.isHidden()


# --- taking in ---------------------------------------------------------------------------


def test_a_chair_takes_in_the_files_of_members_and_reads_what_became_of_each(
    qtbot, open_desk, shown, tmp_path
):
    desk = open_desk(CHAIR, "chair")
    good = file_of(MEMBER, tmp_path)
    bad = tmp_path / "bad.satchel"
    bad.write_bytes(good.read_bytes()[:-7])
    view = shown(OpenedView(desk))
    heard = []
    desk.changed.connect(heard.append)

    view.take([bad, good])
    qtbot.waitUntil(lambda: "1 change taken in" in words(view))

    assert "bad.satchel" in words(view)
    assert "The end of this pack is missing" in words(view)
    assert any(each.touch("comments") for each in heard)
    assert {row.owner for row in current.listed(desk.store, "comments")} == {MEMBER}

    view.take([good])
    qtbot.waitUntil(lambda: "nothing new in it" in words(view))
    assert len(carried.all_of(desk.store)) == 1


def test_a_form_is_shown_before_it_is_saved(qtbot, open_desk, shown, tmp_path):
    desk = open_desk(CHAIR, "chair")
    text = form_of_hers(tmp_path)
    lines = text.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("== comment"))
    lines.insert(at + 1, "Typed on a telephone")
    (tmp_path / "form.txt").write_text("\n".join(lines), "utf-8")
    view = shown(OpenedView(desk))

    view.take([tmp_path / "form.txt"])
    qtbot.waitUntil(lambda: "Typed on a telephone" in words(view))
    before = current.listed(desk.store, "reviews")
    saved_by(qtbot, view, "Save these answers")

    assert before == []
    assert [row.owner for row in current.listed(desk.store, "reviews")] == [MEMBER]


def test_of_a_form_with_a_bad_answer_the_others_are_saved_once_they_were_seen(
    qtbot, open_desk, shown, tmp_path
):
    desk = open_desk(CHAIR, "chair")
    text = form_of_hers(tmp_path)
    text = text.replace("== comment:\n", "== comment:\nTyped on a telephone\n")
    text = text.replace("[ ] Support\n", "[x] Perhaps\n")
    (tmp_path / "form.txt").write_text(text, "utf-8")
    view = shown(OpenedView(desk))

    view.take([tmp_path / "form.txt"])
    qtbot.waitUntil(lambda: "Not saved: The round has no position" in words(view))
    before = current.listed(desk.store, "reviews")
    saved_by(qtbot, view, "Save the other answers")

    assert before == []
    (review,) = current.listed(desk.store, "reviews")
    assert (review.data["comment"], review.data["stance"]) == ("Typed on a telephone", None)


def test_the_chair_is_led_to_the_files(qtbot, open_desk, shown):
    desk = open_desk(CHAIR, "chair")
    view = shown(ChairView(desk))

    with qtbot.waitSignal(desk.wanted) as wanted:
        view.page("answers").take.click()

    assert wanted.args == ["opened", "ask"]


def test_a_member_who_opens_anothers_answers_is_told_whose_they_are_to_read(
    qtbot, open_desk, shown, tmp_path
):
    desk = open_desk(OTHER)
    view = shown(OpenedView(desk))

    view.take([file_of(MEMBER, tmp_path)])
    qtbot.waitUntil(lambda: "hand the file on" in words(view))

    assert current.listed(desk.store, "comments") == []


def test_a_file_dropped_on_the_window_or_given_at_the_start_is_taken_in(qtbot, tmp_path):
    home = sample.filled(tmp_path / "home", CHAIR, "chair")
    desk = Desk(home, clock=sample.clock)  # the window closes it
    shell = Shell()
    qtbot.addWidget(shell)
    window = Window(shell, desk)
    window.start()
    file = file_of(MEMBER, tmp_path)
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, given, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    enters = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, given, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip

    shell.dragEnterEvent(enters)
    shell.dropEvent(event)
    view = window.frame.view("opened")
    qtbot.waitUntil(lambda: "1 change taken in" in words(view))
    desk.file_given.emit(file)
    qtbot.waitUntil(lambda: "nothing new in it" in words(view))

    assert enters.isAccepted()
    assert window.frame.place() == "opened"
    shell.close()


# --- how it looks ------------------------------------------------------------------------


def test_the_sending_card_fits_in_every_dress(qtbot, open_desk, shown, dress, tmp_path):
    view, _card = opened_card(qtbot, open_desk(before=answered), shown)

    looked_at(view, tmp_path / "sending.png")


def test_the_opened_files_fit_in_every_dress(qtbot, open_desk, shown, dress, tmp_path):
    desk = open_desk(CHAIR, "chair")
    bad = tmp_path / "a-file-with-a-rather-long-name-that-was-cut-short.satchel"
    good = file_of(MEMBER, tmp_path)
    bad.write_bytes(good.read_bytes()[:-7])
    view = shown(OpenedView(desk))

    view.take([good, bad])
    qtbot.waitUntil(lambda: "1 change taken in" in words(view))
    qtbot.waitUntil(lambda: not view.work.is_busy())

    looked_at(view, tmp_path / "opened.png")


def looked_at(view, path: Path) -> None:
    QApplication.processEvents()
    view.grab().save(str(path))
    assert cut(view) == []
    assert small(view) == []
    assert unnamed(view) == []


def test_a_chair_hands_on_what_she_took_in_to_the_secretariat(qtbot, open_desk, shown, tmp_path):
    def taken(store):
        bundling.take_bytes(store, file_of(MEMBER, tmp_path).read_bytes(), clock=sample.clock)

    _view, card = opened_card(qtbot, open_desk(CHAIR, "chair", taken), shown)

    assert card.to.choice() == "secretariat"
    assert "1 of them is another member’s, handed on by you." in words(card)
