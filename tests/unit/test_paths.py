"""Where things lie: nothing a server names leaves the profile's folder."""

import pytest

from app.paths import Home, safe_name

BAD = ["../../../outside", "..", "/etc/passwd", "C:\\windows", "a/../../b", "\0", " . ", "NUL"]


@pytest.mark.parametrize("name", BAD)
def test_a_file_lies_two_folders_below_whatever_it_is_called(tmp_path, name):
    home = Home(tmp_path)

    lies = home.file(name, name)

    assert lies.resolve().parent.parent == tmp_path / "files"


@pytest.mark.parametrize("name", BAD)
def test_a_text_lies_among_the_texts_whatever_it_is_called(tmp_path, name):
    home = Home(tmp_path)

    lies = home.text(name)

    assert lies.resolve().parent == tmp_path / "texts"


def test_a_name_that_every_system_takes_is_left_alone():
    assert safe_name("Résumé 2026 (v2).pdf") == "Résumé 2026 (v2).pdf"
