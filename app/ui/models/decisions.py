"""What only the member decides, in words: the fields two have written, and what was joined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from app.documents import diff
from app.documents.diff import Op
from app.domain.merging import Path, value
from app.domain.records import Data
from app.domain.rounds import Round
from app.i18n import _
from app.phrases.letters import points
from app.store import Store, current, rounds
from app.store.merges import Merge
from app.ui.widgets.marked import Piece


@dataclass(frozen=True, slots=True)
class Sides:
    """One field as both have it; what the other has not is marked."""

    title: str
    mine: list[Piece]
    theirs: list[Piece]


def scheme(store: Store, collection: str, id: str, data: Data | None) -> Round | None:
    """Return the round whose words a review is in, None for anything else."""
    proposal = (data or {}).get("proposal")
    if proposal is None and collection == "asides":
        review = current.one(store, "reviews", id)
        proposal = None if review is None else review.data.get("proposal")
    return rounds.of_proposal(store, str(proposal)) if proposal else None


def sides(path: Path, mine: Any, theirs: Any, round: Round | None) -> Sides:
    """Return a field for showing it side by side, word by word."""
    mine, theirs = (words(path, each, round) for each in (mine, theirs))
    ops = near(diff.words(theirs, mine))
    return Sides(
        title(path, round),
        [(text, sign == "+") for sign, text in ops if sign != "-"] or [(_("(nothing)"), False)],
        [(text, sign == "-") for sign, text in ops if sign != "+"] or [(_("(nothing)"), False)],
    )


AROUND = 400
"""Characters kept of words that both have, on each side of a difference."""


def near(ops: Sequence[Op]) -> list[Op]:
    """Return `ops` with long agreements cut to what stands near a difference."""
    found: list[Op] = []
    for number, (sign, text) in enumerate(ops):
        if sign != "=" or len(text) <= 2 * AROUND + 40:
            found.append((sign, text))
            continue
        before = text[:AROUND] if number > 0 else ""
        after = text[-AROUND:] if number < len(ops) - 1 else ""
        found.append((sign, f"{before} … {after}".strip()))
    return found


def title(path: Path, round: Round | None) -> str:
    """Return the name of a field as the screens call it."""
    name, *key = path
    if key:
        criterion = None if round is None else round.criterion(key[0])
        of = criterion.title if criterion is not None else key[0]
        return _("Score: {criterion}").format(criterion=of) if name == "scores" else of
    known = {
        "text": _("Words"),
        "comment": _("Comment"),
        "to_chairs": _("A word to the chairs"),
        "stance": _("Position"),
        "overall": _("Overall score"),
        "reasons": _("Reasons"),
        "merge_with": _("Could be merged with"),
        "recused": _("Conflict of interest"),
        "recused_why": _("Why there is a conflict of interest"),
        "no_expertise": _("No expertise"),
        "criterion": _("Criterion"),
        "anchor": _("The place in the paper"),
        "withdrawn": _("Taken out"),
        "kind": _("Kind"),
        "title": _("Title"),
        "version": _("Version"),
        "state": _("State"),
        "outcome": _("Outcome"),
        "reason": _("Reason"),
        "condition": _("Condition"),
        "channel": _("Where it was decided"),
        "at": _("When it was decided"),
        "released_at": _("When it was released"),
        "position": _("Answer"),
        "closes_at": _("Date"),
        "points": _("Points"),
        "opening": _("Opening"),
        "closing": _("Closing"),
    }
    return known.get(name, name)


def words(path: Path, value: Any, round: Round | None) -> str:
    """Return a value of a field as words; "" for nothing."""
    match value:
        case None | "" | False:
            return ""
        case True:
            return _("yes")
        case list() if path == ("points",):
            return points(cast("list[dict[str, Any]]", value))
        case str() if path == ("stance",) and round is not None:
            return next((each.title for each in round.stances if each.key == value), value)
        case str():
            return value
        case list():
            return ", ".join(words((), each, None) for each in cast("list[Any]", value))
        case dict():
            return _of_mapping(cast("dict[str, Any]", value))
        case _:
            return str(value)


def _of_mapping(data: Mapping[str, Any]) -> str:
    """Return what can be read of something with parts: an anchor's quote, else its values."""
    quote = data.get("quote")
    if isinstance(quote, dict):
        exact = cast("dict[str, Any]", quote).get("exact")
        if isinstance(exact, str):
            return f"“{exact}”"
    return ", ".join(f"{name}: {words((), each, None)}" for name, each in data.items())


def merged_sides(store: Store, merge: Merge) -> list[Sides]:
    """Return every field in which the two sides of a merge differ."""
    round = scheme(store, merge.collection, merge.id, merge.mine or merge.theirs)
    paths = dict.fromkeys((*merge.from_mine, *merge.from_theirs))
    return [
        sides(path, value(merge.mine, path), value(merge.theirs, path), round) for path in paths
    ]


def merged_words(store: Store, merge: Merge) -> str:
    """Return what was done and which fields came from whom, in a sentence or two."""
    round = scheme(store, merge.collection, merge.id, merge.mine or merge.theirs)
    told = {
        "joined": _("Joined by itself: you changed it here and elsewhere, in different fields."),
        "settled": _("You chose between two texts."),
        "discarded": _("You threw it away after the server had not taken it."),
    }[merge.kind]
    parts = [told]
    if merge.kind == "joined":
        for words, paths in (
            (_("From this computer: {fields}."), merge.from_mine),
            (_("From elsewhere: {fields}."), merge.from_theirs),
        ):
            named = ", ".join(dict.fromkeys(title(path, round) for path in paths))
            parts += [words.format(fields=named)] if named else []
    if merge.undone:
        mine = merge.undone == "mine"
        parts.append(_("Mine was put back.") if mine else _("The other was put back."))
    return " ".join(parts)
