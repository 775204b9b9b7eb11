"""A letter to begin with: a point for each criterion or section, of what members said and asked."""

from dataclasses import replace

from app.actions import letters, remarks
from app.actions.clock import Clock, system
from app.domain.changes import Changes
from app.domain.consolidations import Said
from app.domain.letters import Letter, Point, document_of
from app.paths import Home
from app.store import Store, rounds

LONGEST = 8_000
"""Characters that the text of a suggested point takes of what was said; all of it is traced."""


def suggested(store: Store, home: Home, paper: str) -> Letter:
    """Return a letter made of what was said; nothing is kept of it.

    Each criterion, or section of `document/ID`, under which something was said becomes a point; of
    nearly the same remarks one stands for all. Raises Trouble: `not_a_chair`, `no_such_paper`,
    `letter_sent`.
    """
    draft = letters.in_work(store, paper)
    points = _points(store, home, paper)
    return replace(draft, points=(*draft.points, *points))


def begin(store: Store, home: Home, paper: str, clock: Clock = system) -> Changes:
    """Add the points of `suggested` to the draft. Raises Trouble as that does, and `empty`."""
    with store.atomic():
        return letters.add_points(store, paper, _points(store, home, paper), clock)


def _points(store: Store, home: Home, paper: str) -> list[Point]:
    """Return a point for each heading; what a point was made of already is left out.

    What lost its criterion is about the whole proposal; what lost its section keeps its name.
    """
    document = document_of(paper)
    scheme = None if document else rounds.of_proposal(store, paper)
    said = (
        remarks.of_document(store, home, document)
        if document
        else remarks.of_proposal(store, home, paper)
    )
    found: list[Point] = []
    for under in said.under:
        fresh = [each for each in under.said if not each.points and each.text.strip()]
        words = [each for each in fresh if each.kind != "question"]
        questions = [each.id for each in fresh if each.kind == "question"]
        if words or questions:
            known = scheme is not None and scheme.criterion(under.key) is not None
            known = known or bool(document)
            found.append(
                Point(
                    f"suggested-{len(found) + 1}",
                    _text(words),
                    criterion=under.key if known else "",
                    comments=tuple(each.id for each in words),
                    questions=tuple(questions),
                    heading=under.title if document and under.key else "",
                )
            )
    return found


def _text(said: list[Said]) -> str:
    """Return the remarks one under the other, of nearly the same ones the first."""
    lines: list[str] = []
    groups: set[int] = set()
    size = 0
    for each in said:
        if each.like in groups:
            continue
        groups |= {each.like} - {0}
        line = " ".join(each.text.split())
        size += len(line)
        if size > LONGEST:
            break
        lines.append(line)
    return lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)
