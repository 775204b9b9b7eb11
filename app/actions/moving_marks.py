"""What a member says about her marks in a new version: right, elsewhere, settled, satisfied."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.actions import annotating, placing
from app.actions.acting import Write, act
from app.actions.clock import Clock, stamp, system
from app.actions.placing import Text
from app.actions.trouble import Trouble
from app.documents.anchoring import (
    PlainSection,
    QuoteNotFound,
    anchor,
    anchor_at,
    plain_sections,
)
from app.domain.anchors import Anchor, Decision, Place, with_decision
from app.domain.changes import Changes
from app.domain.proposals import Version
from app.domain.records import Row
from app.paths import Home
from app.store import Store, proposals

ANSWERS = {True: "satisfied", False: "not_satisfied"}
"""What the asker says to an answer, as `question_state` keeps it."""


def accept(
    store: Store, home: Home, id: str, clock: Clock = system, *, text: Text | None = None
) -> Changes:
    """Say that the place found for a mark is right: in the newest version, or in `text`.

    `text` is the one that was looked at: a newer may have come in the same moment.
    Raises Trouble: `no_such_record`, `not_yours`, `no_place` (its words are gone, or it has none).
    """
    with store.atomic():
        row = annotating.mark(store, id)
        text = text or placing.newest(store, home, row)
        where = placing.on(store, home, [row], text)[id]
        found = None if where is None else _anchor(where, text)
        if found is None:
            raise Trouble("no_place", id=id)
        return _decide(store, row, Decision(text.version, "accepted", found), "accept", clock)


def move(
    store: Store,
    home: Home,
    id: str,
    quote: str,
    *,
    section: str | None = None,
    at: Anchor | None = None,
    clock: Clock = system,
    text: Text | None = None,
) -> Changes:
    """Put a mark on other words of the newest version, or of `text`: on `quote`, or at `at`.

    Raises Trouble: `no_such_record`, `not_yours`, `quote_not_found`, `no_text_here`.
    """
    with store.atomic():
        row = annotating.mark(store, id)
        text = text or placing.newest(store, home, row)
        if at is None:
            try:
                at = anchor(text.sections, quote, section)
            except QuoteNotFound:
                about = row.data.get("about") or {}
                code = "quote_not_found" if text.sections else "no_text_here"
                named = f"{about.get('kind')}/{about.get('id')}"
                raise Trouble(code, quote=quote, about=named) from None
        return _decide(store, row, Decision(text.version, "moved", at), "move", clock)


def settle(
    store: Store, home: Home, id: str, clock: Clock = system, *, text: Text | None = None
) -> Changes:
    """Say that a mark has served its turn: it is kept, and no place is looked for any more.

    Raises Trouble: `no_such_record`, `not_yours`.
    """
    with store.atomic():
        row = annotating.mark(store, id)
        version = (text or placing.newest(store, home, row)).version
        return _decide(store, row, Decision(version, "settled", None), "settle", clock)


def satisfied(store: Store, id: str, *, yes: bool, clock: Clock = system) -> Changes:
    """Say whether the answer to my question is enough; the chairs read it with the next sync.

    Raises Trouble: `no_such_record`, `not_yours`, `no_question`.
    """
    with store.atomic():
        row = annotating.mark(store, id)
        if row.data.get("kind") != "question":
            raise Trouble("no_question", id=id)
        data = {**row.data, "question_state": ANSWERS[yes]}
        if (told := answered(store, [row]).get(id)) is not None:
            data["answer_version"] = told.version  # a later answer asks anew
        return act(store, "satisfied", [Write(row.collection, id, data, row.readers)], clock)


def _decide(store: Store, row: Row, decision: Decision, verb: str, clock: Clock) -> Changes:
    said = Decision(decision.version, decision.state, decision.anchor, stamp(clock))
    data = with_decision(row.data, said)
    private = row.collection == "notes"
    return act(store, verb, [Write(row.collection, row.id, data, row.readers, home=private)], clock)


def _anchor(where: Place, text: Text) -> Anchor | None:
    section = next((each for each in text.sections if each.key == where.section), None)
    if section is None or where.start is None or where.end is None:
        return None
    return anchor_at(section, where.start, where.end, text.sections)


@dataclass(frozen=True, slots=True)
class Answered:
    """Where the proposers say they answered a question."""

    question: str
    version: int
    section: str | None
    anchor: Anchor | None
    """The words of the answer; None where the quote is not in that version's text."""

    def to_json(self) -> dict[str, Any]:
        where = self.anchor
        return {
            "version": self.version,
            "section": self.section if where is None else where.section,
            "start": None if where is None else where.start,
            "end": None if where is None else where.end,
            "exact": None if where is None else where.exact,
        }


def is_open(row: Row, answer: Answered) -> bool:
    """Say whether the asker has yet to say what she thinks of `answer`."""
    judged = row.data.get("question_state") in ANSWERS.values()
    seen = row.data.get("answer_version")
    return not judged or (isinstance(seen, int) and seen < answer.version)


def answered(store: Store, rows: Iterable[Row]) -> dict[str, Answered]:
    """Return {id: where it is answered} of those of `rows` that are questions and are."""
    asked: dict[str, set[str]] = {}
    for row in rows:
        about = row.data.get("about") or {}
        if row.data.get("kind") == "question" and about.get("kind") == "proposal":
            asked.setdefault(str(about.get("id")), set()).add(row.id)
    found: dict[str, Answered] = {}
    answering = proposals.answering(store, sorted(asked)) if asked else {}
    for proposal, versions in answering.items():
        known = answers(versions)
        found |= {id: known[id] for id in asked[proposal] & known.keys()}
    return found


def answers(versions: Iterable[Version]) -> dict[str, Answered]:
    """Return {question id: where it is answered}, by the newest version that answers it."""
    found: dict[str, Answered] = {}
    for version in sorted(versions, key=lambda each: each.number):
        sections: Sequence[PlainSection] = ()
        for each in version.answers:
            question = str(each.get("question") or "")
            if not question:
                continue
            sections = sections or plain_sections(version.sections)
            found[question] = _answered(question, version.number, each, sections)
    return found


def _answered(
    question: str, number: int, said: Mapping[str, Any], sections: Sequence[PlainSection]
) -> Answered:
    section = said.get("section")
    key = section if isinstance(section, str) else None
    quote = said.get("quote")
    try:
        where = anchor(sections, quote, key) if isinstance(quote, str) else None
    except QuoteNotFound:
        where = None
    return Answered(question, number, key, where)
