"""Sizes of type and steps of space: the only numbers of pixels in the window."""

from enum import IntEnum


class Type(IntEnum):
    """The scale of type sizes, in px at 100 % text size."""

    SMALL = 12
    BODY = 13
    LEAD = 15
    TITLE = 18
    DISPLAY = 24


class Weight(IntEnum):
    REGULAR = 400
    MEDIUM = 500
    BOLD = 600


class Space(IntEnum):
    """Steps of space between things, in px."""

    HAIR = 1
    TIGHT = 4
    SMALL = 8
    MEDIUM = 12
    LARGE = 16
    WIDE = 24
    HUGE = 32


TARGET = 24
"""Smallest side of anything one clicks, in px at 100 %."""
CONTROL = 30
"""Height of a button or a one-line field, in px at 100 %."""
NAV = 34
"""Height of a place in the sidebar, in px at 100 %."""
RADIUS = 6
ICON = 18
SMALL_ICON = 15
HUGE_ICON = 40
READING = 17
"""Size of the words of a paper, in px at 100 %."""
NARROWEST_COLUMN, COLUMN, WIDEST_COLUMN = 60, 72, 80
"""Width of the reading column, in average characters."""
LINE_HEIGHT = 122
"""Line height of a paper, in percent of the face's own."""
NARROW = 1200
"""Windows less wide show the sidebar as icons, in px at 100 %."""
SIDEBAR, PANEL = 176, 348
"""Widths of the sidebar and of the right panel, in px at 100 %."""
SMALLEST_TEXT, LARGEST_TEXT = 80, 200
"""Limits of the text-size setting, in percent."""
