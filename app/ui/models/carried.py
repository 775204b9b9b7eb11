"""Which of my marks need a look in the version that is shown, and what is told of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.actions import moving_marks
from app.actions.moving_marks import Answered
from app.documents import diff
from app.domain.anchors import Anchor, Place
from app.domain.marks import kind_of
from app.domain.records import Row
from app.ui.widgets.marked import Piece


@dataclass(frozen=True, slots=True)
class Carried:
    """A mark to look at; `state`: changed, gone or answered."""

    id: str
    kind: str
    text: str
    state: str
    was: str
    """The words it was made on."""
    place: Place | None = None
    answer: Answered | None = None

    @property
    def twin(self) -> bool:
        """The words are the same, but there in more than one place."""
        return self.place is not None and self.place.exact == self.was

    def sides(self) -> tuple[list[Piece], list[Piece]]:
        """Return the old words and the new ones, what differs marked."""
        now = (self.place.exact or "") if self.place is not None else ""
        ops = diff.words(self.was, now)
        old = [(words, sign == "-") for sign, words in ops if sign in "=-"]
        return old, [(words, sign == "+") for sign, words in ops if sign in "=+"]


def carried(
    rows: Sequence[Row],
    places: Mapping[str, Place | None],
    answers: Mapping[str, Answered],
    account: str,
) -> list[Carried]:
    """Return my marks to look at: answered questions first, then changed ones, then the gone."""
    found: dict[str, list[Carried]] = {"answered": [], "changed": [], "gone": []}
    for row in rows:
        if row.data.get("withdrawn") or row.owner not in {None, account}:
            continue
        given = row.data.get("anchor") or {}
        if given.get("page") and not given.get("section"):
            continue  # it stands on a page of the original, not in the text
        where = places.get(row.id)
        was = Anchor.from_json(given).exact if given else ""
        text = str(row.data.get("text") or "")
        answer = answers.get(row.id)
        if answer is not None and moving_marks.is_open(row, answer):
            said = Carried(row.id, kind_of(row), text, "answered", was, where, answer)
            found["answered"].append(said)
        elif where is not None and where.decided is None and where.state in {"changed", "gone"}:
            said = Carried(row.id, kind_of(row), text, where.state, was, where)
            found[where.state].append(said)
    return [each for group in found.values() for each in group]
