"""Reading PDFs: pages, sizes, chosen words, finding, contents, passwords, what is wrong."""

import math
import os
import signal

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.documents.pdf_pages import Unreadable
from app.domain.spots import Spot
from app.ui.reader import links, pdf_asking
from app.ui.reader.marks import Mark
from app.ui.reader.pdf_bar import GO_TO, MATCH, SINGLE, TURN, TURN_BACK, WHOLE, WIDTH
from app.ui.reader.pdf_cache import MOST_BYTES, Pictures, Tile
from app.ui.reader.pdf_link_menu import add_links
from app.ui.reader.pdf_reader import PdfReader
from app.ui.reader.pdf_view import PdfView
from app.ui.theme import theme
from app.ui.widgets.text import Label
from tests import pdfs
from tests.gui.walk import cut, small, unnamed, wear

LINES = [
    "Cables carry light under the sea.",
    "They lie deep, and sharks bite them.",
    "Repairs take weeks and ships are few.",
]
ARABIC = ["مرحبا بالعالم الجميل", "الكابلات تحت البحر"]
NASKH = "NotoNaskhArabic-Regular"
PAGES = [[f"Page {n} begins here.", *LINES, f"And page {n} ends."] for n in range(1, 13)]


@pytest.fixture
def view(qtbot):
    shown = PdfView()
    qtbot.addWidget(shown)
    shown.resize(700, 600)
    with qtbot.waitExposed(shown):
        shown.show()
    yield shown
    shown.reader.close()


@pytest.fixture
def show(qtbot, view, tmp_path):
    """Open bytes as a file and wait until all in sight is there."""

    def opened(content: bytes, place=None) -> PdfView:
        path = tmp_path / "paper.pdf"
        path.write_bytes(content)
        with qtbot.waitSignal(view.ready):
            view.open_file(path, place)
        qtbot.waitUntil(view.page.is_sharp)
        view.page.setFocus()
        return view

    return opened


@pytest.fixture
def paper(show):
    return show(pdfs.written(*PAGES))


def seen(view, qtbot) -> QImage:
    qtbot.waitUntil(view.page.is_sharp)
    return view.page.viewport().grab().toImage()


def ink(image: QImage, rect) -> int:
    """Return how many dark pixels there are within `rect`."""
    around = rect.toAlignedRect().intersected(image.rect())
    return sum(
        image.pixelColor(x, y).lightness() < 128
        for x in range(around.left(), around.right())
        for y in range(around.top(), around.bottom())
    )


def said(view) -> str:
    return " ".join(each.whole_text() for each in view.said().findChildren(Label))


def place_of(view, words, page=0, *, end=False) -> QPoint:
    """Return where in the view these words of a page begin, or end."""
    text = view.reader.words(page).page
    at = text.text.index(words) + (len(words) - 1 if end else 0)
    rect = view.page.rects(page, [text.boxes[at]])[0]
    back = view.reader.words(page).is_backwards(at)
    x = rect.right() - 0.4 if end != back else rect.left() + 0.4
    return QPoint(round(x), round(rect.center().y()))


def drag(view, start: QPoint, to: QPoint) -> None:
    port = view.page.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    moved = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(to), QPointF(port.mapToGlobal(to)),
        Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(port, moved)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=to)


def click(view, at: QPoint) -> None:
    QTest.mouseClick(view.page.viewport(), Qt.MouseButton.LeftButton, pos=at)


def exact(view) -> str:
    span = view.page.span()
    return "" if span is None else span.exact


# --- pages ----------------------------------------------------------------------------------


def test_pages_are_shown_with_their_words_as_wide_as_the_view(paper, qtbot):
    image = seen(paper, qtbot)
    words = paper.reader.words(0).page
    start = words.text.index("Cables")

    (rect,) = paper.page.rects(0, words.around(start, start + 6))

    assert ink(image, rect) > 40
    assert paper.page.page_rect(0).width() == pytest.approx(
        paper.page.viewport().width() - 28, abs=2
    )
    assert (paper.tools.number.text(), paper.tools.count.text()) == ("1", "of 12")


@pytest.mark.parametrize("zoom", [0.5, 1.0, 4.0, 8.0])
def test_at_any_size_words_are_sharp_and_where_their_boxes_say(paper, qtbot, zoom):
    paper.page.set_zoom(zoom)
    qtbot.waitUntil(paper.page.is_sharp)
    words = paper.reader.words(0).page
    start = words.text.index("Cables")
    boxes = words.around(start, start + 6)
    paper.page.show_boxes(0, boxes)
    image = seen(paper, qtbot)

    (rect,) = paper.page.rects(0, boxes)

    share = ink(image, rect) / (rect.width() * rect.height())
    assert 0.1 < share < 0.6
    assert ink(image, rect.translated(-1.05 * rect.width(), 0)) == 0


def test_a_soft_picture_stands_until_the_sharp_one_is_there(paper, qtbot):
    words = paper.reader.words(0).page
    boxes = words.around(0, 20)
    qtbot.waitUntil(paper.page.is_sharp)
    paper.page.set_zoom(paper.page.zoom() * 1.7)
    paper.page.show_boxes(0, boxes)

    before = paper.page.viewport().grab().toImage()
    (rect,) = paper.page.rects(0, boxes)

    assert not paper.page.is_sharp()
    assert sum(
        before.pixelColor(x, round(rect.center().y())).lightness() < 235
        for x in range(int(max(rect.left(), 0)), int(min(rect.right(), before.width() - 1)))
    )


def test_going_to_a_page_by_its_number(paper, qtbot):
    QTest.keySequence(paper.page, "Ctrl+G")
    assert paper.tools.number.hasFocus()

    QTest.keyClicks(paper.tools.number, "7")
    QTest.keyClick(paper.tools.number, Qt.Key.Key_Return)
    seen(paper, qtbot)

    assert paper.page.page() == 6
    assert 6 in paper.page.shown_pages()
    assert paper.page.hasFocus()
    assert paper.page.accessibleDescription() == "Page 7 of 12"


def test_pages_are_walked_by_keys(paper):
    page = paper.page
    steps = []
    for key, held in (
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier),
    ):
        QTest.keyClick(page, key, held)
        steps.append(page.page())
    before = page.verticalScrollBar().value()
    QTest.keyClick(page, Qt.Key.Key_Space)

    assert steps == [11, 0, 1, 2, 1]
    assert page.verticalScrollBar().value() > before


def test_keys_and_wheel_change_the_size_and_keep_the_place(paper, qtbot):
    page = paper.page
    page.go_to_page(5)
    page.setFocus()
    zooms = [page.zoom()]
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0):
        QTest.keyClick(page, key)
        zooms.append(page.zoom())
    wheel = QWheelEvent(
        QPointF(300, 300), QPointF(300, 300), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(page.viewport(), wheel)

    assert zooms[1] > zooms[0]
    assert zooms[1] > zooms[2]
    assert zooms[3] == pytest.approx(1, abs=0.01)
    assert page.zoom() > 1
    assert page.page() == 5
    assert paper.tools.percent.text() == "110 %"


def test_the_whole_page_fits_the_view(paper):
    paper.page.set_fit("page")

    rect = paper.page.page_rect(0)

    assert rect.height() <= paper.page.viewport().height()
    assert paper.page.fit() == "page"


def test_keys_fit_the_page_and_show_one_at_a_time(paper):
    told = []
    for keys in ("Ctrl+Shift+H", "Ctrl+Shift+W", "Ctrl+Shift+S"):
        QTest.keySequence(paper.page, keys)
        told.append((paper.page.fit(), paper.page.is_single()))

    assert told == [("page", False), ("width", False), ("width", True)]


def test_no_key_of_the_pages_is_one_of_the_window():
    of_window = {f"Ctrl+{number}" for number in range(10)} | {f"Ctrl+Shift+{n}" for n in range(5)}

    assert not of_window & {TURN, TURN_BACK, SINGLE, GO_TO, MATCH, WIDTH, WHOLE}


def test_the_size_is_told_anew_when_the_view_becomes_narrower(paper, qtbot):
    before = paper.tools.percent.accessibleName()

    paper.resize(420, 600)

    qtbot.waitUntil(lambda: paper.tools.percent.accessibleName() != before)
    assert paper.tools.percent.accessibleName() == f"Size: {round(paper.page.zoom() * 100)} %"


def test_one_page_at_a_time_is_turned_at_its_end(paper):
    page = paper.page
    page.set_fit("page")
    page.set_single(True)
    page.setFocus()

    QTest.keyClick(page, Qt.Key.Key_PageDown)

    assert (page.page(), list(page.shown_pages())) == (1, [1])
    QTest.keyClick(page, Qt.Key.Key_PageUp)
    assert list(page.shown_pages()) == [0]


def test_turning_keeps_words_under_their_boxes(paper, qtbot):
    QTest.keySequence(paper.page, "Ctrl+R")
    image = seen(paper, qtbot)
    words = paper.reader.words(0).page
    start = words.text.index("Cables")

    (rect,) = paper.page.rects(0, words.around(start, start + 6))

    assert paper.page.turn() == 90
    assert rect.height() > rect.width()
    assert ink(image, rect) > 40


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_files_that_are_turned_are_chosen_from_as_they_are_shown(show, qtbot, degrees):
    view = show(pdfs.turned(pdfs.written(LINES), degrees))
    words = view.reader.words(0).page
    start = words.text.index("sharks")
    view.page.show_boxes(0, [words.boxes[start]])

    view.page.select(0, start, start + 6)

    assert exact(view) == "sharks"
    (rect,) = view.page.chosen_rects(0)
    assert ink(seen(view, qtbot), rect) > 20


def test_the_place_is_kept_and_found_again(paper, show, qtbot):
    paper.page.set_zoom(1.5)
    paper.page.rotate(90)
    paper.page.go_to_page(8, 40)
    kept = paper.place()

    again = show(pdfs.written(*PAGES), kept)

    assert (again.page.page(), again.page.turn()) == (8, 90)
    assert again.page.zoom() == pytest.approx(1.5)
    assert again.place() == kept


@pytest.mark.parametrize(
    "kept",
    [{}, {"page": 99, "zoom": "x", "turn": 45, "fit": "no"}, {"page": -3, "zoom": math.inf},
     {"page": None, "at": None, "single": "yes"}],
)  # fmt: skip
def test_a_place_that_makes_no_sense_opens_the_file_all_the_same(show, kept):
    view = show(pdfs.written(["a"], ["b"]), kept)

    assert view.page.turn() == 0
    assert 0.1 <= view.page.zoom() <= 8


def test_pictures_take_no_more_memory_than_they_may(paper, qtbot):
    held = paper.reader.pictures
    paper.page.set_zoom(3)
    for page in range(12):
        paper.page.go_to_page(page)
        qtbot.waitUntil(paper.page.is_sharp)

    assert 0 < held.bytes <= MOST_BYTES


def test_the_least_lately_used_pictures_make_room():
    class Made:
        def __init__(self, page, size):
            self.tile, self.bytes = Tile(page, 1.0, 0, None), size

    held = Pictures(100)
    for page in range(3):
        held.add(Made(page, 40))
    held.get(Tile(1, 1.0, 0, None))
    held.add(Made(3, 40))

    assert [held.get(Tile(page, 1.0, 0, None)) is not None for page in range(4)] == [
        False, True, False, True,
    ]  # fmt: skip
    assert held.bytes == 80


def test_who_comes_by_keys_sees_where_they_go(paper):
    def edge():
        return paper.page.viewport().grab().toImage().pixelColor(1, 200)

    paper.tools.more.setFocus()
    paper.page.setFocus(Qt.FocusReason.MouseFocusReason)
    clicked = edge()
    paper.tools.more.setFocus()
    paper.page.setFocus(Qt.FocusReason.TabFocusReason)

    assert clicked != theme().colour("accent")
    assert edge() == theme().colour("accent")


# --- chosen words ------------------------------------------------------------------------------


def test_words_are_chosen_by_mouse_and_copied(paper, qtbot):
    drag(paper, place_of(paper, "carry"), place_of(paper, "light", end=True))

    assert exact(paper) == "carry light"
    assert paper.bar.isVisible()
    with qtbot.waitSignal(paper.page.copied):
        QTest.keySequence(paper.page, "Ctrl+C")
    assert QGuiApplication.clipboard().text() == "carry light"


def test_two_clicks_choose_the_word_three_the_line(paper):
    port, at = paper.page.viewport(), place_of(paper, "sharks")
    chosen = []
    for _click in range(3):
        QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=at)
        chosen.append(exact(paper))

    assert chosen == ["", "sharks", LINES[1]]


def test_arabic_is_chosen_from_right_to_left(show):
    view = show(pdfs.written(ARABIC, face=NASKH, left=200))
    text = view.reader.words(0).page.text
    first, second = text.split("\n")[0].split()[:2]

    drag(view, place_of(view, first), place_of(view, second, end=True))

    assert exact(view) == f"{first} {second}"
    assert place_of(view, first).x() > place_of(view, second, end=True).x()


def test_words_are_chosen_by_keys(paper):
    page = paper.page
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=place_of(paper, "Cables"))
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    chosen = []
    for key, held in (
        (Qt.Key.Key_Right, shift),
        (Qt.Key.Key_Right, shift | control),
        (Qt.Key.Key_End, shift),
        (Qt.Key.Key_Left, shift),
        (Qt.Key.Key_Down, shift),
    ):
        QTest.keyClick(page, key, held)
        chosen.append(exact(paper))

    assert chosen[:4] == ["C", "Cables", LINES[0], LINES[0][:-1]]
    assert chosen[4].startswith(LINES[0])
    assert chosen[4] in f"{LINES[0]} {LINES[1]}"


def test_in_arabic_the_left_key_goes_on(show):
    view = show(pdfs.written(ARABIC, face=NASKH, left=200))
    text = view.reader.words(0).page.text
    start = place_of(view, text[0])
    QTest.mouseClick(view.page.viewport(), Qt.MouseButton.LeftButton, pos=start)

    for _step in range(3):
        QTest.keyClick(view.page, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)

    assert exact(view) == text[:3]


def test_keys_alone_choose_from_the_first_words_in_sight(paper):
    paper.page.setFocus()

    QTest.keyClick(
        paper.page, Qt.Key.Key_Right,
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier,
    )  # fmt: skip

    assert exact(paper) == "Page"


def test_a_choice_over_two_pages_is_copied_whole_and_marked_on_its_first(paper, qtbot):
    paper.page.set_zoom(0.5)
    qtbot.waitUntil(paper.page.is_sharp)
    drag(paper, place_of(paper, "And page 1"), place_of(paper, "Page 2", 1, end=True))

    with qtbot.waitSignal(paper.page.copied):
        paper.page.copy()

    assert exact(paper) == "And page 1 ends."
    assert paper.bar.only.whole_text() == "Only on page 1"
    assert paper.bar.only.isVisible()
    copied = QGuiApplication.clipboard().text()
    assert (copied.startswith("And page 1 ends."), copied.endswith("Page 2")) == (True, True)


def test_of_a_choice_on_one_page_nothing_is_to_be_said(paper, qtbot):
    drag(paper, place_of(paper, "Cables"), place_of(paper, "sharks"))

    qtbot.waitUntil(paper.bar.isVisible)
    assert not paper.bar.only.isVisible()


def test_asking_for_a_mark_tells_the_words_and_their_place(paper, qtbot):
    words = paper.reader.words(0).page
    start = words.text.index("deep")
    paper.page.select(0, start, start + 4)

    with qtbot.waitSignal(paper.asked) as asked:
        QTest.keySequence(paper.page, "Ctrl+Shift+N")

    kind, span = asked.args
    assert (kind, span.exact) == ("note", "deep")
    assert span.spot == Spot.from_json(span.anchor.page)
    assert span.spot.page == 1
    assert not paper.bar.isVisible()


def test_a_digit_colours_the_chosen_words(paper, qtbot):
    words = paper.reader.words(0).page
    start = words.text.index("deep")
    paper.page.select(0, start, start + 4)

    with qtbot.waitSignal(paper.asked) as asked:
        QTest.keyClick(paper.page, Qt.Key.Key_2)

    assert (asked.args[0], asked.args[1].exact) == ("concern", "deep")


def test_a_mark_is_coloured_under_the_words_and_clicked(paper, qtbot):
    words = paper.reader.words(0).page
    start = words.text.index("ships")
    spot = Spot(1, tuple(words.around(start, start + 5)))
    paper.page.show_marks([Mark("m", "note", "", 0, 0, "ask", spot=spot)])
    (rect,) = paper.page.rects(0, spot.boxes)

    image = seen(paper, qtbot)
    with qtbot.waitSignal(paper.page.mark_clicked) as clicked:
        QTest.mouseClick(
            paper.page.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint()
        )

    corner = image.pixelColor(round(rect.left()) + 1, round(rect.top()) + 1)
    assert corner == QColor("#FFF0B3")
    assert ink(image, rect) > 20
    assert clicked.args == ["m"]


def test_a_mark_out_of_sight_is_scrolled_to(paper):
    spot = Spot(9, ((72.0, 700.0, 120.0, 712.0),))
    mark = Mark("m", "note", "", 0, 0, "ask", spot=spot)
    paper.page.show_marks([mark])

    paper.page.show_mark(mark)

    assert 8 in paper.page.shown_pages()
    assert paper.page.line_of(mark) is not None


# --- finding and contents ----------------------------------------------------------------------


def test_words_are_found_in_all_pages_and_walked_through(paper, qtbot):
    QTest.keySequence(paper.page, "Ctrl+F")
    QTest.keyClicks(paper.finder.box, "SHARKS")
    qtbot.waitUntil(lambda: paper.finder.count.text() == "1 of 12")

    QTest.keyClick(paper.finder.box, Qt.Key.Key_Return)
    QTest.keyClick(paper.finder.box, Qt.Key.Key_Return)
    third = (paper.finder.count.text(), paper.page.page())
    QTest.keyClick(paper.finder.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    assert third[0] == "3 of 12"
    assert paper.finder.count.text() == "2 of 12"
    hit = paper.reader.hits[1]
    qtbot.waitUntil(lambda: bool(paper.page.rects(hit.page, hit.boxes)))
    QTest.keyClick(paper.finder.box, Qt.Key.Key_Escape)
    QTest.keyClick(paper.finder.box, Qt.Key.Key_Escape)
    assert paper.reader.hits == []
    assert paper.page.hasFocus()


def test_words_that_are_nowhere_are_told(paper, qtbot):
    paper.finder.begin()
    QTest.keyClicks(paper.finder.box, "whales")

    qtbot.waitUntil(lambda: paper.finder.count.text() == "Not in this paper")


def test_contents_lead_to_their_pages(paper, qtbot):
    qtbot.waitUntil(paper.tools.outline.isEnabled)

    QTest.keySequence(paper.page, "Ctrl+Shift+O")
    shown = paper.outline()
    titles = [shown.list.lines.line(n).title for n in range(shown.list.lines.rowCount())]
    shown.list.choose("4")
    QTest.keyClick(shown.list, Qt.Key.Key_Return)

    assert titles[:2] == ["Page 1", "Page 2"]
    assert paper.page.page() == 4
    assert paper.page.hasFocus()


def test_without_contents_none_are_offered(show, qtbot):
    view = show(pdfs.page_of(b"BT /F1 12 Tf 72 700 Td (Hello) Tj ET",
                             "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"))  # fmt: skip

    assert not view.tools.outline.isEnabled()


# --- what is wrong -------------------------------------------------------------------------------


def link_of(view, number) -> QPoint:
    link = view.reader.links(0)[number]
    return view.page.rects(0, [link.box])[0].center().toPoint()


def test_a_link_within_the_file_goes_to_its_words(show, qtbot):
    view = show(pdfs.linked())
    qtbot.waitUntil(lambda: view.reader.links(0) != ())
    before = view.page.at()

    with qtbot.waitSignal(view.jumped) as told:
        click(view, link_of(view, 0))

    assert told.args[0] == before
    qtbot.waitUntil(lambda: view.reader.words(1) is not None)
    assert 0 <= place_of(view, "Here one comes to.", 1).y() < 60
    view.page.go_to(before)
    assert view.page.at() == before
    assert view.links.isHidden()


def test_a_link_that_leads_out_is_shown_in_full_and_opened_by_nobody(show, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(links.QDesktopServices, "openUrl", opened.append)
    view = show(pdfs.linked())
    qtbot.waitUntil(lambda: view.reader.links(0) != ())

    click(view, link_of(view, 2))
    foreign = view.links.isVisible(), view.page.link_at(link_of(view, 2))
    click(view, link_of(view, 1))

    assert foreign == (False, None)
    assert view.links.words.whole_text().endswith("https://example.org/a?b=1")
    assert opened == []
    view.links.open.click()
    assert [each.toString() for each in opened] == ["https://example.org/a?b=1"]


def test_links_are_reached_by_keys(show, qtbot):
    view = show(pdfs.linked())
    qtbot.waitUntil(lambda: view.reader.links(0) != ())
    menu = QMenu()
    add_links(menu, view.reader, 0, view.follow)
    (offered,) = (each.menu() for each in menu.actions() if each.menu() is not None)

    names = [each.text() for each in offered.actions()]
    view.page.select(0, 0, len("To the"))
    with qtbot.waitSignal(view.jumped):
        QTest.keyClick(view.page, Qt.Key.Key_Return)

    assert names == [
        "To the second page · page 2",
        "https://example.org/a?b=1 · https://example.org/a?b=1",
    ]
    assert view.page.page() == 1


def test_a_locked_file_asks_for_its_password_in_its_place(view, qtbot, tmp_path):
    path = tmp_path / "locked.pdf"
    path.write_bytes(pdfs.written(LINES, password="open sesame"))
    view.open_file(path)
    qtbot.waitUntil(view.locked.isVisible)

    QTest.keyClicks(view.locked.field, "wrong")
    QTest.keyClick(view.locked.field, Qt.Key.Key_Return)
    qtbot.waitUntil(view.locked.wrong.isVisible)
    first = view.locked.wrong.text()
    view.locked.field.clear()
    QTest.keyClicks(view.locked.field, "open sesame")
    with qtbot.waitSignal(view.ready):
        view.locked.open.click()

    assert first == "This password does not open it. Nothing is lost: try again."
    assert view.locked.field.text() == ""
    qtbot.waitUntil(view.page.is_sharp)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"<html>", "This PDF is damaged"), (bytes(10_000), "This PDF is damaged"),
     (None, "not on this computer any more")],
)  # fmt: skip
def test_what_is_wrong_is_told_with_what_is_safe(view, qtbot, tmp_path, content, words):
    path = tmp_path / "bad.pdf"
    if content is not None:
        path.write_bytes(content)

    view.open_file(path)
    qtbot.waitUntil(lambda: view.said() is not None and words in said(view))

    assert "Your notes and the document’s text are not affected." in said(view)


def test_a_page_that_ends_its_reader_costs_itself_only(show, qtbot):
    view = show(pdfs.hostile()["a million million forms"])

    assert view.reader.bad
    view.page.viewport().grab()

    again = show(pdfs.written(LINES))

    assert again.reader.bad == {}
    assert again.reader.words(0).page.has_text


def test_a_reader_that_was_ended_begins_again(paper, qtbot):
    os.kill(paper.reader.process, getattr(signal, "SIGKILL", signal.SIGTERM))
    paper.page.go_to_page(11)

    qtbot.waitUntil(lambda: paper.reader.words(11) is not None)
    qtbot.waitUntil(paper.page.is_sharp)


def test_a_file_without_words_says_so(show, qtbot):
    view = show(pdfs.page_of(b"0 0 99 99 re f"))

    qtbot.waitUntil(view.wordless.isVisible)

    assert "no text, only pictures" in view.wordless.text()


def test_leaving_a_file_ends_its_process(paper, qtbot):
    paper.leave()

    assert paper.reader.process is None
    assert paper.reader.pictures.bytes == 0
    assert paper.page.count() == 0


def test_a_file_that_opens_while_the_reader_closes_leaves_no_process(tmp_path, monkeypatch):
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdfs.written(*PAGES))
    made = []

    def opened(*given, opened=pdf_asking.opened):
        made.append(opened(*given))
        return made[-1]

    monkeypatch.setattr(pdf_asking, "opened", opened)
    reader = PdfReader()
    reader.open(path)

    reader.close()

    with pytest.raises(Unreadable, match="crashed"):
        made[0].text(0)


# --- how it looks ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "percent", "mirrored", "wide"),
    [("light", 100, False, 430), ("dark", 100, True, 700), ("contrast", 200, True, 700),
     ("light", 200, False, 560)],
)  # fmt: skip
def test_it_fits_in_every_dress(show, qtbot, qapp, name, percent, mirrored, wide):
    wear(qapp, name, percent, mirrored=mirrored)
    view = show(pdfs.written(LINES))
    view.resize(wide, 600)
    view.finder.begin()
    QApplication.processEvents()

    assert cut(view) == []
    assert small(view) == []
    assert unnamed(view) == []
