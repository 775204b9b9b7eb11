"""The kinds of value a field may hold; each tells what is wrong with one, and where."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain import ids, times
from app.domain.anchors import DECISIONS, is_version

TITLE = 500
"""Longest title, name or label, in characters."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value, and where: `field` is a path such as `criteria[0].key`."""

    code: str
    field: str = ""
    got: str = ""
    wanted: tuple[str, ...] = ()
    """The words that would do, where only some do."""


MINUTES = 60 * 24 * 366
"""Nothing on an agenda takes a year."""
Kind = Callable[[Any, str], Iterable[Fault]]


def text(value: Any, path: str) -> Iterable[Fault]:
    if not isinstance(value, str):
        yield Fault("wrong_type", path, type(value).__name__)


def line(value: Any, path: str) -> Iterable[Fault]:
    """Check a title, name or label: one line of at most 500 characters."""
    if not isinstance(value, str):
        yield Fault("wrong_type", path, type(value).__name__)
    elif len(value) > TITLE:
        yield Fault("too_long", path, str(len(value)))


def flag(value: Any, path: str) -> Iterable[Fault]:
    if not isinstance(value, bool):
        yield Fault("wrong_type", path, type(value).__name__)


def whole(value: Any, path: str) -> Iterable[Fault]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield Fault("wrong_type", path, type(value).__name__)
    elif abs(value) >= 2**53:
        yield Fault("out_of_range", path, str(value)[:40])


def number(value: Any, path: str) -> Iterable[Fault]:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        yield Fault("wrong_type", path, type(value).__name__)


def minutes(value: Any, path: str) -> Iterable[Fault]:
    """Check a span of minutes: a number, not below 0."""
    found = list(number(value, path))
    yield from found
    if not found and not 0 <= value < MINUTES:
        yield Fault("out_of_range", path, str(value)[:40])


def instant(value: Any, path: str) -> Iterable[Fault]:
    if not isinstance(value, str):
        yield Fault("wrong_type", path, type(value).__name__)
    elif not times.is_instant(value):
        yield Fault("bad_time", path, value[:40])


def record(value: Any, path: str) -> Iterable[Fault]:
    """Check the id of another record or an account."""
    if not isinstance(value, str):
        yield Fault("wrong_type", path, type(value).__name__)
    elif not ids.RECORD.fullmatch(value):
        yield Fault("bad_id", path, value[:40])


def one_of(*words: str) -> Kind:
    def check(value: Any, path: str) -> Iterable[Fault]:
        if not isinstance(value, str):
            yield Fault("wrong_type", path, type(value).__name__)
        elif value not in words:
            yield Fault("bad_word", path, value[:40], words)

    return check


def listing(kind: Kind) -> Kind:
    def check(value: Any, path: str) -> Iterable[Fault]:
        if not isinstance(value, list):
            yield Fault("wrong_type", path, type(value).__name__)
            return
        for number_, each in enumerate(value):
            yield from kind(each, f"{path}[{number_}]")

    return check


def shape(_needed: tuple[str, ...] = (), **fields: Kind) -> Kind:
    def check(value: Any, path: str) -> Iterable[Fault]:
        if not isinstance(value, dict):
            yield Fault("wrong_type", path, type(value).__name__)
            return
        data: Mapping[str, Any] = value
        at = f"{path}." if path else ""
        for name in _needed:
            if data.get(name) is None:
                yield Fault("missing", at + name)
        for name, kind in fields.items():
            if data.get(name) is not None:
                yield from kind(data[name], at + name)

    return check


def mapping(kind: Kind) -> Kind:
    """Check a mapping of keys to `kind`, null allowed."""

    def check(value: Any, path: str) -> Iterable[Fault]:
        if not isinstance(value, dict):
            yield Fault("wrong_type", path, type(value).__name__)
            return
        data: Mapping[str, Any] = value
        for name, each in data.items():
            if each is not None:
                yield from kind(each, f"{path}.{name}")

    return check


ANCHOR = shape(
    quote=shape(("exact",), exact=text, prefix=text, suffix=text),
    position=shape(start=whole, end=whole),
    section=line,
)
_DECISION = shape(("state",), state=one_of(*DECISIONS), anchor=ANCHOR, at=instant)


def decisions(value: Any, path: str) -> Iterable[Fault]:
    """Check what a member said about her mark: {version: {`state`, `anchor`, `at`}}.

    `bad_key` for a key that is no number of a version, `missing` for a place that was accepted
    or chosen and is not told.
    """
    if not isinstance(value, dict):
        yield Fault("wrong_type", path, type(value).__name__)
        return
    data: Mapping[str, Any] = value
    for number, each in data.items():
        at = f"{path}.{number[:40]}"
        if not is_version(number):
            yield Fault("bad_key", at, number[:40])
        if each is None:
            continue
        yield from _DECISION(each, at)
        if isinstance(each, dict):
            said: Mapping[str, Any] = each
            if said.get("state") in {"accepted", "moved"} and said.get("anchor") is None:
                yield Fault("missing", f"{at}.anchor")
