"""What is told of PDF pages: sizes, pictures, words with their boxes, places, bookmarks."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from app.documents import pdf_letters
from app.documents.pdf_frame import Box, Frame


@dataclass(frozen=True, slots=True)
class PageSize:
    """In points, as shown: turned as the file says."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A bookmark; `page` counts from 0, None where it leads nowhere in this file."""

    title: str
    level: int
    page: int | None


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link on a page: to another page (from 0) of this file, or to an address outside it."""

    box: Box
    """In points of the unrotated page."""
    page: int | None
    height: float | None
    """Where on that page, in its points from the bottom; None for its top."""
    address: str
    """As the file has it: whoever wrote the file may have written anything."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, four bytes a pixel: blue, green, red, unused (Qt: Format_RGB32)."""

    width: int
    height: int
    stride: int
    data: bytearray
    frame: Frame


class Boxes(Sequence[Box]):
    """One box a character, held small: pages have thousands."""

    def __init__(self, numbers: "array[float]") -> None:
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers) // 4

    @overload
    def __getitem__(self, at: int) -> Box: ...
    @overload
    def __getitem__(self, at: slice) -> list[Box]: ...
    def __getitem__(self, at: int | slice) -> Box | list[Box]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        at = range(len(self))[at]
        left, bottom, right, top = self._numbers[at * 4 : at * 4 + 4]
        return left, bottom, right, top


@dataclass(frozen=True, slots=True)
class PageText:
    """The words of a page in the order they are read.

    Lines end with a line feed; U+00AD at the end of one is a hyphen that only the line made. A box a
    character, in points of the unrotated page; what is not seen has no width.
    """

    text: str
    boxes: Sequence[Box]
    frame: Frame

    @property
    def has_text(self) -> bool:
        """Say whether there is a word: a scanned page has none."""
        return any(each.isalnum() for each in self.text)

    def quote(self, start: int, end: int) -> str:
        """Return the words from start to end as one line, hyphens at ends of lines undone."""
        return pdf_letters.quoted(self.text[start:end])

    def within(self, box: Box) -> str:
        """Return the words whose middle is in `box`, as one line."""
        left, bottom, right, top = box
        here = [
            each
            for each, (one, low, other, high) in zip(self.text, self.boxes, strict=True)
            if left <= (one + other) / 2 <= right and bottom <= (low + high) / 2 <= top
        ]
        return pdf_letters.quoted("".join(here))

    def around(self, start: int, end: int) -> list[Box]:
        """Return the boxes to colour for these characters: one a line."""
        from app.documents.pdf_finding import joined  # noqa: PLC0415 -- not needed to show a page

        return joined(self.boxes[start:end])


@dataclass(frozen=True, slots=True)
class Found:
    """A place: characters start to end of the text of `page` (from 0), and the boxes to colour."""

    page: int
    start: int
    end: int
    boxes: tuple[Box, ...]
