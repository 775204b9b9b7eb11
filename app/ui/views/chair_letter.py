"""One letter: its texts written beside it as it will read; shared, recorded as sent, followed up."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.actions import letter_templates, letters
from app.actions.clock import Clock
from app.domain.changes import NOTHING, Changes
from app.domain.letters import FIELDS
from app.i18n import _
from app.phrases import letters as words
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models.chair_letters import Writing
from app.ui.theme import surface, theme
from app.ui.views.chair_letter_out import LetterOut
from app.ui.views.chair_saving import LetterSaving, NotSaved
from app.ui.views.chair_template import KeepAs
from app.ui.views.page import Block, ShortList, scrolled
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import Card, FlowBox, across, boxed, down
from app.ui.widgets.prose import Prose
from app.ui.widgets.states import StateBadge
from app.ui.widgets.text import Heading, Label

OPENING, CLOSING = "opening", "closing"
ROOM = 700
"""Narrower than this the letter stands under its texts, in px at 100 %."""
WIDEST = 620
"""Width of the letter as it will read, in px at 100 %."""

Verb = Callable[[Store, str, Clock], Changes]


class LetterSheet(QWidget):
    """Texts save themselves as they are written; only what leaves asks for a press."""

    points_wanted = Signal()
    template_saved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk = desk
        self._now: Writing | None = None
        self._kept_as = ""
        """The template that was just kept, and is chosen when the list has it."""
        self.saving = LetterSaving(desk, self)
        self.saving.saved.connect(self._show_state)
        self.title = Heading("", 2)
        self.state = StateBadge()
        self.sent = Label(weight="medium", tone="good", wrap=True)
        self.template = Choice(_("Template"))
        self.use = Button(_("Use this template"), "secondary", on_click=self._use)
        self.template.currentIndexChanged.connect(self._chosen)
        self.keep = KeepAs()
        self.keep.named.connect(self._keep)
        self.opening = GrowingText(_("Opening"), _("Dear {proposer}, …"), lines=4, most=30)
        self.closing = GrowingText(_("Closing"), _("Please send …"), lines=3, most=30)
        self.opening.settled.connect(lambda text: self._write(OPENING, text))
        self.closing.settled.connect(lambda text: self._write(CLOSING, text))
        fields = " ".join(f"{{{each}}}" for each in FIELDS)
        self.fields = Label(
            _("In braces may stand: {fields}").format(fields=fields),
            type="small", tone="soft", wrap=True,
        )  # fmt: skip
        self.failed = NotSaved()
        self.saving.failed.connect(self.failed.tell)
        self.to = GrowingText(_("Sent to"), _("Such as the address it went to"), lines=1, most=2)
        self.record = Button(_("Record as sent"), "primary", Symbol.SEND, self._record)
        self.share = Button(_("Share with the co-chairs"), "secondary", None, self._share)
        self.out = LetterOut(desk)
        self.out.points_wanted.connect(self.points_wanted)
        self.out.leaving.connect(self.flush)
        self.unfilled = Label(tone="warn", wrap=True)
        self.preview = Label(wrap=True, selectable=True)
        self.preview.setAccessibleName(_("The letter as it will read"))
        self.followed = ShortList(_("What became of the points"))
        self.note = Prose(tone="soft")
        self._followed = Block("", self.followed)
        self._said = Block(_("What the proposers say of it"), self.note)
        self._lay_out()

    def show_writing(self, now: Writing) -> None:
        """Show the letter; words that are being written, or owed, stay."""
        if self._now is not None and self._now.proposal != now.proposal:
            self.failed.setText("")
            self.to.show_text("")
        self._now = now
        letter = now.letter
        self.title.setText(now.title)
        drafting = now.writes
        fresh = letter is not None and letter.sent and drafting  # the next letter is not begun
        for name, field in ((OPENING, self.opening), (CLOSING, self.closing)):
            kept = field.pending() or self.saving.owes(now.proposal, name) or self.saving.busy()
            if not kept:
                field.show_text("" if letter is None or fresh else str(getattr(letter, name)))
        self._texts.setVisible(drafting)
        self._leaving.setVisible(letter is not None and not letter.sent)
        self.share.setVisible(letter is not None and not letter.shared)
        self.sent.setText(now.sent)
        self.sent.setVisible(bool(now.sent))
        self._offer(now)
        self._show_preview(now)
        self.followed.show_lines(now.followed)
        self._followed.heading.setText(now.followed_words)
        self.note.show_markdown(now.note)
        self._said.setVisible(bool(now.note.strip()))
        self._followed.setVisible(bool(now.followed_words))
        self._show_state()

    def flush(self) -> None:
        """Hand over now what was written."""
        self.opening.flush()
        self.closing.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # --- what is done -----------------------------------------------------------------------

    def _write(self, name: str, text: str) -> None:
        if self._now is None or not self._now.writes:
            return
        id, clock = self._now.proposal, self._desk.clock

        def verb(store: Store) -> Changes:
            given = {name: text}
            return letters.write_texts(store, id, **given, clock=clock)

        self.saving.save((id, name), verb)
        self._show_state()

    def _use(self) -> None:
        if self._now is None:
            return
        chosen = next(
            (each for each in self._now.templates if each.name == self.template.currentData()), None
        )
        if chosen is None:
            return
        self.flush()
        id, clock = self._now.proposal, self._desk.clock
        self._desk.act(
            lambda store: letters.write_texts(
                store, id, opening=chosen.opening, closing=chosen.closing, clock=clock
            ),
            _("The letter begins and ends as the template says."),
            undoable=True,
        )

    def _chosen(self) -> None:
        """Propose the name of my own template that is chosen; the usual one is nobody's own."""
        name = str(self.template.currentData() or "")
        self.keep.propose("" if name == words.USUAL else name)

    def _keep(self, name: str) -> None:
        """Keep the texts under a name, a new one or that of a template they replace."""
        if self._now is None:
            return
        opening, closing = self.opening.text(), self.closing.text()

        def verb(store: Store) -> Changes:
            letter_templates.save_template(store, name, opening, closing)
            return NOTHING

        def done(_changes: Changes) -> None:
            self._kept_as = name
            self.template_saved.emit()

        told = _("Kept as the template “{name}” on this computer.").format(name=_name(name))
        self._desk.act(verb, told, then=done)

    def _share(self) -> None:
        self._leave(letters.share, _("The co-chairs have the draft with the next sync."))

    def _record(self) -> None:
        to = self.to.text().strip()
        self._leave(
            lambda store, about, clock: letters.record_sent(store, about, to, clock),
            _("Recorded as sent. Members read it with the next sync; until then you can undo it."),
        )

    def _leave(self, verb: Verb, said: str) -> None:
        if self._now is not None:
            self.flush()
            id, clock = self._now.proposal, self._desk.clock
            self._desk.act(lambda store: verb(store, id, clock), said, undoable=True)

    # --- how it looks -----------------------------------------------------------------------

    def _offer(self, now: Writing) -> None:
        names = [each.name for each in now.templates]
        if [self.template.itemData(at) for at in range(self.template.count())] != names:
            kept = self._kept_as if self._kept_as in names else self.template.currentData()
            self._kept_as = ""
            self.template.clear()
            for each in names:
                self.template.addItem(_name(each), each)
            self.template.setCurrentIndex(max(0, self.template.findData(kept)))

    def _show_preview(self, now: Writing) -> None:
        sent = now.letter is not None and now.letter.sent
        self._reads.setText(_("As it was sent") if sent else _("As it will read"))
        text = "" if now.sheet is None else words.as_text(now.sheet).strip()
        self.preview.setText(text or _("Nothing is written yet. Begin with a template, or with "
                                       "the points of step 2."))  # fmt: skip
        self.preview.set_tone("ink" if text else "soft")
        missing = words.unfilled(() if now.sheet is None else now.sheet.unfilled)
        self.unfilled.setText(missing)
        self.unfilled.setVisible(bool(missing))
        self.out.show_writing(now, text)

    def _show_state(self) -> None:
        now = self._now
        if now is None:
            return
        owes = any(self.saving.owes(now.proposal, name) for name in (OPENING, CLOSING))
        if not owes:
            self.failed.setText("")
        self.failed.setVisible(owes)
        drafted = now.letter is not None and not now.letter.sent
        self.state.setVisible(drafted and not owes)
        self.state.show_state("writing" if self.saving.busy() else "draft")

    def _fit(self) -> None:
        beside = self.width() >= theme().px(ROOM)
        direction = self._columns.Direction
        wanted = direction.LeftToRight if beside else direction.TopToBottom
        self._columns.setDirection(wanted)

    def _lay_out(self) -> None:
        using = FlowBox(self.template, self.use, self.keep, spacing=Space.SMALL)
        self._texts = boxed(
            down(
                using,
                _small(_("Opening")),
                self.opening,
                _small(_("Closing")),
                self.closing,
                self.fields,
                self.failed,
                spacing=Space.TIGHT,
            )
        )
        self._leaving = boxed(
            down(
                _small(_("Sent to")),
                self.to,
                FlowBox(self.record, self.share, spacing=Space.SMALL),
                spacing=Space.TIGHT,
            )
        )
        parts = (self._texts, self._leaving, self._followed, self._said, None)
        left = boxed(down(*parts, spacing=Space.MEDIUM))
        self._reads = _small(_("As it will read"))
        card = Card(self.unfilled, self.preview)
        card.setMaximumWidth(WIDEST)
        right = boxed(down(self._reads, card, self.out, None))
        self._columns = across(left, right, spacing=Space.WIDE)
        self._columns.setStretch(0, 1)
        self._columns.setStretch(1, 1)
        edge = (Space.WIDE, Space.MEDIUM, Space.WIDE, Space.WIDE)
        column = down(self.title, self.sent, self.state, self._columns, None, margins=edge)
        area = scrolled(boxed(column))
        area.setAccessibleName(_("Letter"))
        self.setLayout(down(area, spacing=0))


def _name(template: str) -> str:
    return _("Usual letter") if template == words.USUAL else template


def _small(words: str) -> Label:
    return Label(words, type="small", weight="bold", tone="soft")
