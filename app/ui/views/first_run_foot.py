"""Under the box for the message: the sample cycle to look around in, and the Secretariat's way."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.paths import resource
from app.ui import troubles
from app.ui.desk import Desk
from app.ui.measures import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import across, down, hairline
from app.ui.widgets.text import Label


class Foot(QWidget):
    """`publish_wanted` when somebody of the Secretariat is here."""

    publish_wanted = Signal()

    def __init__(self, desk: Desk, look_around: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._desk, self._look_around = desk, look_around
        self.sample = Button(_("Look around with the sample cycle"), "link", on_click=self._sample)
        self.words = Label(
            _("Five proposals, made after the public record of 2021. Nothing is sent anywhere."),
            type="small",
            tone="soft",
            wrap=True,
        )
        self.office = Button(
            _("I publish for the Secretariat"), "link", on_click=self.publish_wanted.emit
        )
        if look_around is None and not resource("sample", "igf2021.satchel").is_file():
            self.sample.hide()
            self.words.hide()
        links = [across(each, None) for each in (self.sample, self.office)]
        self.setLayout(down(hairline(), links[0], self.words, links[1], spacing=Space.SMALL))

    def _sample(self) -> None:
        """Open the sample in a window of its own: from its pack, else with a server."""
        from app.ui.looking_around import LookingAround, sample_pack  # noqa: PLC0415 -- if wanted

        self.sample.setEnabled(False)
        self.words.setText(_("The sample cycle is being set up. It takes a moment…"))
        pack = sample_pack()
        if pack is None:
            if self._look_around is not None:
                self._look_around()
            return
        self.around = LookingAround(self._desk, pack)
        self.around.opened.connect(self._opened)
        self.around.failed.connect(self._failed)
        self.around.begin()

    def _opened(self) -> None:
        self.words.setText(_("The sample cycle is open in a window of its own."))
        self.sample.setEnabled(True)

    def _failed(self, error: Exception) -> None:
        self.words.setText(troubles.sentence(error))
        self.sample.setEnabled(True)
