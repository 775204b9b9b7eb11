"""What a proposer sent, before it is held against the meeting folder."""

import re
from dataclasses import dataclass, field

from app.domain.records import Data
from app.secretariat import importing_fields as names
from app.secretariat.papers import Fault, Spot

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LONGEST_TITLE = 500
"""Characters of a title or label (`app.domain.field_kinds.TITLE`)."""


class CannotImport(ValueError):
    """Nothing was written; `faults` say why, each with file, line or row, and field."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(f"{each.file}:{each.line}: {each.code}" for each in faults))
        self.faults = faults


@dataclass(slots=True)
class Part:
    """A section as it was sent: its heading, the key it gives itself, and Markdown."""

    heading: str
    text: str
    key: str | None = None


@dataclass(slots=True)
class Draft:
    """A proposal as it was sent; `at` names the file, and the row of a sheet."""

    at: Spot
    fields: Data = field(default_factory=dict[str, object])
    """Of `title`, `code`, `summary`, `theme`, `tags`, `proponents`, `note`, `id`."""
    parts: list[Part] = field(default_factory=list[Part])
    fallback_title: str = ""
    """Title of a new proposal that names none: that of the file."""
    covers: set[str] | None = None
    """Keys of the sections it says something about; None if it is the whole paper."""
    emails: list[str] = field(default_factory=list[str])
    """How to reach the proposers: left out, as members would read it; it belongs into `contacts`."""
    unknown: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Field and value of groups and regions that are none of the vocabulary."""

    def take(self, name: str, text: str) -> None:
        """Take in what is written under the label `name`; the first word on a field stays."""
        text = clean(text)
        if name == "email":
            self.emails += names.emails(text) or [text]
        elif name == "proposers":
            found, mails = names.people(text)
            self.emails += mails
            self.fields.setdefault("proponents", []).extend(found)
        elif name == "tags":
            self.fields.setdefault("tags", []).extend(names.tags(text))
        elif name in ("summary", "note"):
            self.fields.setdefault(name, text)
        elif name not in ("-", "affiliation", "group", "region"):
            self.fields.setdefault(name, " ".join(text.split()))

    def describe(self, name: str, text: str) -> None:
        """Take in what a column says about all proposers, or about each in turn (with `;`)."""
        cells = [each.strip() for each in clean(text).split(";")]
        proponents: list[Data] = self.fields.get("proponents") or []
        if len(cells) == 1:
            cells *= max(len(proponents), 1)
        for person, cell in zip(proponents, cells, strict=False):
            if name == "affiliation":
                person.setdefault("affiliation", cell[: names.LINE])
            elif cell:
                word = names.group_of(cell) if name == "group" else names.region_of(cell)
                if word:
                    person[name] = word
                else:
                    self.unknown.append((name, cell[:80]))

    def faults(self) -> list[Fault]:
        """Return what keeps these fields from being published."""
        return [
            Fault.at(self.at, name, "too_long", got=str(len(text)))
            for name in ("title", "code", "theme")
            if len(text := str(self.fields.get(name) or "")) > _LONGEST_TITLE
        ]


def clean(text: str) -> str:
    """Return `text` without control characters, U+00A0 and line feeds kept."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
