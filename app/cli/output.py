"""How commands answer: JSON for programs, plain lines for people, messages on stderr."""

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from app.i18n import _

_ENDS = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}
"""What many programs take for the end of a line, or a terminal for an order: written as JSON can."""


def one(value: Mapping[str, Any]) -> None:
    """Print one JSON object, in one line whoever reads it."""
    print(json.dumps(value, ensure_ascii=False).translate(_ENDS), flush=True)


def lines(values: Iterable[Mapping[str, Any]]) -> None:
    """Print JSON lines."""
    for value in values:
        one(value)


def tell(message: str) -> None:
    """Say something to the person, beside the answer."""
    print(message, file=sys.stderr)


def stray(option: str) -> str:
    """Return that an option, by its name (`let_go`) or written out, goes with nothing else said."""
    return _("--{option} says nothing here. Nothing was changed.").format(
        option=option.removeprefix("--").replace("_", "-")
    )


def plain(text: str) -> str:
    """Return text without characters that could play with a terminal."""
    return "".join(char if char.isprintable() or char == "\n" else "�" for char in text)
