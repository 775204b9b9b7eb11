"""Where cards stand in a margin: beside their lines, folded into pills and stacks where crowded.

Numbers only, so that it can be tried out; `margin` moves the widgets.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

MANY = 40
"""With more marks than these all but the chosen one begin as pills: a calm margin, and soon there."""
ROUNDS = 6
"""How often stacks are made to reach further before it is left as it is."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands at one place: one card, open or as a `pill`, or several as a `stack`."""

    members: tuple[int, ...]
    form: str
    top: int
    height: int


@dataclass(frozen=True, slots=True)
class Measures:
    """In px: a pill's height, the gap between two, how far one may stand from its line."""

    pill: int
    gap: int
    drift: int


def arranged(
    wanted: Sequence[int],
    height: Callable[[int], int],
    measures: Measures,
    *,
    held: int | None = None,
    opened: frozenset[int] = frozenset(),
    small: frozenset[int] = frozenset(),
    kept: frozenset[int] = frozenset(),
) -> list[Slot]:
    """Return the slots from top to bottom of cards that want to stand at `wanted`, ascending.

    `held` is open and exactly beside its line if there is room; `opened` are in no stack;
    `small` are pills at once; `kept` stay open, for they are written in. `height` is asked for cards that might be open only.
    """
    count = len(wanted)
    always = kept if held is None else kept | {held}
    crowded = count > MANY
    forms = [
        "card" if number in always or not (crowded or number in small) else "pill"
        for number in range(count)
    ]
    slots = _placed([(number,) for number in range(count)], forms, wanted, height, measures, held)
    if not crowded:
        for slot in _drifted(slots, wanted, measures, held):
            for number in slot.members:
                forms[number] = "card" if number in always else "pill"
        slots = _placed([slot.members for slot in slots], forms, wanted, height, measures, held)
    reach = measures.pill * 2
    for _round in range(ROUNDS):
        far = {
            number for slot in _drifted(slots, wanted, measures, held) for number in slot.members
        }
        if not far:
            break
        groups = _joined([slot.members for slot in slots], wanted, far - opened - always, reach)
        slots = _placed(groups, forms, wanted, height, measures, held)
        reach *= 2
    return slots if crowded else _reopened(slots, small, height, measures)


def listed(
    count: int, height: Callable[[int], int], measures: Measures, small: frozenset[int]
) -> list[Slot]:
    """Return the slots of all cards, one under another, for a margin without a text beside it."""
    found: list[Slot] = []
    top = measures.gap
    for number in range(count):
        form = "pill" if number in small else "card"
        high = measures.pill if number in small else height(number)
        found.append(Slot((number,), form, top, high))
        top += high + measures.gap
    return found


def stacked(wanted: Sequence[int], heights: Sequence[int], first: int, gap: int) -> list[int]:
    """Return tops without overlap: `first` gets its wish, the others make room around it."""
    tops = list(wanted)
    for number in range(first + 1, len(tops)):
        tops[number] = max(tops[number], tops[number - 1] + heights[number - 1] + gap)
    for number in range(first - 1, -1, -1):
        tops[number] = min(tops[number], tops[number + 1] - heights[number] - gap)
    if tops and tops[0] < 0:
        # No room above the first line: begin there and push everybody down.
        tops[0] = 0
        for number in range(1, len(tops)):
            tops[number] = max(tops[number], tops[number - 1] + heights[number - 1] + gap)
    return tops


def _reopened(
    slots: Sequence[Slot],
    small: frozenset[int],
    height: Callable[[int], int],
    measures: Measures,
) -> list[Slot]:
    """Return `slots` with pills open again that were folded for others and have room as they are."""
    found = list(slots)
    for at, slot in enumerate(slots):
        if slot.form != "pill" or small.issuperset(slot.members):
            continue
        room = slots[at + 1].top - slot.top - measures.gap if at + 1 < len(slots) else None
        high = height(slot.members[0])
        if room is None or high <= room:
            found[at] = Slot(slot.members, "card", slot.top, high)
    return found


def _placed(
    groups: Sequence[tuple[int, ...]],
    forms: Sequence[str],
    wanted: Sequence[int],
    height: Callable[[int], int],
    measures: Measures,
    held: int | None,
) -> list[Slot]:
    heights = [
        height(group[0]) if len(group) == 1 and forms[group[0]] == "card" else measures.pill
        for group in groups
    ]
    first = next((at for at, group in enumerate(groups) if group == (held,)), 0)
    tops = stacked([wanted[group[0]] for group in groups], heights, first, measures.gap)
    return [
        Slot(group, "stack" if len(group) > 1 else forms[min(group)], top, high)
        for group, top, high in zip(groups, tops, heights, strict=True)
    ]


def _drifted(
    slots: Sequence[Slot], wanted: Sequence[int], measures: Measures, held: int | None
) -> list[Slot]:
    """Return the slots of every run that touches and holds one too far from its line."""
    runs: list[list[Slot]] = []
    for slot in slots:
        before = runs[-1][-1] if runs else None
        if before is not None and slot.top <= before.top + before.height + measures.gap:
            runs[-1].append(slot)
        else:
            runs.append([slot])
    found: list[Slot] = []
    for run in runs:
        # Beside the one that is read, others make room for it.
        room = max((slot.height for slot in run if slot.members == (held,)), default=0)
        if any(abs(slot.top - wanted[slot.members[0]]) > measures.drift + room for slot in run):
            found += run
    return found


def _joined(
    groups: Sequence[tuple[int, ...]],
    wanted: Sequence[int],
    may: set[int],
    reach: int,
) -> list[tuple[int, ...]]:
    """Return `groups` with neighbours joined whose lines are within `reach` of the first one's."""
    found: list[tuple[int, ...]] = []
    for group in groups:
        last = found[-1] if found else None
        near = last is not None and wanted[group[-1]] - wanted[last[0]] < reach
        if last is not None and near and may.issuperset((*last, *group)):
            found[-1] = (*last, *group)
        else:
            found.append(group)
    return found
