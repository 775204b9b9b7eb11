"""A line that Enter hands over and empties for the next one, with completion where it is wanted."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit


class EnterLine(QLineEdit):
    """Typed, then Enter.

    Args:
        name: what it is for.
        hint: shown while it is empty.
        put: what Enter does with the words.
        most: characters it takes.
    """

    def __init__(self, name: str, hint: str, put: Callable[[str], object], most: int = 200) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setMaxLength(most)
        self._known: tuple[str, ...] = ()
        self._put = put
        self.returnPressed.connect(self._enter)

    def know(self, names: tuple[str, ...]) -> None:
        """Complete what is typed from `names`."""
        if names == self._known:
            return
        self._known = names
        completer = QCompleter(list(names), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = completer.popup()
        if popup is not None:
            popup.setAccessibleName(self.accessibleName())
        self.setCompleter(completer)

    def _enter(self) -> None:
        text = self.text().strip()
        if text:
            self._put(text)
            self.clear()
