"""A profile that has joined, closed."""

import pytest

from tests.unit.actions.caring.profile import a_profile


@pytest.fixture
def home(tmp_path):
    return a_profile(tmp_path)
