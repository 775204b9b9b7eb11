"""How far my reviewing is, in words: for Today, the list and the panel."""

from datetime import datetime, tzinfo

from app.actions.review_queue import Progress
from app.i18n import _, ngettext
from app.ui.models import plan


def far(each: Progress) -> str:
    """Return *34 of 70 submitted · 2 begun*."""
    words = _("{done} of {total} submitted").format(done=each.done, total=each.total)
    if each.drafts:
        begun = ngettext("{n} begun", "{n} begun", each.drafts).format(n=each.drafts)
        words = f"{words} · {begun}"
    return words


def pace(each: Progress, now: datetime, zone: tzinfo | None = None) -> str:
    """Return *34 of 70 submitted · At this pace done by Tuesday*."""
    by = plan.by(each.by, now, zone, late=each.late)
    return " · ".join(filter(None, (far(each), by)))
