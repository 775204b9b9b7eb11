"""Going through the queue by keys, on keyboards of several kinds."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.actions import reviewing
from app.actions.reviewing import Edit
from app.store import open_store, records
from app.ui.models.proposals import Order, Wanted
from app.ui.widgets.digits import digit_alone, letter_of
from tests.gui import cycle
from tests.gui.waiting import done, settled

NONE, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def where(tmp_path):
    found = cycle.home(tmp_path)
    store = open_store(found.store)
    records.apply(
        store,
        [
            cycle.record("rounds", "workshops", cycle.scored() | {"others_visible": "open"}, 2),
            cycle.record("proposals", "ws-8", cycle.proposal("W-8", "Sea cables", "workshops")),
            cycle.version("ws-8", 1, "Cables break."),
            cycle.record("proposals", "ws-9", cycle.proposal("W-9", "Quiet nets", "workshops")),
            cycle.version("ws-9", 1, "Nets hum."),
        ],
    )
    store.close()
    return found


view = pytest.fixture(cycle.at_rest)


def begin(qtbot, view, id):
    view.show_record(id)
    view.paper.show_side("review")
    settled(qtbot, view.desk)


def key(key, text="", held=NONE, scan=0):
    return QKeyEvent(QEvent.Type.KeyPress, key, held, scan, 0, 0, text)


def press(widget, event):
    QApplication.sendEvent(widget, event)


def page(view):
    return view.paper.reader.page


AZERTY_4 = key(Qt.Key.Key_Apostrophe, "'", NONE, 13)
QWERTZ_4 = key(Qt.Key.Key_4, "4", NONE, 13)
ARABIC_4 = key(0x664, "٤", NONE, 13)


@pytest.mark.parametrize(
    "event", [AZERTY_4, QWERTZ_4, ARABIC_4], ids=["azerty", "qwertz", "arabic"]
)
def test_a_digit_alone_scores_while_one_reads(qtbot, view, event):
    begin(qtbot, view, "ws-7")
    page(view).setFocus()

    done(qtbot, view.desk, lambda: press(page(view), event))

    assert cycle.review(view, "ws-7")["scores"] == {"idea": 4}


def test_a_score_by_key_is_told_where_the_review_is_not_in_sight(qtbot, view):
    told = []
    view.desk.told.connect(lambda said, _back: told.append(said))
    begin(qtbot, view, "ws-7")
    seen = list(told)
    view.paper.show_side("notes")
    page(view).setFocus()

    done(qtbot, view.desk, lambda: press(page(view), QWERTZ_4))

    assert (seen, told) == ([], ["Idea: 4"])


@pytest.mark.parametrize(
    ("event", "typed"),
    [(AZERTY_4, "'"), (QWERTZ_4, "4"), (ARABIC_4, "٤"), (key(Qt.Key.Key_S, "s", NONE, 39), "s")],
    ids=["azerty", "qwertz", "arabic", "letter"],
)
def test_while_typing_a_key_alone_is_what_is_typed(qtbot, view, event, typed):
    begin(qtbot, view, "ws-7")
    field = view.paper.review.fields.editors["idea"].field
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)

    press(field, event)
    field.flush()
    qtbot.waitUntil(lambda: bool(cycle.review(view, "ws-7")))

    assert field.text() == typed
    assert cycle.review(view, "ws-7")["scores"] == {}
    assert view.paper.proposal() == "ws-7"


def test_alt_and_a_digit_scores_while_typing_too(qtbot, view):
    begin(qtbot, view, "ws-7")
    field = view.paper.review.fields.editors["idea"].field
    field.setFocus()

    done(qtbot, view.desk, lambda: press(field, key(Qt.Key.Key_Eacute, "é", ALT, 11)))

    assert cycle.review(view, "ws-7")["scores"] == {"idea": 2}
    assert field.text() == ""


def test_the_next_is_a_key_away_while_typing_too_and_what_was_typed_is_kept(qtbot, view):
    begin(qtbot, view, "ws-7")
    field = view.paper.review.fields.editors["idea"].field
    field.setFocus()
    qtbot.keyClicks(field, "Half a thought")

    qtbot.keyClick(field, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: view.paper.proposal() == "ws-8")
    qtbot.waitUntil(lambda: cycle.review(view, "ws-7").get("texts") == {"idea": "Half a thought"})
    assert view.paper.side.key() == "review"


def test_ctrl_and_enter_submits_from_a_text_field(qtbot, view):
    begin(qtbot, view, "ws-7")
    field = view.paper.review.fields.editors["idea"].field
    field.setFocus()
    qtbot.keyClicks(field, "Whole")

    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: cycle.review(view, "ws-7").get("state") == "submitted")
    assert field.text() == "Whole"


def test_keys_alone_do_nothing_once_they_are_switched_off(qtbot, view):
    view.desk.choose(replace(view.desk.settings, letter_keys=False))
    begin(qtbot, view, "ws-7")
    page(view).setFocus()

    press(page(view), QWERTZ_4)
    press(page(view), key(Qt.Key.Key_S, "s", NONE, 39))
    settled(qtbot, view.desk)

    assert cycle.review(view, "ws-7") == {}
    assert view.paper.proposal() == "ws-7"


def test_skipping_goes_on_and_comes_back_at_the_end(qtbot, view):
    begin(qtbot, view, "ws-7")
    page(view).setFocus()

    press(page(view), key(Qt.Key.Key_S, "s", NONE, 39))
    qtbot.waitUntil(lambda: view.paper.proposal() == "ws-8")
    seen = ["ws-8"]
    for _ in range(4):
        view.next_to_do()
        seen.append(view.paper.proposal())

    # Nothing is written: the others come round again before the one that was skipped.
    assert seen == ["ws-8", "ws-9", "open-maps", "quiet-radio", "ws-8"]


def test_what_was_skipped_comes_when_nothing_else_is_left(qtbot, view):
    for id in ("open-maps", "quiet-radio", "ws-9"):
        done(qtbot, view.desk, partial(_draft, view, id))
    begin(qtbot, view, "ws-7")

    view.skip()
    qtbot.waitUntil(lambda: view.paper.proposal() == "ws-8")
    done(qtbot, view.desk, lambda: _draft(view, "ws-8"))
    view.next_to_do()

    assert view.paper.proposal() == "ws-7"


def _draft(view, id):
    view.desk.act(lambda store: reviewing.review(store, id, Edit(comment="Begun")).changes)


@pytest.mark.parametrize(
    ("event", "letter"),
    [
        (key(Qt.Key.Key_Q, "q", NONE, 38), "q"),
        (key(Qt.Key.Key_Z, "z", NONE, 29), "z"),
        (key(0x633, "س", NONE, 39), "s"),
        (key(0x62A, "ت", NONE, 44), "j"),
        (key(0x44B, "ы", NONE, 39), "s"),
        (key(Qt.Key.Key_Eacute, "é", NONE, 11), None),
        (key(Qt.Key.Key_Escape, "", NONE, 9), None),
        (key(Qt.Key.Key_S, "S", SHIFT, 39), None),
    ],
    ids=["azerty q", "qwertz z", "arabic s", "arabic j", "cyrillic", "accent", "escape", "shift"],
)
def test_letters_are_those_on_the_key_or_in_its_place(event, letter):
    assert letter_of(event) == letter


@pytest.mark.parametrize(
    ("event", "number"),
    [
        (key(Qt.Key.Key_Minus, "-", NONE, 20), None),
        (key(Qt.Key.Key_Apostrophe, "'", NONE, 48), None),
        (key(Qt.Key.Key_Apostrophe, "'", NONE, 0), None),
        (key(Qt.Key.Key_1, "1", SHIFT, 10), 1),
        (key(Qt.Key.Key_Exclam, "!", SHIFT, 10), None),
        (key(Qt.Key.Key_3, "3", Qt.KeyboardModifier.KeypadModifier, 89), 3),
    ],
    ids=["hyphen", "apostrophe", "unplaced", "azerty with shift", "exclamation", "keypad"],
)
def test_only_digits_score_when_pressed_alone(event, number):
    assert digit_alone(event) == number


def test_no_key_of_one_letter_declares_a_conflict_or_submits(qtbot, view):
    begin(qtbot, view, "ws-7")
    _draft(view, "ws-7")
    settled(qtbot, view.desk)
    page(view).setFocus()

    for code in range(ord("A"), ord("Z") + 1):
        press(page(view), key(code, chr(code).lower()))
        settled(qtbot, view.desk)

    data = cycle.review(view, "ws-7")
    assert (data["state"], data["recused"]) == ("draft", None)


def test_how_far_one_is_stands_in_the_list_and_beside_the_paper(qtbot, view):
    begin(qtbot, view, "ws-7")
    submit = Edit(scores={"idea": 4}, overall=4)

    done(
        qtbot,
        view.desk,
        lambda: view.desk.act(
            lambda store: (
                reviewing.review(store, "ws-7", submit, submit=True, clock=view.desk.clock).changes
            )
        ),
    )

    qtbot.waitUntil(lambda: "1 of 3 submitted" in view.paper.review.foot.far.whole_text())
    assert "At this pace done" in view.paper.review.foot.far.whole_text()
    assert "Workshops 2026: 1 of 3 submitted" in view.list.far.whole_text()


def test_few_reviews_first_is_offered_where_all_may_be_seen(qtbot, view):
    hers = {"proposal": "ws-7", "state": "submitted", "scores": {"idea": 3}}
    given = cycle.record("reviews", "r-boris", hers, owner="boris")
    cycle.arrive(view, [given])
    qtbot.waitUntil(lambda: view.list.entries.reviews().get("ws-7") == 1)

    view.list.sort(Order.FEW)
    begin(qtbot, view, "ws-9")
    view.next_to_do()
    first = view.paper.proposal()

    assert "drafts" not in {view.list.entries.row(id).round for id in view.list.entries.reviews()}
    assert view.list.ids()[-1] == "ws-7"
    assert first != "ws-7"


def test_a_declared_conflict_leaves_the_list_for_a_filter_of_its_own(qtbot, view):
    declare = Edit(recused="family")
    begin(qtbot, view, "open-maps")

    done(
        qtbot,
        view.desk,
        lambda: view.desk.act(
            lambda store: reviewing.review(store, "ws-7", declare, submit=True).changes
        ),
    )
    qtbot.waitUntil(lambda: "ws-7" not in view.list.ids())
    view.list.chips[Wanted.CONFLICT].click()

    assert view.list.chips[Wanted.CONFLICT].text() == "Conflict of interest declared 1"
    # The open paper stays in the list whatever the filter says.
    assert view.list.ids() == ["open-maps", "ws-7"]
