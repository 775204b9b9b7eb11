"""Walks a window as a screen reader and a critical eye do."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from app.ui.theme import theme

ROUNDS = 8
"""Boxes in boxes that are laid out one after the other."""


def wear(qapp: QApplication, name: str, percent: int, *, mirrored: bool) -> None:
    """Dress the program: a theme, a text size, and from right to left if `mirrored`."""
    theme().use(name, percent)
    if mirrored:
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)


def unnamed(window: QWidget) -> list[str]:
    """Return the focusable widgets of `window` that a screen reader has no name for."""
    return [
        f"{type(widget).__name__} {widget.objectName()!r} in {type(widget.parent()).__name__}"
        for widget in (window, *window.findChildren(QWidget))
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not _name(widget) and _counts(widget)
    ]


def cut(window: QWidget) -> list[str]:
    """Return the visible labels and buttons whose words do not fit where they stand."""
    # What was just shown is laid out once its request comes round: one box after the other.
    for _round in range(ROUNDS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    return [
        f"{type(widget).__name__} {words!r}: needs {need}, has {have}"
        for widget in window.findChildren(QWidget)
        if widget.isVisibleTo(window)
        for words, need, have in _measured(widget)
        if need[0] > have[0] or need[1] > have[1]
    ]


def small(window: QWidget) -> list[str]:
    """Return the visible buttons with a side under 24 px."""
    return [
        f"{type(widget).__name__} {_name(widget)!r}: {widget.width()} x {widget.height()}"
        for widget in window.findChildren(QAbstractButton)
        if widget.isVisibleTo(window) and min(widget.width(), widget.height()) < theme().px(24)
    ]


def tabbed(place: QWidget) -> list[QWidget]:
    """Return what Tab reaches in `place`, one after the other."""
    chain, each = [], place.nextInFocusChain()
    while each is not place:
        chain.append(each)
        each = each.nextInFocusChain()
    return [
        each
        for each in chain
        if each.isVisible()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and place.isAncestorOf(each)
        and each.isEnabled()
    ]


def in_sight_order(place: QWidget, parts: list[QWidget]) -> bool:
    """Tell whether `parts` stand from top to bottom; what overlaps in height is one line."""
    spots = [each.mapTo(place, each.rect().topLeft()).y() for each in parts]
    return all(
        after + part.height() > before
        for before, after, part in zip(spots, spots[1:], parts[1:], strict=False)
    )


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def _counts(widget: QWidget) -> bool:
    """Leave out what Qt builds inside its own widgets and hands the focus on."""
    inner = widget.objectName().startswith("qt_") or widget.focusProxy() is not None
    return not inner and not isinstance(widget.parent(), (QAbstractSpinBox, QTabBar))


def _measured(widget: QWidget):
    metrics = widget.fontMetrics()
    if isinstance(widget, QLabel) and widget.text():
        room = widget.contentsRect()
        if widget.textFormat() == Qt.TextFormat.RichText:
            high = widget.heightForWidth(widget.width())
            yield widget.accessibleName(), (0, high), (room.width(), widget.height() + 1)
        elif widget.wordWrap():
            box = metrics.boundingRect(
                0, 0, room.width(), 100_000, int(Qt.TextFlag.TextWordWrap), widget.text()
            )
            yield widget.text(), (box.width(), box.height()), (room.width(), room.height() + 1)
        elif not getattr(widget, "_elide", False):
            need = max(metrics.horizontalAdvance(line) for line in widget.text().split("\n"))
            yield widget.text(), (need, metrics.height()), (room.width() + 1, room.height() + 1)
        else:
            yield widget.text(), (0, metrics.height()), (room.width(), room.height() + 1)
    elif isinstance(widget, QAbstractButton) and widget.text():
        words = widget.text().replace("&&", "&")
        need = metrics.horizontalAdvance(words)
        yield words, (need, metrics.height()), (widget.width(), widget.height())
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText(), (0, metrics.height()), (widget.width(), widget.height())
