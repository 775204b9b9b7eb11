"""What the engine needs from a transport, and the ways it can go wrong.

    TransportError
    ├── Unreachable      no way there just now; nothing was lost, try again later
    │   └── SignInPage   something between us and the server answers in its place
    │       └── Moved    the server's own address says where it is now
    ├── Busy             the server asks for patience
    ├── Refused          the server does not know us, or does not let us do this
    └── Cancelled        the member stopped it

Every transport is held to `tests/integration/test_transports.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from app.wire import ChangesAnswer, ExchangeAnswer, ExchangeRequest

OVERHEAD = 900
"""Bytes of headers and framing of a request with its answer, besides what they carry."""
COMPRESSED = 0.32
"""Of their size, what papers take on the line (measured on our reference texts)."""


class TransportError(Exception):
    """The transport could not do its work; nothing was lost."""

    kind = "none"
    """The word that windows and terminal find a sentence by."""
    seconds = 0.0
    """How long the server asks to wait, where it does."""
    url = ""
    """Where the server says it is now, where it says that it has moved."""


class Unreachable(TransportError):
    """There is no way to the server just now. This is normal: we work offline."""


class SignInPage(Unreachable):
    """A page that is not our server's answered, as hotels and airports do."""

    kind = "sign_in"


class Moved(SignInPage):
    """The server's address says that it has moved (308). Nothing goes there: the person is asked."""

    kind = "moved"

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class Busy(TransportError):
    """The server asks to wait."""

    kind = "busy"

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Refused(TransportError):
    """The server understood, and will not do it.

    Args:
        status: the HTTP status, 4xx.
        code: the server's word for it, such as `token_unknown` or `not_found`.
    """

    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message


class Cancelled(TransportError):
    """The member stopped it; what was finished stays finished."""

    kind = "stopped"


@dataclass(slots=True)
class Traffic:
    """Bytes of requests and answers with their headers (not of TLS and TCP), and requests made."""

    up: int = 0
    down: int = 0
    requests: int = 0


Stop = Callable[[], bool]
"""Asked often while waiting; True stops the transfer within a second."""


def never() -> bool:
    return False


class Transport(Protocol):
    """One device's way to its cycle on a server."""

    traffic: Traffic

    def exchange(self, request: ExchangeRequest, stop: Stop = never) -> ExchangeAnswer:
        """Send what I did, bring what others did. Raises TransportError."""
        ...

    def changes(self, stop: Stop = never, cursor: str | None = None) -> ChangesAnswer:
        """Ask what is there from `cursor` on, for an estimate and a first sync."""
        ...

    def fetch(
        self, sha256: str, offset: int = 0, stop: Stop = never, most: int | None = None
    ) -> Iterator[bytes]:
        """Bring a file from byte `offset` on, in pieces as they arrive; `most` bytes of it."""
        ...

    def upload(self, sha256: str, content: bytes, stop: Stop = never) -> None:
        """Put a file where the server keeps files; the Secretariat's, resumable."""
        ...
