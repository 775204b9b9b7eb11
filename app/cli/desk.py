"""What every command gets: the profile it works on, and how it should answer."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from app.paths import Home
from app.store import Store, filed, open_store


class Starters(Protocol):
    """Ways to start what the command line may not import."""

    def window(self, home: Home) -> int: ...

    def demo(
        self, *, headless: bool, out: Path | None, keep: bool, json: bool, server: bool = True
    ) -> int: ...


@dataclass(slots=True)
class Desk:
    """A profile, opened when a command first needs it."""

    home: Home
    json: bool
    starters: Starters
    _open: list[Store] = field(default_factory=list[Store])
    _waited: frozenset[str] = frozenset()
    """Ops that waited when the profile was opened."""

    @property
    def store(self) -> Store:
        if not self._open:
            self.home.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._open.append(open_store(self.home.store))
            self._waited = filed.waiting(self._open[0])
        return self._open[0]

    def wrote(self) -> Store | None:
        """Return the profile if the command wrote something that waits for its way out."""
        if not self._open or filed.waiting(self._open[0]) <= self._waited:
            return None
        return self._open[0]

    def read_only(self) -> Store:
        """Open the profile to look only, whatever version of the program wrote it."""
        self._open.append(open_store(self.home.store, read_only=True))
        return self._open[-1]

    def close(self) -> None:
        for store in self._open:
            store.close()
