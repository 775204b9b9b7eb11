"""The log of a journey: a line a step, on the terminal and in journey.jsonl."""

import json
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from app.sync.report import Report


class NotAsItShould(Exception):
    """A step did not end as it should; the message says what was expected."""


def expect(truth: object, otherwise: str) -> None:
    """Go on if `truth` holds. Raises NotAsItShould."""
    if not truth:
        raise NotAsItShould(otherwise)


@dataclass(slots=True)
class Took:
    """What a step gives back for its line."""

    bytes_up: int = 0
    bytes_down: int = 0
    file: str = ""
    says: str = ""

    @classmethod
    def of(cls, report: Report, says: str = "") -> "Took":
        return cls(report.bytes_up, report.bytes_down, says=says)


@dataclass(slots=True)
class Log:
    folder: Path
    json: bool
    failed: bool = False
    _count: int = field(default=0)

    @classmethod
    def begin(cls, folder: Path, *, json: bool) -> "Log":
        """Begin a journey in `folder`; what an earlier one left there proves nothing."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("journey.jsonl", "failure.txt", "comments.pdf", "round.json", "meeting.json"):
            (folder / name).unlink(missing_ok=True)
        return cls(folder, json)

    def step(self, name: str, do: Callable[[], Took | None]) -> None:
        """Do a step and tell how it went. Raises what `do` raises, after telling it."""
        begun = monotonic()
        took, error = Took(), None
        try:
            took = do() or Took()
        except Exception as failure:  # noqa: BLE001 -- told, logged, and raised again
            error = failure
        self._count += 1
        line = {
            "step": name,
            "ok": error is None,
            "seconds": round(monotonic() - begun, 2),
            "bytes_up": took.bytes_up,
            "bytes_down": took.bytes_down,
            "file": took.file,
            "says": took.says if error is None else f"{type(error).__name__}: {error}",
        }
        with (self.folder / "journey.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        if self.json:
            print(json.dumps(line, ensure_ascii=False), flush=True)
        else:
            mark = "ok " if error is None else "NO "
            amount = f"{took.bytes_up:>8} up {took.bytes_down:>8} down"
            print(f"{mark} {line['seconds']:6.2f} s {amount}  {name}  {line['says']}", flush=True)
        if error is not None:
            self.failed = True
            said = "".join(traceback.format_exception(error))
            (self.folder / "failure.txt").write_text(said, "utf-8")
            print(f"{name}: {line['says']}", file=sys.stderr)
            raise error
