"""A play of a meeting: which call it is, and where its items are."""

from dataclasses import dataclass
from datetime import datetime

from app.actions import agendas
from app.demo import meeting_script as script
from app.demo.play import Play
from app.demo.stage import CHAIR
from app.demo.steps import expect
from app.paths import resource

EVERYBODY = (CHAIR, script.COCHAIR, *script.READERS)


@dataclass(slots=True)
class MeetingPlay(Play):
    meeting: str = ""
    transcript: str = ""
    chat: str = ""

    def moment(self) -> datetime:
        """Return what the clock says, without making it go on: a clock to look by."""
        return self.clock.now

    def item(self, title: str) -> str:
        """Return the id of the chair's item of this title."""
        rows = self.ask(CHAIR, lambda store: agendas.agenda(store, self.meeting).flat)
        found = [each.row.id for each in rows if each.row.data["title"] == title]
        expect(len(found) == 1, f"{len(found)} items are called “{title}”")
        return found[0]

    def go_on(self, moment: datetime) -> None:
        """Let the clock be at `moment`, unless it is later already."""
        self.clock.now = max(self.clock.now, moment)


def file_of_call(name: str) -> bytes:
    """Return a made-up file of the call: `captions.txt` or `chat.txt`."""
    return resource("sample", "igf2021-call", name).read_bytes()


def agenda_of(play: MeetingPlay, account: str) -> list[tuple[str, str, float]]:
    """Return (number, title, minutes) of each item, as `account` has them."""
    found = play.ask(account, lambda store: agendas.agenda(store, play.meeting).flat)
    return [(each.label, str(each.row.data["title"]), each.minutes) for each in found]
