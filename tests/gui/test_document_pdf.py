"""A document as text and as the pages of its PDF: both beside each other, marks on either."""

import hashlib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.actions import annotating, papers
from app.domain.anchors import Anchor
from app.domain.changes import Changes
from app.domain.records import Record
from app.domain.spots import Spot
from app.store import current, files, open_store, records, seen
from app.ui.desk import Desk
from app.ui.reader.pdf_choosing import Place
from app.ui.reader.places import Span
from app.ui.theme import theme
from app.ui.views.documents import DocumentsView
from tests import pdfs
from tests.gui import sample
from tests.gui.waiting import done, settled
from tests.gui.walk import cut, small, unnamed, wear

PAGES = (
    ["Cables carry light under the sea.", "They lie deep.", "Few ships mend them."],
    ["Sharks bite them.", "Repairs take weeks.", "Nobody pays for spare routes."],
)
TEXT = "# First\n\n{}\n\n# Second\n\n{}\n".format(*(" ".join(page) for page in PAGES))


def put(home, store, content: bytes, text: str = TEXT, *, here: bool = True, **more) -> None:
    """Let the document `cables` have this original and this text."""
    data = {"id": "cables", "title": "Cables under the sea", "status": "final", **more}
    digest = hashlib.sha256(content).hexdigest()
    data["file"] = {"name": "cables.pdf", "sha256": digest, "size": len(content)}
    if here:
        pdfs.kept(home, content, "cables.pdf")
        files.arrived(store, digest, "cables.pdf", len(content), len(content), whole=True)
    if text:
        digest = hashlib.sha256(text.encode()).hexdigest()
        data["text"] = {"sha256": digest, "size": len(text)}
        home.text(digest).parent.mkdir(parents=True, exist_ok=True)
        home.text(digest).write_text(text, "utf-8")
        files.arrived(store, digest, f"{digest}.md", len(text), len(text), whole=True)
    records.apply(store, [Record("documents", "cables", 1, "sec", ("members",), data)])


@pytest.fixture
def open_view(qtbot, tmp_path):
    desks, views = [], []

    def begin(content=None, wide=1190, **more):
        home = sample.filled(tmp_path / f"home-{len(desks)}")
        store = open_store(home.store)
        put(home, store, pdfs.written(*PAGES) if content is None else content, **more)
        store.close()
        desk = Desk(home, clock=sample.clock)
        desks.append(desk)
        view = DocumentsView(desk)
        desk.changed.connect(view.refresh)
        qtbot.addWidget(view)
        views.append(view)  # who only has the page would lose it
        view.resize(wide, 700)
        view.show()
        done(qtbot, desk, lambda: view.show_record("cables"))
        return desk, view.detail

    yield begin
    for desk in desks:
        desk.closing.emit()
        desk.close()


@pytest.fixture
def paged(qtbot, open_view):
    """The pages are shown and sharp."""
    desk, page = open_view()
    show(qtbot, page, "pdf")
    return desk, page


def show(qtbot, page, mode) -> None:
    page.sides.modes.pick(mode)
    qtbot.waitUntil(page.pdf.view.page.is_sharp)


def choose(page, words, number=0) -> None:
    text = page.pdf.view.reader.words(number).page.text
    start = text.index(words)
    page.pdf.view.page.select(number, start, start + len(words))


def write(qtbot, desk, page, kind, words) -> None:
    page.pdf.view.ask(kind)
    margin = page.pdf.notes.margin
    assert margin.write_in("", words)
    done(qtbot, desk, margin.cards()[0].save)


def marks(page) -> list[Spot | None]:
    cards = page.pdf.notes.margin.cards()
    return [card.note.mark.spot if card.note.mark else None for card in cards]


def test_a_document_opens_as_text_with_its_pages_one_key_away(qtbot, open_view):
    desk, page = open_view()
    page.reader.page.setFocus()

    assert page.sides.mode() == "text"
    assert not page.pdf.view.reader.is_open()
    page.sides.modes.pick("pdf")
    qtbot.waitUntil(page.pdf.view.page.is_sharp)

    assert page.pdf.view.isVisible()
    assert not page.reader.isVisible()
    settled(qtbot, desk)
    assert seen.place(desk.store, "documents", "cables")["view"] == "pdf"


def test_a_note_on_a_page_has_its_place_on_it_and_in_the_text(qtbot, paged):
    desk, page = paged
    choose(page, "They lie deep")

    write(qtbot, desk, page, "note", "How deep?")
    qtbot.waitUntil(lambda: marks(page) != [None] and len(marks(page)) == 1)

    (note,) = current.listed(desk.store, "notes")
    anchor = note.data["anchor"]
    assert anchor["page"]["number"] == 1
    assert anchor["quote"]["exact"] == "They lie deep"
    section = next(each for each in page.text.plain() if each.key == anchor["section"])
    position = anchor["position"]
    assert section.text[position["start"] : position["end"]] == "They lie deep"
    (spot,) = marks(page)
    assert spot == Spot.from_json(anchor["page"])
    assert [card.note.text for card in page.notes.margin.cards()] == ["How deep?"]


def test_a_question_on_a_page_waits_to_be_sent(qtbot, paged):
    desk, page = paged
    page.pdf.view.page.go_to_page(1)
    qtbot.waitUntil(page.pdf.view.page.is_sharp)
    choose(page, "Nobody pays", 1)

    write(qtbot, desk, page, "question", "Who would?")
    qtbot.waitUntil(lambda: marks(page) not in ([], [None]))

    (row,) = current.listed(desk.store, "comments")
    assert (row.waiting, row.data["kind"], row.data["anchor"]["page"]["number"]) == (
        True, "question", 2,
    )  # fmt: skip


def test_a_click_on_a_mark_goes_to_its_card_and_the_card_to_its_words(qtbot, paged):
    desk, page = paged
    choose(page, "They lie deep")
    write(qtbot, desk, page, "note", "How deep?")
    qtbot.waitUntil(lambda: marks(page) not in ([], [None]))
    pages, margin = page.pdf.view.page, page.pdf.notes.margin
    (rect,) = pages.rects(0, marks(page)[0].boxes)
    QTest.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    card = margin.cards()[0]
    assert card.hasFocus()

    pages.setFocus()
    pages.go_to_page(1)
    pages.verticalScrollBar().setValue(pages.verticalScrollBar().maximum())
    margin._choose("")
    card.setFocus()

    assert pages.shown_pages()[0] == 0


def test_a_mark_is_changed_taken_away_and_brought_back(qtbot, paged):
    desk, page = paged
    choose(page, "They lie deep")
    write(qtbot, desk, page, "note", "How deep?")
    qtbot.waitUntil(lambda: marks(page) not in ([], [None]))
    id = page.pdf.notes.margin.cards()[0].note.id

    done(qtbot, desk, lambda: page.pdf.marking.change(id, "How very deep?"))
    changed = current.one(desk.store, "notes", id).data["text"]
    done(qtbot, desk, lambda: page.pdf.marking.withdraw(id))
    gone = marks(page)
    done(qtbot, desk, desk.take_back)
    qtbot.waitUntil(lambda: len(marks(page)) == 1)

    assert (changed, gone) == ("How very deep?", [])


def test_a_note_made_on_the_text_stands_on_the_page_too(qtbot, paged):
    desk, page = paged
    section = next(each for each in page.text.plain() if "Repairs" in each.text)
    start = section.text.index("Repairs")
    from app.ui.reader.places import Span

    span = Span(section.key, start, start + 12, "Repairs take")
    done(qtbot, desk, lambda: page.marking.create("note", span, "Why so long?", "ask"))

    qtbot.waitUntil(lambda: marks(page) not in ([], [None]))
    assert marks(page)[0].page == 2


def test_after_another_original_came_marks_go_with_their_words(qtbot, paged):
    desk, page = paged
    choose(page, "They lie deep")
    write(qtbot, desk, page, "note", "How deep?")
    qtbot.waitUntil(lambda: marks(page) not in ([], [None]))
    other = pdfs.written(["A new page."], *PAGES)

    store = open_store(desk.home.store)
    put(desk.home, store, other)
    store.close()
    page.refresh(Changes.of("documents"))

    qtbot.waitUntil(lambda: page.pdf.view.page.count() == 3)
    qtbot.waitUntil(lambda: [spot and spot.page for spot in marks(page)] == [2])


def test_a_mark_over_two_pages_says_that_it_is_on_the_first(qtbot, paged):
    _desk, page = paged
    view = page.pdf.view
    view.page.set_fit("page")
    view.page.set_zoom(0.4)
    qtbot.waitUntil(lambda: view.reader.words(1) is not None)
    view.page.choosing.begin(Place(0, 0))
    view.page.choosing.extend(Place(1, 10))

    view.ask("note")

    (card,) = page.pdf.notes.margin.cards()
    assert card.note.more == "Only on page 1"


def test_one_comes_back_from_a_link_to_the_page_one_left(qtbot, open_view):
    desk, page = open_view(pdfs.linked())
    show(qtbot, page, "pdf")
    view = page.pdf.view
    qtbot.waitUntil(lambda: view.reader.links(0) != ())
    left = view.page.at()
    with qtbot.waitSignal(view.jumped):
        view.follow(view.reader.links(0)[0])
    page.sides.show_mode("text")

    back = desk.trail.step(-1)
    page.go_to_words(back.section, back.offset)
    qtbot.waitUntil(lambda: view.page.at() == left)
    forward = desk.trail.step(1)
    page.go_to_words(forward.section, forward.offset)

    assert page.sides.mode() != "text"
    qtbot.waitUntil(lambda: view.page.page() == 1)
    settled(qtbot, desk)


def test_from_a_page_to_the_same_words_in_the_text_and_back(qtbot, paged):
    _desk, page = paged
    choose(page, "They lie deep")

    page.pdf.view.tools.match.click()
    qtbot.waitUntil(lambda: page.reader.page.span() is not None)
    first = page.reader.page.span().exact
    side = page.sides.mode()
    cursor = page.reader.page.textCursor()
    found = page.reader.page.document().find("Nobody pays")
    cursor.setPosition(found.selectionStart())
    cursor.setPosition(found.selectionEnd(), cursor.MoveMode.KeepAnchor)
    page.reader.page.setTextCursor(cursor)
    page.sides.match.click()

    assert (first, side) == ("They lie deep", "both")
    qtbot.waitUntil(lambda: page.pdf.view.page.page() == 1)
    qtbot.waitUntil(page.pdf.view.page.is_sharp)


def test_in_a_long_text_the_words_are_pointed_at_once_they_are_set(qtbot, open_view):
    filler = "\n\n".join(f"Paragraph {n} tells of other things at length." for n in range(4000))
    _desk, page = open_view(text=f"# First\n\n{filler}\n\nSharks bite them.\n")
    qtbot.waitUntil(page.text.is_here)
    show(qtbot, page, "pdf")
    page.pdf.view.page.go_to_page(1)
    qtbot.waitUntil(page.pdf.view.page.is_sharp)
    choose(page, "Sharks bite", 1)

    page.pdf.view.tools.match.click()

    qtbot.waitUntil(lambda: page.reader.page.span() is not None)
    assert page.reader.page.span().exact == "Sharks bite"
    assert page.reader.bar.isHidden()


def test_words_that_are_only_on_the_page_are_told(qtbot, open_view):
    desk, page = open_view(text="# Other\n\nNothing alike.")
    show(qtbot, page, "pdf")
    told = []
    desk.told.connect(lambda words, _undo: told.append(words))

    page.pdf.view.tools.match.click()

    qtbot.waitUntil(lambda: bool(told))
    assert told == ["These words are not found in the text."]


def test_the_place_in_the_pages_is_kept_with_that_in_the_text(qtbot, paged):
    desk, page = paged
    page.pdf.view.page.set_zoom(2)
    page.pdf.view.page.go_to_page(1)

    page.pdf.keep()
    page.text.keep()
    settled(qtbot, desk)

    kept = seen.place(desk.store, "documents", "cables")
    assert (kept["pdf"]["page"], kept["pdf"]["zoom"], kept["view"]) == (2, 2.0, "pdf")
    assert kept["section"] == page.text.plain()[0].key


def test_a_document_without_text_shows_its_pages_and_says_so(qtbot, open_view):
    _desk, page = open_view(pdfs.page_of(b"0 0 99 99 re f"), text="")

    qtbot.waitUntil(page.pdf.view.wordless.isVisible)
    assert page.sides.mode() == "pdf"
    page.sides.modes.pick("text")

    assert "no text we could take out of it" in page.sides.no_text.sentence.text()


def test_a_long_text_is_waited_for_though_its_pages_could_be_shown(qtbot, open_view):
    text = "\n\n".join(f"Paragraph {n} of a long report." for n in range(2000))
    _desk, page = open_view(text=text)

    assert page.sides.mode() == "text"
    qtbot.waitUntil(page.reader.page.is_whole)
    qtbot.waitUntil(page.reader.isVisible)
    assert page.sides.mode() == "text"


def test_words_that_were_found_in_the_text_are_shown_there_though_pages_are_preferred(qtbot, paged):
    desk, page = paged
    settled(qtbot, desk)

    page.reader.page.sight_wanted.emit()

    qtbot.waitUntil(page.reader.isVisible)
    settled(qtbot, desk)
    assert seen.place(desk.store, "documents", "cables")["view"] == "pdf"


def test_an_original_that_is_not_here_can_be_asked_for_in_its_place(qtbot, open_view):
    _desk, page = open_view(here=False)

    page.sides.modes.pick("pdf")

    said = page.pdf.view.said()
    assert "not on this computer yet" in said.sentence.text()
    assert said.action.accessibleName() == "Get the original"
    qtbot.waitUntil(said.action.isVisible)


def test_an_original_that_came_is_shown_at_once(qtbot, open_view):
    desk, page = open_view(here=False)
    page.sides.modes.pick("pdf")

    store = open_store(desk.home.store)
    put(desk.home, store, pdfs.written(*PAGES))
    store.close()
    page.refresh(Changes.of("documents"))

    qtbot.waitUntil(page.pdf.view.page.is_sharp)


def test_while_a_pdf_is_locked_no_mark_is_called_lost(qtbot, open_view):
    content = pdfs.written(*PAGES, password="open sesame")
    desk, page = open_view(content, text="")
    about = papers.of_document(desk.store, "cables")
    spot = {"number": 2, "boxes": [[100, 700, 150, 712]]}
    at = Anchor("words that moved", page=spot)
    done(qtbot, desk, lambda: desk.act(
        lambda store: annotating.note(store, desk.home, about, "Look here", at=at))
    )  # fmt: skip
    page.sides.modes.pick("pdf")
    locked = page.pdf.view.locked
    qtbot.waitUntil(locked.isVisible)

    before = page.pdf.notes.margin.cards()[0].note
    locked.field.setText("open sesame")
    locked.given.emit("open sesame")
    qtbot.waitUntil(page.pdf.view.page.is_sharp)
    qtbot.waitUntil(lambda: page.pdf.notes.margin.cards()[0].note.mark is None)
    after = page.pdf.notes.margin.cards()[0].note

    assert before.mark is not None
    assert before.mark.spot is not None
    assert "not found" not in before.more
    assert after.more == "These words are not found on the pages."


def test_a_document_of_a_proposal_is_quoted_for_its_criteria(qtbot, open_view):
    desk, page = open_view(proposal="cybersecurity")
    show(qtbot, page, "pdf")
    scheme = page.pdf.marking.scheme()
    choose(page, "Few ships")
    span = page.pdf.view.page.span()

    done(qtbot, desk, lambda: page.pdf.marking.ask("quote", span, scheme.criteria[0].key))

    (row,) = current.listed(desk.store, "comments")
    assert (row.data["kind"], row.data["criterion"]) == ("evidence", scheme.criteria[0].key)
    assert page.pdf.view.bar.offers("quote")


def test_of_one_page_only_its_own_marks_stand_beside_it(qtbot, paged):
    desk, page = paged
    for words, number in (("They lie deep", 0), ("Sharks bite", 1)):
        page.pdf.view.page.go_to_page(number)
        qtbot.waitUntil(page.pdf.view.page.is_sharp)
        choose(page, words, number)
        write(qtbot, desk, page, "note", f"On {words}")
    qtbot.waitUntil(lambda: len([each for each in marks(page) if each]) == 2)

    page.pdf.view.page.go_to_page(0)
    page.pdf.view.page.set_single(True)
    first = [spot.page for spot in marks(page)]
    page.pdf.view.page.go_to_page(1)

    assert first == [1]
    assert [spot.page for spot in marks(page)] == [2]


@pytest.mark.parametrize("mode", ["pdf", "both"])
@pytest.mark.parametrize(
    ("name", "percent", "mirrored"),
    [("light", 100, False), ("dark", 100, True), ("contrast", 200, True), ("light", 200, False)],
)
def test_both_sides_fit_in_every_dress(qtbot, open_view, qapp, name, percent, mirrored, mode):
    wear(qapp, name, percent, mirrored=mirrored)
    _desk, page = open_view()
    show(qtbot, page, mode)
    QApplication.processEvents()

    assert cut(page) == []
    assert small(page) == []
    assert unnamed(page) == []


def test_the_keys_stay_with_the_document_when_it_is_shown_another_way(qtbot, open_view):
    _desk, page = open_view()
    page.window().activateWindow()
    page.reader.page.setFocus()
    qtbot.waitUntil(page.reader.page.hasFocus)

    page.sides.modes.pick("pdf")
    qtbot.waitUntil(page.pdf.view.page.hasFocus)
    page.sides.modes.pick("text")

    qtbot.waitUntil(page.reader.page.hasFocus)


def test_contents_and_finding_are_a_click_away_where_the_text_is_shown(qtbot, open_view):
    _desk, page = open_view()
    qtbot.waitUntil(page.sides.contents.isVisible)

    page.sides.finding.click()
    assert page.reader.finder.isVisible()
    show(qtbot, page, "pdf")

    assert not page.sides.finding.isVisible()
    assert not page.sides.contents.isVisible()


def test_opening_a_document_in_a_narrow_window_takes_the_keys_along(qtbot, open_view):
    _desk, page = open_view(wide=560)
    split = page.window().split
    split.back.click()
    page.window().list.setFocus()
    qtbot.waitUntil(page.window().list.hasFocus)

    page.window().show_record("cables")

    qtbot.waitUntil(split.back.hasFocus)


def test_with_larger_text_the_head_leaves_the_room_to_the_paper(qtbot, open_view):
    _desk, page = open_view()
    assert page.facts.isVisible()

    theme().use(percent=200)

    qtbot.waitUntil(lambda: not page.facts.isVisible())
    assert page.title.property("type") == "title"


def test_with_very_large_text_the_notes_leave_the_room_to_the_paper_until_asked_for(
    qtbot, open_view
):
    desk, page = open_view()
    show(qtbot, page, "pdf")
    choose(page, "They lie deep.")
    write(qtbot, desk, page, "note", "How deep?")
    assert page.sides.panel.isVisible()
    assert not page.sides.noting.isVisible()

    theme().use(percent=200)
    page.sides.show_document("cables")
    qtbot.waitUntil(page.sides.noting.isVisible)

    assert not page.sides.panel.isVisible()
    assert page.sides.noting.accessibleName()
    page.sides.noting.click()
    assert page.sides.panel.isVisible()
    page.sides.noting.click()
    assert not page.sides.panel.isVisible()
    page.pdf.view.page.mark_clicked.emit("any")
    assert page.sides.panel.isVisible()


def begin_writing(qtbot, desk, page, words="Half a sen"):
    """Begin a comment on the second page, and wait until it is kept."""
    page.pdf.view.page.go_to_page(1)
    qtbot.waitUntil(lambda: page.pdf.view.reader.words(1) is not None)
    choose(page, "Repairs take weeks.", 1)
    page.pdf.view.ask("comment")
    assert page.pdf.notes.margin.write_in("", words)
    kept_card(qtbot, desk, "pdf_card", words)


def kept_card(qtbot, desk, key, words):
    def kept():
        return (seen.place(desk.store, "documents", "cables") or {}).get(key, {}).get("text")

    qtbot.waitUntil(lambda: kept() == words)


def started_again(qtbot, desk, home=None):
    """Open the same profile as after a power cut: nobody was told that it closes."""
    again = Desk(home or desk.home, clock=sample.clock)
    view = DocumentsView(again)
    again.changed.connect(view.refresh)
    qtbot.addWidget(view)
    view.resize(1190, 700)
    view.show()
    done(qtbot, again, lambda: view.show_record("cables"))
    return again, view, view.detail


def test_what_is_being_written_on_a_page_outlives_a_power_cut(qtbot, paged):
    desk, page = paged
    begin_writing(qtbot, desk, page)

    again, _view, there = started_again(qtbot, desk)
    qtbot.waitUntil(lambda: bool(there.pdf.notes.margin.cards()))
    card = there.pdf.notes.margin.cards()[0]

    assert (card.written(), card.note.kind, card.note.exact) == (
        "Half a sen",
        "comment",
        "Repairs take weeks.",
    )
    assert card.note.mark.spot == page.pdf.notes.margin.cards()[0].note.mark.spot
    done(qtbot, again, card.save)
    [comment] = current.listed(again.store, "comments")
    assert comment.data["anchor"]["page"]["number"] == 2
    again.closing.emit()
    again.close()


def test_what_was_kept_or_put_away_on_a_page_does_not_come_back(qtbot, paged):
    desk, page = paged
    begin_writing(qtbot, desk, page)

    done(qtbot, desk, page.pdf.notes.margin.cards()[0].save)

    qtbot.waitUntil(lambda: "pdf_card" not in seen.place(desk.store, "documents", "cables"))
    again, _view, there = started_again(qtbot, desk)
    qtbot.waitUntil(lambda: bool(there.pdf.notes.margin.cards()))
    assert not any(card.is_editing() for card in there.pdf.notes.margin.cards())
    again.closing.emit()
    again.close()


def test_a_card_that_was_begun_beside_the_text_outlives_a_power_cut(qtbot, open_view):
    desk, page = open_view()
    section = next(each for each in page.text.plain() if "They lie deep." in each.text)
    start = section.text.index("They lie deep.")
    span = Span(section.key, start, start + len("They lie deep."), "They lie deep.")
    page.reader.page.select(span)
    page.reader.ask("note")
    assert page.notes.margin.write_in("", "Half a sen")
    assert page.sides.panel.isVisible()
    kept_card(qtbot, desk, "text_card", "Half a sen")

    again, _view, there = started_again(qtbot, desk)
    qtbot.waitUntil(lambda: bool(there.notes.margin.cards()))

    card = there.notes.margin.cards()[0]
    assert (card.written(), card.note.kind, card.note.exact) == (
        "Half a sen",
        "note",
        "They lie deep.",
    )
    again.closing.emit()
    again.close()


def test_a_card_on_a_page_stays_with_its_document(qtbot, paged):
    desk, page = paged
    begin_writing(qtbot, desk, page)
    other = next(row.id for row in current.listed(desk.store, "documents") if row.id != "cables")

    page.show_document(other)
    there = [card.is_editing() for card in page.pdf.notes.margin.cards()]
    done(qtbot, desk, lambda: page.show_document("cables"))

    assert not any(there)
    qtbot.waitUntil(lambda: bool(page.pdf.notes.margin.cards()))
    assert page.pdf.notes.margin.cards()[0].written() == "Half a sen"
