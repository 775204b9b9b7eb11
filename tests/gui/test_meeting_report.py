"""The Report tab of a meeting: written item by item, beside what was said; people, preview, mail."""

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from app.actions import (
    attending,
    hearing,
    next_steps,
    summarising_kept,
    summarising_writing,
    transcribing,
)
from app.actions.acting import take_back
from app.store import current, open_store, records
from app.ui.theme import theme
from app.ui.views.meeting import MeetingDetail
from app.ui.views.report_import import ReportImport
from tests import calls
from tests.builders import record
from tests.gui.cycle import clock, desk_at, home
from tests.gui.waiting import settled
from tests.gui.walk import cut, in_sight_order, small, tabbed, unnamed
from tests.summaries import REPORT

ITEM = "call-5"


def desk_of(folder, account="amara", role="chair"):
    where = home(folder / "home", account=account, role=role)
    store = open_store(where.store)
    records.apply(store, calls.papers())
    records.apply(store, [record("notes", "n1", 1, account, (account,), about={"kind": "item", "id": ITEM}, text="Ask about money")])  # fmt: skip
    if role == "chair":
        found = hearing.look(store, "call.txt", calls.transcript().encode(), calls.MEETING)
        transcribing.save(store, found, clock=clock)
    store.close()
    return desk_at(where)


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path) as opened:
        yield opened


def shown(qtbot, desk):
    view = MeetingDetail(desk)
    qtbot.addWidget(view)
    view.resize(1000, 800)
    view.show()
    desk.changed.connect(view.refresh)
    view.show_meeting(calls.MEETING)
    quiet(qtbot, desk, view.go("report"))
    return view


@pytest.fixture
def part(qtbot, desk):
    view = shown(qtbot, desk)
    yield view.go("report")
    view.close()


def quiet(qtbot, desk, part):
    """Wait until nothing is being read or written any more."""
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: part._told is not None and not part.is_busy())


def go(qtbot, desk, part, key):
    part.list.choose(key)
    quiet(qtbot, desk, part)


def typed(qtbot, desk, part, field, text):
    field.field.setPlainText(text)
    field.flush()
    quiet(qtbot, desk, part)


def item(desk, id=ITEM):
    return current.one(desk.store, "items", id).data


def report(desk):
    meeting = current.one(desk.store, "meetings", calls.MEETING)
    return summarising_kept.report_of(desk.store, meeting)


def test_the_items_stand_at_the_left_with_people_preview_and_mail(part):
    keys = [part.list.lines.line(row).key for row in range(part.list.lines.rowCount())]

    assert keys[0] == "whole"
    assert ITEM in keys
    assert keys[-3:] == ["people", "preview", "mail"]


def test_what_is_typed_is_saved_per_field_and_taken_back(qtbot, desk, part):
    go(qtbot, desk, part, ITEM)

    typed(qtbot, desk, part, part.item.points, "The plan was read.")
    typed(qtbot, desk, part, part.item.outputs, "Plan https://orchard.example/plan\nSecond paper")
    go(qtbot, desk, part, "whole")
    typed(qtbot, desk, part, part.whole.fields["introduction"], "It was held.")

    assert item(desk)["key_points"] == "The plan was read."
    assert item(desk)["outputs"] == [
        {"title": "Plan", "link": "https://orchard.example/plan"}, {"title": "Second paper"},
    ]  # fmt: skip
    assert report(desk)["introduction"] == "It was held."
    desk.worker.write(lambda store: take_back(store, clock=clock), lambda _: None)
    quiet(qtbot, desk, part)
    assert part.whole.fields["introduction"].field.text() == ""


def test_words_are_saved_before_another_item_is_shown(qtbot, desk, part):
    go(qtbot, desk, part, ITEM)
    part.item.points.field.setPlainText("Half a")

    other = next(each.item for each in part._told.summary.parts if each.item not in {None, ITEM})
    go(qtbot, desk, part, other)

    assert item(desk)["key_points"] == "Half a"
    assert item(desk, other).get("key_points") != "Half a"
    assert part.item.points.field.text() != "Half a"


def test_what_another_wrote_meanwhile_stays(qtbot, desk, part):
    go(qtbot, desk, part, ITEM)
    typed(qtbot, desk, part, part.item.points, "Mine.")
    part.item.points.field.setPlainText("Mine, longer.")
    desk.worker.write(
        lambda store: summarising_writing.write_item(
            store, ITEM, key_points="Theirs.", clock=clock
        ),
        lambda _: None,
    )
    settled(qtbot, desk)

    part.item.points.flush()
    quiet(qtbot, desk, part)

    assert item(desk)["key_points"] == "Theirs.\n\n* * *\n\nMine, longer."
    assert part.item.points.field.text() == item(desk)["key_points"]


def test_a_turn_is_quoted_by_enter_and_notes_stand_first(qtbot, desk, part):
    go(qtbot, desk, part, ITEM)
    qtbot.waitUntil(lambda: part.item.said.lines.rowCount() > 1)
    lines = [part.item.said.lines.line(row) for row in range(part.item.said.lines.rowCount())]

    part.item.said.choose(lines[1].key)
    part.item.said.setFocus()
    qtbot.keyClick(part.item.said, "\r")
    quiet(qtbot, desk, part)

    assert lines[0].below == "Ask about money"
    assert part.item.label.isVisible()
    assert item(desk)["key_points"].startswith("- ")
    assert "“" in item(desk)["key_points"]


def test_a_next_step_is_added_with_owner_and_day_and_noted_as_an_action(qtbot, desk, part):
    go(qtbot, desk, part, ITEM)
    part.item.step.setText("Print the plan")
    part.item.owner.setText("omar")
    part.item.due.setText("soon")
    part.item.add.click()
    refused = part.item.missing.isVisible()
    part.item.due.setText("2030-03-18")
    part.item.add.click()
    quiet(qtbot, desk, part)

    part.item.listed.choose("1")
    part.item.make.click()
    quiet(qtbot, desk, part)

    assert refused
    assert item(desk)["next_steps"] == "Print the plan (owner: Omar Olive; due: 2030-03-18)"
    (made,) = next_steps.listed(desk.store, meeting=calls.MEETING)
    assert (made.account, made.action.item) == ("omar", ITEM)


def test_what_was_noted_at_the_item_is_told_beside_its_next_steps(qtbot, desk, part):
    go(qtbot, desk, part, ITEM)
    before = part.item.noted.isVisibleTo(part)
    desk.act(
        lambda store: (
            next_steps.add(
                store,
                "Ask the harbour",
                owner="omar",
                meeting=calls.MEETING,
                item=ITEM,
                clock=clock,
            ).changes
        )
    )
    part.item.step.setText("Print the plan")
    part.item.add.click()
    quiet(qtbot, desk, part)

    qtbot.waitUntil(lambda: part.item.noted.isVisibleTo(part))

    assert not before
    assert part.item.noted.whole_text() == "Ask the harbour (owner: Omar Olive)"


def test_participants_are_added_doubted_changed_and_taken_out(qtbot, desk, part):
    go(qtbot, desk, part, "people")
    for name in ("Omar Olive", "Lynn Brook ?"):
        part.people.new.setText(name)
        qtbot.keyClick(part.people.new, "\r")
        quiet(qtbot, desk, part)
    guest = next(each for each in part._told.summary.people if each.member is None)
    part.people.list.choose(guest.id)
    typed(qtbot, desk, part, part.people.fields["affiliation"], "Brook Board")
    lines = [each.words() for each in part._told.summary.people]
    part.people.remove.click()
    quiet(qtbot, desk, part)

    assert lines[1] == "Lynn Brook ?, Brook Board"
    assert [each.member for each in part._told.summary.people] == ["omar"]


def test_the_preview_shows_words_and_pages_and_is_written(qtbot, desk, part, tmp_path, monkeypatch):
    go(qtbot, desk, part, ITEM)
    typed(qtbot, desk, part, part.item.points, "The plan was read.")
    go(qtbot, desk, part, "preview")
    part.preview.look.click()
    qtbot.waitUntil(part.preview.pages.isVisible)
    part.preview.final.click()
    quiet(qtbot, desk, part)
    out = tmp_path / "r.pdf"
    monkeypatch.setattr("app.ui.exports.Export.ask", lambda *_: out)
    with qtbot.waitSignal(desk.told, timeout=60_000):
        part.preview.files["pdf"].click()

    assert "The plan was read." in part.preview.words.whole_text()
    assert part.preview.state.whole_text() == "Final"
    assert "The plan was read." in "\n".join(each.extract_text() for each in PdfReader(out).pages)


def test_the_mail_is_changed_kept_and_saved(qtbot, desk, part, tmp_path, monkeypatch):
    go(qtbot, desk, part, "mail")
    usual = part.mail.body.field.text()
    typed(qtbot, desk, part, part.mail.body, usual + "PS: see you.\n")
    out = tmp_path / "m.eml"
    monkeypatch.setattr("app.ui.exports.Export.ask", lambda *_: out)
    with qtbot.waitSignal(desk.told):
        part.mail.save.click()
    part.mail.anew.click()
    quiet(qtbot, desk, part)

    assert "The summary report follows." in usual
    assert b"PS: see you." in out.read_bytes()
    assert part.mail.body.field.text() == usual


def test_a_report_is_looked_at_and_taken_in(qtbot, desk, part, tmp_path, monkeypatch):
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    monkeypatch.setattr(ReportImport, "ask_for", lambda *_: path)
    part.importing.button.click()
    qtbot.waitUntil(part.importing.isVisible)
    before = len(part._told.summary.parts)

    part.importing.keep.click()
    quiet(qtbot, desk, part)

    assert len(part._told.summary.parts) > before
    assert any(each.uncertain for each in part._told.summary.people)
    assert not part.importing.isVisible()


def test_a_file_that_is_no_report_is_told_and_nothing_is_shown(qtbot, desk, part, tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear all,", "utf-8")

    part.importing.look_at(path)
    quiet(qtbot, desk, part)

    assert "not a summary report" in part.importing.wait.whole_text()
    assert part.stack.currentWidget() is not part.importing


def test_members_read_the_report_and_write_nothing(qtbot, tmp_path):
    with desk_of(tmp_path, "omar", "member") as desk:
        view = shown(qtbot, desk)
        part = view.go("report")

        assert part.stack.currentWidget() is part.preview
        assert not part.list.isVisible()
        assert not part.preview.final.isVisible()
        assert part.preview.files["pdf"].isVisible()


def test_what_is_half_written_is_saved_when_the_window_closes(qtbot, tmp_path):
    with desk_of(tmp_path) as desk:
        view = shown(qtbot, desk)
        part = view.go("report")
        go(qtbot, desk, part, ITEM)
        part.item.points.field.setPlainText("Half a sent")
        where = desk.home.store

    store = open_store(where)
    assert current.one(store, "items", ITEM).data["key_points"] == "Half a sent"
    store.close()


DRESSES = [
    pytest.param((100, False, (900, 700)), id="usual"),
    pytest.param((100, True, (560, 560)), id="narrow-mirrored"),
    pytest.param((200, False, (1000, 800)), id="large"),
]


@pytest.mark.parametrize("dress", DRESSES)
def test_every_page_has_names_room_and_targets(qtbot, qapp, desk, part, dress):
    percent, mirrored, size = dress
    theme().use("light", percent)
    direction = Qt.LayoutDirection
    qapp.setLayoutDirection(direction.RightToLeft if mirrored else direction.LeftToRight)
    part.window().resize(*size)
    desk.worker.write(
        lambda store: attending.mark(store, calls.MEETING, ["omar"], clock=clock), lambda _: None
    )
    quiet(qtbot, desk, part)

    for key in ("whole", ITEM, "people", "preview", "mail"):
        go(qtbot, desk, part, key)
        if key == "people":
            part.people.list.choose("omar")
            quiet(qtbot, desk, part)
        page = part.stack.currentWidget()
        qtbot.waitUntil(lambda page=page: not cut(page))

        assert (unnamed(part), cut(page), small(page)) == ([], [], []), key


def test_tab_goes_through_an_item_by_sight(qtbot, desk, part):
    part.window().resize(520, 900)
    go(qtbot, desk, part, ITEM)

    reached = tabbed(part.item)

    assert in_sight_order(part.item, reached)
    assert {part.item.outputs.field, part.item.points.field, part.item.steps.field} <= set(reached)
