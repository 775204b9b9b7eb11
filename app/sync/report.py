"""What one sync did, for the member to read."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.store.erasures import Asked


@dataclass(slots=True)
class Report:
    sent: int = 0
    """Acts of mine that the server's record was read back for."""
    received: int = 0
    gone: int = 0
    requests: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    seconds: float = 0.0
    more: bool = False
    reset: str | None = None
    repaired: bool = False
    """The digest differed and everything was read again."""
    conflicts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    set_aside: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    """(id, code, message) of what the server will not take."""
    joined: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """What was changed here and elsewhere in different fields, and joined by itself."""
    asks: Asked | None = None
    """So much was erased on the server that the member is asked before it goes here."""
    left: set[str] = field(default_factory=set[str])
    """SHA-256 of the contents that documents named which may no longer be read here."""
    phase: str = ""
    """What is under way: `papers` (a pack), `exchange`, or `texts` of documents."""
    done: int = 0
    """Bytes of the phase that are here."""
    total: int | None = None
    """Bytes of the whole phase, where they are known before its end."""
    touched: set[str] = field(default_factory=set[str])
    """Collections that changed here; `*` stands for all."""


Progress = Callable[[Report], None]


def quiet(_: Report) -> None:
    """Tell nobody."""
