"""Publish, import: files of proposers become versions in the folder."""

import pytest

from app.store import current
from app.ui.views.publish_import import ImportPart
from tests.gui.publishing.office import do, ended, press, titles


@pytest.fixture
def importing(qtbot, view, sent):
    view.tabs.go("import")
    ended(qtbot, view.importing)
    press(qtbot, view.importing.choose)
    return view.importing


def test_the_rounds_and_proposals_of_the_folder_are_offered(importing):
    rounds = [importing.round.itemText(at) for at in range(importing.round.count())]
    importing.round.setCurrentIndex(rounds.index("First reading"))

    assert rounds == ["First reading", "Workshops"]
    assert importing.proposal.findData("seeds") == 1
    assert importing.proposal.findData("bees") == -1


def test_an_import_shows_headings_and_every_word_that_changes(qtbot, importing, root):
    do(qtbot, importing, importing.look)
    shown = importing.headings.lines
    rows = [(shown.line(at).title, shown.line(at).below) for at in range(shown.rowCount())]

    assert titles(importing.papers) == [("Seeds for all", "version 3")]
    assert rows == [
        ("What it was", "taken for the section “what”"),
        ("Costs", "not a section of the round; kept as its own"),
    ]
    assert "gladly" in importing.changes.text.toPlainText()
    assert not (root / "proposals/seeds.v3.md").exists()


def test_a_section_that_the_round_asks_for_and_the_file_lacks_is_told(qtbot, importing, sent):
    sent.write_text("Title: Plums\n\n## Costs\n\nNothing.\n", encoding="utf-8")

    do(qtbot, importing, importing.look)
    shown = importing.headings.lines
    lines = [shown.line(at) for at in range(shown.rowCount())]

    assert [each.title for each in lines if each.state == "missing"] == ["What it is"]


def test_writing_puts_a_version_into_the_folder_and_publishes_nothing(qtbot, importing, root, view):
    do(qtbot, importing, importing.look)

    do(qtbot, importing, importing.write)

    assert importing.told.text() == "1 file written; nothing is published yet."
    assert "gladly" in (root / "proposals/seeds.v3.md").read_text("utf-8")
    assert current.listed(view.papers._desk.store, "proposals") == []
    assert not importing.write.isEnabled()


def test_another_round_takes_away_what_was_shown(qtbot, importing):
    do(qtbot, importing, importing.look)

    importing.round.setCurrentIndex(1)

    assert importing._papers.isHidden()
    assert not importing.write.isEnabled()


def test_a_sheet_shows_what_each_column_was_taken_for(
    qtbot, importing, sent, tmp_path, monkeypatch
):
    path = tmp_path / "sheet.csv"
    path.write_text(
        "Title,What it is,Email,Costs\nPlums,Plums for all.,a@plum.example,None\n"
        "Figs,Figs for all.,,Some\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(ImportPart, "ask", classmethod(lambda _cls, _parent: path))
    press(qtbot, importing.choose)

    do(qtbot, importing, importing.look)

    assert ("Title", "title") in titles(importing.columns)
    assert ("What it is", "section what") in titles(importing.columns)
    assert titles(importing.papers) == [("Plums", "new proposal"), ("Figs", "new proposal")]


def test_a_file_that_cannot_be_taken_in_is_told_and_nothing_is_written(
    qtbot, importing, sent, root
):
    sent.write_bytes(b"\xff\xfe\x00 no text")

    do(qtbot, importing, importing.look)

    assert importing.told.text() == "This cannot be taken in. Nothing was written."
    assert importing.faults.isVisible()
    assert not (root / "proposals/seeds.v3.md").exists()
