"""A few paragraphs of Markdown as the window sets them: bullets hang, nothing is obeyed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.documents.plain import Block, Run, blocks
from app.ui.measures import Space
from app.ui.theme import theme
from app.ui.widgets.layout import across, clear, down
from app.ui.widgets.text import Label

MOST = 200
"""Paragraphs that are shown: each is a widget of its own."""
LONGEST = 60_000
"""Characters that are read: no field of a record has more."""
DENSE = 2_000
"""Marks of Markdown and ends of lines after which a text is shown as it is written."""
MARK = 14
"""Width of a bullet's place, in px at 100 %."""


class Prose(QWidget):
    """Shows key points, a charter, minutes: paragraphs and lists, as plain labels."""

    def __init__(self, tone: str = "ink") -> None:
        super().__init__()
        self._tone = tone
        self._text: str | None = None
        self._marks: list[Label] = []
        self._column = down(spacing=Space.TIGHT)
        self.setLayout(self._column)
        theme().changed.connect(self._sized)
        self.show_markdown("")

    def show_markdown(self, text: object) -> None:
        """Show `text`; without words the widget takes no room."""
        words = text if isinstance(text, str) else ""
        if words == self._text:
            return
        self._text = words
        self._marks = []
        clear(self._column)
        shown = [block for block in _blocks(words[:LONGEST]) if block.text.strip()]
        for block in shown[:MOST]:
            self._add(block)
        if len(shown) > MOST or len(words) > LONGEST:
            self._column.addWidget(Label("…", tone="soft"))
        self._sized()
        self.setVisible(bool(shown))

    def text(self) -> str:
        return self._text or ""

    def _add(self, block: Block) -> None:
        heading = block.kind == "heading"
        words = Label(
            block.text,
            weight="medium" if heading else "regular",
            tone=self._tone,
            wrap=True,
            selectable=True,
        )
        if block.kind != "item":
            self._column.addWidget(words)
            return
        mark = Label("•" if block.ordinal is None else f"{block.ordinal}.", tone="soft")
        mark.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._marks.append(mark)
        row = across(mark, words, spacing=0)
        row.setStretch(1, 1)
        row.setContentsMargins(max(0, block.level - 1) * Space.LARGE, 0, 0, 0)
        self._column.addLayout(row)

    def _sized(self) -> None:
        for mark in self._marks:
            wide = len(mark.whole_text()) > 1
            mark.setFixedWidth(theme().px(MARK + (8 if wide else 0)))


def _blocks(words: str) -> list[Block]:
    """Return the paragraphs of `words`; what is mostly marks would take long to be read."""
    if sum(map(words.count, "[]*_`<\\\n")) <= DENSE:
        return blocks(words)
    lines = words.split("\n", MOST + 1)
    return [Block("paragraph", runs=(Run(line),)) for line in lines[: MOST + 1]]
