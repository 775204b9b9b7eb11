"""A letter to begin with: one point for each criterion, of what members said and asked there."""

from dataclasses import replace

from app.actions import letters, remarks
from app.actions.clock import Clock, system
from app.domain.changes import Changes
from app.domain.consolidations import ProposalSaid, Said
from app.domain.letters import Letter, Point
from app.paths import Home
from app.store import Store, rounds

LONGEST = 8_000
"""Characters that the text of a suggested point takes of what was said; all of it is traced."""


def suggested(store: Store, home: Home, proposal: str) -> Letter:
    """Return a letter made of what was said; nothing is kept of it.

    Each criterion under which something was said becomes a point; of nearly the same remarks one
    stands for all. Raises Trouble: `not_a_chair`, `no_such_paper`, `letter_sent`.
    """
    draft = letters.in_work(store, proposal)
    points = _points(store, remarks.of_proposal(store, home, proposal))
    return replace(draft, points=(*draft.points, *points))


def begin(store: Store, home: Home, proposal: str, clock: Clock = system) -> Changes:
    """Add the points of `suggested` to the draft. Raises Trouble as that does, and `empty`."""
    with store.atomic():
        points = _points(store, remarks.of_proposal(store, home, proposal))
        return letters.add_points(store, proposal, points, clock)


def _points(store: Store, said: ProposalSaid) -> list[Point]:
    """Return a point for each heading; what a point was made of already is left out.

    What lost its criterion is about the whole proposal.
    """
    scheme = rounds.of_proposal(store, said.id)
    found: list[Point] = []
    for under in said.under:
        fresh = [each for each in under.said if not each.points and each.text.strip()]
        words = [each for each in fresh if each.kind != "question"]
        questions = [each.id for each in fresh if each.kind == "question"]
        if words or questions:
            known = scheme is not None and scheme.criterion(under.key) is not None
            found.append(
                Point(
                    f"suggested-{len(found) + 1}",
                    _text(words),
                    criterion=under.key if known else "",
                    comments=tuple(each.id for each in words),
                    questions=tuple(questions),
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
