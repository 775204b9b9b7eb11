"""Where the focus goes in a place one has gone to: its list, or the first that can have it."""

from collections.abc import Iterator

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)


def enter(place: QWidget, before: QWidget | None = None) -> None:
    """Give the focus to `before`, which had it here, else to the place's list or first part.

    Never to a field for words: a letter typed by mistake would be written into it.
    """
    parts = [part for part in _chain(place) if _suits(part, place)]
    lists = (part for part in parts if isinstance(part, QAbstractItemView) and _rows(part))
    chosen = before if before in parts else next(lists, parts[0] if parts else place)
    if isinstance(chosen, QAbstractItemView) and not chosen.currentIndex().isValid():
        # Qt would go to the first row at once, and some lists open what one goes to.
        blocked = QSignalBlocker(chosen.selectionModel())
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)
        chosen.selectionModel().clearCurrentIndex()
        blocked.unblock()
    else:
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)


def _chain(place: QWidget) -> Iterator[QWidget]:
    """Give what is in `place`, in the order of Tab."""
    part = place.nextInFocusChain()
    while part is not None and part is not place:
        if place.isAncestorOf(part):
            yield part
        part = part.nextInFocusChain()


def _suits(part: QWidget, place: QWidget) -> bool:
    tab = part.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(tab and part.isEnabled() and part.isVisibleTo(place) and not _writes(part))


def _writes(part: QWidget) -> bool:
    if isinstance(part, QTextEdit | QPlainTextEdit):
        return not part.isReadOnly()
    if isinstance(part, QComboBox):
        return part.isEditable()
    return isinstance(part, QLineEdit | QAbstractSpinBox)


def _rows(part: QAbstractItemView) -> int:
    return part.model().rowCount()
