"""What every test stands on: a store, a profile, windows off screen, and no warnings."""

import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Wherever they run, tests stand in one zone and speak one language; who tests others sets them.
os.environ.update(TZ="UTC", LC_ALL="C.UTF-8")
os.environ.pop("LANGUAGE", None)
if hasattr(time, "tzset"):
    time.tzset()

from app.paths import Home
from app.store import Store, open_store


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--whole", action="store_true", help="fault tests at their full counts, not a slice"
    )


def pytest_configure(config: pytest.Config) -> None:
    # A busy computer is no fault: nothing here is timed.
    calm = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
    settings.register_profile("slice", max_examples=30, **calm)
    settings.register_profile("whole", max_examples=3000, **calm)
    settings.load_profile("whole" if config.getoption("--whole") else "slice")


@pytest.fixture(scope="session")
def whole(request: pytest.FixtureRequest) -> bool:
    """Whether fault tests go through everything (`./dev faults`) or a slice of it."""
    return request.config.getoption("--whole")


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """The program's own application, for every test with a window: there is one a process."""
    from app.ui.application import Application

    return Application


class FailOnWarning(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING and record.name.partition(".")[0] == "app":
            pytest.fail(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True, scope="session")
def fail_on_warning() -> Iterator[None]:
    handler = FailOnWarning()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def store() -> Iterator[Store]:
    """Give an empty store in memory."""
    store = open_store(None)
    yield store
    store.close()


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Give a profile folder that nobody has used."""
    return Home(tmp_path / "home")
