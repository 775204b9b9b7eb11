"""What a member chose survives, and a broken file stops nobody."""

import pytest

from app import settings
from app.settings import Settings


def test_what_was_chosen_is_there_the_next_time(tmp_path):
    chosen = Settings(language="fr", theme="dark", text_size=150)

    settings.save(tmp_path / "settings.json", chosen)

    assert settings.load(tmp_path / "settings.json") == chosen


@pytest.mark.parametrize("text", ["", "{", "\ufeff{}", "[" * 100_000])
def test_a_broken_file_is_put_aside(tmp_path, text):
    path = tmp_path / "settings.json"
    path.write_text(text, "utf-8")

    found = settings.load(path)

    assert found == Settings()
    assert path.with_suffix(".broken").exists()


def test_what_cannot_be_read_or_moved_is_as_if_it_were_not_there(tmp_path):
    path = tmp_path / "settings.json"
    (path.with_suffix(".broken") / "full").mkdir(parents=True)
    path.mkdir()

    assert settings.load(path) == Settings()


def test_values_out_of_bounds_are_brought_back(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text('{"text_size": 5000, "theme": "pink", "column": "wide", "new": 1}', "utf-8")

    found = settings.load(path)

    assert (found.text_size, found.theme, found.column) == (200, "light", Settings().column)


def test_an_unknown_rule_for_metered_lines_is_as_it_was_at_first(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text('{"metered": "sometimes"}', "utf-8")

    assert settings.load(path).metered == "auto"
