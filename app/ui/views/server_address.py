"""Where the server is: changed when it moved, after a look who answers at the new address."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from app.actions import addressing
from app.domain.changes import Changes
from app.i18n import _
from app.store import Store, facts
from app.store.facts import Profile
from app.sync.transport import Cancelled, Moved
from app.ui import troubles
from app.ui.desk import Desk
from app.ui.line import Line
from app.ui.widgets.attempt import Attempt
from app.ui.widgets.buttons import Button
from app.ui.worker import Current, Job


class ServerAddress(Attempt):
    """A field for the new address; nothing goes there before the member says so here."""

    def __init__(self, desk: Desk, move: Callable[..., Profile] = addressing.move) -> None:
        self.field = QLineEdit()
        act = Button(_("Change the address"), "secondary", on_click=self.change)
        super().__init__(self.field, act, _("Looking who answers there…"))
        self._desk, self._move = desk, move
        self._looking = Current()
        self.field.setAccessibleName(_("New address of the server"))
        self.field.setPlaceholderText("https://")
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self.change)
        self.progress.cancelled.connect(self.stop)
        self._typed()

    def offer(self) -> None:
        """Show the box where there is a server, with the address that the server told, if any."""
        profile = facts.profile(self._desk.store)
        self.setEnabled(profile is not None and bool(profile.server) and profile.way != "web")
        error = Line.of(self._desk).error
        if isinstance(error, Moved) and not self.field.text():
            self.field.setText(error.url)
            self.say(troubles.sentence(error), "warn")

    def change(self) -> None:
        """Look who answers at the address, and keep it if it is this profile's server."""
        url, move = self.field.text().strip(), self._move
        if not url or self._looking:
            return

        def task(store: Store, job: Job) -> Profile:
            return move(store, url, stop=job.cancelled)

        self.busy(_("Looking who answers there…"))
        self._looking.run(self._desk.courier, task, self._moved, self._failed)

    def stop(self) -> None:
        if self._looking.leave():
            self._failed(Cancelled())

    def _moved(self, profile: Profile) -> None:
        self.busy("")
        self.field.clear()
        self.tell(_("The server is {server} from now on.").format(server=profile.server))
        self._desk.changed.emit(Changes.of("sync"))
        Line.of(self._desk).sync()

    def _failed(self, error: Exception) -> None:
        self.busy("")
        if isinstance(error, Cancelled):
            self.tell(_("Stopped. Nothing was changed."), "warn")
        else:
            self.tell(troubles.sentence(error), "bad")

    def _typed(self) -> None:
        self.act.setEnabled(bool(self.field.text().strip()))
        self.say(
            _(
                "For when the server moved, and the Secretariat told you so. The new address is "
                "asked whether it is the same server; everything here stays."
            )
        )
