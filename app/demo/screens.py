"""What the journey asks of the windows; `bootstrap` fills it from `ui`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.actions.clock import Clock, system
from app.domain.changes import Changes
from app.paths import Home
from app.store import Store


@dataclass(frozen=True, slots=True)
class Synced:
    """`state` is `connected` or `offline`; bytes of bodies on the line."""

    state: str
    bytes_up: int = 0
    bytes_down: int = 0


class Window(Protocol):
    """One profile's open window. Every call returns when the window has settled."""

    def go(self, place: str, id: str = "") -> None:
        """Show a place, such as `proposals`, and a record in it."""
        ...

    def part(self, key: str) -> None:
        """Show a part of the meeting that is shown, such as `floor`; `agenda/edit` to edit."""
        ...

    def act(self, verb: Callable[[Store], Changes]) -> None:
        """Do a verb the way the window's buttons do it. Raises what the verb raises."""
        ...

    def sync(self) -> Synced:
        """Press *Sync*, and return how the line is then and what went over it."""
        ...

    def grab(self, file: Path) -> None:
        """Save a picture of the window."""
        ...

    def close(self) -> None: ...


class Screens(Protocol):
    """Opens windows off screen."""

    def open(self, home: Home, clock: Clock = system) -> Window: ...
