"""Reading a PDF: its pages with bars, keys, contents and finding; what is asked is told on."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QWidget

from app.documents.pdf_pages import Entry, Found, PageLink
from app.i18n import _
from app.ui.icons import Symbol, icon
from app.ui.measures import Space
from app.ui.reader import places
from app.ui.reader.bar import KEYS
from app.ui.reader.choosing_view import ChoosingView
from app.ui.reader.links import LinkBar, may_be_opened
from app.ui.reader.pdf_bar import (
    GO_TO,
    MATCH,
    SINGLE,
    TURN,
    TURN_BACK,
    WHOLE,
    WIDTH,
    PdfBar,
)
from app.ui.reader.pdf_find import PdfFindBar
from app.ui.reader.pdf_link_menu import add_links
from app.ui.reader.pdf_pages import PdfPages
from app.ui.reader.pdf_reader import PdfReader
from app.ui.reader.pdf_span import PageSpan, only_here
from app.ui.reader.pdf_states import Locked, trouble
from app.ui.reader.view import OUTLINE
from app.ui.theme import surface
from app.ui.widgets.layout import across, boxed, clear, down, hairline
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.text import Label

MOST_WORDS = 12
"""Words of a line by which its place in the text is looked for."""


class PdfView(ChoosingView):
    """A file is opened by `open_file`; whatever is wrong with it is said in its place."""

    match_wanted = Signal(object)
    """The same words are to be shown in the text: phrases to look for, the best first."""
    lost = Signal()
    """The words of the text are not found on the pages."""
    jumped = Signal(int, int)
    """One went to other pages by contents or a link: from where and to where (`PdfPages.at`)."""
    ready = Signal()
    """The file is open, its first page is shown."""

    def __init__(self, kinds: Iterable[str] = tuple(KEYS)) -> None:
        self.reader = PdfReader()
        self.page = PdfPages(self.reader)
        super().__init__(self.page, kinds)
        self.reader.setParent(self)
        surface(self, "side")
        self._path: Path | None = None
        self._tried = False
        self._kept: dict[str, object] | None = None
        self._entries: Sequence[Entry] = ()
        self.tools = PdfBar(self.page)
        self.finder = PdfFindBar(self.page)
        self.links = LinkBar()
        self.wordless = Label(
            _("This PDF has no text, only pictures of its pages: no words can be chosen, found or "
              "marked in it. A note on the whole document can be made in the margin."),
            tone="warn", wrap=True,
        )  # fmt: skip
        edge = (Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.SMALL)
        self._wordless = boxed(across(self.wordless, margins=edge), "canvas")
        self._wordless.hide()
        self.locked = Locked()
        self.locked.given.connect(self._unlock)
        self._said = down(spacing=0)
        self._lay_out()
        self._connect()

    # --- the file ------------------------------------------------------------------------------

    def open_file(self, path: Path, place: dict[str, object] | None = None) -> None:
        """Show a file where it was left; nothing is waited for."""
        self._path, self._kept, self._tried = path, place, False
        self._entries = ()
        self.locked.forget()
        self._wordless.hide()
        self.finder.hide()
        self.links.hide()
        self.page.unselect()
        self._say(EmptyState(Symbol.READ, _("The PDF is being opened")))
        self.reader.open(path)

    def show_none(self, state: EmptyState) -> None:
        """Show what is said where there is no file."""
        self.leave()
        self._say(state)

    def leave(self) -> None:
        """Close the file."""
        self._path, self._entries = None, ()
        self.page.unselect()
        self.reader.leave()
        self.bar.hide()

    def path(self) -> Path | None:
        return self._path

    def place(self) -> dict[str, object] | None:
        """Return where the reader is, None where no pages are shown."""
        return self.page.place() if self._stack.currentWidget() is self._pages else None

    def said(self) -> QWidget | None:
        """Return what stands in the place of the pages, if anything does."""
        shown = self._stack.currentWidget()
        item = self._said.itemAt(0) if shown is self._message else None
        return item.widget() if item is not None else self.locked if shown is self._locked else None

    # --- the same words in the text ----------------------------------------------------------

    def phrases(self) -> list[str]:
        """Return what tells where one is: the chosen words, else lines in sight."""
        span = self.page.span()
        if span is not None:
            return [span.exact]
        found: list[str] = []
        for page in self.page.shown_pages():
            words = self.reader.words(page)
            for row in words.rows if words is not None else ():
                rects = self.page.rects(page, [row.box])
                if words is not None and rects and rects[0].top() >= 0:
                    line = words.page.quote(row.start, row.end).split()
                    found.append(" ".join(line[:MOST_WORDS]))
        return [each for each in found if any(char.isalpha() for char in each)]

    def show_phrases(self, phrases: Sequence[str]) -> None:
        """Show the page where one of these phrases of the text stands."""
        self.reader.where(phrases, self._show_found)

    def _show_found(self, hit: object) -> None:
        if isinstance(hit, Found):
            self.page.show_boxes(hit.page, hit.boxes)
            self.page.flash(hit.page, hit.boxes)
        else:
            self.lost.emit()

    def _match(self) -> None:
        self.match_wanted.emit(self.phrases())

    # --- inner ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._message = boxed(self._said, "paper")
        locked = boxed(down(self.locked, spacing=0), "paper")
        column = down(
            self.tools, hairline(), self.finder, self.links, self._wordless, self.page, spacing=0
        )
        column.setStretch(5, 1)
        self._pages = boxed(column, "side")
        self._locked = locked
        self._stack = QStackedWidget()
        for each in (self._message, self._pages, self._locked):
            self._stack.addWidget(each)
        self.setLayout(down(self._stack, spacing=0))

    def _connect(self) -> None:
        page, tools = self.page, self.tools
        self.reader.opened.connect(self._opened)
        self.reader.failed.connect(self._failed)
        self.reader.outlined.connect(self._outlined)
        self.reader.told_text.connect(self._told_text)
        page.selected.connect(self._selected)
        page.sized.connect(self.bar.hide)
        page.verticalScrollBar().valueChanged.connect(self._scrolled)
        page.menu_wanted.connect(self._show_menu)
        page.link_wanted.connect(self.follow)
        page.page_changed.connect(self._describe)
        tools.outline_wanted.connect(self.show_outline)
        tools.find_wanted.connect(self.finder.begin)
        tools.match_wanted.connect(self._match)
        self.on_key("Ctrl+F", self.finder.begin)
        self.on_key(OUTLINE, self.show_outline)
        self.on_key(GO_TO, tools.begin_number)
        self.on_key(TURN, partial(page.rotate, 90))
        self.on_key(TURN_BACK, partial(page.rotate, -90))
        self.on_key(SINGLE, self._toggle_single)
        self.on_key(WIDTH, partial(page.set_fit, "width"))
        self.on_key(WHOLE, partial(page.set_fit, "page"))
        self.on_key(MATCH, self._match)

    def _toggle_single(self) -> None:
        self.page.set_single(not self.page.is_single())

    def _say(self, state: EmptyState) -> None:
        clear(self._said)
        self._said.addWidget(state)
        self._turn_to(self._message)

    def _turn_to(self, part: QWidget) -> None:
        """Show `part` of the view; the keys stay with it if they were with the part before."""
        held = self._stack.isAncestorOf(QApplication.focusWidget() or self)
        self._stack.setCurrentWidget(part)
        if held:
            self.take_keys()

    def take_keys(self) -> None:
        """Give the focus to what is shown: the pages, the field of the password, or what is said."""
        takes = {self._pages: self.page, self._locked: self.locked.field}
        part = self._stack.currentWidget() or self
        takes.get(part, part).setFocus(Qt.FocusReason.OtherFocusReason)

    def _opened(self) -> None:
        self.locked.forget()
        self._turn_to(self._pages)
        self.page.show_file(self._kept)
        self.tools.show_file(outline=False)
        self._describe(self.page.page())
        self.ready.emit()

    def _failed(self, code: str) -> None:
        if code == "password":
            self._turn_to(self._locked)
            self.locked.ask(again=self._tried)
            return
        self._say(trouble(code, self._again))

    def _again(self) -> None:
        if self._path is not None:
            self.open_file(self._path, self._kept)

    def _unlock(self, password: str) -> None:
        if self._path is not None:
            self._tried = True
            self.reader.open(self._path, password)

    def _outlined(self, entries: Sequence[Entry]) -> None:
        self._entries = [each for each in entries if each.page is not None]
        self.tools.show_file(outline=bool(self._entries))

    def _told_text(self, has_text: bool) -> None:  # noqa: FBT001 -- Qt's signal
        self._wordless.setVisible(not has_text)

    def show_outline(self) -> None:
        """Open the list of the file's bookmarks, or close it."""
        if self.closed_outline():
            return
        if not self._entries:
            return
        entries = [
            places.Entry("", each.page or 0, each.level, each.title) for each in self._entries
        ]
        self.open_outline(entries, ("", self.page.page()))

    def follow(self, link: PageLink) -> None:
        """Go where a link leads within the file; one that leads out is asked about first."""
        page, height = link.page, link.height
        if page is None:
            if may_be_opened(link.address):
                self.links.ask(link.address)
        elif height is None:
            self._jump(partial(self.page.go_to_page, page))
        else:
            there = partial(self.page.go_to_height, page, height)
            self.reader.frame(page, lambda _frame: self._jump(there))

    def go_to_entry(self, section: str, offset: int) -> None:
        del section  # of pages there are none
        self._jump(partial(self.page.go_to_page, offset))
        self.to_page()

    def _jump(self, go: Callable[[], None]) -> None:
        """Go to another page, so that one can come back."""
        before = self.page.at()
        go()
        self.jumped.emit(before, self.page.at())

    def _selected(self, span: PageSpan | None) -> None:
        self.bar.tell(only_here(span))
        self.show_bar(span)

    def _scrolled(self) -> None:
        if not self.bar.isHidden():
            self.show_bar(self.page.span())

    def _describe(self, page: int) -> None:
        """Tell readers of the screen where one is."""
        said = _("Page {page} of {count}").format(page=page + 1, count=self.page.count())
        self.page.setAccessibleDescription(said)

    def _show_menu(self, where: QPoint) -> None:
        menu = self.tools.menu()
        first = menu.actions()[0]
        chosen = self.page.choosing.ends() is not None
        before = QMenu(menu)
        copy = before.addAction(icon(Symbol.COPY), _("Copy"))
        copy.setEnabled(chosen)
        copy.triggered.connect(self.page.copy)
        before.addSeparator()
        self.add_marks(before, chosen=chosen)
        before.addSeparator()
        add_links(before, self.reader, self.page.page(), self.follow)
        menu.insertActions(first, before.actions())
        menu.popup(where)
