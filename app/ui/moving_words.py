"""The words of what moves over the line: its phase, how much is here, how fast, what is left."""

from app.i18n import _
from app.ui import status_words, times
from app.ui.moving import Moving


def phase_words(phase: str) -> str:
    known = {
        "papers": _("The papers come as one file"),
        "reading": _("The papers are read in"),
        "exchange": _("Mine goes up, what is new comes down"),
        "texts": _("Texts of documents come"),
    }
    return known.get(phase, known["exchange"])


def moving_words(moving: Moving) -> str:
    """Return `120 KB of about 400 KB · 25 KB/s · 12 s left`."""
    size = status_words.size
    if moving.total is None and not moving.done:
        return _("Waiting for the first answer…")
    if moving.total is None:
        told = _("{size} so far").format(size=size(moving.done))
        rate = _("{size}/s").format(size=size(int(moving.rate))) if moving.rate > 0 else ""
        return " · ".join(each for each in (told, rate) if each)
    form = _("{got} of about {size}") if moving.about else _("{got} of {size}")
    told = form.format(got=size(moving.done), size=size(moving.total))
    return told + rate_words(moving.rate, moving.total - moving.done)


def rate_words(rate: float, left: int) -> str:
    """Return ` · 25 KB/s · 3 min left`, "" while the rate is unknown."""
    if rate <= 0:
        return ""
    told = _("{size}/s").format(size=status_words.size(int(rate)))
    length = times.length(max(0, left) / rate)
    return f" · {told} · " + _("{length} left").format(length=length)
