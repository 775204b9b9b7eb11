"""Joining a server with a profile that is in use: from files, or after this computer was revoked."""

from collections.abc import Callable

from app import phrases
from app.actions import backing, joining
from app.domain import invitations
from app.domain.changes import Changes
from app.domain.collections import ALL
from app.domain.invitations import Invited
from app.i18n import _
from app.store import Store
from app.store.facts import Profile
from app.sync.transport import Cancelled, SignInPage, Unreachable
from app.ui import troubles
from app.ui.desk import Desk
from app.ui.line import Line
from app.ui.models import first_run
from app.ui.widgets.attempt import Attempt
from app.ui.widgets.buttons import Button
from app.ui.widgets.editing import GrowingText
from app.ui.worker import Current, Job


class JoinServer(Attempt):
    """A box for the Secretariat's message; notes, drafts and what waits stay as they are."""

    def __init__(self, desk: Desk, join: Callable[..., Profile] = joining.join) -> None:
        words = _("Paste the Secretariat’s message with a new invitation")
        self.message = GrowingText(words, words, lines=2, most=6)
        act = Button(_("Connect"), "secondary", on_click=self.connect_now)
        super().__init__(self.message, act, _("Connecting…"))
        self._desk, self._join = desk, join
        self._found: Invited | None = None
        self._joining = Current()
        self.message.textChanged.connect(self._read)
        self.progress.cancelled.connect(self.stop)
        self._read()

    def connect_now(self) -> None:
        """Join the server of the message, after a copy of the store was made."""
        found, home, join = self._found, self._desk.home, self._join
        if found is None or self._joining:
            return

        def task(store: Store, job: Job) -> Profile:
            backing.before(store, home, "join")
            return join(
                store,
                found.url,
                found.invitation,
                fingerprint=found.fingerprint,
                stop=job.cancelled,
            )

        self.busy(_("Connecting to {host}…").format(host=first_run.host(found)))
        self._joining.run(self._desk.courier, task, self._joined, self._failed)

    def stop(self) -> None:
        """Stop connecting; the invitation stays good."""
        if self._joining.leave():
            self._failed(Cancelled())

    def _joined(self, profile: Profile) -> None:
        self.busy("")
        self.message.clear()
        self.tell(_("Joined {server}. What waits is sent now.").format(server=profile.server))
        self._desk.changed.emit(Changes.of(*ALL, "sync"))
        line = Line.of(self._desk)
        line.start()
        line.sync()

    def _failed(self, error: Exception) -> None:
        self.busy("")
        if isinstance(error, Cancelled):
            self.tell(phrases.line("joining_stopped"), "warn")
        elif isinstance(error, Unreachable) and not isinstance(error, SignInPage):
            self.tell(phrases.line("joining"), "warn")
        else:
            self.tell(troubles.sentence(error), "bad")

    def _read(self) -> None:
        text = self.message.text()
        self._found = invitations.find(text)
        self.act.setEnabled(self._found is not None)
        if self._found is not None:
            host = first_run.host(self._found)
            self.say(_("An invitation to {host} was found in it.").format(host=host))
        elif text.strip():
            self.say(_("No invitation was found in this text. Copy the whole message."))
        else:
            self.say(
                _(
                    "For when the papers came as files so far, or the server no longer knows "
                    "this computer. Notes, drafts and what waits stay as they are."
                )
            )
