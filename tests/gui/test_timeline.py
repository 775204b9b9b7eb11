"""Timeline and contributions in the window: whose time, moves kept, files written, a sheet taken in."""

from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest
from PySide6.QtCore import QPoint, Qt

from app.domain.changes import Changes
from app.domain.records import Record
from app.store import current, open_store, records
from app.ui.desk import Desk
from app.ui.exports import Export
from app.ui.models import timeline
from app.ui.views.contributions import ContributionsView
from app.ui.views.documents import DocumentsView
from app.ui.views.timeline import Struck, TimelineView
from app.ui.views.today import TodayView
from app.ui.widgets.chart import ChartView
from app.ui.widgets.text import Label
from tests.gui import cycle
from tests.gui.waiting import done, settled

MOVED = [{"at": "2026-01-25T12:00:00Z", "on": "2026-01-24", "why": "A storm"}]
SENT = [
    ("c1", "winter", "civil", "african"),
    ("c2", "winter", "civil", "weog"),
    ("c3", "winter", "igo", None),
    ("c4", "spring", None, None),
]
SHEET = "id,call,from,group,region,at,document\nc1,winter,A forum,private,african,,\nc9,summer,X,civil,grulac,,\n"


def given():
    return [
        cycle.record(
            "milestones", "due",
            {"title": "Answers are due", "kind": "deadline", "at": "2026-01-29T11:59:59Z",
             "aoe": True, "moved_from": MOVED},
        ),
        cycle.record(
            "meetings", "call",
            {"title": "Second call", "starts": "2026-01-30T14:00:00Z", "ends": "2026-01-30T16:00:00Z"},
        ),
        *(
            cycle.record("contributions", id, {"call": call, "group": group, "region": region})
            for id, call, group, region in SENT
        ),
    ]  # fmt: skip


@pytest.fixture
def open_desk(tmp_path):
    opened = []

    def begin(role="member", *, empty=False, more=()):
        where = cycle.home(tmp_path / f"home-{len(opened)}", role=role)
        if not empty:
            store = open_store(where.store)
            records.apply(store, [*given(), *more])
            store.close()
        desk = Desk(where, clock=cycle.clock)
        opened.append(desk)
        return desk

    yield begin
    for desk in opened:
        desk.close()


def words(view):
    return [label.whole_text() for label in view.findChildren(Label) if label.isVisibleTo(view)]


def asked_for(monkeypatch, path):
    monkeypatch.setattr(Export, "ask", classmethod(lambda *_args: path))


def seen(qtbot, view):
    """Wait until the last choice is drawn."""
    settled(qtbot, view._desk)
    qtbot.waitUntil(lambda: not view._beside)


def test_each_date_is_told_in_whose_time_one_chooses(qtbot, open_desk, shown):
    view = shown(TimelineView(open_desk()))

    told = {}
    for key, _words in timeline.zones():
        view.zone.pick(key)
        seen(qtbot, view)
        qtbot.waitUntil(lambda: any("Answers are due" in each for each in words(view)))
        told[key] = words(view)

    assert "Thu 29 Jan, 11:59 UTC (end of 28 Jan anywhere on Earth)" in told["utc"]
    assert "Wed 28 Jan, 23:59 anywhere on Earth" in told["aoe"]
    assert "Fri 30 Jan, 14:00 to 16:00 UTC" in told["utc"]


def test_a_moved_date_keeps_what_it_was_and_why(qtbot, open_desk, shown):
    view = shown(TimelineView(open_desk()))
    view.zone.pick("utc")
    seen(qtbot, view)

    qtbot.waitUntil(lambda: bool(view.findChildren(Struck)))
    assert [each.accessibleName() for each in view.findChildren(Struck)] == [
        "no longer: Sun 25 Jan, 12:00 UTC"
    ]
    assert "Moved on 24 Jan: A storm" in words(view)
    assert any("1 date was moved." in each for each in words(view))


def test_of_many_dates_what_is_to_come_is_in_sight_at_first_with_some_of_what_was(
    qtbot, open_desk, shown
):
    desk = open_desk(more=[
        cycle.record("milestones", f"past-{n}",
                     {"title": f"Past {n}", "kind": "deadline", "at": f"2025-11-{n:02}T12:00:00Z"})
        for n in range(1, 29)
    ])  # fmt: skip

    view = shown(TimelineView(desk))
    seen(qtbot, view)

    bar = view.page.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0)
    today = view._today
    assert today is not None
    top = today.mapTo(view.page.area.viewport(), QPoint()).y()
    assert 0 < top < view.page.area.viewport().height()


def test_a_meeting_leads_to_its_agenda(qtbot, open_desk, shown):
    desk = open_desk()
    view = shown(TimelineView(desk))
    (button,) = [
        each for each in view.findChildren(type(view.calendar))
        if each.accessibleName() == "Agenda: Second call"
    ]  # fmt: skip

    with qtbot.waitSignal(desk.wanted) as wanted:
        button.click()

    assert wanted.args == ["meetings", "call"]


def test_the_calendar_is_written_where_one_says(qtbot, open_desk, shown, tmp_path, monkeypatch):
    desk = open_desk()
    view = shown(TimelineView(desk))
    asked_for(monkeypatch, tmp_path / "dates.ics")

    with qtbot.waitSignal(desk.told):
        view.calendar.click()

    read = icalendar.Calendar.from_ical((tmp_path / "dates.ics").read_bytes())
    found = {str(each["summary"]): each.decoded("dtstart") for each in read.walk("VEVENT")}
    assert found["Second call"] == datetime(2026, 1, 30, 14, tzinfo=UTC)


def test_the_list_is_exported_in_the_time_that_is_shown(
    qtbot, open_desk, shown, tmp_path, monkeypatch
):
    desk = open_desk()
    view = shown(TimelineView(desk))
    view.zone.pick("aoe")
    asked_for(monkeypatch, tmp_path / "dates.csv")

    (csv,) = [each for each in view._menu().actions() if "CSV" in each.text()]
    with qtbot.waitSignal(desk.told):
        csv.trigger()

    assert "2026-01-28T23:59:59-12:00" in (tmp_path / "dates.csv").read_text("utf-8-sig")


def test_a_date_that_is_moved_while_one_looks_is_shown_as_moved(qtbot, open_desk, shown):
    desk = open_desk()
    view = shown(TimelineView(desk))
    desk.changed.connect(view.refresh)
    again = cycle.record(
        "meetings", "call",
        {"title": "Second call", "starts": "2026-02-02T14:00:00Z",
         "moved_from": [{"at": "2026-01-30T14:00:00Z", "why": "No interpreters"}]},
        version=2,
    )  # fmt: skip

    def take(store):
        records.apply(store, [again])
        return Changes.of("meetings", "sync")

    desk.courier.write(take)

    qtbot.waitUntil(lambda: any("No interpreters" in each for each in words(view)))


# --- contributions ----------------------------------------------------------------------------


def cells(view):
    model = view.table.model()
    return {
        (
            plain(model.headerData(row, Qt.Orientation.Vertical)),
            model.headerData(column, Qt.Orientation.Horizontal),
        ): plain(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    }


def plain(text):
    return "".join(char for char in text if char not in "\u2066\u2067\u2068\u2069")


def test_the_table_counts_with_sums_shares_global_and_unknown(open_desk, shown):
    view = shown(ContributionsView(open_desk()))

    found = cells(view)
    assert found["civil society", "All"] == "2"
    assert found["civil society", "Share"] == "50.0 %*"
    assert found["intergovernmental organization", "global (no region)"] == "1"
    assert found["not known", "not known"] == "1"
    assert found["All", "All"] == "4"
    assert found["Share", "All"] == "100.0 %"
    assert any("only 4 contributions" in each for each in words(view))


def test_pictures_say_in_words_what_they_show(open_desk, shown):
    view = shown(ContributionsView(open_desk()))

    said = [each.accessibleDescription() for each in view.findChildren(ChartView)]
    assert len(said) == 3
    assert "civil society" in said[0]
    assert "African Group 1" in said[0]
    assert "winter: 3" in said[2]


def test_one_call_alone_is_chosen_and_exported(qtbot, open_desk, shown, tmp_path, monkeypatch):
    desk = open_desk()
    view = shown(ContributionsView(desk))
    asked_for(monkeypatch, tmp_path / "c.csv")

    view.calls.setCurrentIndex(view.calls.findData("winter"))
    seen(qtbot, view)
    (csv,) = [each for each in view._menu().actions() if "CSV" in each.text()]
    with qtbot.waitSignal(desk.told):
        csv.trigger()

    assert cells(view)["All", "All"] == "3"
    assert "unknown" not in (tmp_path / "c.csv").read_text("utf-8-sig")


def test_the_whole_table_is_copied_for_a_spreadsheet(open_desk, shown):
    view = shown(ContributionsView(open_desk()))

    view.table.clearSelection()
    lines = view.table.copied().split("\n")

    assert lines[0].split("\t")[0] == "Stakeholder group"
    assert lines[1].split("\t")[0] == "civil society"


def test_without_contributions_a_member_reads_why(open_desk, shown):
    view = shown(ContributionsView(open_desk(empty=True)))

    assert view.empty.isVisibleTo(view)
    assert not view.table.isVisibleTo(view)
    assert not view.taking.isVisibleTo(view)


def test_documents_lead_to_what_came_in(qtbot, open_desk, shown):
    desk = open_desk()
    view = shown(DocumentsView(desk))

    with qtbot.waitSignal(desk.wanted) as wanted:
        view.counted.click()

    assert wanted.args == ["contributions", ""]
    assert not shown(DocumentsView(open_desk(empty=True))).counted.isVisibleTo(view)


def sheet(tmp_path: Path, text=SHEET) -> Path:
    path = tmp_path / "sheet.csv"
    path.write_text(text, "utf-8")
    return path


def test_the_office_sees_what_a_sheet_changes_takes_it_in_and_takes_it_back(
    qtbot, open_desk, shown, tmp_path
):
    desk = open_desk("secretariat")
    view = shown(ContributionsView(desk))
    desk.changed.connect(view.refresh)
    taking = view.taking
    told = []
    desk.told.connect(lambda words, back: told.append((words, back)))

    taking.open_sheet(sheet(tmp_path))
    qtbot.waitUntil(taking.take.isVisible)
    assert "1 new · 1 changed" in taking.told.whole_text()
    assert current.one(desk.store, "contributions", "c9") is None
    done(qtbot, desk, taking.take.click)
    qtbot.waitUntil(lambda: cells(view).get(("All", "All")) == "5")
    assert not taking.take.isVisible()
    qtbot.waitUntil(lambda: bool(told))
    done(qtbot, desk, told[-1][1])

    qtbot.waitUntil(lambda: cells(view).get(("All", "All")) == "4")


def test_a_faulty_sheet_is_told_and_nothing_of_it_taken_in(qtbot, open_desk, shown, tmp_path):
    desk = open_desk("secretariat")
    view = shown(ContributionsView(desk))

    view.taking.open_sheet(sheet(tmp_path, SHEET.replace("civil,grulac", "igo,grulac")))

    qtbot.waitUntil(view.taking.faults.isVisible)
    assert "line 3 · region" in view.taking.faults.text.toPlainText()
    assert "1 fault: nothing was taken in" in view.taking.told.whole_text()
    assert not view.taking.take.isVisible()


def test_a_sheet_that_is_here_already_offers_nothing_to_do(qtbot, open_desk, shown, tmp_path):
    view = shown(ContributionsView(open_desk("secretariat")))
    rows = "".join(
        f"{id},{call},,{group or ''},{region or ''},,\n" for id, call, group, region in SENT
    )

    view.taking.open_sheet(sheet(tmp_path, SHEET.partition("\n")[0] + "\n" + rows))

    qtbot.waitUntil(lambda: "here already" in view.taking.told.whole_text())
    assert not view.taking.take.isVisible()


def test_a_record_of_somebody_else_shape_does_not_spoil_the_page(open_desk, shown):
    desk = open_desk()
    store = open_store(desk.home.store)
    records.apply(store, [Record("contributions", "odd", 1, "sec", ("members",), {"call": ["x"]})])
    store.close()

    view = shown(ContributionsView(desk))

    assert cells(view).get(("All", "All")) == "5"


# --- Today ------------------------------------------------------------------------------------


def today_at(desk, text):
    """Give what Today warns of at another moment: (what is to come, what has passed)."""
    return timeline.today(desk.store, datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("at", "coming", "passed"),
    [
        ("2026-01-20T12:00:00Z", [], []),
        ("2026-01-24T12:00:00Z", ["Answers are due · moved"], []),  # moved that day
        ("2026-01-28T12:00:00Z", ["Answers are due · moved"], ["Drafts 2026: comments"]),
        ("2026-01-29T12:00:00Z", ["Answers are due · moved"],
         ["Answers are due · moved", "Drafts 2026: comments"]),
        ("2026-02-09T12:00:00Z", [], []),
    ],
    ids=range(5),
)  # fmt: skip
def test_today_warns_of_what_is_soon_was_moved_or_has_passed(open_desk, at, coming, passed):
    found, late = today_at(open_desk(), at)

    assert [line.title for _at, line in found] == coming
    assert [line.title for _at, line in late if "Workshops" not in line.title] == passed


def test_a_warning_on_today_leads_to_the_date_in_the_timeline(qtbot, open_desk, shown):
    desk = open_desk()
    today = shown(TodayView(desk))
    qtbot.waitUntil(today.is_idle)
    (row,) = [
        at for at in range(today.next.lines.rowCount())
        if today.next.lines.line(at).title == "Answers are due · moved"
    ]  # fmt: skip
    line = today.next.lines.line(row)

    with qtbot.waitSignal(desk.wanted) as wanted:
        today.next.activated_line.emit(line.key)

    assert (line.end_tone, wanted.args) == ("warn", ["timeline", "milestones/due"])
    view = shown(TimelineView(desk))
    view.resize(700, 160)
    view.show_record("due")
    wanted_row = view._rows["milestones/due"]
    qtbot.waitUntil(lambda: not wanted_row.visibleRegion().isEmpty())
