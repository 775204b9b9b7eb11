"""What step 3 shows: the letters of a round, one as it reads, what a new version made of it."""

from dataclasses import dataclass
from datetime import datetime

from app.actions import clock as clocks
from app.actions import following_up, letter_templates, letters_kept, remarks
from app.actions.clock import Clock
from app.actions.composing import composed
from app.documents.plain import plain
from app.domain.composed_letters import ComposedLetter
from app.domain.follow_ups import FollowUp, PointFollowed
from app.domain.letters import DOCUMENT, Letter, Template, document_of
from app.domain.rounds import Round
from app.i18n import _, ngettext
from app.paths import Home
from app.phrases import letters as words
from app.store import Store, proposals
from app.ui import times
from app.ui.icons import Symbol
from app.ui.models import chair_document
from app.ui.widgets.rows import Line


@dataclass(frozen=True, slots=True)
class Writing:
    """One proposal's letter, or the points on one document."""

    proposal: str
    """Its id, or `document/ID`."""
    title: str
    version: int
    """The newest of the proposal or document."""
    letter: Letter | None
    sheet: ComposedLetter | None
    sent: str
    """When and to whom it was sent, in words."""
    templates: tuple[Template, ...]
    followed: tuple[Line, ...]
    """What the newest version made of the last letter that was sent."""
    followed_words: str
    note: str
    """What the proposers say of the newest version, in Markdown."""

    @property
    def writes(self) -> bool:
        return self.letter is None or not self.letter.sent or self.letter.version < self.version


def listed(store: Store, round: Round, clock: Clock) -> list[Line]:
    """Return the open proposals of `round` with how far their letters are, then the documents."""
    written = letters_kept.of_round(store, round.id)
    now = clocks.now(store, clock)
    found = [
        _line(
            _Paper(each.id, f"{each.code}  {each.title}".strip(), each.version),
            letters_kept.working(written.get(each.id, ())),
            now,
        )
        for each in proposals.listed(store, round.id)
        if each.status != "withdrawn"
    ]
    for row in remarks.marked_for_comment(store):
        paper = _Paper(
            DOCUMENT + row.id, chair_document.titled(row), letters_kept.newest(store, row)
        )
        found.append(_line(paper, letters_kept.letter(store, paper.id), now))
    return found


def writing(store: Store, home: Home, proposal: str, clock: Clock) -> Writing:
    """Return the letter in work about `proposal` (or `document/ID`), or the one sent last."""
    row = letters_kept.paper_of(store, proposal)
    known = letters_kept.letters(store, proposal)
    letter = letters_kept.working(known)
    last = next((each for each in reversed(known) if each.sent), None)
    follow = None if last is None else following_up.followed(store, home, last)
    return Writing(
        proposal,
        str(row.data.get("title") or row.id),
        letters_kept.newest(store, row),
        letter,
        None if letter is None else composed(store, letter, clock),
        sent_words(letter, clocks.now(store, clock)),
        templates(store, document=bool(document_of(proposal))),
        () if follow is None else tuple(followed(each) for each in follow.points),
        follow_words(follow),
        "" if follow is None else follow.note,
    )


def templates(store: Store, *, document: bool = False) -> tuple[Template, ...]:
    """Return the chair's own templates, after the usual one that everybody has."""
    own = letter_templates.templates(store)
    usual = Template(words.USUAL, *words.usual(document=document))
    return own if any(each.name == words.USUAL for each in own) else (usual, *own)


def sent_words(letter: Letter | None, now: datetime) -> str:
    if letter is None or not letter.sent:
        return ""
    when = times.parsed(letter.sent_at)
    told = _("Sent {when}").format(when=times.full(when, now)) if when else _("Sent")
    if not letter.sent_to:
        return told
    # Her own words: a name, an address, or how it went ("by mail").
    return told + " · " + _("recipient: {whom}").format(whom=letter.sent_to)


@dataclass(frozen=True, slots=True)
class _Paper:
    """What a letter is about, in the list."""

    id: str
    title: str
    version: int


def _line(paper: _Paper, letter: Letter | None, now: datetime) -> Line:
    title = paper.title
    if letter is None:
        return Line(paper.id, title, _("no letter yet"), symbol=Symbol.EMPTY, tone="faint",
                    state=_("no letter yet"))  # fmt: skip
    if not letter.sent:
        n = len(letter.points)
        below = ngettext("draft, {n} point", "draft, {n} points", n).format(n=n)
        if letter.shared:
            below += " · " + _("shared with the co-chairs")
        return Line(paper.id, title, below, symbol=Symbol.NOTE, state=_("draft"))
    when = times.parsed(letter.sent_at)
    below = _("sent")
    if when is not None:
        below = _("sent {day}").format(day=times.day(when, now))
    fresh = paper.version > letter.version
    return Line(
        paper.id,
        title,
        below,
        end=_("version {n} came").format(n=paper.version) if fresh else "",
        symbol=Symbol.DONE,
        tone="good",
        state=_("letter sent"),
        strong=fresh,
        end_tone="accent",
    )


def followed(each: PointFollowed) -> Line:
    known = {
        "answered": (_("answered"), Symbol.DONE, "good"),
        "partly": (_("answered in part"), Symbol.HALF, "warn"),
        "touched": (_("its passage changed"), Symbol.CHANGED, "accent"),
        "untouched": (_("nothing changed there"), Symbol.EMPTY, "bad"),
        "unknown": (_("cannot be told: look for yourself"), Symbol.QUESTION, "soft"),
    }
    state, symbol, tone = known.get(each.state, known["unknown"])
    answered = sum(one.answer is not None for one in each.questions)
    below = state
    if each.questions:
        below += " · " + _("questions answered: {n} of {total}").format(
            n=answered, total=len(each.questions)
        )
    return Line(each.id, f"{each.number}. {_told(each)}", below,
                symbol=symbol, tone=tone, state=state)  # fmt: skip


def _told(each: PointFollowed) -> str:
    """Return the first line of a point, or of its question where it only asks.

    The letter beside it has all of it: a list pressed into one line would be none.
    """
    kept = plain(each.text).strip()
    if not kept and each.questions:
        first = each.questions[0]
        kept = _("Question {n}: {text}").format(n=first.number, text=first.text)
    first, *rest = kept.splitlines() or [""]
    return f"{first} …" if rest else first


def follow_words(found: FollowUp | None) -> str:
    if found is None:
        return ""
    return _("What version {n} made of the letter about version {old}").format(
        n=found.new, old=found.old
    )
