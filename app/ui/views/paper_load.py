"""Gathers from the store what the view of one proposal shows, in few questions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.actions import moving_marks, placing, recusing
from app.actions.acting import me
from app.documents.anchoring import PlainSection
from app.documents.reading import Text, read
from app.domain import ids
from app.domain.anchors import Place
from app.domain.conflicts import Hint
from app.domain.proposals import ProposalRow, Version
from app.domain.records import Data, Row
from app.domain.rounds import Round
from app.store import Store, annotations, current, members, proposals, rounds, seen
from app.ui.models import outcomes
from app.ui.models.carried import Carried, carried
from app.ui.reader.card import MarginNote
from app.ui.reader.column import is_long
from app.ui.reader.compose import Paper
from app.ui.views import notes_panel
from app.ui.views.notes_panel import Readers
from app.ui.views.others import Others
from app.ui.views.review_fields import Reviewing
from app.ui.widgets.criterion import Quote


@dataclass(frozen=True, slots=True)
class Opened:
    """A proposal in one of its versions, and how I stand to it."""

    row: ProposalRow
    data: Data
    scheme: Round | None
    versions: tuple[Version, ...]
    version: Version | None
    """The version that is shown; None while no text is here."""
    text: Text | None
    """What was read of the version; None while a long one is being read, or none is here."""
    account: str
    role: str
    place: Data | None
    """Where I stopped reading, and what I was writing."""
    decided: str = ""
    """What was decided about it and released, as a sentence."""

    @property
    def number(self) -> int:
        return self.version.number if self.version is not None else self.row.version

    @property
    def observer(self) -> bool:
        return self.role == "observer"

    @property
    def plain(self) -> tuple[PlainSection, ...]:
        return () if self.text is None else self.text.plain

    @property
    def coming(self) -> bool:
        """Say whether its text is here, but long and not read yet."""
        return self.version is not None and self.text is None


@dataclass(frozen=True, slots=True)
class Standing:
    """What I and others made of it so far."""

    notes: list[MarginNote]
    mine: Reviewing | None
    others: Others
    reviewed_version: int | None
    carried: list[Carried]
    """My marks that need a look in this version."""
    hints: tuple[Hint, ...] = ()
    """What makes a conflict of interest of mine likely."""


def opened(
    store: Store, id: str, number: int | None = None, known: Opened | None = None
) -> Opened | None:
    """Return proposal `id` in version `number` (the newest without one), None if it is not here.

    A long text is left unread (`coming`), unless it is that of `known`.
    """
    row, record = proposals.one(store, id), current.one(store, "proposals", id)
    if row is None or record is None:
        return None
    profile = me(store)
    versions = tuple(proposals.versions(store, id))
    wanted = [each for each in versions if number in {None, each.number}]
    version = wanted[-1] if wanted else versions[-1] if versions else None
    return Opened(
        row,
        record.data,
        rounds.of_proposal(store, id),
        versions,
        version,
        _text(version, known),
        profile.account,
        profile.role,
        seen.place(store, "proposals", id),
        outcomes.sentence(store, id),
    )


def _text(version: Version | None, known: Opened | None) -> Text | None:
    if version is None:
        return None
    if known is not None and known.text is not None and known.text.sections == version.sections:
        return known.text
    return None if is_long(Paper(version.sections)) else read(version.sections)


def renewed(store: Store, shown: Opened) -> Opened:
    """Return `shown` with what the list says of it now."""
    row = proposals.one(store, shown.row.id)
    if row is None:
        return shown
    return replace(shown, row=row, decided=outcomes.sentence(store, row.id))


Places = Callable[[Sequence[Row], placing.Text], Mapping[str, Place | None]]
"""Asked for the places of marks in a text; what it leaves out is being looked for."""


def standing(store: Store, shown: Opened, others: Mapping[str, str], places: Places) -> Standing:
    """Return marks, my review and what is here of others; `others` are the round's titles."""
    names = members.names(store)
    marks = annotations.on(store, "proposal", shown.row.id)
    readers = Readers(shown.account, names, shown.scheme, current.undecided(store))
    where = places(marks, placing.Text(shown.number, shown.plain))
    notes = notes_panel.margin_notes(marks, where, readers)
    answers = moving_marks.answers(shown.versions) if _asked(marks) else {}
    told = carried(marks, where, answers, shown.account)
    standing_marks = [row for row in marks if not row.data.get("withdrawn")]
    mine = [row for row in standing_marks if row.owner in {None, shown.account}]
    reviews = current.where(store, "reviews", "$.proposal", shown.row.id)
    own = next((row for row in reviews if row.owner == shown.account), None)
    review = None
    if shown.scheme is not None and not shown.observer:
        review = _mine(store, shown, own, mine, others)
    return Standing(
        notes,
        review,
        Others(
            shown.scheme,
            [row for row in reviews if row.owner != shown.account and not row.at_home],
            [row for row in standing_marks if row not in mine and row.collection == "comments"],
            names,
            own is not None and own.revision is not None,
        ),
        shown.row.reviewed_version,
        told if shown.number == shown.row.version else [],
        recusing.suggested(store, shown.row.id),
    )


def _asked(marks: Sequence[Row]) -> bool:
    return any(row.data.get("kind") == "question" for row in marks)


def _mine(
    store: Store, shown: Opened, own: Row | None, marks: list[Row], others: Mapping[str, str]
) -> Reviewing | None:
    if shown.scheme is None:
        return None
    profile = me(store)
    aside = current.one(
        store, "asides", ids.review_id(profile.cycle, profile.account, shown.row.id)
    )
    return Reviewing(
        shown.row.id,
        shown.scheme,
        own,
        shown.row.review_state,
        {} if aside is None else aside.data,
        _quotes(marks),
        sum(mark.data.get("kind") == "question" for mark in marks),
        others,
        shown.number,
    )


def _quotes(marks: list[Row]) -> dict[str, tuple[Quote, ...]]:
    """Return the words I quoted for each criterion."""
    found: dict[str, tuple[Quote, ...]] = {}
    for mark in marks:
        key, anchor = mark.data.get("criterion"), mark.data.get("anchor") or {}
        if mark.data.get("kind") == "evidence" and isinstance(key, str):
            exact = str((anchor.get("quote") or {}).get("exact") or mark.data.get("text") or "")
            found[key] = (*found.get(key, ()), Quote(mark.id, exact, "look_up"))
    return found
