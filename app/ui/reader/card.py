"""A note, comment or question as a card with its answers; folded, one line that tells of it."""

from functools import partial

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from app.domain.colours import COLOURS
from app.i18n import _, ngettext
from app.phrases.marks import colour_name, kind_name
from app.ui import icons
from app.ui.measures import SMALL_ICON, TARGET, Space, Type
from app.ui.reader.card_body import CardBody
from app.ui.reader.marks import SYMBOLS, Mark, ground
from app.ui.reader.remark import COLOURED, REPLY, SHOWN, MarginNote, Remark, save_words
from app.ui.theme import polish, surface, theme
from app.ui.widgets.digits import digit
from app.ui.widgets.layout import FlowBox
from app.ui.widgets.text import capped, isolated

__all__ = ["BAND", "MarginNote", "NoteCard", "save_words"]

BAND = 4
PILL = TARGET + 4
"""Height of a folded card, in px at 100 %."""
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
LINE = 120


class NoteCard(QFrame):
    """Shows one `MarginNote` and what was answered to it; its writers change their words here."""

    chosen = Signal(str)
    saved = Signal(str, str, object)
    edit_left = Signal(str)
    """The writer changed her mind: the card is as it was."""
    coloured = Signal(str, str)
    withdrawn = Signal(str)
    step_wanted = Signal(int)
    """On to the next card (1) or back (-1)."""
    text_wanted = Signal(str)
    """Back from the card of this mark to its words."""
    resized = Signal()

    def __init__(self, note: MarginNote) -> None:
        super().__init__()
        surface(self, "card")
        self.note = note
        self._form = "pill"
        self._is_chosen = False
        self._body: CardBody | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.MEDIUM + BAND, Space.SMALL, Space.SMALL, Space.SMALL)
        self.setAccessibleName(self._named())

    def set_form(self, form: str) -> None:
        """Fold the card to one line (`pill`), or open it (`card`)."""
        if form == "card":
            self._build()
        if form != self._form:
            self._form = form
            if self._body is not None:
                self._body.setVisible(form == "card")
            self.update()

    def is_folded(self) -> bool:
        return self._form == "pill"

    def set_chosen(self, chosen: bool) -> None:  # noqa: FBT001 -- a setter
        """Open the card's verbs."""
        if chosen != self._is_chosen:
            self._is_chosen = chosen
            polish(self, chosen="true" if chosen else "false")
            if self._body is not None:
                self._show_verbs()
                self.resized.emit()

    def edit(self, id: str = "") -> None:
        """Open the words for writing; `id` is that of an answer, "" the card's own."""
        self.set_form("card")
        wanted = id or self.note.id
        remark = next((each for each in self._build().remarks if each.note.id == wanted), None)
        if remark is None or remark.note.author or self.is_editing():
            return
        remark.edit()
        self._show_verbs()

    def reply(self) -> None:
        """Open a field for an answer, under what is here."""
        self.set_form("card")
        if self.is_editing() or not self.note.may_be_answered:
            return
        whom = self.note.author or self.note.audience
        about = _("to those who read “{what}”").format(what=whom)
        remark = self._build().add(MarginNote(REPLY + self.note.id, "comment", "", about))
        remark.edit()
        self._show_verbs()

    @property
    def acts(self) -> FlowBox:
        """What can be done with the card, in sight once it is chosen."""
        return self._build().acts

    def writing(self) -> Remark | None:
        """Return what is being written here, if anything is."""
        remarks = [] if self._body is None else self._body.remarks
        return next((each for each in remarks if each.is_editing()), None)

    def is_editing(self) -> bool:
        return self.writing() is not None

    def subject(self) -> MarginNote:
        """Return what is being written on: an answer, or the card's own note."""
        remark = self.writing()
        return self.note if remark is None else remark.note

    def written(self) -> str:
        """Return the words as they are being written now."""
        remark = self.writing()
        return self.note.text if remark is None else remark.written()

    def write(self, words: str) -> None:
        if (remark := self.writing()) is not None:
            remark.write(words)

    def save(self) -> None:
        """Hand over what was written; whoever keeps it shows the cards anew."""
        if (remark := self.writing()) is not None:
            remark.save()

    def height_for(self, wide: int) -> int:
        """Return the height the open card needs at a width, in px."""
        body = self._build()
        self.ensurePolished()
        edge, around = self.contentsMargins(), self._column.contentsMargins()
        inner = wide - edge.left() - edge.right() - around.left() - around.right()
        return body.height_for(inner) + edge.top() + edge.bottom() + around.top() + around.bottom()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, writing = Qt.Key(event.key()), self.is_editing()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._keeps(event):
            self.save()
        elif key == Qt.Key.Key_Escape and writing:
            self.edit_left.emit(self.note.id)
        elif writing or not plain or not self._acts_on(key, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self.note.id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.chosen.emit(self.note.id)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.resized.emit()
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and self._keeps(event):
            # Else the paper's Ctrl+Enter submits the review while a note is being written.
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        left = self.width() - BAND - 1 if self.isRightToLeft() else 1
        mark = self.note.mark or Mark("", self.note.kind, "", 0, 0, self.note.colour)
        painter.fillRect(left, 1, BAND, self.height() - 2, theme().colour(ground(mark)))
        if self.is_folded():
            self._paint_line(painter)
        painter.end()

    def _paint_line(self, painter: QPainter) -> None:
        look, side = theme(), theme().px(SMALL_ICON)
        start = Space.SMALL + BAND
        room = QRect(start, 0, self.width() - start - Space.SMALL, self.height())
        self._icon(painter, room, side)
        painter.setFont(look.font(Type.SMALL))
        painter.setPen(look.colour("ink" if self.note.text else "soft"))
        words = room.adjusted(side + 6, 0, 0, 0)
        if self.isRightToLeft():
            words = room.adjusted(0, 0, -(side + 6), 0)
        line = isolated(self._line())
        shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, words.width())
        leading = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, leading, shown)

    def _icon(self, painter: QPainter, room: QRect, side: int) -> None:
        left = room.right() + 1 - side if self.isRightToLeft() else room.left()
        box = QRect(left, room.top(), side, room.height())
        icons.paint(painter, box, SYMBOLS[self.note.kind], "soft", side)

    def _line(self) -> str:
        """Return the one line of a folded card."""
        note = self.note
        said = " ".join(capped(note.text, LINE).split()) or note.more or colour_name(note.colour)
        said = said or " ".join(capped(note.exact, LINE).split())
        who = f"{note.author}: " if note.author else ""
        count = len(note.replies)
        return who + said + (f"  +{count}" if count else "")

    def _named(self) -> str:
        note = self.note
        what = f"{note.author or kind_name(note.kind)}, {note.audience}"
        count = len(note.replies)
        answers = ngettext("{n} reply", "{n} replies", count).format(n=count) if count else ""
        said = capped(note.text or note.exact, SHOWN)
        return ", ".join(each for each in (f"{what}: {said}", answers) if each)

    def _build(self) -> CardBody:
        """Return what the open card holds, made at the first need: a folded one does without."""
        if self._body is None:
            body = self._body = CardBody(self.note)
            body.edit_wanted.connect(self.edit)
            body.reply_wanted.connect(self.reply)
            body.saved.connect(self.saved)
            body.left.connect(partial(self.edit_left.emit, self.note.id))
            body.coloured.connect(self.coloured)
            body.withdrawn.connect(self.withdrawn)
            body.resized.connect(self.resized)
            self._column.addWidget(body)
            self._show_verbs()
            body.setVisible(self._form == "card")
        return self._body

    def _show_verbs(self) -> None:
        if self._body is not None:
            self._body.show_verbs(self._is_chosen and not self.is_editing())

    def _acts_on(self, key: Qt.Key, event: QKeyEvent) -> bool:
        """Do what a key asks of a card that is not written in; say whether it asks for anything."""
        mine, number = not self.note.author, digit(event)
        if key in ENTER and mine:
            self.edit()
        elif key in ENTER or key == Qt.Key.Key_R:
            self.reply()
        elif key == Qt.Key.Key_Delete and mine:
            self.withdrawn.emit(self.note.id)
        elif key in STEPS:
            self.step_wanted.emit(STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.text_wanted.emit(self.note.id)
        elif mine and self.note.kind in COLOURED and number and number <= len(COLOURS):
            self.coloured.emit(self.note.id, COLOURS[number - 1])
        else:
            return False
        return True

    def _keeps(self, event: QKeyEvent) -> bool:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return bool(self.is_editing() and control and event.key() in ENTER)
