"""A field and a verb that asks somebody far away: it may take a while, and be stopped."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.measures import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import across, down
from app.ui.widgets.messages import ProgressLine
from app.ui.widgets.text import Label, announce


class Attempt(QWidget):
    """Below the field stands what is to be known first, then what came of it."""

    def __init__(self, field: QLineEdit | GrowingText, act: Button, doing: str) -> None:
        """`doing` is what is under way after `act`, in words."""
        super().__init__()
        self.act = act
        self._entry = field
        self.said = Label(tone="soft", wrap=True)
        self.progress = ProgressLine(doing)
        self.progress.hide()
        self.setLayout(
            down(field, self.said, self.progress, across(act, None), spacing=Space.SMALL)
        )

    def busy(self, words: str) -> None:
        """Show what is under way in the place of the verb; "" for nothing any more."""
        self.progress.setVisible(bool(words))
        self.act.setVisible(not words)
        self._entry.setReadOnly(bool(words))
        if words:
            self.progress.show_progress(0, None, words)

    def tell(self, words: str, tone: str = "good") -> None:
        """Say what came of it, aloud too."""
        self.say(words, tone)
        announce(self, words)

    def say(self, words: str, tone: str = "soft") -> None:
        self.said.set_tone(tone)
        self.said.setText(words)
