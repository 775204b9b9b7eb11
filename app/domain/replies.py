"""Who answers whom among remarks, whatever a remark is."""

from collections.abc import Sequence

Talk = list[tuple[int, int]]
"""Remarks of one talk in its order, each as its number among all and its level: 0 began it."""


def talks(said: Sequence[tuple[str, str]]) -> tuple[list[Talk], list[int]]:
    """Return the talks of remarks that are told as (id, id of what it answers).

    What answers itself or something that is not there begins a talk. The numbers of remarks that
    answer each other in a circle, and of what answers them, stand apart: they are under nothing.
    However deep a talk goes, this takes as long as there are remarks.
    """
    number: dict[str, int] = {}
    for at, (id, _) in enumerate(said):
        number.setdefault(id, at)
    answers: dict[int, list[int]] = {}
    begun: list[int] = []
    for at, (id, to) in enumerate(said):
        above = number.get(to)
        if above is None or to == id:
            begun.append(at)
        else:
            answers.setdefault(above, []).append(at)
    found = [_walked(first, answers) for first in begun]
    reached = {at for talk in found for at, _ in talk}
    return found, [at for at in range(len(said)) if at not in reached]


def _walked(first: int, answers: dict[int, list[int]]) -> Talk:
    walked: Talk = []
    ahead = [(first, 0)]
    while ahead:
        at, level = ahead.pop()
        walked.append((at, level))
        ahead += [(each, level + 1) for each in reversed(answers.get(at, ()))]
    return walked
