"""The program's log: what happened, never bodies, names or tokens."""

import logging
from pathlib import Path

LARGEST, KEPT = 512 * 1024, 3


def to_file(folder: Path) -> None:
    """Write warnings and errors to `folder`/satchel.log, three files of half a megabyte."""
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 -- slow import

    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "satchel.log", maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger("app")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)


def unexpected() -> None:
    """Write the error being handled to the log, where it came from included."""
    logging.getLogger("app").exception("unforeseen")  # noqa: LOG004 -- called from one
