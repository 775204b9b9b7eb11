"""The words that the index holds, to tell what an unfinished or misspelt one may be.

A count is of passages, roughly: what was taken out of the index since is still counted.
Whoever shows a word from here asks the index first whether it finds anything.
"""

import json
from collections import Counter
from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.domain.folding import ARTICLE, is_arabic, stems, with_prefixes
from app.store.database import Store

LONGEST = 40
"""Letters; longer ones are no words."""
BROAD = 20_000
"""An unfinished word is looked for in the index itself while so few passages have it;
else only its commonest words are."""
COMMONEST = 8
FORMS = 40
"""Arabic forms of one word that are looked for."""
NEAR = 3
"""Words that a misspelt one may be."""
AFTER = "\U0010ffff"


def add(store: Store, counts: Counter[str]) -> None:
    """Count the words of passages that were indexed."""
    found = [(word, n) for word, n in counts.items() if 1 < len(word) <= LONGEST]
    store.run(
        """
        INSERT INTO vocabulary SELECT value ->> 0, value ->> 1 FROM json_each(?) WHERE true
        ON CONFLICT (word) DO UPDATE SET passages = passages + excluded.passages
        """,
        [json.dumps(found)],
    )


def known(store: Store, words: Collection[str]) -> dict[str, int]:
    """Return {word: passages} of those of `words` that the index holds."""
    sql = "SELECT word, passages FROM vocabulary WHERE word IN (SELECT value FROM json_each(?))"
    return {row["word"]: row["passages"] for row in store.rows(sql, [json.dumps(list(words))])}


def begun(store: Store, start: str) -> tuple[list[str], int]:
    """Return the commonest words that begin with `start`, and how many passages have any."""
    sql = """
        SELECT word, sum(passages) OVER () AS all_of_them FROM vocabulary
         WHERE word >= ? AND word < ? ORDER BY passages DESC, word LIMIT ?
    """
    rows = list(store.rows(sql, [start, start + AFTER, COMMONEST]))
    return [row["word"] for row in rows], rows[0]["all_of_them"] if rows else 0


def arabic_forms(store: Store, word: str, *, unfinished: bool) -> list[str]:
    """Return the words of the index that are `word` with or without Arabic prefixes.

    A letter that may be a conjunction or preposition is taken off only where the index
    speaks for it: else a book would be a repentance.
    """
    if not is_arabic(word):
        return []
    surely, perhaps = stems(word)
    kept = [*surely, *(each for each in perhaps if _stands_alone(store, each, word))]
    wanted = {form for stem in (word, *kept) for form in with_prefixes(stem)} - {word}
    end = AFTER if unfinished else ""
    sql = """
        SELECT DISTINCT v.word, v.passages FROM json_each(?) AS form
         CROSS JOIN vocabulary v ON v.word >= form.value AND v.word <= form.value || ?
         ORDER BY v.passages DESC, v.word LIMIT ?
    """
    asked = [json.dumps(sorted(wanted), ensure_ascii=False), end, FORMS]
    return [row["word"] for row in store.rows(sql, asked) if row["word"] != word]


def _stands_alone(store: Store, stem: str, word: str) -> bool:
    """Say whether `word` is `stem` with a letter put before it, by the articles of the index."""
    found = known(store, [word, ARTICLE + word, ARTICLE + stem])
    return ARTICLE + word not in found and (word not in found or ARTICLE + stem in found)


def near(store: Store, word: str) -> list[str]:
    """Return the words of the index that `word` may be a misspelling of, likeliest first.

    One letter left out, doubled, put for another or two changed about; in words of seven
    letters two such slips. First those that begin alike: there fewest slips are made.
    Numbers and codes are as they are.
    """
    if not word.isalpha():
        return []
    slips = 0 if len(word) < 3 else 1 if len(word) < 7 else 2  # noqa: PLR2004 -- told above
    if not slips:
        return []
    alike = _near(store, word, slips, word[0], word[0] + AFTER)
    return alike or _near(store, word, slips, "", AFTER)


def _near(store: Store, word: str, slips: int, first: str, last: str) -> list[str]:
    sql = """
        SELECT word, passages FROM vocabulary
         WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?
    """
    asked = [first, last, max(3, len(word) - slips), len(word) + slips]
    rows = store.rows(sql, asked)
    counts = {row["word"]: row["passages"] for row in rows if row["word"].isalpha()}
    found = process.extract(
        word, list(counts), scorer=OSA.distance, score_cutoff=slips, limit=NEAR * 8
    )
    ranked = sorted((distance, -counts[each], each) for each, distance, _at in found)
    return [each for _distance, _passages, each in ranked if each != word][:NEAR]
