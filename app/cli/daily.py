"""Copies of the store, made by the verbs that bring papers or take answers away."""

from app.actions import backing
from app.cli.desk import Desk
from app.cli.output import tell
from app.i18n import _


def backup(desk: Desk) -> None:
    """Copy what was written since the last copy; say so if it could not be made, and go on."""
    if backing.quietly(lambda: backing.at_work(desk.store, desk.home)) is not None:
        tell(_("A backup could not be made. Next: doctor"))
