"""Joining what I wrote with what was written elsewhere: where it does not touch, and as chosen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from app.domain import merging_lists
from app.domain.merging_lists import Thing
from app.domain.records import Data

JOINED = frozenset({"scores", "texts", "places", "names", "floor", "report"})
"""Fields that hold one value a criterion (version, name): joined key by key. Others are one thing."""
BY_NATURE = frozenset({"written_at", "device"})
"""Fields that differ between two writings by their nature: mine count."""
LIVE = frozenset({"queue", "floor", "begun_at", "ended_at"})
"""Fields of what is going on in a meeting: mine count where both changed the same, nobody is asked."""
WORDS = frozenset({
    "texts", "text", "comment", "to_chairs", "recused_why", "summary", "charter", "notes", "note",
    "key_points", "next_steps", "objections", "reason", "condition", "guidance", "introduction", "next_meeting",
})  # fmt: skip
"""Fields of running text: of these, two can stand one after the other."""
LISTS = frozenset({"proposals", "documents", "edited", "participants", "facilitators"})
"""Fields that list ids or people, each once: joined one by one."""
PLACE = ("parent", "position")
"""Where an item stands on an agenda: one thing. Of two moves the one counts that is there first."""
BETWEEN = "\n\n* * *\n\n"
"""What stands between two texts that were both kept; Markdown shows it as a rule."""

Path = tuple[str, ...]
"""A field, or a key within one of JOINED: `("comment",)`, `("texts", "need")`."""
Side = Literal["mine", "theirs", "both"]

_ABSENT: Any = object()
_Choose = Callable[[Path, Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Joined:
    """A record with both changes, and what both had changed in different ways."""

    data: Data
    contradictions: tuple[Path, ...]
    """Where `data` has what was chosen, not what follows from the changes."""


def merge(base: Data | None, mine: Data, theirs: Data) -> Data | None:
    """Return the record with both changes, or None if both changed the same field.

    A field that is not given, null or empty counts as the same: filling in what the
    other side left open is no contradiction.
    """
    joined = join(base, mine, theirs)
    return None if joined.contradictions else joined.data


def join(base: Data | None, mine: Data, theirs: Data, side: Side = "mine") -> Joined:
    """Return the record with both changes; where they contradict, what `side` has.

    `both` puts running texts one after the other, theirs first, and lists together; of
    what can have one value only (a score, a position) it takes mine.
    """
    found: list[Path] = []
    choose = {"mine": _mine, "theirs": _theirs, "both": _both}[side]
    data = _join(base or {}, mine, theirs, (), choose, found)
    return Joined(data, tuple(found))


def differing(one: Data | None, other: Data | None) -> tuple[Path, ...]:
    """Return the fields in which two records differ, but for what differs by its nature."""
    return tuple(_differing(one or {}, other or {}, ()))


def value(data: Mapping[str, Any] | None, path: Path) -> Any:
    """Return what `data` has at `path`, None for nothing."""
    found: Any = data
    for name in path:
        found = cast("dict[str, Any]", found).get(name) if isinstance(found, dict) else None
    return found


def one_after_the_other(first: str, second: str) -> str:
    """Return both texts; if one holds the other already, that one."""
    if second.strip() in first:
        return first
    if first.strip() in second:
        return second
    return first.rstrip() + BETWEEN + second.lstrip()


def _join(
    base: Mapping[str, Any],
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    above: Path,
    choose: _Choose,
    found: list[Path],
) -> Data:
    merged: Data = {}
    if not above:
        mine = _in_one_place(base, mine, theirs)
    for name in _names(theirs, mine):
        path = (*above, name)
        was, my, their = (side.get(name, _ABSENT) for side in (base, mine, theirs))
        if _same(their, my) or _same(their, was):
            kept = their if my is _ABSENT and _same(their, my) else my
        elif _same(my, was):
            kept = their
        elif not above and name in BY_NATURE:
            kept = my
        elif _nested(path, my, their):
            kept = _join(was if isinstance(was, dict) else {}, my, their, path, choose, found)
        elif not above and name in LISTS and (ids := _ids(was, my, their)) is not None:
            kept = [each["id"] for each in merging_lists.join(*ids, _clash(path, choose))[0]]
        elif (lists := _things(was, my, their)) is not None:
            kept, clear = merging_lists.join(*lists, _clash(path, choose))
            found += [] if clear or path[0] in LIVE else [path]
        else:
            found += [] if path[0] in LIVE else [path]
            kept = choose(path, my, their)
        if kept is not _ABSENT:
            merged[name] = kept
    return merged


def _differing(one: Mapping[str, Any], other: Mapping[str, Any], above: Path) -> list[Path]:
    found: list[Path] = []
    for name in _names(one, other):
        path = (*above, name)
        left, right = one.get(name, _ABSENT), other.get(name, _ABSENT)
        if _same(left, right) or (not above and name in BY_NATURE):
            continue
        if not above and name in JOINED:
            left, right = ({} if _empty(each) else each for each in (left, right))
        found += _differing(left, right, path) if _nested(path, left, right) else [path]
    return found


def _names(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, ...]:
    return (*one, *(each for each in other if each not in one))


def _things(was: Any, my: Any, their: Any) -> tuple[list[Thing], list[Thing], list[Thing]] | None:
    """Return three lists of things with ids, None if one of them is no such list."""
    old, mine, others = (
        [] if _empty(side) else merging_lists.named(side) for side in (was, my, their)
    )
    return None if old is None or mine is None or others is None else (old, mine, others)


def _ids(was: Any, my: Any, their: Any) -> tuple[list[Thing], list[Thing], list[Thing]] | None:
    """Return three lists of ids as lists of things, None if one of them is no such list."""
    found: list[list[Thing]] = []
    for side in (was, my, their):
        given: list[Any] = [] if _empty(side) else side if isinstance(side, list) else [None]
        if not all(isinstance(each, str) for each in given) or len({*given}) != len(given):
            return None
        found.append([{"id": each} for each in given])
    return found[0], found[1], found[2]


def _in_one_place(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return mine at the place that theirs was given, if both were moved to different places."""
    if not all(isinstance(side.get("position"), int | float) for side in (mine, theirs)):
        return mine
    was, my, their = (tuple(side.get(name) for name in PLACE) for side in (base, mine, theirs))
    if my in (was, their) or their == was:
        return mine
    return {**mine, **dict(zip(PLACE, their, strict=True))}


def _clash(path: Path, choose: _Choose) -> merging_lists.Clash:
    """Return what joins two things that bear the same id, field by field."""

    def joined(was: Thing, mine: Thing, theirs: Thing) -> tuple[Thing, bool]:
        found: list[Path] = []
        data = _join(was, mine, theirs, path, lambda at, *two: choose(at[-1:], *two), found)
        return data, not found

    return joined


def _mine(_path: Path, my: Any, _their: Any) -> Any:
    return my


def _theirs(_path: Path, _my: Any, their: Any) -> Any:
    return their


def _both(path: Path, my: Any, their: Any) -> Any:
    if _empty(my) or _empty(their):
        return their if _empty(my) else my  # one took the words away: the words are kept
    if isinstance(my, str) and isinstance(their, str) and WORDS & {path[0], path[-1]}:
        return one_after_the_other(their, my)
    if isinstance(my, list) and isinstance(their, list):
        mine, others = cast("list[Any]", my), cast("list[Any]", their)
        return [*others, *(each for each in mine if each not in others)]
    return my


def _same(one: Any, other: Any) -> bool:
    return one == other or (_empty(one) and _empty(other))


def _empty(value: Any) -> bool:
    """Say whether `value` says nothing. A score of 0 says something."""
    return value is _ABSENT or value is None or value is False or value in ("", [], {})


def _nested(path: Path, one: Any, other: Any) -> bool:
    """Say whether a field is joined key by key."""
    named = len(path) == 1 and path[0] in JOINED
    return named and isinstance(one, dict) and isinstance(other, dict)
