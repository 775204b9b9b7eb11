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
SHORTEST = 3
"""Letters of a word that may be misspelt; shorter ones are like all others."""
TWO_SLIPS_FROM, ALIKE = 7, 2
ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "абвгдежзиклмнопрстуфхцчшщъыьэюя",
    "αβγδεζηθικλμνξοπρστυφχψω",
)
"""Folded letters that may be put in the place of one another."""
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
    letters two such slips, if not in the first two letters. Numbers and codes are as they
    are. What it costs does not grow with the index: words a slip away are looked up one by
    one, those two away only where they begin alike.
    """
    if len(word) < SHORTEST or len(word) > LONGEST or not word.isalpha():
        return []
    found = known(store, {each for each in one_slip(word) if len(each) >= SHORTEST})
    if not found and len(word) >= TWO_SLIPS_FROM:
        found = _two_slips(store, word)
    ranked = sorted((each[0] != word[0], -count, each) for each, count in found.items())
    return [each for _other, _count, each in ranked if each.isalpha() and each != word][:NEAR]


def one_slip(word: str) -> set[str]:
    """Return all that `word` may have been before one slip, with the letters of its script."""
    letters = next((each for each in ALPHABETS if word[0] in each), "")
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    made = {left + right[1:] for left, right in cuts if right}
    made |= {left + right[1] + right[0] + right[2:] for left, right in cuts if right[1:]}
    made |= {left + char + right[1:] for left, right in cuts if right for char in letters}
    made |= {left + char + right for left, right in cuts for char in letters}
    return made - {word}


def _two_slips(store: Store, word: str) -> dict[str, int]:
    sql = """
        SELECT word, passages FROM vocabulary
         WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?
    """
    start = word[:ALIKE]
    asked = [start, start + AFTER, len(word) - 2, len(word) + 2]
    counts = {row["word"]: row["passages"] for row in store.rows(sql, asked)}
    close = process.extract(word, list(counts), scorer=OSA.distance, score_cutoff=2, limit=NEAR)
    return {each: counts[each] for each, _distance, _at in close}
