"""The guidelines that went out about a paper, and what came of the one it continues, for members."""

from dataclasses import dataclass

from app.actions import clock as clocks
from app.actions import earlier, following_up, letters_kept
from app.actions.clock import Clock
from app.actions.composing import composed
from app.domain.briefs import Earlier
from app.domain.letters import document_of
from app.i18n import _
from app.paths import Home
from app.phrases import decisions
from app.phrases import letters as words
from app.store import Store
from app.ui.models import chair_letters
from app.ui.widgets.rows import Line


@dataclass(frozen=True, slots=True)
class Guidelines:
    """One letter that was sent; or what came of a proposal that this one continues."""

    title: str
    sent: str
    """When and to whom, in words."""
    text: str
    followed_words: str
    followed: tuple[Line, ...]
    """What the newest version made of each point; none while there is no newer one."""


def sent(store: Store, home: Home, paper: str, clock: Clock) -> tuple[Guidelines, ...]:
    """Return the letters about `paper` (a proposal, or `document/ID`) that were sent, newest first."""
    now = clocks.now(store, clock)
    found: list[Guidelines] = []
    for each in reversed(letters_kept.letters(store, paper)):
        if each.sent:
            follow = following_up.followed(store, home, each)
            about = (
                _("Points of the chairs on version {number}")
                if each.document
                else _("Guidelines to the proposers about version {number}")
            )
            found.append(
                Guidelines(
                    about.format(number=each.version),
                    chair_letters.sent_words(each, now),
                    words.as_text(composed(store, each, clock)).strip(),
                    chair_letters.follow_words(follow),
                    () if follow is None else tuple(map(chair_letters.followed, follow.points)),
                )
            )
    if not document_of(paper):
        found += map(_before, earlier.of_proposal(store, home, paper))
    return tuple(found)


def _before(each: Earlier) -> Guidelines:
    outcome = each.outcome_title or decisions.usual(each.outcome) or each.outcome
    said = [part for part in (outcome, each.reason, each.condition) if part]
    title = f"{each.code} {each.title}".strip()
    texts = [words.as_text(one).strip() for one in each.letters]
    return Guidelines(
        _("Before, in {cycle}: {title}").format(cycle=each.cycle, title=title),
        " · ".join(said) or _("No outcome of it is here."),
        "\n\n".join(texts),
        "",
        (),
    )
