"""What I submitted about a proposal, version by version: what changed, and going back to one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.actions import reviewing
from app.actions.acting import me
from app.actions.clock import Clock, system
from app.actions.reviewing import NEW, Edit, Reviewed
from app.actions.trouble import Trouble
from app.domain import ids
from app.domain.records import Data
from app.store import Store, current, submitted
from app.store.submitted import Submitted

_BY_CRITERION = ("scores", "texts")
_ALONE = ("overall", "stance", "reasons", "merge_with", "comment", "recused", "no_expertise")
_BESIDE = ("to_chairs", "recused_why")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs from the version before."""

    field: str
    """`scores`, `texts`, `version`, or another field of a review or its word to the chairs."""
    key: str
    """The criterion, for scores and texts; else ""."""
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Past:
    """One submitted version of my review, and how it differs from the one before it."""

    number: int
    at: str
    version: int | None
    """The version of the proposal that was reviewed."""
    data: Data
    aside: Data
    received: bool
    """The Secretariat has had it."""
    stands: bool
    """It is the one that is submitted now."""
    changes: tuple[Change, ...]


def history(store: Store, proposal: str) -> tuple[Past, ...]:
    """Return every version of my review of `proposal` that was submitted, the first one first.

    Raises Trouble("not_joined").
    """
    id = _id(store, proposal)
    known = submitted.of(store, id)
    standing = _standing(store, id)
    return tuple(
        Past(
            each.number,
            each.at,
            _number(each.data.get("version")),
            each.data,
            each.aside,
            each.revision is not None,
            standing is not None and submitted.mark(each.data) == standing,
            tuple(_changes(known, place)),
        )
        for place, each in enumerate(known)
    )


def restore(store: Store, proposal: str, number: int, clock: Clock = system) -> Reviewed:
    """Make my review of `proposal` a draft with the words of submitted version `number`.

    What is submitted stays with the chairs until the draft is submitted too. Raises Trouble:
    `no_such_submission`, and as `reviewing.review` does.
    """
    with store.atomic():
        found = next((each for each in history(store, proposal) if each.number == number), None)
        if found is None:
            raise Trouble("no_such_submission", proposal=proposal, number=number)
        now = current.one(store, "reviews", _id(store, proposal))
        edit = _edit({} if now is None else now.data, found)
        return reviewing.review(store, proposal, edit, version=found.version, clock=clock)


def _id(store: Store, proposal: str) -> str:
    profile = me(store)
    return ids.review_id(profile.cycle, profile.account, proposal)


def _standing(store: Store, id: str) -> str | None:
    """Return the mark of what is submitted now, None if nothing is."""
    row = current.shared(store, "reviews", id)
    return None if row is None or row.data.get("withdrawn") else submitted.mark(row.data)


def _edit(now: Data, past: Past) -> Edit:
    """Return what makes `now` say what `past` said, and nothing else."""
    then = {**NEW, **past.data}
    scores, texts = then["scores"] or {}, then["texts"] or {}
    return Edit(
        scores={**dict.fromkeys(now.get("scores") or {}), **scores},
        texts={**dict.fromkeys(now.get("texts") or {}, ""), **texts},
        overall=then["overall"],
        blank_overall=then["overall"] is None,
        stance=then["stance"] or "",
        reasons=list(then["reasons"] or []),
        merge_with=list(then["merge_with"] or []),
        comment=then["comment"] or "",
        to_chairs=str(past.aside.get("to_chairs") or ""),
        recused=then["recused"] or "",
        recused_why=str(past.aside.get("recused_why") or ""),
        no_expertise=bool(then["no_expertise"]),
    )


def _changes(known: Sequence[Submitted], place: int) -> Iterator[Change]:
    now = known[place]
    was = known[place - 1] if place else None
    before: Data = {} if was is None else was.data
    for field in _BY_CRITERION:
        old, new = before.get(field) or {}, now.data.get(field) or {}
        for key in dict.fromkeys((*old, *new)):
            yield from _change(field, key, old.get(key), new.get(key))
    for field in _ALONE:
        yield from _change(field, "", before.get(field), now.data.get(field))
    beside: Data = {} if was is None else was.aside
    for field in _BESIDE:
        yield from _change(field, "", beside.get(field), now.aside.get(field))
    if was is not None:
        yield from _change("version", "", before.get("version"), now.data.get("version"))


def _change(field: str, key: str, before: object, after: object) -> Iterator[Change]:
    if _said(before) != _said(after):
        yield Change(field, key, before, after)


def _said(value: object) -> object:
    """Return `value`, None for what says nothing: empty, null, false and not given are the same."""
    return value if value or (value == 0 and value is not False) else None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
