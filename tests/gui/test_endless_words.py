"""Endless words in a field: shown in parts, told, copied and changed as they were written."""

import random

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from app.ui.widgets.editing import GrowingText, raw_text, written_text
from app.ui.widgets.seams import ENDLESS, PART, SEAM, without_seams

WORD = "".join(chr(97 + n % 26) for n in range(ENDLESS + 250))
KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Backspace, Qt.Key.Key_Delete,
        Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_X)  # fmt: skip


@pytest.fixture
def field(qtbot):
    made = GrowingText("Words")
    qtbot.addWidget(made)
    made.resize(400, 100)
    made.show()
    return made


def seams(field):
    raw = field.document().toRawText()
    return [at for at, letter in enumerate(raw) if letter == SEAM]


def stand(field, at, *, keep=False):
    cursor = field.textCursor()
    mode = QTextCursor.MoveMode
    cursor.setPosition(at, mode.KeepAnchor if keep else mode.MoveAnchor)
    field.setTextCursor(cursor)


def index(field):
    """Return how many characters that were written stand before the cursor."""
    raw = field.document().toRawText()[: field.textCursor().position()]
    return len(written_text(without_seams(raw)))


@pytest.mark.parametrize(
    "text",
    ["\u00ad" * 50_000, f"said: {WORD}\n\n{WORD} end", "\ufdd5\ufdd0" * 3_000, "ن" * 9_000, WORD],
    ids=["soft hyphens", "between others", "no letters", "Arabic", "alone"],
)
def test_an_endless_word_is_laid_out_in_parts_and_told_as_it_was_written(field, text):
    field.show_text(text)

    longest = max(
        len(block) for block in field.document().toRawText().replace(SEAM, "").split("\u2029")
    )
    assert longest <= PART + len("said: ")
    assert raw_text(field) == text
    assert not field.pending()


def test_chinese_without_spaces_and_words_that_people_write_stay_in_one_piece(field):
    text = "互联网治理，" * 1_500 + "\n" + "words " * 3_000 + "x" * (ENDLESS - 1)

    field.show_text(text)

    assert seams(field) == []
    assert raw_text(field) == text


def test_an_endless_word_that_is_pasted_and_copied_is_the_same(field):
    data = QMimeData()
    data.setText(f"a {WORD} b")

    field.insertFromMimeData(data)
    field.selectAll()

    assert seams(field)
    assert field.text() == f"a {WORD} b"
    assert field.createMimeDataFromSelection().text() == f"a {WORD} b"


def test_the_cursor_goes_across_a_seam_in_one_step_and_end_stays_in_its_line(field):
    field.show_text(WORD)
    seam = seams(field)[1]

    stand(field, seam)
    QTest.keyClick(field, Qt.Key.Key_Right)
    over = field.textCursor().position()
    QTest.keyClick(field, Qt.Key.Key_Left)
    back = field.textCursor().position()
    QTest.keyClick(field, Qt.Key.Key_End)

    assert (over, back) == (seam + 2, seam)
    assert field.textCursor().position() == seam


def test_what_is_chosen_across_a_seam_is_copied_and_taken_out_without_it(field):
    field.show_text(WORD)
    seam = seams(field)[0]

    stand(field, seam - 3)
    stand(field, seam + 1, keep=True)  # within the seam: it goes on
    stand(field, seam + 5, keep=True)
    copied = field.createMimeDataFromSelection().text()
    QTest.keyClick(field, Qt.Key.Key_Delete)

    assert copied == WORD[seam - 3 : seam + 3]
    assert field.text() == WORD[: seam - 3] + WORD[seam + 3 :]


@pytest.mark.parametrize("seed", range(3))
def test_keys_beside_seams_change_what_they_would_change_without(field, seed):
    rnd = random.Random(seed)
    text = f"one {WORD}\n{WORD}"
    field.show_text(text)

    for _round in range(25):
        stand(field, rnd.choice(seams(field)) + rnd.randint(-1, 3))
        for key in rnd.choices(KEYS, k=6):
            at = index(field)
            QTest.keyClick(field, key)
            match key:
                case Qt.Key.Key_Backspace:
                    text = text[: max(0, at - 1)] + text[at:]
                case Qt.Key.Key_Delete:
                    text = text[:at] + text[at + 1 :]
                case Qt.Key.Key_Return:
                    text = f"{text[:at]}\n{text[at:]}"
                case Qt.Key.Key_X:
                    text = f"{text[:at]}x{text[at:]}"
                case Qt.Key.Key_End:
                    assert "\n" not in text[at : index(field)]
                case _:
                    assert abs(index(field) - at) <= 1
            assert field.text() == text, (key, at)

    while field.document().isUndoAvailable():
        field.undo()
    assert field.text() == f"one {WORD}\n{WORD}"
    while field.document().isRedoAvailable():
        field.redo()
    assert field.text() == text
