"""The book of a meeting from this computer: agenda, papers in its order, my marks on request."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from app.actions import book_text, consolidating, papers, talks
from app.actions import reporting_values as values
from app.actions.acting import me
from app.actions.agendas import agenda
from app.actions.agendas_reading import Reading, reading_list
from app.actions.consolidating import Style
from app.actions.placing import places
from app.documents.sections import split
from app.domain import intents, times
from app.domain.records import Data, Row
from app.domain.rounds import Round
from app.i18n import _
from app.paths import Home
from app.phrases import agendas as phrases
from app.reports import book, words
from app.reports.meeting_book import Bound, Item, Meeting
from app.reports.values import ProposalComments
from app.store import Store, annotations, current, documents, members, proposals, rounds

NOTHING_ASKED = Round("", "", "qualitative", "open")
"""What marks on a document answer: no criteria."""


def of_meeting(
    store: Store,
    home: Home,
    id: str,
    at: str,
    style: Style,
    *,
    zone: tzinfo | None = None,
    marks: bool = False,
) -> Meeting:
    """Return a meeting as its book prints it, `at` this instant.

    `zone`: whose time it is told in, None for this computer's. With `marks` my own notes,
    comments, reviews and prepared interventions stand in it. Raises Trouble: `not_joined`,
    `no_such_record`.
    """
    me(store)
    found = agenda(store, id)
    data = found.meeting.data
    starts = times.parsed(data.get("starts"))
    listed = reading_list(store, id).papers
    keys = {(each.kind, each.id): number for number, each in enumerate(listed)}
    items = found.flat
    names = members.names(store)
    mine = _on_items(store, [each.row.id for each in items]) if marks else {}
    made: list[Item] = []
    of: dict[int, list[int]] = {}
    for number, each in enumerate(items):
        about = _papers_of(each.row, keys)
        for paper in about:
            of.setdefault(paper, []).append(number)
        begins = None if starts is None else starts + timedelta(minutes=each.starts)
        made.append(
            Item(
                each.label,
                str(each.row.data.get("title") or ""),
                each.level,
                _facts(each.row.data, begins, names, zone),
                about,
                mine.get(each.row.id, ()),
            )
        )
    theirs = dict(_proposals(store, home, listed, at, style, marks=marks))
    bound = [
        theirs[each.id] if each.kind == "proposal" else _document(store, home, each.id, marks=marks)
        for each in listed
    ]
    return Meeting(
        str(data.get("title") or id),
        tuple(_about(data, starts, zone)),
        book_text.blocks(str(data.get("notes") or "")),
        tuple(made),
        tuple(
            Bound(paper, tuple(of.get(number, ())), scheme)
            for number, (paper, scheme) in enumerate(bound)
        ),
    )


def _about(data: Data, starts: datetime | None, zone: tzinfo | None) -> Iterator[tuple[str, str]]:
    if starts is not None:
        local = starts.astimezone(zone)
        day = words.day(local.date().isoformat())
        yield _("When"), _("{day}, {time}").format(day=day, time=_clock(local))
    if data.get("place"):
        yield _("Where"), str(data["place"])
    if status := phrases.status(data.get("status")):
        yield _("Agenda"), status


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M} {moment.tzname()}"


def _facts(
    data: Data, begins: datetime | None, names: Mapping[str, str], zone: tzinfo | None
) -> str:
    """Return when an item begins, how long it takes, who leads it, what it is for."""
    minutes = data.get("minutes")
    timed = isinstance(minutes, (int, float)) and minutes > 0
    lead = str(data.get("lead") or "")
    told = (
        f"{begins.astimezone(zone):%H:%M}" if begins is not None and timed else "",
        phrases.minutes(float(minutes)) if timed and minutes is not None else "",
        names.get(lead, lead),
        phrases.purpose(data.get("purpose")),
    )
    return " · ".join(each for each in told if each)


def _papers_of(row: Row, keys: Mapping[tuple[str, str], int]) -> tuple[int, ...]:
    wanted = (
        (kind, str(id))
        for kind, field in (("proposal", "proposals"), ("document", "documents"))
        for id in row.data.get(field) or ()
    )
    return tuple(keys[each] for each in dict.fromkeys(wanted) if each in keys)


def _on_items(store: Store, items: list[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return (what it is, words) of my notes, comments and interventions, by item."""
    account = me(store).account
    found: dict[str, list[tuple[str, str]]] = {}
    for row in annotations.on_items(store, items) if items else ():
        if row.owner in {None, account} and not row.data.get("withdrawn"):
            what = _("My note") if row.collection == "notes" else _("My comment")
            said = str(row.data.get("text") or "")
            found.setdefault(str(row.data["about"]["id"]), []).append((what, said))
    for row in current.owned(store, "intents", account):
        about = str((row.data.get("about") or {}).get("id"))
        sent = row.data.get("kind") == intents.INTERVENTION and not row.data.get("withdrawn")
        if sent and about in items:
            said = str(row.data.get("text") or "")
            found.setdefault(about, []).append((_("What I prepared to say"), said))
    return {item: tuple(each) for item, each in found.items()}


def _proposals(
    store: Store, home: Home, listed: Sequence[Reading], at: str, style: Style, *, marks: bool
) -> Iterator[tuple[str, tuple[book.Paper, Round]]]:
    rows = proposals.some(store, (each.id for each in listed if each.kind == "proposal"))
    mine = values.my_words(store, home, at, style) if marks else {}
    schemes = {each.id: each for each in rounds.listed(store)}
    for row, paper in zip(rows, values.papers_of(store, rows, mine), strict=True):
        yield row.id, (paper, schemes.get(row.round, NOTHING_ASKED))


def _document(store: Store, home: Home, id: str, *, marks: bool) -> tuple[book.Paper, Round]:
    row = documents.one(store, id)
    data: Data = {} if row is None else row.row.data
    text = papers.document_text(store, home, id)
    sections = split(text or "", strict=False)
    title = str(data.get("title") or id)
    version = data.get("version")
    number = version if isinstance(version, int) else 1
    paper = book.Paper(
        "",
        title,
        number,
        str(data.get("published_at") or ""),
        (),
        "",
        "",
        tuple((each.heading, book_text.blocks(each.text)) for each in sections),
        mine=_mine(store, home, id, title, number) if marks else None,
    )
    return paper, NOTHING_ASKED


def _mine(store: Store, home: Home, id: str, title: str, version: int) -> ProposalComments | None:
    """Return my notes and comments on a document, None where there are none."""
    known = papers.replaced(store, id)
    account = me(store).account
    rows = [
        row
        for each in reversed(known)
        for row in annotations.on(store, "document", each)
        if row.owner in {None, account}
    ]
    shown = talks.shown(rows)
    if not shown:
        return None
    people = consolidating.roster(store)
    where = places(store, home, shown)
    remarks = talks.grown(shown, people, where, own=True)
    return ProposalComments("", title, version, remarks=remarks)
