"""That an answer would come late, in words: it is taken all the same."""

from datetime import datetime

from app.domain import phases
from app.domain.rounds import Round
from app.i18n import _


def before(scheme: Round, now: datetime) -> str:
    """Return what to know before submitting a review at `now`; empty while it is in time."""
    if scheme.status in phases.SHUT:
        return _(
            "The round is closed. A review submitted now is taken and marked as late; the chairs "
            "decide what becomes of it."
        )
    if phases.is_late(scheme, "reviews", now):
        return _(
            "The date for reviews has passed. A review submitted now is taken and marked as late; "
            "the chairs decide what becomes of it."
        )
    return ""
