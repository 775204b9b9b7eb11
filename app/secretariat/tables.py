"""TOML of a meeting folder, read into plain values with the line of each."""

import math
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from app.domain import times
from app.domain.records import Data
from app.secretariat.near import near
from app.secretariat.papers import WHOLE_FILE, Spot
from app.secretariat.sources import Desk, Source
from app.secretariat.toml_lines import lines_of
from app.secretariat.vocabulary import Keys

MAX_DEPTH = 32
"""Deepest nesting of a table: the exchange takes twice as much."""
_REPAIRS = 50
_AT = re.compile(r"at line (\d+)")
_KEY_OF_LINE = re.compile(r"""\s*(?:\[\[?\s*)?["']?([^\s"'=\[\]{},#]+)["']?\s*(?:=|\])""")
_STRING = re.compile(r"""\"(?:\\.|[^"\\])*\"|'[^']*'""")
_DATE = re.compile(r"(?<![\w\"'.-])\d{4}-\d{1,2}-\d{1,2}(?:[Tt ]\d[\w:.+-]*)?")


@dataclass(frozen=True, slots=True)
class Table:
    """A TOML table: plain values (times as strings), and where they are written."""

    file: str
    data: Data
    lines: Mapping[str, int] = field(default_factory=dict[str, int])
    line: int = 1

    @property
    def at(self) -> Spot:
        return Spot(self.file, self.line)

    def spot(self, path: str) -> Spot:
        """Return where `path` is written, or the nearest table around it."""
        while path:
            if path in self.lines:
                return Spot(self.file, self.lines[path])
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.at

    def spots(self) -> dict[str, Spot]:
        return {path: Spot(self.file, line) for path, line in self.lines.items()}

    def under(self, path: str, data: Data) -> "Table":
        """Return the table at `path` (whose values are `data`) as one of its own."""
        inner = {
            key[len(path) + 1 :]: line
            for key, line in self.lines.items()
            if key.startswith(f"{path}.")
        }
        return Table(self.file, data, inner, self.spot(path).line)


def toml(source: Source, desk: Desk, text: str | None = None, first: int = 1) -> Table | None:
    """Return what `source` (or the part `text` of it, from line `first` on) holds.

    A date that is none is told and left empty, so that the rest can still be judged;
    anything else that is not TOML ends the reading of this file: None.
    """
    text = source.text if text is None else text
    raw = _parsed(source.file, text, first, desk)
    if raw is None:
        return None
    try:
        lines = lines_of(text, first)
    except RecursionError:  # nested as deep as `tomllib` just bears
        desk.fault(Spot(source.file, first), WHOLE_FILE, "too_deep", limit=MAX_DEPTH)
        return None
    table = Table(source.file, {}, lines, first)
    table.data.update(_plain(raw, "", table, desk))
    return table


def tables(holder: Table, key: str, desk: Desk) -> list[Table]:
    """Return the tables of the list `key` (`[[key]]`); anything else in it is told."""
    found: list[Table] = []
    value = holder.data.get(key)
    if value is not None and not isinstance(value, list):
        desk.fault(holder.spot(key), key, "wrong_type", got=type(value).__name__, wanted="list")
        return []
    members: list[Any] = value or []
    for number, each in enumerate(members):
        path = f"{key}[{number}]"
        if isinstance(each, dict):
            found.append(holder.under(path, each))
        else:
            desk.fault(holder.spot(path), key, "wrong_type", got=type(each).__name__, wanted="dict")
    return found


def misspelt(table: Table, keys: Keys, desk: Desk) -> None:
    """Tell keys that are nearly, but not quite, a key we know and that is not there."""
    for path, value in _walk(table.data, ""):
        known = keys.get(re.sub(r"\[\d+\]", "[]", path))
        if known is None:
            continue
        for key in value:
            meant = near(key, known - value.keys()) if key not in known else None
            if meant:
                at = f"{path}.{key}" if path else key
                desk.fault(table.spot(at), at, "misspelt_key", got=key, meant=meant)


def field_at(table: Table | None, source: Source, line: int) -> str:
    """Return the field written at `line`, as well as it can be told."""
    if table is not None:
        earlier = [(at, path) for path, at in table.lines.items() if at <= line]
        if earlier:
            return max(earlier, key=lambda each: each[0])[1]
    return _key_of(source.text, line) or WHOLE_FILE


def _walk(value: Any, path: str) -> "list[tuple[str, Data]]":
    if isinstance(value, dict):
        found = [(path, value)]
        for key, each in value.items():
            found += _walk(each, f"{path}.{key}" if path else str(key))
        return found
    if isinstance(value, list):
        return [one for at, each in enumerate(value) for one in _walk(each, f"{path}[{at}]")]
    return []


def _parsed(file: str, text: str, first: int, desk: Desk) -> dict[str, Any] | None:
    for _attempt in range(_REPAIRS):
        try:
            return tomllib.loads(text)
        except RecursionError:
            desk.fault(Spot(file, first), WHOLE_FILE, "too_deep", limit=MAX_DEPTH)
            return None
        except ValueError as problem:  # a TOMLDecodeError, or a number of 5,000 digits
            told = _AT.search(str(problem))
            rows = text.split("\n")
            line = int(told.group(1)) if told else _line_of_trouble(rows)
            if "Unclosed" in str(problem) or "Unterminated" in str(problem):
                line = _opening(rows, line)
            row = rows[line - 1] if line <= len(rows) else ""
            spot = Spot(file, first + line - 1)
            where = _key_of(text, line) or WHOLE_FILE
            wrong = next((each for each in _DATE.finditer(row) if not _is_date(each.group())), None)
            if wrong is None:
                code = (
                    "doubled_key"
                    if "overwrite" in str(problem) or "twice" in str(problem)
                    else "broken_toml"
                )
                desk.fault(spot, where, code, why=str(problem)[:200])
                return None
            desk.fault(spot, where, "bad_time", got=wrong.group()[:40])
            rows[line - 1] = row[: wrong.start()] + '""' + row[wrong.end() :]
            text = "\n".join(rows)
    return None


def _line_of_trouble(rows: list[str]) -> int:
    """Return the first line holding a date that is none, else the last line with anything.

    `tomllib` gives no line when a text ends too early or a number is absurdly long.
    """
    for number, row in enumerate(rows, 1):
        if any(not _is_date(each.group()) for each in _DATE.finditer(row.split("#")[0])):
            return number
    return max((number for number, row in enumerate(rows, 1) if row.strip()), default=1)


def _opening(rows: list[str], line: int) -> int:
    """Return the line, at or above `line`, where a list, table or long text was begun."""
    for number in range(min(line, len(rows)), 0, -1):
        row = rows[number - 1]
        if row.count('"""') % 2 or row.count("'''") % 2:
            return number
        bare = _STRING.sub("", row).split("#")[0]
        if bare.count("[") + bare.count("{") > bare.count("]") + bare.count("}"):
            return number
    return line


def _is_date(raw: str) -> bool:
    return bool(re.match(r"\d{4}-\d\d-\d\d", raw)) and times.is_instant(raw.replace(" ", "T"))


def _key_of(text: str, line: int) -> str:
    rows = text.split("\n")
    for row in reversed(rows[:line]):
        if found := _KEY_OF_LINE.match(row):
            return found.group(1)
    return ""


def _plain(value: Any, path: str, table: Table, desk: Desk, depth: int = 0) -> Any:
    """Return `value` as JSON has it: NFC, instants in UTC, no infinities."""
    if depth > MAX_DEPTH:
        desk.fault(table.spot(path), path, "too_deep", limit=MAX_DEPTH)
        return None
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case datetime():
            return _utc(value)
        case date() | time():
            return value.isoformat()
        case float() if not math.isfinite(value):
            desk.fault(table.spot(path), path, "not_a_number", got=str(value))
            return None
        case int() if abs(value) >= 2**53:
            desk.fault(table.spot(path), path, "out_of_range", got=str(value)[:40])
            return None
        case list():
            return [
                _plain(each, f"{path}[{at}]", table, desk, depth + 1)
                for at, each in enumerate(value)
            ]
        case dict():
            return {
                unicodedata.normalize("NFC", key): _plain(
                    each, f"{path}.{key}" if path else key, table, desk, depth + 1
                )
                for key, each in value.items()
            }
        case _:
            return value


def _utc(value: datetime) -> str:
    written = value.isoformat()
    return times.text(times.parse(written)) if times.is_instant(written) else written
