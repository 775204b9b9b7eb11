"""What verbs do after papers came or answers left: see what is new, copy the store."""

from app.actions import backing, news
from app.cli.desk import Desk
from app.cli.output import tell
from app.i18n import _


def backup(desk: Desk) -> None:
    """Note what is new. Copy what was written since the last copy; say so if it could not be made, and go on."""
    news.notice(desk.store)
    if backing.quietly(lambda: backing.at_work(desk.store, desk.home)) is not None:
        tell(_("A backup could not be made. Next: doctor"))
