"""Finding passages by their words: a bounded set is ranked, so that common words cost no more.

What a hit shows comes from the record that stands now; a passage whose record is gone, or
has not these words any more, is no hit, indexed or not.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.domain.asking import Filters, Word, words_of
from app.domain.folding import fold, tokens
from app.domain.snippets import Sought, marks_in, snippet
from app.store import facts, slips, vocabulary
from app.store.database import Row, Store
from app.store.indexing import CLASSES, KIND_BITS, MARKS_FROM, MINE_TO
from app.store.passages import Passage, Texts, passages_of

RANKED = 1_000
"""Passages that are ranked of each range: words that more have tell little."""
TITLE, BODY = 4.0, 1.0
"""What a word weighs in a title and in a text (bm25)."""
PAPER = 2.0
"""What a paper weighs against a mark: marks are short, which bm25 takes for fitting well."""
SPARE = 20
"""Hits fetched beyond those asked for, in place of such as are not here any more."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hit:
    kind: str
    id: str
    section: str | None
    title: str
    snippet: str
    score: float
    """Higher is better."""
    about: str = ""
    """The paper a note or comment is on, as `proposal/ID`."""
    title_marks: tuple[Span, ...] = ()
    """Where in the title the words are that were found, in code points."""
    marks: tuple[Span, ...] = ()
    """Where in the snippet."""


@dataclass(frozen=True, slots=True)
class Found:
    hits: list[Hit] = field(default_factory=list[Hit])
    meant: str = ""
    """The words as they may have been meant; empty if as they were written."""
    instead: bool = False
    """The hits are for `meant`: nothing holds the words as they were written."""


def search(
    store: Store,
    query: str,
    texts: Texts,
    limit: int = 50,
    filters: Filters = Filters(),  # noqa: B008 -- a frozen value
) -> Found:
    """Return the best hits that have all words of `query`, best first.

    Where none has them, those for the words it may be a misspelling of.
    """
    words = words_of(query)
    if not words:
        return Found()
    ranges = _ranges(filters)
    about = _papers(store, filters)
    hits = _hits(store, words, texts, limit, ranges, about)
    if len(hits) > slips.FEW:
        return Found(hits)
    for meant in slips.corrected(store, words, found=bool(hits)):
        better = _hits(store, meant, texts, limit, ranges, about)
        if len(better) > len(hits):
            said = " ".join(each.said for each in meant)
            return Found(hits or better, said, instead=not hits)
    return Found(hits)


def _hits(
    store: Store,
    words: Sequence[Word],
    texts: Texts,
    limit: int,
    ranges: Sequence[Span],
    about: list[str] | None,
) -> list[Hit]:
    parts = [_part(store, word) for word in words]
    asked = " AND ".join(part for part, _sought in parts)
    sought = Sought.of([each for _part, sought in parts for each in sought])
    scores: dict[int, float] = {}
    for first, last in ranges:
        # Marks have no titles; asking for them would count all passages of each word once more.
        titled = first < MARKS_FROM << KIND_BITS
        for expression in (asked, f"{{title}} : ({asked})") if titled else (asked,):
            for row in _ranked(store, expression, first, last, limit + SPARE, about):
                weight = PAPER if row["number"] < MARKS_FROM << KIND_BITS else 1.0
                score = -row["rank"] * weight
                scores[row["number"]] = max(score, scores.get(row["number"], 0.0))
    best = sorted(scores, key=lambda number: (-scores[number], number))[: limit + SPARE]
    code = [token for word in words for token in word.text.split()]
    return _shown(store, best, scores, sought, texts, limit, code)


def _ranked(
    store: Store, expression: str, first: int, last: int, limit: int, about: list[str] | None
) -> Iterable[Row]:
    """Rank the first passages of a range that match: bm25 of all would be 30 times as dear."""
    among = "" if about is None else (
        "AND EXISTS (SELECT 1 FROM passages p WHERE p.number = words.rowid"
        " AND p.about IN (SELECT value FROM json_each(:about)))"
    )  # fmt: skip
    sql = f"""
        SELECT number, rank FROM (
            SELECT rowid AS number, bm25(words, {TITLE}, {BODY}) AS rank FROM words
             WHERE words MATCH :asked AND rowid BETWEEN :first AND :last {among} LIMIT {RANKED}
        ) ORDER BY rank, number LIMIT :limit
    """
    given = {"asked": expression, "first": first, "last": last, "limit": limit}
    return store.rows(sql, given if about is None else {**given, "about": json.dumps(about)})


def _ranges(filters: Filters) -> list[Span]:
    """Return the ranges of passages' numbers that the filters leave, papers apart from marks."""
    wanted = [
        at
        for at, (kind, _mine) in enumerate(CLASSES)
        if (not filters.kinds or kind in filters.kinds)
        and (not filters.mine or MARKS_FROM <= at <= MINE_TO)
    ]
    ranges: list[Span] = []
    for at in wanted:
        if ranges and ranges[-1][1] == at - 1 and at != MARKS_FROM:
            ranges[-1] = (ranges[-1][0], at)
        else:
            ranges.append((at, at))
    return [(first << KIND_BITS, (last + 1 << KIND_BITS) - 1) for first, last in ranges]


def _papers(store: Store, filters: Filters) -> list[str] | None:
    """Return the papers that the filters leave, as `proposal/ID`; None for all."""
    if filters.round is None and not filters.unread and not filters.changed:
        return None
    newer = (
        "s.version < CASE WHEN json_type(p.data, '$.version') = 'integer'"
        " THEN p.data ->> 'version' ELSE 1 END"
    )
    states = [each for each, on in (("s.version IS NULL", filters.unread),
                                    (newer, filters.changed)) if on]  # fmt: skip
    sql = f"""
        SELECT CASE p.collection WHEN 'proposals' THEN 'proposal/' ELSE 'document/' END || p.id
            AS about
          FROM current p
          LEFT JOIN seen s ON s.collection = p.collection AND s.id = p.id AND s.version > 0
         WHERE p.collection IN ('proposals', 'documents')
           AND (:round IS NULL OR p.data ->> 'round' = :round
                OR p.data ->> 'proposal' IN
                   (SELECT q.id FROM current q
                     WHERE q.collection = 'proposals' AND q.data ->> 'round' = :round))
           AND ({" OR ".join(states) or "1"})
    """
    return [row["about"] for row in store.rows(sql, {"round": filters.round})]


def _part(store: Store, word: Word) -> tuple[str, list[tuple[str, bool]]]:
    """Return the expression for one word, and what to mark: (folded, whether as a beginning)."""
    if word.run:
        # A letter alone begins the pair with the one behind it.
        begins = "*" if len(word.run) == 1 else ""
        return f'"{word.text}"{begins}', [(word.run, False)]
    if word.han:
        return f'"{word.text}"', [(word.text, False)]
    forms = vocabulary.arabic_forms(store, word.text, unfinished=word.unfinished)
    exact = [word.text, *forms]
    sought = [(each, word.unfinished and each == word.text) for each in exact]
    if not word.unfinished:
        return _any(exact), sought
    common, passages = vocabulary.begun(store, word.text)
    if passages <= vocabulary.BROAD:
        also = f" OR {_any(forms)}" if forms else ""
        return f'("{word.text}"*{also})', sought
    return _any(list(dict.fromkeys([*exact, *common]))), sought


def _any(words: Sequence[str]) -> str:
    return "(" + " OR ".join(f'"{each}"' for each in words) + ")"


def _shown(
    store: Store,
    numbers: list[int],
    scores: dict[int, float],
    sought: Sought,
    texts: Texts,
    limit: int,
    code: Sequence[str],
) -> list[Hit]:
    """Return what stands now of these passages; the proposal with this code first."""
    sql = """
        SELECT p.*, EXISTS (SELECT 1 FROM dirty d
                             WHERE d.collection = p.collection AND d.id = p.id) AS stale
          FROM json_each(?) w CROSS JOIN passages p ON p.number = w.value
    """
    rows = {row["number"]: row for row in store.rows(sql, [json.dumps(numbers)])}
    data = _standing(store, {(row["collection"], row["id"]) for row in rows.values()})
    coded = [number for number in numbers if number in rows and _has_code(rows[number], data, code)]
    if coded:
        scores = scores | dict.fromkeys(coded, max(scores.values()) + 1)
    cut: dict[tuple[str, str], list[Passage]] = {}
    hits: list[Hit] = []
    for number in dict.fromkeys([*coded, *numbers]):
        row = rows.get(number)
        key = (row["collection"], row["id"]) if row is not None else ("", "")
        if row is None or key not in data:
            continue
        if key not in cut:
            cut[key] = passages_of(*key, json.loads(data[key]), texts)
        passage = next((each for each in cut[key] if each.section == row["section"]), None)
        hit = _hit(row, passage, scores[number], sought) if passage is not None else None
        if hit is not None:
            hits.append(hit)
        if len(hits) == limit:
            break
    return hits


def _has_code(row: Row, data: dict[tuple[str, str], str], code: Sequence[str]) -> bool:
    """Say whether a passage is a proposal with this code."""
    if row["collection"] != "proposals" or (standing := data.get(("proposals", row["id"]))) is None:
        return False
    return tokens(fold(str(json.loads(standing).get("code") or ""))) == list(code)


def _hit(row: Row, passage: Passage, score: float, sought: Sought) -> Hit | None:
    """Return the hit as its record stands now; None if the words were taken out of it."""
    shown, marks = snippet(passage.body, sought)
    title = " ".join(passage.title.split())
    title_marks = marks_in(title, sought)
    if row["stale"] and not marks and not title_marks:
        return None
    return Hit(
        passage.kind,
        passage.about.split("/", 1)[1] if passage.kind == "proposal" else row["id"],
        passage.section,
        title,
        shown,
        round(score, 6),
        passage.about,
        tuple(title_marks),
        tuple(marks),
    )


def _standing(store: Store, keys: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return {(collection, id): data as JSON} of those that stand here now."""
    # By the tables' own indexes: the view `current` would be laid out whole first.
    records = """
        SELECT r.collection, r.id, r.data FROM json_each(?) w
         CROSS JOIN records r ON r.generation = ? AND r.collection = w.value ->> 0
           AND r.id = w.value ->> 1
    """
    acts = """
        SELECT o.collection, o.id, o.data FROM json_each(?) w
         CROSS JOIN outbox o ON o.collection = w.value ->> 0 AND o.id = w.value ->> 1
         ORDER BY o.seq
    """
    asked = json.dumps(sorted(keys))
    found: dict[tuple[str, str], str | None] = {}
    generation = int(facts.get(store, "generation", "1") or 1)
    for sql, values in ((records, [asked, generation]), (acts, [asked])):
        found |= {(row["collection"], row["id"]): row["data"] for row in store.rows(sql, values)}
    return {key: data for key, data in found.items() if data is not None}
