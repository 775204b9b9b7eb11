"""The real server on a real PostgreSQL, for faults between it and us."""

from collections.abc import Iterator

import pytest

from app.server.limits import Rate
from app.server.run import Running, start_on
from tests.integration.conftest import cycle, server

__all__ = ["cycle", "server"]


@pytest.fixture(scope="module")
def patient(server: Running) -> Iterator[Running]:
    """A server on the same database that lets computers ask as fast as a test does."""
    with start_on(server.database_url, rate=Rate(10_000, 10_000)) as running:
        yield running
