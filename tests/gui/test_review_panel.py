import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.actions.reviewing import Edit
from app.domain import ids
from app.domain.changes import Changes
from app.store import current, outbox, records
from app.ui.views.review_saving import merged
from app.ui.widgets.digits import digit
from tests.gui import cycle


@pytest.fixture
def where(tmp_path):
    return cycle.home(tmp_path)


@pytest.fixture
def view(qtbot, where):
    with cycle.opened(where) as view:
        view.show_record("open-maps")
        view.paper.show_side("review")
        yield view


def panel(view):
    return view.paper.review


def field(view, key):
    return panel(view).fields.editors[key].field


def test_what_is_typed_is_saved_as_a_draft_without_asking(qtbot, view):
    qtbot.keyClicks(field(view, "relevance"), "Timely.")

    qtbot.waitUntil(
        lambda: cycle.review(view, "open-maps").get("texts") == {"relevance": "Timely."},
    )
    qtbot.waitUntil(
        lambda: panel(view).foot.badge.words.text().startswith("Saved on this computer ")
    )
    assert cycle.review(view, "open-maps")["state"] == "draft"
    qtbot.waitUntil(lambda: view.paper.side.tabs.tabText(1) == "My review  1 of 2")


def test_nothing_is_called_saved_while_letters_are_on_their_way(qtbot, view):
    badge = panel(view).foot.badge.words
    qtbot.keyClicks(field(view, "relevance"), "Timely.")
    qtbot.waitUntil(lambda: badge.text().startswith("Saved on this computer "))

    qtbot.keyClicks(field(view, "relevance"), " And")
    while_typing = badge.text()
    qtbot.waitUntil(lambda: badge.text().startswith("Saved on this computer "))

    assert while_typing == "Saving…"
    assert cycle.review(view, "open-maps")["texts"] == {"relevance": "Timely. And"}


def test_a_word_to_the_chairs_is_not_called_saved_before_it_is(qtbot, view):
    text = panel(view).more.to_chairs.field

    text.setPlainText("For you.")
    while_typing = panel(view).foot.badge.words.text()
    qtbot.waitUntil(
        lambda: panel(view).foot.badge.words.text().startswith("Saved on this computer "),
    )

    assert while_typing == "Saving…"


def test_who_types_without_a_pause_is_saved_all_the_same(qtbot, view):
    from PySide6.QtCore import QTimer

    typing = QTimer(view, interval=100)
    typing.timeout.connect(lambda: field(view, "relevance").insertPlainText("word "))
    typing.start()

    qtbot.waitUntil(lambda: bool(cycle.review(view, "open-maps")))

    typing.stop()
    assert cycle.review(view, "open-maps")["texts"]["relevance"].startswith("word word")


def test_leaving_for_another_paper_saves_at_once_and_mixes_nothing(qtbot, view):
    field(view, "relevance").setPlainText("About maps.")

    view.show_record("quiet-radio")

    qtbot.waitUntil(lambda: bool(cycle.review(view, "open-maps")))
    assert cycle.review(view, "open-maps")["texts"] == {"relevance": "About maps."}
    assert field(view, "relevance").text() == ""
    assert cycle.review(view, "quiet-radio") == {}


def test_the_program_closed_in_the_middle_of_a_word_has_it_the_next_time(where, qtbot):
    with cycle.opened(where) as view:
        view.show_record("open-maps")
        field(view, "relevance").setPlainText("Half a wo")

    with cycle.opened(where) as view:
        view.show_record("open-maps")

        assert field(view, "relevance").text() == "Half a wo"


def test_typing_on_while_an_earlier_save_comes_back_loses_nothing(qtbot, view):
    words = field(view, "relevance")
    words.setPlainText("One")
    words.flush()
    words.setPlainText("One two")
    words.flush()
    words.setPlainText("One two three")

    qtbot.waitUntil(
        lambda: (
            (cycle.review(view, "open-maps").get("texts") or {}).get("relevance") == "One two three"
        ),
    )

    assert words.text() == "One two three"


def test_submitting_without_a_required_text_keeps_a_draft_and_says_why(qtbot, view):
    panel(view).fields.stance.pick("support")
    qtbot.waitUntil(panel(view).foot.submit.isEnabled)

    qtbot.mouseClick(panel(view).foot.submit, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: panel(view).foot.missing.text().startswith("Not submitted"))
    assert "“Relevance” needs a few words" in panel(view).foot.missing.text()
    assert cycle.review(view, "open-maps")["state"] == "draft"
    assert cycle.review(view, "open-maps")["stance"] == "support"


def test_ctrl_enter_on_an_empty_review_says_what_is_missing_and_keeps_nothing(qtbot, view):
    told = []
    view.desk.told.connect(lambda words, _back: told.append(words))

    qtbot.keyClick(field(view, "relevance"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    missing = panel(view).foot.missing
    qtbot.waitUntil(lambda: missing.text().startswith("Not submitted."))
    assert "“Relevance” needs a few words" in missing.text()
    assert "draft" not in missing.text()
    assert panel(view).foot.badge.words.text() == "Nothing written yet"
    assert cycle.review(view, "open-maps") == {}
    assert view.list.entries.row("open-maps").review_state is None
    assert told == []


def answer(view, proposal):
    """Have the server keep my review and give it back, as an exchange does."""
    id = ids.review_id("igf2026", "amina", proposal)

    def take(store):
        act = outbox.of(store, "reviews", id)[0]
        records.apply(store, [cycle.record("reviews", id, act.data, owner="amina")])
        outbox.accepted(store, act, 1)
        return Changes.of("reviews", "sync")

    view.desk.courier.write(take)


def test_a_review_is_green_only_once_the_server_gave_it_back(qtbot, view):
    field(view, "relevance").setPlainText("Needed.")
    panel(view).submit()
    qtbot.waitUntil(lambda: view.list.entries.row("open-maps").review_state == "submitted")
    words = panel(view).foot.badge.words
    qtbot.waitUntil(lambda: words.property("tone") == "warn")

    answer(view, "open-maps")

    qtbot.waitUntil(lambda: "Received by the Secretariat" in words.text())
    qtbot.waitUntil(lambda: words.property("tone") == "good")
    qtbot.waitUntil(lambda: view.list.entries.row("open-maps").review_state == "received")


def test_ctrl_enter_submits_from_within_a_field(qtbot, view):
    field(view, "relevance").setPlainText("Needed.")
    qtbot.keyClick(field(view, "relevance"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(
        lambda: panel(view).foot.badge.words.text().startswith("Submitted, waiting for a line")
    )
    qtbot.waitUntil(lambda: view.list.entries.row("open-maps").review_state == "submitted")
    qtbot.waitUntil(panel(view).foot.submit.isHidden)


def test_a_change_after_submitting_says_what_the_chairs_have(qtbot, view):
    field(view, "relevance").setPlainText("Needed.")
    panel(view).submit()
    qtbot.waitUntil(lambda: view.list.entries.row("open-maps").review_state == "submitted")

    field(view, "relevance").setPlainText("Needed, and soon.")
    field(view, "relevance").flush()

    qtbot.waitUntil(lambda: view.list.entries.row("open-maps").review_state == "draft")
    qtbot.waitUntil(panel(view).foot.submit.isVisible)
    badge = panel(view).foot.badge.words
    qtbot.waitUntil(lambda: badge.text().startswith("Changed since you submitted; not sent yet"))
    qtbot.waitUntil(
        lambda: "Your earlier text goes to the chairs" in panel(view).foot.missing.text()
    )
    answer(view, "open-maps")
    qtbot.waitUntil(lambda: "The chairs have your earlier" in panel(view).foot.missing.text())
    qtbot.waitUntil(lambda: badge.text().startswith("Changed since you submitted; not sent yet"))


def test_undo_takes_the_submission_back(qtbot, view):
    told = []
    view.desk.told.connect(lambda words, back: told.append((words, back)))
    field(view, "relevance").setPlainText("Needed.")
    panel(view).submit()
    qtbot.waitUntil(lambda: bool(told))

    told[-1][1]()

    qtbot.waitUntil(lambda: cycle.review(view, "open-maps").get("state") == "draft")
    assert field(view, "relevance").text() == "Needed."


def test_a_conflict_of_interest_asks_for_its_kind_and_can_be_undone(qtbot, view):
    qtbot.mouseClick(panel(view).conflict, Qt.MouseButton.LeftButton)
    asked = cycle.review(view, "open-maps")
    could = panel(view).card.declare.isEnabled()
    panel(view).card.kinds.pick("employer")
    panel(view).card.why.setPlainText("They pay me.")
    qtbot.mouseClick(panel(view).card.declare, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: view.list.entries.row("open-maps").recused == "employer")

    assert asked == {}
    assert not could
    qtbot.waitUntil(lambda: not field(view, "relevance").isVisible())
    assert current.listed(view.desk.store, "asides")[0].data["recused_why"] == "They pay me."
    qtbot.mouseClick(panel(view).declared.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: cycle.review(view, "open-maps").get("recused") is None)
    qtbot.waitUntil(lambda: field(view, "relevance").isVisible())


def test_a_word_to_the_chairs_goes_into_the_aside_never_into_the_review(qtbot, view):
    qtbot.mouseClick(panel(view).more.to_chairs.open, Qt.MouseButton.LeftButton)
    panel(view).more.to_chairs.field.setPlainText("Ask them in private.")
    panel(view).flush()

    qtbot.waitUntil(lambda: bool(current.listed(view.desk.store, "asides")))

    assert current.listed(view.desk.store, "asides")[0].data["to_chairs"] == "Ask them in private."
    assert "private" not in str(cycle.review(view, "open-maps"))


def test_other_proposals_of_the_round_can_be_named_for_merging(qtbot, view):
    panel(view).more.merge._append("quiet-radio")

    qtbot.waitUntil(lambda: cycle.review(view, "open-maps").get("merge_with") == ["quiet-radio"])

    qtbot.waitUntil(lambda: panel(view).more.merge.chips.flow.count() == 1)
    assert "ws-7" not in panel(view)._now.others


def test_guidance_is_folded_and_opens(qtbot, view):
    editor = panel(view).fields.editors["relevance"]

    qtbot.mouseClick(editor.fold, Qt.MouseButton.LeftButton)

    assert editor.guidance.isVisible()
    assert editor.guidance.text() == "Why now?"


def test_a_review_of_an_older_version_says_so(qtbot, view):
    field(view, "relevance").setPlainText("Needed.")
    panel(view).submit()
    qtbot.waitUntil(lambda: view.list.entries.row("open-maps").review_state == "submitted")
    cycle.arrive(view, cycle.second_version())
    qtbot.waitUntil(lambda: view.paper.shown().row.version == 2)

    view.paper.head.version_wanted.emit(2)

    assert view.paper.centre.banner.words.text() == (
        "You reviewed version 1; now there is version 2."
    )
    qtbot.mouseClick(view.paper.centre.banner.act, Qt.MouseButton.LeftButton)
    assert view.paper.head.tabs.key() == "changes"


def test_a_review_is_of_the_version_on_the_screen(qtbot, view):
    cycle.arrive(view, cycle.second_version())
    qtbot.waitUntil(lambda: view.paper.shown().row.version == 2)
    on_screen = view.paper.shown().number
    field(view, "relevance").setPlainText("Needed.")

    panel(view).submit()

    qtbot.waitUntil(lambda: view.list.entries.row("open-maps").review_state == "submitted")
    assert on_screen == 1
    assert cycle.review(view, "open-maps")["version"] == 1
    assert view.list.entries.row("open-maps").review_outdated


def test_who_goes_on_to_the_newer_version_reviews_that_one(qtbot, view):
    cycle.arrive(view, cycle.second_version())
    qtbot.waitUntil(lambda: view.paper.shown().row.version == 2)
    field(view, "relevance").setPlainText("Needed.")

    view.paper.head.version_wanted.emit(2)
    qtbot.waitUntil(lambda: bool(cycle.review(view, "open-maps")))
    drafted = cycle.review(view, "open-maps")["version"]
    panel(view).submit()

    qtbot.waitUntil(lambda: view.list.entries.row("open-maps").review_state == "submitted")
    assert drafted == 1
    assert cycle.review(view, "open-maps")["version"] == 2


def alt(number_key, text, scan=0):
    modifier = Qt.KeyboardModifier.AltModifier
    return QKeyEvent(QEvent.Type.KeyPress, number_key, modifier, scan, 0, 0, text)


@pytest.mark.parametrize(
    ("event", "number"),
    [
        (alt(Qt.Key.Key_4, "4"), 4),
        (alt(Qt.Key.Key_Eacute, "é"), 2),
        (alt(Qt.Key.Key_QuoteDbl, '"'), 3),
        (alt(0x663, "٣"), 3),
        (alt(0x6F5, "۵"), 5),
        (alt(Qt.Key.Key_Q, "q", 13), 4),
        (alt(Qt.Key.Key_A, "a"), None),
    ],
    ids=["digit", "azerty 2", "azerty 3", "arabic", "persian", "by its place", "letter"],
)
def test_digits_are_taken_from_the_key(event, number):
    assert digit(event) == number


def test_alt_and_a_digit_scores_even_while_one_is_writing(qtbot, view):
    view.show_record("ws-7")
    view.paper.show_side("review")
    words = field(view, "idea")
    words.setFocus()

    QApplication.sendEvent(words, alt(Qt.Key.Key_4, "4"))

    assert panel(view).fields.editors["idea"].score.choice() == 4
    assert words.text() == ""
    qtbot.waitUntil(lambda: cycle.review(view, "ws-7").get("scores") == {"idea": 4})


def test_alt_and_a_digit_scores_from_the_text_too(qtbot, view):
    view.show_record("ws-7")
    view.paper.show_side("review")

    QApplication.sendEvent(view.paper.reader.page, alt(Qt.Key.Key_5, "5"))

    qtbot.waitUntil(lambda: cycle.review(view, "ws-7").get("scores") == {"idea": 5})


def test_a_low_score_asks_for_a_reason_and_a_blank_is_no_zero(qtbot, view):
    view.show_record("ws-7")
    view.paper.show_side("review")
    before = panel(view).fields.reasons.isVisible()
    panel(view).fields.overall.pick(2)
    qtbot.waitUntil(panel(view).fields.reasons.isVisible)

    qtbot.mouseClick(panel(view).fields.reasons.chips["Too broad"], Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: cycle.review(view, "ws-7").get("reasons") == ["Too broad"])
    panel(view).fields.overall.pick(None)
    qtbot.waitUntil(lambda: cycle.review(view, "ws-7").get("overall") is None)
    assert not before


def test_an_observer_has_notes_but_no_review(qtbot, tmp_path):
    with cycle.opened(cycle.home(tmp_path, role="observer")) as view:
        view.show_record("open-maps")

        assert not view.paper.side.tabs.isTabVisible(1)
        assert view.paper.side.key() == "notes"
        assert not view.paper.reader.bar.offers("quote")


def test_in_a_closed_round_it_is_said_before_submitting_that_it_comes_late(qtbot, view):
    field(view, "relevance").setPlainText("Needed.")
    panel(view).flush()
    qtbot.waitUntil(lambda: bool(cycle.review(view, "open-maps")))
    cycle.arrive(view, [cycle.record("rounds", "drafts", cycle.scheme(status="closed"), 2)])
    qtbot.waitUntil(lambda: "marked as late" in panel(view).foot.missing.text())
    said = panel(view).foot.missing.text()

    panel(view).foot.submit.click()

    qtbot.waitUntil(lambda: cycle.review(view, "open-maps").get("state") == "submitted")
    qtbot.waitUntil(lambda: "submit again" in panel(view).foot.missing.text())
    assert said.startswith("The round is closed.")


def test_a_criterion_added_by_the_round_appears_and_the_words_stay(qtbot, view):
    field(view, "relevance").setPlainText("Needed.")
    panel(view).flush()
    qtbot.waitUntil(lambda: bool(cycle.review(view, "open-maps")))
    more = cycle.scheme()
    more["criteria"].append({"key": "metrics", "title": "Metrics", "text": "optional"})

    cycle.arrive(view, [cycle.record("rounds", "drafts", more, 2)])

    qtbot.waitUntil(lambda: "metrics" in panel(view).fields.editors)
    assert field(view, "relevance").text() == "Needed."


def test_what_could_not_be_saved_is_told_stays_and_is_tried_again(qtbot, view):
    words = "x" * 61_000
    field(view, "relevance").setPlainText(words)
    field(view, "relevance").flush()
    qtbot.waitUntil(lambda: panel(view).foot.missing.text().startswith("Not saved"))

    field(view, "relevance").setPlainText("Shorter.")
    field(view, "relevance").flush()

    qtbot.waitUntil(
        lambda: (cycle.review(view, "open-maps").get("texts") or {}).get("relevance") == "Shorter."
    )
    qtbot.waitUntil(lambda: not panel(view).saving.owes("open-maps"))


def test_two_edits_become_one_and_the_second_counts():
    first = Edit(texts={"a": "1", "b": "2"}, stance="support", overall=3)

    both = merged(first, Edit(texts={"b": "3"}, blank_overall=True))

    assert both == Edit(texts={"a": "1", "b": "3"}, stance="support", blank_overall=True)
    assert merged(both, Edit(overall=4)).overall == 4
    assert not merged(both, Edit(overall=4)).blank_overall


def limited(most):
    criterion = {"key": "relevance", "title": "Relevance", "text": "required", "max_words": most}
    return cycle.record("rounds", "drafts", cycle.scheme(criteria=[criterion]), version=2)


def test_words_are_counted_while_one_types_and_too_many_keep_nobody_from_submitting(qtbot, view):
    cycle.arrive(view, [limited(3)])
    qtbot.waitUntil(lambda: list(panel(view).fields.editors) == ["relevance"])
    length = panel(view).fields.editors["relevance"].length

    qtbot.keyClicks(field(view, "relevance"), "One two three")
    within = length.text(), length.property("tone")
    qtbot.keyClicks(field(view, "relevance"), " four")
    over = length.text(), length.property("tone")
    field(view, "relevance").flush()
    qtbot.waitUntil(lambda: "Longer than the round asks for" in panel(view).foot.missing.text())
    panel(view).submit()

    qtbot.waitUntil(lambda: cycle.review(view, "open-maps").get("state") == "submitted")
    assert within == ("3 of 3 words", "soft")
    assert over == ("4 of 3 words: longer than the round asks for", "warn")
