"""All that was said of a document marked for comment: the values of its report, and the points."""

from collections.abc import Mapping

from app.actions import letters_kept, papers, talks
from app.actions.acting import me
from app.actions.composing import cycle_title
from app.actions.consolidating import Style, narrowest_of, roster
from app.actions.placing import places
from app.actions.trouble import Trouble
from app.documents.sections import INTRO
from app.domain.letters import DOCUMENT
from app.domain.records import Row
from app.paths import Home
from app.reports.comments import DocumentReport, Person, Traced
from app.store import Store, annotations, current, members


def of_document(store: Store, home: Home, id: str, at: str, style: Style) -> DocumentReport:
    """Return everybody's comments on a document, by its sections. Raises Trouble("no_such_paper")."""
    row = current.one(store, "documents", id)
    if row is None:
        raise Trouble("no_such_paper", kind="document", id=id)
    people = roster(store)
    marks = annotations.on(store, "document", id)
    rows = talks.shown(
        [each for each in marks if each.collection == "comments" and not each.at_home]
    )
    where = places(store, home, rows)
    about = papers.of_document(store, id)
    title = str(row.data.get("title") or id)
    titles = {
        each.key: each.heading or (title if each.key == INTRO else each.key)
        for each in papers.sections(store, home, about)
    }
    by_id = {row.id: row for row in rows}
    under: dict[str, list[Row]] = {key: [] for key in (*titles, "")}
    for said in rows:
        key = talks.section(talks.root(said, by_id), where)
        under[key if key in titles else ""].append(said)
    silent = set(members.asked(store)) - {row.owner for row in rows}
    points, numbers = _points(store, id, by_id, people)
    return DocumentReport(
        cycle_title(store),
        title,
        about.version,
        str(row.data.get("comments_by") or ""),
        at,
        people.get(me(store).account, Person(me(store).account)),
        tuple(
            (
                titles.get(key, ""),
                tuple(
                    talks.headed(each, titles)
                    for each in talks.grown(said, people, where, points=numbers)
                ),
            )
            for key, said in under.items()
        ),
        tuple(people[each] for each in sorted(silent) if each in people),
        narrowest_of([*rows, *_points_row(store, id)], reviewed=False),
        *style,
        points=points,
    )


def _points_row(store: Store, document: str) -> list[Row]:
    """Return the record of the points on a document: drafts of them are for the chairs."""
    letter = letters_kept.letter(store, DOCUMENT + document)
    row = None if letter is None else current.one(store, "letters", letter.id)
    return [] if row is None else [row]


def _points(
    store: Store, document: str, said: Mapping[str, Row], people: Mapping[str, Person]
) -> tuple[tuple[Traced, ...], dict[str, tuple[int, ...]]]:
    """Return the points made of what was said of a document, and {remark: their numbers}."""
    letter = letters_kept.letter(store, DOCUMENT + document)
    found: list[Traced] = []
    numbers: dict[str, tuple[int, ...]] = {}
    for number, each in enumerate(() if letter is None else letter.points, 1):
        sources = [id for id in dict.fromkeys((*each.comments, *each.questions)) if id in said]
        for id in sources:
            numbers[id] = (*numbers.get(id, ()), number)
        owners = [said[id].owner or "" for id in sources]
        writers = tuple(people.get(owner, Person(owner)) for owner in owners)
        found.append(Traced(number, each.kind, each.heading or each.criterion, each.text, writers))
    return tuple(found), numbers
