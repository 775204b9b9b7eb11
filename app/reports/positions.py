"""How many hold which position: the bar of colours and the words that say the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from app.domain.rounds import Round
from app.i18n import _
from app.reports.blocks import ShareBar, edge
from app.reports.palette import BAD, GOOD
from app.reports.paragraph import Paragraph, Setting
from app.reports.plain import isolated, one_line
from app.reports.shaping import Span, Type
from app.reports.style import LABEL, LABEL_STRONG
from app.reports.values import Review

_COLOURS = (GOOD, 0x7FA8D1, 0xC9A24B)
_OTHER = 0xBDB8AE


@dataclass(frozen=True, slots=True)
class Share:
    """One position: its words, its colour, how many hold it."""

    title: str
    colour: int | None
    """None for what is no position of the round: none given, a conflict of interest."""
    count: int


def colour_of(scheme: Round, key: str | None) -> int:
    """Return the colour of a position; the first of a round is green, the last red."""
    keys = [each.key for each in scheme.stances]
    if key not in keys:
        return _OTHER
    place = keys.index(key)
    if place and place == len(keys) - 1:
        return BAD
    return _COLOURS[min(place, len(_COLOURS) - 1)]


def shares(reviews: Sequence[Review], scheme: Round) -> list[Share]:
    """Return the round's positions with their counts; a conflict of interest takes no part."""
    recused = sum(1 for each in reviews if each.recused)
    given = [each.stance for each in reviews if each.stance and not each.recused]
    keys = [each.key for each in scheme.stances]
    keys += sorted(set(given) - set(keys))
    found = [Share(title_of(scheme, key), colour_of(scheme, key), given.count(key)) for key in keys]
    without = len(reviews) - recused - len(given)
    if without:
        found.append(Share(_("No position"), None, without))
    if recused:
        found.append(Share(_("Conflict of interest"), None, recused))
    return found


def title_of(scheme: Round, key: str) -> str:
    stance = scheme.stance(key)
    return one_line(stance.title if stance else key)


def parts(counted: Sequence[Share]) -> list[tuple[int, int]]:
    """Return the shares that a bar shows."""
    return [(each.colour, each.count) for each in counted if each.colour is not None]


def summary(reviews: Sequence[Review], scheme: Round, *, rtl: bool) -> Iterator[Flowable]:
    """Yield the positions on one proposal."""
    counted = shares(reviews, scheme)
    if any(count for _, count in parts(counted)):
        yield ShareBar(parts(counted), right_to_left=rtl)
    if counted:
        yield _line(
            counted, rtl=rtl, counts=True, setting=Setting(13, after=6, align=edge(rtl=rtl))
        )


def legend(scheme: Round, *, rtl: bool) -> Paragraph:
    """Return what the colours of small bars mean."""
    counted = [
        Share(one_line(each.title), colour_of(scheme, each.key), 0) for each in scheme.stances
    ]
    return _line(counted, rtl=rtl, counts=False, setting=Setting(13, before=8, align=edge(rtl=rtl)))


def _line(counted: Sequence[Share], *, rtl: bool, counts: bool, setting: Setting) -> Paragraph:
    spans: list[Span] = []
    for share in counted:
        title = isolated(share.title)
        words = f"{title} {share.count}" if counts else title
        # No-break spaces keep a position on one line.
        spans += [
            Span("\u2068" if rtl else "", LABEL),
            Span("■\u00a0", Type("label", LABEL.size, colour=share.colour))
            if share.colour is not None
            else Span("", LABEL),
            Span(words.replace(" ", "\u00a0"), LABEL_STRONG if share.count else LABEL),
            Span("\u2069    " if rtl else "    ", LABEL),
        ]
    return Paragraph(spans, setting, base=int(rtl))
