"""The paper of a report: its size and margins, and what is said of the document as a whole."""

from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, LETTER

MARGIN = 54
"""In points, as everything here."""
TOP, BOTTOM = 68, 66
_PAPERS = {"A4": A4, "Letter": LETTER}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is said of a document as a whole."""

    title: str
    head: str
    """At the top of every page but the first."""
    foot: str
    """At the bottom of every page: who may read it."""
    author: str = ""
    subject: str = ""
    date: str = ""
    """ISO day in the file's own description; the clock is never asked."""
    language: str = "en"
    right_to_left: bool = False
    paper: str = "A4"
    """Or `Letter`."""
    landscape: bool = False

    @property
    def base(self) -> int:
        return int(self.right_to_left)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper."""
        width, height = _PAPERS[self.paper]
        return (height, width) if self.landscape else (width, height)

    @property
    def measure(self) -> float:
        """Width of the text."""
        return self.size[0] - 2 * MARGIN
