"""What was said at a meeting, in the window: read, put right, made use of, taken in from a file."""

from contextlib import closing

import pytest

from app.actions import searching
from app.domain.changes import Changes
from app.store import current, open_store
from app.ui.views.documents import DocumentsView
from app.ui.views.meeting_said import LOW, MeetingSaid
from tests import calls
from tests.calls import MEETING
from tests.gui.cycle import desk_at
from tests.gui.said import profile
from tests.gui.waiting import calm, done


@pytest.fixture
def open_part(qtbot, tmp_path, at_desk, shown):
    def make(role="chair", *, said=True):
        desk = at_desk(profile(tmp_path, role, said=said))
        part = MeetingSaid(desk)
        desk.changed.connect(part.refresh)
        part.show_meeting(MEETING)
        shown(part, 1000, 700)
        calm(qtbot, part)
        return part

    return make


def rows(part):
    return [part.list.lines.line(row) for row in range(part.list.lines.rowCount())]


def choose(qtbot, part, choice, key):
    choice.setCurrentIndex(choice.findData(key))
    choice.activated.emit(choice.currentIndex())
    calm(qtbot, part)


def test_every_turn_is_a_row_and_a_section_to_read(open_part):
    part = open_part()

    assert len(rows(part)) == len(calls.SAID)
    assert rows(part)[0].title == "1. Tendai Mukasa"
    assert "this call is recorded" in part.reader.page.toPlainText()
    assert part.label.text().startswith("Not authoritative")
    assert not part.label.isHidden()


def test_turns_are_read_by_speaker_item_and_proposal(qtbot, open_part):
    part = open_part()

    choose(qtbot, part, part.filters.speaker, "tendai")
    assert {row.title.partition(". ")[2] for row in rows(part)} == {"Tendai Mukasa"}

    choose(qtbot, part, part.filters.speaker, "")
    choose(qtbot, part, part.filters.item, "call-5")
    assert 0 < len(rows(part)) < len(calls.SAID)

    choose(qtbot, part, part.filters.item, "")
    choose(qtbot, part, part.filters.proposal, "wells")
    assert {each.proposal for each in part._told.turns} == {"wells"}


def test_a_turn_put_under_an_item_by_hand_stays_there(qtbot, open_part):
    part = open_part()
    part.list.choose("7")

    part.bar.item.setCurrentIndex(part.bar.item.findData("call-7"))
    done(qtbot, part._desk, lambda: part.bar.item.activated.emit(part.bar.item.currentIndex()))
    calm(qtbot, part)

    assert "Any other business" in part.bar.head.text()
    assert "suggested" not in part.bar.head.text()


def test_chosen_words_of_a_turn_go_to_the_key_points_of_its_item(qtbot, open_part):
    part = open_part()
    part.list.choose("5")
    part.reader.page.find_all("being printed")
    first, last = part.reader.page.found_places()[0]
    cursor = part.reader.page.textCursor()
    cursor.setPosition(first)
    cursor.setPosition(last, cursor.MoveMode.KeepAnchor)
    part.reader.page.setTextCursor(cursor)

    done(qtbot, part._desk, part.bar.minutes.click)

    points = current.one(part._desk.store, "items", "call-2").data["key_points"]
    assert points == "- Tendai Mukasa: “being printed”"


def test_a_turn_becomes_a_next_step_once(qtbot, open_part):
    part = open_part()
    part.list.choose("5")

    done(qtbot, part._desk, part.bar.action.click)
    done(qtbot, part._desk, part.bar.action.click)

    steps = current.listed(part._desk.store, "actions")
    assert [each.data["source"]["turn"] for each in steps] == [5]


def test_in_a_low_window_the_words_have_the_room_and_the_rest_is_one_press_away(qtbot, open_part):
    part = open_part()
    part.resize(1000, LOW - 10)
    qtbot.waitUntil(lambda: part.reader.height() > part.height() // 2)
    folded = part.reader.height()

    part.bar.more.click()
    part.filters.more.click()
    qtbot.waitUntil(lambda: part.reader.height() < folded)
    opened = (
        part.bar.verbs.isVisible(),
        part.filters.item.isVisible(),
        part.filters.mine.isVisible(),
    )
    part.bar.more.click()
    part.filters.more.click()
    choose(qtbot, part, part.filters.speaker, "tendai")

    assert opened == (True, True, True)
    assert part.filters.speaker.isVisible()  # what is chosen is always seen
    part.resize(1000, 700)
    qtbot.waitUntil(part.bar.verbs.isVisible)
    assert part.bar.more.isHidden()
    assert part.filters.more.isHidden()


def test_the_chat_is_read_beside_the_transcript(qtbot, open_part):
    part = open_part()
    chat = next(
        part.filters.document.itemData(at)
        for at in range(2)
        if part.filters.document.itemText(at) == "Chat"
    )

    part.filters.document.setCurrentIndex(part.filters.document.findData(chat))
    calm(qtbot, part)

    assert part._told.kept.kind == "chat"
    assert part.filters.count.text().endswith("lines")


def test_a_name_that_nobody_knows_is_settled_once_for_all_its_turns(qtbot, open_part):
    part = open_part()
    assert not part.names.isHidden()
    part.names.click()
    speaker, choice = next(
        each for each in part.keeping._questions if each[0].captions == ("NORO RAVELO",)
    )
    assert choice.itemData(1) in speaker.candidates or not speaker.candidates
    choice.setCurrentIndex(choice.findData("ravelo"))

    done(qtbot, part._desk, part.keeping.take.click)
    calm(qtbot, part)

    assert part.names.isHidden()
    assert part._stack.currentWidget() is not part.keeping
    assert "ravelo" in {each.member for each in part._told.turns}


def test_a_file_is_looked_at_before_it_is_kept(qtbot, open_part, tmp_path):
    part = open_part(said=False)
    assert part.body.currentIndex() == 0
    file = tmp_path / "captions.txt"
    file.write_text(calls.transcript(), "utf-8")

    part.keeping.look_at(file, "transcript")
    calm(qtbot, part)
    assert current.where(part._desk.store, "documents", "$.meeting", MEETING) == []
    assert f"{len(calls.SAID)} turns" in part.keeping.told.text()

    done(qtbot, part._desk, part.keeping.take.click)
    calm(qtbot, part)
    assert len(rows(part)) == len(calls.SAID)


def test_a_file_that_holds_no_captions_is_told_and_nothing_is_kept(qtbot, open_part, tmp_path):
    part = open_part(said=False)
    file = tmp_path / "letter.txt"
    file.write_text("Dear all, nothing was said.", "utf-8")

    part.keeping.look_at(file, "transcript")
    calm(qtbot, part)

    assert part.keeping.wait.text().startswith("No captions such as")
    assert not part.keeping.wait.isHidden()


def test_a_member_reads_and_is_offered_nothing_that_only_chairs_do(open_part):
    part = open_part("member")

    assert len(rows(part)) == len(calls.SAID)
    assert part.keeping.button.isHidden()
    assert part.bar.verbs.isHidden()
    assert part.names.isHidden()


def test_news_leave_the_chosen_turn_and_the_filter(qtbot, open_part):
    part = open_part()
    choose(qtbot, part, part.filters.speaker, "tendai")
    part.list.choose("5")

    part.refresh(Changes.of("documents"))
    calm(qtbot, part)

    assert part.list.key() == "5"
    assert part.filters.wanted().speaker == "tendai"


def test_a_transcript_is_read_as_a_document_too_down_to_the_turn_that_was_found(qtbot, tmp_path):
    with desk_at(profile(tmp_path)) as desk:
        view = DocumentsView(desk)
        qtbot.addWidget(view)
        view.show()
        with closing(open_store(desk.home.store)) as store:
            hit = next(
                each
                for each in searching.search(store, desk.home, "consultants").hits
                if each.section == "turn-5"
            )

        view.show_record(hit.about.partition("/")[2] or hit.id)
        qtbot.waitUntil(lambda: view.detail.text.is_here())
        view.detail.go_to_words(hit.section, 0)

        assert view.detail.reader.page.place()[0] == "turn-5"
        assert "Not authoritative" in view.detail.about.text()
