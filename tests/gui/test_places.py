"""Today, meetings, documents, outbox, groups, timeline, chair: what each shows and does."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.actions import annotating, reading, reviewing
from app.actions.papers import About
from app.domain.changes import Changes
from app.domain.records import Record
from app.store import conflicting, current, facts, open_store, outbox, records
from app.ui.desk import Desk
from app.ui.exports import Export
from app.ui.views.chair import ChairView
from app.ui.views.document_page import DocumentPage
from app.ui.views.documents import DocumentsView
from app.ui.views.groups import GroupsView
from app.ui.views.help import HelpView
from app.ui.views.meetings import MeetingsView
from app.ui.views.outbox import OutboxView
from app.ui.views.people import PeopleView
from app.ui.views.settings import SettingsView
from app.ui.views.timeline import TimelineView
from app.ui.views.today import TodayView
from app.ui.widgets.buttons import Button
from app.ui.widgets.text import Label
from tests.gui import sample
from tests.gui.waiting import done

PAPER = About("proposal", "cybersecurity")


@pytest.fixture
def open_desk(qtbot, server, tmp_path: Path):
    opened = []

    def begin(account="m-cs-grulac", role="member", before=None):
        home = sample.filled(tmp_path / f"home-{len(opened)}", account, role, "https://mag.example")
        if before is not None:
            store = open_store(home.store)
            before(store, home)
            store.close()
        desk = Desk(home, open_transport=server.open, clock=sample.clock)
        opened.append(desk)
        return desk

    yield begin
    server.held.set()
    for desk in opened:
        desk.close()


def titles(rows):
    return [rows.lines.line(at).title for at in range(rows.lines.rowCount())]


def words(view):
    QApplication.processEvents()  # Qt shows what was added to a layout at its next turn
    return [label.whole_text() for label in view.findChildren(Label) if label.isVisibleTo(view)]


# --- Today --------------------------------------------------------------------------------------


def test_today_counts_down_to_the_next_meeting_and_deadline(open_desk, shown):
    view = shown(TodayView(open_desk()))

    assert titles(view.next)[:2] == [
        "MAG virtual meeting II",
        "Comments close in 2 days 2 h · moved",
    ]
    assert "end of 28 Jan anywhere on Earth" in view.next.lines.line(1).below


def test_today_leads_to_what_it_names(qtbot, open_desk, shown):
    desk = open_desk()
    view = shown(TodayView(desk))

    with qtbot.waitSignal(desk.wanted) as wanted:
        view.next.activated_line.emit("meetings/mag-2")

    assert wanted.args == ["meetings", "mag-2"]


def test_today_says_what_changed_since_it_was_read(open_desk, shown):
    def before(store, _home):
        reading.opened(store, "proposals", "cybersecurity", 1, sample.clock)
        row = current.one(store, "proposals", "cybersecurity")
        newer = Record("proposals", row.id, 2, "sec", row.readers, {**row.data, "version": 2})
        records.apply(store, [newer])

    view = shown(TodayView(open_desk(before=before)))

    assert view.needs.lines.line(0).below == "Version 2; you read version 1"


def test_today_shows_how_far_one_is(qtbot, open_desk, shown):
    desk = open_desk()
    view = shown(TodayView(desk))
    keys = [each["key"] for each in current.listed(desk.store, "rounds")[0].data["criteria"]]
    edit = reviewing.Edit(texts=dict.fromkeys(keys, "Timely."), stance="support")

    def submit(store):
        return reviewing.review(
            store, "cybersecurity", edit, submit=True, clock=sample.clock
        ).changes

    done(qtbot, desk, lambda: desk.act(submit))

    view.refresh(Changes.of("reviews"))

    assert "1 of 5 submitted" in words(view)


def test_the_card_for_newcomers_goes_and_stays_away(open_desk, shown):
    desk = open_desk()
    view = shown(TodayView(desk))

    view.new_here.dismiss()
    view.refresh(Changes.of("everything"))

    assert not view.new_here.isVisible()
    assert not desk.settings.new_here


def test_a_clock_far_off_is_said_on_today(open_desk, shown):
    desk = open_desk(before=lambda store, _home: facts.put(store, clock_off="-7200"))

    view = shown(TodayView(desk))

    assert view.off.text().startswith("The clock of this computer is 2 h slow.")


# --- Meetings -----------------------------------------------------------------------------------


def agenda_items(view):
    return view.detail.go("agenda").items


def test_the_next_meeting_is_open_with_its_agenda_as_a_tree(open_desk, shown):
    view = shown(MeetingsView(open_desk()))

    assert titles(view.list)[0] == "MAG virtual meeting II"
    told = words(view.detail)
    assert "6.2  Cybersecurity" in told
    assert "4 min · Chair of the MAG · for discussion" in told
    assert "Adopted agenda · On line" in told


def test_items_begin_when_those_before_them_end(open_desk, shown):
    view = shown(MeetingsView(open_desk()))

    begins = [item.at.text() for item in list(agenda_items(view).values())[:3]]

    assert begins == ["14:00", "14:05", "14:15"]


def test_papers_of_an_item_are_links(qtbot, open_desk, shown):
    desk = open_desk()
    view = shown(MeetingsView(desk))
    link = next(
        each
        for each in agenda_items(view)["mag-2-6-2"].findChildren(Button)
        if each.accessibleName() == "Best Practice Forum on Cybersecurity"
    )

    with qtbot.waitSignal(desk.wanted) as wanted:
        link.click()

    assert wanted.args == ["proposals", "cybersecurity"]


def test_a_note_on_an_item_is_kept_and_shown_there(qtbot, open_desk, shown):
    desk = open_desk()
    view = shown(MeetingsView(desk))
    item = agenda_items(view)["mag-2-6-2"]
    item.begin()
    item.field.setPlainText("Ask who pays the travel.")

    done(qtbot, desk, item.keep.click)
    view.refresh(Changes.of("notes"))

    assert "Ask who pays the travel." in words(item)
    assert not item.field.isVisible()


def test_a_note_that_cannot_be_kept_stays_in_its_field(qtbot, open_desk, shown):
    desk = open_desk()
    view = shown(MeetingsView(desk))
    item = agenda_items(view)["mag-2-6-2"]
    item.begin()

    with qtbot.waitSignal(desk.failed):
        item.keep.click()

    assert item.field.isVisible()


def test_a_field_being_written_in_survives_news(open_desk, shown):
    view = shown(MeetingsView(open_desk()))
    item = agenda_items(view)["mag-2-6-2"]
    item.begin()
    item.field.setPlainText("Half a thou")

    view.refresh(Changes.of("items"))

    assert agenda_items(view)["mag-2-6-2"].field.text() == "Half a thou"


# --- Documents ----------------------------------------------------------------------------------


def test_documents_stand_under_their_meeting_with_what_is_here(open_desk, shown):
    view = shown(DocumentsView(open_desk()))

    assert titles(view.list)[0] == "MAG virtual meeting II"
    line = view.list.lines.line(1)
    assert (line.end, line.state) == ("new", "the text is here")


def test_a_document_is_read_as_text_and_then_counts_as_read(qtbot, open_desk, shown):
    desk = open_desk()
    view = shown(DocumentsView(desk))

    done(qtbot, desk, lambda: view.show_record("lessons-past-forums"))
    view.refresh(Changes.of("seen"))

    assert "Best Practice Forums are almost as old" in view.detail.reader.page.toPlainText()
    rows = {view.list.lines.line(at).key: view.list.lines.line(at) for at in range(1, 4)}
    assert not rows["lessons-past-forums"].strong


def test_words_of_a_document_are_marked_for_oneself(qtbot, open_desk, shown):
    desk = open_desk()
    view = shown(DocumentsView(desk))
    done(qtbot, desk, lambda: view.show_record("lessons-past-forums"))
    page = view.detail.reader.page
    page.find("tried in 2007")

    span = page.span()
    done(qtbot, desk, lambda: view.detail.marking.create("note", span, "When exactly?", "look_up"))
    view.refresh(Changes.of("notes"))

    (note,) = current.listed(desk.store, "notes")
    assert note.data["anchor"]["quote"]["exact"] == "tried in 2007"
    assert [card.note.text for card in view.detail.notes.margin.cards()] == ["When exactly?"]


def test_the_original_comes_when_asked_for_with_its_size_told_first(
    qtbot, open_desk, shown, server
):
    desk = open_desk()
    content = with_original(server)
    view = shown(DocumentsView(desk))
    view.show_record("lessons-past-forums")
    assert view.detail.get.accessibleName() == "Get the original (61 KB)"

    with qtbot.waitSignal(view.downloads.finished) as finished:
        view.detail.get.click()

    assert finished.args[1].read_bytes() == content
    view.refresh(Changes.of("documents"))
    assert view.detail.open.isVisible()


def test_a_download_that_was_stopped_goes_on_where_it_was(qtbot, open_desk, shown, server):
    desk = open_desk()
    content = with_original(server)
    view = shown(DocumentsView(desk))
    view.show_record("lessons-past-forums")
    server.held.clear()
    view.detail.get.click()
    qtbot.waitUntil(server.reached.is_set)

    view.detail.progress.cancelled.emit()
    assert view.downloads.progress("lessons-past-forums") is None
    assert view.detail.get.isVisible()
    server.held.set()

    with qtbot.waitSignal(view.downloads.finished) as finished:
        view.detail.get.click()
    assert finished.args[1].read_bytes() == content


def test_a_download_that_broke_says_how_much_is_here(qtbot, open_desk, shown, server):
    desk = open_desk()
    with_original(server)
    view = shown(DocumentsView(desk))
    view.show_record("lessons-past-forums")
    said = []
    for cut in (0, 16_384):
        server.cut = cut
        with qtbot.waitSignal(view.downloads.failed):
            view.detail.get.click()
        said.append(view.detail.trouble.text())

    assert said == [
        "No connection. Nothing of the file is here yet. Try again.",
        "No connection. 16 KB of 61 KB are here; it continues where it stopped.",
    ]


def test_a_file_is_handed_to_the_system_s_program(qtbot, open_desk, shown, server):
    desk = open_desk()
    with_original(server)
    opened = []
    from app.ui.downloads import Downloads

    downloads = Downloads(desk)
    page = shown(DocumentPage(desk, downloads, lambda path: opened.append(path) is None))
    page.show_document("lessons-past-forums")
    with qtbot.waitSignal(downloads.finished):
        page.get.click()
    page.refresh(Changes.of("documents"))

    page.open.click()

    assert [path.name for path in opened] == ["lessons-past-forums.pdf"]


def with_original(server):
    """Put the PDF of the sample on the server."""
    from app.paths import resource

    content = resource("sample", "igf2021", "documents", "lessons-past-forums.pdf").read_bytes()
    server.files[hashlib.sha256(content).hexdigest()] = content
    return content


# --- Outbox -------------------------------------------------------------------------------------


def conflicted(store, home):
    annotating.comment(store, home, PAPER, "My words.", clock=sample.clock)
    (act,) = outbox.to_send(store)
    theirs = {
        "collection": "comments", "id": act.id, "version": 3, "owner": "m-cs-grulac",
        "audience": ["chairs"], "data": {**act.data, "text": "Words of my other computer."},
    }  # fmt: skip
    records.apply(
        store, [Record("comments", act.id, 3, "m-cs-grulac", ("chairs",), theirs["data"])]
    )
    conflicting.keep_both(store, act, theirs)


def test_a_conflict_shows_both_and_waits_for_a_choice(qtbot, open_desk, shown):
    desk = open_desk(before=conflicted)
    view = shown(OutboxView(desk))
    assert {"My words.", "Words of my other computer."} <= set(words(view))
    mine = next(each for each in view.findChildren(Button) if each.accessibleName() == "Keep mine")

    done(qtbot, desk, mine.click)

    (act,) = outbox.to_send(desk.store)
    assert (act.data["text"], act.base) == ("My words.", 3)


def test_theirs_can_stand(qtbot, open_desk, shown):
    desk = open_desk(before=conflicted)
    view = shown(OutboxView(desk))
    theirs = next(
        each for each in view.findChildren(Button) if each.accessibleName() == "Keep theirs"
    )

    done(qtbot, desk, theirs.click)

    assert outbox.all_of(desk.store) == []


def test_what_was_set_aside_says_why_and_where_to_mend_it(qtbot, open_desk, shown):
    def before(store, home):
        annotating.comment(store, home, PAPER, "My words.", clock=sample.clock)
        (act,) = outbox.to_send(store)
        outbox.refused(store, act, "too_long", "text: too_long")

    desk = open_desk(before=before)
    view = shown(OutboxView(desk))
    assert any("longer than the server takes" in each for each in words(view))
    mend = next(
        each
        for each in view.findChildren(Button)
        if each.accessibleName() == "Go there and change it"
    )

    with qtbot.waitSignal(desk.wanted) as wanted:
        mend.click()

    assert wanted.args == ["proposal", "cybersecurity"]


def test_private_notes_stand_apart_from_what_waits(open_desk, shown):
    def before(store, home):
        annotating.note(store, home, PAPER, "For me.", clock=sample.clock)
        annotating.comment(store, home, PAPER, "For the chairs.", clock=sample.clock)

    view = shown(OutboxView(open_desk(before=before)))

    assert len(titles(view.waits)) == len(titles(view.home)) == 1
    assert "only you" in view.home.lines.line(0).below


def test_a_word_to_the_chairs_is_named_by_its_paper(open_desk, shown):
    def before(store, _home):
        edit = reviewing.Edit(to_chairs="I can help to find a speaker.")
        reviewing.review(store, "local-content", edit, clock=sample.clock)

    view = shown(OutboxView(open_desk(before=before)))

    assert "A word to the chairs · Best Practice Forum on Local Content" in titles(view.home)


def test_a_change_after_submitting_is_told_from_a_first_draft(open_desk, shown):
    def before(store, _home):
        def review(proposal, words, *, submit=False):
            edit = reviewing.Edit(comment=words, no_expertise=True)
            reviewing.review(store, proposal, edit, submit=submit, clock=sample.clock)

        review("local-content", "Only begun.")
        review("cybersecurity", "Submitted.", submit=True)
        review("cybersecurity", "And changed.")

    view = shown(OutboxView(open_desk(before=before)))

    told = {line.title: line.state for line in map(view.home.lines.line, range(2))}
    assert sorted(told.values()) == [
        "Changed since you submitted; not sent yet", "Draft, saved on this computer",
    ]  # fmt: skip
    assert told["Review · Best Practice Forum on Local Content"].startswith("Draft")
    assert titles(view.waits) == [
        title for title, state in told.items() if state.startswith("Changed")
    ]


# --- The other places -----------------------------------------------------------------------------


def test_a_member_asks_to_join_a_group_and_takes_it_back(qtbot, open_desk, shown):
    desk = open_desk()
    view = shown(GroupsView(desk))
    view.show_record("hybrid")

    done(qtbot, desk, view.detail.join.click)
    view.refresh(Changes.of("intents"))
    assert "waiting for a line" in view.detail.wish.text()
    done(qtbot, desk, view.detail.join.click)
    view.refresh(Changes.of("intents"))

    assert view.detail.join.accessibleName() == "I want to join"


def test_a_moved_date_stays_in_the_timeline_struck_out(open_desk, shown):
    from app.ui.views.timeline import Struck

    view = shown(TimelineView(open_desk()))

    struck = [each.accessibleName() for each in view.findChildren(Struck)]
    assert "no longer: Wed 27 Jan, 16:00 UTC" in struck


def test_people_are_found_by_region(open_desk, shown):
    view = shown(PeopleView(open_desk()))

    view.search.setText("grulac gov")
    view.search.returnPressed.emit()

    assert titles(view.list) == ["Member, government, GRULAC"]


def test_the_words_of_the_mag_are_filtered(open_desk, shown):
    view = shown(HelpView(open_desk()))
    view.show_record("words")

    view.search.setText("anywhere on earth")
    view.search.returnPressed.emit()

    assert "AoE" in view.page.toPlainText()
    assert "Best Practice Forum" not in view.page.toPlainText()


def test_the_chair_sees_who_has_not_answered_and_exports_the_comments(
    qtbot, open_desk, shown, tmp_path, monkeypatch
):
    def before(store, _home):
        answer = {
            "proposal": "cybersecurity",
            "version": 1,
            "stance": "support",
            "state": "submitted",
        }
        records.apply(store, [Record("reviews", "r1", 1, "m-cs-grulac", ("chairs",), answer)])

    desk = open_desk("chair", "chair", before)
    view = shown(ChairView(desk))
    answers, report = view.page("answers"), view.page("report")
    qtbot.waitUntil(lambda: answers.count.text() == "1 of 18 have answered")
    assert titles(answers.done) == ["Member, civil society, GRULAC"]
    assert "Member, civil society, WEOG" in titles(answers.missing)
    out = tmp_path / "comments.pdf"
    monkeypatch.setattr(Export, "ask", classmethod(lambda *_given: out))

    report.report.pick("comments")
    with qtbot.waitSignal(desk.told, timeout=60_000):
        report.save.click()

    assert out.read_bytes().startswith(b"%PDF")


def test_settings_are_kept_when_they_are_changed(open_desk, shown):
    desk = open_desk()
    view = shown(SettingsView(desk))

    view.themes.pick("dark")
    view.auto.click()
    view.column.more.click()

    assert desk.settings == replace(desk.settings, theme="dark", auto_sync=False, column=72)


def test_a_backup_is_written_and_its_place_told(qtbot, open_desk, shown):
    desk = open_desk()
    view = shown(SettingsView(desk))

    with qtbot.waitSignal(desk.told):
        view.care.make_backup()

    (copy,) = desk.home.backups.glob("*.db")
    store = open_store(copy)
    assert current.one(store, "proposals", "cybersecurity") is not None
    store.close()
