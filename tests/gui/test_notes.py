"""The notes place: my marks across papers, filtered, ordered, opened, taken away, exported."""

import csv
import json
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from app.actions import annotating, papers
from app.actions.papers import About
from app.store import annotations, current, open_store
from app.ui import starting
from app.ui.desk import Desk
from app.ui.exports import Export
from app.ui.models.marks import PAPER as HEADING
from app.ui.note_reading import NoteReading
from app.ui.views import notes
from app.ui.views.notes import NotesView
from app.ui.views.notes_export import EXPORT
from tests import pdfs
from tests.builders import record, seed
from tests.gui import far_server, sample
from tests.gui.waiting import done, settled
from tests.gui.walk import cut, small, unnamed

PAPER, OTHER = About("proposal", "cybersecurity", 1), About("proposal", "local-content", 1)


@pytest.fixture
def open_desk(tmp_path: Path):
    opened = []

    def begin(before=None):
        home = sample.filled(
            tmp_path / f"home-{len(opened)}", "m-cs-grulac", "member", "https://mag.example"
        )
        with closing(open_store(home.store)) as store:
            (before or marked)(store, home)
        desk = Desk(home, open_transport=far_server.FarServer().open, clock=sample.clock)
        opened.append(desk)
        return desk

    yield begin
    for desk in opened:
        desk.close()


def marked(store, home):
    section = next(each for each in papers.sections(store, home, PAPER) if len(each.text) > 200)
    first, second = section.text[:20], section.text[60:90]
    annotating.note(
        store, home, PAPER, "Norms again.", quote=second, colour="concern", clock=sample.clock
    )
    annotating.note(store, home, PAPER, "", quote=first, colour="strong", clock=sample.clock)
    annotating.comment(store, home, PAPER, "Who pays?", kind="question", clock=sample.clock)
    annotating.comment(
        store, home, OTHER, "Évidence needed", criterion="relevance", clock=sample.clock
    )


@pytest.fixture
def view(qtbot, open_desk):
    desk = open_desk()
    made = NotesView(desk)
    qtbot.addWidget(made)
    made.resize(1190, 700)
    with qtbot.waitExposed(made):
        made.show()
    read(qtbot, made)
    return made


def read(qtbot, view):
    """Wait until all notes are in the list, where their words are now included."""
    settled(qtbot, view._desk)
    qtbot.waitUntil(view.is_idle)


def rows(view):
    lines = view.list.lines
    return [lines.line(at) for at in range(lines.rowCount())]


def titles(view):
    return [line.title for line in rows(view) if not line.key.startswith(HEADING)]


def pick(view, chip, *keys):
    chip.choose(keys)
    chip.changed.emit()


def counted(qtbot, panel, words):
    qtbot.waitUntil(lambda: panel.told.whole_text() == words)


# --- the list -------------------------------------------------------------------------------------


def test_marks_stand_under_their_papers_in_the_order_of_the_text(view):
    headings = [line.title for line in rows(view) if line.key.startswith(HEADING)]

    assert headings == [
        "Best Practice Forum on Cybersecurity", "Best Practice Forum on Local Content",
    ]  # fmt: skip
    assert titles(view)[0] == "Who pays?"
    assert titles(view)[1].startswith("“")
    assert titles(view)[2:] == ["Norms again.", "Évidence needed"]
    assert view.count.whole_text() == "4 marks"


def test_marks_stand_by_time_without_headings(view):
    view.filters.order.pick("time")

    assert len(rows(view)) == len(titles(view)) == 4


@pytest.mark.parametrize(
    ("chip", "key", "found"),
    [
        ("kinds", "question", ["Who pays?"]),
        ("papers", "proposal/local-content", ["Évidence needed"]),
        ("criteria", "relevance", ["Évidence needed"]),
        ("colours", "concern", ["Norms again."]),
        ("states", "waiting", ["Who pays?", "Évidence needed"]),
    ],
)
def test_each_chip_filters(view, chip, key, found):
    pick(view, getattr(view.filters, chip), key)

    assert titles(view) == found
    assert getattr(view.filters, chip).isChecked()
    assert view.count.whole_text() == f"{len(found)} of 4 marks"


def test_the_words_now_in_the_text_are_a_filter_too(view):
    pick(view, view.filters.states, "kept")

    assert len(titles(view)) == 2


def test_search_forgives_accents_and_all_filters_go_at_once(view):
    view.filters.search.setText("evidence")
    view.filters.search.returnPressed.emit()
    found = titles(view)
    pick(view, view.filters.kinds, "note")
    none = view.none.isVisible()

    view.filters.all.click()

    assert found == ["Évidence needed"]
    assert none
    assert len(titles(view)) == 4
    assert view.filters.search.text() == ""
    assert not view.filters.all.isVisible()


def test_a_chip_is_chosen_from_its_menu_and_says_what(view):
    menu = view.filters.colours.menu_of()
    next(each for each in menu.actions() if each.text() == "Concern").trigger()

    assert titles(view) == ["Norms again."]
    assert view.filters.colours.accessibleName() == "Colour: Concern"
    assert [each.text() for each in view.filters.colours.menu_of().actions()][-1] == "All of them"


def test_a_note_is_taken_away_by_a_key_and_comes_back(qtbot, view):
    desk = view._desk
    desk.changed.connect(view.refresh)
    id = next(line.key for line in rows(view) if line.title == "Norms again.")
    view.list.choose(id)

    done(qtbot, desk, lambda: qtbot.keyClick(view.list, Qt.Key.Key_Delete))
    read(qtbot, view)
    gone = titles(view)
    done(qtbot, desk, desk.take_back)
    read(qtbot, view)

    assert "Norms again." not in gone
    assert "Norms again." in titles(view)


def test_many_notes_are_read_and_arranged_beside_the_window(qtbot, open_desk, monkeypatch):
    monkeypatch.setattr(notes, "FEW", 3)
    desk = open_desk()
    held = Event()
    threads = NoteReading.of(desk)
    threads.reading.read(lambda _store: held.wait(60), lambda _: None)
    view = NotesView(desk)
    qtbot.addWidget(view)
    view.resize(1190, 700)
    view.show()
    view.show_record("nothing-of-this-name")
    qtbot.waitUntil(view.progress.isVisible)
    waiting = view.either.isVisible()

    held.set()
    read(qtbot, view)
    shown = len(titles(view))
    pick(view, view.filters.kinds, "question")
    read(qtbot, view)

    assert not waiting
    assert shown == 4
    assert titles(view) == ["Who pays?"]
    assert not view.progress.isVisible()
    assert len({view.list.sizeHintForRow(row) for row in range(len(rows(view)))}) == 1


def test_without_marks_the_place_says_how_to_make_them(qtbot, open_desk):
    view = NotesView(open_desk(before=lambda _store, _home: None))
    qtbot.addWidget(view)
    view.show()
    read(qtbot, view)

    assert view.either.currentIndex() == 0
    assert view.either.isVisible()


def test_the_place_is_whole_named_and_large_enough(qtbot, view):
    view.export.click()
    counted(qtbot, view.panel, "4 notes will be written.")
    QApplication.processEvents()

    assert cut(view) == []
    assert small(view) == []
    assert unnamed(view) == []


def test_enter_opens_the_paper_with_the_card_of_the_mark(qtbot, tmp_path):
    home = sample.filled(tmp_path / "home", "m-cs-grulac", "member", "https://mag.example")
    with closing(open_store(home.store)) as store:
        marked(store, home)
    starting.application(home)
    shell = starting.shell(home)
    shell.show()
    server = far_server.FarServer()
    window = starting.fill(shell, home, open_transport=server.open, clock=sample.clock)
    view = window.go("notes")
    read(qtbot, view)
    id = next(line.key for line in rows(view) if line.title == "Norms again.")
    view.list.choose(id)

    qtbot.keyClick(view.list, Qt.Key.Key_Return)

    paper = window.frame.view("proposals").paper
    margin = paper.notes.margin
    qtbot.waitUntil(lambda: margin.chosen() is not None and margin.chosen().note.id == id)
    assert paper.proposal() == "cybersecurity"
    assert paper.side.key() == "notes"
    server.held.set()
    shell.close()
    shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# --- export ---------------------------------------------------------------------------------------


def exported(qtbot, view, monkeypatch, out, act):
    monkeypatch.setattr(Export, "ask", classmethod(lambda *_given: out))
    with qtbot.waitSignal(view._desk.told):
        act()
    return out


def test_notes_are_exported_where_i_say_after_it_said_how_many(qtbot, view, tmp_path, monkeypatch):
    view.export.click()
    counted(qtbot, view.panel, "4 notes will be written.")
    words = view.panel.save.accessibleName(), view.panel.warning.whole_text()

    out = exported(qtbot, view, monkeypatch, tmp_path / "mine.md", view.panel.save.click)

    assert words[0] == "Save 4 notes…"
    assert words[1].startswith("2 of them are private")
    assert "Norms again." in out.read_text("utf-8")
    assert not view.panel.isVisible()


@pytest.mark.parametrize("format", ["csv", "json", "pdf"])
def test_every_format_is_written(qtbot, view, tmp_path, monkeypatch, format):
    view.export.click()
    view.panel.formats.pick(format)
    counted(qtbot, view.panel, "4 notes will be written.")

    out = exported(qtbot, view, monkeypatch, tmp_path / "mine", view.panel.save.click)

    made = out.with_suffix(f".{format}").read_bytes()
    if format == "csv":
        assert len(list(csv.reader(made.decode("utf-8-sig").splitlines()))) == 5
    elif format == "json":
        assert len(json.loads(made)["items"]) == 4
    else:
        assert made.startswith(b"%PDF")


def test_only_those_in_the_list_and_without_private_ones(qtbot, view, tmp_path, monkeypatch):
    pick(view, view.filters.papers, "proposal/cybersecurity")
    view.export.click()
    counted(qtbot, view.panel, "3 notes will be written.")
    view.panel.which.pick("all")
    counted(qtbot, view.panel, "4 notes will be written.")
    view.panel.which.pick("shown")
    counted(qtbot, view.panel, "3 notes will be written.")
    view.panel.private.click()
    counted(qtbot, view.panel, "1 note will be written.")
    warned = view.panel.warning.isVisible()
    view.panel.formats.pick("json")
    counted(qtbot, view.panel, "1 note will be written.")

    out = exported(qtbot, view, monkeypatch, tmp_path / "mine.json", view.panel.save.click)

    [only] = json.loads(out.read_text("utf-8"))["items"]
    assert only["motivation"] == "questioning"
    assert not warned


def test_an_export_under_way_is_stopped_and_writes_nothing(qtbot, view, tmp_path, monkeypatch):
    out = tmp_path / "mine.md"
    view.export.click()
    counted(qtbot, view.panel, "4 notes will be written.")
    monkeypatch.setattr(Export, "ask", classmethod(lambda *_given: out))
    held = Event()
    view._desk.worker.read(lambda _store: held.wait(60), lambda _: None)

    view.panel.save.click()
    running = view.panel.progress.isVisible()
    view.panel.progress.cancel.click()
    held.set()
    settled(qtbot, view._desk)

    assert running
    assert view.panel.told.whole_text() == "Stopped. Nothing was written."
    assert not out.exists()
    assert view.panel.save.isEnabled()


def test_a_copy_of_a_pdf_is_asked_for_by_its_document(qtbot, view):
    view.show_record(EXPORT + "document/lessons-past-forums")

    qtbot.waitUntil(lambda: not view.panel.save.isEnabled())
    assert view.panel.isVisible()
    assert view.panel.format() == "copy"


def test_it_is_said_that_the_copy_of_a_locked_pdf_is_not_locked(
    qtbot, open_desk, tmp_path, monkeypatch
):
    def locked(store, home):
        file = pdfs.kept(home, pdfs.written(["Secret light."], password="open"))
        seed(store, record("documents", "survey", title="Survey", file=file))
        about = About("document", "survey")
        annotating.note(store, home, about, "Bright.", clock=sample.clock)

    view = NotesView(open_desk(locked))
    qtbot.addWidget(view)
    view.resize(1190, 700)
    view.show()
    view.show_record(EXPORT + "document/survey")
    panel, told = view.panel, []
    view._desk.told.connect(lambda words, _undo: told.append(words))
    counted(qtbot, panel, "1 note will be written.")
    monkeypatch.setattr(Export, "ask", classmethod(lambda *_given: tmp_path / "out.pdf"))
    panel.save.click()
    qtbot.waitUntil(panel.password.isVisible)
    warned = panel.warning.whole_text()

    panel.password.setText("open")
    panel.save.click()
    qtbot.waitUntil(lambda: bool(told))

    assert "The copy will not be locked." in warned
    assert "this copy is not" in told[-1]


def test_marks_of_mine_are_unchanged_by_an_export(qtbot, view, tmp_path, monkeypatch):
    before = [row.data for row in annotations.mine(view._desk.store)]
    view.export.click()
    counted(qtbot, view.panel, "4 notes will be written.")

    exported(qtbot, view, monkeypatch, tmp_path / "mine.csv", view.panel.save.click)

    assert [row.data for row in annotations.mine(view._desk.store)] == before
    assert current.undecided(view._desk.store) == frozenset()
