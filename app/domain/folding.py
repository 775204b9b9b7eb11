"""Words made alike for searching: accents, Arabic letter forms, one token a Han character."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۃ": "ه", "ە": "ه", "ہ": "ه",
        "ک": "ك", "ـ": None,
        "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
        **{chr(0x0660 + n): str(n) for n in range(10)},
        **{chr(0x06F0 + n): str(n) for n in range(10)},
    }
)  # fmt: skip
"""Letters that NFKD leaves alone and that people write one for the other."""
HAN = "[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
"""Expression for one Han character or kana: each is a word of the index."""
_HAN = re.compile(f"({HAN})")
_TOKEN = re.compile(r"[^\W_]+")
_UNSEEN = frozenset({"Mn", "Me", "Cf"})
"""Categories that are no letters of their own: accents and tashkeel, soft hyphens, joiners,
marks of direction."""

_WITH_AL = ("وبال", "فبال", "وكال", "وال", "فال", "بال", "كال", "ولل", "فلل", "ال", "لل")
ARTICLE = "ال"
_SINGLE = ("و", "ف", "ب", "ل", "ك")
_PREFIXES = ("ال", "وال", "بال", "لل", "فال", "كال", "ولل", "وبال", *_SINGLE, "وب", "ول")
SHORTEST_STEM = 2
"""Letters that must be left behind an article."""
SHORTEST_BARE = 3
"""Letters that must be left behind a conjunction or preposition of one letter."""


def fold(text: str) -> str:
    """Return `text` as the index holds it: no marks, no case, Han characters apart."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(char for char in plain if unicodedata.category(char) not in _UNSEEN)
    return _HAN.sub(r" \1 ", bare.translate(_LETTERS))


@lru_cache(maxsize=30_000)
def folded_word(word: str) -> str:
    """Return one word folded; the same words come again and again."""
    return fold(word)


def word_set(words: str) -> frozenset[str]:
    """Return the words of a list that is written as a text."""
    return frozenset(words.split())


def tokens(folded: str) -> list[str]:
    """Return the words of a folded text, each Han character one of its own."""
    return _TOKEN.findall(folded)


def is_han(token: str) -> bool:
    """Say whether a folded token is one Han character or kana."""
    return bool(_HAN.fullmatch(token))


def is_arabic(token: str) -> bool:
    return "\u0620" <= token[:1] <= "\u064a"


def stems(token: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what may be left of an Arabic word without its prefixes: (surely, perhaps).

    Surely: behind an article, with or without and-, with-, for-, so-, like- before it.
    Perhaps: behind one such letter alone, which may as well belong to the word.
    """
    for prefix in _WITH_AL:
        if token.startswith(prefix) and len(token) >= len(prefix) + SHORTEST_STEM:
            return (token[len(prefix) :],), ()
    if token.startswith(_SINGLE) and len(token) > SHORTEST_BARE:
        return (), (token[1:],)
    return (), ()


def with_prefixes(stem: str) -> tuple[str, ...]:
    """Return an Arabic word and its forms with article, conjunctions and prepositions."""
    return (stem, *(prefix + stem for prefix in _PREFIXES))
