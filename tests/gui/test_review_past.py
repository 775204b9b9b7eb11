"""What I submitted before, and conflicts of interest that are proposed, in the window."""

import pytest
from PySide6.QtCore import Qt

from app.actions import reviewing
from app.actions.reviewing import Edit
from app.store import open_store, records
from app.ui.theme import theme
from app.ui.views.review_past import ReviewPast
from tests.gui import cycle, walk
from tests.gui.waiting import settled

PLACE = {"name": "Frida Fig", "affiliation": "Assoc. of Island Maps"}


@pytest.fixture
def where(tmp_path):
    found = cycle.home(tmp_path)
    store = open_store(found.store)
    amina = {"name": "Amina Example", "role": "member", "affiliation": "Island Maps, Assoc."}
    quiet = cycle.proposal("D-2", "Quiet radio", proponents=[{"name": "EXAMPLE Amina"}, PLACE])
    records.apply(
        store,
        [
            cycle.record("members", "amina", amina, 2),
            cycle.record("proposals", "quiet-radio", quiet, 2),
        ],
    )
    for words in ("Timely and needed.", "Timely, but costly."):
        edit = Edit(texts={"relevance": words}, stance="support", to_chairs="Careful.")
        reviewing.review(store, "open-maps", edit, submit=True)
        reviewing.review(store, "open-maps", Edit(stance="changes"))
    store.close()
    return found


view = pytest.fixture(cycle.at_rest)


def opened(qtbot, view, id="open-maps"):
    view.show_record(id)
    view.paper.show_side("review")
    settled(qtbot, view.desk)
    return view.paper


def past(qtbot, paper):
    paper.review.past.click()
    (found,) = paper.centre.history.findChildren(ReviewPast)
    qtbot.waitUntil(found.title.isVisible)
    return found


def test_the_panel_leads_to_what_was_submitted_and_to_nothing_where_nothing_was(qtbot, view):
    without = opened(qtbot, view, "quiet-radio").review.past.isVisible()

    paper = opened(qtbot, view)
    found = past(qtbot, paper)

    assert not without
    assert paper.head.tabs.key() == "history"
    said = [each.accessibleName() or each.text() for each in found.findChildren(type(found.title))]
    assert said[0] == "My review, as I submitted it"
    assert any("Submission 2" in each for each in said)


def test_an_earlier_submission_is_made_the_draft_and_that_is_undone(qtbot, view):
    told = []
    view.desk.told.connect(lambda said, back: told.append((said, back)))
    paper = opened(qtbot, view)
    found = past(qtbot, paper)
    again = next(
        each
        for each in found.findChildren(type(paper.review.past))
        if each.accessibleName() == "Make submission 1 my draft again"
    )

    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    field = paper.review.fields.editors["relevance"].field
    qtbot.waitUntil(lambda: field.text() == "Timely and needed.")
    restored = cycle.review(view, "open-maps")
    told[-1][1]()
    qtbot.waitUntil(lambda: field.text() == "Timely, but costly.")

    assert (restored["state"], restored["stance"]) == ("draft", "support")
    assert told[0][0].startswith("Submission 1 is your draft again.")
    assert paper.side.key() == "review"


def test_a_conflict_is_asked_about_and_declared_only_with_its_kind(qtbot, view):
    paper = opened(qtbot, view, "quiet-radio")
    hint = paper.centre.conflict
    asked = hint.isVisible(), hint.words.whole_text()

    qtbot.mouseClick(hint.declare, Qt.MouseButton.LeftButton)
    settled(qtbot, view.desk)

    assert asked[0]
    assert "“EXAMPLE Amina” among the proposers may be you" in asked[1]
    assert "“Assoc. of Island Maps” among the proposers may be your organisation" in asked[1]
    assert paper.review.card.isVisible()
    assert not paper.review.card.declare.isEnabled()
    assert cycle.review(view, "quiet-radio") == {}


def test_what_is_none_is_not_asked_again_until_that_is_undone(qtbot, view):
    told = []
    view.desk.told.connect(lambda said, back: told.append((said, back)))
    hint = opened(qtbot, view, "quiet-radio").centre.conflict

    qtbot.mouseClick(hint.none, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(hint.isHidden)
    opened(qtbot, view)
    opened(qtbot, view, "quiet-radio")
    still = hint.isHidden()
    told[0][1]()
    qtbot.waitUntil(hint.isVisible)

    assert still


def test_a_declared_conflict_is_not_asked_about(qtbot, view):
    paper = opened(qtbot, view, "quiet-radio")
    declare = Edit(recused="proponent")

    view.desk.act(
        lambda store: reviewing.review(store, "quiet-radio", declare, submit=True).changes
    )

    qtbot.waitUntil(paper.centre.conflict.isHidden)
    assert paper.review.declared.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("id", ["open-maps", "quiet-radio"])
def test_nothing_new_beside_the_paper_is_cut_or_without_a_name(qtbot, where, percent, id):
    theme().use("dark", percent, "")

    with cycle.opened(where, (1093, 614)) as view:
        paper = opened(qtbot, view, id)
        if id == "open-maps":
            past(qtbot, paper)

        for part in (paper.centre.conflict, paper.centre.history, paper.review.foot):
            assert walk.unnamed(part) == []
            assert walk.cut(part) == []
            assert walk.small(part) == []
