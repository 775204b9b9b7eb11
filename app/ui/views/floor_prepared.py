"""What members sent beforehand for an item, for chairs: to be called up, or read out for them."""

from functools import partial

from app.actions import floor_chairing
from app.actions.floor_showing import Prepared
from app.i18n import _
from app.ui.desk import Desk
from app.ui.models import meeting_floor as model
from app.ui.models.meeting_floor import Shown
from app.ui.views.page import Block
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, FlowBox
from app.ui.widgets.text import Label


class FloorPrepared(Block):
    """A card for each, those that were not heard yet first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Prepared interventions"))
        self._desk = desk
        self._shown: tuple[Prepared, ...] = ()

    def show_floor(self, shown: Shown) -> None:
        found = shown.floor
        self.setVisible(found.chair and bool(found.prepared))
        if found.prepared == self._shown and self.body.count():
            return
        self._shown = found.prepared
        while (item := self.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for each in found.prepared if found.chair else ():
            self.body.addWidget(self._card("" if found.item is None else found.item.id, each))

    def _card(self, item: str, each: Prepared) -> Card:
        notes = Label(model.prepared(each), type="small", tone="soft", wrap=True)
        notes.setVisible(bool(notes.whole_text()))
        card = Card(
            Label(each.name, weight="medium", wrap=True),
            notes,
            Label(each.intent.text, wrap=True, selectable=True),
        )
        if not each.delivered:
            who = each.intent.account
            card.body.addWidget(
                FlowBox(
                    Button(_("Delivered"), "secondary", None,
                           partial(self._deliver, item, who, "spoken")),
                    Button(_("Read out"), "quiet", None,
                           partial(self._deliver, item, who, "read_out")),
                )
            )  # fmt: skip
        return card

    def _deliver(self, item: str, who: str, how: str) -> None:
        clock = self._desk.clock
        self._desk.act(
            lambda store: floor_chairing.deliver(store, item, who, how, clock), undoable=True
        )
