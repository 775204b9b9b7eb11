"""An agenda as a tree: its order, numbers, times and what is amiss, from its items alone.

Everything here is a function of the records, so that computers that hold the same records show
the same agenda, whatever was moved at once on several of them (`docs/decisions/0029-agenda-order.md`).
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.domain import times
from app.domain.records import Data

A_PROPOSAL = 4
"""Minutes that proposers have for each proposal (MAG call of 27 January 2021)."""
PURPOSES = ("information", "discussion", "decision")
STATES = ("draft", "proposed", "adopted")
Numbering = Literal["numbers", "letters", "given"]
NUMBERINGS: tuple[Numbering, ...] = ("numbers", "letters", "given")
"""1, 1.1; A, A.1; or the labels that the items bear in their records."""
DEEPEST = 24
"""Levels of an agenda. What lies deeper stands at the top: no page or screen has room for it."""
TREATED = ("accepted", "objection")
"""What became of a change that a member proposed."""

Items = Mapping[str, Mapping[str, Any]]
"""{id: data} of the items of one meeting, withdrawn ones too."""
Key = tuple[tuple[float, tuple[tuple[int, str], ...], str], ...]


@dataclass(frozen=True, slots=True)
class Node:
    """An item in its place."""

    id: str
    parent: str | None
    """As it is shown: never one that is not there, or that would make a circle."""
    label: str
    minutes: float
    """What it takes, with what is under it; 0 for nothing planned, or carried to another meeting."""
    starts: float
    """Minutes from the beginning of the meeting, if all goes to plan."""
    level: int = 0
    children: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Amiss:
    """Something about an item that a chair should look at.

    `code`: `circle` (it was moved under what is under it), `deep` (it lies under DEEPEST others),
    `orphan` (the item it belongs to is not in this meeting), `negative_minutes`, `vanished` (what
    it was carried to is not there), `over` (what is under it takes longer than it has).
    """

    code: str
    item: str
    minutes: float = 0
    """Of `over`: how much longer."""


def tree(items: Items, numbering: Numbering | None = None) -> tuple[Node, ...]:
    """Return the agenda: items that are not withdrawn, each once.

    What lies under a withdrawn item stands where that stood. Of items that name each other as
    parents in a circle the one with the least id stands at the top. `numbering`: see `labels_of`.
    """
    shown = parents(items)
    order = _ordered(items, shown)
    style = numbering or inferred(items)

    def grow(parent: str | None, starts: float, level: int, above: str) -> Iterator[Node]:
        for number, id in enumerate(order.get(parent, ()), 1):
            label = numbered(style, number, above) if style != "given" else given_label(items[id])
            children = tuple(grow(id, starts, level + 1, label))
            own = minutes_of(items[id])
            takes = own if own > 0 else sum(each.minutes for each in children)
            takes = 0.0 if items[id].get("carried_to") else takes
            yield Node(id, parent, label, takes, starts, level, children)
            starts += takes

    return tuple(grow(None, 0.0, 0, ""))


def flat(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield the items in the order they are called."""
    for each in nodes:
        yield each
        yield from flat(each.children)


def length(meeting: Mapping[str, Any]) -> float | None:
    """Return the minutes from the beginning of a meeting to its end, None where one is not told."""
    starts, ends = (str(meeting.get(name) or "") for name in ("starts", "ends"))
    if not (times.is_instant(starts) and times.is_instant(ends)):
        return None
    return (times.parse(ends) - times.parse(starts)).total_seconds() / 60


def parents(items: Items) -> dict[str, str | None]:
    """Return the parent of each item that is not withdrawn, as it is shown."""
    cut = _cut(items)
    return {id: _above(items, cut, id)[0] for id, data in items.items() if not gone(data)}


def amiss(items: Items, here: Mapping[str, bool] | None = None) -> list[Amiss]:
    """Return what is wrong; `here` says of items carried over whether they are there."""
    found: list[Amiss] = []
    circles, deep = _circles(items), _deep(items)
    for node in flat(tree(items)):
        data = items[node.id]
        parent = data.get("parent")
        if node.id in circles:
            found.append(Amiss("circle", node.id))
        elif node.id in deep:
            found.append(Amiss("deep", node.id))
        elif parent and parent not in items:
            found.append(Amiss("orphan", node.id))
        if _number(data.get("minutes")) < 0:
            found.append(Amiss("negative_minutes", node.id))
        to = data.get("carried_to")
        if to and here is not None and not here.get(str(to), False):
            found.append(Amiss("vanished", node.id))
        below = sum(each.minutes for each in node.children)
        own = minutes_of(data)
        if 0 < own < below:
            found.append(Amiss("over", node.id, below - own))
    return found


def inside(items: Items, id: str) -> set[str]:
    """Return `id` and all that is shown under it."""
    found = {id}
    shown = parents(items)
    grew = True
    while grew:
        more = {each for each, parent in shown.items() if parent in found} - found
        found |= more
        grew = bool(more)
    return found


def under(items: Items, parent: str | None) -> list[str]:
    """Return the items right under `parent` (None: at the top) in their order."""
    return _ordered(items, parents(items)).get(parent, [])


def inferred(items: Items) -> Numbering:
    """Return how the items are numbered, where the meeting does not say.

    Numbers or letters where the labels in the records are those, or there are none; else `given`.
    """
    labels = {id: given_label(data) for id, data in items.items() if not gone(data)}
    if not any(labels.values()):
        return "numbers"
    styles: tuple[Numbering, ...] = ("numbers", "letters")
    for style in styles:
        made = {each.id: each.label for each in flat(tree(items, style))}
        if all(not label or made[id] == label for id, label in labels.items()):
            return style
    return "given"


def numbered(style: Numbering, number: int, above: str) -> str:
    """Return the label of the item at place `number` under one that is labelled `above`."""
    if above:
        return f"{above}.{number}"
    return _letters(number) if style == "letters" else str(number)


def suggested(proposals: Sequence[object]) -> int:
    """Return the minutes that a list of proposals asks for: four for each."""
    return A_PROPOSAL * len(proposals)


def gone(data: Mapping[str, Any]) -> bool:
    return bool(data.get("withdrawn"))


def given_label(data: Mapping[str, Any]) -> str:
    label = data.get("label")
    return label if isinstance(label, str) else ""


def minutes_of(data: Mapping[str, Any]) -> float:
    """Return the minutes planned for the item itself, 0 for none (or a negative number)."""
    return max(0.0, _number(data.get("minutes")))


def place_of(items: Items, id: str) -> float:
    """Return the position that counts for an item where it is shown."""
    return _above(items, _cut(items), id)[1][0][0]


def position_of(data: Mapping[str, Any]) -> float:
    return _number(data.get("position"))


def objections_of(meeting: Mapping[str, Any]) -> list[Data]:
    """Return the objections noted at a meeting; a bare text is one of them."""
    said = meeting.get("objections")
    if isinstance(said, str):
        return [{"id": "", "text": said}] if said.strip() else []
    return [dict(each) for each in said if isinstance(each, dict)] if isinstance(said, list) else []


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return 0.0
    return value


def _letters(number: int) -> str:
    made = ""
    while number:
        number, rest = divmod(number - 1, 26)
        made = chr(ord("A") + rest) + made
    return made


def _raw(items: Items, id: str) -> str | None:
    parent = items[id].get("parent")
    return parent if isinstance(parent, str) and parent in items else None


def _cut(items: Items) -> set[str]:
    """Return the items that stand at the top whatever they lie under."""
    return _circles(items) | _deep(items)


def _deep(items: Items) -> set[str]:
    """Return the items that lie under DEEPEST others, and those under DEEPEST of these again."""
    depth: dict[str, int] = dict.fromkeys(_circles(items), 0)
    for start in items:
        path: list[str] = []
        step: str | None = start
        while step is not None and step not in depth:
            path.append(step)
            step = _raw(items, step)
        first = 0 if step is None else depth[step] + 1
        depth.update((id, at) for at, id in enumerate(reversed(path), first))
    return {id for id, at in depth.items() if at and at % DEEPEST == 0}


def _circles(items: Items) -> set[str]:
    """Return one item of each circle of parents: the one with the least id."""
    done: set[str] = set()
    cut: set[str] = set()
    for start in items:
        path: list[str] = []
        step: str | None = start
        while step is not None and step not in done:
            done.add(step)
            path.append(step)
            step = _raw(items, step)
        if step is not None and step in path:
            cut.add(min(path[path.index(step) :]))
    return cut


def _above(items: Items, cut: set[str], id: str) -> tuple[str | None, Key]:
    """Return the parent of `id` that is there, and what orders it under that."""
    key = (_key(items, id),)
    while id not in cut:
        parent = _raw(items, id)
        if parent is None or not gone(items[parent]):
            return parent, key
        key = (_key(items, parent), *key)
        id = parent
    return None, key


def _ordered(items: Items, shown: Mapping[str, str | None]) -> dict[str | None, list[str]]:
    cut = _cut(items)
    found: dict[str | None, list[str]] = {}
    for id in sorted(shown, key=lambda each: _above(items, cut, each)[1]):
        found.setdefault(shown[id], []).append(id)
    return found


def _key(items: Items, id: str) -> tuple[float, tuple[tuple[int, str], ...], str]:
    """Return what an item is ordered by: position; of equals the label, as people count; the id."""
    parts = re.findall(r"\d+|\D+", given_label(items[id]))
    natural = tuple((int(each), "") if each.isdecimal() else (-1, each) for each in parts)
    return position_of(items[id]), natural, id
