"""Reports made off the window's thread, on one of their own: long ones hold up nobody's writing."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from app import i18n
from app.actions import exporting, reporting
from app.actions.clock import Clock
from app.actions.exporting import Written
from app.actions.reporting import Wanted
from app.paths import Home
from app.reports.progress import Stopped
from app.store import Store, open_store
from app.ui.desk import Desk
from app.ui.reader.pdf_cache import Picture, Tile, picture
from app.ui.worker import Job, Worker

FIRST = 60
"""Blocks of a report that its preview sets: enough for the first pages of any."""
PAGES = 3


@dataclass(frozen=True, slots=True)
class Preview:
    """The first pages of a report as pictures, and what is to be known before it goes on."""

    pictures: tuple[Picture, ...]
    warnings: tuple[str, ...]


class Reporting(QObject):
    """The thread of one desk on which reports are made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.worker = Worker(
            partial(open_store, desk.home.store, read_only=True), "reports", self
        )  # fmt: skip
        desk.closing.connect(self.worker.close)

    @staticmethod
    def of(desk: Desk) -> "Reporting":
        """Return the thread of `desk`, begun when the first report is asked for."""
        return desk.findChild(Reporting) or Reporting(desk)


def write(store: Store, job: Job, home: Home, wanted: Wanted, out: Path, clock: Clock) -> Written:
    """Write a report; tells how far it is. Raises Stopped where `job` was cancelled."""
    return exporting.write(
        store, home, wanted, out, clock=clock, progress=job.report, stop=job.cancelled
    )


def preview(
    store: Store, job: Job, home: Home, wanted: Wanted, clock: Clock, scale: float
) -> Preview:
    """Return the first pages, `scale` device pixels a point. Raises Stopped as `write` does."""
    from app.documents.pdf_pages import open_pdf  # noqa: PLC0415 -- not before it is wanted
    from app.reports.writing import write as set_  # noqa: PLC0415 -- slow import

    with i18n.speaking(wanted.language):
        found = reporting.composed(store, home, replace(wanted, format="pdf"), clock)
        if job.cancelled():
            raise Stopped
        start = replace(found.report, blocks=tuple(found.report.blocks[:FIRST]))
        content = set_(start, "pdf", stop=job.cancelled)
    with open_pdf(content) as pdf:
        made = [
            picture(Tile(number, scale, 0, None), pdf.render(number, scale))
            for number in range(min(PAGES, len(pdf.pages)))
        ]
    return Preview(tuple(made), found.warnings)
