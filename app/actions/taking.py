"""Taking in what somebody handed over: packs, files of answers, text forms, e-mails of them."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nacl.signing import SigningKey

from app.actions import bundling, forming, mailing, opening
from app.actions.acting import me
from app.actions.bundling import TakenIn
from app.actions.clock import Clock, system
from app.actions.form_reading import Understood
from app.actions.form_saving import Saved
from app.actions.trouble import Trouble
from app.documents.forms_lines import is_form
from app.documents.forms_mail import LARGEST, sources
from app.domain.changes import NOTHING, Changes
from app.packs import keyfile
from app.paths import Home
from app.store import Store, facts
from app.sync.intake import Taken

FAULTY = frozenset(
    {
        "bundle_unknown_account", "bundle_sealed", "not_answers", "mail_without_answers",
        "mail_too_large", "form_too_large", "form_not_taken", "no_such_file",
    }
)  # fmt: skip
"""Troubles, beside those of the container, that lie in the file and not in who opens it."""
KEY_FILE = "key_file"
"""The fact that names the key file with which packs were made here."""

Shown = Callable[["Result"], None]
"""Is told what a form says before anything of it is saved."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one file was, or one attachment in it, and what became of it."""

    path: Path
    inside: str = ""
    """The attachment's name, or whose mail it was, if it came in an e-mail."""
    kind: str = "unknown"
    """`pack`, `outbox`, `form` or `unknown`."""
    pack: Taken | None = None
    answers: TakenIn | None = None
    form: Understood | None = None
    saved: Saved | None = None
    """What saving the form did; None where it was not saved."""
    trouble: Trouble | None = None

    @property
    def faulty(self) -> bool:
        """Say whether the file is at fault, rather than who opens it or what is full."""
        code = "" if self.trouble is None else self.trouble.code
        wrong = self.form is not None and bool(self.form.faults or self.form.problems)
        return wrong or code.startswith("pack_") or code in FAULTY

    @property
    def failed(self) -> bool:
        """Say whether something of it was not done."""
        return self.faulty or self.trouble is not None or bool(self.saved and self.saved.told)

    @property
    def changes(self) -> Changes:
        if self.pack is not None:
            return Changes.of(*self.pack.touched, "sync")
        if self.saved is not None:
            return self.saved.changes
        return NOTHING if self.answers is None else self.answers.outcome.changes


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every file is taken in with."""

    store: Store
    home: Home
    opens: SigningKey | None
    shown: Shown | None
    save_forms: bool
    clock: Clock


def usual_key(store: Store, home: Home) -> SigningKey | None:
    """Return the Secretariat's key if this computer has made packs with it."""
    for path in (facts.get(store, KEY_FILE), str(home.folder / "pack.key")):
        try:
            if path is not None and Path(path).is_file():
                return keyfile.load(Path(path)).secret
        except (keyfile.NotAKey, OSError):
            continue  # moved or locked away since: then it has to be named
    return None


def take(
    store: Store,
    home: Home,
    paths: Iterable[Path],
    *,
    opens: SigningKey | None = None,
    shown: Shown | None = None,
    save_forms: bool = True,
    clock: Clock = system,
) -> Iterator[Result]:
    """Take in each of `paths` and give what became of it; a bad one stops no good one.

    `opens` is the Secretariat's key, for what is sealed to it (else the one that packs were
    made with here); `shown` is told what a form says before it is saved; without
    `save_forms` it is only understood, and saved by `app.actions.forming`. Raises Trouble("not_joined") before
    anything is looked at.
    """
    me(store)
    desk = _Desk(store, home, opens or usual_key(store, home), shown, save_forms, clock)
    for path in paths:
        try:
            yield from _file(desk, path)
        except Trouble as trouble:
            yield Result(path, trouble=trouble)
        except FileNotFoundError:
            yield Result(path, trouble=Trouble("no_such_file", path=str(path)))
        except OSError as error:
            yield Result(path, trouble=Trouble("cannot_read", why=str(error.strerror or error)))


def _file(desk: _Desk, path: Path) -> Iterator[Result]:
    with path.open("rb") as file:
        front = file.read(opening.GLANCE)
    match opening.means_to_be(path, front):
        case "container":
            yield _container(desk, path, path, "")
        case "mail":
            yield from _mails(desk, path)
        case "form" if path.stat().st_size <= LARGEST:
            yield _form(desk, path, "", path.read_bytes())
        case _:
            raise Trouble("not_answers")


def _container(desk: _Desk, path: Path, told: Path, inside: str) -> Result:
    kind = "unknown"
    try:
        kind = opening.look(path).kind
        if kind == "outbox":
            taken = bundling.take_bundle(
                desk.store, desk.home, path, opens=desk.opens, clock=desk.clock
            )
            return Result(told, inside, kind, answers=taken)
        return Result(told, inside, kind, pack=opening.take_pack(desk.store, desk.home, path))
    except Trouble as trouble:
        return Result(told, inside, kind, trouble=trouble)


def _mails(desk: _Desk, path: Path) -> Iterator[Result]:
    some = False
    try:
        for mail in mailing.mails(path):
            for each in mail.attached:
                some = True
                with tempfile.TemporaryDirectory() as folder:
                    beside = Path(folder) / "attached.satchel"
                    beside.write_bytes(each.content)
                    yield _container(desk, beside, path, each.name)
            if any(is_form(source.text) for source in sources(mail.raw)):
                some = True
                yield _form(desk, path, mail.sender, mail.raw)
    except ValueError as error:
        raise Trouble("mail_too_large") from error
    if not some:
        raise Trouble("mail_without_answers")


def _form(desk: _Desk, path: Path, inside: str, raw: bytes) -> Result:
    """Understand a form, show it, and save it if nothing is wrong with it.

    With answers in it that were not understood a person decides: nothing is saved here.
    """
    try:
        understood = forming.read(desk.store, raw)
        found = Result(path, inside, "form", form=understood)
        if desk.shown is not None:
            desk.shown(found)
        if understood.faults or understood.problems or not desk.save_forms:
            return found
        saved = forming.save(desk.store, desk.home, understood, desk.clock)
        return Result(path, inside, "form", form=understood, saved=saved)
    except Trouble as trouble:
        return Result(path, inside, "form", trouble=trouble)
