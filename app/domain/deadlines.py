"""Which of a round's deadlines counts now."""

from datetime import datetime

from app.domain import times
from app.domain.rounds import Deadline, Round


def next_deadline(scheme: Round | None, now: datetime) -> Deadline | None:
    """Return the deadline to come, else the last one that passed; None where none is known."""
    dated = [each for each in (scheme.deadlines if scheme else ()) if times.is_instant(each.at)]
    known = sorted(dated, key=lambda each: times.parse(each.at))
    coming = [each for each in known if times.parse(each.at) > now]
    return (coming or [*known[-1:]] or [None])[0]
