"""Writes a version file of a meeting folder: TOML front matter between `+++`, then sections."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from app.documents.sections import join
from app.domain import times
from app.domain.proposals import Section
from app.domain.records import Data

ORDER = (
    "round", "code", "title", "former_titles", "summary", "theme", "tags", "proponents", "note",
    "at",
)  # fmt: skip
"""The order of the keys in a file; keys that are not here follow."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_UNWRITABLE = re.compile(r'["\\\x00-\x1f\x7f\ud800-\udfff]')


def page(fields: Data, sections: Iterable[Section]) -> str:
    """Return the text of a version file; empty fields are left out."""
    body = join(sections)
    return f"+++\n{front(fields)}+++\n" + (f"\n{body}" if body else "")


def front(fields: Data) -> str:
    """Return `fields` as TOML, one key a line, times as TOML has them."""
    known = [name for name in ORDER if name in fields]
    names = [*known, *(name for name in fields if name not in ORDER)]
    return "".join(
        f"{_key(name)} = {_moment(fields[name]) if name == 'at' else value(fields[name])}\n"
        for name in names
        if fields[name] not in (None, "", [], ())
    )


def value(what: Any) -> str:
    """Return a string, number, flag, list or table as a TOML value on one line.

    Raises TypeError for anything else.
    """
    if isinstance(what, bool):
        return "true" if what else "false"
    if isinstance(what, str):
        return string(what)
    if isinstance(what, (int, float)):
        return str(what)
    if isinstance(what, datetime):
        return times.text(what)
    if isinstance(what, (date, time)):
        return what.isoformat()
    if isinstance(what, Mapping):
        pairs = [f"{_key(str(key))} = {value(each)}" for key, each in what.items() if each != ""]
        return "{ " + ", ".join(pairs) + " }" if pairs else "{}"
    if isinstance(what, (list, tuple)):
        return "[" + ", ".join(value(each) for each in what) + "]"
    raise TypeError(type(what).__name__)


def string(text: str) -> str:
    """Return `text` as a TOML basic string; what TOML cannot hold becomes U+FFFD."""
    return '"' + _UNWRITABLE.sub(lambda found: _escaped(found[0]), text) + '"'


def _escaped(char: str) -> str:
    if char in _SHORT:
        return _SHORT[char]
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    return f"\\u{ord(char):04X}"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else string(name)


def _moment(at: str) -> str:
    return times.text(times.parse(at))
