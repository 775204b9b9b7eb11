"""What an open card holds: the remark, what was answered to it, and what can be done with both."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.measures import Space
from app.ui.reader.remark import COLOURED, REPLY, MarginNote, Remark
from app.ui.reader.swatches import Swatches
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, down, hairline


class CardBody(QWidget):
    """Remarks under each other, and the verbs of those that are mine."""

    edit_wanted = Signal(str)
    """The words of this remark."""
    reply_wanted = Signal()
    saved = Signal(str, str, object)
    left = Signal()
    """The writer changed her mind."""
    coloured = Signal(str, str)
    withdrawn = Signal(str)
    resized = Signal()

    def __init__(self, note: MarginNote) -> None:
        super().__init__()
        self.remarks: list[Remark] = []
        self._verbs: list[QWidget] = []
        self._said = down(spacing=Space.TIGHT)
        self._column = down(self._said, spacing=Space.TIGHT)
        self.setLayout(self._column)
        self.add(note, lead=True)
        for reply in note.replies:
            self.add(reply)
        # After the remarks, as Tab goes.
        self.acts = FlowBox(*self._acts(note), spacing=Space.SMALL)
        """What can be done with the card, in sight once it is chosen."""
        self.acts.hide()
        self._column.addWidget(self.acts)

    def add(self, note: MarginNote, *, lead: bool = False) -> Remark:
        """Put a remark behind those that are here; the one that leads has its verbs in `acts`."""
        remark = Remark(note, lead=lead)
        parts: list[QWidget] = [] if lead else [hairline()]
        parts.append(remark)
        if not lead and not note.author and not note.id.startswith(REPLY):
            edit = Button(_("Edit"), "link", on_click=partial(self.edit_wanted.emit, note.id))
            away = Button(_("Withdraw"), "quiet", on_click=partial(self.withdrawn.emit, note.id))
            own = FlowBox(edit, away, spacing=Space.SMALL)
            own.hide()
            self._verbs.append(own)
            parts.append(own)
        for part in parts:
            self._said.addWidget(part)
        remark.saved.connect(self.saved)
        remark.left.connect(self.left)
        remark.coloured.connect(self.coloured)
        remark.resized.connect(self.resized)
        self.remarks.append(remark)
        return remark

    def show_verbs(self, shown: bool) -> None:  # noqa: FBT001 -- a setter
        for each in (self.acts, *self._verbs):
            if each.isHidden() == shown:
                each.setVisible(shown)
                self.resized.emit()

    def height_for(self, wide: int) -> int:
        """Return the height it needs at a width, in px."""
        self._column.activate()
        return max(self._column.heightForWidth(wide), self._column.minimumSize().height())

    def _acts(self, note: MarginNote) -> list[QWidget]:
        made: list[QWidget] = []
        if not note.author:
            if note.kind in COLOURED:
                swatches = Swatches()
                swatches.show_colour(note.colour)
                swatches.picked.connect(partial(self.coloured.emit, note.id))
                made.append(swatches)
            words = _("Add words") if note.kind == "highlight" else _("Edit")
            edit = partial(self.edit_wanted.emit, note.id)
            made.append(Button(words, "link", on_click=edit))
        if note.may_be_answered:
            made.append(Button(_("Reply"), "link", on_click=self.reply_wanted.emit))
        if not note.author:
            away = partial(self.withdrawn.emit, note.id)
            made.append(Button(_("Withdraw"), "quiet", on_click=away))
        return made
