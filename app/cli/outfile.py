"""A file that stands where a command is to write: kept beside, unless it is one of its own."""

import zlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from app.actions.belonging import keep_off
from app.actions.trouble import Trouble
from app.cli.output import tell
from app.i18n import _
from app.packs import keyfile
from app.packs.container import MAGIC
from app.paths import Home

_HEAD = 4_096
_LARGEST_FORM = 4_000_000


@contextmanager
def kept(home: Home, path: Path, own: Callable[[Path], bool]) -> Generator[None]:
    """Put what stands at `path` beside while something is written there, and say so.

    A filled form or a thesis is not lost because a name was given twice; what `own` knows as a
    file of the same kind, made by this command before, is written over as it always was. If
    nothing comes to stand at `path`, the old file is back under its name. Raises Trouble
    `pack_key_exists`, `out_is_ours`: a key or a file of the profile is never touched.
    """
    keep_off(home, path)
    if not path.is_file() or not path.stat().st_size:
        yield
        return
    if _is_key(path):
        raise Trouble("pack_key_exists", path=str(path))
    if own(path):
        yield
        return
    aside = _free(path)
    path.rename(aside)
    try:
        yield
    finally:
        if path.exists():
            tell(_("What stood at {path} before is kept: {aside}").format(path=path, aside=aside))
        else:
            aside.rename(path)


def is_container(kind: str) -> Callable[[Path], bool]:
    """Return what knows a container of `kind`, "pack" or "outbox", or the mail that brings one."""
    named = f'"kind":"{kind}"'.encode()

    def knows(path: Path) -> bool:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        return (head.startswith(MAGIC) and named in head) or head.startswith(b"X-Unsent: 1")

    return knows


def is_export(format: str) -> Callable[[Path], bool]:
    """Return what knows an export in `format` that this program made before."""
    begins = {"csv": b'\xef\xbb\xbf"', "json": b"{", "md": b"#"}
    holds = {
        "pdf": b"\xd3 Satchel",
        "html": b'name="generator" content="Satchel"',
        "ics": b"PRODID:-//Satchel//",
    }

    def knows(path: Path) -> bool:
        if format in {"docx", "xlsx"}:
            return _is_office_of_ours(path)
        content = path.read_bytes()
        if format in begins:
            return content.startswith(begins[format])
        return format in holds and holds[format] in content

    return knows


def _is_office_of_ours(path: Path) -> bool:
    try:
        with ZipFile(path) as file:
            return b"category>Satchel<" in file.read("docProps/core.xml")
    except (BadZipFile, KeyError, OSError, zlib.error):
        return False


def is_form_like(content: bytes) -> Callable[[Path], bool]:
    """Return what knows a form with the same words as `content`, whatever its number and date."""

    def knows(path: Path) -> bool:
        return path.stat().st_size < _LARGEST_FORM and _lasting(path.read_bytes()) == _lasting(
            content
        )

    return knows


def _lasting(content: bytes) -> list[bytes]:
    return [
        line.rstrip()
        for line in content.splitlines()
        if not line.startswith((b"== form:", b"Date:"))
    ]


def _is_key(path: Path) -> bool:
    try:
        keyfile.load(path)
    except (keyfile.NotAKey, OSError):
        return False
    return True


def _free(path: Path) -> Path:
    number = 1
    while True:
        aside = path.with_name(f"{path.stem}-before-{number}{path.suffix}")
        if not aside.exists():
            return aside
        number += 1
