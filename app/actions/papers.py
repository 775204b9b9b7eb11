"""The paper a mark is about, and its words as plain text by section."""

from dataclasses import dataclass
from typing import Any

from app.actions.trouble import Trouble
from app.documents.anchoring import PlainSection, plain_sections
from app.documents.sections import split
from app.domain.proposals import Section
from app.domain.records import Row
from app.paths import Home
from app.store import Store, current, proposals

COLLECTION = {
    "proposal": "proposals",
    "document": "documents",
    "item": "items",
    "decision": "decisions",
    "group": "workgroups",
}


@dataclass(frozen=True, slots=True)
class About:
    """What a mark is on: `kind` is proposal, document, item, decision or group."""

    kind: str
    id: str
    version: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "id": self.id, "version": self.version}


def about(store: Store, text: str) -> About:
    """Return the paper named `kind/ID`, in its newest version.

    Raises Trouble: `bad_about`, `no_such_paper`.
    """
    kind, _, id = text.partition("/")
    if kind not in COLLECTION or not id:
        raise Trouble("bad_about", about=text)
    row = current.one(store, COLLECTION[kind], id)
    if row is None:
        raise Trouble("no_such_paper", kind=kind, id=id)
    return About(kind, id, _version(row))


def _version(row: Row) -> int | None:
    version = row.data.get("version")
    return int(version) if isinstance(version, int) else None


def sections(store: Store, home: Home, paper: About) -> list[PlainSection]:
    """Return the plain text of `paper` by section, in version `paper.version` or the newest.

    Empty for a document whose text is not on this computer yet.
    """
    match paper.kind:
        case "proposal":
            version = proposals.version(store, paper.id, paper.version)
            version = version or proposals.version(store, paper.id)
            return [] if version is None else list(plain_sections(version.sections))
        case "document":
            text = document_text(store, home, paper.id)
            return [] if text is None else list(plain_sections(split(text, strict=False)))
        case _:
            row = current.one(store, COLLECTION[paper.kind], paper.id)
            found = {} if row is None else row.data
            named = ("title", "key_points", "next_steps", "charter", "reason")
            given = [(name, found[name]) for name in named if isinstance(found.get(name), str)]
            return list(plain_sections(tuple(Section(name, "", text) for name, text in given)))


def document_text(store: Store, home: Home, id: str) -> str | None:
    """Return the extracted text (Markdown) of a document, None when it is not here."""
    row = current.one(store, "documents", id)
    sha256 = None if row is None else (row.data.get("text") or {}).get("sha256")
    return text_of(home, sha256) if isinstance(sha256, str) else None


def text_of(home: Home, sha256: str) -> str | None:
    path = home.text(sha256)
    return path.read_text("utf-8") if path.exists() else None
