"""How many hold which position: the parts of a bar of colours and the words that say the same."""

from collections.abc import Mapping, Sequence

from app.domain.rounds import Round
from app.i18n import _
from app.reports.palette import BAD, GOOD
from app.reports.plain import one_line
from app.reports.tree import Share
from app.reports.values import Review

_COLOURS = (GOOD, 0x7FA8D1, 0xC9A24B)
_OTHER = 0xBDB8AE


def colour_of(scheme: Round, key: str | None) -> int:
    """Return the colour of a position; the first of a round is green, the last red."""
    keys = [each.key for each in scheme.stances]
    if key not in keys:
        return _OTHER
    place = keys.index(key)
    if place and place == len(keys) - 1:
        return BAD
    return _COLOURS[min(place, len(_COLOURS) - 1)]


def shares(reviews: Sequence[Review], scheme: Round) -> tuple[Share, ...]:
    """Return the round's positions with their counts; a conflict of interest takes no part.

    What is no position of the round (none given, a conflict of interest) has no colour.
    """
    recused = sum(1 for each in reviews if each.recused)
    given = [each.stance for each in reviews if each.stance and not each.recused]
    keys = [each.key for each in scheme.stances]
    keys += sorted(set(given) - set(keys))
    found = [Share(title_of(scheme, key), given.count(key), colour_of(scheme, key)) for key in keys]
    without = len(reviews) - recused - len(given)
    if without:
        found.append(Share(_("No position"), without))
    if recused:
        found.append(Share(_("Conflict of interest"), recused))
    return tuple(found)


def counted(counts: Mapping[str, int], scheme: Round) -> tuple[Share, ...]:
    """Return the round's positions with how many hold each; none where nobody holds any."""
    if not any(counts.values()):
        return ()
    keys = [each.key for each in scheme.stances]
    keys += sorted(counts.keys() - set(keys))
    return tuple(
        Share(title_of(scheme, key), counts.get(key, 0), colour_of(scheme, key)) for key in keys
    )


def title_of(scheme: Round, key: str) -> str:
    stance = scheme.stance(key)
    return one_line(stance.title if stance else key)


def legend(scheme: Round) -> tuple[Share, ...]:
    """Return what the colours of small bars mean."""
    return tuple(
        Share(one_line(each.title), 0, colour_of(scheme, each.key)) for each in scheme.stances
    )
