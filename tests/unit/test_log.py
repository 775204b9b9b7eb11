"""The log: in the profile's folder, which is the member's alone, and in one place only."""

import logging
import sys

import pytest

from app import log, settings
from app.settings import Settings
from app.store import open_store


@pytest.fixture(autouse=True)
def silent_again():
    yield
    logger = logging.getLogger("app")
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's folders by itself")
@pytest.mark.parametrize("first", ["log", "settings", "store"])
def test_whoever_makes_the_profile_makes_it_for_its_member_alone(tmp_path, first):
    folder = tmp_path / "profiles" / "mine"

    match first:
        case "log":
            log.to_file(folder)
        case "settings":
            settings.save(folder / "settings.json", Settings())
        case _:
            open_store(folder / "store.db").close()

    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_second_profile_in_one_process_ends_the_log_of_the_first(tmp_path):
    log.to_file(tmp_path / "one")
    log.to_file(tmp_path / "two")

    logging.getLogger("app.test").info("read")

    assert not (tmp_path / "one" / "satchel.log").exists()
    assert (tmp_path / "two" / "satchel.log").read_text("utf-8").endswith("INFO app.test read\n")


def test_a_log_that_cannot_be_written_says_nothing_on_the_terminal(tmp_path, capsys):
    (tmp_path / "satchel.log").mkdir()
    log.to_file(tmp_path)

    logging.getLogger("app.test").info("lost")

    assert capsys.readouterr() == ("", "")
