"""What the server answers when it will not do something: a status, a code, a sentence."""

from collections.abc import Mapping
from types import MappingProxyType

_NONE: Mapping[str, str] = MappingProxyType({})


class Problem(Exception):
    """A request that is not served: 4xx, or 503 while the server is busy.

    Args:
        status: the HTTP status.
        code: the word that programs act upon.
        message: one plain English sentence for whoever reads logs.
        headers: further headers of the answer, such as Retry-After.
    """

    def __init__(
        self, status: int, code: str, message: str, headers: Mapping[str, str] = _NONE
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.headers = dict(headers)


def no_token() -> Problem:
    return Problem(
        401,
        "token_unknown",
        "This device is not known here, or was signed off.",
        {"WWW-Authenticate": "Bearer"},
    )


def not_found() -> Problem:
    return Problem(404, "not_found", "There is nothing here that you may read.")


def bad(code: str, message: str) -> Problem:
    return Problem(400, code, message)


def busy(seconds: int = 2) -> Problem:
    return Problem(
        503, "busy", "The server is busy; nothing was taken.", {"Retry-After": str(seconds)}
    )
