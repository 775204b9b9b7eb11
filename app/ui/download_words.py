"""How far downloads are, and why one did not come, in words."""

from dataclasses import dataclass

from app import phrases
from app.actions.queueing import Queued
from app.actions.trouble import Trouble
from app.i18n import _
from app.phrases import downloads as failures
from app.sync.transport import SignInPage, Unreachable
from app.ui import status_words, troubles
from app.ui.moving_words import rate_words


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file is; `rate` in bytes a second, 0 while unknown."""

    document: str
    size: int
    got: int = 0
    rate: float = 0.0
    moving: bool = False

    def words(self) -> str:
        size = status_words.size
        told = _("{got} of {size}").format(got=size(self.got), size=size(self.size))
        if not self.moving:
            return told if self.got else _("{size}, asked for").format(size=size(self.size))
        return told + rate_words(self.rate, self.size - self.got)


@dataclass(frozen=True, slots=True)
class Total:
    """All that is to be brought, taken together."""

    files: int
    size: int
    got: int
    rate: float
    failed: int


def why(each: Queued) -> str:
    """Return why a file of the queue did not come."""
    return failures.failed(each.code, each.why, each.document)


def sentence(each: Queued | None, error: Exception) -> str:
    """Say what went wrong; of a line that broke, how much of the file is here."""
    if isinstance(error, Trouble) and error.code == "no_server":
        return _(
            "The original did not come with the papers file, and there is no server to ask. "
            "Ask the Secretariat for a file that holds the originals."
        )
    if not isinstance(error, Unreachable) or isinstance(error, SignInPage) or each is None:
        return troubles.sentence(error)
    size = status_words.size
    kind = "file" if each.got else "file_none"
    return phrases.line(kind, got=size(each.got), size=size(each.size))
