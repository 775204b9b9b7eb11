"""Running `killing.py`, and choosing where it is killed."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Ran:
    killed: bool
    said: list[Any]
    statements: int = 0


def run(work: str, at: int, folder: Path) -> Ran:
    """Do `work` on the profile in `folder`, killed before statement `at` (0: never)."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", work, str(at), str(folder)],
        cwd=ROOT,
        capture_output=True,
        timeout=120,
        check=False,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if at == 0:
        assert done.returncode == 0, done.stderr.decode()
        return Ran(killed=False, said=lines[:-1], statements=lines[-1]["statements"])
    killed = done.returncode != 0
    assert not killed or done.stderr == b"", done.stderr.decode()
    return Ran(killed, lines if killed else lines[:-1])


def spread(last: int, count: int) -> list[int]:
    """Choose `count` numbers from 1 to `last`, evenly; all of them if there are fewer."""
    if last <= count:
        return list(range(1, last + 1))
    return sorted({1 + round(step * (last - 1) / (count - 1)) for step in range(count)})
