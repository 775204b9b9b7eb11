"""Marks as one list across papers: what each is, which are asked for, in which order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.domain.anchors import Place
from app.domain.colours import colour_of
from app.domain.folding import fold
from app.domain.records import Row
from app.domain.unspaced import alike

KINDS = ("highlight", "note", "comment", "question", "evidence")
SENDING = ("draft", "waiting", "received")
"""Only on this computer, on its way, taken by the server or a pack."""
STANDING = ("kept", "changed", "gone")
"""How the words it was made on stand in the newest version of the paper."""
LAST = 1 << 30


@dataclass(frozen=True, slots=True)
class Listed:
    """A mark with what is known of its paper and its place there."""

    row: Row
    place: Place | None = None
    """None for a mark on the whole paper, and where nobody has looked yet."""
    title: str = ""
    """Of what it is about."""
    rank: int = LAST
    """The number of its section in the paper; one that is on no section comes last."""

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def kind(self) -> str:
        return kind_of(self.row)

    @property
    def about(self) -> tuple[str, str]:
        about = self.row.data.get("about") or {}
        return str(about.get("kind") or ""), str(about.get("id") or "")

    @property
    def criterion(self) -> str:
        return str(self.row.data.get("criterion") or "")

    @property
    def colour(self) -> str:
        return colour_of(self.row.collection, self.row.data)

    @property
    def text(self) -> str:
        return str(self.row.data.get("text") or "")

    @property
    def quote(self) -> str:
        return str((_anchor(self.row).get("quote") or {}).get("exact") or "")

    @property
    def page(self) -> int | None:
        """The page of a PDF it was made on, from 1."""
        number = (_anchor(self.row).get("page") or {}).get("number")
        return number if isinstance(number, int) else None

    @property
    def at(self) -> str:
        return str(self.row.data.get("written_at") or "")

    @property
    def states(self) -> frozenset[str]:
        """What is true of it, of `SENDING` and `STANDING`."""
        found = {sending(self.row)}
        if self.place is not None:
            found.add(self.place.state)
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which marks are asked for: those that fit every field; an empty one asks for nothing."""

    kinds: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    """`proposal/ID`, or the ID alone."""
    criteria: frozenset[str] = frozenset()
    colours: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    """Of `SENDING` and of `STANDING`: one of each that is named must be true."""
    words: str = ""
    """All of them are in its text, its quote or its paper's title, accents aside."""
    ids: frozenset[str] = field(default_factory=frozenset[str])

    def __bool__(self) -> bool:
        """Say whether anything is asked for."""
        asked = (self.kinds, self.papers, self.criteria, self.colours, self.states, self.ids)
        return any(asked) or bool(self.words.strip())


def kind_of(row: Row) -> str:
    """Return what a mark is: a note without words is a highlight."""
    if row.collection == "notes":
        return "note" if str(row.data.get("text") or "").strip() else "highlight"
    return str(row.data.get("kind") or "comment")


def sending(row: Row) -> str:
    """Return how far a mark of mine has come: `draft`, `waiting` or `received`."""
    return "draft" if row.at_home else "waiting" if row.waiting else "received"


def chosen(marks: Iterable[Listed], wanted: Wanted) -> list[Listed]:
    """Return the marks that are asked for, in the order they are given."""
    words = alike(wanted.words).split()
    return [each for each in marks if _fits(each, wanted) and _holds(each, words)]


def by_place(marks: Iterable[Listed]) -> list[Listed]:
    """Return `marks` paper by paper, each in the order of its text; whole papers' marks first."""
    papers: dict[tuple[str, str], list[Listed]] = {}
    for each in marks:
        papers.setdefault(each.about, []).append(each)
    # Paper by paper: one sorting of 200,000 would hold up every other thread meanwhile.
    ordered = sorted(papers.values(), key=lambda each: (fold(each[0].title), each[0].about))
    return [each for paper in ordered for each in sorted(paper, key=_placed)]


def by_time(marks: Iterable[Listed]) -> list[Listed]:
    """Return `marks`, the latest first."""
    return sorted(marks, key=lambda each: (each.at, each.id), reverse=True)


def _placed(each: Listed) -> tuple[Any, ...]:
    anchored = bool(each.quote) or each.page is not None
    start = each.place.start if each.place is not None else None
    if start is None:
        start = (_anchor(each.row).get("position") or {}).get("start")
    where = (each.rank, each.page or 0, start if isinstance(start, int) else LAST)
    return anchored, where, each.at, each.id


def _fits(each: Listed, wanted: Wanted) -> bool:
    name = "/".join(each.about)
    sent, stands = wanted.states & set(SENDING), wanted.states & set(STANDING)
    return (
        (not wanted.ids or each.id in wanted.ids)
        and (not wanted.kinds or each.kind in wanted.kinds)
        and (not wanted.papers or bool({name, each.about[1]} & wanted.papers))
        and (not wanted.criteria or each.criterion in wanted.criteria)
        and (not wanted.colours or each.colour in wanted.colours)
        and (not sent or bool(each.states & sent))
        and (not stands or bool(each.states & stands))
    )


def _holds(each: Listed, words: list[str]) -> bool:
    if not words:
        return True
    whole = alike(f"{each.text} {each.quote} {each.title}")
    return all(word in whole for word in words)


def _anchor(row: Row) -> dict[str, Any]:
    return row.data.get("anchor") or {}
