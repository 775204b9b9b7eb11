"""Where each key of a TOML text stands: field path -> line.

`tomllib` gives values without their places. This walks a text that `tomllib` has
already accepted, so it only has to find its way, not to judge.
"""

import re
from dataclasses import dataclass, field

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SPACE = re.compile(r"[ \t]*")
_GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_PLAIN = re.compile(r"[^,\]}#\n]*")
_STRINGS = (
    re.compile(r'"""(?:\\.|[^\\])*?"{3,5}(?!")', re.DOTALL),
    re.compile(r"'''.*?'{3,5}(?!')", re.DOTALL),
    re.compile(r'"(?:\\.|[^"\\\n])*"'),
    re.compile(r"'[^'\n]*'"),
)
_ESCAPE = re.compile(r"\\(.)")


def lines_of(text: str, first: int = 1) -> dict[str, int]:
    """Return the line of every key, table and list element, `first` being the text's own.

    Paths are written as faults write them: `criteria[0].scale.min`.
    """
    walk = _Walk(text)
    walk.document()
    breaks = [found.start() for found in re.finditer("\n", text)]
    return {path: first + _line(breaks, at) for path, at in walk.found.items()}


def _line(breaks: list[int], at: int) -> int:
    low, high = 0, len(breaks)
    while low < high:
        middle = (low + high) // 2
        if breaks[middle] < at:
            low = middle + 1
        else:
            high = middle
    return low


@dataclass(slots=True)
class _Walk:
    text: str
    at: int = 0
    found: dict[str, int] = field(default_factory=dict[str, int])
    counts: dict[str, int] = field(default_factory=dict[str, int])

    def document(self) -> None:
        prefix = ""
        while True:
            self._skip(_GAP)
            if self.at >= len(self.text):
                return
            start = self.at
            if self.text.startswith("[", self.at):
                prefix = self._header(start)
            else:
                self._pair(prefix)

    def _header(self, start: int) -> str:
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        parts = self._key()
        self.at = self.text.find("\n", self.at)
        self.at = len(self.text) if self.at < 0 else self.at
        path = ""
        for number, part in enumerate(parts, 1):
            path = f"{path}.{part}" if path else part
            if many and number == len(parts):
                self.found.setdefault(path, start)
                self.counts[path] = self.counts.get(path, 0) + 1
            if path in self.counts:
                path = f"{path}[{self.counts[path] - 1}]"
            self.found.setdefault(path, start)
        return path

    def _pair(self, prefix: str) -> None:
        start = self.at
        path = prefix
        for part in self._key():
            path = f"{path}.{part}" if path else part
            self.found.setdefault(path, start)
        self._skip(_SPACE)
        self.at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(path)

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._skip(_SPACE)
            if self.text[self.at : self.at + 1] in {'"', "'"}:
                raw = self._string()
                parts.append(_ESCAPE.sub(r"\1", raw[1:-1]))
            else:
                bare = _BARE.match(self.text, self.at)
                if bare is None:
                    return parts
                self.at = bare.end()
                parts.append(bare.group())
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return parts
            self.at += 1

    def _value(self, path: str) -> None:
        opening = self.text[self.at : self.at + 1]
        if opening in {'"', "'"}:
            self._string()
        elif opening == "[":
            self._list(path)
        elif opening == "{":
            self._table(path)
        else:
            self._skip(_PLAIN)

    def _list(self, path: str) -> None:
        self.at += 1
        number = 0
        while self._inside("]"):
            self.found.setdefault(f"{path}[{number}]", self.at)
            self._value(f"{path}[{number}]")
            number += 1

    def _table(self, path: str) -> None:
        self.at += 1
        while self._inside("}"):
            self._pair(path)

    def _inside(self, closing: str) -> bool:
        """Go to the next member; False once the list or table is closed."""
        self._skip(_GAP)
        if self.text.startswith(",", self.at):
            self.at += 1
            self._skip(_GAP)
        if self.at >= len(self.text):
            return False
        if self.text.startswith(closing, self.at):
            self.at += 1
            return False
        return True

    def _string(self) -> str:
        for form in _STRINGS:
            if found := form.match(self.text, self.at):
                self.at = found.end()
                return found.group()
        self.at = len(self.text)
        return ""

    def _skip(self, what: re.Pattern[str]) -> None:
        found = what.match(self.text, self.at)
        self.at = found.end() if found else self.at
