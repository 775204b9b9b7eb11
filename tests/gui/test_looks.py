"""Draws the widgets and the frame in every dress, and looks for words that are cut off.

The pictures are left in the test's folder, for people to look at.
"""

import pytest
from PySide6.QtWidgets import QWidget

from app.domain.rounds import Criterion, Scale
from app.ui.frame import Frame
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.theme import surface
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.chips import Chip, FilterChip
from app.ui.widgets.criterion import CriterionEditor, Quote
from app.ui.widgets.editing import SearchBox
from app.ui.widgets.layout import Card, FlowBox, across, down, hairline
from app.ui.widgets.messages import EmptyState, MessageBar, ProgressLine
from app.ui.widgets.rows import Line, LineList
from app.ui.widgets.segments import Segmented
from app.ui.widgets.states import StateBadge
from app.ui.widgets.tabs import TabRow
from app.ui.widgets.text import Heading, Label
from tests.gui.walk import cut, small, unnamed, wear

DRESSES = [
    pytest.param(("light", 100, False), id="light"),
    pytest.param(("dark", 100, True), id="dark-mirrored"),
    pytest.param(("light", 200, False), id="light-200"),
    pytest.param(("contrast", 200, True), id="contrast-200-mirrored"),
    pytest.param(("dark", 80, False), id="dark-80"),
]
LONG = "The coalition on the sustainability of journalism and everybody else who was asked"


@pytest.fixture(params=DRESSES)
def dress(request, qapp):
    name, percent, mirrored = request.param
    wear(qapp, name, percent, mirrored=mirrored)
    return request.param


def gallery() -> QWidget:
    tabs = TabRow("Parts of the proposal")
    for key, words, count in (("read", "Read", None), ("changed", "What changed", 9)):
        tabs.add(key, words, count)
    message = MessageBar()
    message.say("3 comments sent to the chairs.", undo=lambda: None)
    progress = ProgressLine("Full texts")
    progress.show_progress(2, 5, "Full texts 2 of 5 · 12 KB/s · about 20 seconds left")
    position = Segmented([(each, each) for each in ("Support", "With changes")], "Position")
    position.choose("With changes")
    scale = Scale(1, 5, {1: "poor", 5: "excellent"})
    criterion = CriterionEditor(Criterion("topic", "Relevance of the topic", LONG, scale=scale))
    criterion.show_values("Timely, and narrower than last year.", 4)
    criterion.show_quotes([Quote("1", LONG), Quote("2", "short", "look")])
    rows = LineList("Proposals")
    rows.show_lines(
        [
            Line("a", LONG * 3, "BPF", "v2 changed", Symbol.EMPTY, strong=True),
            Line("b", "الأمن السيبراني", "", "received", Symbol.SOLID, "good"),
        ]
    )
    left = down(
        Heading("Gender and digital rights", 1),
        Label(LONG, tone="soft", elide=True),
        Label(LONG * 2, wrap=True),
        tabs,
        hairline(),
        position,
        FlowBox(
            Button("Submit to the chairs", "primary"),
            Button("Add", "link"),
            Button("Conflict of interest…", "quiet", Symbol.HAND),
            IconButton(Symbol.SEARCH, "Search"),
        ),
        progress,
        message,
        StateBadge("received", "14:05"),
        None,
    )
    right = down(
        SearchBox("Search proposals"),
        FlowBox(FilterChip("Changed"), FilterChip("To review"), Chip("word", "ask", Symbol.QUOTE)),
        rows,
        criterion,
        Card(Label("A card")),
        None,
    )
    widget = QWidget()
    surface(widget, "canvas")
    margins = (Space.LARGE,) * 4
    widget.setLayout(across(left, right, spacing=Space.WIDE, margins=margins))
    return widget


def frame() -> Frame:
    shown = Frame()
    for key, symbol, words, part in (
        ("today", Symbol.TODAY, "Today", "main"),
        ("proposals", Symbol.FILE, "Proposals", "main"),
        ("groups", Symbol.GROUPS, "Working groups", "main"),
        ("notes", Symbol.HIGHLIGHT, "My notes", "main"),
        ("chair", Symbol.CHAIR, "Chair", "roles"),
        ("settings", Symbol.SETTINGS, "Settings", "foot"),
    ):
        shown.add_place(key, symbol, words, empty, part)
    shown.show_cycle("IGF 2021")
    shown.show_count("proposals", 5)
    shown.status.show_line("offline", "No connection, all saved here")
    shown.status.show_waiting("3 items wait (4 KB)")
    shown.status.show_updated("updated 2 h ago")
    shown.status.show_month("1.2 of 20 MB this month")
    shown.go("proposals")
    return shown


def empty() -> EmptyState:
    return EmptyState(Symbol.NOTE, "Your notes will be here", "Choose words first.", "Open a paper")


def shown(qtbot, widget, size):
    qtbot.addWidget(widget)
    widget.resize(*size)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_nothing_is_cut_in_the_widgets(qtbot, dress, tmp_path):
    percent = max(100, dress[1])
    widget = shown(qtbot, gallery(), (11 * percent, 9 * percent))

    assert widget.grab().save(str(tmp_path / "widgets.png"))
    assert cut(widget) == []
    assert small(widget) == []
    assert unnamed(widget) == []


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)], ids=["1366", "1093"])
def test_the_frame_fits_its_window(qtbot, dress, size, tmp_path):
    widget = shown(qtbot, frame(), size)

    assert widget.grab().save(str(tmp_path / "frame.png"))
    assert (widget.width(), widget.height()) == size
    assert cut(widget) == []
    assert small(widget) == []
    assert unnamed(widget) == []


def test_the_walker_sees_a_button_without_a_name_and_words_that_do_not_fit(qtbot):
    widget = QWidget()
    bad = Button("words", "secondary")
    bad.setParent(widget)
    bad.setText("")
    bad.setAccessibleName("")
    narrow = Label("far too long for its place")
    narrow.setParent(widget)
    narrow.setGeometry(0, 40, 20, 10)
    shown(qtbot, widget, (200, 100))
    bad.setFixedSize(10, 10)

    assert len(unnamed(widget)) == 1
    assert len(cut(widget)) == 1
    assert len(small(widget)) == 1


def test_two_drawings_of_the_same_are_the_same(qtbot):
    widget = shown(qtbot, frame(), (1366, 768))

    assert widget.grab().toImage() == widget.grab().toImage()
