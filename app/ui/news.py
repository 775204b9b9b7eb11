"""What a sync did that a member should know of, at the foot of the window."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from app import phrases
from app.i18n import _, ngettext
from app.sync.report import Report
from app.ui.line import Line


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence or more, and whether what it tells of is in the list of merges."""

    words: str
    tone: str
    merges: bool


class News(QObject):
    """Listens to the line, and tells a question that stays open only once."""

    def __init__(self, tell: Callable[[Told], object], line: Line) -> None:
        super().__init__(line)
        self._tell = tell
        self._asked = 0
        line.finished.connect(self._finished)

    def _finished(self, report: Report) -> None:
        told = of(report, asked=self._asked)
        self._asked = report.asks.count if report.asks is not None else 0
        if told is not None:
            self._tell(told)


def of(report: Report, *, asked: int = 0) -> Told | None:
    """Return the news of a sync; `asked` is how many erasures were asked about before."""
    parts: list[str] = []
    asks = report.asks if report.asks is not None and report.asks.count != asked else None
    if asks is not None:
        parts.append(phrases.erased(asks.count, asks.of, asks.mine))
    if report.repaired:
        parts.append(phrases.repaired())
    both, aside, joined = len(report.conflicts), len(report.set_aside), len(report.joined)
    if both:
        words = ngettext(
            "{n} text was changed here and elsewhere; both are kept until you choose.",
            "{n} texts were changed here and elsewhere; both are kept until you choose.",
            both,
        )
        parts.append(words.format(n=both))
    if aside:
        words = ngettext(
            "{n} item was not taken; it is kept here.",
            "{n} items were not taken; they are kept here.",
            aside,
        )
        parts.append(words.format(n=aside))
    if joined:
        words = ngettext(
            "{n} text was joined: you changed it here and elsewhere.",
            "{n} texts were joined: you changed them here and elsewhere.",
            joined,
        )
        parts.append(words.format(n=joined))
    if not parts:
        return None
    tone = "warn" if asks is not None or both or aside else "info"
    return Told(" ".join(parts), tone, merges=tone == "info" and bool(joined))


def verb() -> str:
    """Return the word on the button beside the news."""
    return _("Show")
