"""Digits by their key, whatever the keyboard's layout writes there."""

import sys
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

_AZERTY = "&é\"'(-è_ç"
"""What the keys 1 to 9 write on a French keyboard without Shift."""
_X11_FIRST, _WINDOWS_FIRST = 10, 2
"""Scan codes of the key 1; the others follow it."""
_MAC = (18, 19, 20, 21, 23, 22, 26, 28, 25)
"""Virtual key codes of 1 to 9 on a Mac."""


def score_of(event: QKeyEvent) -> int | None:
    """Return the score that Alt and a digit ask for, None for any other key."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return digit(event) if held == Qt.KeyboardModifier.AltModifier else None


def digit(event: QKeyEvent) -> int | None:
    """Return 1 to 9 for the digit row's keys (and the keypad's), None for any other."""
    return _by_place(event) or _by_character(event)


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


def _by_character(event: QKeyEvent) -> int | None:
    if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
        return event.key() - Qt.Key.Key_1 + 1
    text = event.text()[:1] or (chr(event.key()) if 0 < event.key() < sys.maxunicode else "")
    if not text:
        return None
    if text.casefold() in _AZERTY:
        return _AZERTY.index(text.casefold()) + 1
    found = unicodedata.digit(text, 0)
    return found or None
