"""Turns what proposers send (Word, sheets, Markdown) into version files of a meeting folder.

`plan` reads and compares, and writes nothing; `write` writes what was planned, never over
a version that is there. Nothing is published.
"""

import contextlib
import os
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.domain.ids import SLUG
from app.secretariat import columns
from app.secretariat.columns import Column
from app.secretariat.importing_compare import Imported, held_against, id_of
from app.secretariat.importing_draft import CannotImport, Draft
from app.secretariat.importing_headings import match
from app.secretariat.importing_known import Desktop, survey
from app.secretariat.importing_papers import from_markdown, from_word
from app.secretariat.importing_sheets import from_sheet
from app.secretariat.papers import WHOLE_FILE, Fault, Spot

__all__ = ["CannotImport", "ImportPlan", "Imported", "plan", "write"]

LARGEST = 50_000_000
"""Bytes of a file that is taken in."""

KINDS = (".docx", ".xlsx", ".csv", ".md", ".markdown")


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do. Nothing has been written yet."""

    folder: Path
    round: str
    source: str
    proposals: tuple[Imported, ...]
    columns: tuple[Column, ...] = ()
    """What the columns of a sheet were taken for."""
    column_map: str | None = None
    """The remembered map as it would be written, None if it stays as it is."""


def plan(
    file: Path,
    folder: Path,
    round: str,
    proposal: str | None = None,
    *,
    now: datetime | None = None,
) -> ImportPlan:
    """Return what importing `file` into `round` of the meeting folder `folder` would write.

    A proposal is known again by `proposal`, its id, its code or its title, and then gets
    its next version, if any word or field changed. Raises CannotImport.
    """
    content = _content(file)
    if proposal is not None and not SLUG.fullmatch(proposal):
        raise CannotImport(Fault.at(Spot(file.name), "proposal", "bad_slug", got=proposal[:40]))
    desk = survey(folder, round)
    mapped: tuple[Column, ...] = ()
    remembered: str | None = None
    if file.suffix.casefold() in (".xlsx", ".csv"):
        sheet = from_sheet(file, content, desk.sections, columns.remembered(folder, round))
        drafts, mapped = sheet.drafts, sheet.columns
        remembered = columns.remember(folder, round, mapped)
    else:
        read = from_word if file.suffix.casefold() == ".docx" else from_markdown
        drafts = (read(file, content, _knows(desk)),)
    if proposal is not None:
        drafts = (_only(file, drafts, proposal, desk),)
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    found, faults = held_against(desk, drafts, moment)
    if faults:
        raise CannotImport(*faults)
    return ImportPlan(folder, round, file.name, tuple(found), mapped, remembered)


def write(plan: ImportPlan) -> list[Path]:
    """Write the version files (and the column map) of `plan`; return the version files.

    All or none: a version that has appeared meanwhile, or a disk that is full, undoes
    what this call wrote. Raises CannotImport (`version_exists`, `leaves_folder`,
    `cannot_write`).
    """
    place = plan.folder / "proposals"
    if not place.resolve().is_relative_to(plan.folder.resolve()):
        raise CannotImport(
            Fault("proposals", 1, WHOLE_FILE, "leaves_folder", {"path": "proposals"})
        )
    written: list[Path] = []
    name = "proposals"
    try:
        for each in plan.proposals:
            if each.text is not None:
                name = each.path
                place.mkdir(exist_ok=True)
                _put(plan.folder / each.path, each.text)
                written.append(plan.folder / each.path)
        if plan.column_map is not None:
            name = columns.FILE.as_posix()
            (plan.folder / columns.FILE).parent.mkdir(exist_ok=True)
            _replace(plan.folder / columns.FILE, plan.column_map)
    except OSError as caught:
        for path in written:
            path.unlink(missing_ok=True)
        code = "version_exists" if isinstance(caught, FileExistsError) else "cannot_write"
        params = {"name": name, "why": caught.strerror or ""}
        raise CannotImport(Fault(name, 1, WHOLE_FILE, code, params)) from caught
    return written


def _content(file: Path) -> bytes:
    spot = Spot(file.name)
    if file.suffix.casefold() not in KINDS:
        words = [kind.removeprefix(".") for kind in KINDS]
        raise CannotImport(Fault.at(spot, WHOLE_FILE, "unknown_kind", got=file.suffix, words=words))
    try:
        if not file.is_file():
            raise CannotImport(Fault.at(spot, WHOLE_FILE, "missing_file", name=file.name))
        if file.stat().st_size > LARGEST:
            raise CannotImport(
                Fault.at(spot, WHOLE_FILE, "file_too_large", limit=LARGEST // 1_000_000)
            )
        return file.read_bytes()
    except OSError as caught:
        why = caught.strerror or ""
        raise CannotImport(Fault.at(spot, WHOLE_FILE, "unreadable", why=why)) from caught


def _knows(desk: Desktop) -> Callable[[str], bool]:
    return lambda heading: match([(heading, None)], desk.sections)[0].known


def _only(file: Path, drafts: Sequence[Draft], proposal: str, desk: Desktop) -> Draft:
    """Return the one draft that is about `proposal`; a sheet of one row need not say so."""
    own = drafts if len(drafts) == 1 else [each for each in drafts if id_of(each, desk) == proposal]
    if len(own) != 1:
        raise CannotImport(Fault.at(Spot(file.name), "proposal", "not_in_the_sheet", got=proposal))
    own[0].fields["id"] = proposal
    return own[0]


def _put(path: Path, text: str) -> None:
    """Write a new file whole or not at all. Raises FileExistsError if it is there."""
    with _beside(path, text) as made:
        try:
            os.link(made, path)
        except FileExistsError:
            raise
        except OSError:
            # A stick or share without hard links: there it is written in place.
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())


def _replace(path: Path, text: str) -> None:
    with _beside(path, text) as made:
        made.replace(path)


@contextlib.contextmanager
def _beside(path: Path, text: str) -> Generator[Path, None, None]:
    """Yield a file in the same folder with `text` safely on disk; it is gone afterwards."""
    made = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with made.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        yield made
    finally:
        made.unlink(missing_ok=True)
