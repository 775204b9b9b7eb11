"""The paper a mark is about, and its words as plain text by section."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.actions import said_text
from app.actions.trouble import Trouble
from app.documents.anchoring import PlainSection, plain_sections
from app.documents.sections import split
from app.domain.proposals import Section
from app.domain.records import Row
from app.paths import Home
from app.store import Store, current, documents, members, proposals

_SHA256 = re.compile("[0-9a-f]{64}")
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
    text: str | None = None
    """SHA-256 of the document's text the mark was made on; None for other papers."""

    def to_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {"kind": self.kind, "id": self.id, "version": self.version}
        return found if self.text is None else {**found, "text": self.text}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> "About":
        version, text = found.get("version"), found.get("text")
        return cls(
            str(found.get("kind") or ""),
            str(found.get("id") or ""),
            version if isinstance(version, int) else None,
            text if isinstance(text, str) else None,
        )


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
    return of_document(store, id) if kind == "document" else About(kind, id, _version(row))


def of_document(store: Store, id: str) -> About:
    """Return the document `id` with the text that is its newest."""
    row = current.one(store, "documents", id)
    sha256 = None if row is None else _text_of(row)
    number = document_versions(store, id)[-1].number if sha256 is not None else None
    return About("document", id, number, sha256)


def _version(row: Row) -> int | None:
    version = row.data.get("version")
    return int(version) if isinstance(version, int) else None


def _text_of(row: Row) -> str | None:
    sha256 = (row.data.get("text") or {}).get("sha256")
    return sha256 if isinstance(sha256, str) else None


@dataclass(frozen=True, slots=True)
class PaperVersion:
    """One version of a paper's text, by the number that people name it with."""

    number: int
    document: str = ""
    sha256: str = ""


def replaced(store: Store, id: str) -> list[str]:
    """Return a document and those it takes the place of, the newest first."""
    chain = [id]
    while (row := current.one(store, "documents", chain[-1])) is not None:
        before = row.data.get("replaces")
        if not isinstance(before, str) or before in chain:
            break
        chain.append(before)
    return chain


def replacing(store: Store, home: Home, id: str) -> str:
    """Return what took the place of a document, and of that, as far as its text is here.

    The document itself where nothing did, or more than one says so.
    """
    chain = [id]
    while True:
        later = [
            row
            for row in current.where(store, "documents", "$.replaces", chain[-1])
            if row.data.get("status") != "withdrawn"
        ]
        if len(later) != 1 or later[0].id in chain:
            return chain[-1]
        sha256 = _text_of(later[0])
        if sha256 is None or not _is_here(home, sha256):
            return chain[-1]
        chain.append(later[0].id)


def document_versions(store: Store, id: str) -> list[PaperVersion]:
    """Return the texts of a document, the oldest first, those of documents it replaces before.

    The numbers rise; each is the document's own version where that is known to be later than
    those before. Not all of the texts need be on this computer.
    """
    known: list[PaperVersion] = []
    for each in reversed(replaced(store, id)):
        row = current.one(store, "documents", each)
        newest = None if row is None else _text_of(row)
        numbers = {found.sha256: found.number for found in documents.texts(store, each)}
        # One that came back after others is the newest again.
        shas = [sha256 for sha256 in numbers if sha256 != newest] + ([newest] if newest else [])
        for sha256 in shas:
            next_ = known[-1].number + 1 if known else 1
            number = max(next_, numbers.get(sha256, 0))
            known.append(PaperVersion(number, each, sha256))
    return known


def sections(store: Store, home: Home, paper: About) -> list[PlainSection]:
    """Return the plain text of `paper` by section, in version `paper.version` or the newest.

    A document's older text is named by `paper.text`; without it the newest is meant. Empty for
    a text that is not on this computer.
    """
    match paper.kind:
        case "proposal":
            version = proposals.version(store, paper.id, paper.version)
            version = version or proposals.version(store, paper.id)
            return [] if version is None else list(plain_sections(version.sections))
        case "document":
            wanted = paper.text
            text = text_of(home, wanted) if wanted else document_text(store, home, paper.id)
            return [] if text is None else list(plain_sections(split(text, strict=False)))
        case _:
            row = current.one(store, COLLECTION[paper.kind], paper.id)
            found = {} if row is None else row.data
            named = ("title", "key_points", "next_steps", "charter", "reason")
            given = [(name, found[name]) for name in named if isinstance(found.get(name), str)]
            return list(plain_sections(tuple(Section(name, "", text) for name, text in given)))


def document_text(store: Store, home: Home, id: str) -> str | None:
    """Return the extracted text (Markdown) of a document, None when it is not here.

    Of a transcript or chat, whose words are in its record, a section for each turn.
    """
    row = current.one(store, "documents", id)
    if row is not None and said_text.is_said(row.data):
        return said_text.markdown(row.data, members.names(store))
    sha256 = None if row is None else _text_of(row)
    return None if sha256 is None else text_of(home, sha256)


def _is_here(home: Home, sha256: str) -> bool:
    return bool(_SHA256.fullmatch(sha256)) and home.text(sha256).exists()


def text_of(home: Home, sha256: str) -> str | None:
    if not _SHA256.fullmatch(sha256):
        return None  # what a record names is not believed to be a name of ours
    path = home.text(sha256)
    return path.read_text("utf-8") if path.exists() else None
