import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from app import i18n

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Proposals"
msgstr "Propositions"

msgid "{n} item waits."
msgid_plural "{n} items wait."
msgstr[0] "{n} envoi attend."
msgstr[1] "{n} envois attendent."
"""


@pytest.fixture(autouse=True)
def english_again():
    yield
    i18n.use("en")


def compiled(source):
    command = [sys.executable, "-m", "babel.messages.frontend", "compile", "-l", "fr"]
    files = ["-i", str(source), "-o", str(source.with_suffix(".mo"))]
    subprocess.run([*command, *files], check=True, capture_output=True)


@pytest.fixture
def french(tmp_path, monkeypatch):
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "satchel.po").write_text(PO, "utf-8")
    compiled(folder / "satchel.po")
    monkeypatch.setattr(i18n, "LOCALE", tmp_path)


def test_english_needs_no_catalogue():
    i18n.use("en")

    assert i18n._("Proposals") == "Proposals"
    assert [i18n.ngettext("one", "many", n) for n in (0, 1, 2)] == ["many", "one", "many"]


def test_a_catalogue_is_spoken_with_its_own_plural_rule(french):
    i18n.use("fr")

    words = [i18n.ngettext("{n} item waits.", "{n} items wait.", n) for n in (0, 1, 2)]
    assert i18n._("Proposals") == "Propositions"
    assert words == ["{n} envoi attend.", "{n} envoi attend.", "{n} envois attendent."]
    assert i18n.language() == "fr"


def test_the_system_is_asked_with_and_without_its_country(french, monkeypatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fr_SN.UTF-8")

    i18n.use()

    assert i18n._("Proposals") == "Propositions"


def test_arabic_is_written_from_right_to_left_before_it_is_translated():
    i18n.use("ar")

    assert i18n.is_right_to_left()
    assert i18n._("Proposals") == "Proposals"


def test_a_report_speaks_another_language_than_the_window_and_only_there(french):
    i18n.use("en")

    with i18n.speaking("fr"):
        heard = i18n._("Proposals"), i18n.language(), i18n.ngettext("{n} item waits.", "", 1)

    assert heard == ("Propositions", "fr", "{n} envoi attend.")
    assert (i18n._("Proposals"), i18n.language()) == ("Proposals", "en")


def test_another_thread_goes_on_in_the_language_of_the_window(french):
    i18n.use("en")

    with i18n.speaking("fr"), ThreadPoolExecutor(1) as pool:
        heard = pool.submit(i18n._, "Proposals").result()

    assert heard == "Proposals"


def test_where_the_window_has_no_word_those_of_reports_stand_in(french, tmp_path):
    words = PO.replace("Proposals", "Matrix").replace("Propositions", "Matrice")
    (tmp_path / "fr" / "LC_MESSAGES" / "reports.po").write_text(words, "utf-8")
    compiled(tmp_path / "fr" / "LC_MESSAGES" / "reports.po")

    with i18n.speaking("fr"):
        assert (i18n._("Proposals"), i18n._("Matrix")) == ("Propositions", "Matrice")
    assert (i18n.languages(), i18n.report_languages()) == (("en", "fr"), ("en", "fr"))


def test_a_language_without_words_is_spoken_in_english(french):
    i18n.use("fr")

    with i18n.speaking("ar"):
        assert (i18n._("Proposals"), i18n.is_right_to_left()) == ("Proposals", False)
    assert i18n.languages() == ("en", "fr")
