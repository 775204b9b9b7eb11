"""The words of the download queue: each file as a row, all of them in one line."""

from collections.abc import Sequence

from app.actions.queueing import Queued, Worth
from app.i18n import _, ngettext
from app.ui import moving_words, status_words
from app.ui.download_words import Progress, why
from app.ui.downloads import Downloads
from app.ui.icons import Symbol
from app.ui.widgets.rows import Line


def lines(queue: Downloads) -> list[Line]:
    """Return a row for each file, what comes next first."""
    return [_line(each, queue) for each in queue.items()]


def total_words(queue: Downloads) -> str:
    """Return `4 files, 3.1 of 34 MB · 25 KB/s · 20 min left`; "" when nothing is to come."""
    total = queue.total()
    if not total.files:
        return ""
    size = status_words.size
    words = ngettext("{n} file, {got} of {size}", "{n} files, {got} of {size}", total.files)
    told = words.format(n=total.files, got=size(total.got), size=size(total.size))
    return told + moving_words.rate_words(total.rate, total.size - total.got)


def rate_words(queue: Downloads) -> str:
    """Return `3.1 of 34 MB · 25 KB/s · 20 min left`, "" while nothing moves."""
    total = queue.total()
    if not total.files:
        return ""
    size = status_words.size
    told = _("{got} of {size}").format(got=size(total.got), size=size(total.size))
    return told + moving_words.rate_words(total.rate, total.size - total.got)


def state_words(queue: Downloads) -> str:
    """Return why nothing moves, "" when there is nothing to say."""
    match queue.state:
        case "line":
            return queue.trouble
        case "held":
            return _(
                "Nothing is fetched by itself now: the line is spared, or the month’s budget is "
                "used up. “Go on” brings the files all the same."
            )
        case _:
            return ""


def short_words(queue: Downloads, worth: Worth) -> str:
    """Return the line under the list of documents."""
    items = queue.items()
    if not items:
        return worth_words(_("Originals to get"), worth) if worth.count else ""
    failed = queue.total().failed
    paused = sum(each.state == "paused" for each in items)
    waits = len(items) - failed - paused
    told = [
        ngettext("{n} download", "{n} downloads", waits).format(n=waits) if waits else "",
        ngettext("{n} paused", "{n} paused", paused).format(n=paused) if paused else "",
        ngettext("{n} failed", "{n} failed", failed).format(n=failed) if failed else "",
    ]
    return " · ".join(each for each in told if each)


def worth_words(what: str, worth: Worth) -> str:
    """Return `Get all originals (12 files, 34 MB)`."""
    words = ngettext("{what} ({n} file, {size})", "{what} ({n} files, {size})", worth.count)
    return words.format(what=what, n=worth.count, size=status_words.size(worth.size))


def _line(each: Queued, queue: Downloads) -> Line:
    size = status_words.size(each.size)
    now = queue.progress(each.document)
    symbol, tone, state = _state(each, now)
    return Line(
        each.document,
        each.title,
        _below(each, now, state),
        end=size,
        symbol=symbol,
        tone=tone,
        state=state,
        strong=now is not None and now.moving,
    )


def _state(each: Queued, now: Progress | None) -> tuple[Symbol, str, str]:
    if each.state == "failed":
        return Symbol.WARNING, "bad", _("did not come")
    if each.state == "paused":
        return Symbol.HAND, "soft", _("paused")
    if now is not None and now.moving:
        return Symbol.DOWNLOAD, "accent", _("on its way")
    return Symbol.CLOCK, "soft", _("its turn will come")


def _below(each: Queued, now: Progress | None, state: str) -> str:
    if each.state == "failed":
        return why(each)
    if now is not None and now.moving:
        return now.words()
    if not each.got:
        return state
    here = _("{got} of {size} here").format(
        got=status_words.size(each.got), size=status_words.size(each.size)
    )
    return f"{state} · {here}"


def movable(items: Sequence[Queued], document: str) -> tuple[bool, bool]:
    """Say whether `document` can go up, and down."""
    order = [each.document for each in items]
    if document not in order:
        return False, False
    at = order.index(document)
    return at > 0, at < len(order) - 1
