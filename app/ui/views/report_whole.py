"""What is of the whole report: title block, introduction, next meeting, the words of the annex."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.actions import summarising_writing
from app.domain.changes import Changes
from app.i18n import _
from app.ui.desk import Desk
from app.ui.measures import Space
from app.ui.models.meeting_report import Told
from app.ui.views.chair_saving import LetterSaving
from app.ui.views.page import scrolled
from app.ui.views.report_field import ReportField, Save
from app.ui.widgets.layout import boxed, down
from app.ui.widgets.text import Heading, Label


class ReportWhole(QWidget):
    """An empty field is filled as its hint shows."""

    def __init__(self, desk: Desk, saving: LetterSaving) -> None:
        super().__init__()
        self._desk = desk
        titles = {
            "body": _("Whose meeting"), "title": _("Title"), "when": _("When"),
            "kind": _("What the paper is called"), "introduction": _("Introduction"),
            "next_meeting": _("Next meeting"), "annex": _("Title of the annex"),
        }  # fmt: skip
        tall = {"introduction": 5, "next_meeting": 2}
        self.fields = {
            name: ReportField(saving, name, title, lines=tall.get(name, 1), most=20)
            for name, title in titles.items()
        }
        edge = (Space.WIDE, Space.MEDIUM, Space.WIDE, Space.WIDE)
        area = scrolled(
            boxed(
                down(
                    Heading(_("Title and introduction"), 2),
                    Label(_("What you leave empty is filled as shown."), type="small", tone="soft",
                          wrap=True),
                    *self.fields.values(),
                    None,
                    spacing=Space.MEDIUM, margins=edge,
                )
            )
        )  # fmt: skip
        area.setAccessibleName(_("Title and introduction"))
        self.setLayout(down(area, spacing=0))

    def show_report(self, told: Told, *, fresh: bool = True) -> None:
        for name, field in self.fields.items():
            if fresh:
                verb = self._saver(told.meeting, name)
                field.show_words(told.meeting, told.fields[name], verb, told.usual[name])

    def flush(self) -> None:
        """Hand over now what was written."""
        for each in self.fields.values():
            each.flush()

    def _saver(self, meeting: str, name: str) -> Save:
        clock = self._desk.clock

        def made(text: str, _seen: str) -> partial[Changes]:
            return partial(
                summarising_writing.write_report, meeting=meeting, given={name: text}, clock=clock
            )

        return made
