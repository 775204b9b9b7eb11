"""A button that drops a menu, without the arrow Qt would draw beside our own."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
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


def caret_after(text: str, kind: str, on_click: Callable[[], object] | None = None) -> Button:
    """Return a button with a caret after its words, in reading direction."""
    button = Button(text, kind, Symbol.CARET_DOWN, on_click)
    mirrored = QGuiApplication.isRightToLeft()
    direction = Qt.LayoutDirection
    button.setLayoutDirection(direction.LeftToRight if mirrored else direction.RightToLeft)
    button.setProperty("turned", not mirrored)
    return button
