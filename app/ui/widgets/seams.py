"""Endless words in a field, in parts: Qt lays out and paints a paragraph as one, however long.

A part ends in a character that no text has and in the end of a paragraph; the two are a seam.
Nobody wrote them: they are not told, and the cursor and the keys go across them as if nothing
stood there.
"""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

SEAM = "\ufdd5"
"""Stands at the end of a part that goes on in the next paragraph."""
PARAGRAPH = "\u2029"
PART = 500
"""Letters of a part."""
ENDLESS = 4_000
"""Letters of a word from which on it is shown in parts."""
ENDLESS_WORD = re.compile(
    rf"[^\s\u2e80-\u9fff\uac00-\ud7ff\uff00-\uff65\U00020000-\U0003ffff]{{{ENDLESS},}}"
)
"""Chinese, Japanese and Korean are laid out fast, and are written without spaces."""


def parted(shown: str) -> str:
    """Return `shown` with seams in its endless words."""
    return ENDLESS_WORD.sub(lambda word: f"{SEAM}\n".join(_parts(word[0])), shown)


def without_seams(raw: str) -> str:
    """Return the raw text of a document, or of a part of it, as if it had no seams."""
    return raw.replace(SEAM + PARAGRAPH, "").replace(SEAM, "")


def hide_seams(edit: QTextEdit) -> None:
    """Paint nothing where the seams are: the box of a character that no font has."""
    unseen: list[QTextEdit.ExtraSelection] = []
    at = 0  # counted as Qt counts: in units of UTF-16
    for part in edit.document().toRawText().split(SEAM)[:-1]:
        at += len(part.encode("utf-16-le", "surrogatepass")) // 2
        cursor = QTextCursor(edit.document())
        cursor.setPosition(at)
        cursor.setPosition(at + 1, QTextCursor.MoveMode.KeepAnchor)
        at += 1
        each = QTextEdit.ExtraSelection()
        each.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue] -- not in the stubs
        each.format.setForeground(Qt.GlobalColor.transparent)  # pyright: ignore[reportAttributeAccessIssue]
        unseen.append(each)
    edit.setExtraSelections(unseen)


def keep_off(edit: QTextEdit, before: int, key: int) -> None:
    """Move the cursor on where it stands within a seam; it stood at `before`, moved by `key`."""
    cursor = edit.textCursor()
    at = cursor.position()
    if not _in_seam(edit, at):
        return
    on = before == at - 1 and key != Qt.Key.Key_End
    keeps = cursor.hasSelection() or cursor.anchor() != at
    mode = QTextCursor.MoveMode.KeepAnchor if keeps else QTextCursor.MoveMode.MoveAnchor
    cursor.setPosition(at + 1 if on else at - 1, mode)
    edit.setTextCursor(cursor)


def cross(edit: QTextEdit, key: int) -> None:
    """Put the cursor where `key` deletes a letter, or ends a line, and not only a seam."""
    cursor = edit.textCursor()
    if cursor.hasSelection():
        return
    at = cursor.position()
    if key == Qt.Key.Key_Delete and _in_seam(edit, at + 1):
        cursor.setPosition(at + 2)
    elif key == Qt.Key.Key_Backspace and _in_seam(edit, at - 1):
        cursor.setPosition(at - 2)
    elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
        first = at if _in_seam(edit, at + 1) else at - 2
        if not _in_seam(edit, first + 1):
            return
        cursor.setPosition(first)
        cursor.setPosition(first + 2, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)


def _in_seam(edit: QTextEdit, at: int) -> bool:
    """Say whether a position is between the two characters of a seam."""
    return at > 0 and edit.document().characterAt(at - 1) == SEAM


def _parts(word: str) -> list[str]:
    return [word[at : at + PART] for at in range(0, len(word), PART)]
