"""Taking in what somebody handed over, whatever it is: packs, files of answers, e-mails."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nacl.signing import SigningKey

from app.actions import bundling, mailing, opening
from app.actions.acting import me
from app.actions.bundling import TakenIn
from app.actions.clock import Clock, system
from app.actions.trouble import Trouble
from app.domain.changes import NOTHING, Changes
from app.packs.container import MAGIC
from app.paths import Home
from app.store import Store
from app.sync.packs import Taken

_FRONT = 4096
FAULTY = frozenset(
    {"bundle_unknown_account", "bundle_sealed", "not_answers", "mail_too_large", "no_such_file"}
)
"""Troubles, beside those of the container, that lie in the file and not in who opens it."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one file was, or one attachment in it, and what became of it."""

    path: Path
    inside: str = ""
    """The attachment's name, if it came in an e-mail."""
    kind: str = "unknown"
    """`pack`, `outbox`, `form` or `unknown`."""
    pack: Taken | None = None
    answers: TakenIn | None = None
    trouble: Trouble | None = None

    @property
    def faulty(self) -> bool:
        """Say whether the file is at fault, rather than who opens it or what is full."""
        code = "" if self.trouble is None else self.trouble.code
        return code.startswith("pack_") or code in FAULTY

    @property
    def changes(self) -> Changes:
        if self.pack is not None:
            return Changes.of(*self.pack.touched, "sync")
        return NOTHING if self.answers is None else self.answers.outcome.changes


def take(
    store: Store,
    home: Home,
    paths: Iterable[Path],
    *,
    opens: SigningKey | None = None,
    clock: Clock = system,
) -> Iterator[Result]:
    """Take in each of `paths` and give what became of it; a bad one stops no good one.

    Raises Trouble("not_joined") before anything is looked at.
    """
    me(store)
    for path in paths:
        try:
            yield from _file(store, home, path, opens, clock)
        except Trouble as trouble:
            yield Result(path, trouble=trouble)
        except OSError as error:
            yield Result(path, trouble=Trouble("cannot_read", why=str(error.strerror or error)))


def _file(
    store: Store, home: Home, path: Path, opens: SigningKey | None, clock: Clock
) -> Iterator[Result]:
    with path.open("rb") as file:
        front = file.read(_FRONT)
    if front.startswith(MAGIC) or path.suffix.lower() == ".satchel":
        yield _container(store, home, path, path, "", opens, clock)
    elif mailing.is_mail(front):
        yield from _mails(store, home, path, opens, clock)
    else:
        raise Trouble("not_answers")


def _container(
    store: Store,
    home: Home,
    path: Path,
    told: Path,
    inside: str,
    opens: SigningKey | None,
    clock: Clock,
) -> Result:
    kind = "unknown"
    try:
        found = opening.look(path)
        kind = found.kind
        if kind == "outbox":
            taken = bundling.take_bundle(store, home, path, opens=opens, clock=clock)
            return Result(told, inside, kind, answers=taken)
        return Result(told, inside, kind, pack=opening.take_pack(store, home, path))
    except Trouble as trouble:
        return Result(told, inside, kind, trouble=trouble)


def _mails(
    store: Store, home: Home, path: Path, opens: SigningKey | None, clock: Clock
) -> Iterator[Result]:
    some = False
    try:
        for mail in mailing.mails(path):
            for each in mail.attached:
                some = True
                with tempfile.TemporaryDirectory() as folder:
                    beside = Path(folder) / "attached.satchel"
                    beside.write_bytes(each.content)
                    yield _container(store, home, beside, path, each.name, opens, clock)
    except ValueError as error:
        raise Trouble("mail_too_large") from error
    if not some:
        raise Trouble("mail_without_answers")
