import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.colours import COLOURS
from app.paths import resource
from app.ui import fonts, icons
from app.ui.icons import DIRECTIONAL, Symbol
from app.ui.measures import Type
from app.ui.palettes import PALETTES, contrast
from app.ui.theme import theme

GROUNDS = ("paper", "canvas", "side", "accent_soft")
WORDS = ("ink", "soft", "accent", "good", "warn", "bad")


def test_the_contrast_of_black_and_white_is_twenty_one():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("words", WORDS)
def test_words_are_readable_on_every_ground(name, ground, words):
    colours = PALETTES[name]

    assert contrast(getattr(colours, words), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("name", PALETTES)
def test_marked_words_and_buttons_are_readable(name):
    colours = PALETTES[name]

    assert contrast(colours.on_accent, colours.accent) >= 4.5
    for highlight in (*COLOURS, "find"):
        assert contrast(colours.ink, getattr(colours, highlight)) >= 4.5


@pytest.mark.parametrize("name", PALETTES)
def test_icons_of_second_rank_can_be_seen(name):
    colours = PALETTES[name]

    assert all(contrast(colours.faint, getattr(colours, ground)) >= 3 for ground in GROUNDS)


def test_a_change_of_theme_reaches_what_is_shown(qtbot, qapp):
    label = QLabel("words")
    qtbot.addWidget(label)
    label.ensurePolished()

    with qtbot.waitSignal(theme().changed):
        theme().use("dark", 200)

    assert label.palette().color(label.foregroundRole()) == theme().colour("ink")
    assert qapp.font().pixelSize() == 2 * Type.BODY


class Counted(QLabel):
    """Counts how often it was dressed anew."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("words", parent)
        self.times = 0

    def changeEvent(self, event: QEvent) -> None:
        self.times += event.type() == QEvent.Type.StyleChange
        super().changeEvent(event)


def test_a_widget_that_lies_deep_is_not_dressed_once_for_each_around_it(qtbot):
    outer = inner = QWidget()
    qtbot.addWidget(outer)
    for _ in range(12):
        inner = QWidget(inner)
    label = Counted(inner)
    outer.show()
    label.times = 0

    theme().use("dark")

    assert 0 < label.times <= 3
    assert label.palette().color(label.foregroundRole()) == theme().colour("ink")


def test_text_size_keeps_its_limits():
    theme().use(percent=10)
    smallest = theme().percent
    theme().use(percent=999)

    assert (smallest, theme().percent) == (80, 200)


def test_an_unknown_theme_is_refused_and_changes_nothing():
    with pytest.raises(KeyError):
        theme().use("sepia")

    assert theme().name == "light"


def test_the_bundled_faces_are_there():
    assert {fonts.SANS, fonts.SERIF, fonts.ARABIC, fonts.CHINESE} <= set(fonts.load())
    assert QFontInfo(theme().font()).family() == fonts.SANS
    assert QFontInfo(theme().font(serif=True)).family() == fonts.SERIF


def test_arabic_chinese_and_hindi_are_set_in_their_own_faces(qtbot):
    from PySide6.QtGui import QTextLayout

    used = set()
    for text in ("papers", "الأمن السيبراني", "环境数据", "कंप्यूटर"):
        layout = QTextLayout(text, theme().font(serif=True))
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        used |= {run.rawFont().familyName() for run in layout.glyphRuns()}

    assert {fonts.SERIF, *fonts.STAND_INS} == used


def test_every_drawing_is_there_and_none_is_left_over():
    files = {file.stem for file in resource("icons").glob("*.svg")}

    assert files == {symbol.value for symbol in Symbol}
    assert (resource("icons") / "LICENSE").read_text().startswith("MIT License")


def test_icons_take_the_colour_of_the_theme():
    light = icons.pixmap(Symbol.SOLID, "good").toImage().pixelColor(9, 9)
    theme().use("dark")
    dark = icons.pixmap(Symbol.SOLID, "good").toImage().pixelColor(9, 9)

    assert (light.name().upper(), dark.name().upper()) == (
        PALETTES["light"].good,
        PALETTES["dark"].good,
    )


def test_an_icon_made_before_a_change_of_theme_is_painted_after_it():
    made = icons.icon(Symbol.SOLID, "accent")
    theme().use("dark")

    shown = made.pixmap(18, 18).toImage().pixelColor(9, 9)

    assert shown.name().upper() == PALETTES["dark"].accent


def test_icons_are_sharp_on_dense_screens():
    drawn = icons.pixmap(Symbol.CHECK, size=18, ratio=2.0)

    assert (drawn.width(), drawn.devicePixelRatio()) == (36, 2.0)


@pytest.mark.parametrize("symbol", [Symbol.BACK, Symbol.CHECK])
def test_only_directional_icons_turn_round(qapp, symbol):
    before = icons.pixmap(symbol).toImage()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    after = icons.pixmap(symbol).toImage()

    assert (before == after) is (symbol not in DIRECTIONAL)
