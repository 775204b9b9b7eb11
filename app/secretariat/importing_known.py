"""What a meeting folder already has that an import is held against."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.documents.sections import INTRO
from app.domain.proposals import Section
from app.domain.records import Data
from app.secretariat.folder import check
from app.secretariat.importing_draft import CannotImport
from app.secretariat.importing_headings import Known, folded
from app.secretariat.papers import WHOLE_FILE, Checked, Fault

_VERSION = re.compile(r"(.+)\.v([1-9][0-9]{0,3})\.md", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standing:
    """A proposal as its newest version in the folder says."""

    id: str
    number: int
    data: Data
    sections: tuple[Section, ...]
    at: str


@dataclass(frozen=True, slots=True)
class Desktop:
    """The folder, seen from one round."""

    root: Path
    round: str
    proposals: Mapping[str, Standing]
    """All proposals of the folder, of whatever round."""
    sections: tuple[Known, ...]
    """The sections that the round has: those of its proposals, then its criteria."""
    usual: tuple[Known, ...]
    """Sections that at least half of the round's proposals have, or its criteria if there are none."""
    faults: tuple[Fault, ...] = field(default=())

    def of_round(self) -> Iterable[Standing]:
        return (each for each in self.proposals.values() if each.data.get("round") == self.round)

    def named(self, title: str) -> Standing | None:
        """Return the round's proposal that has, or had, this title: capitals and accents aside."""
        wanted = folded(title)
        for each in self.of_round():
            former = each.data.get("former_titles") or []
            if wanted and wanted in {folded(str(one)) for one in (each.data.get("title"), *former)}:
                return each
        return None

    def coded(self, code: str) -> Standing | None:
        wanted = code.strip().casefold()
        found = (e for e in self.of_round() if str(e.data.get("code") or "").casefold() == wanted)
        return next(found, None) if wanted else None

    def number_after(self, proposal: str) -> int:
        """Return the number of the next version: after every file there is, readable or not."""
        there = [0]
        place = self.root / "proposals"
        for path in place.iterdir() if place.is_dir() else ():
            match = _VERSION.fullmatch(path.name)
            if match and match[1].casefold() == proposal:
                there.append(int(match[2]))
        return max(there) + 1

    def refuse_faulty(self, proposal: str) -> None:
        """Raise CannotImport if the versions there cannot be read: what changed is not known."""
        own = [
            each
            for each in self.faults
            if (match := _VERSION.fullmatch(each.file.removeprefix("proposals/")))
            and match[1].casefold() == proposal
        ]
        if own:
            raise CannotImport(*own)


def survey(root: Path, round_id: str) -> Desktop:
    """Read the folder `root` for an import into `round_id`.

    Raises CannotImport (`no_folder`, `unknown_round`, or what keeps the round's file from
    being read).
    """
    checked = check(root)
    faults = checked.faults
    if any(each.code == "no_folder" for each in faults):
        raise CannotImport(*faults)
    if checked.folder.get("rounds", round_id) is None:
        broken = [each for each in faults if each.file == f"rounds/{round_id}.toml"]
        names = sorted(each.id for each in checked.folder.of("rounds"))
        unknown = Fault(
            "rounds", 1, WHOLE_FILE, "unknown_round", {"got": round_id[:40], "words": names}
        )
        raise CannotImport(*(broken or [unknown]))
    standing = _standing(checked)
    own = [each for each in standing.values() if each.data.get("round") == round_id]
    criteria = _criteria(checked, round_id)
    counts = Counter(section.key for each in own for section in each.sections)
    known = _sections(own, criteria)
    often = [each for each in known if counts[each.key] * 2 >= len(own)] if own else criteria
    return Desktop(root, round_id, standing, known, tuple(often), faults)


def _standing(checked: Checked) -> dict[str, Standing]:
    newest: dict[str, Data] = {}
    for paper in checked.folder.of("versions"):
        proposal = str(paper.data["proposal"])
        if proposal not in newest or newest[proposal]["number"] < paper.data["number"]:
            newest[proposal] = paper.data
    found: dict[str, Standing] = {}
    for paper in checked.folder.of("proposals"):
        version = newest.get(paper.id)
        if version is not None:
            sections = tuple(Section(**each) for each in version["sections"])
            at = str(version.get("at") or "")
            found[paper.id] = Standing(paper.id, version["number"], paper.data, sections, at)
    return found


def _criteria(checked: Checked, round_id: str) -> list[Known]:
    paper = checked.folder.get("rounds", round_id)
    rows = (paper.data.get("criteria") or []) if paper else []
    return [
        Known(str(each["key"]), (str(each.get("title") or each["key"]),))
        for each in rows
        if isinstance(each, dict) and each.get("key")
    ]


def _sections(own: Iterable[Standing], criteria: Iterable[Known]) -> tuple[Known, ...]:
    """Return the sections by key; the heading used most comes first among its names."""
    names: dict[str, Counter[str]] = {}
    for each in own:
        for section in each.sections:
            if section.key != INTRO and section.heading:
                names.setdefault(section.key, Counter())[section.heading] += 1
    for each in criteria:
        names.setdefault(each.key, Counter())[each.names[0]] += 0
    return tuple(
        Known(key, tuple(name for name, _count in counts.most_common()))
        for key, counts in names.items()
    )
