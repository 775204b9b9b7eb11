"""Asks for the pictures and words of a PDF off the Qt thread, what is in sight first."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from app.documents.pdf_frame import Frame
from app.documents.pdf_pages import Found, PageLink, PageSize, PageText, PdfFile
from app.documents.pdf_places import spot_of
from app.documents.pdf_pointing import Pointing
from app.domain.anchors import Anchor
from app.domain.spots import Spot
from app.ui.reader import pdf_asking as asking
from app.ui.reader.pdf_cache import Picture, Pictures, Tile
from app.ui.worker import Job, Worker

MOST_FOUND = 5_000
MOST_TEXTS = 24
"""Pages whose words are held."""
_T = TypeVar("_T")


class _Shelf:
    """What a worker's thread works on; the file is handed to it with each question."""

    def close(self) -> None:
        """The file is closed by whoever opened it."""


class PdfReader(QObject):
    """One open PDF at a time: pictures and words as they are asked for, never waited for."""

    opened = Signal()
    failed = Signal(str)
    """The file cannot be read: a code of `Unreadable`, `gone` where there is no file."""
    drawn = Signal(int)
    """A picture of this page came."""
    undrawn = Signal(int, str)
    """This page cannot be shown: a code of `Unreadable`."""
    worded = Signal(int)
    """The words of this page came."""
    found = Signal()
    """More places of the words were found, or all are."""
    outlined = Signal(object)
    """The bookmarks: `Entry`s."""
    told_text = Signal(bool)
    """Whether the document has a word at all."""
    placed = Signal(object)
    """Where marks stand: `Spot`s by id."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pictures = Pictures()
        self.sizes: tuple[PageSize, ...] = ()
        self.hits: list[Found] = []
        self.searching = False
        self.bad: dict[int, str] = {}
        self.frames: dict[int, Frame] = {}
        self._pdf: PdfFile | None = None
        self._begun: list[PdfFile] = []
        """Opened, and nobody told yet: of what opens while all is closed nobody hears."""
        self._painter: Worker | None = None
        self._searcher: Worker | None = None
        self._turn = 0
        self._tiles: list[Tile] = []
        self._pages: list[int] = []
        self._busy = False
        self._texts: OrderedDict[int, tuple[Pointing, Sequence[PageLink]]] = OrderedDict()
        self._finding: Job | None = None

    def open(self, path: Path, password: str | None = None) -> None:
        """Open a file in place of the one before; `opened` or `failed` tells."""
        self.leave()
        turn = self._turn

        def opened() -> PdfFile:
            self._begun.append(pdf := asking.opened(path, password))
            return pdf

        self._ask(
            opened,
            partial(self._is_open, turn),
            partial(self._not_open, turn),
        )

    def leave(self) -> None:
        """Close the file; what was asked about it is not heard any more."""
        self._turn += 1
        self.stop_finding()
        self._tiles, self._pages, self._busy = [], [], False
        self._texts.clear()
        self.pictures.clear()
        self.sizes, self.hits, self.bad, self.frames = (), [], {}, {}
        if self._pdf is not None:
            self._pdf.close()
            self._pdf = None

    def close(self) -> None:
        """Close the file and end the threads."""
        self.leave()
        for each in (self._painter, self._searcher):
            if each is not None:
                each.close()
        self._painter = self._searcher = None
        while self._begun:
            self._begun.pop().close()

    def is_open(self) -> bool:
        return self._pdf is not None

    @property
    def process(self) -> int | None:
        """The process that reads the file, for who measures it."""
        return self._pdf.process if self._pdf is not None else None

    # --- what is in sight ------------------------------------------------------------------

    def want(self, tiles: Sequence[Tile], pages: Sequence[int]) -> None:
        """Ask for these pictures, then for the words of these pages, in this order.

        What was asked before and is not begun is not wanted any more.
        """
        self._tiles = list(tiles)
        self._pages = [each for each in pages if each not in self._texts]
        self._next()

    def words(self, page: int) -> Pointing | None:
        """Return the words of a page if they are here."""
        found = self._texts.get(page)
        if found is not None:
            self._texts.move_to_end(page)
        return None if found is None else found[0]

    def links(self, page: int) -> Sequence[PageLink]:
        """Return the links of a page if its words are here."""
        return self._texts[page][1] if page in self._texts else ()

    def frame(self, page: int, then: Callable[[Frame], Any]) -> None:
        """Tell how a page lies that may not have been seen yet."""
        pdf, turn = self._pdf, self._turn

        def heard(frame: Frame) -> None:
            if turn == self._turn:
                self.frames[page] = frame
                then(frame)

        if pdf is not None:
            self._ask(partial(pdf.frame, page), heard, asking.unheard)

    def fetch(self, pages: Sequence[int], then: Callable[[list[PageText]], Any]) -> None:
        """Hand the words of some pages to `then`, once they are read."""
        pdf = self._pdf
        if pdf is not None:
            self._ask(lambda: [asking.text(pdf, each) for each in pages], then, asking.unheard)

    def _next(self) -> None:
        pdf = self._pdf
        if self._busy or pdf is None:
            return
        while self._tiles:
            tile = self._tiles.pop(0)
            if self.pictures.get(tile) is None and tile.page not in self.bad:
                self._busy = True
                self._ask(
                    partial(asking.drawn, pdf, tile),
                    partial(self._is_drawn, self._turn),
                    partial(self._not_drawn, self._turn, tile.page),
                )
                return
        if self._pages:
            page = self._pages.pop(0)
            self._busy = True
            self._ask(
                partial(asking.words, pdf, page),
                partial(self._is_worded, self._turn, page),
                partial(self._not_worded, self._turn),
            )

    def _is_drawn(self, turn: int, made: Picture) -> None:
        if turn == self._turn:
            self._busy = False
            self.pictures.add(made)
            self.frames[made.tile.page] = made.frame
            self.drawn.emit(made.tile.page)
            self._next()

    def _not_drawn(self, turn: int, page: int, error: Exception) -> None:
        if turn == self._turn:
            self._busy = False
            self.bad[page] = asking.code(error)
            self.undrawn.emit(page, self.bad[page])
            self._next()

    def _is_worded(self, turn: int, page: int, told: tuple[Pointing, Sequence[PageLink]]) -> None:
        if turn == self._turn:
            self._busy = False
            self._texts[page] = told
            self.frames[page] = told[0].page.frame
            while len(self._texts) > MOST_TEXTS:
                self._texts.popitem(last=False)
            self.worded.emit(page)
            self._next()

    def _not_worded(self, turn: int, _error: Exception) -> None:
        if turn == self._turn:
            self._busy = False
            self._next()

    # --- the whole document ----------------------------------------------------------------

    def find(self, words: str) -> None:
        """Look for `words` in all pages; `hits` grows while they are found."""
        self.stop_finding()
        pdf, turn = self._pdf, self._turn
        if pdf is None or not words.strip():
            return
        self.searching = True

        def search(_shelf: Any, job: Job) -> None:
            some: list[Found] = []
            page = -1
            for number, hit in enumerate(pdf.find(words, 0, job.cancelled)):
                if some and hit.page != page:
                    job.report(job, some)
                    some = []
                some.append(hit)
                page = hit.page
                if number >= MOST_FOUND:
                    break
            job.report(job, some)

        def heard(job: Job, some: list[Found]) -> None:
            if turn == self._turn and job is self._finding:
                self.hits += some
                self.found.emit()

        def done(_answer: None) -> None:
            if turn == self._turn and mine is self._finding:
                self.searching = False
                self.found.emit()

        mine = self._finding = self._second().run(search, done, lambda _error: done(None), heard)

    def stop_finding(self) -> None:
        if self._finding is not None:
            self._finding.cancel()
        self._finding, self.searching, self.hits = None, False, []

    def place(self, marks: Mapping[str, Anchor]) -> None:
        """Find where marks stand on the pages; `placed` tells."""
        pdf = self._pdf
        if pdf is None:
            return

        def spots(_shelf: Any) -> dict[str, Spot]:
            found = {id: spot_of(pdf, each) for id, each in marks.items()}
            return {id: each for id, each in found.items() if each is not None}

        self._second().read(
            spots, partial(self._told, self._turn, self.placed.emit), asking.unheard
        )

    def where(self, words: Sequence[str], then: Callable[[Found | None], Any]) -> None:
        """Tell the page where the first of these phrases is that is in the file just once."""
        pdf = self._pdf
        if pdf is not None:
            self._second().read(
                lambda _shelf: asking.once(pdf, words),
                partial(self._told, self._turn, then),
                asking.unheard,
            )

    def _about(self, pdf: PdfFile) -> None:
        """Ask for what is shown beside the pages."""
        second, turn = self._second(), self._turn
        second.read(
            lambda _shelf: asking.outline(pdf),
            partial(self._told, turn, self.outlined.emit),
            asking.unheard,
        )
        second.read(
            lambda _shelf: pdf.has_text,
            partial(self._told, turn, self.told_text.emit),
            asking.unheard,
        )

    def _told(self, turn: int, then: Callable[[Any], Any], answer: Any) -> None:
        if turn == self._turn:
            then(answer)

    # --- threads ---------------------------------------------------------------------------

    def _ask(
        self, question: Callable[[], _T], then: Callable[[_T], Any], failed: Callable[..., Any]
    ) -> None:
        if self._painter is None:
            self._painter = Worker(_Shelf, "pdf", self)
        self._painter.read(lambda _shelf: question(), then, failed)

    def _second(self) -> Worker:
        """Return the worker for what takes longer; the file serves both in turn."""
        if self._searcher is None:
            self._searcher = Worker(_Shelf, "pdf-find", self)
        return self._searcher

    def _is_open(self, turn: int, pdf: PdfFile) -> None:
        self._begun.remove(pdf)
        if turn != self._turn:
            pdf.close()
            return
        self._pdf, self.sizes = pdf, pdf.pages
        self.opened.emit()
        self._about(pdf)

    def _not_open(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self.failed.emit(asking.code(error))
