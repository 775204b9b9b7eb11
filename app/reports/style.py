"""How our papers look: one accent, one scale of sizes, Source Serif for text, Inter for labels."""

from app.reports.palette import ACCENT, SOFT, TINT
from app.reports.paragraph import Setting
from app.reports.shaping import Type

TEXT = Type("serif", 10.5)
TEXT_SOFT = Type("serif", 10.5, italic=True, colour=SOFT)
QUOTE = Type("serif", 10, italic=True, colour=0x3C434B)
TITLE = Type("serif", 27, weight=600)
HEADING = Type("serif", 18, weight=600)
SUBHEADING = Type("label", 10.5, weight=600)
NAME = Type("label", 8.5, weight=600)
LABEL = Type("label", 8.5, colour=SOFT)
LABEL_INK = Type("label", 8.5)
LABEL_STRONG = Type("label", 8.5, weight=500)
CODE = Type("label", 9, weight=600, colour=ACCENT)
LINK = Type("label", 9.5)
FIGURE = Type("serif", 20, weight=600, colour=ACCENT)
SMALL = Type("label", 7.5, colour=SOFT)

BODY = Setting(leading=15, after=5)
LINE_OF_BODY = Setting(leading=15)
"""A line that the writer ended herself, another one following."""
QUOTATION = Setting(leading=14, after=6, indent=11, bar=TINT)
SIDE = Setting(leading=11.5)
SIDE_GAP = Setting(leading=11.5, before=3)
ONE_LINE = Setting(leading=11, most_lines=1)
