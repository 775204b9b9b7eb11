"""The report as it will read: its words, its pages, its state; written to a file, or read from one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.actions import summarising_writing
from app.domain.summaries import State
from app.i18n import _
from app.phrases import summaries as phrases
from app.store import Store
from app.ui.desk import Desk
from app.ui.exports import Export
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import meeting_report as model
from app.ui.models.meeting_report import Told
from app.ui.reporting import Preview, Reporting, preview
from app.ui.theme import theme
from app.ui.views.page import scrolled
from app.ui.views.report_pages import ReportPages
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, FlowBox, boxed, down
from app.ui.widgets.text import Heading, Label
from app.ui.worker import Current, Job

WIDEST = 640
"""Width of the words, in px at 100 %."""


class ReportPreview(QWidget):
    """What members see of the report, and what a chair looks at before it goes out."""

    def __init__(self, desk: Desk, flush: Callable[[], None]) -> None:
        super().__init__()
        self._desk = desk
        self._flush = flush
        self._told: Told | None = None
        self._current = Current()
        self.state = Label(weight="medium", wrap=True)
        self.final = Button(_("It is final"), "secondary", Symbol.CHECK, partial(self._set, "final"))  # fmt: skip
        self.draft = Button(_("Make it a draft again"), "quiet", None, partial(self._set, "draft"))
        self.files = {
            kind: Button(words, "secondary", Symbol.EXPORT, partial(self._export, kind))
            for kind, words in (("pdf", _("PDF…")), ("docx", _("Word…")), ("html", _("Web page…")),
                                ("txt", _("Text…")))
        }  # fmt: skip
        self.look = Button(_("Show the first pages"), "quiet", Symbol.READ, self._look)
        self.pages = ReportPages()
        self.pages.hide()
        self.words = Label(wrap=True, selectable=True)
        self.words.setAccessibleName(_("The report as it will read"))
        card = Card(self.words)
        card.setMaximumWidth(theme().px(WIDEST))
        self._acts = FlowBox(self.final, self.draft, spacing=Space.SMALL)
        self._body = down(
            Heading(_("As it will read"), 2),
            self.state,
            self._acts,
            FlowBox(*self.files.values(), self.look, spacing=Space.SMALL),
            self.pages, card, None,
            spacing=Space.MEDIUM,
        )  # fmt: skip
        area = scrolled(boxed(self._body))
        area.setAccessibleName(_("As it will read"))
        self.setLayout(down(area, spacing=0))

    def show_report(self, told: Told, *, fresh: bool = True) -> None:
        other = self._told is None or self._told.meeting != told.meeting
        self._told = told
        if other or fresh:
            self.words.setText(told.text)
        final = told.summary.state == "final"
        self.state.setText(model.state_words(told))
        self.state.set_tone("good" if final else "soft")
        # Chairs have a list beside it; members begin where the head of the meeting begins.
        side = Space.WIDE if told.chairs else Space.HUGE
        self._body.setContentsMargins(side, Space.MEDIUM, side, Space.WIDE)
        self._acts.setVisible(told.chairs)
        self.final.setVisible(told.chairs and not final)
        self.draft.setVisible(told.chairs and final)
        if other:
            self._current.leave()
            self.pages.show_pages(())
            self.pages.hide()

    def flush(self) -> None:
        """Nothing is written here."""

    def is_busy(self) -> bool:
        return bool(self._current)

    def _set(self, state: State) -> None:
        if self._told is None:
            return
        self._flush()
        meeting, clock = self._told.meeting, self._desk.clock
        said = _("The report is final.") if state == "final" else _("The report is a draft again.")
        self._desk.act(
            lambda store: summarising_writing.set_state(store, meeting, state, clock),
            said,
            undoable=True,
        )

    def _export(self, kind: str) -> None:
        if self._told is None:
            return
        self._flush()
        title = f"{phrases.labels()['kind']}, {self._told.title}"
        Export(self._desk, self).report("summary", kind, title, meeting=self._told.meeting)

    def _look(self) -> None:
        if self._told is None:
            return
        from app.actions.reporting import Wanted  # noqa: PLC0415 -- slow import

        self._flush()
        wanted = Wanted("summary", "pdf", meeting=self._told.meeting)
        scale = self.pages.scale()
        home, clock = self._desk.home, self._desk.clock

        def task(store: Store, job: Job) -> Preview:
            return preview(store, job, home, wanted, clock, scale)

        def begin(_written: object) -> None:
            self._current.run(Reporting.of(self._desk).worker, task, self._seen, self._failed)

        self.look.setEnabled(False)
        self._desk.worker.read(lambda _store: None, begin)  # behind what is being written

    def _seen(self, found: Preview) -> None:
        self.look.setEnabled(True)
        self.pages.show_pages(found.pictures)
        self.pages.setVisible(self.pages.has_pages())

    def _failed(self, error: Exception) -> None:
        self.look.setEnabled(True)
        self._desk.failed.emit(error)
