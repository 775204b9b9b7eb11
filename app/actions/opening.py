"""What a file somebody handed over is, and taking a pack in."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from app.actions.acting import me
from app.actions.trouble import Trouble
from app.documents.forms_lines import is_form
from app.documents.forms_mail import decoded
from app.documents.mails import is_mail
from app.packs import latest, reading, sealing, trust
from app.packs.container import MAGIC, Manifest, PackError
from app.packs.reading import Content, Reader, Unseal
from app.paths import Home
from app.store import Store
from app.sync import pack_checks, packs
from app.sync.files import DIGEST
from app.sync.intake import Taken
from app.sync.pack_checks import FRAMES, Progress, quiet
from app.sync.transport import Stop, never

Kind = Literal["pack", "outbox", "form", "mail", "unknown"]

GLANCE = 5_000_000
"""Bytes of a file that are looked at to tell what it is: the largest manifest, the largest form."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the roster inside a pack."""

    account: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a file is, before anything of it is used."""

    kind: Kind
    size: int
    manifest: Manifest | None = None
    fingerprint: str = ""
    """Of whoever signed it."""
    counts: dict[str, int] = field(default_factory=dict[str, int])
    people: tuple[Person, ...] = ()
    """The roster, where the pack holds one: who may join with it."""


def look(path: Path, *, reading_key: bytes | None = None) -> Found:
    """Say what the file at `path` is; a pack is verified to its end. Nothing is written.

    A pack that needs an earlier one, or a reading key that is not given, is told without
    its people. Raises Trouble: `pack_...` for a damaged one, `no_such_file`.
    """
    with told():
        try:
            size = path.stat().st_size
            with path.open("rb") as file:
                front = file.read(GLANCE)
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
            raise Trouble("no_such_file", path=str(path)) from error
        meant = means_to_be(path, front)
        if meant != "container":
            return Found(meant, size)
        manifest = reading.glance(front)
        printed = trust.print_of(manifest.key)
        if manifest.kind == "outbox":
            return Found("outbox", size, manifest, printed, dict(manifest.contains))
        people: list[Person] = []
        closed = manifest.sealed is not None and reading_key is None
        if manifest.earlier is None and not closed:
            unseal = None if reading_key is None else sealing.unsealing(reading_key)
            pack_checks.verify(
                path,
                open_with=lambda _: Reader(unseal=unseal),
                look=lambda content: people.extend(_people(content)),
            )
        roster = tuple(sorted(people, key=lambda each: (each.name.casefold(), each.account)))
        return Found("pack", size, manifest, printed, dict(manifest.contains), roster)


def take_pack(
    store: Store,
    home: Home,
    path: Path,
    *,
    progress: Progress = quiet,
    stop: Stop = never,
    unseal: Unseal | None = None,
) -> Taken:
    """Read a pack into this profile; it is verified whole before anything is written.

    An older one, or the same again, changes nothing and is no trouble. Raises Trouble:
    `not_joined`, `pack_...`, `no_such_file`; Cancelled.
    """
    me(store)
    with told():
        try:
            return packs.take(store, home, path, progress=progress, stop=stop, key=unseal)
        except FileNotFoundError as error:
            raise Trouble("no_such_file", path=str(path)) from error


def pack_in(folder: Path) -> Path:
    """Return the whole pack of a web folder that lies on a disk, such as a stick.

    Raises Trouble: `no_such_file` where none is, `pack_...` for a `latest.json` that is no good.
    """
    with told():
        try:
            said = latest.read((folder / latest.NAME).read_bytes())
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
            raise Trouble("no_such_file", path=str(folder / latest.NAME)) from error
    name = next((each.sha256 for each in said.packs if each.from_ is None), "")
    if not DIGEST.fullmatch(name):
        raise Trouble("pack_damaged", frame=latest.NAME)
    return folder / "packs" / f"{name}.satchel"


@contextmanager
def told() -> Generator[None]:
    """Tell what is wrong with a pack as other troubles are told."""
    try:
        yield
    except PackError as error:
        raise Trouble(f"pack_{error.code}", **error.params) from error


def means_to_be(path: Path, front: bytes) -> Literal["container", "form", "mail", "unknown"]:
    """Say what a file means to be, by its first bytes (`GLANCE`) and its name."""
    if front.startswith(MAGIC) or path.suffix.lower() == ".satchel":
        return "container"
    if is_mail(front):
        return "mail"
    return "form" if is_form(decoded(front)) else "unknown"


def _people(content: Content) -> Sequence[Person]:
    if content.frame.name not in FRAMES:
        return ()
    return [
        Person(each.id, str(each.data.get("name") or each.id), str(each.data.get("role") or ""))
        for each in pack_checks.checked(content, pack_checks.Count())
        if each.collection == "members" and each.data and each.data.get("status") != "left"
    ]
