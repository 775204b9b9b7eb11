"""The window around the places: fills the frame, routes what is wanted, keeps it up to date."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from app import i18n
from app.actions import clock
from app.actions.status import Status, status
from app.domain.changes import Changes
from app.i18n import _
from app.settings import Settings
from app.store import documents, facts
from app.ui import status_words, troubles
from app.ui.desk import Desk
from app.ui.downloads import Downloads
from app.ui.frame import Frame
from app.ui.indexing import Indexing
from app.ui.keeping import Keeping
from app.ui.line import Line
from app.ui.measures import LARGEST_TEXT, SMALLEST_TEXT
from app.ui.news import News, Told, verb
from app.ui.places import OF_KIND, Place, places
from app.ui.shell import Shell
from app.ui.theme import theme

LARGER = 10
"""Per cent that Ctrl + and Ctrl - change the text size."""
MINUTE = 60_000
SOON = 60
"""Milliseconds until the status bar follows a change: opening a paper comes first."""
WATCHED_LATER = 3_000
"""Milliseconds after which the window begins to watch for another network."""


class Window(QObject):
    """One profile in one `Shell`."""

    def __init__(
        self, shell: Shell, desk: Desk, *, look_around: Callable[[], None] | None = None
    ) -> None:
        super().__init__(shell)
        self.shell = shell
        self.desk = desk
        self.look_around = look_around
        self.line = Line(desk)
        self.news = News(self._show_news, self.line)
        self._stale: dict[str, Changes] = {}
        self._language = desk.settings.language
        self._minute = QTimer(self, interval=MINUTE)
        self._minute.timeout.connect(self._tick)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._show_status)
        self.indexing = Indexing(desk)
        self.keeping = Keeping(desk)
        self._closed = False
        self._first: QWidget | None = None
        self._downloads: Downloads | None = None
        self._watching = False
        self._back: Callable[[], object] | None = None
        desk.changed.connect(self._changed)
        desk.told.connect(self._told)
        desk.failed.connect(self._failed)
        desk.wanted.connect(self.show_record)
        desk.settings_changed.connect(self._settings_changed)
        desk.leave_for.connect(shell.leave_for)
        desk.sync_wanted.connect(self.line.sync)
        desk.file_given.connect(self._file_given)
        desk.search_wanted.connect(self.search_everywhere)
        self.line.changed.connect(self._show_line)
        self.line.moved.connect(self._show_line)
        self.line.finished.connect(self._line_is_back)
        self.line.stopped.connect(self._line_stopped)
        shell.when_closed(self.close)
        shell.on_files(self._files_dropped)
        self._shortcuts()
        self._dress()

    @property
    def frame(self) -> Frame:
        return self.shell.frame

    def start(self) -> None:
        """Show the first page or Today, and let the line begin its day."""
        if facts.profile(self.desk.store) is None:
            self._show_first_run()
        else:
            self._enter("today")
        self._minute.start()
        self.keeping.start()
        self.line.start()
        QTimer.singleShot(WATCHED_LATER, self, self.watch_network)

    def watch_network(self) -> None:
        """Have the line try at once when this computer finds another network."""
        from PySide6.QtNetwork import QNetworkInformation  # noqa: PLC0415 -- after the first paint

        if self._closed:
            return
        self._watching = True
        self._line_is_back()
        if not QNetworkInformation.loadDefaultBackend():
            return
        network = QNetworkInformation.instance()
        network.reachabilityChanged.connect(self._network_changed)
        network.isMeteredChanged.connect(self._metered_changed)
        self._metered_changed(network.isMetered())

    def _network_changed(self, *_reachability: object) -> None:
        self.line.network_changed()
        if self._downloads is not None:
            self._downloads.go_on()

    def _metered_changed(self, metered: bool) -> None:  # noqa: FBT001 -- Qt's signal
        """Spare a line that is paid by the byte, as the member's rule says."""
        self.line.set_metered(metered)
        self._spare()

    def _spare(self) -> None:
        """Let downloads go on by themselves, or not, and say what the line is used for."""
        if self._downloads is None:
            if not self._watching:
                return
            self._downloads = Downloads.of(self.desk)
        self._downloads.hold(self.line.spared() or self.line.allowance().over)

    def _line_is_back(self) -> None:
        self._spare()
        if self._downloads is not None:
            self._downloads.go_on()

    def go(self, place: str) -> QWidget:
        """Show a place, brought up to date. Raises KeyError: there is no such place."""
        self.shell.put(self.frame)
        return self.frame.go(place)

    def show_record(self, kind: str, id: str = "") -> None:
        """Go where records of `kind` are shown, and open `id` there."""
        view = self.go(OF_KIND.get(kind, kind))
        if kind == "downloads":
            getattr(view, "show_queue", str)()
            return
        show = getattr(view, "show_record", None)
        if id and show is not None:
            show(id)

    def search_everywhere(self) -> None:
        """Open the search over everything (Ctrl+K)."""
        from app.ui.views.search import SearchEverywhere  # noqa: PLC0415 -- when first wanted

        found = self.frame.findChild(SearchEverywhere)
        (found or SearchEverywhere(self.desk, self.frame)).open()

    def close(self) -> None:
        """Keep where the window stands, stop the line, finish what was asked."""
        self._closed = True
        self._minute.stop()
        self._soon.stop()
        self.indexing.close()
        self.keeping.close()
        self.line.close()
        for downloads in self.desk.findChildren(Downloads):
            downloads.stop_all()
        self._downloads = None
        if isinstance(self._first, QWidget):
            self._first.close()
        self.desk.changed.disconnect(self._changed)
        self.desk.choose(replace(self.desk.settings, geometry=self.shell.geometry_words()))
        self._flush()
        self.desk.close()

    # --- filling the frame --------------------------------------------------------------

    def _dress(self) -> None:
        """Put the places into the frame of the shell, in today's language."""
        frame = self.frame
        for place in places():
            part = "foot" if place.part == "hidden" else place.part
            frame.add_place(place.key, place.symbol, place.words, partial(self._make, place), part)
            frame.show_place(place.key, place.part != "hidden")
        frame.gone_to.connect(self._gone_to)
        frame.outbox_wanted.connect(partial(self.go, "outbox"))
        frame.sync_wanted.connect(partial(self.go, "sync"))
        self._roles()
        self._show_status()

    def _make(self, place: Place) -> QWidget:
        return place.make(self.desk)

    def _enter(self, place: str) -> None:
        self._first = None
        self._roles()
        self._show_status()
        self.go(place)
        self.frame.setFocus()  # nothing is ringed before the first Tab
        self.indexing.begin()

    def _show_first_run(self) -> None:
        from app.ui.views.first_run import FirstRun  # noqa: PLC0415 -- once in a profile's life

        first = FirstRun(self.desk, self.line, look_around=self.look_around)
        first.begun.connect(partial(self._enter, "today"))
        self._first = first
        self.shell.takeCentralWidget()  # the frame is kept: it comes back when reading begins
        self.shell.setCentralWidget(first)

    def _roles(self) -> None:
        profile = facts.profile(self.desk.store)
        role = profile.role if profile is not None else ""
        for place in places():
            if place.roles:
                self.frame.show_place(place.key, role in place.roles)

    # --- what comes in ---------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        here = self.frame.place()
        for place in places():
            if self.frame.view(place.key) is not None and place.key != here:
                self._stale[place.key] = self._stale.get(place.key, Changes()) | changes
        if here is not None:
            self._refresh(here, changes)
        if changes.touch("members", "cycle", "sync"):
            self._roles()
        if changes.touch("sync"):
            self.indexing.begin()
        if not self._soon.isActive():
            self._soon.start()

    def _refresh(self, place: str, changes: Changes) -> None:
        refresh = getattr(self.frame.view(place), "refresh", None)
        if refresh is not None:
            refresh(changes)

    def _gone_to(self, place: str) -> None:
        changes = self._stale.pop(place, None)
        if changes is not None:
            self._refresh(place, changes)

    def _told(self, words: str, undo: Callable[[], object] | None) -> None:
        self._back = undo
        self.frame.say(words, "info", undo)

    def _file_given(self, path: Path) -> None:
        """Take in a file that the program was opened with."""
        self._files_dropped([path])

    def _files_dropped(self, paths: list[Path]) -> None:
        # Before joining the first page has its own box for them.
        if facts.profile(self.desk.store) is not None and self._first is None:
            view = self.go("opened")
            getattr(view, "take", list)(paths)

    def _show_news(self, told: Told) -> None:
        self._back = None
        self.frame.say(told.words, told.tone, partial(self._show_decisions, told.merges), verb())

    def _show_decisions(self, merges: bool) -> None:  # noqa: FBT001 -- bound by the message
        view = self.go("outbox")
        show = getattr(view, "show_merges", None)
        if merges and show is not None:
            show()

    def _failed(self, error: Exception) -> None:
        self.frame.say(troubles.sentence(error), "bad")

    def _line_stopped(self, error: Exception) -> None:
        if self.line.state in {"refused", "sign_in"}:
            self.frame.say(troubles.sentence(error), "warn")

    def _settings_changed(self, settings: Settings) -> None:
        theme_now = theme()
        if (theme_now.name, theme_now.percent) != (settings.theme, settings.text_size):
            theme_now.use(settings.theme, settings.text_size)
        if not self._closed:  # where it stood last is kept as it goes
            self._spare()
            self._soon.start()
        if settings.language != self._language:
            self._language = settings.language
            self._speak(settings.language)

    def _speak(self, language: str | None) -> None:
        """Build everything anew in another language, at the same place."""
        i18n.use(language)
        direction = Qt.LayoutDirection
        rtl = i18n.is_right_to_left()
        QApplication.setLayoutDirection(direction.RightToLeft if rtl else direction.LeftToRight)
        here = self.frame.place() or "today"
        self._flush()
        old = self.frame
        self.shell.frame = Frame()
        self._stale.clear()
        self._dress()
        self.shell.setCentralWidget(self.shell.frame)
        old.deleteLater()
        self.go(here)

    # --- the status bar -------------------------------------------------------------------

    def _tick(self) -> None:
        self._show_status()
        here = self.frame.place()
        if here is not None:
            self._refresh(here, Changes.of("clock"))

    def _show_line(self) -> None:
        told = status_words.line(self.line)
        self.frame.status.show_line(told.state, told.words)

    def _show_status(self) -> None:
        store = self.desk.store
        now, at = status(store), self._now()
        frame = self.frame
        words, decide = status_words.waiting(now, by_file=not now.server)
        frame.status.show_waiting(words, decide=decide)
        frame.status.show_updated(status_words.updated(now, at))
        frame.status.show_month(status_words.month(self.line.allowance()))
        frame.show_cycle(now.title)
        frame.show_count("proposals", now.unread + now.changed)
        frame.show_count("documents", documents.unread(store))
        frame.show_count("today", _needs_me(now))
        self._show_line()

    def _now(self) -> datetime:
        return clock.now(self.desk.store, self.desk.clock)

    # --- keys ---------------------------------------------------------------------------------

    def _shortcuts(self) -> None:
        shell, standard = self.shell, QKeySequence.StandardKey
        search = QShortcut(QKeySequence("Ctrl+K"), shell)
        search.activated.connect(self.search_everywhere)
        shell.on_key("F5", self.line.sync)
        shell.on_key("F11", self._full)
        shell.on_key("Ctrl+0", partial(self._text_size, None))
        shell.on_key(QKeySequence(standard.Undo), self._undo)
        for keys in ("Ctrl++", "Ctrl+=", "Ctrl+Shift+="):
            shell.on_key(keys, partial(self._text_size, LARGER))
        shell.on_key("Ctrl+-", partial(self._text_size, -LARGER))

    def _full(self) -> None:
        self.frame.set_full(not self.frame.is_full())

    def _undo(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit) or (
            isinstance(focus, QTextEdit) and not focus.isReadOnly()
        ):
            return
        bar = self.frame.message
        back = self._back if bar.isVisible() and bar.undo.isVisible() else None
        if back is not None and not self._of_act(back):
            bar.undo.click()  # words that were put away: nothing of theirs is in the store
        else:
            self.desk.take_back()

    def _of_act(self, back: Callable[[], object]) -> bool:
        return isinstance(back, partial) and back.func == self.desk.take_back

    def _text_size(self, step: int | None) -> None:
        now = self.desk.settings
        wanted = 100 if step is None else now.text_size + step
        wanted = max(SMALLEST_TEXT, min(LARGEST_TEXT, wanted))
        if wanted != now.text_size:
            self.desk.choose(replace(now, text_size=wanted))
            self.desk.told.emit(_("Text size {n} %").format(n=wanted), None)

    def _flush(self) -> None:
        """Have every field tell what was written in it."""
        focus = QApplication.focusWidget()
        if focus is not None:
            with suppress(RuntimeError):
                focus.clearFocus()


def _needs_me(now: Status) -> int:
    return now.conflicts + now.set_aside + bool(now.erasures) + now.changed
