"""Words without end, as Lao and Khmer write them: they go on in the next line, nothing is clipped."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.domain.proposals import Section
from app.ui.reader.compose import Paper
from app.ui.reader.places import Span
from app.ui.reader.view import ReaderView
from app.ui.widgets.breaks import BREAK, breakable
from app.ui.widgets.marked import Marked
from app.ui.widgets.marked_long import LongMarked, marked
from app.ui.widgets.text import Label

LAO = "ການຄຸ້ມຄອງອິນເຕີເນັດຕ້ອງການການຮ່ວມມືຂອງທຸກພາກສ່ວນເພື່ອໃຫ້ທຸກຄົນເຂົ້າເຖິງເຄືອຂ່າຍ" * 3
KHMER = "អភិបាលកិច្ចអ៊ីនធឺណិតត្រូវការកិច្ចសហប្រតិបត្តិការពីគ្រប់ភាគីដើម្បីឱ្យមនុស្សគ្រប់គ្នាចូលប្រើ" * 3
THAI = "การกำกับดูแลอินเทอร์เน็ตต้องอาศัยความร่วมมือของทุกภาคส่วนเพื่อให้ทุกคนเข้าถึงเครือข่าย" * 3
LATIN = "Internetverwaltungszusammenarbeitsgemeinschaft" * 4
WORDS = pytest.mark.parametrize(
    "words", [LAO, KHMER, THAI, LATIN], ids=["lao", "khmer", "thai", "latin"]
)
quiet = pytest.mark.qt_log_ignore("OpenType support missing")
"""No face here has Khmer: what has none is drawn as boxes, which break alike."""


@quiet
@WORDS
@pytest.mark.parametrize("selectable", [False, True], ids=["painted", "selectable"])
def test_a_label_breaks_words_without_end(qtbot, words, selectable):
    label = Label(words, wrap=True, selectable=selectable)
    qtbot.addWidget(label)

    assert label.minimumSizeHint().width() <= 200
    assert label.heightForWidth(300) >= 3 * label.fontMetrics().height()
    assert label.text() == label.whole_text() == words


def inked_right(widget):
    """Return how far to the right anything is painted, in px."""
    shot = widget.grab().toImage()
    ground = shot.pixelColor(shot.width() - 1, shot.height() - 1)
    return max(
        (x for x in range(shot.width()) for y in range(shot.height())
         if shot.pixelColor(x, y) != ground), default=0,
    )  # fmt: skip


@quiet
@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_all_its_lines_are_painted_in_either_direction(qtbot, way):
    label = Label(LAO[:60], wrap=True)
    qtbot.addWidget(label)
    label.setLayoutDirection(way)
    label.resize(200, label.heightForWidth(200))
    label.show()

    high = label.heightForWidth(200)
    shot = label.grab().toImage()
    line = label.fontMetrics().height()
    last = [
        (x, y) for x in range(200) for y in range(high - line, high)
        if shot.pixelColor(x, y) != shot.pixelColor(0, high - 1)
    ]  # fmt: skip

    assert high >= 2 * line
    assert last  # the last line has words in it
    assert inked_right(label) < 200


@pytest.mark.parametrize("words", ["ن" * 40, "字" * 40, "short words and a link https://a.b/c-d-e"])
def test_words_that_break_themselves_or_are_joined_stay_as_they_are(qtbot, words):
    assert breakable(words) == words


@quiet
@WORDS
def test_nothing_but_places_to_break_is_put_in(qtbot, words):
    shown = breakable(words)

    assert shown.replace(BREAK, "") == words
    for lead in ("ເ", "ແ", "ໂ", "ໃ", "ໄ", "\u17d2"):
        assert lead + BREAK not in shown  # never apart from what they belong to


@quiet
def test_what_is_copied_from_a_label_is_what_was_written(qtbot):
    label = Label(LAO, wrap=True, selectable=True)
    qtbot.addWidget(label)
    label.show()
    label.setSelection(0, len(breakable(LAO)))

    qtbot.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == LAO


@quiet
def test_the_words_that_differ_stay_marked_where_places_to_break_are_put_in(qtbot):
    shown = Marked("Theirs")
    qtbot.addWidget(shown)

    shown.show_pieces([(LAO[:30], False), (LAO[30:40], True), (LAO[40:], False)])

    html = shown.text() if not shown._broken else super(Label, shown).text()
    marked = html.split("<u>")[1].split("</u>")[0]
    assert marked.replace(BREAK, "") == LAO[30:40]
    assert shown.minimumSizeHint().width() <= 200


@quiet
@WORDS
def test_the_reader_clips_no_line_and_finds_and_chooses_words_in_it(qtbot, words):
    reader = ReaderView()
    qtbot.addWidget(reader)
    reader.resize(700, 400)
    reader.show()
    reader.page.show_paper(Paper((Section("s", "", words),)))
    qtbot.waitUntil(reader.page.is_whole)
    start = len(words) // 2

    document, page = reader.page.document(), reader.page
    page.select(Span("s", start, start + 12, words[start : start + 12]))
    QApplication.processEvents()

    block, lines = document.begin(), []
    while block.isValid():
        layout = block.layout()
        lines += [layout.lineAt(n) for n in range(layout.lineCount())]
        block = block.next()
    assert len(lines) >= 3
    assert all(line.naturalTextWidth() <= line.width() + 1 for line in lines)
    assert page.span().exact == words[start : start + 12]
    assert page.horizontalScrollBar().maximum() == 0


@quiet
def test_a_long_comparison_lays_out_what_is_in_sight_and_copies_what_was_written(qtbot):
    words = "\U0001f469\u200d\U0001f4bb<b>" * 4_000
    half = len(words) // 2 + 1
    shown = marked("Theirs", "strong", [(words[:half], False), (words[half:], True)])
    qtbot.addWidget(shown)
    shown.resize(400, 300)
    shown.show()

    assert isinstance(shown, LongMarked)
    assert shown.whole_text() == words
    [mark] = shown.extraSelections()
    chosen = mark.cursor
    assert shown._written(chosen.selectionStart(), chosen.selectionEnd()) == words[half:]
    shown.selectAll()
    shown.copy()
    assert QGuiApplication.clipboard().text() == words
