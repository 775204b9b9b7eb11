"""Why a publishing could not begin or go on, in plain words."""

from collections.abc import Mapping

from app.i18n import _


def cannot(code: str, params: Mapping[str, object]) -> str:
    """Return what happened and what to do; nothing is half published in any case."""
    sentences = {
        "not_secretariat": _(
            "Only the Secretariat's profile can publish; this one is {account}’s ({role}). "
            "Nothing was sent."
        ),
        "changed_meanwhile": _(
            "The file of “{document}” changed while it was being published. "
            "Nothing is half published; run it again."
        ),
    }
    return sentences[code].format(**params)
