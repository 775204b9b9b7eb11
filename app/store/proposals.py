"""Proposals as the member sees them, with her own review beside each."""

import json
from collections.abc import Iterable

from app.domain.ids import version_id
from app.domain.proposals import ProposalRow, Version
from app.store import current, database
from app.store.database import Store

LIST = """
    SELECT p.id,
           coalesce(p.data ->> 'code', '')        AS code,
           coalesce(p.data ->> 'title', p.id)     AS title,
           coalesce(p.data ->> 'summary', '')     AS summary,
           coalesce(p.data ->> 'theme', '')       AS theme,
           coalesce(p.data ->> 'round', '')       AS round,
           coalesce(p.data ->> 'status', 'open')  AS status,
           coalesce(p.data ->> 'version', 1)      AS version,
           nullif(seen.version, 0)                AS read_version,
           news.id IS NULL OR news.state IS NOT news.seen AS fresh,
           lengths.counts                         AS counts
      FROM current AS p
      LEFT JOIN seen ON seen.collection = 'proposals' AND seen.id = p.id
      LEFT JOIN news ON news.kind = 'proposal' AND news.id = p.id AND news.key = ''
      LEFT JOIN lengths ON lengths.collection = 'proposals' AND lengths.id = p.id
     WHERE p.collection = 'proposals'
"""

# Apart from the list: SQLite joins the two by looking through all reviews for each proposal.
MINE = """
    SELECT data ->> 'proposal' AS proposal,
           data ->> 'version'  AS version,
           data ->> 'stance'   AS stance,
           data ->> 'overall'  AS overall,
           data ->> 'recused'  AS recused,
           at_home, waiting, state
      FROM current
     WHERE collection = 'reviews' AND owner = (SELECT value FROM facts WHERE name = 'account')
"""


def listed(store: Store, round: str | None = None) -> list[ProposalRow]:
    """Return the proposals, of one round or all, in the order of their codes."""
    sql = f"{LIST} AND (? IS NULL OR p.data ->> 'round' = ?) ORDER BY code, title, p.id"
    return _rows(list(store.rows(sql, [round, round])), list(store.rows(MINE)))


def one(store: Store, id: str) -> ProposalRow | None:
    return next(iter(some(store, [id])), None)


def some(store: Store, ids: Iterable[str]) -> list[ProposalRow]:
    """Return those of `ids` that are here, in their order."""
    wanted = list(dict.fromkeys(ids))
    given = [json.dumps(wanted)]
    among = "IN (SELECT value FROM json_each(?))"
    listed = list(store.rows(f"{LIST} AND p.id {among}", given))
    mine = list(store.rows(f"{MINE} AND data ->> 'proposal' {among}", given))
    found = {each.id: each for each in _rows(listed, mine)}
    return [found[id] for id in wanted if id in found]


def titles(store: Store, round: str) -> dict[str, str]:
    """Return {id: title} of the proposals of a round, withdrawn ones among them."""
    sql = (
        "SELECT id, coalesce(data ->> 'title', id) AS title FROM current"
        " WHERE collection = 'proposals' AND data ->> 'round' = ?"
        " ORDER BY coalesce(data ->> 'code', ''), title, id"
    )
    return {each["id"]: each["title"] for each in store.rows(sql, [round])}


def _rows(listed: list[database.Row], mine: list[database.Row]) -> list[ProposalRow]:
    reviews = {each["proposal"]: each for each in mine}
    return [_row(each, reviews.get(each["id"])) for each in listed]


def _row(each: database.Row, review: database.Row | None) -> ProposalRow:
    return ProposalRow(
        each["id"],
        each["code"],
        each["title"],
        each["summary"],
        each["theme"],
        each["round"],
        each["status"],
        int(each["version"]),
        _state(review),
        None if review is None else review["version"],
        None if review is None else review["stance"],
        None if review is None else review["overall"],
        None if review is None else review["recused"],
        each["read_version"],
        bool(each["fresh"]),
        {} if each["counts"] is None else json.loads(each["counts"]),
    )


def _state(review: database.Row | None) -> str | None:
    """Return how far my review is; None where I have none."""
    if review is None:
        return None
    if review["state"] in {"conflict", "refused"}:
        return "decision"
    if review["at_home"]:
        return "draft"
    return "submitted" if review["waiting"] else "received"


def version(store: Store, proposal: str, number: int | None = None) -> Version | None:
    """Return version `number` of `proposal`, or the newest one that is here."""
    wanted = number
    if wanted is None:
        paper = current.one(store, "proposals", proposal)
        wanted = int(paper.data.get("version") or 1) if paper else 1
    # By its agreed id, which is indexed; the texts themselves are not looked through.
    found = current.one(store, "versions", version_id(proposal, wanted))
    if found is not None:
        return Version.from_json(found.id, found.data)
    known = versions(store, proposal)
    if number is None:
        return known[-1] if known else None
    return next((each for each in known if each.number == number), None)


def versions(store: Store, proposal: str) -> list[Version]:
    """Return all versions of `proposal` that are here, oldest first."""
    sql = """
        SELECT id, data FROM current
         WHERE collection = 'versions' AND data ->> 'proposal' = ?
    """
    found = [
        Version.from_json(row["id"], json.loads(row["data"])) for row in store.rows(sql, [proposal])
    ]
    return sorted(found, key=lambda each: each.number)


def answering(store: Store, proposals: list[str]) -> dict[str, list[Version]]:
    """Return {proposal: its versions in which questions are answered}, in one query."""
    sql = """
        SELECT v.id, v.data FROM json_each(?) AS p
         CROSS JOIN current v ON v.collection = 'versions' AND v.data ->> 'proposal' = p.value
         WHERE coalesce(v.data ->> '$.answers[0]', '') != ''
    """
    found: dict[str, list[Version]] = {}
    for row in store.rows(sql, [json.dumps(proposals)]):
        version = Version.from_json(row["id"], json.loads(row["data"]))
        found.setdefault(version.proposal, []).append(version)
    return found


def newest_versions(store: Store, proposals: list[str]) -> dict[str, Version]:
    """Return the newest version of each of `proposals`, in one query."""
    sql = """
        SELECT v.id, v.data FROM current p
          JOIN current v ON v.collection = 'versions'
           AND v.id = p.id || '-v' || coalesce(p.data ->> 'version', 1)
         WHERE p.collection = 'proposals' AND p.id IN (SELECT value FROM json_each(?))
    """
    found = [
        Version.from_json(row["id"], json.loads(row["data"]))
        for row in store.rows(sql, [json.dumps(proposals)])
    ]
    return {each.proposal: each for each in found}
