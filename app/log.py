"""The program's log: what happened, never bodies, names or tokens."""

import logging
from pathlib import Path

LARGEST, KEPT = 512 * 1024, 3


def to_file(folder: Path) -> None:
    """Write what happens to `folder`/satchel.log, three files of half a megabyte, and only there.

    Raises OSError: the folder cannot be made.
    """
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 -- slow import

    # Often the first to make the profile's folder, which nobody else has to look into.
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = RotatingFileHandler(
        folder / "satchel.log", maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True
    )
    # A full disk: the member has been told in words, a traceback would say nothing more.
    handler.handleError = lambda record: None  # noqa: ARG005 -- the name it overrides
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger("app")
    logger.setLevel(logging.INFO)
    for before in [each for each in logger.handlers if isinstance(each, RotatingFileHandler)]:
        logger.removeHandler(before)
        before.close()
    logger.addHandler(handler)


def let_go() -> None:
    """Close the log's file, so that it can be taken away."""
    logger = logging.getLogger("app")
    for each in [each for each in logger.handlers if isinstance(each, logging.FileHandler)]:
        logger.removeHandler(each)
        each.close()


def unexpected() -> None:
    """Write the error being handled to the log, where it came from included."""
    logging.getLogger("app").exception("unforeseen")  # noqa: LOG004 -- called from one
