"""Documents marked for comment in step 2 of the chair's path: by section, with their report."""

from hashlib import sha256

import pytest
from pypdf import PdfReader

from app.actions import letters_kept
from app.store import open_store, records
from app.ui.exports import Export
from app.ui.views.chair import ChairView
from tests.gui.chairing import chairs_desk, comment
from tests.gui.cycle import desk_at, home, record
from tests.gui.waiting import settled

TEXT = "## Aims\n\nShare the cables.\n\n## Costs\n\nNobody knows the costs.\n"


def survey(id="survey", title="Survey of cables"):
    digest = sha256(TEXT.encode()).hexdigest()
    data = {
        "title": title, "version": 1, "status": "draft for comment",
        "comments_by": "2026-02-05T12:00:00Z", "text": {"size": len(TEXT), "sha256": digest},
    }  # fmt: skip
    return record("documents", id, data)


def said(id, owner, text, exact="", section="", **more):
    made = comment(id, owner, "open-maps", text, **more)
    anchor = {"quote": {"exact": exact, "prefix": "", "suffix": ""}, "section": section}
    about = {"kind": "document", "id": "survey", "version": 1}
    made.data.update(about=about, anchor=anchor if exact else None)
    return made


@pytest.fixture
def desk(tmp_path):
    with chairs_desk(tmp_path) as opened:
        digest = sha256(TEXT.encode()).hexdigest()
        opened.home.text(digest).parent.mkdir(parents=True, exist_ok=True)
        opened.home.text(digest).write_text(TEXT, "utf-8")
        given = [
            survey(), record("documents", "other", {"title": "Not marked"}),
            said("s1", "dina", "Which cables are meant here exactly?", "cables", "aims"),
            said("s2", "emil", "Which cables are meant here, exactly?", "cables", "aims"),
            said("s3", "amina", "Somebody must know.", "costs", "costs", kind="question"),
            said("s4", "boris", "Good on the whole."),
            said("s5", "boris", "Taken back.", withdrawn=True),
        ]  # fmt: skip
        store = open_store(opened.home.store)
        records.apply(store, given)
        store.close()
        yield opened


@pytest.fixture
def page(qtbot, desk):
    view = ChairView(desk)
    desk.changed.connect(view.refresh)
    qtbot.addWidget(view)
    view.resize(1190, 700)
    with qtbot.waitExposed(view):
        view.show()
    view.go("points")
    calm(qtbot, view)
    return view.page("points")


def calm(qtbot, view):
    for _round in range(3):
        settled(qtbot, view._desk)
    qtbot.waitUntil(lambda: not view.page("points").is_busy())


def show(qtbot, page, id="document/survey"):
    page.which.box.setCurrentIndex(page.which.box.findData(id))
    page.which.box.activated.emit(page.which.box.currentIndex())
    qtbot.waitUntil(lambda: not page.is_busy())


def test_documents_marked_for_comment_stand_behind_the_proposals(page):
    box = page.which.box

    offered = [(box.itemData(at), box.itemText(at)) for at in range(box.count())]

    assert [id for id, _words in offered] == ["open-maps", "quiet-radio", "document/survey"]
    assert offered[-1][1] == "Document: Survey of cables · 4 remarks"


def test_what_was_said_of_a_document_stands_by_section_with_quotes_and_likeness(qtbot, page):
    show(qtbot, page)

    rows = page.said.remarks.rows
    assert [(each.title, each.text, each.quote) for each in rows] == [
        ("Aims", "", ""),
        ("Dina Example", "Which cables are meant here exactly?", "“cables”"),
        ("Emil Example", "Which cables are meant here, exactly?", "“cables”"),
        ("Costs", "", ""),
        ("Amina Example", "Somebody must know.", "“costs”"),
        ("The whole document", "", ""),
        ("Boris Example", "Good on the whole.", ""),
    ]
    assert [each.likeness() for each in rows[1:3]] == ["2 say nearly this"] * 2
    assert "question" in rows[4].below
    assert page.facts.whole_text() == (
        "open for comment until 5 February 2026, 12:00 UTC · 4 have commented · 1 has not · "
        "said alike: 1"
    )
    assert page.points.isVisible()
    assert page.column.tabs.isTabVisible(0)
    assert not page.column.tabs.isTabVisible(1)  # its questions stand by section with the rest


def test_from_a_document_one_goes_back_to_a_proposal_and_its_points(qtbot, page):
    show(qtbot, page)

    page.step(-1)
    qtbot.waitUntil(lambda: not page.is_busy())

    assert page.proposal() == "quiet-radio"
    assert page.points.isVisible()
    assert page.column.tabs.isTabVisible(1)
    assert not page.column.save.isVisible()


def test_remarks_on_a_document_become_a_point_of_the_document_and_of_no_proposal(qtbot, page):
    show(qtbot, page)
    page.said.choose(["s1", "s2"])

    page.said.taken.emit()
    qtbot.waitUntil(lambda: len(page.points.cards) == 1)

    store = page._desk.store
    assert [letters_kept.letter(store, id) for id in ("open-maps", "quiet-radio")] == [None, None]
    (point,) = letters_kept.letter(store, "document/survey").points
    assert (point.criterion, point.heading, point.comments) == ("aims", "Aims", ("s1", "s2"))
    qtbot.waitUntil(lambda: page.said.remarks.rows[1].trace() == "in point 1")
    assert "Aims" in page.letter.preview.toPlainText()


def test_a_point_on_a_document_is_edited_asks_traces_and_is_undone(qtbot, page):
    show(qtbot, page)
    page.said.choose(["s1"])
    page.said.taken.emit()
    qtbot.waitUntil(lambda: len(page.points.cards) == 1)
    (card,) = page.points.cards.values()

    page.said.choose(["s3"])
    page.take_ids(card.id, ["s3"])
    qtbot.waitUntil(lambda: "Somebody must know." in page.letter.preview.toPlainText())
    card.field.show_text("Name the cables.")
    card.written.emit(card.id, "Name the cables.")
    qtbot.waitUntil(lambda: "Name the cables." in page.letter.preview.toPlainText())
    card.trace.click()

    assert page.said.ids() == ["s1", "s3"]
    (kept,) = letters_kept.letter(page._desk.store, "document/survey").points
    assert (kept.text, kept.questions) == ("Name the cables.", ("s3",))
    page._desk.take_back()
    qtbot.waitUntil(lambda: "Name the cables." not in page.letter.preview.toPlainText())


def test_nothing_is_taken_of_the_paper_before_while_the_one_wanted_is_on_its_way(qtbot, page):
    page.said.choose(["c1"])
    before = letters_kept.letter(page._desk.store, "open-maps")

    page.show_proposal("document/survey")  # not read yet: what is shown is of the proposal
    page.take_ids("", ["c1"])
    page._empty()
    kept = page.said.remarks.rows, page.points.own.isVisible()
    qtbot.waitUntil(lambda: not page.is_busy() and bool(page.said.remarks.rows))
    settled(qtbot, page._desk)

    assert kept == ([], False)
    assert before is letters_kept.letter(page._desk.store, "open-maps") is None
    assert letters_kept.letter(page._desk.store, "document/survey") is None
    assert page.points.own.isVisible()


def test_points_are_suggested_of_each_section_of_a_document(qtbot, page):
    show(qtbot, page)

    page.column.suggest.click()
    qtbot.waitUntil(lambda: len(page.points.cards) == 3)

    found = letters_kept.letter(page._desk.store, "document/survey").points
    assert [each.heading for each in found] == ["Aims", "Costs", ""]


def test_the_points_on_a_document_are_shared_and_recorded_in_step_three(qtbot, desk, page):
    view = page.window()
    show(qtbot, page)
    page.column.suggest.click()
    qtbot.waitUntil(lambda: len(page.points.cards) == 3)

    page.letter.to_letter.click()
    letters = view.page("letters")
    qtbot.waitUntil(lambda: letters.now is not None and letters.now.proposal == "document/survey")
    letters.sheet.template.setCurrentIndex(0)
    letters.sheet.use.click()
    qtbot.waitUntil(lambda: "Thank you for the draft" in letters.sheet.preview.whole_text())
    letters.sheet.to.show_text("the editors")
    letters.sheet.record.click()

    qtbot.waitUntil(lambda: letters_kept.letter(desk.store, "document/survey").sent)
    qtbot.waitUntil(lambda: "the editors" in letters.sheet.sent.whole_text())
    row = letters.list.model().row_of("document/survey")
    assert letters.list.model().line(row).title == "Document: Survey of cables"
    assert letters.sheet.unfilled.isHidden()


def test_a_common_question_is_asked_of_proposals_alone(page):
    assert page.column.ask_all.text() == "Ask about all 2 proposals"


def test_the_remarks_on_a_document_are_kept_as_pdf(qtbot, page, monkeypatch, tmp_path):
    out = tmp_path / "survey.pdf"
    monkeypatch.setattr(Export, "ask", lambda _parent, _name, _format: out)
    show(qtbot, page)

    with qtbot.waitSignal(page._desk.told) as told:
        page.column.save.click()

    words = "\n".join(each.extract_text() for each in PdfReader(out).pages)
    assert str(out) in told.args[0]
    assert "Which cables are meant here exactly?" in words
    assert words.index("Aims") < words.index("Somebody must know.")


def test_a_round_without_proposals_still_offers_its_documents(qtbot, tmp_path):
    where = home(tmp_path / "home", account="amina", role="chair")
    store = open_store(where.store)
    gone = [record("proposals", id, None, 2) for id in ("open-maps", "quiet-radio")]
    records.apply(store, [*gone, survey()])
    store.close()
    with desk_at(where) as desk:
        view = ChairView(desk)
        qtbot.addWidget(view)
        view.resize(1190, 700)
        with qtbot.waitExposed(view):
            view.show()

        view.show_record("document/survey")
        calm(qtbot, view)

        page = view.page("points")
        assert page.column.nothing.isVisible()
        assert "this document" in page.column.nothing.sentence.whole_text()
        assert page.proposal() == "document/survey"
