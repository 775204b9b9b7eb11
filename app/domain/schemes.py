"""What is wrong with a round's scheme, and what is only worth knowing.

One judge for the Secretariat's check of a folder, the server and the matrix: what is grave is
refused where it comes in; where it is there already, the round is shown all the same with these
faults told beside it. Types and words are judged by `app.domain.fields`; this takes any data.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, cast

from app.domain.rounds import HEAVIEST, LONGEST, is_whole, table


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something about a scheme, and where: `path` is one such as `criteria[0].weight`."""

    code: str
    path: str
    params: Mapping[str, Any] = field(default_factory=dict[str, Any])
    grave: bool = True
    """Refused where it comes in; what is not grave is only told."""


_DOUBLED = {
    "criteria": "doubled_criterion",
    "stances": "doubled_stance",
    "outcomes": "doubled_outcome",
}


def flaws(data: Mapping[str, Any]) -> list[Flaw]:
    """Return what is wrong with the scheme in a round's `data`, and what is worth knowing."""
    return [
        *_keys(data),
        *_scales(data),
        *_weights(data),
        *_reasons(data),
        *_numbers(data),
        *_assignment(data),
    ]


def grave(data: Mapping[str, Any]) -> list[Flaw]:
    """Return what a round is refused for."""
    return [each for each in flaws(data) if each.grave]


def _keys(data: Mapping[str, Any]) -> Iterator[Flaw]:
    for name, code in _DOUBLED.items():
        paths: dict[str, list[str]] = {}
        for at, each in _tables(data.get(name)):
            key = each.get("key")
            path = f"{name}[{at}].key"
            if isinstance(key, str) and not key.strip():
                yield Flaw("missing", path)
            elif isinstance(key, str):
                paths.setdefault(key, []).append(path)
        for key, where in paths.items():
            for path in where if len(where) > 1 else ():
                other = next(each for each in where if each != path)
                yield Flaw(code, path, {"key": key, "other": other})


def _scales(data: Mapping[str, Any]) -> Iterator[Flaw]:
    for path, scale in _scaled(data):
        low, high = scale.get("min"), scale.get("max")
        if not (is_whole(low) and is_whole(high)):
            continue
        if low > high:
            yield Flaw("scale_upside_down", f"{path}.min", {"min": low, "max": high})
            continue
        if low == high:
            yield Flaw("scale_of_one", f"{path}.max", {"got": low})
        elif high - low >= LONGEST:
            params = {"count": high - low + 1, "most": LONGEST}
            yield Flaw("scale_too_long", f"{path}.max", params)
        labels = scale.get("labels")
        named: Iterable[object] = (
            cast("dict[object, Any]", labels) if isinstance(labels, dict) else ()
        )
        for step in named:
            if not _inside(step, low, high):
                params = {"got": str(step)[:40], "min": low, "max": high}
                yield Flaw("label_off_scale", f"{path}.labels.{step}", params)
    ends = {
        (low, high)
        for _at, each in _tables(data.get("criteria"))
        if each.get("weight") != 0 and (scale := table(each.get("scale")))
        if is_whole(low := scale.get("min")) and is_whole(high := scale.get("max"))
    }
    if len(ends) > 1 and not table(data.get("overall")):
        yield Flaw("mixed_scales", "criteria", grave=False)
    if data.get("kind") == "scored" and not any(True for _ in _scaled(data)):
        yield Flaw("scored_without_scale", "kind", grave=False)


def _weights(data: Mapping[str, Any]) -> Iterator[Flaw]:
    heavy = idle = False
    for at, each in _tables(data.get("criteria")):
        path, given = f"criteria[{at}].weight", each.get("weight")
        scaled = bool(table(each.get("scale")))
        if given is None:
            heavy |= scaled
        elif isinstance(given, bool) or not isinstance(given, (int, float)):
            continue  # no number at all: `app.domain.fields` says so
        elif isinstance(given, float) and not isfinite(given):
            yield Flaw("not_a_number", path, {"got": str(given)})
        elif given < 0:
            yield Flaw("negative", path, {"got": given})
        elif given > HEAVIEST:
            yield Flaw("too_heavy", path, {"got": str(given)[:40], "most": HEAVIEST})
        elif given > 0:
            heavy |= scaled
        elif scaled:
            idle = True
            yield Flaw("weight_zero", path, {"title": _title(each)}, grave=False)
    if idle and not heavy and not table(data.get("overall")):
        yield Flaw("no_weight", "criteria")


def _reasons(data: Mapping[str, Any]) -> Iterator[Flaw]:
    limit = data.get("reasons_at_or_below")
    if not is_whole(limit):
        return
    path = "reasons_at_or_below"
    ends = [each for _path, scale in _scaled(data) for each in (scale.get("min"), scale.get("max"))]
    numbers = [each for each in ends if is_whole(each)]
    if numbers and limit > max(numbers):
        yield Flaw("above_scale", path, {"got": limit, "max": max(numbers)})
    elif numbers and limit < min(numbers):
        yield Flaw("below_scale", path, {"got": limit, "min": min(numbers)})
    elif not numbers:
        yield Flaw("limit_without_scale", path, {"got": limit}, grave=False)
    if not data.get("reasons"):
        yield Flaw("limit_without_reasons", path, {"got": limit}, grave=False)


def _numbers(data: Mapping[str, Any]) -> Iterator[Flaw]:
    capacity = data.get("capacity")
    if is_whole(capacity) and capacity < 0:
        yield Flaw("negative", "capacity", {"got": capacity})
    for at, each in _tables(data.get("criteria")):
        most = each.get("max_words")
        if is_whole(most) and most < 1:
            yield Flaw("no_words_allowed", f"criteria[{at}].max_words", {"got": most})


def _assignment(data: Mapping[str, Any]) -> Iterator[Flaw]:
    how, lists = data.get("assignment") or "all", list(_tables(data.get("assigned")))
    if how == "all":
        if lists:
            yield Flaw("assigned_to_all", "assigned", grave=False)
        return
    if not lists:
        yield Flaw("nobody_assigned", "assignment", grave=False)
    for at, each in lists:
        if not each.get("members") and not each.get("group"):
            yield Flaw("nobody_assigned_here", f"assigned[{at}]")


def _scaled(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield (path, scale) of every scale there is."""
    for at, each in _tables(data.get("criteria")):
        scale = table(each.get("scale"))
        if scale:
            yield f"criteria[{at}].scale", scale
    overall = table(data.get("overall"))
    if overall:
        yield "overall", overall


def _inside(step: object, low: int, high: int) -> bool:
    try:
        return low <= int(str(step)) <= high
    except ValueError:
        return False


def _title(criterion: Mapping[str, Any]) -> str:
    return str(criterion.get("title") or criterion.get("key") or "")


def _tables(value: object) -> Iterator[tuple[int, Mapping[str, Any]]]:
    items = cast("list[object]", value) if isinstance(value, list) else []
    for at, each in enumerate(items):
        if isinstance(each, Mapping):
            yield at, cast("Mapping[str, Any]", each)
