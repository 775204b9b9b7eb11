"""The own PostgreSQL starts wherever its folder lies."""

import shutil
import tempfile
from pathlib import Path

import psycopg
import pytest

from app.server import embedded


@pytest.fixture
def folder():
    # Not below pytest's own folder: as root, PostgreSQL opens every folder above its data.
    top = Path(tempfile.mkdtemp(prefix="satchel-test-"))
    yield top / "Application Support" / "it's 50%"
    shutil.rmtree(top)


def test_blanks_quotes_and_percent_signs_in_the_path_of_its_data_harm_nothing(folder):
    running = embedded.start(folder)
    try:
        with psycopg.connect(running.server) as connection:
            row = connection.execute("select current_user").fetchone()
    finally:
        running.stop()

    assert row == ("satchel_server",)
