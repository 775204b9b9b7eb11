"""Where the lines of a wrapped label end, without the spaces they end in.

Qt counts the space a line ended in when it sets words of the other direction at the right: the line
stands apart from the others, and its first letter is cut off at the left.
"""

from PySide6.QtGui import QFont, QTextLayout, QTextOption


def lines(text: str, font: QFont, width: int) -> list[str]:
    """Return the lines of `text` in `width` px, broken between words as a label breaks them."""
    found: list[str] = []
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, font)
        layout.setTextOption(_at_words())
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            part = _utf16(paragraph, line.textStart(), line.textLength())
            found.append(part.rstrip(" "))
        layout.endLayout()
        if not paragraph:
            found.append("")
    return found


def _at_words() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    return option


def _utf16(text: str, start: int, length: int) -> str:
    """Return the part of `text` that Qt counts in UTF-16 units."""
    if text.isascii():
        return text[start : start + length]
    return text.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le", "replace")
