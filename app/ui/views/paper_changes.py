"""What changed between two versions of a paper: word by word, section by section."""

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget

from app.actions.comparing import Compared
from app.documents.diff import Op, SectionDiff, counts
from app.i18n import _, ngettext
from app.phrases import comparing
from app.ui.measures import LINE_HEIGHT, READING, Space, Type, Weight
from app.ui.theme import surface, theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.keys import on_key
from app.ui.widgets.layout import FlowBox, down
from app.ui.widgets.text import Label, announce, tip
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
        self._places: list[tuple[int, int]] = []
        self._place = -1
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
        self.at = Label(type="small", tone="soft")
        self.before = Button(_("Previous"), "quiet", on_click=partial(self.step, -1))
        self.next = Button(_("Next change"), "quiet", on_click=partial(self.step, 1))
        tip(self.next, _("F7; the one before: Shift+F7"))
        for keys, by in (("F7", 1), ("Shift+F7", -1)):
            on_key(self, keys, partial(self.step, by))
        verbs = FlowBox(self.at, self.before, self.next, self.whole, spacing=Space.SMALL)
        head = down(
            self.told, verbs, spacing=Space.TIGHT, margins=(Space.HUGE, Space.SMALL, Space.LARGE, 0)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        theme().changed.connect(self._write)

    def show_changes(self, compared: Compared | None) -> None:
        self._compared = compared
        several = compared is not None and compared.old != compared.new
        self.whole.setVisible(several)
        self._write()
        for each in (self.at, self.before, self.next):
            each.setVisible(several and bool(self._places))

    def step(self, by: int) -> None:
        """Bring the next change (`by` 1), or the one before (-1), into sight and choose it."""
        if not self._places:
            return
        self._place = (self._place + by) % len(self._places) if self._place >= 0 else 0
        first, last = self._places[self._place]
        cursor = self.text.textCursor()
        cursor.setPosition(last)
        self.text.setTextCursor(cursor)  # so that its end is in sight, then its beginning
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.ensureCursorVisible()
        self._tell_place()
        announce(self, self.at.whole_text())

    def _tell_place(self) -> None:
        count = len(self._places)
        words = ngettext("{n} change", "{n} changes", count).format(n=count)
        if self._place >= 0:
            words = _("Change {number} of {n}").format(number=self._place + 1, n=count)
        self.at.setText(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # Not the viewport's width: it gets its own only after this one.
        room = self.width() - self.text.verticalScrollBar().sizeHint().width()
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
        self._places, self._place = [], -1
        self.told.setText(_told(now))
        if now is None or now.old == now.new:
            return
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        first = True
        for each in now.sections:
            if each.state != "same" or self.whole.isChecked():
                self._places += _section(cursor, each, first=first, whole=self.whole.isChecked())
                first = False
        cursor.endEditBlock()
        self._tell_place()
        self.text.setTextCursor(QTextCursor(document))  # writing took it along to the end
        self.text.verticalScrollBar().setValue(0)


def _told(now: Compared | None) -> str:
    if now is None:
        return _("The text has not arrived yet.")
    head = comparing.versions(now.old, now.new)
    if now.old == now.new:
        return head
    changed = count(now)
    if not changed:
        nothing = _("nothing changed")
        return f"{head} · {nothing}"
    legend = _("new words are underlined, words that went are struck out")
    return " · ".join([head, *comparing.counted(counts(now.sections)), legend])


def _section(
    cursor: QTextCursor, each: SectionDiff, *, first: bool, whole: bool
) -> list[tuple[int, int]]:
    """Write a section; return where its changes are in the document, first and last position."""
    states = {
        "added": _("new section"),
        "removed": _("section removed"),
        "moved": _("moved, the same words"),
        "changed": _("moved and changed") if each.elsewhere else "",
        "same": _("unchanged"),
    }
    _start(cursor, first=first, top=0 if first else int(Space.LARGE), bottom=6)
    cursor.insertText((each.heading or _("Beginning")).translate(_UNSAFE), _face(bold=True))
    if states.get(each.state):
        cursor.insertText(f"  {states[each.state]}", _small())
    if each.state == "moved" and not whole:
        return []
    places: list[tuple[int, int]] = []
    before = "="
    _start(cursor, first=False, top=0, bottom=int(Space.MEDIUM))
    for kind, words in each.ops if whole else _near(each.ops):
        start = cursor.position()
        first_line, *lines = words.split("\n")
        cursor.insertText(first_line.translate(_UNSAFE), _face(kind))
        for line in lines:
            _start(cursor, first=False, top=0, bottom=int(Space.MEDIUM))
            cursor.insertText(line.translate(_UNSAFE), _face(kind))
        if kind != "=":
            # What went and what came in its place are one change.
            start = places.pop()[0] if before != "=" else start
            places.append((start, cursor.position()))
        before = kind
    return places


def _near(ops: Sequence[Op]) -> list[Op]:
    """Return `ops` with long unchanged words cut to what stands near a change."""
    found: list[Op] = []
    for number, (kind, words) in enumerate(ops):
        if kind != "=" or len(words) <= 2 * AROUND + 40:
            found.append((kind, words))
            continue
        before = _cut(words[:AROUND], words[AROUND]) if number > 0 else ""
        after = (
            _cut(words[-AROUND:][::-1], words[-AROUND - 1])[::-1] if number < len(ops) - 1 else ""
        )
        found.append(("=", f"{before} … {after}" if before else f"… {after}"))
    return found


def _cut(words: str, following: str) -> str:
    """Return `words` without the part of a word that goes on with `following`.

    A script without spaces, or an address that fills it all, is cut where it is.
    """
    if following.isspace():
        return words.rstrip()
    whole = re.sub(r"\S+\Z", "", words)
    return whole.rstrip() if len(whole) > AROUND // 2 else words


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
