"""How deep a value of JSON nests: what comes from elsewhere is kept shallow enough for any parser."""

from collections.abc import Iterable
from typing import Any


def deeper_than(value: Any, levels: int) -> bool:
    """Say whether lists and objects in `value` nest deeper than `levels`; a scalar is no level."""
    level: list[Any] = [value]
    for _ in range(levels):
        level = [each for one in level for each in _inside(one) if isinstance(each, dict | list)]
        if not level:
            return False
    return True


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
