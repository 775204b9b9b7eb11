"""A note, comment or question as a card: its words, who sees it, how far it has come."""

from dataclasses import dataclass
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from app.i18n import _
from app.ui.icons import Picture
from app.ui.measures import SMALL_ICON, Space
from app.ui.palettes import HIGHLIGHTS
from app.ui.reader.marks import SYMBOLS, Mark, colour_name, ground, kind_name
from app.ui.theme import polish, surface, theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import FlowBox, across
from app.ui.widgets.segments import Segmented
from app.ui.widgets.states import StateBadge
from app.ui.widgets.text import Label, capped

BAND = 4
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
SHOWN = 1200
"""Characters of a note that its card shows before it is opened for editing."""


@dataclass(frozen=True, slots=True)
class MarginNote:
    """What a card shows. `mark` is None for one without a place in this text."""

    id: str
    kind: str
    text: str
    audience: str
    """Who sees it, in words: `only you`, `the chairs`."""
    mark: Mark | None = None
    exact: str = ""
    was: str = ""
    """The words it was made on, where these have changed."""
    author: str = ""
    """Whose it is; empty for the reader's own."""
    state: str | None = None
    """`draft`, `submitted`, `received`, as `widgets.states` knows them; None says nothing."""
    time: str = ""
    colour: str = "look"
    more: str = ""
    """One line more, such as the criterion it is tied to."""


def save_words(kind: str) -> str:
    """Return what the button says that keeps or sends a text of `kind`."""
    return {
        "note": _("Save, only you see this"),
        "comment": _("Submit to the chairs"),
        "question": _("Submit to the proposers"),
    }.get(kind, _("Save"))


class NoteCard(QFrame):
    """Shows one `MarginNote`; opened it can be edited and withdrawn by its writer."""

    chosen = Signal(str)
    saved = Signal(str, str)
    edit_left = Signal(str)
    """The writer changed her mind: the card is as it was."""
    coloured = Signal(str, str)
    withdrawn = Signal(str)
    resized = Signal()

    def __init__(self, note: MarginNote) -> None:
        super().__init__()
        surface(self, "card")
        self.note = note
        self._editor: GrowingText | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM + BAND, Space.SMALL, Space.SMALL, Space.SMALL)
        column.setSpacing(Space.TIGHT)
        self._column = column
        self._head()
        self.words = Label(capped(note.text, SHOWN), wrap=True)
        column.addWidget(self.words)  # first: shown without a parent it is a window for a blink
        self.words.setVisible(bool(note.text))
        if note.was:
            column.addWidget(_quoted(_("The words were: “{words}”").format(words=note.was)))
        if note.more:
            column.addWidget(Label(note.more, type="small", tone="soft", wrap=True))
        if note.state is not None:
            column.addWidget(StateBadge(note.state, note.time))
        self.acts = FlowBox(
            Button(_("Edit"), "link", on_click=self.edit),
            Button(_("Withdraw"), "quiet", on_click=self._withdraw),
            spacing=Space.SMALL,
        )
        self.acts.hide()
        column.addWidget(self.acts)

    def set_chosen(self, chosen: bool) -> None:  # noqa: FBT001 -- a setter
        """Open the card's verbs; only its writer has any."""
        polish(self, chosen="true" if chosen else "false")
        mine = not self.note.author
        if self.acts.isHidden() == (chosen and mine and self._editor is None):
            self.acts.setVisible(chosen and mine and self._editor is None)
            self.resized.emit()

    def edit(self) -> None:
        """Open the words for writing, with the colours of a note and the verb that keeps them."""
        if self._editor is not None or self.note.author:
            return
        self.words.hide()
        self.acts.hide()
        self._editor = GrowingText(self._what(), _("What do you want to say?"), lines=2)
        self._editor.show_text(self.note.text)
        self._editor.textChanged.connect(self.resized)
        self._column.addWidget(self._editor)
        if self.note.kind == "note":
            self._column.addWidget(self._colours())
        save = Button(save_words(self.note.kind), "primary", on_click=self.save)
        cancel = Button(_("Cancel"), "quiet", on_click=self._stop)
        self._column.addWidget(FlowBox(save, cancel, spacing=Space.SMALL))
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resized.emit()

    def height_for(self, wide: int) -> int:
        """Return the height the card needs at a width, in px."""
        self.ensurePolished()
        self._column.activate()
        edge = self.contentsMargins()
        inner = wide - edge.left() - edge.right()
        needed = max(self._column.heightForWidth(inner), self._column.minimumSize().height())
        return needed + edge.top() + edge.bottom()

    def is_editing(self) -> bool:
        return self._editor is not None

    def written(self) -> str:
        """Return the words as they are being written now."""
        return self._editor.text() if self._editor is not None else self.note.text

    def save(self) -> None:
        """Hand over what was written; whoever keeps it shows the cards anew."""
        if self._editor is not None:
            self.saved.emit(self.note.id, self._editor.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._keeps(event):
            self.save()
        elif event.key() in ENTER and self._editor is None:
            self.edit()
        elif event.key() == Qt.Key.Key_Escape and self._editor is not None:
            self._stop()
        else:
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
        if event.type() == QEvent.Type.ShortcutOverride and self._keeps(cast("QKeyEvent", event)):
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
        painter.end()

    def _head(self) -> None:
        note = self.note
        who = note.author or kind_name(note.kind)
        about = Label(f"{who} · {note.audience}", type="small", tone="soft", wrap=True)
        row = across(Picture(SYMBOLS[note.kind], "soft", SMALL_ICON), about, spacing=6)
        row.setStretch(1, 1)
        self._column.addLayout(row)
        if note.mark is None and note.exact:
            self._column.addWidget(_quoted(_("“{words}”").format(words=note.exact)))
        self.setAccessibleName(f"{self._what()}: {capped(note.text or note.exact, SHOWN)}")

    def _keeps(self, event: QKeyEvent) -> bool:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return bool(self._editor is not None and control and event.key() in ENTER)

    def _what(self) -> str:
        return f"{self.note.author or kind_name(self.note.kind)}, {self.note.audience}"

    def _colours(self) -> Segmented:
        row = Segmented(
            [(colour, colour_name(colour)) for colour in HIGHLIGHTS],
            _("What these words are to you"),
            clearable=False,
        )
        row.choose(self.note.colour)
        row.chosen.connect(partial(self.coloured.emit, self.note.id))
        return row

    def _stop(self) -> None:
        self.edit_left.emit(self.note.id)

    def _withdraw(self) -> None:
        self.withdrawn.emit(self.note.id)


def _quoted(words: str) -> Label:
    return Label(capped(words, SHOWN), type="small", tone="soft", wrap=True)
