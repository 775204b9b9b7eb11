"""Guidelines to the proposers: numbered points and questions, and texts with merge fields."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.domain.records import Row

KINDS = ("point", "agreement", "objection")
"""What a point is: something to change, something all agree on, something members object to."""
FIELDS = (
    "proposer", "proposal", "code", "version", "deadline", "chair", "round", "cycle", "number",
)  # fmt: skip
"""Merge fields: what stands in their place is known only when the letter is composed."""

DOCUMENT = "document/"
"""Stands before the id of a document where a letter may be about a proposal or a document."""

SOURCES = "sources"
"""Kind of the record beside a letter that was sent: which reviews its points were made of."""

_FIELD = re.compile(r"\{([^{}\n]{1,60})\}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the words it was sent with: who reads the letter may not read the comment."""

    id: str
    text: str
    quote: str = ""
    section: str = ""
    """Key of the section the quoted words stand in."""

    def to_json(self) -> dict[str, str]:
        return {"id": self.id, "text": self.text, "quote": self.quote, "section": self.section}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> "Asked":
        read = {name: str(found.get(name) or "") for name in ("id", "text", "quote", "section")}
        return cls(**read)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a letter, and what members said that it comes from."""

    id: str
    text: str
    kind: str = "point"
    """Of `KINDS`."""
    criterion: str = ""
    """Key of a criterion of the round, or of a document's section; empty for the whole paper."""
    comments: tuple[str, ...] = ()
    """Ids of comments, or `<review id>/<criterion>`: what the point was made of."""
    questions: tuple[str, ...] = ()
    """Ids of the questions that are asked with this point."""
    asked: tuple[Asked, ...] = ()
    """Their words as they went out, once the letter is sent."""
    heading: str = ""
    """Of the document's section: who reads the letter need not have the document's text."""

    def to_json(self) -> dict[str, Any]:
        beside: dict[str, Any] = {"heading": self.heading} if self.heading else {}
        if self.asked:
            beside["asked"] = [each.to_json() for each in self.asked]
        return beside | {
            "id": self.id,
            "kind": self.kind,
            "criterion": self.criterion,
            "text": self.text,
            "comments": list(self.comments),
            "questions": list(self.questions),
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any], number: int = 0) -> "Point":
        """Read a point; one that came without an id is named by its number."""
        return cls(
            str(found.get("id") or number),
            str(found.get("text") or ""),
            str(found.get("kind") or "point"),
            str(found.get("criterion") or ""),
            tuple(str(each) for each in found.get("comments") or ()),
            tuple(str(each) for each in found.get("questions") or ()),
            tuple(Asked.from_json(each) for each in found.get("asked") or ()),
            str(found.get("heading") or ""),
        )


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to the proposers of one proposal, about one version of it; or points on a document."""

    id: str
    proposal: str
    """Empty where it is about a document."""
    version: int
    """Of the proposal or document, that the letter is about."""
    round: str = ""
    opening: str = ""
    closing: str = ""
    points: tuple[Point, ...] = ()
    number: int = 1
    """1 for the first letter to these proposers, 2 for the next."""
    sent_at: str | None = None
    sent_to: str = ""
    shared: bool = False
    """The co-chairs have it too; a draft that is not shared is on this computer alone."""
    owner: str = ""
    """Account of who began it; empty before the first word."""
    document: str = ""
    """Id of the document marked for comment whose remarks it brings together, else empty."""

    @property
    def paper(self) -> str:
        """Return what it is about: the id of a proposal, or `document/ID`."""
        return DOCUMENT + self.document if self.document else self.proposal

    @property
    def sent(self) -> bool:
        return bool(self.sent_at)

    @classmethod
    def from_row(cls, row: Row, sources: Mapping[str, Any] | None = None) -> "Letter":
        """Read a letter; `sources` are {point: reviews it was made of}, for the chairs alone."""
        data = row.data
        beside: Mapping[str, Any] = sources or {}
        version, number = data.get("version"), data.get("number")
        return cls(
            row.id,
            str(data.get("proposal") or ""),
            version if isinstance(version, int) else 1,
            str(data.get("round") or ""),
            str(data.get("opening") or ""),
            str(data.get("closing") or ""),
            tuple(
                _with(Point.from_json(each, at), beside)
                for at, each in enumerate(data.get("points") or (), 1)
            ),
            number if isinstance(number, int) else 1,
            data.get("sent_at") or None,
            str(data.get("sent_to") or ""),
            not row.at_home,
            row.owner or "",
            str(data.get("document") or ""),
        )


@dataclass(frozen=True, slots=True)
class Template:
    """A chair's own text for the beginning and the end of letters, with merge fields."""

    name: str
    opening: str
    closing: str

    def to_json(self) -> dict[str, str]:
        return {"name": self.name, "opening": self.opening, "closing": self.closing}


def _with(point: Point, sources: Mapping[str, Any]) -> Point:
    found = tuple(str(each) for each in sources.get(point.id) or ())
    return replace(point, comments=(*point.comments, *found)) if found else point


def is_review(source: str) -> bool:
    """Say whether what a point was made of is a review (`<review id>/<criterion>`)."""
    return "/" in source


def sources_id(letter: str) -> str:
    return f"{letter}-sources"


def document_of(paper: str) -> str:
    """Return the id of the document that `paper` names (`document/ID`), "" for a proposal."""
    return paper.removeprefix(DOCUMENT) if paper.startswith(DOCUMENT) else ""


def letter_id(paper: str, version: int) -> str:
    """Return the one id of the letter about a version of a proposal, or of `document/ID`."""
    document = document_of(paper)
    return f"points-{document}-v{version}" if document else f"letter-{paper}-v{version}"


def unknown_fields(*texts: str) -> list[str]:
    """Return the names in braces that are no merge fields, each once, as they come."""
    names = [name.strip() for text in texts for name in _FIELD.findall(text)]
    return list(dict.fromkeys(name for name in names if name not in FIELDS))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with what `values` say in the place of its merge fields.

    A field without a value stays as it stands: somebody sees that it is missing. What is put in
    is never looked through again.
    """
    return _FIELD.sub(lambda found: values.get(found[1].strip()) or found[0], text)


def missing_fields(text: str, values: Mapping[str, str]) -> list[str]:
    """Return the merge fields of `text` that have no value, each once, as they come."""
    names = [name.strip() for name in _FIELD.findall(text)]
    return list(dict.fromkeys(name for name in names if not values.get(name)))


def question_numbers(points: Iterable[Point]) -> dict[str, int]:
    """Return {id of a question: its number}, counted through the whole letter from 1."""
    found: dict[str, int] = {}
    for point in points:
        for question in point.questions:
            found.setdefault(question, len(found) + 1)
    return found
