"""`proposals/<id>.v<n>.md`: proposals, and each of their versions."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain import ids, times
from app.domain.records import Data
from app.secretariat import dates, sections, vocabulary
from app.secretariat.making import paper, records
from app.secretariat.papers import WHOLE_FILE, Paper, Spot, Stage
from app.secretariat.sections import Sheet
from app.secretariat.sources import Desk
from app.secretariat.tables import Table, field_at, misspelt, toml

_NAME = re.compile(r"(.+)\.v([1-9][0-9]{0,3})\.md")
_PASSED_OVER = re.compile(r"readme(?:\..*)?\.md", re.IGNORECASE)
FROM_THE_FILE = frozenset({"version", "number", "proposal", "sections"})
OF_VERSION = ("at", "note", "answers")
"""What a file says about its version; everything else is about the proposal."""


@dataclass(frozen=True, slots=True)
class Page:
    """One version file."""

    number: int
    path: Path
    table: Table | None
    sheet: Sheet | None

    @property
    def at(self) -> Spot:
        return Spot(f"proposals/{self.path.name}")


def read(desk: Desk, stages: dict[str, tuple[Stage, ...]]) -> None:
    """Read all proposals; `stages` receives what each was as of version 1, 2, and so on."""
    found: dict[str, dict[int, Page]] = {}
    for path in desk.files("proposals", ".md"):
        name = unicodedata.normalize("NFC", path.name)
        spot = Spot(f"proposals/{path.name}")
        match = _NAME.fullmatch(name)
        if match is None:
            if not _PASSED_OVER.fullmatch(name):
                desk.fault(spot, WHOLE_FILE, "not_a_version_file", name=name[:80])
            continue
        proposal, number = match.group(1), int(match.group(2))
        if ids.SLUG.fullmatch(proposal):
            page = Page(number, path, *_open(desk, path))
            found.setdefault(proposal, {})[number] = page
        else:
            desk.fault(spot, "id", "bad_slug", got=proposal[:40])
    for proposal, pages in sorted(found.items()):
        told = _gaps(desk, proposal, pages)
        story = _Proposal(desk, proposal, told[0].at)
        for page in told:
            story.turn(page)
        story.close(stages)


def _open(desk: Desk, path: Path) -> tuple[Table | None, Sheet | None]:
    source = desk.read(path, "proposals", "versions")
    if source is None:
        return None, None
    sheet = sections.sheet(source, desk)
    table = toml(source, desk, sheet.front, sheet.front_line) if sheet else None

    def field_of(line: int) -> str:
        parts = sheet.parts if sheet else ()
        inside = [at for at, part in enumerate(parts) if part.line <= line]
        return f"sections[{inside[-1]}].text" if inside else field_at(table, source, line)

    desk.tell_blemishes(source, field_of)
    if table is None:
        desk.unread.update(("proposals", "versions"))
        return None, sheet
    misspelt(table, vocabulary.PROPOSAL, desk)
    return table, sheet


def _gaps(desk: Desk, proposal: str, pages: dict[int, Page]) -> list[Page]:
    """Return the versions in order; tell those that are missing before the newest."""
    there = [pages[number] for number in sorted(pages)]
    wanted = 1
    for page in there:
        if page.number > wanted:
            desk.fault(page.at, "version", "version_gap", missing=f"{proposal}.v{wanted}.md")
        wanted = page.number + 1
    return there


class _Proposal:
    """A proposal as its version files tell it, one after the other."""

    def __init__(self, desk: Desk, name: str, at: Spot) -> None:
        self._desk = desk
        self._whole = Paper("proposals", name, {}, at, defaults={"status": "open"})
        self._spots: dict[str, Spot] = {}
        self._stages: list[Stage] = []
        self._text: list[dict[str, str]] = []
        self._newest: str | None = None

    def turn(self, page: Page) -> None:
        """Take in the next version."""
        if page.table is None or page.sheet is None:
            return
        self._change(page.number, page.table)
        version = self._version(page.number, page.table, page.sheet)
        self._text = version.data["sections"]
        self._later(page.table, version.data.get("at"))
        self._spots["version"] = page.at
        self._stages.append(Stage(dict(self._whole.data), dict(self._spots), page.at))
        self._desk.papers.append(version)

    def close(self, stages: dict[str, tuple[Stage, ...]]) -> None:
        if self._stages:
            self._whole.spots = self._spots
            self._desk.papers.append(self._whole)
            stages[self._whole.id] = tuple(self._stages)

    def _change(self, number: int, table: Table) -> None:
        """Let the front matter of one version change what the earlier ones said."""
        said = paper(self._desk, table, "proposals", self._whole.id)
        if said.id != self._whole.id:
            self._desk.fault(
                table.spot("id"),
                "id",
                "id_is_not_the_file",
                got=said.id[:40],
                wanted=self._whole.id,
            )
        if "audience" in table.data or number == 1:
            self._whole.audience = said.audience
        new = {key: value for key, value in said.data.items() if key not in OF_VERSION}
        for key in FROM_THE_FILE & new.keys():
            self._desk.fault(table.spot(key), key, "made_from_the_file")
            del new[key]
        _keep_title(self._whole.data, new)
        changed = {*new, "audience"} if "audience" in table.data else set(new)
        kept = {p: spot for p, spot in self._spots.items() if _root(p) not in changed}
        self._spots = kept | {p: spot for p, spot in said.spots.items() if _root(p) in changed}
        self._whole.data |= {**new, "version": number}

    def _version(self, number: int, table: Table, sheet: Sheet) -> Paper:
        """Return one version; a later file without sections keeps the text it had."""
        own = {*OF_VERSION, "audience"}
        spots = {path: spot for path, spot in table.spots().items() if _root(path) in own}
        for at, part in enumerate(sheet.parts):
            spots[f"sections[{at}]"] = Spot(table.file, part.line)
        text = [{"key": p.key, "heading": p.heading, "text": p.text} for p in sheet.parts]
        if not text and number == 1:
            self._desk.fault(Spot(table.file), "sections", "no_sections")
        proposal = self._whole.id
        data: Data = {"proposal": proposal, "number": number, "sections": text or self._text}
        data |= {key: table.data[key] for key in OF_VERSION if key in table.data}
        if "at" in data:
            data["at"] = dates.instant(data["at"])
        keys = {each["key"] for each in data["sections"]}
        for at, answer in records(data.get("answers")):
            section = answer.get("section")
            if isinstance(section, str) and section not in keys:
                path = f"answers[{at}].section"
                self._desk.fault(table.spot(path), path, "unknown_section", got=section[:40])
        name = ids.version_id(proposal, number)
        return Paper("versions", name, data, Spot(table.file), self._whole.audience, spots)

    def _later(self, table: Table, at: Any) -> None:
        """Tell a version that is older than the one before it."""
        if not isinstance(at, str) or not times.is_instant(at):
            return
        if self._newest is not None and times.parse(at) < times.parse(self._newest):
            params = {"got": at, "before": self._newest}
            self._desk.fault(table.spot("at"), "at", "version_out_of_order", **params)
        self._newest = at


def _keep_title(old: Data, new: Data) -> None:
    """Keep a title that a later version replaces among the former ones."""
    title = old.get("title")
    if isinstance(title, str) and title != new.get("title", title) and "former_titles" not in new:
        former = old.get("former_titles")
        new["former_titles"] = [*(former if isinstance(former, list) else []), title]


def _root(path: str) -> str:
    return path.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0]
