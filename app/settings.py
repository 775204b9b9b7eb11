"""What a member chose: text size, theme, language. A broken file is put aside, never fatal."""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from app.domain import reading_time

THEMES = frozenset({"light", "dark", "contrast", "system"})
ORDERS = frozenset({"theme", "alike", "plan", "code", "title", "state", "few"})
METERED = frozenset({"auto", "always", "never"})
MOST_MB = 100_000


@dataclass(frozen=True)  # without slots: made anew at each start, before the first paint
class Settings:
    language: str | None = None
    """A code such as `fr`; None follows the system."""
    theme: str = "light"
    """`light`, `dark`, `contrast` or `system`."""
    text_size: int = 100
    """Of the whole window, in per cent: 80 to 200."""
    reading_size: int = 17
    """Of papers, in pixels at 100 %."""
    column: int = 68
    """Characters in a line of a paper: 50 to 90."""
    reading_pace: int = reading_time.USUAL
    """Words of English a minute; of other scripts as `app.domain.reading_time` says."""
    order: str = "code"
    """Of the list of proposals: `theme`, `alike`, `plan`, `code`, `title`, `state` or `few`."""
    letter_keys: bool = True
    """Keys of one letter act when no text field has the focus."""
    text_only: bool = False
    """Leave document texts and originals for later when syncing."""
    metered: str = "auto"
    """Whether the line is paid by the byte: `auto` asks the system, `always`, `never`.
    On such a line a sync brings no document texts by itself."""
    month_budget: int = 0
    """MB a calendar month, up and down; when they are spent, nothing comes by itself and only
    what the member wrote goes. 0: none."""
    sync_budget: int = 0
    """KB that one sync brings at most; the rest comes with the next. 0: no limit."""
    auto_sync: bool = True
    """Sync by itself: at the start, after something was submitted, now and then."""
    new_here: bool = True
    """Show the card for newcomers on Today."""
    meeting_folder: str = ""
    """The folder the Secretariat publishes from, as it was chosen last."""
    geometry: str = ""
    """Where the window stood, as Qt writes it, in base 64."""


def load(path: Path) -> Settings:
    """Return the settings at `path`; what is missing or wrong is as it was at first."""
    try:
        raw: Any = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError):
        with suppress(OSError):
            path.replace(path.with_suffix(".broken"))
        return Settings()
    known = {each.name: type(getattr(Settings(), each.name)) for each in fields(Settings)}
    chosen: dict[str, Any] = {
        name: value
        for name, value in (raw.items() if isinstance(raw, dict) else ())
        if name in known
        and (isinstance(value, known[name]) or (name == "language" and isinstance(value, str)))
    }
    return _sane(Settings(**chosen))


def save(path: Path, settings: Settings) -> None:
    """Write `settings` whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        json.dump(asdict(settings), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _sane(settings: Settings) -> Settings:
    return replace(
        settings,
        theme=settings.theme if settings.theme in THEMES else "light",
        text_size=min(max(settings.text_size, 80), 200),
        reading_size=min(max(settings.reading_size, 12), 40),
        column=min(max(settings.column, 50), 90),
        reading_pace=min(max(settings.reading_pace, reading_time.SLOWEST), reading_time.FASTEST),
        order=settings.order if settings.order in ORDERS else "code",
        metered=settings.metered if settings.metered in METERED else "auto",
        month_budget=min(max(settings.month_budget, 0), MOST_MB),
        sync_budget=min(max(settings.sync_budget, 0), MOST_MB * 1000),
    )


def is_broken(path: Path) -> bool:
    """Say whether the file at `path` is there and cannot be read as settings."""
    try:
        return not isinstance(json.loads(path.read_text("utf-8")), dict)
    except FileNotFoundError:
        return False
    except (OSError, ValueError, RecursionError):
        return True
