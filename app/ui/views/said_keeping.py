"""Taking in the captions or the chat of a call: looked at first, names settled, then kept."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.actions import hearing, transcribing
from app.actions.agenda_items import the_meeting
from app.actions.hearing import Understood
from app.documents.transcripts import LARGEST
from app.domain.changes import Changes
from app.i18n import _
from app.phrases import transcripts as phrases
from app.store import Store, members
from app.ui.desk import Desk
from app.ui.files_asked import ask_file
from app.ui.icons import Symbol
from app.ui.looking_at import FileLook
from app.ui.models import meeting_said as model
from app.ui.models.meeting_said import Told
from app.ui.views.said_names import SaidNames
from app.ui.widgets.buttons import Button
from app.ui.widgets.text import announce

KINDS = "*.txt *.docx *.html *.htm *.vtt *.srt *"


class SaidKeeping(SaidNames):
    """The page of questions; `button`, which leads to it, and `wait` stand elsewhere."""

    begun = Signal()
    """There is something to be answered here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._meeting = ""
        self._looked: Understood | None = None
        self._document = ""
        self._looking = FileLook(desk, LARGEST, self)
        self.wait = self._looking.wait
        self.button = Button(_("Import…"), "quiet", Symbol.FILE, self._offer)
        self.taken.connect(self._keep)
        self.left.connect(self._forget)

    def show_meeting(self, id: str) -> None:
        self._meeting = id
        self._looking.leave()
        self._forget()

    def is_busy(self) -> bool:
        return bool(self._looking)

    def settle(self, told: Told) -> None:
        """Ask whose the names are of which nobody knows it yet."""
        self._document = told.kept.id
        intro = [_("What you settle is remembered for other meetings.")]
        self.ask(_("Who spoke?"), intro, told.open, told.names, _("Save"))
        self.begun.emit()

    @classmethod
    def ask_for(cls, parent: QWidget, title: str) -> Path | None:
        """Ask for the file; None when the asker thinks better of it."""
        return ask_file(parent, title, _("Captions and chats ({kinds})").format(kinds=KINDS))

    def choose_file(self, kind: str) -> None:
        """Ask for a `transcript` or `chat`, and look at it."""
        title = _("The saved chat of the call") if kind == "chat" else _("The captions of the call")
        found = self.ask_for(self, title)
        if found is not None:
            self.look_at(found, kind)

    def look_at(self, path: Path, kind: str) -> None:
        """Show what a file is understood as; nothing is kept yet."""
        meeting = self._meeting

        def look(store: Store, raw: bytes) -> tuple[Understood, Mapping[str, str]]:
            found = hearing.look(store, path.name, raw, meeting, chat=kind == "chat")
            return found, members.names(store)

        self._looking.begin(path, look, self._understood)

    def _understood(self, answer: tuple[Understood, Mapping[str, str]]) -> None:
        found, names = answer
        self._looked = found
        open_ = [each for each in found.speakers if each.open]
        told = [model.summary(found), phrases.label(), *model.oddities(found)]
        self.ask(found.name, told, open_, names, _("Keep it for the meeting"))
        self.begun.emit()
        announce(self, told[0])

    def _keep(self, names: dict[str, str | None]) -> None:
        """Keep what was looked at with `names` settled; or settle them in what is kept."""
        looked, document, clock = self._looked, self._document, self._desk.clock

        def keep(store: Store) -> Changes:
            if looked is None:
                return transcribing.settle(store, document, names, clock)
            meeting = the_meeting(store, looked.meeting)
            title = phrases.title(looked.kind, str(meeting.data.get("title") or meeting.id))
            saved = transcribing.save(store, looked, title=title, clock=clock)
            settled = transcribing.settle(store, saved.id, names, clock) if names else Changes()
            return saved.changes | settled

        said = _("Kept; it goes to the members with the next sync.")
        if looked is None:
            said = _("Saved. The turns are linked anew.")
        if looked is not None or names:
            self._desk.act(keep, said, undoable=looked is None, failed=self._looking.failed)
        self.left.emit()

    def _forget(self) -> None:
        self._looked, self._document = None, ""

    def _offer(self) -> None:
        """Ask which of both it is: captions and chats look alike from outside."""
        menu = QMenu(self.button)
        for kind, words in (("transcript", _("The captions of the call…")),
                            ("chat", _("The saved chat of the call…"))):  # fmt: skip
            menu.addAction(words, partial(self.choose_file, kind))
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
