"""Wrapped words in a window that runs from right to left."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.ui.theme import theme
from app.ui.widgets.text import Label
from app.ui.widgets.wrapping import lines

TITLE = "Metrics to evaluate the functioning of completed forums of every kind"


@pytest.fixture
def mirrored():
    app = QApplication.instance()
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def ink(image, rows):
    """The columns of `image` between these rows that are not as its corner."""
    ground = image.pixelColor(0, 0)
    wide = range(image.width())
    return [x for x in wide if any(image.pixelColor(x, y) != ground for y in rows)]


def test_lines_end_at_one_edge_and_no_letter_is_cut(qtbot, mirrored):
    label = Label(TITLE, weight="bold", wrap=True)
    qtbot.addWidget(label)
    edges = []
    for width in range(150, 220, 10):
        label.resize(width, label.heightForWidth(width))
        image = label.grab().toImage()
        high = image.height() // len(lines(TITLE, label.font(), width))
        first, second = ink(image, range(high)), ink(image, range(high, 2 * high))
        edges.append((first[0], first[-1] - second[-1]))

    assert all(left > 0 for left, _apart in edges), edges
    assert all(abs(apart) <= 3 for _left, apart in edges), edges


def test_arabic_lines_stand_at_the_right(qtbot, mirrored):
    label = Label("المقاييس لتقييم أداء المنتديات المنجزة من كل نوع", wrap=True)
    qtbot.addWidget(label)

    label.resize(160, label.heightForWidth(160))

    image = label.grab().toImage()
    shown = ink(image, range(image.height()))
    assert shown[0] > 0
    assert 150 < shown[-1] < 160


def test_lines_hold_all_words_of_any_script(qtbot):
    label = Label("")
    qtbot.addWidget(label)
    text = "One 👩‍👩‍👧 two\n\nثلاثة أربعة 五六七八九十 end "

    found = lines(text, theme().font(), 60)

    assert " ".join(found).split() != []
    assert "".join(found).replace(" ", "") == text.replace(" ", "").replace("\n", "")
    assert "" in found
