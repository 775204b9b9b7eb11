"""Keys that act while a widget, or something inside it, has the focus."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def on_key(widget: QWidget, keys: str, act: Callable[[], object]) -> None:
    """Do `act` on `keys` (`Ctrl+Return`) while the focus is in `widget`."""
    shortcut = QShortcut(QKeySequence(keys), widget)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(act)
