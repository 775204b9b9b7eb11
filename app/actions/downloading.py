"""Bringing a document's file to this computer: size first, progress, cancel, resume."""

from dataclasses import dataclass
from pathlib import Path

from app.actions.acting import me
from app.actions.trouble import Trouble
from app.actions.ways import Open, done_with, server
from app.paths import Home
from app.store import Store, documents, files
from app.sync.files import Got, bring, waiting
from app.sync.transport import Refused, Stop, never

OPENED = frozenset(
    {
        "pdf", "txt", "md", "csv", "rtf", "html", "htm", "doc", "docx", "odt", "xls", "xlsx", "ods",
        "ppt", "pptx", "odp", "png", "jpg", "jpeg", "gif", "webp", "zip",
    }
)  # fmt: skip
"""Kinds of files that are handed to the system's program for them: papers, never programs."""


def may_be_opened(path: Path) -> bool:
    """Say whether `path` may be handed to whatever the system opens it with.

    The server named it: a file that the system would run is only shown where it lies.
    """
    return path.suffix.lower().lstrip(".") in OPENED


@dataclass(frozen=True, slots=True)
class Download:
    """What would be brought: its content's name, size in bytes and where it will lie."""

    sha256: str
    name: str
    size: int
    target: Path

    @property
    def here(self) -> bool:
        return self.target.exists()


def planned(store: Store, home: Home, document: str, *, text: bool = False) -> Download:
    """Return what `get` would bring. Raises Trouble: `no_such_paper`, `no_file`, `no_text`."""
    found = documents.one(store, document)
    if found is None:
        raise Trouble("no_such_paper", kind="document", id=document)
    part = found.row.data.get("text" if text else "file") or {}
    sha256 = str(part.get("sha256") or "")
    if not sha256:
        raise Trouble("no_text" if text else "no_file", id=document)
    if text:
        return Download(sha256, f"{sha256}.md", int(part.get("size") or 0), home.text(sha256))
    name = str(part.get("name") or document)
    return Download(sha256, name, int(part.get("size") or 0), home.file(sha256, name))


def begun(store: Store, home: Home, document: str) -> int:
    """Return how many bytes of a document's file are here, whole or not. Raises as `planned`."""
    wanted = planned(store, home, document)
    return wanted.size if wanted.here else waiting(wanted.sha256, wanted.target)


def get(
    store: Store,
    home: Home,
    document: str,
    *,
    text: bool = False,
    got: Got = lambda _: None,
    stop: Stop = never,
    open_transport: Open = server,
) -> Path:
    """Bring a document's file (or its text) and return its path; at once if it is here.

    Raises Trouble (`no_such_paper`, `no_file`, `not_there`) and TransportError; what
    had arrived by then is continued the next time.
    """
    wanted = planned(store, home, document, text=text)
    if not wanted.here:
        transport = open_transport(me(store))
        try:
            bring(transport, wanted.sha256, wanted.target, got, stop)
        except Refused as refused:
            raise Trouble("not_there", id=document, reason=refused.code) from refused
        finally:
            done_with(store, transport)
    files.arrived(store, wanted.sha256, wanted.name, wanted.size, wanted.size, whole=True)
    return wanted.target
