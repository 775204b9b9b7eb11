"""What keys do in the whole window: undo the last act, and change the size of the text."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from app.i18n import _
from app.ui.desk import Desk
from app.ui.measures import LARGEST_TEXT, SMALLEST_TEXT
from app.ui.widgets.messages import MessageBar

LARGER = 10
"""Per cent that Ctrl + and Ctrl - change the text size."""


def undo(desk: Desk, bar: MessageBar, back: Callable[[], object] | None) -> None:
    """Take back what `bar` tells of, else the last act; not where somebody is writing.

    `back` is what the message that was shown last offers.
    """
    if _is_writing():
        return
    shown = back if bar.isVisible() and bar.undo.isVisible() else None
    if shown is not None and not _of_act(desk, shown):
        bar.undo.click()  # words that were put away: nothing of theirs is in the store
    else:
        desk.take_back()


def text_size(desk: Desk, step: int | None) -> None:
    """Change the size of the text by `step` per cent; None: back to the usual one."""
    now = desk.settings
    wanted = 100 if step is None else now.text_size + step
    wanted = max(SMALLEST_TEXT, min(LARGEST_TEXT, wanted))
    if wanted != now.text_size:
        desk.choose(replace(now, text_size=wanted))
        desk.told.emit(_("Text size {n} %").format(n=wanted), None)


def _is_writing() -> bool:
    focus = QApplication.focusWidget()
    return isinstance(focus, QLineEdit) or (isinstance(focus, QTextEdit) and not focus.isReadOnly())


def _of_act(desk: Desk, back: Callable[[], object]) -> bool:
    return isinstance(back, partial) and back.func == desk.take_back
