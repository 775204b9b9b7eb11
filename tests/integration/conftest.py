"""A real PostgreSQL and a real server on a free port, once for all tests here."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.server.run import Running, start_embedded
from tests.integration import commands
from tests.integration.people import Cycle, begin


@pytest.fixture(scope="session")
def server() -> Iterator[Running]:
    """The running server; its address is `server.url`."""
    # Not below pytest's own folder: as root, PostgreSQL opens every folder above its data.
    data = Path(tempfile.mkdtemp(prefix="satchel-test-"))
    with start_embedded(data) as running:
        yield running
    shutil.rmtree(data)


@pytest.fixture(scope="session")
def served() -> Iterator[commands.Server]:
    """The server as people start it: `python main.py serve`, once for all tests here."""
    with commands.serving() as made:
        yield made


@pytest.fixture
def cycle(server: Running) -> Iterator[Cycle]:
    """A new cycle with its Secretariat, a round, a proposal, and nobody else yet."""
    with begin(server.url) as made:
        yield made


@pytest.fixture
def town(served: commands.Server, tmp_path: Path) -> commands.Town:
    """The harbour town's cycle on the server that was started, with a chair and two members."""
    return commands.found(tmp_path, served.url, "chen", "mona", "nils")


@pytest.fixture(scope="module")
def quiet(served: commands.Server, tmp_path_factory: pytest.TempPathFactory) -> commands.Town:
    """A town in which nothing is changed: for tests of what is refused or only looked at."""
    place = tmp_path_factory.mktemp("quiet")
    return commands.found(place, served.url, "chen", "mona", "nils")
