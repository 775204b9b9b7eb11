"""A whole copy of the store, checked before it counts."""

import os
from pathlib import Path

from app.actions.clock import Clock, stamp, system
from app.actions.trouble import Trouble
from app.paths import Home
from app.store import Store, copies


def backup(store: Store, home: Home, clock: Clock = system) -> Path:
    """Write a verified copy of the store into the profile's backups and return its path.

    Files that can be downloaded again are not in it. Raises Trouble("backup_failed").
    """
    home.backups.mkdir(parents=True, exist_ok=True)
    name = stamp(clock).replace(":", "").replace("-", "")
    target, count = home.backups / f"store-{name}.db", 1
    while target.exists():
        count += 1
        target = home.backups / f"store-{name}-{count}.db"
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    copies.copy_to(store, part)
    if not copies.is_sound(part):
        part.unlink(missing_ok=True)
        raise Trouble("backup_failed", path=str(target))
    with part.open("r+b") as file:
        os.fsync(file.fileno())
    part.replace(target)
    return target
