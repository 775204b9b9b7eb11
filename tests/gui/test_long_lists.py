"""Lists of very many rows: Qt lays them out without asking Python for each."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.ui.widgets.rows import Line, LineList

MANY = 20_000


def even_list(qtbot):
    made = LineList("Rows")
    made.be_even(True)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    return made


def test_a_long_list_is_laid_out_without_asking_for_each_row(qtbot):
    shown = even_list(qtbot)
    calls = []
    rows = [Line(f"key-{number}", f"Row {number}") for number in range(MANY)]

    sys.setprofile(lambda _frame, event, _arg: calls.append(event) if event == "call" else None)
    shown.show_lines(rows)
    QApplication.processEvents()
    shown.grab()
    sys.setprofile(None)

    assert shown.indexAt(shown.viewport().rect().center()).isValid()
    assert 0 < len(calls) < MANY / 2


def test_its_rows_are_chosen_but_neither_written_into_nor_dragged(qtbot):
    shown = even_list(qtbot)
    shown.show_lines([Line("a", "First"), Line("b", "Second")])

    shown.choose("b")

    flags = shown.currentIndex().flags()
    assert shown.key() == "b"
    assert flags & Qt.ItemFlag.ItemIsSelectable
    assert not flags & (Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled)
    assert shown.lines.data(shown.currentIndex()) == "Second"


def test_other_rows_take_the_place_of_those_before(qtbot):
    shown = even_list(qtbot)
    shown.show_lines([Line("a", "First"), Line("b", "Second")])

    shown.show_lines([Line("c", "Third")])

    assert shown.lines.rowCount() == 1
    assert shown.lines.line(0).key == "c"
    assert shown.key() is None
