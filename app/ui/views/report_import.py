"""Taking a summary report in from a file: looked at first, then kept, with or without replacing."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.actions import summarising_import, summarising_look
from app.actions.summarising_look import Looked
from app.documents.extract import LARGEST
from app.i18n import _, ngettext
from app.phrases import summaries as phrases
from app.store import Store
from app.ui.desk import Desk
from app.ui.files_asked import ask_file
from app.ui.icons import Symbol
from app.ui.looking_at import FileLook
from app.ui.measures import Space
from app.ui.views.page import ShortList, scrolled
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, boxed, down
from app.ui.widgets.rows import Line
from app.ui.widgets.text import Heading, Label, announce

KINDS = "*.txt *.md *.docx *.html *.htm *.pdf"


class ReportImport(QWidget):
    """What a file says, item by item, and what becomes of it here; nothing is kept before one says so."""

    begun = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._meeting = ""
        self._looked: Looked | None = None
        self._looking = FileLook(desk, LARGEST, self)
        self.wait = self._looking.wait
        self.button = Button(_("From a file…"), "quiet", Symbol.FILE, self.choose_file)
        self.title = Heading("", 2)
        self.told = Label(wrap=True)
        self.list = ShortList(_("What the file says"))
        self.keep = Button(_("Keep it"), "primary", Symbol.CHECK, partial(self._keep, replacing=False))  # fmt: skip
        self.replace = Button(
            _("Keep it, and replace what differs"), "secondary", None,
            partial(self._keep, replacing=True),
        )  # fmt: skip
        self.leave = Button(_("Cancel"), "quiet", None, self._leave)
        edge = (Space.WIDE, Space.MEDIUM, Space.WIDE, Space.WIDE)
        area = scrolled(
            boxed(
                down(
                    self.title, self.told,
                    FlowBox(self.keep, self.replace, self.leave, spacing=Space.SMALL), self.list,
                    None, spacing=Space.MEDIUM, margins=edge,
                )
            )
        )  # fmt: skip
        area.setAccessibleName(_("What the file says"))
        self.setLayout(down(area, spacing=0))

    def show_meeting(self, id: str) -> None:
        if id != self._meeting:
            self._meeting = id
            self._looking.leave()

    def is_busy(self) -> bool:
        return bool(self._looking)

    @classmethod
    def ask_for(cls, parent: QWidget) -> Path | None:
        """Ask for the file; None when the asker thinks better of it."""
        kinds = _("Reports ({kinds})").format(kinds=KINDS)
        return ask_file(parent, _("A summary report"), kinds)

    def choose_file(self) -> None:
        """Ask for a report, and look at it."""
        found = self.ask_for(self)
        if found is not None:
            self.look_at(found)

    def look_at(self, path: Path) -> None:
        """Show what a file is understood as; nothing is kept yet."""
        meeting = self._meeting

        def look(store: Store, raw: bytes) -> Looked:
            return summarising_look.look(store, path.name, raw, meeting)

        self._looking.begin(path, look, self._understood)

    def _understood(self, found: Looked) -> None:
        self._looked = found
        summary = found.summary
        self.title.setText(summary.title or found.name)
        people = len(found.people)
        told = [
            " · ".join(part for part in (summary.body, summary.when) if part),
            ngettext("{n} participant", "{n} participants", people).format(n=people),
            *(phrases.told(code, count) for code, count in summary.notes),
        ]
        self.told.setText("\n".join(each for each in told if each))
        self.list.show_lines(_lines(found))
        self.replace.setVisible(found.differs > 0)
        self.begun.emit()
        announce(self, self.title.text())

    def _keep(self, *, replacing: bool) -> None:
        looked, clock = self._looked, self._desk.clock
        if looked is None:
            return
        self._desk.act(
            lambda store: summarising_import.save(store, looked, replacing=replacing, clock=clock),
            _("Kept; it goes to the members with the next sync."),
            undoable=True, failed=self._looking.failed,
        )  # fmt: skip
        self._leave()

    def _leave(self) -> None:
        self._looked = None
        self.left.emit()


def _lines(found: Looked) -> list[Line]:
    lines: list[Line] = []
    for each in found.items:
        title = phrases.numbered(each.part.label, each.part.title)
        differs = [name for name, fate in each.fate.items() if fate == "differs"]
        below = _("new on the agenda") if each.new else ""
        if differs:
            below = _("Says something else here: {fields}").format(
                fields=", ".join(map(field, differs))
            )
        lines.append(Line(each.item, title, below, symbol=Symbol.AGENDA, indent=each.part.level))
    if found.summary.other.said:
        lines.append(Line("other", phrases.labels()["other"], symbol=Symbol.AGENDA))
    for number, each in enumerate(found.summary.rest, 1):
        text = " ".join(each.text.split())[:200]
        lines.append(Line(f"rest-{number}", text, _("fits no field; kept and printed"),
                          symbol=Symbol.WARNING, tone="warn"))  # fmt: skip
    return lines


def field(name: str) -> str:
    """Return what a field of an item is called."""
    words = phrases.labels()
    return {"title": _("title"), "heading": _("title in the report")}.get(name, words.get(name, name))  # fmt: skip
