"""Words on a page of a document's PDF, marked without a window."""

from dataclasses import replace
from hashlib import sha256

import pytest

from app.actions import annotating, marking_pages, papers, placing
from app.actions.trouble import Trouble
from app.store import annotations
from tests import pdfs
from tests.builders import record, seed

PAGES = (["Cables carry light.", "They lie deep."], ["Sharks bite them.", "Sharks do."])
TEXT = "Cables carry light.\n\nThey lie deep.\n\nSharks bite them.\n\nSharks do."


def survey(home, content, *, here=True, name="survey.pdf"):
    file, text = sha256(content).hexdigest(), sha256(TEXT.encode()).hexdigest()
    for path, bytes_ in ((home.file(file, name), content), (home.text(text), TEXT.encode())):
        path.parent.mkdir(parents=True, exist_ok=True)
        if here:
            path.write_bytes(bytes_)
    return record("documents", "survey", title="Survey",
                  file={"name": name, "sha256": file, "size": len(content)},
                  text={"sha256": text, "size": len(TEXT)})  # fmt: skip


@pytest.fixture
def surveyed(desk, home):
    seed(desk, survey(home, pdfs.written(*PAGES)))
    return desk


def test_words_of_a_page_have_their_place_in_the_text_too(surveyed, home):
    found = marking_pages.on_page(surveyed, home, "document/survey", 2, "bite them")

    assert found.page is not None
    assert found.page["number"] == 2
    left, bottom, right, top = found.page["boxes"][0]
    assert 100 < left < right < 163
    assert 760 < bottom < top < 790
    assert (found.section, TEXT.replace("\n\n", "\n")[found.start : found.end]) == (
        "intro",
        "bite them",
    )


def test_words_that_the_text_has_twice_stand_on_the_page_alone(surveyed, home):
    found = marking_pages.on_page(surveyed, home, "document/survey", 2, "Sharks")

    assert (found.section, found.start) == (None, None)
    assert found.ambiguous
    assert found.page is not None


@pytest.mark.parametrize("has_text", [True, False], ids=["text", "no-text"])
def test_a_mark_that_stands_on_a_page_alone_is_kept_while_the_paper_is_as_it_was(
    desk, home, has_text
):
    paper = survey(home, pdfs.written(*PAGES))
    seed(desk, paper if has_text else replace(paper, data={**paper.data, "text": None}))
    about = papers.of_document(desk, "survey")
    anchor = marking_pages.on_page(desk, home, "document/survey", 2, "Sharks")
    annotating.note(desk, home, about, "Both of them", at=anchor)
    [row] = annotations.on(desk, "document", "survey")

    before = placing.places(desk, home, [row])[row.id]
    home.text("1" * 64).write_text("Nothing swims here.", "utf-8")
    text = {"sha256": "1" * 64, "size": 19}
    seed(desk, record("documents", "survey", 2, **{**paper.data, "text": text}))
    after = placing.places(desk, home, [row])[row.id]

    assert (before.state, before.section, before.exact) == ("kept", None, "Sharks")
    assert before.confidence == (1.0 if has_text else 0.5)
    assert after.state == "gone"


@pytest.mark.parametrize(
    ("page", "quote", "code"),
    [(1, "Sharks", "quote_not_found"), (2, " ", "quote_needed"), (3, "Sharks", "no_such_page"),
     (0, "Cables", "no_such_page")],
)  # fmt: skip
def test_what_is_not_on_the_page_is_refused(surveyed, home, page, quote, code):
    with pytest.raises(Trouble) as told:
        marking_pages.on_page(surveyed, home, "document/survey", page, quote)

    assert told.value.code == code


def test_a_locked_pdf_asks_for_its_password(desk, home):
    seed(desk, survey(home, pdfs.written(*PAGES, password="open")))

    with pytest.raises(Trouble) as told:
        marking_pages.on_page(desk, home, "document/survey", 1, "Cables")
    found = marking_pages.on_page(desk, home, "document/survey", 1, "Cables", "open")

    assert told.value.code == "pdf_password"
    assert found.exact == "Cables"


def test_a_pdf_that_is_not_here_is_to_be_fetched_first(desk, home):
    seed(desk, survey(home, pdfs.written(*PAGES), here=False))

    with pytest.raises(Trouble) as told:
        marking_pages.on_page(desk, home, "document/survey", 1, "Cables")

    assert told.value.code == "pdf_not_here"
