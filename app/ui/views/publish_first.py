"""The first step of a Secretariat: its folder, its server; the cycle is made there and published."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import _
from app.secretariat.publishing import Published
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.theme import theme
from app.ui.views.page import Page
from app.ui.views.publish_papers import MakeWay, PapersPart, founding_way
from app.ui.views.publish_parts import FolderRow
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import across, boxed, down
from app.ui.widgets.text import Label

FIELD_WIDE = 420


class PublishFirst(QWidget):
    """`founded` when the cycle is on the server; `back` when the reader wants to join instead."""

    founded = Signal()
    back = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._back = Button(_("Back"), "quiet", Symbol.BACK, self.back.emit)
        self.page = Page(_("Publish for the Secretariat"))
        self.page.say_under(
            _(
                "This computer becomes the Secretariat's first one: the cycle of your meeting "
                "folder is made on the server, and its papers are published."
            )
        )
        self.folder = FolderRow(desk)
        self.server = _field(_("Address of the server"), "https://")
        self.code = _field(_("Set-up code, if the server asks for one"))
        self.papers = PapersPart(desk, self.folder, self._way, _("Make the cycle and publish"))
        self.papers.look.hide()  # there is nothing on the server to compare with yet
        self.papers.published.connect(self._published)
        self.server.textChanged.connect(self._ready)
        self.papers.work.busy.connect(self._ready)
        self.folder.chosen.connect(self._ready)
        self.start = Button(_("Start"), "primary", on_click=self.founded.emit)
        self.start.hide()
        self.page.column.insertWidget(0, boxed(across(self._back, None)))
        for part in (
            self.folder,
            _named(self.server),
            _named(self.code),
            self.papers,
            boxed(across(self.start, None)),
        ):
            self.page.column.addWidget(part)
            self.page.column.addSpacing(Space.SMALL)
        self.setLayout(down(self.page, spacing=0))
        self._ready()

    def _way(self) -> MakeWay:
        return founding_way(self._desk, self.server.text().strip(), self.code.text().strip())

    def _published(self, _done: Published) -> None:
        self.papers.send.hide()
        self.papers.check.hide()
        self.start.show()
        self.start.setFocus()

    def _ready(self, _what: object = None) -> None:
        busy = self.papers.work.is_busy()
        if not self.server.text().strip():
            self.papers.send.setEnabled(False)
        elif not busy and self.folder.folder() is not None:
            self.papers.send.setEnabled(True)
        for each in (self.server, self.code, self._back):
            each.setEnabled(not busy)


def _field(name: str, hint: str = "") -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setMaximumWidth(theme().px(FIELD_WIDE))
    return field


def _named(field: QLineEdit) -> QWidget:
    title = Label(field.accessibleName(), type="small", weight="bold", tone="soft", wrap=True)
    return boxed(down(title, field, spacing=Space.TIGHT))
