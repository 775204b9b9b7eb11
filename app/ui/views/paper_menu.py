"""A button that drops a menu, without the arrow Qt would draw beside our own."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton

from app.ui.icons import Symbol
from app.ui.widgets.buttons import Button


def drops(button: QPushButton, menu: QMenu) -> None:
    """Have `button` show `menu` under itself."""

    def show() -> None:
        corner = button.rect().bottomLeft()
        if button.isRightToLeft() and not button.property("turned"):
            corner = button.rect().bottomRight() - QPoint(menu.sizeHint().width(), 0)
        menu.popup(button.mapToGlobal(corner))

    menu.setAccessibleName(button.accessibleName())
    button.clicked.connect(show)


def keep_whole(*buttons: QPushButton) -> None:
    """Keep `buttons` from being cut in a crowded row: the style sheet's least width is less."""
    for button in buttons:
        button.setMinimumWidth(0)
        button.setMinimumWidth(button.sizeHint().width())


def with_key(words: str, keys: str) -> str:
    """Return the words of a menu's entry with the key that does the same, which is set elsewhere."""
    return f"{words}\t{QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)}"


def caret_after(text: str, kind: str, on_click: Callable[[], object] | None = None) -> Button:
    """Return a button with a caret after its words, in reading direction."""
    button = Button(text, kind, Symbol.CARET_DOWN, on_click)
    mirrored = QGuiApplication.isRightToLeft()
    direction = Qt.LayoutDirection
    button.setLayoutDirection(direction.LeftToRight if mirrored else direction.RightToLeft)
    button.setProperty("turned", not mirrored)
    return button
