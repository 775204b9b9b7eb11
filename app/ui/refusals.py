"""Why the server did not take one item, in plain words; it blocks nothing else."""

from app import phrases
from app.i18n import _


def sentence(code: str, message: str) -> str:
    """Return what happened, what is safe and what to do."""
    kept = _("Your words are kept here; change them and they are offered again.")
    return f"{phrases.not_taken(code, message)} {kept}"
