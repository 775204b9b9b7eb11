"""The parts of the agenda editor in their places: beside each other where there is room."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.domain.agendas import NUMBERINGS, STATES
from app.i18n import _
from app.phrases import agendas as words
from app.ui.desk import Desk
from app.ui.measures import PANEL, Space
from app.ui.theme import surface, theme
from app.ui.views.agenda_asked import AgendaAsked
from app.ui.views.agenda_card import AgendaCard, Verb
from app.ui.views.agenda_form import AgendaForm
from app.ui.views.agenda_running import AgendaRunning
from app.ui.views.agenda_taking import AgendaTaking
from app.ui.views.agenda_tools import AgendaTools
from app.ui.views.agenda_tree import AgendaTree
from app.ui.views.page import scrolled
from app.ui.widgets.choice import Choice
from app.ui.widgets.layout import FlowBox, across, boxed, down
from app.ui.widgets.segments import Segmented
from app.ui.widgets.text import Label

BESIDE = 720
"""From this width on the fields stand beside the tree, in px at 100 %."""


class AgendaBoard(QWidget):
    """What can be seen and pressed; what it does is the editor's."""

    def __init__(self, desk: Desk, objection: Verb) -> None:
        super().__init__()
        surface(self, "paper")
        self.tree = AgendaTree()
        self.form = AgendaForm()
        self.running = AgendaRunning()
        self.asked = AgendaAsked()
        self.taking = AgendaTaking(desk)
        self.objecting = AgendaCard(
            desk, objection, (_("Who objects"), _("What the objection is")),
            _("Note the objection"), _("Noted as an objection"), line=False,
        )  # fmt: skip
        self.status = Segmented(
            [(each, words.status(each)) for each in STATES], _("How far the agenda is"), clearable=False
        )  # fmt: skip
        self.numbering = Choice(_("Numbered by"))
        for each in NUMBERINGS:
            self.numbering.addItem(words.numbering(each), each)
        self.tools = AgendaTools()
        self.empty = Label(_("There are no items yet. Add one, or copy an earlier agenda (More)."), tone="soft", wrap=True)  # fmt: skip
        how = FlowBox(self.status, self.numbering, spacing=Space.LARGE)
        left = down(self.tools, self.empty, self.tree, spacing=Space.SMALL)
        left.setStretch(2, 1)
        self._side = boxed(down(self.form))
        self._both = across(boxed(left), self._side, spacing=Space.WIDE)
        self._both.setStretch(0, 1)
        edge = (Space.HUGE, Space.MEDIUM, Space.HUGE, Space.MEDIUM)
        whole = down(
            how,
            self.running,
            self.taking,
            self._both,
            self.objecting,
            self.asked,
            spacing=Space.MEDIUM,
            margins=edge,
        )
        whole.setStretch(3, 1)
        self.setLayout(down(scrolled(boxed(whole)), spacing=0))
        theme().changed.connect(self._lay_out)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the fields beside the tree where there is room, else under it."""
        beside = self.width() >= theme().px(BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._both.setDirection(way)
        self._side.setMaximumWidth(theme().px(PANEL) if beside else 16_777_215)
        self._side.setMinimumWidth(theme().px(PANEL) * 3 // 4 if beside else 0)
