"""The book of a meeting: agenda, papers in its order with links both ways, my marks on request."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from app.actions import annotating, reporting
from app.actions.papers import About
from app.actions.reporting import Wanted
from app.actions.trouble import Trouble
from app.paths import Home
from app.store import open_store
from tests import calls
from tests.builders import clock, joined, record, seed, version
from tests.unit.reports import reading

STARTS = "2030-02-01T10:00:00Z"


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


@pytest.fixture
def store(home):
    made = seed(joined(open_store(None), "omar", "member"), *calls.papers())
    yield made
    made.close()


def book(store, home, format="pdf", **more):
    wanted = Wanted("book", format, meeting=calls.MEETING, zone="UTC", **more)
    return reporting.made(store, home, wanted, clock=clock)[0]


def pages(data):
    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


def outline(reader):
    return [str(each.title) for each in reader.outline if not isinstance(each, list)]


def test_papers_stand_in_the_order_of_the_agenda(store, home):
    reader = PdfReader(BytesIO(book(store, home)))

    chapters = outline(reader)
    assert [each for each in chapters if "Beekeeping" in each or "wells" in each or "seeds" in each]
    at = [next(n for n, each in enumerate(chapters) if word in each)
          for word in ("Agenda", "Beekeeping", "wells", "seeds")]  # fmt: skip
    assert at == sorted(at)


def test_every_item_of_the_agenda_is_printed_with_when_it_begins(store, home):
    whole = "\n".join(pages(book(store, home)))

    for _label, title, _proposals in calls.AGENDA:
        assert title in whole


def test_links_lead_from_an_item_to_its_papers_and_back(store, home):
    html = book(store, home, "html").decode()

    for number in range(1, len(calls.PROPOSALS) + 1):
        assert f'href="#paper-{number}"' in html
        assert f'id="paper-{number}"' in html
    five = next(n for n, (label, *_) in enumerate(calls.AGENDA, 1) if label == "5")
    assert html.count(f'href="#item-{five}"') == len(calls.PROPOSALS)
    assert f'id="item-{five}"' in html


def test_links_of_the_pdf_lead_to_the_pages_of_the_papers_and_of_the_agenda(store, home):
    data = book(store, home)
    texts = pages(data)
    papers = [number for number, text in enumerate(texts, 1) if "Proposed by" in text]
    led = [to for page in range(papers[0] - 1) for to in reading.link_targets(data, page)]
    back = [to for page in papers for to in reading.link_targets(data, page - 1)]

    assert len(papers) == len(calls.PROPOSALS)
    assert set(papers) <= set(led)
    [agenda] = set(back)
    assert "Proposals received" in texts[agenda - 1]


def test_pages_are_called_as_their_feet_say(store, home):
    reader = PdfReader(BytesIO(book(store, home)))

    assert "/PageLabels" in reader.root_object
    assert reader.page_labels == [str(number) for number in range(1, len(reader.pages) + 1)]


def test_a_proposal_of_the_agenda_stands_with_its_text_and_its_items(store, home):
    seed(store, version("wells", 1, "Pumps that neighbours can mend."))

    whole = "\n".join(pages(book(store, home)))

    assert "Pumps that neighbours can mend." in whole
    assert "Agenda item" in whole


def test_a_paper_of_the_meeting_that_is_under_no_item_is_not_left_out(store, home):
    seed(store, record("documents", "map", title="Map of the harbour", meeting=calls.MEETING))

    whole = "\n".join(pages(book(store, home)))

    assert "Papers for the meeting as a whole" in whole
    assert "Map of the harbour" in whole
    assert "Its text is not on this computer." in whole


def test_my_marks_are_in_it_only_when_i_ask(store, home):
    annotating.note(store, home, About("item", "call-6"), "Ask about the quay.", clock=clock)

    without = "\n".join(pages(book(store, home)))
    with_ = "\n".join(pages(book(store, home, parts=("proposals", "marks"))))

    assert "Ask about the quay." not in without
    assert "Ask about the quay." in with_
    assert "My note" in with_


def test_how_to_join_with_its_passcode_is_never_in_a_book(store, home):
    row = {"kind": "link", "value": "https://call.example/1", "passcode": "harbour-77"}
    seed(store, record("meetings", calls.MEETING, 2, title="IV", starts=STARTS, join_by=[row]))

    assert b"harbour-77" not in book(store, home, "html")


def test_the_same_meeting_gives_the_same_bytes(store, home):
    assert book(store, home) == book(store, home)


def test_a_meeting_that_is_not_here_is_named(store, home):
    with pytest.raises(Trouble) as caught:
        reporting.made(store, home, Wanted("book", "pdf", meeting="nowhere"), clock=clock)

    assert caught.value.code == "no_such_record"
