"""The sync panel: what will travel and what it costs, how far it is, what came of it."""

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QWidget

from app.actions import clock, queueing
from app.actions.status import status
from app.domain.changes import Changes
from app.i18n import _
from app.sync.report import Report
from app.ui import times
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.line import Line
from app.ui.measures import Space
from app.ui.models import queue, sync
from app.ui.views.moving import MovingLine
from app.ui.views.page import Block, Page
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import across, clear, down
from app.ui.widgets.messages import bar, share
from app.ui.widgets.text import Label, announce

STATES = frozenset({"everything", "sync", queueing.TOUCHED})


class SyncView(QWidget):
    """Shows the line of `desk`; starts, stops and goes on with it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._line = Line.of(desk)
        self.act = Button(_("Sync now"), "primary", Symbol.CHANGED, self._act)
        self.page = Page(_("Sync"), self.act)
        self.setLayout(down(self.page, spacing=0))
        self.state = Label(type="lead", wrap=True)
        self.spare = Label(tone="warn", wrap=True)
        # Stopped by the verb of the page: one way is enough.
        self.moving = MovingLine(_("Progress of this sync"), cancellable=False)
        self.cost = Label(wrap=True)
        self.ask = Button(_("Look what there is"), "secondary", on_click=self._line.ask)
        self.outbox = Button(_("Show what waits"), "link", on_click=self._to_outbox)
        self._costs = Facts()
        self._before = Block(
            _("What will travel"),
            self.cost,
            self._costs,
            across(self.ask, self.outbox, None),
        )
        self._alone = Block(
            _("Without a server"),
            Label(
                _(
                    "Newer papers come as a file or a web folder from the Secretariat: open the "
                    "file here, or drop it on the window. What you submit goes back as a file or "
                    "by mail. If the Secretariat sends an invitation to a server, paste it on the "
                    "page “Settings”: notes and drafts stay."
                ),
                wrap=True,
            ),
            across(
                Button(_("Open a file…"), "secondary", Symbol.DOCUMENTS, self._to_files),
                Button(_("Show what waits"), "link", on_click=self._to_outbox),
                None,
            ),
        )
        self._facts = Facts()
        self._last = Block(_("The last sync"), self._facts)
        self.month = Label(wrap=True)
        self.spent = bar(_("The month’s budget"))
        self.budget = Button(_("Change the budget"), "link", on_click=self._to_settings)
        self._month = Block(_("This month"), self.spent, _beside(self.month, self.budget))
        self.files = Label(wrap=True)
        self.to_files = Button(_("Show the downloads"), "link", on_click=self._to_downloads)
        self._files = Block(_("Downloads"), _beside(self.files, self.to_files))
        self._troubles = down(spacing=Space.SMALL)
        self._wrong = Block(_("What went wrong lately"), self._troubles)
        column = self.page.column
        column.setSpacing(Space.WIDE)
        head = down(self.state, self.spare, self.moving, spacing=Space.SMALL)
        column.addLayout(head)
        for part in (self._alone, self._before, self._last, self._month, self._files, self._wrong):
            column.addWidget(part)
        self._line.changed.connect(self._show)
        self._line.moved.connect(self._show_moving)
        self._line.estimated.connect(self._show)
        self._line.finished.connect(self._finished)
        desk.settings_changed.connect(self._show)
        self._show()

    def refresh(self, changes: Changes) -> None:
        self._show()

    def show_record(self, id: str) -> None:
        """There is nothing to open here."""

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # pyright: ignore[reportArgumentType] -- handed on as it came
        self._show()
        line = self._line
        unasked = line.cost is None and line.state in {"connected", "idle", "paused"}
        # A question costs about a kilobyte: not on a line that is paid by the byte.
        if unasked and not line.spared() and self._desk.settings.auto_sync:
            line.ask()
            self._show()

    # --- what it shows ----------------------------------------------------------------------

    def _show(self, *_changed: object) -> None:
        line, store = self._line, self._desk.store
        now, at = status(store), clock.now(store, self._desk.clock)
        self.state.setText(sync.state_words(line, at, times.parsed(now.last_exchange)))
        spare = sync.spare_words(line)
        self.spare.setText(spare)
        self.spare.setVisible(bool(spare))
        self._show_verb()
        self._show_moving()
        self._show_cost()
        self._show_last(line.last if line.state != "updating" else None)
        allowed = line.allowance()
        self.month.setText(sync.month_words(allowed))
        self.spent.setVisible(allowed.month is not None)
        self.spent.setValue(share(allowed.spent, allowed.month or 1))
        self._month.setVisible(line.state != "home" or bool(allowed.spent))
        self._show_files()
        self._show_troubles()

    def _show_verb(self) -> None:
        state = self._line.state
        words, symbol, kind = _("Sync now"), Symbol.CHANGED, "primary"
        if state == "updating":
            words, symbol, kind = _("Stop"), Symbol.HAND, "secondary"
        elif state == "paused":
            words, symbol = _("Go on"), Symbol.PLAY
        self.act.set_words(words)
        self.act.set_kind(kind)
        self.act.show_symbol(symbol)
        self.act.setVisible(state != "home")

    def _show_moving(self) -> None:
        busy = self._line.state == "updating"
        self.moving.setVisible(busy)
        if busy:
            self.moving.show_moving(self._line.moving)

    def _show_cost(self) -> None:
        line = self._line
        self._before.setVisible(line.state not in {"updating", "home"})
        self._alone.setVisible(line.state == "home")
        words = ""
        if line.asking():
            words = _("Asking the server what there is…")
        elif line.cost is None:
            words = _("Not asked yet. To ask costs about a kilobyte.")
        self.cost.setText(words)
        self.cost.setVisible(bool(words))
        self._costs.setVisible(not words)
        if line.cost is not None:
            now = status(self._desk.store)
            self._costs.show_facts(sync.cost_words(line.cost, now, line.speed()))
        self.ask.setEnabled(not line.asking())
        self.ask.set_words(_("Look what there is") if line.cost is None else _("Look again"))

    def _show_last(self, report: Report | None) -> None:
        self._last.setVisible(report is not None)
        if report is not None:
            self._facts.show_facts(sync.result_words(report), sync.set_aside_words(report))

    def _show_files(self) -> None:
        from app.ui.downloads import Downloads  # noqa: PLC0415 -- made when it is first needed

        downloads = Downloads.of(self._desk)
        words = queue.total_words(downloads)
        self._files.setVisible(bool(downloads.items()))
        self.files.setText(words or _("Nothing moves: what is left was paused, or did not come."))

    def _show_troubles(self) -> None:
        clear(self._troubles)
        found = list(reversed(self._line.troubles))
        self._wrong.setVisible(bool(found))
        now = clock.now(self._desk.store, self._desk.clock)
        for at, error in found:
            when = Label(times.until(at, now), type="small", tone="soft")
            words = Label(sync.trouble_words(error), wrap=True)
            self._troubles.addLayout(down(when, words, spacing=0))

    # --- what one does here -------------------------------------------------------------------

    def _act(self) -> None:
        if self._line.state == "updating":
            self._line.stop()
        else:
            self._line.sync()

    def _finished(self, report: Report) -> None:
        if self.isVisible():
            told = ", ".join(f"{name} {value}" for name, value in sync.result_words(report))
            announce(self, told)

    def _to_outbox(self) -> None:
        self._desk.show("outbox")

    def _to_files(self) -> None:
        self._desk.show("opened", "ask")

    def _to_settings(self) -> None:
        self._desk.show("settings")

    def _to_downloads(self) -> None:
        self._desk.show("downloads")


class Facts(QWidget):
    """Names and values in two columns."""

    def __init__(self) -> None:
        super().__init__()
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(Space.WIDE)
        self._form.setVerticalSpacing(Space.TIGHT)
        self._shown: object = None

    def show_facts(self, known: list[tuple[str, str]], wrong: list[str] | None = None) -> None:
        """Show (name, value) rows, and under them what went wrong, in sentences."""
        if self._shown == (known, wrong):
            return
        self._shown = (known, wrong)
        while self._form.rowCount():
            self._form.removeRow(0)
        for name, value in known:
            words = Label(value, wrap=True)
            words.setAccessibleName(f"{name}: {value}")
            self._form.addRow(Label(name, tone="soft"), words)
        for why in wrong or ():
            self._form.addRow(Label(why, tone="bad", wrap=True))


def _beside(words: Label, link: Button) -> QHBoxLayout:
    row = across(words, link)
    row.setStretch(0, 1)
    return row
