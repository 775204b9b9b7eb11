"""A process of its own, and the most memory one held: for figures of memory and of cold starts."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any


def elsewhere(act: Callable[..., Any], *given: object) -> Any:
    """Do `act` in a process of its own: its memory alone is measured, and nothing is warm."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(act, *given).result()


def peak(process: str = "self") -> float:
    """Return the most memory a process held, in MB; 0 where the system does not tell."""
    told = Path(f"/proc/{process}/status")
    lines = told.read_text().splitlines() if told.exists() else []
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
