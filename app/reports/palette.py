"""The colours of our papers, 0xRRGGBB: one accent, states, greys."""

INK = 0x1F2328
SOFT = 0x5B6169
LINE = 0xD9D5CC
ACCENT = 0x1F5FA8
TINT = 0xB9CFE8
WARN = 0x8A5600
BAD = 0xB3362B
GOOD = 0x2C7A4B
HEAD_FILL = 0xEEF3F9
"""Behind the heads of tables."""
STATES = {"good": GOOD, "warn": WARN, "bad": BAD, "code": ACCENT, "label": SOFT, "soft": SOFT}
"""Colours of the styles of words; the others are ink."""


def css(colour: int) -> str:
    """Return a colour as HTML writes it."""
    return f"#{colour:06x}"
