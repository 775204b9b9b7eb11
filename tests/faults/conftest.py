"""The real server on a real PostgreSQL, for faults between it and us."""

from tests.integration.conftest import cycle, server

__all__ = ["cycle", "server"]
