"""The way one came: places and papers one was at, to go back (Alt+Left) and forward."""

from dataclasses import dataclass, replace

MOST = 200
"""Stops that are remembered."""


TOP = ("", -1)
"""Stands for the top of a paper, above the first words of a section."""


PAGES = "/pages"
"""Stands for the pages of a document's PDF in the place of a section, whose keys have no slash."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place of the window, a record open in it, and the words one was at."""

    place: str
    id: str = ""
    section: str = ""
    offset: int = 0

    def has_words(self) -> bool:
        """Say whether it is known where in the paper one was."""
        return bool(self.section) or self.offset < 0

    def is_at(self, other: "Stop") -> bool:
        """Say whether both are at the same paper, or one is at whatever the place shows."""
        return self.place == other.place and (self.id == other.id or not other.id)


class Trail:
    """Stops in the order of visiting, and which of them one is at."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._now = -1

    def here(self) -> Stop | None:
        return self._stops[self._now] if self._now >= 0 else None

    def arrive(self, stop: Stop) -> None:
        """Remember that one came to a place or paper; to be there already is no news."""
        here = self.here()
        if here is not None and here.is_at(stop):
            return
        if here is not None and not here.id and here.place == stop.place:
            self._stops[self._now] = stop
            return
        self._add(stop)

    def moved(self, stop: Stop) -> None:
        """Remember where in the paper one is at one reads now."""
        here = self.here()
        if here is not None and stop.id and here.is_at(stop):
            self._stops[self._now] = stop

    def jumped(self, before: Stop, after: Stop) -> None:
        """Remember both ends of a jump within a paper."""
        self.moved(before)
        self._add(after)

    def step(self, by: int) -> Stop | None:
        """Go back (-1) or forward (1) and return where to; None if the way ends here."""
        if not 0 <= self._now + by < len(self._stops):
            return None
        self._now += by
        return replace(self._stops[self._now])

    def _add(self, stop: Stop) -> None:
        self._stops[self._now + 1 :] = [stop]
        del self._stops[: max(0, len(self._stops) - MOST)]
        self._now = len(self._stops) - 1
