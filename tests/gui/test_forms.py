"""Answers by mail in the window: a form made, one read back, and nothing saved unseen."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication

from app.actions import reviewing
from app.actions.reviewing import Edit
from app.domain.records import Record
from app.store import current, open_store, records, rounds
from app.ui.desk import Desk
from app.ui.theme import theme
from app.ui.views.forms import FormsView
from app.ui.views.forms_making import MakingPart
from app.ui.views.forms_reading import ReadingPart
from app.ui.views.proposals import ProposalsView
from app.ui.widgets.text import Label
from tests.filled import form_of
from tests.gui import sample
from tests.gui.walk import cut, small, unnamed

PAPER = "cybersecurity"
MEMBER = "m-cs-grulac"
PATIENCE = 30_000
"""Milliseconds that a busy computer may take; nothing here is timed."""


def wait(qtbot, until) -> None:
    qtbot.waitUntil(until, timeout=PATIENCE)


@pytest.fixture
def open_desk(qtbot, tmp_path: Path):
    opened: list[Desk] = []

    def begin(account=MEMBER, role="member") -> Desk:
        home = sample.filled(tmp_path / f"home-{len(opened)}", account, role)
        desk = Desk(home, clock=sample.clock)
        opened.append(desk)
        return desk

    yield begin
    for desk in opened:
        desk.close()


@pytest.fixture
def shown(qtbot):
    def show(desk: Desk) -> FormsView:
        view = FormsView(desk)
        qtbot.addWidget(view)
        view.resize(1190, 700)
        view.show()
        return view

    return show


@pytest.fixture
def filled(open_desk) -> str:
    """A form that a member has filled in."""
    desk = open_desk()
    store = open_store(desk.home.store)
    text = form_of(store, [PAPER])
    store.close()
    text = text.replace("== relevance:\n", "== relevance:\nVery good\n")
    return text.replace("[ ] Support\n", "[x] Support\n")


def words(view) -> str:
    return "\n".join(each.whole_text() for each in view.findChildren(Label) if each.isVisible())


def read(qtbot, view: FormsView, text: str) -> None:
    view.show_record("read")
    view.reading.paste.setPlainText(text)
    view.reading.look.click()
    wait(qtbot, lambda: view.reading.told.isVisible() and bool(view.reading.told.whole_text()))


def test_a_pasted_form_is_shown_before_it_is_saved_and_then_saved(qtbot, open_desk, shown, filled):
    desk = open_desk()
    view = shown(desk)

    read(qtbot, view, filled + "\nBest wishes")

    wait(qtbot, lambda: "Very good" in words(view) and "Support" in words(view))
    assert view.reading.left.lines.line(0).title == "Best wishes"
    assert rounds.my_review(desk.store, PAPER) is None

    view.reading.save.click()
    wait(qtbot, lambda: rounds.my_review(desk.store, PAPER) is not None)

    review = rounds.my_review(desk.store, PAPER)
    assert review.data["texts"]["relevance"] == "Very good"
    assert review.data["state"] == "draft"
    wait(qtbot, lambda: "Saved" in view.reading.told.whole_text())
    assert not view.reading.save.isVisible()


def test_a_bad_answer_is_told_with_its_choices_and_all_others_can_be_saved(
    qtbot, open_desk, shown, filled
):
    desk = open_desk()
    view = shown(desk)

    read(qtbot, view, filled.replace("[x] Support\n", "[x] Perhaps\n"))
    wait(
        qtbot, lambda: "Not saved: Line" in words(view) and "Choose one of: Support" in words(view)
    )
    assert rounds.my_review(desk.store, PAPER) is None
    view.reading.save.click()
    wait(qtbot, lambda: "Saved" in view.reading.told.whole_text())

    review = rounds.my_review(desk.store, PAPER)
    assert (review.data["texts"]["relevance"], review.data["stance"]) == ("Very good", None)
    wait(qtbot, lambda: "no position “perhaps”" in words(view))


def test_a_fault_of_the_whole_form_is_told_and_nothing_can_be_saved(
    qtbot, open_desk, shown, filled
):
    view = shown(open_desk())

    read(qtbot, view, filled.replace("Satchel form 1", "Satchel form 99"))

    wait(qtbot, lambda: "newer version" in words(view))
    assert not view.reading.save.isEnabled() or not view.reading.save.isVisible()


def test_a_chair_names_the_member_of_a_form_without_a_head(qtbot, open_desk, shown, filled):
    desk = open_desk("m-cs-african", "chair")
    view = shown(desk)

    read(qtbot, view, filled[filled.index("== proposal:") :])
    assert view.reading.who.isVisible()
    view.reading.who.setCurrentIndex(view.reading.who.findData(MEMBER))
    wait(qtbot, lambda: view.reading.save.isVisible() and view.reading.save.isEnabled())
    view.reading.save.click()
    wait(qtbot, lambda: not view.reading.save.isVisible())

    (row,) = [row for row in current.listed(desk.store, "reviews") if row.owner == MEMBER]
    assert row.data["via"] == "form"


def test_a_file_is_chosen_or_dropped(qtbot, open_desk, shown, filled, tmp_path, monkeypatch):
    path = tmp_path / "answer.txt"
    path.write_text(filled, "utf-16")
    view = shown(open_desk())
    monkeypatch.setattr(ReadingPart, "ask", classmethod(lambda *_: path))

    view.reading.choose.click()
    wait(qtbot, lambda: "Very good" in words(view))
    view.reading.paste.setPlainText("something else")
    wait(qtbot, lambda: "Very good" not in words(view))
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(path))])
    view.dropEvent(
        QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, given, Qt.MouseButton.LeftButton,
                   Qt.KeyboardModifier.NoModifier)
    )  # fmt: skip

    wait(qtbot, lambda: "Very good" in words(view))
    wait(qtbot, lambda: "answer.txt" in words(view))


def test_a_form_is_made_copied_and_saved_as_text_and_as_a_mail(
    qtbot, open_desk, shown, tmp_path, monkeypatch
):
    desk = open_desk()
    store = open_store(desk.home.store)
    reviewing.review(store, PAPER, Edit(texts={"relevance": "So far"}))
    store.close()
    view = shown(desk)
    view.show_record(PAPER)
    wait(qtbot, lambda: "So far" in view.making.shown.text())

    view.making.copy.click()
    assert QGuiApplication.clipboard().text() == view.making.shown.text()
    for button, name in ((view.making.keep, "form"), (view.making.mail, "form.eml")):
        out = tmp_path / name
        monkeypatch.setattr(MakingPart, "ask", classmethod(lambda *_, out=out: out))
        button.click()
        there = out if out.suffix else out.with_suffix(".txt")
        wait(qtbot, there.exists)

    assert b"X-Unsent: 1" in (tmp_path / "form.eml").read_bytes()
    assert "So far" in (tmp_path / "form.txt").read_text("utf-8")


def test_a_chair_makes_a_form_for_a_member(qtbot, open_desk, shown):
    view = shown(open_desk("m-cs-african", "chair"))
    view.show_record("make")
    wait(qtbot, lambda: "== from: m-cs-african" in view.making.shown.text())

    view.making.person.setCurrentIndex(view.making.person.findData(MEMBER))

    wait(qtbot, lambda: f"== from: {MEMBER}" in view.making.shown.text())


def test_list_and_review_lead_to_the_form(qtbot, open_desk):
    desk = open_desk()
    wanted: list[tuple[str, str]] = []
    desk.wanted.connect(lambda *given: wanted.append(given))
    view = ProposalsView(desk)
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.show()

    view.list.by_mail.click()
    view.show_record(PAPER)
    wait(qtbot, lambda: view.paper.review.more.by_mail.isEnabled())
    view.paper.review.more.by_mail.click()

    assert wanted == [("forms", "make"), ("forms", PAPER)]


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("percent", [100, 200])
def test_every_word_fits_and_everything_has_a_name(qtbot, open_desk, shown, filled, name, percent):
    view = shown(open_desk("m-cs-african", "chair"))
    theme().use(name, percent)
    read(qtbot, view, filled.replace("== from", "== nobody"))
    for part in ("read", "make"):
        view.show_record(part)
        # The words are laid out anew once the theme and the part have changed.
        wait(qtbot, lambda: cut(view) == [])

        assert unnamed(view) == []
        assert small(view) == []


def test_what_is_asked_online_is_offered_and_its_answer_shown_before_it_is_taken(
    qtbot, open_desk, shown
):
    desk = open_desk()
    asked = {"kind": "online", "title": "Dates", "text": "We meet in May.",
             "closes_at": "2021-02-28T12:00:00Z"}  # fmt: skip
    store = open_store(desk.home.store)
    records.apply(store, [Record("decisions", "dates", 1, "sec", ("members",), asked)])
    store.close()
    view = shown(desk)
    view.show_record("make")
    about = view.making.about
    about.setCurrentIndex(about.findData("decision/dates"))
    wait(qtbot, lambda: "decision/dates" in view.making.shown.text())

    text = view.making.shown.text()
    read(qtbot, view, text.replace("[ ] no", "[x] no").replace("[ ] submit", "[x] submit"))
    wait(qtbot, lambda: "Dates, asked online" in words(view) and "No objection" in words(view))
    before = current.listed(desk.store, "intents")
    view.reading.save.click()
    wait(qtbot, lambda: len(current.listed(desk.store, "intents")) == 1)

    assert about.currentText() == "Asked online: Dates"
    assert "We meet in May." in text
    assert before == []
    assert current.listed(desk.store, "intents")[0].data["position"] == "no_objection"
    wait(qtbot, lambda: "Saved" in view.reading.told.whole_text())
