"""A server in memory with a proposal, and the computers of its people."""

import pytest

from tests.builders import CYCLE, write
from tests.computers import Computer, MemoryServer


@pytest.fixture
def server():
    server = MemoryServer(CYCLE)
    for account, role in (("office", "secretariat"), ("nadia", "chair"), ("omar", "member")):
        server.enrol(account, role)
    server.put("proposals", "p1", {"title": "Trees", "version": 1})
    return server


@pytest.fixture
def omar(server):
    return Computer(server, "omar")


@pytest.fixture
def phone(server, omar):
    """A second device of the same member; both hold the comment c1."""
    write(omar.store, "text", criterion="need", colour="red")
    omar.sync()
    phone = Computer(server, "omar", "phone")
    phone.sync()
    return phone
