"""All that was said in a round, by proposal and criterion: the values of the comments PDF."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.actions import ledger, talks
from app.actions.acting import me
from app.actions.composing import cycle_title
from app.actions.papers import COLLECTION
from app.actions.placing import places
from app.domain.audience import narrowest
from app.domain.records import Row
from app.domain.reviews import answered
from app.domain.rounds import Round
from app.paths import Home
from app.reports.comments import (
    CommentsReport,
    MyCommentsReport,
    Person,
    ProposalComments,
    Remark,
    Review,
    RoundComments,
)
from app.store import Store, annotations, current, members, proposals, rounds

Style = tuple[str, bool]
"""Language code, and whether it is written from right to left."""


def of_round(store: Store, home: Home, id: str, at: str, style: Style) -> CommentsReport:
    """Return everybody's comments in round `id`, as far as they may be seen here."""
    scheme = rounds.one(store, id) or Round(id, id, "qualitative", "open")
    people = roster(store)
    remarks = talks.shown(annotations.comments(store))
    where = places(store, home, remarks)
    listed = proposals.listed(store, id)
    sent = rounds.reviews(store, id)
    scheme = scheme.with_gone(key for row in sent for key in answered(row.data))
    reviews = _by_proposal(sent)
    on_papers = talks.on_proposals(remarks)
    here = [row for each in listed for row in on_papers.get(each.id, ())]
    general = [row for row in remarks if talks.about(row).get("kind") != "proposal"]
    said = _worded(store, listed)
    states = (
        {each.id: each.state for each in ledger.ledger(store, id)} if rounds.one(store, id) else {}
    )
    return CommentsReport(
        cycle=cycle_title(store),
        round=scheme,
        exported_on=at,
        exported_by=people.get(me(store).account, Person(me(store).account)),
        proposals=tuple(
            said(
                _proposal(
                    store,
                    each,
                    tuple(_review(row, people) for row in reviews.get(each.id, ())),
                    talks.grown(
                        on_papers.get(each.id, []),
                        people,
                        where,
                        states=states,
                    ),
                ),
                each.id,
            )
            for each in listed
        ),
        general=tuple(
            replace(remark, about=title)
            for row in general
            for title in [_title(store, row)]
            for remark in talks.grown([row], people, where)
        ),
        expected=sum(person.role in {"member", "chair"} for person in people.values()) or None,
        deadline=scheme.deadlines[0] if scheme.deadlines else None,
        readers=narrowest_of([*here, *general], reviewed=bool(reviews)),
        language=style[0],
        right_to_left=style[1],
    )


def mine(
    store: Store, home: Home, at: str, style: Style, *, only: frozenset[str] | None = None
) -> MyCommentsReport:
    """Return my own reviews, comments and private notes, drafts included.

    With `only` these marks and no reviews.
    """
    profile = me(store)
    people = roster(store)
    author = people.get(profile.account, Person(profile.account))
    marks = [row for row in talks.shown(annotations.mine(store)) if only is None or row.id in only]
    where = places(store, home, marks)
    on_papers = talks.on_proposals(marks)
    found: list[RoundComments] = []
    for scheme in rounds.listed(store):
        listed = proposals.listed(store, scheme.id)
        written = {paper.id: _mine_of(store, paper.id) if only is None else [] for paper in listed}
        here = scheme.with_gone(
            key for rows in written.values() for row in rows for key in answered(row.data)
        )
        said = _worded(store, listed)
        told = [
            said(
                _proposal(
                    store,
                    each,
                    tuple(_my_review(row, author) for row in written[each.id]),
                    talks.grown(on_papers.get(each.id, []), people, where, own=True),
                ),
                each.id,
            )
            for each in listed
        ]
        mine_here = tuple(each for each in told if each.reviews or each.remarks)
        if mine_here:
            found.append(RoundComments(here, mine_here))
    general = [row for row in marks if talks.about(row).get("kind") != "proposal"]
    return MyCommentsReport(
        cycle=cycle_title(store),
        member=author,
        exported_on=at,
        rounds=tuple(found),
        general=tuple(
            replace(remark, about=title)
            for row in general
            for title in [_title(store, row)]
            for remark in talks.grown([row], people, where, own=True)
        ),
        language=style[0],
        right_to_left=style[1],
    )


def roster(store: Store) -> dict[str, Person]:
    """Return {account: who she is by role}."""
    return {
        row.id: Person(
            str(row.data.get("name") or row.id),
            str(row.data.get("role") or "member"),
            str(row.data.get("group") or ""),
            row.data.get("region"),
            account=row.id,
        )
        for row in members.listed(store)
    }


def _proposal(
    store: Store,
    paper: proposals.ProposalRow,
    reviews: tuple[Review, ...],
    remarks: tuple[Remark, ...],
) -> ProposalComments:
    row = current.one(store, "proposals", paper.id)
    people = (row.data.get("proponents") if row else None) or ()
    names = ", ".join(str(each.get("name")) for each in people if each.get("name"))
    return ProposalComments(
        paper.code, paper.title, paper.version, names, reviews, remarks, paper.id
    )


def _worded(
    store: Store, papers: list[proposals.ProposalRow]
) -> Callable[[ProposalComments, str], ProposalComments]:
    """Return how keys of sections and ids of proposals become the words people know."""
    titles = {each.id: each.title for each in papers}
    newest = proposals.newest_versions(store, list(titles))

    def said(made: ProposalComments, id: str) -> ProposalComments:
        version = newest.get(id)
        headings = {each.key: each.heading for each in version.sections} if version else {}

        def remark(one: Remark) -> Remark:
            quote = one.quote
            if quote is not None:
                quote = replace(quote, section=headings.get(quote.section) or quote.section)
            return replace(one, quote=quote, replies=tuple(remark(each) for each in one.replies))

        reviews = tuple(
            replace(one, merge_with=tuple(titles.get(other, other) for other in one.merge_with))
            for one in made.reviews
        )
        return replace(made, reviews=reviews, remarks=tuple(remark(each) for each in made.remarks))

    return said


def _by_proposal(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row.data.get("proposal")), []).append(row)
    return found


def _mine_of(store: Store, proposal: str) -> list[Row]:
    row = rounds.my_review(store, proposal)
    return [] if row is None else [row]


def _review(row: Row, people: Mapping[str, Person]) -> Review:
    data = row.data
    return Review(
        author=people.get(row.owner or "", Person(row.owner or "")),
        version=data.get("version"),
        stance=data.get("stance"),
        texts={key: text for key, text in (data.get("texts") or {}).items() if text},
        scores=data.get("scores") or {},
        overall=data.get("overall"),
        comment=data.get("comment") or "",
        reasons=tuple(data.get("reasons") or ()),
        merge_with=tuple(data.get("merge_with") or ()),
        recused=data.get("recused"),
        no_expertise=bool(data.get("no_expertise")),
        late=bool(data.get("late")),
        written_at=data.get("written_at") or "",
    )


def _my_review(row: Row, author: Person) -> Review:
    if row.at_home:
        sending = "changed" if row.changed else "draft"
    else:
        sending = "waiting" if row.waiting else "received"
    return replace(_review(row, {}), author=author, sending=sending)


def _title(store: Store, row: Row) -> str:
    about = talks.about(row)
    collection = COLLECTION.get(str(about.get("kind")), "decisions")
    found = current.one(store, collection, str(about.get("id")))
    return str((found.data.get("title") if found else None) or about.get("id") or "")


def narrowest_of(rows: list[Row], *, reviewed: bool) -> tuple[str, ...]:
    """Return the narrowest audience of what is in a file: that is who may read it whole."""
    reviews = [("chairs",)] if reviewed else []
    return narrowest([*(row.readers for row in rows), *reviews], "chairs")
