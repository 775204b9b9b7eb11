"""How many have reviewed what, as far as their reviews are here."""

from app.store.database import Store


def of_others(store: Store) -> dict[str, tuple[str, int]]:
    """Return {proposal: (its round, how many others' reviews of it count)}.

    A conflict of interest or "no expertise" is no review that counts, nor what was taken back.
    """
    # Counted apart: joined in SQL, all counts are looked through for each proposal.
    reviews = """
        SELECT data ->> 'proposal' AS proposal, count(*) AS n FROM shared
         WHERE collection = 'reviews' AND coalesce(data ->> 'withdrawn', 0) = 0
           AND data ->> 'recused' IS NULL
           AND coalesce(data ->> 'no_expertise', 0) = 0
           AND owner IS NOT (SELECT value FROM facts WHERE name = 'account')
         GROUP BY 1
    """
    papers = """
        SELECT id, coalesce(data ->> 'round', '') AS round FROM current
         WHERE collection = 'proposals'
    """
    counts = {row["proposal"]: row["n"] for row in store.rows(reviews)}
    return {row["id"]: (row["round"], counts.get(row["id"], 0)) for row in store.rows(papers)}
