"""Publish: what members have. Papers from the meeting folder, imports into it, the members."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.i18n import _
from app.ui.desk import Desk
from app.ui.measures import Space
from app.ui.views.page import Page
from app.ui.views.publish_import import ImportPart
from app.ui.views.publish_members import MembersPart
from app.ui.views.publish_papers import PapersPart
from app.ui.views.publish_parts import FolderRow
from app.ui.widgets.layout import across, down, hairline
from app.ui.widgets.tabs import TabRow

WIDE = 900


class PublishView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.page = Page(_("Publish"), wide=WIDE)
        self.page.say_under(
            _("What members have: nothing changes for them until you publish the meeting folder.")
        )
        self.tabs = TabRow(_("Publish"))
        for key, words in (
            ("papers", _("Papers")),
            ("import", _("Import")),
            ("members", _("Members")),
        ):
            self.tabs.add(key, words)
        self.folder = FolderRow(desk)
        self.papers = PapersPart(desk, self.folder)
        self.importing = ImportPart(desk, self.folder)
        self.members = MembersPart(desk)
        self._parts: dict[str, QWidget] = {
            "papers": self.papers,
            "import": self.importing,
            "members": self.members,
        }
        self.page.column.addLayout(across(self.tabs, None))
        self.page.column.addWidget(hairline())
        self.page.column.addSpacing(Space.SMALL)
        self.page.column.addWidget(self.folder)
        self.page.column.addSpacing(Space.SMALL)
        for part in self._parts.values():
            self.page.column.addWidget(part)
        self.members.appeared.connect(self._bring)
        self.tabs.currentChanged.connect(self._turn)
        self.setLayout(down(self.page, spacing=0))
        self._turn()

    def refresh(self, changes: Changes) -> None:
        """Nothing here is read from the store by itself: the folder and the server are asked."""

    def show_record(self, id: str) -> None:
        """Go to the tab of this key, or to the member of this account."""
        if id in self._parts:
            self.tabs.go(id)
        else:
            self.tabs.go("members")
            self.members.show_member(id)

    def _bring(self, part: QWidget) -> None:
        """Scroll to `part` once it has its place."""
        area = self.page.area
        QTimer.singleShot(0, part, lambda: area.ensureWidgetVisible(part, 0, Space.LARGE))

    def _turn(self, _index: int = 0) -> None:
        key = self.tabs.key()
        for each, part in self._parts.items():
            part.setVisible(each == key)
        self.folder.setVisible(key != "members")
        if key == "import":
            self.importing.enter()
        if key == "members":
            self.members.enter()
