"""What step 2 shows of a proposal: what was said, the points in work, the letter as it will read."""

from collections import Counter
from dataclasses import dataclass

from app.actions import ledger, letters_kept, remarks
from app.actions.clock import Clock
from app.actions.composing import composed
from app.domain.composed_letters import ComposedLetter
from app.domain.consolidations import ProposalSaid
from app.domain.letters import Letter
from app.domain.matrices import FEW
from app.domain.rounds import Round
from app.i18n import _, ngettext
from app.paths import Home
from app.phrases import conflicts
from app.phrases import letters as words
from app.store import Store, annotations, members, proposals, rounds
from app.ui.models import chair_document, chair_questions
from app.ui.models.chair_said import Remark, rows


@dataclass(frozen=True, slots=True)
class Paper:
    """A proposal of the round, or a document marked for comment, to go to."""

    id: str
    """Of the proposal, or `document/ID`."""
    words: str
    """Code, title, and how far its points are."""
    few: bool = False
    """Hardly anybody spoke about it: reviews and remarks together are few."""


@dataclass(frozen=True, slots=True)
class Pointing:
    """All that is shown about one proposal."""

    said: ProposalSaid
    scheme: Round
    remarks: list[Remark]
    letter: Letter | None
    """With the points in work, or the one that was sent where nothing can be written."""
    sheet: ComposedLetter | None
    locked: bool
    """The letter was sent, and no newer version came to write about."""
    facts: str
    questions: list[Remark]
    """Those to these proposers, then the round's common ones."""
    missing: tuple[str, ...]
    """Names of those who have not answered about it."""


def papers(store: Store, round: Round) -> list[Paper]:
    """Return the open proposals of `round` in their order, then the documents to comment on."""
    answered = Counter(proposal for proposal, _account, _review in rounds.answers(store, round.id))
    said = Counter(
        str((row.data.get("about") or {}).get("id"))
        for row in annotations.comments(store, round.id)
    )
    written = letters_kept.of_round(store, round.id)
    found: list[Paper] = []
    for each in proposals.listed(store, round.id):
        if each.status != "withdrawn":
            letter = letters_kept.working(written.get(each.id, ()))
            heard = answered[each.id] + said[each.id]
            name = f"{each.code}  {each.title}".strip()
            told = _state(letter, heard=heard > 0)
            found.append(Paper(each.id, f"{name} · {told}", heard < FEW))
    return [*found, *(Paper(id, told) for id, told in chair_document.listed(store))]


def pointing(store: Store, home: Home, scheme: Round, proposal: str, clock: Clock) -> Pointing:
    """Return what is shown about `proposal`. Raises Trouble("no_such_paper")."""
    said = remarks.of_proposal(store, home, proposal)
    letter = letters_kept.letter(store, proposal)
    locked = letter is not None and letter.sent and letter.version >= said.version
    if letter is not None and letter.sent and not locked:
        letter = None  # a newer version came: the next letter begins with its first point
    names = members.names(store)
    barred = proposal in rounds.kept_from_me(store)
    return Pointing(
        said,
        scheme,
        rows(said, scheme, letter),
        letter,
        None if letter is None else composed(store, letter, clock),
        locked,
        conflicts.kept_from_me([said.title]) if barred else _facts(said),
        chair_questions.rows(said.questions, ledger.common_questions(store, scheme.id)),
        tuple(names.get(each, each) for each in said.missing),
    )


def preview(sheet: ComposedLetter | None) -> str:
    """Return the letter as it will read; "" before the first word."""
    return "" if sheet is None else words.as_text(sheet).strip()


def _state(letter: Letter | None, *, heard: bool) -> str:
    if letter is not None and letter.sent:
        return _("letter sent")
    if letter is not None and letter.points:
        n = len(letter.points)
        return ngettext("{n} point", "{n} points", n).format(n=n)
    return _("no point yet") if heard else _("nobody has said a word")


def _facts(said: ProposalSaid) -> str:
    told = [ngettext("{n} has answered", "{n} have answered", len(said.answered)).format(
        n=len(said.answered))]  # fmt: skip
    if said.missing:
        n = len(said.missing)
        told.append(ngettext("{n} has not", "{n} have not", n).format(n=n))
    if said.recused:
        told.append(_("conflict of interest: {n}").format(n=len(said.recused)))
    if said.shared:
        told.append(_("said alike: {n}").format(n=len(said.shared)))
    return " · ".join(told)
