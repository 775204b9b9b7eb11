"""What changed between two versions of a proposal: word by word, section by section."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget

from app.actions.comparing import Compared
from app.documents.diff import Op, SectionDiff
from app.i18n import _, ngettext
from app.ui.measures import LINE_HEIGHT, READING, Space, Type, Weight
from app.ui.theme import surface, theme
from app.ui.widgets.layout import across
from app.ui.widgets.text import Label
from app.ui.widgets.tick import Tick

AROUND = 160
"""Characters kept of unchanged words on each side of a change."""
COLUMN = 800
"""Widest column of text with its margins, in px at 100 %."""
_UNSAFE = str.maketrans({"\n": "\u2028", "\u2029": "\u2028", "\r": " ", "\0": "�", "\ufffc": "�"})


def count(compared: Compared | None) -> int:
    """Return how many sections are not as they were."""
    if compared is None:
        return 0
    return sum(each.state != "same" for each in compared.sections)


class ChangesView(QWidget):
    """The newer text with what is new underlined and what went struck out."""

    def __init__(self) -> None:
        super().__init__()
        surface(self, "paper")
        self._compared: Compared | None = None
        self.told = Label(type="small", tone="soft", wrap=True)
        self.whole = Tick(_("Show unchanged text too"))
        self.whole.toggled.connect(self._write)
        self.text = QTextEdit()
        self.text.setProperty("kind", "page")
        self.text.setReadOnly(True)
        self.text.setUndoRedoEnabled(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setAccessibleName(_("What changed"))
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = across(self.told, self.whole, margins=(Space.HUGE, Space.SMALL, Space.LARGE, 0))
        head.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        theme().changed.connect(self._write)

    def show_changes(self, compared: Compared | None) -> None:
        self._compared = compared
        self.whole.setVisible(compared is not None and compared.old != compared.new)
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.text.viewport().width()
        self.text.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.text.setLineWrapColumnOrWidth(min(room, theme().px(COLUMN)))

    def _write(self) -> None:
        self._fit()
        document = self.text.document()
        document.clear()
        document.setDocumentMargin(0)
        frame = document.rootFrame().frameFormat()
        frame.setLeftMargin(Space.HUGE)
        frame.setRightMargin(Space.WIDE)
        frame.setTopMargin(Space.MEDIUM)
        frame.setBottomMargin(Space.HUGE)
        document.rootFrame().setFrameFormat(frame)
        now = self._compared
        self.told.setText(_told(now))
        if now is None or now.old == now.new:
            return
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        first = True
        for each in now.sections:
            if each.state != "same" or self.whole.isChecked():
                _section(cursor, each, first=first, whole=self.whole.isChecked())
                first = False
        cursor.endEditBlock()
        self.text.verticalScrollBar().setValue(0)


def _told(now: Compared | None) -> str:
    if now is None:
        return _("The text has not arrived yet.")
    if now.old == now.new:
        return _("There is only version {number} here: nothing to compare it with.").format(
            number=now.new
        )
    changed = count(now)
    head = _("From version {old} to version {new}").format(old=now.old, new=now.new)
    if not changed:
        nothing = _("nothing changed")
        return f"{head} · {nothing}"
    sections = ngettext("{n} section changed", "{n} sections changed", changed).format(n=changed)
    legend = _("new words are underlined, words that went are struck out")
    return f"{head} · {sections} · {legend}"


def _section(cursor: QTextCursor, each: SectionDiff, *, first: bool, whole: bool) -> None:
    states = {
        "added": _("new section"),
        "removed": _("section removed"),
        "moved": _("moved, the same words"),
        "changed": "",
        "same": _("unchanged"),
    }
    _start(cursor, first=first, top=0 if first else int(Space.LARGE), bottom=6)
    cursor.insertText((each.heading or _("Beginning")).translate(_UNSAFE), _face(bold=True))
    if states.get(each.state):
        cursor.insertText(f"  {states[each.state]}", _small())
    if each.state == "moved" and not whole:
        return
    _start(cursor, first=False, top=0, bottom=int(Space.MEDIUM))
    for kind, words in each.ops if whole else _near(each.ops):
        first_line, *lines = words.split("\n")
        cursor.insertText(first_line.translate(_UNSAFE), _face(kind))
        for line in lines:
            _start(cursor, first=False, top=0, bottom=int(Space.MEDIUM))
            cursor.insertText(line.translate(_UNSAFE), _face(kind))


def _near(ops: Sequence[Op]) -> list[Op]:
    """Return `ops` with long unchanged words cut to what stands near a change."""
    found: list[Op] = []
    for number, (kind, words) in enumerate(ops):
        if kind != "=" or len(words) <= 2 * AROUND + 40:
            found.append((kind, words))
            continue
        before = words[:AROUND] if number > 0 else ""
        after = words[-AROUND:] if number < len(ops) - 1 else ""
        found.append(("=", f"{before} … {after}" if before else f"… {after}"))
    return found


def _start(cursor: QTextCursor, *, first: bool, top: int, bottom: int) -> None:
    shape = QTextBlockFormat()
    shape.setTopMargin(top)
    shape.setBottomMargin(bottom)
    kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight
    shape.setLineHeight(LINE_HEIGHT, kind.value)
    if first:
        cursor.setBlockFormat(shape)
    else:
        cursor.insertBlock(shape)


def _face(kind: str = "=", *, bold: bool = False) -> QTextCharFormat:
    look = theme()
    face = QTextCharFormat()
    face.setFont(look.font(READING, Weight.BOLD if bold else Weight.REGULAR, serif=True))
    face.setForeground(look.colour("ink"))
    if kind == "+":
        face.setBackground(look.colour("strong"))
        face.setFontUnderline(True)
    elif kind == "-":
        face.setBackground(look.colour("concern"))
        face.setFontStrikeOut(True)
    return face


def _small() -> QTextCharFormat:
    face = QTextCharFormat()
    face.setFont(theme().font(Type.SMALL))
    face.setForeground(theme().colour("soft"))
    return face
