"""The window around the places: fills the frame, routes what is wanted, keeps it up to date."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from app import i18n
from app.domain.changes import Changes
from app.settings import Settings
from app.store import facts
from app.ui import troubles, window_keys
from app.ui.desk import Desk
from app.ui.frame import Frame
from app.ui.indexing import Indexing
from app.ui.keeping import Keeping
from app.ui.line import Line
from app.ui.network import Network
from app.ui.news import News, Told, verb
from app.ui.noticing import Noticing
from app.ui.places import Place, opened, places
from app.ui.shell import Shell
from app.ui.theme import theme
from app.ui.trail import Stop
from app.ui.widgets.keys import on_key
from app.ui.window_keys import LARGER
from app.ui.window_status import WindowStatus

MINUTE = 60_000
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
        self.network = Network(desk, self.line, self)
        self.status = WindowStatus(desk, self.line, lambda: self.shell.frame, self)
        self.news = News(self._show_news, self.line)
        self._stale: dict[str, Changes] = {}
        self._language = desk.settings.language
        self._minute = QTimer(self, interval=MINUTE)
        self._minute.timeout.connect(self._tick)
        self.indexing = Indexing(desk)
        self.noticing = Noticing(desk)
        self.keeping = Keeping(desk)
        self._closed = False
        self._first: QWidget | None = None
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
        QTimer.singleShot(WATCHED_LATER, self.network, self.network.watch)

    def go(self, place: str) -> QWidget:
        """Show a place, brought up to date. Raises KeyError: there is no such place."""
        self.shell.put(self.frame)
        return self.frame.go(place)

    def show_record(self, kind: str, id: str = "") -> None:
        """Go where records of `kind` are shown, and open `id` there."""
        place, id = opened(self.desk.store, kind, id)
        view = self.go(place)
        if kind == "downloads":
            getattr(view, "show_queue", str)()
            return
        show = getattr(view, "show_changes" if kind == "changes" else "show_record", None)
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
        self.status.close()
        self.indexing.close()
        self.noticing.close()
        self.keeping.close()
        self.line.close()
        self.network.close()
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
        self.status.show_now()

    def _make(self, place: Place) -> QWidget:
        return place.make(self.desk)

    def _enter(self, place: str) -> None:
        self._first = None
        self._roles()
        self.status.show_now()
        self.go(place)
        self.frame.setFocus()  # nothing is ringed before the first Tab
        self.indexing.begin()
        self.noticing.begin()

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
        self.status.show_soon()

    def _refresh(self, place: str, changes: Changes) -> None:
        refresh = getattr(self.frame.view(place), "refresh", None)
        if refresh is not None:
            refresh(changes)

    def _walk(self, by: int) -> None:
        """Go back (-1) or forward (1) the way one came, to the words one was at."""
        stop = self.desk.trail.step(by)
        if stop is None:
            return
        if stop.id:
            self.show_record(stop.place, stop.id)
        else:
            self.go(stop.place)
        show = getattr(self.frame.view(stop.place), "go_to_words", None)
        if stop.has_words() and show is not None:
            show(stop.section, stop.offset)

    def _gone_to(self, place: str) -> None:
        self.desk.trail.arrive(Stop(place))
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
            self.network.spare()
            self.status.show_soon(anew=True)
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

    def _tick(self) -> None:
        self.status.show_now()
        here = self.frame.place()
        if here is not None:
            self._refresh(here, Changes.of("clock"))

    # --- keys ---------------------------------------------------------------------------------

    def _shortcuts(self) -> None:
        shell, standard = self.shell, QKeySequence.StandardKey
        search = QShortcut(QKeySequence("Ctrl+K"), shell)
        search.activated.connect(self.search_everywhere)
        shell.on_key("F5", self.line.sync)
        shell.on_key("F11", self._full)
        # Before what has the focus: texts and lists take the arrows, with Alt too.
        for keys, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            on_key(shell, keys, partial(self._walk, by))
        shell.on_key("Ctrl+0", partial(window_keys.text_size, self.desk, None))
        shell.on_key(QKeySequence(standard.Undo), self._undo)
        for keys in ("Ctrl++", "Ctrl+=", "Ctrl+Shift+="):
            shell.on_key(keys, partial(window_keys.text_size, self.desk, LARGER))
        shell.on_key("Ctrl+-", partial(window_keys.text_size, self.desk, -LARGER))

    def _full(self) -> None:
        self.frame.set_full(not self.frame.is_full())

    def _undo(self) -> None:
        window_keys.undo(self.desk, self.frame.message, self._back)

    def _flush(self) -> None:
        """Have every field tell what was written in it."""
        focus = QApplication.focusWidget()
        if focus is not None:
            with suppress(RuntimeError):
                focus.clearFocus()
