"""What the next version of a proposal makes of a letter: answers, and passages that changed."""

from collections.abc import Mapping
from typing import Any

from app.actions import comparing, ledger, papers
from app.actions.placing import places
from app.actions.trouble import Trouble
from app.domain.anchors import Place
from app.domain.follow_ups import (
    FollowUp,
    Passage,
    PointFollowed,
    QuestionFollowed,
    SectionFollowed,
    state_of,
)
from app.domain.ledgers import Asked
from app.domain.letters import Letter, Point, question_numbers
from app.domain.records import Row
from app.paths import Home
from app.store import Store, current, proposals


def followed(store: Store, home: Home, letter: Letter) -> FollowUp | None:
    """Return what became of `letter` in the newest version; None while there is no newer one.

    A document's new text answers no question by name: only its words tell.
    """
    number, note = _newest(store, letter)
    if number <= letter.version:
        return None
    asked = (
        {} if letter.document
        else {each.id: each for each in ledger.of_proposal(store, letter.proposal)}
    )  # fmt: skip
    sections = _sections(store, home, letter, number)
    named = {each for point in letter.points for each in (*point.comments, *point.questions)}
    rows = [row for id in sorted(named) if (row := current.one(store, "comments", id)) is not None]
    where = places(store, home, rows)
    quoted = {row.id: row for row in rows if where.get(row.id) is not None}
    numbers = question_numbers(letter.points)
    known = set(numbers)
    return FollowUp(
        letter.id,
        letter.paper,
        letter.version,
        number,
        note,
        tuple(
            _point(number, point, numbers, asked, quoted, where, sections)
            for number, point in enumerate(letter.points, 1)
        ),
        tuple(each for each in sections.values() if each.state != "same"),
        tuple(
            each.id
            for each in asked.values()
            if each.answer is not None
            and each.answer.version > letter.version
            and each.id not in known
        ),
    )


def _newest(store: Store, letter: Letter) -> tuple[int, str]:
    """Return the number of the newest version, 0 if none is here, and what was said of it."""
    if letter.document:
        return papers.of_document(store, letter.document).version or 0, ""
    found = proposals.version(store, letter.proposal)
    return (0, "") if found is None else (found.number, found.note)


def _sections(store: Store, home: Home, letter: Letter, new: int) -> dict[str, SectionFollowed]:
    """Return {key: what became of it}; nothing where the older version is not here."""
    old = letter.version
    try:
        found = (
            comparing.compared_document(store, home, letter.document, old, new)
            if letter.document
            else comparing.compared(store, letter.proposal, old, new)
        )
    except Trouble:
        return {}
    return {
        each.key: SectionFollowed(each.key, each.heading, each.state) for each in found.sections
    }


def _point(
    number: int,
    point: Point,
    numbers: Mapping[str, int],
    asked: Mapping[str, Asked],
    quoted: Mapping[str, Row],
    where: Mapping[str, Place | None],
    sections: Mapping[str, SectionFollowed],
) -> PointFollowed:
    questions = tuple(
        _question(id, numbers[id], asked.get(id)) for id in dict.fromkeys(point.questions)
    )
    sources = dict.fromkeys((*point.comments, *point.questions))
    passages = tuple(_passage(quoted[id], where[id], sections) for id in sources if id in quoted)
    return PointFollowed(
        point.id,
        number,
        point.kind,
        point.text,
        state_of(questions, passages),
        questions,
        passages,
    )


def _question(id: str, number: int, asked: Asked | None) -> QuestionFollowed:
    if asked is None:
        return QuestionFollowed(id, number, "", "in_letter")
    return QuestionFollowed(id, number, asked.text, asked.state, asked.answer)


def _passage(row: Row, place: Place | None, sections: Mapping[str, SectionFollowed]) -> Passage:
    anchor: Mapping[str, Any] = row.data.get("anchor") or {}
    key = str(anchor.get("section") or "")
    section = sections.get(key)
    state = "gone" if place is None else place.state
    return Passage(
        row.id,
        str((anchor.get("quote") or {}).get("exact") or ""),
        key,
        key if section is None else section.heading,
        state,
        "same" if section is None else section.state,
        "" if place is None or place.state == "gone" else place.exact or "",
    )
