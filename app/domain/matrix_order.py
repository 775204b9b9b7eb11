"""The lines of a matrix in any order and choice: by numbers, words, criteria, positions, members."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from app.domain.matrices import Line, Matrix
from app.domain.scoring import DIGITS, Spread

Value = float | str | None

PLAIN: dict[str, Callable[[Line], Value]] = {
    "code": lambda line: line.code,
    "title": lambda line: line.title.casefold(),
    "theme": lambda line: line.theme.casefold(),
    "mean": lambda line: line.spread.mean,
    "median": lambda line: line.spread.median,
    "sd": lambda line: line.spread.sd,
    "n": lambda line: line.spread.n,
    "answered": lambda line: line.answered,
    "missing": lambda line: line.asked - line.answered,
    "blank": lambda line: line.blank,
    "recused": lambda line: line.recused,
    "no_expertise": lambda line: line.no_expertise,
    "controversy": lambda line: line.controversy,
    "merges": lambda line: sum(line.merges.values()),
}
"""What lines are put in order by; beside these `criterion/KEY`, `stance/KEY`, `member/ACCOUNT`."""
RISING = frozenset({"code", "title", "theme"})
"""Of these the first is first; of everything else the most."""


def keys(matrix: Matrix) -> tuple[str, ...]:
    """Return every order there is for `matrix`."""
    scheme = matrix.round
    return (
        *PLAIN,
        *(f"criterion/{each.key}" for each in scheme.criteria if each.scale is not None),
        *(f"stance/{each.key}" for each in scheme.stances),
        *(f"member/{each.account}" for each in matrix.members),
    )


def value(line: Line, key: str) -> Value:
    """Return what `line` is put in order by; None where it has none. Raises KeyError."""
    kind, _slash, name = key.partition("/")
    match kind:
        case "criterion":
            return line.criteria.get(name, Spread()).mean
        case "stance":
            return line.stances.get(name, 0)
        case "member":
            cell = line.reviews.get(name)
            return None if cell is None else cell.own
        case _:
            return PLAIN[key](line)


def ordered(lines: Iterable[Line], key: str, *, turned: bool = False) -> list[Line]:
    """Return `lines` by `key`: words from the first, numbers from the most; `turned` the other way.

    Those without a value come last either way. Equals stand by code and id, always the same.
    Raises KeyError for a key that is none.
    """
    downwards = (key not in RISING) != turned
    known = sorted(lines, key=lambda line: (line.code, line.id))
    there = [(found, line) for line in known if (found := _compared(line, key)) is not None]
    absent = [line for line in known if _compared(line, key) is None]
    there.sort(key=lambda each: each[0], reverse=downwards)
    return [line for _value, line in there] + absent


@dataclass(frozen=True, slots=True)
class Condition:
    """What a line must be: `mean >= 3.5`, `theme = access`, `stance/object > 0`, `mean =`."""

    key: str
    """As for `ordered`; besides `status` and `few` (1 or 0)."""
    sign: str
    """One of = != < <= > >=."""
    wanted: str
    """A number, or words of which capitals do not matter; empty means without a value."""

    @property
    def comparable(self) -> bool:
        """Say whether `wanted` is what the key can be compared with: a number, but for words."""
        if not self.wanted or self.key in RISING or self.key == "status":
            return True
        try:
            float(self.wanted)
        except ValueError:
            return False
        return True

    def holds(self, line: Line) -> bool:
        """Say whether `line` is so; what has no value is so only where none is wanted.

        Raises KeyError for a key that is none, ValueError where a number is needed.
        """
        found = self._found(line)
        if not self.wanted or found is None:
            nothing = found is None or found == ""
            return nothing == (self.sign == "=") if not self.wanted else self.sign == "!="
        if isinstance(found, str):
            return _SIGNS[self.sign](found.casefold(), self.wanted.casefold())
        return _SIGNS[self.sign](round(found, DIGITS), round(float(self.wanted), DIGITS))

    def _found(self, line: Line) -> Value:
        match self.key:
            case "status":
                return line.status
            case "few":
                return int(line.few)
            case _:
                return value(line, self.key)


_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda found, wanted: found == wanted,
    "!=": lambda found, wanted: found != wanted,
    "<": lambda found, wanted: found < wanted,
    "<=": lambda found, wanted: found <= wanted,
    ">": lambda found, wanted: found > wanted,
    ">=": lambda found, wanted: found >= wanted,
}
_CONDITION = re.compile(r"\s*(?P<key>[^=<>!]+?)\s*(?P<sign>!=|<=|>=|=|<|>)\s*(?P<wanted>.*?)\s*")


def condition(text: str) -> Condition | None:
    """Return the condition written as `mean>=3.5`, None if it is none."""
    found = _CONDITION.fullmatch(text)
    return None if found is None else Condition(found["key"], found["sign"], found["wanted"])


def chosen(lines: Iterable[Line], conditions: Iterable[Condition]) -> list[Line]:
    """Return the lines for which all `conditions` hold. Raises KeyError, ValueError."""
    known = tuple(conditions)
    return [line for line in lines if all(each.holds(line) for each in known)]


def _compared(line: Line, key: str) -> Any:
    found = value(line, key)
    return round(found, DIGITS) if isinstance(found, float) else found
