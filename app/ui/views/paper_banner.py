"""What has to be known before one reads on: what was decided, an older version, an older review."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.i18n import _
from app.ui.icons import Picture, Symbol
from app.ui.measures import ICON, Space
from app.ui.theme import surface
from app.ui.views.paper_load import Opened, Standing
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import across
from app.ui.widgets.text import Label, announce


def words_for(shown: Opened, standing: Standing) -> tuple[str, str, str]:
    """Return the sentences, the verb's words and the verb: `newest`, `changes` or nothing."""
    said, words, verb = _of_version(shown, standing)
    return "\n".join(filter(None, (shown.decided, said))), words, verb


def _of_version(shown: Opened, standing: Standing) -> tuple[str, str, str]:
    if shown.row.status == "withdrawn":
        return _("The proposers have withdrawn this proposal. You can still read it."), "", ""
    if shown.version is not None and shown.number < shown.row.version:
        newest = shown.row.version
        if not any(each.number == newest for each in shown.versions):
            said = _("Version {newest} is there, but its text has not arrived yet.")
            return said.format(newest=newest), "", ""
        said = _("This is version {shown}. The newest is version {newest}.")
        verb = _("Read version {newest}").format(newest=newest)
        return said.format(shown=shown.number, newest=newest), verb, "newest"
    reviewed = standing.reviewed_version
    if reviewed is not None and reviewed < shown.row.version and not shown.observer:
        said = _("You reviewed version {reviewed}; now there is version {newest}.")
        words = said.format(reviewed=reviewed, newest=shown.row.version)
        return words, _("See what changed"), "changes"
    return "", "", ""


class Banner(QFrame):
    """One sentence above the text, with the one thing to do about it."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        surface(self, "message")
        self._verb = ""
        self._said = ""
        self._gives_way = False
        self.words = Label(wrap=True)
        self.act = Button(_("See what changed"), "link", on_click=self._ask)
        row = across(
            Picture(Symbol.CHANGED, "accent", ICON),
            self.words,
            self.act,
            margins=(Space.HUGE, Space.TIGHT, Space.LARGE, Space.TIGHT),
        )
        row.setStretch(1, 1)
        self.setLayout(row)
        self.hide()

    def show_for(self, shown: Opened, standing: Standing) -> None:
        said, words, self._verb = words_for(shown, standing)
        news = bool(said) and said != self.words.whole_text()
        self.words.setText(said)
        if words:
            self.act.set_words(words)
        self.act.setVisible(bool(words))
        self._said = said
        self._fit()
        if news and not self.isHidden():
            announce(self, said)

    def give_way(self, to_marks: bool) -> None:  # noqa: FBT001 -- a setter
        """Let marks that need a look go first: what changed has its tab, one thing at a time."""
        self._gives_way = to_marks
        self._fit()

    def _fit(self) -> None:
        self.setVisible(bool(self._said) and not (self._gives_way and self._verb == "changes"))

    def _ask(self) -> None:
        self.asked.emit(self._verb)
