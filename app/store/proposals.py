"""Proposals as the member sees them, with her own review beside each."""

import json

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
           review.data ->> 'version'              AS reviewed_version,
           review.data ->> 'stance'               AS stance,
           review.data ->> 'overall'              AS overall,
           review.data ->> 'recused'              AS recused,
           review.at_home                         AS draft,
           review.waiting                         AS waiting,
           review.revision                        AS received,
           review.state                           AS act,
           nullif(seen.version, 0)                AS read_version,
           news.id IS NULL OR news.state IS NOT news.seen AS fresh,
           lengths.counts                         AS counts
      FROM current AS p
      LEFT JOIN (SELECT data ->> 'proposal' AS proposal, * FROM current
                  WHERE collection = 'reviews'
                    AND owner = (SELECT value FROM facts WHERE name = 'account')
                  -- Without a limit the two are joined first: 400 x 400 looks into JSON.
                  LIMIT -1) AS review
        ON review.proposal = p.id
      LEFT JOIN seen ON seen.collection = 'proposals' AND seen.id = p.id
      LEFT JOIN news ON news.kind = 'proposal' AND news.id = p.id AND news.key = ''
      LEFT JOIN lengths ON lengths.collection = 'proposals' AND lengths.id = p.id
     WHERE p.collection = 'proposals'
"""


def listed(store: Store, round: str | None = None) -> list[ProposalRow]:
    """Return the proposals, of one round or all, in the order of their codes."""
    sql = f"{LIST} AND (? IS NULL OR p.data ->> 'round' = ?) ORDER BY code, title, p.id"
    return [_row(each) for each in store.rows(sql, [round, round])]


def one(store: Store, id: str) -> ProposalRow | None:
    found = store.one(f"{LIST} AND p.id = ?", [id])
    return None if found is None else _row(found)


def titles(store: Store, round: str) -> dict[str, str]:
    """Return {id: title} of the proposals of a round, withdrawn ones among them."""
    sql = (
        "SELECT id, coalesce(data ->> 'title', id) AS title FROM current"
        " WHERE collection = 'proposals' AND data ->> 'round' = ?"
        " ORDER BY coalesce(data ->> 'code', ''), title, id"
    )
    return {each["id"]: each["title"] for each in store.rows(sql, [round])}


def _row(each: database.Row) -> ProposalRow:
    state = None
    if each["act"] in {"conflict", "refused"}:
        state = "decision"
    elif each["draft"] is not None:
        state = "draft" if each["draft"] else "submitted" if each["waiting"] else "received"
    return ProposalRow(
        each["id"],
        each["code"],
        each["title"],
        each["summary"],
        each["theme"],
        each["round"],
        each["status"],
        int(each["version"]),
        state,
        each["reviewed_version"],
        each["stance"],
        each["overall"],
        each["recused"],
        each["read_version"],
        bool(each["fresh"]),
        {} if each["counts"] is None else json.loads(each["counts"]),
    )


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
