"""The faults of a meeting folder, to be read, copied and mended: file by file, line by line."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QTextEdit, QWidget

from app.i18n import _, ngettext
from app.phrases import faults as phrases
from app.secretariat.papers import WHOLE_FILE, Fault
from app.ui.icons import Symbol
from app.ui.measures import Space, Type, Weight
from app.ui.theme import theme
from app.ui.views.page import Block
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, down

SHOWN = 300
"""Faults that are listed at once; who mends these sees the next ones."""
HIGHEST = 420


class Reading(QTextEdit):
    """Words to read and copy, by mouse and keyboard, as high as they are up to a height."""

    def __init__(self, name: str, kind: str = "page") -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.grow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.grow()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.height())

    def grow(self) -> None:
        wanted = int(self.document().size().height()) + 2 * int(Space.SMALL)
        most = theme().px(HIGHEST)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if wanted > most else policy.ScrollBarAlwaysOff
        )
        self.setFixedHeight(min(wanted, most))


class Faults(QWidget):
    """All faults, each with its file, line, field and sentence; hidden where there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._faults: tuple[Fault, ...] = ()
        self.text = Reading(_("Faults"))
        self.copy = Button(_("Copy the list"), "secondary", Symbol.COPY, self.copy_all)
        self.block = Block(_("Faults"), self.text, FlowBox(self.copy))
        self.setLayout(down(self.block))
        theme().changed.connect(self._write)
        self.hide()

    def show_faults(self, faults: Sequence[Fault]) -> None:
        self._faults = tuple(faults)
        self._write()
        self.setVisible(bool(faults))

    def copy_all(self) -> None:
        """Put all faults on the clipboard, one in a line, as a terminal shows them."""
        QApplication.clipboard().setText("\n".join(plain(each) for each in self._faults))

    def _write(self) -> None:
        document = self.text.document()
        document.clear()
        document.setDocumentMargin(0)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        file = ""
        for at, each in enumerate(self._faults[:SHOWN]):
            if each.file != file:
                file = each.file
                _start(cursor, first=at == 0, top=int(Space.MEDIUM))
                cursor.insertText(phrases.shown(file), _face(Weight.BOLD))
            _start(cursor, first=False, top=int(Space.TIGHT))
            cursor.insertText(f"{where(each)}  ", _face(Weight.MEDIUM, "soft"))
            cursor.insertText(phrases.words(each.code, each.params), _face())
        over = len(self._faults) - SHOWN
        if over > 0:
            _start(cursor, first=False, top=int(Space.MEDIUM))
            words = ngettext("And {n} more.", "And {n} more.", over).format(n=over)
            cursor.insertText(words, _face(tone="soft"))
        cursor.endEditBlock()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.grow()


def where(fault: Fault) -> str:
    """Return the line and the field, as far as there are any."""
    line = _("line {n}").format(n=fault.line)
    if fault.field == WHOLE_FILE:
        return line
    return f"{line} · {phrases.shown(fault.field)}"


def plain(fault: Fault) -> str:
    place = phrases.place(fault.file, fault.line, fault.field)
    return f"{place}: {phrases.words(fault.code, fault.params)}"


def _start(cursor: QTextCursor, *, first: bool, top: int) -> None:
    shape = QTextBlockFormat()
    shape.setTopMargin(0 if first else top)
    if first:
        cursor.setBlockFormat(shape)
    else:
        cursor.insertBlock(shape)


def _face(weight: int = Weight.REGULAR, tone: str = "ink") -> QTextCharFormat:
    face = QTextCharFormat()
    font: QFont = theme().font(Type.BODY, weight)
    face.setFont(font)
    face.setForeground(theme().colour(tone))
    return face
