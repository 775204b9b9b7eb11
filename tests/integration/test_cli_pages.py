"""Marks on pages of a PDF from the command line."""

import pytest

from app.paths import resource
from app.store import files, open_store
from tests import pdfs
from tests.gui import sample
from tests.integration.commands import Profile

DOCUMENT, NAME = "document/lessons-past-forums", "lessons-past-forums.pdf"


@pytest.fixture
def reader(tmp_path) -> Profile:
    """A member with the sample cycle and the original of one document."""
    home = sample.filled(tmp_path / "home")
    content = resource("sample", "igf2021", "documents", NAME).read_bytes()
    digest = pdfs.kept(home, content, NAME)["sha256"]
    store = open_store(home.store)
    files.arrived(store, digest, NAME, len(content), len(content), whole=True)
    store.close()
    return Profile(home.folder)


def test_a_note_on_words_of_a_page_has_boxes_and_its_place_in_the_text(reader):
    row = reader.one(
        "note", DOCUMENT, "--quote", "tried in 2007", "--page", "1", "--text", "When exactly?"
    )

    anchor = row["anchor"]
    assert (anchor["page"]["number"], len(anchor["page"]["boxes"])) == (1, 1)
    assert anchor["quote"]["exact"] == "tried in 2007"
    assert anchor["position"]["end"] - anchor["position"]["start"] == len("tried in 2007")


def test_a_question_on_a_page_that_is_not_there_is_refused_in_words(reader):
    answer = reader.run(
        "comment", DOCUMENT, "--kind", "question", "--quote", "x", "--page", "99", "--text", "?"
    )

    assert answer.code == 1
    assert "there is no page 99" in answer.err
