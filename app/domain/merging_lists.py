"""Joining two lists of things that bear ids, such as the points of a letter, thing by thing."""

from collections.abc import Callable, Iterable
from typing import Any, cast

Thing = dict[str, Any]
Clash = Callable[[Thing, Thing, Thing], tuple[Thing, bool]]
"""Makes one of two things that both differ from what they were (base, mine, theirs), and says
whether they did not contradict each other."""


def named(value: object) -> list[Thing] | None:
    """Return `value` as a list of things that all bear an id of their own; None if it is none.

    Of somebody in a meeting's attendance the account is one.
    """
    if not isinstance(value, list):
        return None
    things = cast("list[Any]", value)
    if not all(isinstance(each, dict) and _id(each) for each in things):
        return None
    ids = [_id(each) for each in things]
    return things if len({*ids}) == len(ids) else None


def _id(thing: Thing) -> str:
    return str(thing.get("id") or thing.get("member") or "")


def join(
    base: list[Thing], mine: list[Thing], theirs: list[Thing], clash: Clash
) -> tuple[list[Thing], bool]:
    """Return both lists as one, and whether nothing in them was contradicted.

    What one side added or changed is there, what one took out untouched by the other is gone;
    what one took out and the other changed stays. The order is theirs unless only mine moved
    something; what I added stands behind what it stood behind.
    """
    was, my, their = ({_id(each): each for each in side} for side in (base, mine, theirs))
    clear = True
    kept: dict[str, Thing] = {}
    for id in (*their, *(each for each in my if each not in their)):
        old, one, other = was.get(id), my.get(id), their.get(id)
        if other in (one, old):
            found = one
        elif one == old:
            found = other
        else:
            found, agreed = clash(old or {}, one, other) if one and other else (one or other, False)
            clear = clear and agreed
        if found is not None:
            kept[id] = found
    moved_here, moved_there = (_moved(was, side) for side in (my, their))
    if moved_here and moved_there and _order(my, their) != _order(their, my):
        clear = False
    first, second = (my, their) if moved_here and not moved_there else (their, my)
    return [kept[id] for id in _woven([*first], [*second]) if id in kept], clear


def _order(of: Iterable[str], among: Iterable[str]) -> list[str]:
    known = {*among}
    return [id for id in of if id in known]


def _moved(was: Iterable[str], now: Iterable[str]) -> bool:
    return _order(was, now) != _order(now, was)


def _woven(first: list[str], second: list[str]) -> list[str]:
    """Return `first` with what only `second` has, each behind what it stands behind there."""
    woven = [*first]
    for at, id in enumerate(second):
        if id in woven:
            continue
        before = [each for each in second[:at] if each in woven]
        place = woven.index(before[-1]) + 1 if before else 0
        while place < len(woven) and woven[place] not in second:
            place += 1
        woven.insert(place, id)
    return woven
