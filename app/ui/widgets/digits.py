"""Digits and letters by their key, whatever the keyboard's layout writes there."""

import sys
import unicodedata

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodQueryEvent, QKeyEvent

_AZERTY = "&é\"'(-è_ç"
"""What the keys 1 to 9 write on a French keyboard without Shift."""
_X11_FIRST, _WINDOWS_FIRST = 10, 2
"""Scan codes of the key 1; the others follow it."""
_MAC = (18, 19, 20, 21, 23, 22, 26, 28, 25)
"""Virtual key codes of 1 to 9 on a Mac."""


_ROWS = ((16, "qwertyuiop"), (30, "asdfghjkl"), (44, "zxcvbnm"))
"""The letters of a Latin keyboard by the scan code of the first of each row, as Linux counts."""
_LETTERS = {first + at: letter for first, row in _ROWS for at, letter in enumerate(row)}
_X11_AHEAD = 8
_MAC_LETTERS: dict[int, str] = dict(
    zip(
        (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 31, 32, 34, 35, 37, 38, 40, 45, 46),
        "asdfhgzxcvbqwerytouipljknm",
        strict=True,
    )
)  # fmt: skip
_LAST_CHARACTER = 0x01000000
"""Keys from here on write nothing: arrows, Escape."""


def letter_of(event: QKeyEvent) -> str | None:
    """Return the letter a to z of a key pressed alone, None for any other key.

    Where keys bear Latin letters it is the one that is written on the key; elsewhere
    (Arabic, Cyrillic) the one that a Latin keyboard has in its place.
    """
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return None
    key = event.key()
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        return chr(key).lower()
    written = event.text() or (chr(key) if 0 < key < _LAST_CHARACTER else "")
    if not written.isalpha() or written.isascii():
        return None
    if sys.platform == "darwin":
        return _MAC_LETTERS.get(event.nativeVirtualKey())
    windows = QGuiApplication.platformName() == "windows"
    return _LETTERS.get(event.nativeScanCode() - (0 if windows else _X11_AHEAD))


def digit_alone(event: QKeyEvent) -> int | None:
    """Return 1 to 9 for a digit's key pressed alone, None for any other key.

    With Shift where a keyboard writes its digits so (AZERTY). Without the key's place only what
    is a digit counts: an apostrophe typed anywhere else is no 4.
    """
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    written = unicodedata.digit(event.text()[:1] or " ", 0) or None
    if held == Qt.KeyboardModifier.ShiftModifier:
        return written
    if held:
        return None
    return _by_place(event) or written


def is_typing() -> bool:
    """Say whether letters that are typed now go into a field."""
    field = QGuiApplication.focusObject()
    if field is None:  # pyright: ignore[reportUnnecessaryComparison] -- the stubs forget it
        return False
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled | Qt.InputMethodQuery.ImReadOnly)
    QCoreApplication.sendEvent(field, asked)
    enabled = bool(asked.value(Qt.InputMethodQuery.ImEnabled))
    return enabled and not asked.value(Qt.InputMethodQuery.ImReadOnly)


def score_of(event: QKeyEvent) -> int | None:
    """Return the score that Alt and a digit ask for, None for any other key."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return digit(event) if held == Qt.KeyboardModifier.AltModifier else None


def digit(event: QKeyEvent) -> int | None:
    """Return 1 to 9 for the digit row's keys (and the keypad's), None for any other."""
    return _by_place(event) or _by_character(event, placed=bool(event.nativeScanCode()))


def _by_place(event: QKeyEvent) -> int | None:
    if sys.platform == "darwin":
        key = event.nativeVirtualKey()
        return _MAC.index(key) + 1 if key in _MAC else None
    scan = event.nativeScanCode()
    if not scan:
        return None
    windows = QGuiApplication.platformName() == "windows"
    number = scan - (_WINDOWS_FIRST if windows else _X11_FIRST) + 1
    return number if 1 <= number <= 9 else None  # noqa: PLR2004 -- the digits


def _by_character(event: QKeyEvent, *, placed: bool) -> int | None:
    if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
        return event.key() - Qt.Key.Key_1 + 1
    text = event.text()[:1] or (chr(event.key()) if 0 < event.key() < sys.maxunicode else "")
    if not text:
        return None
    if text.casefold() in _AZERTY and not placed:
        return _AZERTY.index(text.casefold()) + 1
    found = unicodedata.digit(text, 0)
    return found or None
