"""What one person said at one place: her words, who sees them, how far they have come."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.phrases.marks import kind_name
from app.ui.icons import Picture
from app.ui.measures import SMALL_ICON, Space
from app.ui.reader.marks import SYMBOLS, Mark
from app.ui.reader.swatches import Swatches
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import FlowBox, across
from app.ui.widgets.states import StateBadge
from app.ui.widgets.text import Label, capped

SHOWN = 1200
"""Characters of a note that its card shows before all of it is wanted, or it is opened to be edited."""
LINE = 200
"""Characters of what a line of a card says: who wrote it and for whom, what it is tied to."""
REPLY = "reply:"
"""Before the id of what is answered: the id of an answer that is being written."""
COLOURED = frozenset({"note", "highlight"})
"""Kinds whose colour the card offers to choose."""


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
    colour: str = ""
    more: str = ""
    """One line more, such as the criterion it is tied to."""
    replies: "tuple[MarginNote, ...]" = ()
    """What was answered to it, oldest first."""

    @property
    def may_be_answered(self) -> bool:
        """Say whether others can read it: nobody answers a private note."""
        return self.kind not in COLOURED and not self.id.startswith(REPLY)


def audiences(kind: str) -> dict[str, str]:
    """Return {key: who reads it}, of those a mark of `kind` can be handed to; usual first."""
    if kind == "comment":
        return {
            "chairs": _("the chairs"),
            "members": _("all members"),
            "proposers": _("the proposers, through the chairs"),
        }
    if kind == "question":
        return {
            "proposers": _("the proposers, through the chairs"),
            "proposers members": _("the proposers and all members"),
        }
    return {}


def save_words(kind: str, to: str = "") -> str:
    """Return what the button says that keeps or sends a text of `kind` handed `to` somebody."""
    if kind in COLOURED:
        return _("Save, only you see this")
    words = {
        "chairs": _("Submit to the chairs"),
        "members": _("Submit to all members"),
        "proposers": _("Submit to the proposers"),
        "proposers members": _("Submit to proposers and members"),
    }
    usual = {"comment": "chairs", "question": "proposers"}.get(kind, "")
    return words.get(to or usual, _("Submit"))


class Remark(QWidget):
    """Shows one `MarginNote`; its writer can open it and write in it."""

    saved = Signal(str, str, object)
    """Id, words, and the audience that was chosen: a tuple, or None where it stays."""
    left = Signal()
    coloured = Signal(str, str)
    resized = Signal()

    def __init__(self, note: MarginNote, *, lead: bool = True) -> None:
        """With `lead` it is the first of its card."""
        super().__init__()
        self.note = note
        self._editor: GrowingText | None = None
        self._to: Choice | None = None
        self._usual = 0
        self._save: Button | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        self._column = column
        about = Label(capped(self._about(), LINE), type="small", tone="soft", wrap=True)
        row = across(Picture(SYMBOLS[note.kind], "soft", SMALL_ICON), about, spacing=6)
        row.setStretch(1, 1)
        column.addLayout(row)
        if lead and note.mark is None and note.exact:
            column.addWidget(_quoted(_("“{words}”").format(words=note.exact)))
        self.words = Label(capped(note.text, SHOWN), wrap=True)
        column.addWidget(self.words)  # first: shown without a parent it is a window for a blink
        self.words.setVisible(bool(note.text))
        self._all: QWidget | None = None
        if len(note.text) > SHOWN:
            self._all = Button(_("Show all"), "link", on_click=self.show_all)
            column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeading)
        if note.was:
            column.addWidget(_quoted(_("The words were: “{words}”").format(words=note.was)))
        if note.more:
            column.addWidget(Label(capped(note.more, LINE), type="small", tone="soft", wrap=True))
        if note.state is not None:
            column.addWidget(StateBadge(note.state, note.time))

    def show_all(self) -> None:
        """Show a long note whole: as a paragraph, or scrolling by itself."""
        from app.ui.widgets.marked_long import marked  # noqa: PLC0415 -- seldom wanted

        if self._all is None or self._editor is not None:
            return
        whole = marked(self.what(), "strong", [(self.note.text, False)])
        whole.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column.insertWidget(self._column.indexOf(self.words), whole)
        whole.show()  # now: what is not in sight takes no focus
        whole.setFocus(Qt.FocusReason.OtherFocusReason)
        self.words.hide()
        self._all.hide()
        self._all = whole
        self.resized.emit()

    def edit(self) -> None:
        """Open the words for writing, with what else can be chosen and the verb that keeps them."""
        note = self.note
        if self._editor is not None or note.author:
            return
        self.words.hide()
        if self._all is not None:
            self._all.hide()
        self._editor = GrowingText(self.what(), _("What do you want to say?"), lines=2)
        self._editor.show_text(note.text)
        self._editor.moveCursor(QTextCursor.MoveOperation.End)
        self._editor.textChanged.connect(self.resized)
        self._column.addWidget(self._editor)
        if note.kind in COLOURED:
            swatches = Swatches()
            swatches.show_colour(note.colour)
            swatches.picked.connect(swatches.show_colour)
            swatches.picked.connect(partial(self.coloured.emit, note.id))
            self._column.addLayout(across(swatches, None))
        if (given := audiences(note.kind)) and not note.id.startswith(REPLY):
            self._choose_readers(given)
        self._save = Button(self._verb(), "primary", on_click=self.save)
        cancel = Button(_("Cancel"), "quiet", on_click=self.left.emit)
        self._column.addWidget(FlowBox(self._save, cancel, spacing=Space.SMALL))
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resized.emit()

    def is_editing(self) -> bool:
        return self._editor is not None

    def written(self) -> str:
        """Return the words as they are being written now."""
        return self._editor.text() if self._editor is not None else self.note.text

    def write(self, words: str) -> None:
        if self._editor is not None:
            self._editor.setPlainText(words)

    def save(self) -> None:
        """Hand over what was written; whoever keeps it shows the cards anew."""
        if self._editor is not None:
            box = self._to
            kept = box is None or box.currentIndex() == self._usual
            to = "" if box is None or kept else str(box.currentData() or "")
            self.saved.emit(self.note.id, self._editor.text(), tuple(to.split()) or None)

    def what(self) -> str:
        """Return what it is and who sees it, as a screen reader says it."""
        return f"{self.note.author or self._name()}, {self.note.audience}"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the card knows its keys

    def _name(self) -> str:
        if self.note.id.startswith(REPLY):
            return _("Your reply")
        return kind_name(self.note.kind)

    def _about(self) -> str:
        return f"{self.note.author or self._name()} · {self.note.audience}"

    def _choose_readers(self, given: dict[str, str]) -> None:
        self._to = Choice(_("Who reads it"))
        if self.note.audience not in given.values():
            self._to.addItem(_("To: {whom}").format(whom=self.note.audience), "")
        for key, words in given.items():
            self._to.addItem(_("To: {whom}").format(whom=words), key)
            if words == self.note.audience:
                self._to.setCurrentIndex(self._to.count() - 1)
        self._usual = self._to.currentIndex()
        self._to.currentIndexChanged.connect(self._readdressed)
        self._column.addWidget(self._to)

    def _readdressed(self, _index: int) -> None:
        if self._save is not None:
            self._save.set_words(self._verb())

    def _verb(self) -> str:
        if self.note.id.startswith(REPLY):
            return _("Send this reply")
        to = str(self._to.currentData() or "") if self._to is not None else ""
        return save_words(self.note.kind, to)


def _quoted(words: str) -> Label:
    return Label(capped(words, SHOWN), type="small", tone="soft", wrap=True)
