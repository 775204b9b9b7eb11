"""The one style sheet of the window, written from the palette and the measures."""

from collections.abc import Callable
from string import Template

from app.ui.measures import CONTROL, RADIUS, TARGET, Space, Type
from app.ui.palettes import Colours, tokens

_SHEET = Template("""
QWidget[surface="paper"] { background: $paper; }
QWidget[surface="canvas"] { background: $canvas; }
QWidget[surface="side"] { background: $side; }
QWidget[surface="clear"] { background: transparent; }
QFrame[surface="line"] { background: $line; border: none; }
QWidget[surface="card"] { background: $paper; border: 1px solid $line; border-radius: ${radius}px; }
QWidget[surface="card"][chosen="true"] { border-color: $accent; }
QWidget[surface="message"] { background: $accent_soft; border-radius: ${radius}px; }
QWidget[surface="bar"] { background: $paper; border: 1px solid $edge; border-radius: ${radius}px; }
QWidget[surface="strong"] { background: $strong; border-radius: ${t}px; }
QWidget[surface="concern"] { background: $concern; border-radius: ${t}px; }
QWidget[surface="ask"] { background: $ask; border-radius: ${t}px; }
QWidget[surface="look_up"] { background: $look_up; border-radius: ${t}px; }
QWidget[surface="plain"] { background: $side; border-radius: ${t}px; }

QLabel { background: transparent; border: none; color: $ink; }
QLabel[type="small"] { font-size: ${small}px; }
QLabel[type="lead"] { font-size: ${lead}px; }
QLabel[type="title"] { font-size: ${title}px; }
QLabel[type="display"] { font-size: ${display}px; }
QLabel[weight="medium"] { font-weight: 500; }
QLabel[weight="bold"] { font-weight: 600; }
QLabel[tone="soft"] { color: $soft; }
QLabel[tone="faint"] { color: $faint; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; }

QPushButton {
  background: $paper; color: $ink; border: 1px solid $edge; border-radius: ${radius}px;
  padding: 0 ${m}px; min-height: ${control}px; min-width: ${target}px;
}
QPushButton:hover { border-color: $faint; }
QPushButton:pressed { background: $side; }
QPushButton:focus { border: 2px solid $accent; padding: 0 ${m1}px; min-height: ${control2}px; }
QPushButton:disabled { color: $faint; border-color: $line; }
QPushButton[kind="primary"] {
  background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600;
}
QPushButton[kind="primary"]:hover { border-color: $ink; }
QPushButton[kind="primary"]:focus { border: 2px solid $ink; }
QPushButton[kind="primary"]:disabled {
  background: $side; color: $soft; border-color: $line;
}
QPushButton[kind="link"], QPushButton[kind="quiet"] {
  background: transparent; border: 1px solid transparent; padding: 0 ${t}px;
  min-height: ${target}px;
}
QPushButton[kind="link"] { color: $accent; font-weight: 500; }
QPushButton[kind="quiet"] { color: $soft; }
QPushButton[kind="quiet"]:hover, QPushButton[kind="link"]:hover { background: $accent_soft; }
QPushButton[kind="link"]:focus, QPushButton[kind="quiet"]:focus {
  border: 2px solid $accent; padding: 0 ${t1}px; min-height: ${target2}px;
}
QPushButton[kind="link"]:disabled, QPushButton[kind="quiet"]:disabled { color: $faint; }
FilterChip, MenuChip {
  background: transparent; color: $soft; border: 1px solid $edge; border-radius: ${pill}px;
  font-size: ${small}px; padding: 0 ${s}px; min-height: ${target}px;
}
FilterChip:checked, MenuChip:checked { background: $accent_soft; color: $accent; border-color: $accent; }
FilterChip:focus, MenuChip:focus { border: 2px solid $accent; padding: 0 ${s1}px; min-height: ${target2}px; }
QPushButton[kind="place"] { border: none; padding: 0; min-width: 0; min-height: 0; }
QPushButton[kind="status"] {
  background: transparent; border: 1px solid transparent; padding: 0 ${t}px;
  font-size: ${small}px; min-height: ${target}px;
}
QPushButton[kind="status"][weight="medium"] { font-weight: 500; }
QPushButton[kind="status"]:hover { background: $line; }
QPushButton[kind="status"]:focus { border: 2px solid $accent; min-height: ${target2}px; }
QPushButton[kind="icon"] {
  background: transparent; border: 1px solid transparent; padding: 0;
  min-height: ${target}px; min-width: ${target}px;
}
QPushButton[kind="icon"]:hover, QPushButton[kind="icon"]:checked { background: $accent_soft; }
QPushButton[kind="icon"]:focus { border: 2px solid $accent; min-height: ${target2}px; }

QLineEdit, QTextEdit[kind="field"], QPlainTextEdit[kind="field"], QComboBox, QSpinBox,
QDateTimeEdit {
  background: $paper; color: $ink; border: 1px solid $edge; border-radius: ${radius}px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QComboBox, QSpinBox, QDateTimeEdit {
  padding: 0 ${s}px; min-height: ${control}px;
}
QLineEdit:focus, QTextEdit[kind="field"]:focus, QPlainTextEdit[kind="field"]:focus,
QComboBox:focus, QSpinBox:focus, QDateTimeEdit:focus { border: 2px solid $accent; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateTimeEdit:focus {
  padding: 0 ${s1}px; min-height: ${control2}px;
}
QTextEdit[kind="field"], QPlainTextEdit[kind="field"] { padding: 4px 6px; }
QTextEdit[kind="field"]:focus, QPlainTextEdit[kind="field"]:focus { padding: 3px 5px; }
QTextEdit[kind="page"], QPlainTextEdit[kind="page"] {
  background: $paper; color: $ink; border: none;
  selection-background-color: $accent; selection-color: $on_accent;
}
QTextEdit[kind="page"]:focus { border: none; }

QAbstractItemView {
  background: $paper; color: $ink; border: none; alternate-background-color: $canvas;
  selection-background-color: $accent_soft; selection-color: $ink; outline: none;
}
QHeaderView::section {
  background: $paper; color: $soft; border: none; border-bottom: 1px solid $line;
  padding: ${t}px ${s}px; font-size: ${small}px; font-weight: 500;
}
QMenu { background: $paper; color: $ink; border: 1px solid $edge; padding: ${t}px; }
QMenu::item { padding: ${t}px ${l}px; border-radius: ${t}px; min-height: ${target}px; }
QMenu::item:selected { background: $accent_soft; color: $accent; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { background: $line; height: 1px; margin: ${t}px; }
QToolTip { background: $ink; color: $paper; border: 1px solid $ink; padding: ${t}px; }
QSplitter::handle { background: $line; }
QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QScrollArea, QScrollArea[surface="clear"] > #qt_scrollarea_viewport {
  background: transparent; border: none;
}
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 2px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::handle:vertical { min-height: ${h}px; }
QScrollBar::handle:horizontal { min-width: ${h}px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def write(colours: Colours, px: Callable[[int], int]) -> str:
    """Return the style sheet; `px` scales a size of type to the reader's text size."""
    return _SHEET.substitute(
        tokens(colours),
        small=px(Type.SMALL),
        lead=px(Type.LEAD),
        title=px(Type.TITLE),
        display=px(Type.DISPLAY),
        radius=RADIUS,
        target=px(TARGET) - 2,
        target2=px(TARGET) - 4,
        control=px(CONTROL) - 2,
        control2=px(CONTROL) - 4,
        t=int(Space.TIGHT),
        t1=Space.TIGHT - 1,
        s=int(Space.SMALL),
        s1=Space.SMALL - 1,
        m=int(Space.MEDIUM),
        m1=Space.MEDIUM - 1,
        l=int(Space.LARGE),
        h=int(Space.HUGE),
        pill=px(TARGET) // 2,
    )
