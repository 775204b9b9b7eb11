"""My review of a proposal: draft, submit, change again; a conflict of interest declared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from app.actions import reading
from app.actions.acting import Write, act, me, words
from app.actions.clock import Clock, system
from app.actions.trouble import Trouble
from app.domain import ids, reviews
from app.domain.changes import Changes
from app.domain.phases import DRAFT
from app.domain.records import Data, Row
from app.domain.reviews import Fault
from app.domain.rounds import Round
from app.store import Store, carried, current, forgetting, rounds


@dataclass(frozen=True, slots=True)
class Edit:
    """What changes in a review; None leaves a field as it is, "" empties it."""

    scores: dict[str, int | None] = field(default_factory=dict[str, int | None])
    texts: dict[str, str] = field(default_factory=dict[str, str])
    overall: int | None = None
    blank_overall: bool = False
    stance: str | None = None
    reasons: list[str] | None = None
    merge_with: list[str] | None = None
    comment: str | None = None
    to_chairs: str | None = None
    recused: str | None = None
    recused_why: str | None = None
    no_expertise: bool | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The review as it stands after an act."""

    id: str
    changes: Changes
    submitted: bool
    faults: tuple[Fault, ...]
    """What kept it from being submitted."""
    kept: bool = True
    """Whether it was written down; not so where nothing at all was there to submit."""


NEW: Data = {
    "scores": {}, "texts": {}, "overall": None, "stance": None, "reasons": [], "merge_with": [],
    "comment": "", "recused": None, "no_expertise": False,
}  # fmt: skip


def review(
    store: Store,
    proposal: str,
    edit: Edit,
    *,
    version: int | None = None,
    submit: bool = False,
    needs_words: bool = False,
    clock: Clock = system,
) -> Reviewed:
    """Make or change my review of `proposal`; a draft stays here until it is submitted.

    It is stamped with `version`, the one that was read: the newest here without one.
    With `submit` it goes with the next sync, unless something blocks it: then it is
    kept as a draft and `faults` says what. With `needs_words` a review in which nothing
    was ever written is refused before anything is kept: one key pressed by mistake must
    not make an empty one. Raises Trouble: `no_such_paper`, `observers_do_not_review`,
    `nul`, `too_long`.
    """
    with store.atomic():  # what is read here must still stand when it is written
        if submit and needs_words and edit == Edit():
            lacks = _without_words(store, proposal)
            if lacks is not None:
                return lacks
        return _review(store, proposal, edit, version, submit=submit, clock=clock)


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of drafts that were to be submitted together."""

    changes: Changes
    submitted: tuple[str, ...]
    """Proposals whose reviews go with the next sync: one act, taken back as one."""
    lacking: Mapping[str, tuple[Fault, ...]]
    """{proposal: what keeps its review from being submitted}; they stay drafts as they are."""


def submit_all(store: Store, proposals: Iterable[str], clock: Clock = system) -> Batch:
    """Submit my drafts about `proposals` in one act; what lacks something stays a draft.

    Each keeps the version it was written about. What is no draft (nothing written, submitted
    already) is left alone. Raises Trouble: `observers_do_not_review`, `no_such_paper`.
    """
    with store.atomic():
        writes: list[Write] = []
        sent: list[tuple[str, Data]] = []
        lacking: dict[str, tuple[Fault, ...]] = {}
        for proposal in dict.fromkeys(proposals):
            mine = rounds.my_review(store, proposal)
            if mine is None or not mine.at_home:
                continue
            made = _made(store, proposal, Edit(), mine.data.get("version"), submit=True)
            if made.faults:
                lacking[proposal] = made.faults
            else:
                writes += made.writes
                sent.append((proposal, made.data))
        changes = act(store, "review", writes, clock) if writes else Changes()
        for proposal, data in sent:
            changes |= _read(store, proposal, data, clock)
            changes |= _hidden(store, proposal, data)
        return Batch(changes, tuple(proposal for proposal, _data in sent), lacking)


@dataclass(frozen=True, slots=True)
class _Made:
    """A review as an edit makes it, not written yet."""

    id: str
    data: Data
    writes: tuple[Write, ...]
    faults: tuple[Fault, ...]
    sends: bool


def _review(
    store: Store, proposal: str, edit: Edit, version: int | None, *, submit: bool, clock: Clock
) -> Reviewed:
    made = _made(store, proposal, edit, version, submit=submit)
    barred = proposal in rounds.kept_from_me(store)
    changes = act(store, "review", list(made.writes), clock)
    changes |= _read(store, proposal, made.data, clock)
    if made.sends:
        changes |= _hidden(store, proposal, made.data)
    if barred and proposal not in rounds.kept_from_me(store):
        carried.show_all(store)  # what came in files; the server sends its own again
        changes |= Changes.of("reviews", "asides", "intents")
    return Reviewed(made.id, changes, made.sends, made.faults)


def _read(store: Store, proposal: str, data: Data, clock: Clock) -> Changes:
    """Count a paper as read that was judged; not so by who has a conflict of interest."""
    if data["recused"]:
        return Changes()
    return reading.touched(store, "proposals", proposal, data["version"], clock)


def _hidden(store: Store, proposal: str, data: Data) -> Changes:
    """Let go of others' words on a conflict of interest at once, as the server will have it.

    By a chair, too: the other chairs answer for that proposal. Not by the Secretariat. Where the
    round hides nothing from anybody only words to the chairs go.
    """
    if not data["recused"] or me(store).role == "secretariat":
        return Changes()
    scheme = rounds.of_proposal(store, proposal)
    opened = scheme is not None and scheme.others_visible == "open" and scheme.status != DRAFT
    count = forgetting.hide(store, proposal, asides_only=opened)
    return Changes.of("reviews", "asides", "intents") if count else Changes()


def _made(store: Store, proposal: str, edit: Edit, version: int | None, *, submit: bool) -> _Made:
    profile = me(store)
    if profile.role == "observer":
        raise Trouble("observers_do_not_review")
    paper = current.one(store, "proposals", proposal)
    if paper is None:
        raise Trouble("no_such_paper", kind="proposal", id=proposal)
    known = rounds.of_proposal(store, proposal)
    scheme = known or Round(proposal, "", "qualitative", "open")
    id = ids.review_id(profile.cycle, profile.account, proposal)
    mine, aside = current.one(store, "reviews", id), current.one(store, "asides", id)
    before = NEW if mine is None else mine.data
    data = _changed(before, edit)
    if known is not None:
        _forget_unknown(data, known)
    newest = int(paper.data.get("version") or 1)
    data |= {"proposal": proposal, "version": newest if version is None else version}
    beside = _aside({} if aside is None else aside.data, edit)
    data["texts"] = {key: words(text) for key, text in data["texts"].items()}
    data["comment"] = words(data["comment"] or "")
    beside = {name: words(text) for name, text in beside.items()}
    faults = tuple(reviews.blocking(data, scheme)) if submit else ()
    if faults and known is None and paper.data.get("round"):
        # It went back to draft, or is for others: whether the criteria are gone nobody knows here.
        faults = (Fault("round_not_here"),)
    sends = submit and not faults
    data["state"] = "submitted" if sends else "draft"
    writes = [Write("reviews", id, data, ("chairs",), home=not sends)]
    if aside is not None or any(beside.values()):
        writes.append(Write("asides", id, beside, ("chairs",), home=not sends))
    return _Made(id, data, tuple(writes), faults, sends)


def _without_words(store: Store, proposal: str) -> Reviewed | None:
    """Return the refusal of a review in which nothing was ever written, None if there is some."""
    profile = me(store)
    id = ids.review_id(profile.cycle, profile.account, proposal)
    mine = current.one(store, "reviews", id)
    if not _nothing(mine, current.one(store, "asides", id)):
        return None
    scheme = rounds.of_proposal(store, proposal)
    data = NEW if mine is None else mine.data
    faults = () if scheme is None else tuple(reviews.blocking(data, scheme))
    faults = faults or (Fault("nothing_written"),)
    return Reviewed(id, Changes(), submitted=False, faults=faults, kept=False)


def _nothing(mine: Row | None, aside: Row | None) -> bool:
    """Say whether not a word was written yet, and nothing of it ever left this computer."""
    if any(row is not None and (row.waiting or row.revision is not None) for row in (mine, aside)):
        return False
    said = {} if mine is None else {name: mine.data.get(name) for name in NEW}
    said |= {"beside": _aside({} if aside is None else aside.data, Edit())}
    return not any(_says(value) for value in said.values())


def _says(value: object) -> bool:
    if isinstance(value, dict):
        return any(_says(each) for each in cast("dict[str, object]", value).values())
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value is not False and value != []


def _changed(before: Data, edit: Edit) -> Data:
    data: Data = {**NEW, **before}
    data.pop("withdrawn", None)  # she took it back once, and writes it again
    data["scores"] = {**(data["scores"] or {}), **edit.scores}
    data["texts"] = {**(data["texts"] or {}), **edit.texts}
    given: dict[str, Any] = {
        "overall": edit.overall,
        "stance": edit.stance,
        "reasons": edit.reasons,
        "merge_with": edit.merge_with,
        "comment": edit.comment,
        "recused": edit.recused,
        "no_expertise": edit.no_expertise,
    }
    data |= {name: value for name, value in given.items() if value is not None}
    if edit.blank_overall:
        data["overall"] = None
    for name in ("stance", "recused"):
        data[name] = data[name] or None
    return data


def _forget_unknown(data: Data, scheme: Round) -> None:
    """Let go of keys the round does not have once they were blanked: nothing else frees them."""
    for name, blank in (("scores", None), ("texts", "")):
        data[name] = {
            key: value
            for key, value in data[name].items()
            if value != blank or scheme.criterion(key) is not None
        }


def _aside(before: Data, edit: Edit) -> Data:
    kept = {name: str(before.get(name) or "") for name in ("to_chairs", "recused_why")}
    if edit.to_chairs is not None:
        kept["to_chairs"] = edit.to_chairs
    if edit.recused_why is not None:
        kept["recused_why"] = edit.recused_why
    return kept
