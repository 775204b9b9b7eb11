"""The words chosen on the pages of a PDF, by mouse and by key, in either direction of writing."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt

from app.documents.pdf_pointing import Pointing
from app.ui.reader.pdf_reader import PdfReader

_Key = Qt.Key
_STEPS = {_Key.Key_Right: 1, _Key.Key_Left: -1}
_ROWS = {_Key.Key_Down: 1, _Key.Key_Up: -1}
_ENDS = {_Key.Key_End: 1, _Key.Key_Home: -1}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Between two characters of a page (from 0)."""

    page: int
    at: int


class Choosing:
    """What is chosen lies between the place where one began and the one where one is."""

    def __init__(self, reader: PdfReader) -> None:
        self._reader = reader
        self.begun: Place | None = None
        self.head: Place | None = None

    def clear(self) -> None:
        self.begun = self.head = None

    def begin(self, place: Place) -> None:
        self.begun = self.head = place

    def extend(self, place: Place) -> None:
        if self.begun is None:
            self.begun = place
        self.head = place

    def ends(self) -> tuple[Place, Place] | None:
        """Return first and last place, None where nothing is chosen."""
        if self.begun is None or self.head is None or self.begun == self.head:
            return None
        return min(self.begun, self.head), max(self.begun, self.head)

    def pages(self) -> range:
        ends = self.ends()
        return range(0) if ends is None else range(ends[0].page, ends[1].page + 1)

    def on(self, page: int) -> tuple[int, int] | None:
        """Return what is chosen of a page whose words are here."""
        ends, words = self.ends(), self._reader.words(page)
        if ends is None or words is None or not ends[0].page <= page <= ends[1].page:
            return None
        start = ends[0].at if page == ends[0].page else 0
        end = ends[1].at if page == ends[1].page else len(words.page.text)
        return (start, end) if start < end else None

    def first(self) -> Iterator[tuple[int, Pointing, int, int]]:
        """Yield the page where the choice begins, its words, start and end; nothing if none."""
        for page in self.pages():
            part, words = self.on(page), self._reader.words(page)
            if part is not None and words is not None and words.page.quote(*part):
                yield page, words, *part
                return

    def goes_on(self, page: int) -> bool:
        """Say whether words of later pages are chosen, as far as their words are here."""
        later = [each for each in self.pages() if each > page]
        return any(self._has_words(each) for each in later)

    def _has_words(self, page: int) -> bool:
        words, part = self._reader.words(page), self.on(page)
        return words is None or (part is not None and bool(words.page.quote(*part)))

    def take(self, page: int, start: int, end: int) -> None:
        self.begun, self.head = Place(page, start), Place(page, end)

    def move(self, key: Qt.Key, *, words: bool) -> bool:
        """Move the end of the choice by an arrow key, Home or End; by whole words if said."""
        here = self.head
        found = None if here is None else self._reader.words(here.page)
        if here is None or found is None:
            return False
        if key in _STEPS:
            step = -_STEPS[key] if found.is_backwards(here.at) else _STEPS[key]
            at = found.next_word(here.at, step) if words else here.at + step
        elif key in _ROWS:
            step = _ROWS[key]
            at = found.next_row(here.at, step)
            if at == here.at:
                at += step
        elif key in _ENDS:
            row = found.row(here.at)
            step = _ENDS[key]
            at = here.at if row is None else row.end if step > 0 else row.start
        else:
            return False
        self.head = self._bounded(here.page, at, found)
        return True

    def _bounded(self, page: int, at: int, words: Pointing) -> Place:
        """Return the place, on the next page or the one before where it is beyond this one."""
        if at > len(words.page.text) and page + 1 < len(self._reader.sizes):
            return Place(page + 1, 0)
        if at < 0 and page > 0:
            before = self._reader.words(page - 1)
            return Place(page - 1, len(before.page.text) if before is not None else 0)
        return Place(page, min(max(at, 0), len(words.page.text)))
