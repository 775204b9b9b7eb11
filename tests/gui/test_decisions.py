"""What needs the member's decision: two texts word by word, what was set aside, erasures, merges."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.actions import annotating, reviewing
from app.actions.papers import About
from app.actions.reviewing import Edit
from app.domain.changes import Changes
from app.domain.ids import review_id
from app.domain.records import Record
from app.store import conflicting, current, erasures, merges, open_store, outbox, records
from app.ui.desk import Desk
from app.ui.views.decisions import Conflict, Erasures, Folded, SetAside
from app.ui.views.merges import MergeCard
from app.ui.views.outbox import OutboxView
from app.ui.widgets.marked import Marked
from app.ui.widgets.marked_long import LongMarked
from tests.gui import far_server, sample
from tests.gui.waiting import done
from tests.gui.walk import cut, unnamed, wear

PAPER = About("proposal", "cybersecurity")
ME = "m-cs-grulac"


@pytest.fixture
def open_view(qtbot, tmp_path: Path):
    opened = []

    def begin(*before, size=(1190, 900)):
        home = sample.filled(tmp_path / f"home-{len(opened)}", server="https://mag.example")
        store = open_store(home.store)
        for each in before:
            each(store, home)
        store.close()
        desk = Desk(home, open_transport=far_server.FarServer().open, clock=sample.clock)
        view = OutboxView(desk)
        desk.changed.connect(view.refresh)
        opened.append((desk, view))
        qtbot.addWidget(view)
        view.resize(*size)
        view.show()
        return view

    yield begin
    for desk, view in opened:
        desk.changed.disconnect(view.refresh)  # what is told while it closes finds no store
        desk.close()


def comment_in_conflict(store, home, mine="My words.", theirs="Words of my other computer."):
    annotating.comment(store, home, PAPER, mine, clock=sample.clock)
    act = outbox.to_send(store)[-1]
    there = {**act.data, "text": theirs}
    records.apply(store, [Record("comments", act.id, 3, ME, ("chairs",), there)])
    theirs_ = {"version": 3, "data": there, "audience": ["chairs"]}
    outbox.freeze(store, [act])
    conflicting.keep_both(store, act, theirs_)


def review_in_conflict(store, home):
    edit = Edit(
        texts={"relevance": "Timely, and narrower than last year.", "output": "A plan."},
        stance="support",
    )
    reviewing.review(store, "cybersecurity", edit, clock=sample.clock)
    id = review_id("igf2021", ME, "cybersecurity")
    data = current.one(store, "reviews", id).data
    outbox.put(store, "reviews", id, data, audience=("chairs",), written_at=data["written_at"])
    act = next(each for each in outbox.to_send(store) if each.id == id)
    texts = {**data["texts"], "relevance": "Timely, yet wider than last year."}
    there = {**data, "texts": texts, "stance": "object"}
    records.apply(store, [Record("reviews", id, 4, ME, ("chairs",), there)])
    outbox.freeze(store, [act])
    conflicting.keep_both(store, act, {"version": 4, "data": there, "audience": ["chairs"]})


def set_aside(store, home):
    annotating.comment(store, home, PAPER, "Too long a word.", clock=sample.clock)
    act = outbox.to_send(store)[-1]
    outbox.freeze(store, [act])
    outbox.refused(store, act, "too_long", "text: too_long")


def joined(store, home):
    annotating.comment(store, home, PAPER, "Better words.", clock=sample.clock)
    act = outbox.to_send(store)[-1]
    theirs = {**act.data, "text": "First words.", "criterion": "relevance"}
    merges.keep(
        store, "joined", act, theirs, {**act.data, "criterion": "relevance"}, "2021-01-27T08:00:00Z"
    )


def erased(store, _home, count=20):
    every = store.rows("SELECT collection, id FROM records ORDER BY collection, id")
    erasures.hold(store, [(row["collection"], row["id"]) for row in list(every)[:count]])


def card(view, kind):
    QApplication.processEvents()  # Qt shows what was added to a layout at its next turn
    (found,) = [each for each in view.findChildren(kind) if each.isVisibleTo(view)]
    return found


def press(qtbot, view, button, *, gone):
    """Press a button and wait until its card has left."""
    button.click()
    qtbot.waitUntil(lambda: not [each for each in view.findChildren(gone) if each.isVisible()])


def store_of(view):
    return view._desk.store


def marked(view, side):
    """Give the words of one side that the other has not."""
    shown = [each for each in view.findChildren(Marked) if side in each.accessibleName()]
    return [words for each in shown for words, mark in each._pieces if mark]


def test_the_words_that_differ_are_marked_on_each_side(open_view):
    view = open_view(
        partial(comment_in_conflict, mine="I like the new plan.", theirs="I like the old plan.")
    )

    assert marked(view, "Mine") == ["new"]
    assert marked(view, "The other") == ["old"]
    shown = [each.whole_text() for each in view.findChildren(Marked)]
    assert shown == ["I like the new plan.", "I like the old plan."]


def test_no_tag_in_what_was_written_is_obeyed(open_view):
    view = open_view(
        partial(comment_in_conflict, mine="<h1>Big</h1> & <img src=x>", theirs="small")
    )

    mine = view.findChildren(Marked)[0]

    assert mine.whole_text() == "<h1>Big</h1> & <img src=x>"
    assert "<h1>" not in mine.text()
    assert "&lt;h1&gt;" in mine.text()


def test_a_long_text_is_shown_to_its_end(open_view):
    mine = " ".join(f"mine{number}" for number in range(5_000))
    view = open_view(partial(comment_in_conflict, mine=mine, theirs="short"))

    shown = view.findChildren(LongMarked)[0]
    assert shown.whole_text() == mine
    shown.selectAll()
    shown.copy()
    assert QApplication.clipboard().text() == mine


def test_of_a_review_only_the_fields_that_contradict_are_shown_by_their_names(open_view):
    view = open_view(review_in_conflict)

    names = {each.accessibleName().split(":")[0] for each in view.findChildren(Marked)}

    assert len(names) == 2
    assert "Position" in names
    assert "narrower" in "".join(marked(view, "Mine"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("keep_mine", "My words."),
        ("keep_theirs", "Words of my other computer."),
        ("keep_both", "Words of my other computer.\n\n* * *\n\nMy words."),
    ],
)
def test_each_way_on_ends_the_conflict_and_can_be_undone(qtbot, open_view, name, text):
    view = open_view(comment_in_conflict)
    told = []
    view._desk.told.connect(lambda words, undo: told.append(undo))

    press(qtbot, view, getattr(card(view, Conflict), name), gone=Conflict)

    [comment] = current.listed(store_of(view), "comments")
    assert comment.data["text"] == text
    assert merges.listed(store_of(view))[0].kind == "settled"
    qtbot.waitUntil(lambda: bool(told))
    told[0]()
    qtbot.waitUntil(
        lambda: current.listed(store_of(view), "comments")[0].data["text"] == "My words."
    )


def test_what_is_put_off_stays_in_one_line_and_can_be_looked_at_again(open_view):
    view = open_view(comment_in_conflict)

    card(view, Conflict).later.click()

    assert card(view, Folded).isVisible()
    assert [act.state for act in outbox.all_of(store_of(view))] == ["conflict"]
    card(view, Folded).look.click()
    assert card(view, Conflict).isVisible()


def test_what_one_looks_at_stays_while_other_things_change(open_view):
    view = open_view(comment_in_conflict)
    before = card(view, Conflict)

    view.refresh(Changes.of("clock"))

    assert card(view, Conflict) is before


def test_what_was_changed_once_more_is_not_settled_unseen(qtbot, open_view):
    view = open_view(comment_in_conflict)
    shown = card(view, Conflict)
    view._desk.changed.disconnect(view.refresh)  # she looks at it as it was
    failures = []
    view._desk.failed.connect(failures.append)

    def newer(store):
        (act,) = outbox.all_of(store)
        conflicting.keep_both(store, act, {**act.theirs, "version": 4})
        return Changes()

    done(qtbot, view._desk, lambda: view._desk.worker.write(newer))
    shown.keep_mine.click()

    qtbot.waitUntil(lambda: bool(failures))
    assert failures[0].code == "changed_meanwhile"
    assert [act.state for act in outbox.all_of(store_of(view))] == ["conflict"]
    view._desk.changed.connect(view.refresh)


def test_what_was_set_aside_can_be_offered_again(qtbot, open_view):
    view = open_view(set_aside)

    press(qtbot, view, card(view, SetAside).offer, gone=SetAside)

    assert [act.state for act in outbox.all_of(store_of(view))] == ["waiting"]


def test_what_was_set_aside_can_be_thrown_away_and_had_back(qtbot, open_view):
    view = open_view(set_aside)

    press(qtbot, view, card(view, SetAside).discard, gone=SetAside)

    assert current.listed(store_of(view), "comments") == []
    view.merges.unfold.click()
    card(view, MergeCard).mine.click()
    qtbot.waitUntil(lambda: bool(current.listed(store_of(view), "comments")))
    assert current.listed(store_of(view), "comments")[0].data["text"] == "Too long a word."


def test_a_merge_shows_both_sides_and_is_undone(qtbot, open_view):
    view = open_view(joined)
    view.show_merges()
    shown = card(view, MergeCard)

    shown.look.click()
    QApplication.processEvents()

    assert "Better" in "".join(marked(view, "Mine"))
    assert "First" in "".join(marked(view, "The other"))
    shown.theirs.click()
    qtbot.waitUntil(
        lambda: current.listed(store_of(view), "comments")[0].data["text"] == "First words."
    )
    assert merges.listed(store_of(view))[0].undone == "theirs"


@pytest.mark.parametrize(("name", "left"), [("keep", 20), ("let_go", 0)])
def test_the_question_of_many_erasures_is_answered(qtbot, open_view, name, left):
    view = open_view(erased)
    asked = card(view, Erasures)

    press(qtbot, view, getattr(asked, name), gone=Erasures)

    assert erasures.asked(store_of(view)) is None
    assert len(records.missing(store_of(view))) == left


def test_the_question_can_be_put_off(open_view):
    view = open_view(erased)

    card(view, Erasures).later.click()

    assert card(view, Folded).isVisible()
    assert erasures.asked(store_of(view)).count == 20


DRESSES = [("light", 100, False), ("dark", 100, True), ("contrast", 200, False)]


@pytest.mark.parametrize("dress", DRESSES, ids=["light", "dark-mirrored", "contrast-200"])
@pytest.mark.parametrize("size", [(1190, 900), (640, 700)], ids=["wide", "narrow"])
def test_every_decision_is_readable_in_every_dress(qtbot, qapp, open_view, tmp_path, dress, size):
    name, percent, mirrored = dress
    wear(qapp, name, percent, mirrored=mirrored)
    view = open_view(erased, comment_in_conflict, review_in_conflict, set_aside, joined, size=size)
    view.show_merges()
    card(view, MergeCard).look.click()
    for _turn in range(3):
        QApplication.processEvents()

    body = view.page.area.widget()
    body.grab().save(str(tmp_path / "decisions.png"))
    print(tmp_path / "decisions.png")

    assert unnamed(view) == []
    assert cut(view) == []
