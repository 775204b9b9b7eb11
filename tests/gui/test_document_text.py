"""The text of a document: long ones off the window's thread, the place kept over a new start."""

import hashlib

import pytest
from PySide6.QtWidgets import QTextEdit

from app.domain.changes import Changes
from app.store import current, files, records, seen
from app.ui.reader.places import Span
from app.ui.views.documents import DocumentsView
from tests.gui import cycle
from tests.gui.waiting import done, settled

WORDS = "Paragraph {n} of a long report. " + "Words and more words. " * 8


def text_of(paragraphs):
    return "\n\n".join(WORDS.format(n=n) for n in range(paragraphs))


def arrive(home, id, markdown, version=1, **more):
    """Put a document and its text where a sync would have put them."""
    raw = markdown.encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    home.text(sha256).parent.mkdir(parents=True, exist_ok=True)
    home.text(sha256).write_bytes(raw)
    store = cycle.open_store(home.store)
    data = {"title": f"Report {id}", "text": {"size": len(raw), "sha256": sha256}} | more
    records.apply(store, [cycle.record("documents", id, data, version)])
    files.arrived(store, sha256, f"{sha256}.md", len(raw), len(raw), whole=True)
    store.close()


@pytest.fixture
def where(tmp_path):
    home = cycle.home(tmp_path)
    arrive(home, "long", text_of(400))
    arrive(home, "short", text_of(20))
    return home


@pytest.fixture
def desk(where):
    with cycle.desk_at(where) as desk:
        yield desk


@pytest.fixture
def view(qtbot, desk):
    view = DocumentsView(desk)
    qtbot.addWidget(view)
    view.resize(1366, 768)
    with qtbot.waitExposed(view):
        view.show()
    return view


def test_a_long_text_is_read_off_the_windows_thread(qtbot, view):
    view.show_record("long")

    assert not view.detail.text.is_here()
    qtbot.waitUntil(view.detail.text.is_here)
    qtbot.waitUntil(view.detail.reader.page.is_whole)
    assert "Paragraph 399" in view.detail.reader.page.toPlainText()
    assert view.detail.reader.isVisible()


def test_the_text_of_a_document_left_meanwhile_is_not_shown(qtbot, view):
    view.show_record("long")

    view.show_record("short")
    settled(qtbot, view._desk)

    assert "Paragraph 399" not in view.detail.reader.page.toPlainText()
    assert "Paragraph 19" in view.detail.reader.page.toPlainText()


def test_reading_goes_on_where_it_stopped_after_a_new_start(qtbot, view, desk, where):
    page = view.detail.reader.page
    view.show_record("long")
    qtbot.waitUntil(view.detail.text.is_here)
    qtbot.waitUntil(page.is_whole)
    [section] = view.detail.text.plain()
    offset = section.text.index("Paragraph 300")
    page.go_to(section.key, offset)
    qtbot.waitUntil(
        lambda: (seen.place(desk.store, "documents", "long") or {}).get("offset") == offset
    )

    desk.close()

    with cycle.desk_at(where) as again:
        other = DocumentsView(again)
        qtbot.addWidget(other)
        other.resize(1093, 614)
        with qtbot.waitExposed(other):
            other.show()
        other.detail.reader.page.set_text_size(160)
        other.show_record("long")
        qtbot.waitUntil(other.detail.text.is_here)
        qtbot.waitUntil(other.detail.reader.page.is_whole)
        assert other.detail.reader.page.place() == (section.key, offset)


def test_a_note_is_kept_on_the_words_it_was_begun_on_though_another_text_came_meanwhile(
    qtbot, view, desk, where
):
    view.show_record("short")
    words = "Paragraph 3 of a long report"
    wanted = chosen(view, words)
    view.detail.marking.begin("note", wanted)
    arrive(where, "short", "A new paragraph stands before all others.\n\n" + text_of(20), 2)
    view.refresh(Changes.of("documents", "sync"))
    qtbot.waitUntil(lambda: view.detail.text.plain()[0].text.startswith("A new paragraph"))

    done(qtbot, desk, lambda: view.detail.marking.create("note", wanted, "Why so long?", "ask"))

    [note] = current.listed(desk.store, "notes")
    assert note.data["anchor"]["quote"]["exact"] == words
    [section] = view.detail.text.plain()
    assert note.data["anchor"]["position"]["start"] == section.text.index(words)


def test_a_note_is_shown_on_the_document_that_took_the_place_of_its_own(qtbot, view, desk, where):
    view.show_record("short")
    words = "Paragraph 3 of a long report"
    wanted = chosen(view, words)
    done(qtbot, desk, lambda: view.detail.marking.create("note", wanted, "Why so long?", "ask"))
    arrive(where, "final", "Now it is final.\n\n" + text_of(20), replaces="short")

    view.refresh(Changes.of("documents", "sync"))
    view.show_record("final")

    def places():
        return [card.note.mark for card in view.detail.notes.margin.cards()]

    qtbot.waitUntil(lambda: len(places()) == 1 and places()[0] is not None)
    [section] = view.detail.text.plain()
    assert section.text.startswith("Now it is final.")
    assert places()[0].start == section.text.index(words)
    [note] = current.listed(desk.store, "notes")
    assert note.data["about"]["id"] == "short"


def test_what_was_written_about_words_that_went_meanwhile_is_given_back(qtbot, view, desk, where):
    view.show_record("short")
    wanted = chosen(view, "Paragraph 3 of a long report")
    arrive(where, "short", "Nothing of it is left.", 2)
    view.refresh(Changes.of("documents", "sync"))
    qtbot.waitUntil(lambda: view.detail.text.plain()[0].text.startswith("Nothing"))

    with qtbot.waitSignal(desk.told) as told:
        view.detail.marking.create("note", wanted, "Why so long?", "ask")

    assert "What you wrote is still here" in told.args[0]
    assert view.detail.notes.margin.findChild(QTextEdit).toPlainText() == "Why so long?"
    assert current.listed(desk.store, "notes") == []


def chosen(view, words):
    """Return what choosing `words` in the text gives."""
    [section] = view.detail.text.plain()
    start = section.text.index(words)
    return Span(section.key, start, start + len(words), words)


def test_one_comes_back_to_a_document_and_its_words(qtbot, view, desk):
    view.show_record("short")
    [section] = view.detail.text.plain()
    offset = section.text.index("Paragraph 15")
    view.detail.reader.page.jump(section.key, offset)
    view.show_record("long")

    stop = desk.trail.step(-1)

    assert (stop.id, stop.section, stop.offset) == ("short", section.key, offset)
