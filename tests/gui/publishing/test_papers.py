"""Publish, papers: check the folder, look ahead, send, stop, and what the line does to it."""

import shutil

from PySide6.QtWidgets import QApplication

from app.documents.extract import extract
from app.secretariat.reconcile import PlannedChange
from app.store import current
from app.ui.models import publish as words
from app.ui.places import places
from app.ui.views.publish import PublishView
from tests import meeting_folder as made
from tests.enrolled import member
from tests.gui.publishing.office import (
    PATIENCE,
    Broken,
    Slow,
    do,
    press,
    titles,
)


def test_only_the_secretariat_sees_the_place():
    place = next(each for each in places() if each.key == "publish")

    assert place.roles == {"secretariat"}


def test_a_folder_without_a_fault_is_said_to_be_so(qtbot, view):
    do(qtbot, view.papers, view.papers.check)

    assert view.papers.told.text().startswith("No faults; ")
    assert view.papers.faults.isHidden()


def test_every_fault_has_its_file_line_field_and_sentence(qtbot, view, root):
    made.change(root, "members.csv", "petra,member", "petra,membre")
    made.change(root, "meetings/call.toml", '"seeds"', '"sedes"')

    do(qtbot, view.papers, view.papers.check)
    text = view.papers.faults.text.toPlainText()

    assert view.papers.told.text().startswith("2 faults. ")
    assert "meetings/call.toml\nline 20 · proposals  “sedes” is not in this folder" in text
    assert "members.csv\nline 4 · role  “membre” is not known here. Use one of: " in text


def test_the_faults_are_copied_as_a_terminal_shows_them(qtbot, view, root):
    made.change(root, "members.csv", "petra,member", "petra,membre")
    do(qtbot, view.papers, view.papers.check)

    press(qtbot, view.papers.faults.copy)

    assert QApplication.clipboard().text().startswith("members.csv:4: role: “membre” is not")


def test_looking_ahead_tells_everything_and_sends_nothing(qtbot, view, server, tmp_path):
    do(qtbot, view.papers, view.papers.look)
    reader = member(server.url, view.papers._desk.store, tmp_path, "omar")

    assert "Nothing was sent." in view.papers.told.text()
    assert ("Seeds for all", "new") in titles(view.papers.changes)
    letter = b"We like the seeds.\n"
    size = len(letter) + len(extract("letter.txt", letter).encode())
    assert ("letter.txt", f"{size} B") in titles(view.papers.changes)
    assert current.listed(reader, "proposals") == []


def test_what_is_published_reaches_members(qtbot, view, server, tmp_path):
    do(qtbot, view.papers, view.papers.send)
    reader = member(server.url, view.papers._desk.store, tmp_path, "omar")

    assert "Members get it with their next sync." in view.papers.told.text()
    assert current.one(reader, "proposals", "seeds").data["title"] == "Seeds for all"
    assert current.one(reader, "contacts", "member-nadia") is None
    assert current.one(view.papers._desk.store, "proposals", "seeds") is not None


def test_publishing_twice_sends_nothing_the_second_time(qtbot, view):
    do(qtbot, view.papers, view.papers.send)

    do(qtbot, view.papers, view.papers.send)

    assert view.papers.told.text() == "Members have everything already; nothing was sent."
    assert titles(view.papers.changes) == []


def test_changes_withdrawals_and_what_only_the_server_has_are_told(qtbot, view, root):
    do(qtbot, view.papers, view.papers.send)
    made.change(
        root, "documents/documents.csv", "en,final,members,call-1", "en,withdrawn,members,call-1"
    )
    made.change(root, "milestones.toml", "Second call", "Third call")
    (root / "proposals/bees.v1.md").unlink()

    do(qtbot, view.papers, view.papers.look)

    assert sorted(titles(view.papers.changes)) == [
        ("Letter", "withdrawn"),
        ("Third call", "changed"),
    ]
    assert ("bees", "") in titles(view.papers.missing)
    assert view.papers._missing.isVisible()


def test_with_a_fault_nothing_is_sent(qtbot, view, root, server, tmp_path):
    made.change(root, "members.csv", "petra,member", "petra,membre")

    do(qtbot, view.papers, view.papers.send)
    reader = member(server.url, view.papers._desk.store, tmp_path, "omar")

    assert view.papers.told.text() == "1 fault; nothing was sent."
    assert current.listed(reader, "proposals") == []


def test_a_publishing_that_is_stopped_leaves_no_half_and_goes_on(
    qtbot, view, bench, server, tmp_path
):
    Slow.until = bench.over
    bench.cut = Slow
    press(qtbot, view.papers.send)
    assert view.papers.work.isVisible()
    assert not view.papers.send.isEnabled()

    press(qtbot, view.papers.work.line.cancel)
    stopped = view.papers.told.text()
    bench.cut = None
    do(qtbot, view.papers, view.papers.send)
    reader = member(server.url, view.papers._desk.store, tmp_path, "omar")

    assert stopped.startswith("Stopped. Members have whole papers only")
    assert "Published: " in view.papers.told.text()
    assert current.one(reader, "documents", "letter") is not None


def test_closing_the_window_does_not_wait_for_a_slow_line(qtbot, view, bench):
    Slow.begun.clear()
    Slow.until = bench.over
    bench.cut = Slow
    press(qtbot, view.papers.send)
    qtbot.waitUntil(Slow.begun.is_set, timeout=PATIENCE)

    bench.close()

    assert not bench.over.is_set()


def test_a_line_that_breaks_is_told_in_words(qtbot, view, bench):
    bench.cut = Broken

    do(qtbot, view.papers, view.papers.send)

    assert view.papers.told.text().startswith("No connection to the server.")


def test_the_folder_is_remembered(view, bench, root):
    again = PublishView(bench.desk)

    assert again.folder.folder() == root
    assert again.papers.check.isEnabled()
    again.deleteLater()


def test_a_folder_that_went_away_is_told(bench, view, root):
    shutil.rmtree(root)

    again = PublishView(bench.desk)

    assert "is not there any more." in again.folder.path.text()
    assert not again.papers.check.isEnabled()
    again.deleteLater()


def test_files_are_counted_once_by_what_is_in_them():
    file = {"sha256": "a", "size": 10, "name": "one.pdf"}
    given = [
        PlannedChange("documents", "one", "upload"),
        PlannedChange(
            "documents", "one", "create", {"file": file, "text": {"sha256": "b", "size": 4}}
        ),
        PlannedChange("documents", "two", "upload"),
        PlannedChange("documents", "two", "create", {"file": file}),
    ]

    assert words.files_size(given) == 14
    assert words.summary(given) == "2 new · 2 files (14 B)"
