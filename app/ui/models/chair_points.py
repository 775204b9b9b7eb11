"""What step 2 shows of a proposal or document: what was said, points in work, the letter as it reads."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from app.actions import ledger, letters_kept, remarks
from app.actions.clock import Clock
from app.actions.composing import composed
from app.domain.composed_letters import ComposedLetter
from app.domain.consolidations import ProposalSaid, Said
from app.domain.letters import Letter, document_of
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
    """All that is shown about one proposal, or one document marked for comment."""

    paper: str
    """Id of the proposal, or `document/ID`."""
    title: str
    said: tuple[Said, ...]
    headings: Mapping[str, str]
    """{key: title} of what a point can be about: criteria, or sections of the document."""
    remarks: list[Remark]
    letter: Letter | None
    """With the points in work, or the one that was sent where nothing can be written."""
    sheet: ComposedLetter | None
    locked: bool
    """The letter was sent, and no newer version came to write about."""
    facts: str
    questions: list[Remark]
    """Those to these proposers, then the round's common ones; of a document they are remarks."""
    asked: int
    """How many questions these proposers were asked."""
    missing: tuple[str, ...]
    """Names of those who have not answered about it."""

    @property
    def document(self) -> str:
        """Return the id of the document it is about, "" for a proposal."""
        return document_of(self.paper)


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


def pointing(store: Store, home: Home, scheme: Round, paper: str, clock: Clock) -> Pointing:
    """Return what is shown about a proposal, or `document/ID`. Raises Trouble("no_such_paper")."""
    if document_of(paper):
        return _document(store, home, paper, clock)
    said = remarks.of_proposal(store, home, paper)
    letter, locked = _in_work(store, paper, said.version)
    names = members.names(store)
    barred = paper in rounds.kept_from_me(store)
    return Pointing(
        paper,
        said.title,
        said.said,
        {each.key: each.title for each in scheme.criteria},
        rows(said, scheme, letter),
        letter,
        None if letter is None else composed(store, letter, clock),
        locked,
        conflicts.kept_from_me([said.title]) if barred else _facts(said),
        chair_questions.rows(said.questions, ledger.common_questions(store, scheme.id)),
        len(said.questions),
        tuple(names.get(each, each) for each in said.missing),
    )


def _document(store: Store, home: Home, paper: str, clock: Clock) -> Pointing:
    version = letters_kept.newest(store, letters_kept.paper_of(store, paper))
    letter, locked = _in_work(store, paper, version)
    found = chair_document.read(store, home, document_of(paper), letter)
    return Pointing(
        paper,
        found.said.title,
        tuple(each for under in found.said.under for each in under.said),
        {under.key: under.title for under in found.said.under if under.key},
        found.remarks,
        letter,
        None if letter is None else composed(store, letter, clock),
        locked,
        found.facts,
        [],
        0,
        found.missing,
    )


def _in_work(store: Store, paper: str, version: int) -> tuple[Letter | None, bool]:
    """Return the letter to write in, or the one that was sent and that nothing is written in."""
    letter = letters_kept.letter(store, paper)
    locked = letter is not None and letter.sent and letter.version >= version
    if letter is not None and letter.sent and not locked:
        letter = None  # a newer version came: the next letter begins with its first point
    return letter, locked


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
