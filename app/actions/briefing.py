"""The chair's brief: what there is to know about one proposal, on one page."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.actions import comparing, deciding, earlier, letters, remarks
from app.actions.composing import composed, cycle_title
from app.actions.following_up import followed
from app.actions.trouble import Trouble
from app.documents import diff
from app.domain import decisions, scoring
from app.domain.briefs import Brief, Changed, Evidence, Overlap, Proponent
from app.domain.consolidations import ProposalSaid
from app.domain.follow_ups import SectionFollowed
from app.domain.records import Data
from app.domain.rounds import Round
from app.paths import Home
from app.store import Store, current, members, proposals, rounds


def brief(store: Store, home: Home, proposal: str) -> Brief:
    """Return the brief of one proposal. Raises Trouble("no_such_paper")."""
    said = remarks.of_proposal(store, home, proposal)
    row = current.one(store, "proposals", proposal)
    data = {} if row is None else row.data
    round_ = str(data.get("round") or "")
    scheme = rounds.one(store, round_) or Round(round_, round_, "qualitative", "open")
    reviews = [each.data for each in rounds.reviews_of(store, proposal)]
    written = letters.letters(store, proposal)
    newest = letters.working(written)
    sent = [each for each in written if each.sent]
    spread, differs = _numbers(scheme, reviews, said.positions)
    key, title, pending = _decided(store, proposal)
    before = earlier.of_proposal(store, home, proposal)
    return Brief(
        cycle_title(store),
        scheme,
        said,
        str(data.get("summary") or ""),
        str(data.get("theme") or ""),
        tuple(_proponent(each) for each in data.get("proponents") or ()),
        tuple(
            Evidence(
                str(each.get("from") or ""),
                str(each.get("kind") or ""),
                str(each.get("state") or ""),
            )
            for each in data.get("evidence") or ()
        ),
        _changed(store, proposal),
        spread,
        differs,
        tuple(each for each in said.questions if each.open),
        _overlaps(store, proposal, data, said),
        None if newest is None else composed(store, newest),
        followed(store, home, sent[-1]) if sent else None,
        key,
        title,
        pending,
        before,
        members.names(store),
        "" if before else earlier.continued(store, proposal),
    )


def _numbers(
    scheme: Round, reviews: Iterable[Data], positions: Mapping[str, int]
) -> tuple[scoring.Spread, float | None]:
    """Return how the reviews' own scores lie, and how far views differ."""
    if not scheme.scored:
        held = [positions.get(each.key, 0) for each in scheme.stances]
        return scoring.NOTHING, scoring.division(held, len(held))
    own = [scoring.own_score(scheme, each) for each in reviews if scoring.counts(each)]
    spread = scoring.spread(each for each in own if each is not None)
    return spread, scoring.controversy(spread, scoring.reach(scheme))


def _changed(store: Store, proposal: str) -> Changed | None:
    """Return what the newest version changes; None for the first, or if the one before is not here."""
    try:
        found = comparing.compared(store, proposal)
    except Trouble:
        return None
    if found.old == found.new:
        return None
    version = proposals.version(store, proposal, found.new)
    counted = diff.counts(found.sections)
    return Changed(
        found.old,
        found.new,
        "" if version is None else version.note,
        tuple(
            SectionFollowed(each.key, each.heading, each.state)
            for each in found.sections
            if each.state != "same"
        ),
        counted.words_added,
        counted.words_removed,
    )


def _overlaps(
    store: Store, proposal: str, data: Mapping[str, Any], said: ProposalSaid
) -> tuple[Overlap, ...]:
    """Return what the Secretariat relates it to, and what members would merge it with."""
    kinds = {
        str(each.get("proposal")): str(each.get("kind") or "overlaps")
        for each in data.get("related") or ()
        if each.get("proposal")
    }
    ids = [each for each in dict.fromkeys((*kinds, *said.merges)) if each != proposal]
    found: list[Overlap] = []
    for id in ids:
        paper = proposals.one(store, id)
        found.append(
            Overlap(
                id,
                "" if paper is None else paper.code,
                id if paper is None else paper.title,
                kinds.get(id, ""),
                said.merges.get(id, 0),
            )
        )
    return tuple(sorted(found, key=lambda each: (not each.kind, -each.members, each.title)))


def _decided(store: Store, proposal: str) -> tuple[str, str, bool]:
    """Return the outcome's key and title, and whether it is pending; empty for none."""
    row = current.one(store, "decisions", decisions.decision_id(proposal))
    found = None if row is None else decisions.of_row(row)
    if found is None or found.outcome is None:
        return "", "", False
    scheme = rounds.one(store, found.round)
    known = () if scheme is None else scheme.outcomes
    return found.outcome, deciding.word(known, found.outcome).title, found.pending


def _proponent(each: Mapping[str, Any]) -> Proponent:
    return Proponent(
        str(each.get("name") or ""),
        str(each.get("affiliation") or ""),
        str(each.get("group") or ""),
        str(each.get("region") or ""),
        str(each.get("member") or ""),
    )
