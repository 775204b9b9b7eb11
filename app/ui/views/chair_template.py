"""Keeping a letter's texts as a template: its name is asked for where the button stood."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.actions.letter_templates import LONGEST_NAME
from app.i18n import _
from app.ui.measures import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import across, boxed, down


class KeepAs(QWidget):
    """A button that becomes a field; `named` gives the name that was entered. Esc: as before."""

    named = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._proposed = ""
        self.ask = Button(_("Keep these texts as…"), "link", on_click=self._ask)
        self.field = QLineEdit()
        self.field.setAccessibleName(_("Name of the template"))
        self.field.setPlaceholderText(_("Name of the template"))
        self.field.setMaxLength(LONGEST_NAME)
        self.field.returnPressed.connect(self._keep)
        self.field.textChanged.connect(self._typed)
        self.keep = Button(_("Keep"), "secondary", on_click=self._keep)
        self._asking = boxed(across(self.field, self.keep, spacing=Space.SMALL))
        self._asking.hide()
        self._typed("")
        self.setLayout(down(self.ask, self._asking, spacing=0))

    def propose(self, name: str) -> None:
        """Have `name` stand in the field when it is opened next."""
        self._proposed = name

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._asking.isVisibleTo(self):
            self._close()
            self.ask.setFocus()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        self.field.setText(self._proposed)
        self.field.selectAll()
        self.ask.hide()
        self._asking.show()
        self.field.setFocus()

    def _keep(self) -> None:
        name = self.field.text().strip()
        if name:
            self._close()
            self.named.emit(name)

    def _close(self) -> None:
        self._asking.hide()
        self.ask.show()

    def _typed(self, text: str) -> None:
        self.keep.setEnabled(bool(text.strip()))
