"""Makes the steps from one text to another such as people read: no shreds, words before spaces."""

from collections.abc import Iterable, Sequence

Op = tuple[str, str]
"""`=`, `+` or `-`, and the words."""

Step = tuple[str, list[str], list[str]]
"""`=` with the same tokens twice, or `~` with what went and what came."""

FEW_WORDS = 3
"""Words that stayed between two much longer changes and are shown as replaced with them."""


TURNS = 8
"""Times that all steps are looked at, at most: what is joined late is little."""


def clean(steps: Iterable[Step]) -> list[Step]:
    """Drop agreements too small to read between two changes: a space, a comma, a lone "the".

    Looked at again, some times: two changes that were joined outweigh more.
    """
    kept = list(steps)
    for _turn in range(TURNS):
        before, kept = kept, _joined(kept)
        if len(kept) == len(before):
            break
    for number, (sign, gone, come) in enumerate(kept[:-1]):
        if sign == "~":
            _shift(kept, number, gone, come)
    return kept


def _joined(steps: Iterable[Step]) -> list[Step]:
    kept: list[Step] = []
    for step in steps:
        if step[0] == "~" and len(kept) > 1 and kept[-2][0] == "~" and _slight(kept, step):
            _sign, same, _same = kept.pop()
            _sign, gone, come = kept.pop()
            kept.append(("~", gone + same + step[1], come + same + step[2]))
        else:
            kept.append(step)
    return kept


def _slight(kept: Sequence[Step], step: Step) -> bool:
    """Say whether what stayed between two changes is nothing beside them."""
    same = "".join(kept[-1][1])
    sides = [max(len("".join(each[1])), len("".join(each[2]))) for each in (kept[-2], step)]
    words = sum(token[0].isalnum() for token in kept[-1][1])
    return not words or (words <= FEW_WORDS and len(same.strip()) * 2 < min(sides))


def _shift(steps: list[Step], number: int, gone: list[str], come: list[str]) -> None:
    """Let a pure insertion or removal begin with its word and end with its space."""
    added = come or gone
    _sign, after, _same = steps[number + 1]
    if (
        bool(gone) != bool(come)
        and number
        and after
        and added[0] == after[0]
        and added[0].isspace()
    ):
        moved = [*added[1:], added[0]]
        steps[number] = ("~", moved if gone else [], moved if come else [])
        before = [*steps[number - 1][1], added[0]]
        steps[number - 1] = ("=", before, before)
        steps[number + 1] = ("=", after[1:], after[1:])


def whole(gone: list[str], come: list[str], sign: str) -> list[Op]:
    if sign == "=":
        return [("=", "".join(gone))]
    return [("-", "".join(gone)), ("+", "".join(come))]


def merged(ops: Iterable[Op]) -> list[Op]:
    """Join neighbours of one kind, leave out empty ones; within a change `-` comes first."""
    found: list[Op] = []
    gone = come = ""
    for sign, text in ops:
        if sign == "-":
            gone += text
        elif sign == "+":
            come += text
        elif text:
            found += [op for op in (("-", gone), ("+", come)) if op[1]]
            gone = come = ""
            before = found.pop()[1] if found and found[-1][0] == "=" else ""
            found.append(("=", before + text))
    return found + [op for op in (("-", gone), ("+", come)) if op[1]]
