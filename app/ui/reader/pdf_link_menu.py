"""The links of a page of a PDF as a menu: for who has no mouse, or cannot see them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu

from app.documents.pdf_pages import PageLink
from app.i18n import _
from app.ui.icons import Symbol, icon
from app.ui.reader.pdf_overlays import leads
from app.ui.reader.pdf_reader import PdfReader
from app.ui.widgets.text import literal

MOST_OFFERED, MOST_NAME = 40, 60
"""Links in a menu, and characters of their names."""


def add_links(
    menu: QMenu, reader: PdfReader, page: int, follow: Callable[[PageLink], object]
) -> None:
    """Add what the links of a page (from 0) are called and where they lead, if it has any."""
    found = [each for each in reader.links(page) if leads(each)][:MOST_OFFERED]
    if not found:
        return
    offered = menu.addMenu(icon(Symbol.LINK), _("Links on this page"))
    for each in found:
        action = offered.addAction(literal(_name(reader, page, each)))
        action.triggered.connect(partial(_call, follow, each))
    menu.addSeparator()


def _name(reader: PdfReader, page: int, link: PageLink) -> str:
    words = reader.words(page)
    said = "" if words is None else words.page.within(link.box)
    goal = link.address if link.page is None else _("page {n}").format(n=link.page + 1)
    return " · ".join(each[:MOST_NAME] for each in (said, goal) if each)


def _call(follow: Callable[[PageLink], object], link: PageLink, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
    follow(link)
