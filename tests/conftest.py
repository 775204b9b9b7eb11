"""What all tests share: the switch between a short run and the full count."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--whole", action="store_true", help="run the fault tests at full count and length"
    )


@pytest.fixture(scope="session")
def whole(request: pytest.FixtureRequest) -> bool:
    """Whether the full count was asked for."""
    return request.config.getoption("--whole")
