"""The one set of words for how far a member's own work has come, each with its icon."""

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import _
from app.ui.icons import Picture, Symbol
from app.ui.measures import SMALL_ICON, Space
from app.ui.widgets.text import Label, announce


@dataclass(frozen=True, slots=True)
class State:
    symbol: Symbol
    tone: str
    words: str


def state(code: str | None, time: str = "") -> State:
    """Return icon, colour and words of a state; `time` is shown as given, such as `14:05`.

    Codes: `writing` (not saved yet), `draft` (saved here), `changed` (a draft over what was
    submitted), `submitted` (waits for a line), `received` (the server's copy came back: the
    only green one), `decision` (needs the member), None (nothing yet).
    """
    known = {
        "writing": State(Symbol.EMPTY, "faint", _("Saving…")),
        "draft": State(Symbol.CHECK, "soft", _("Saved on this computer")),
        "changed": State(
            Symbol.CHECK, "warn", _("Changed since you submitted; not sent yet. Saved here")
        ),
        "submitted": State(Symbol.OUTBOX, "warn", _("Submitted, waiting for a line")),
        "received": State(Symbol.DONE, "good", _("Received by the Secretariat")),
        "decision": State(Symbol.WARNING, "bad", _("Needs your decision")),
        "withdrawn": State(Symbol.STOPPED, "soft", _("Withdrawn")),
    }
    found = known.get(code or "", State(Symbol.EMPTY, "faint", _("Nothing written yet")))
    return State(found.symbol, found.tone, f"{found.words} {time}") if time else found


class StateBadge(QWidget):
    """How far this piece of work has come: icon, colour and words."""

    def __init__(self, code: str | None = None, time: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.SMALL - 2)
        self._picture = Picture(Symbol.EMPTY, "faint", SMALL_ICON)
        self.words = Label(type="small", tone="soft", wrap=True)
        row.addWidget(self._picture)
        row.addWidget(self.words, 1)
        self.show_state(code, time)

    def show_state(self, code: str | None, time: str = "") -> None:
        now = state(code, time)
        self._picture.show_symbol(now.symbol, now.tone)
        if self.words.whole_text() != now.words:
            self.words.setText(now.words)
            self.setAccessibleName(now.words)
            if code != "writing":  # else every pause in typing would be spoken twice
                announce(self, now.words)
        self.words.set_tone(now.tone if now.tone != "faint" else "soft")
