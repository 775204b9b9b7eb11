"""The question before a link of a paper is followed: nothing it names is loaded unasked."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFrame

from app.i18n import _
from app.ui.icons import Picture, Symbol
from app.ui.measures import Space
from app.ui.theme import surface
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.layout import across
from app.ui.widgets.text import Label, announce

_SCHEMES = frozenset({"http", "https", "mailto"})
_EDGE = (Space.LARGE, Space.TIGHT, Space.LARGE, Space.TIGHT)


def may_be_opened(href: str) -> bool:
    """Say whether `href` is of a kind that is offered: a page of the web, or a mail."""
    return QUrl(href).scheme().lower() in _SCHEMES


class LinkBar(QFrame):
    """Shows in full where a link leads; only the reader opens it."""

    def __init__(self) -> None:
        super().__init__()
        surface(self, "message")
        self._href = ""
        self.words = Label(wrap=True, selectable=True)
        self.words.setAccessibleName(_("Where the link leads"))
        self.open = Button(_("Open in the browser"), "link", on_click=self._open)
        self.copy = Button(_("Copy"), "link", on_click=self._copy)
        self.close_button = IconButton(Symbol.CLOSE, _("Do not open it"), self.hide)
        row = across(
            Picture(Symbol.LINK, "accent"),
            self.words,
            self.open,
            self.copy,
            self.close_button,
            margins=_EDGE,
        )
        row.setStretch(1, 1)
        self.setLayout(row)
        self.hide()

    def ask(self, href: str) -> None:
        """Show `href`: every character of it, with none that could hide another."""
        self._href = href
        shown = "".join(char if char.isprintable() else f"%{ord(char):02X}" for char in href)
        self.words.setText(_("This link leads to {address}").format(address=shown))
        mail = href.lower().startswith("mailto:")
        self.open.set_words(_("Write an e-mail") if mail else _("Open in the browser"))
        self.show()
        announce(self, self.words.text())

    def _open(self) -> None:
        self.hide()
        QDesktopServices.openUrl(QUrl(self._href))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._href)
        self.hide()
