"""Words made alike for searching: accents, Arabic letter forms, one token a Han character."""

import re
import unicodedata

_ARABIC = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه",
        "ـ": None,
    }
)  # fmt: skip
_HAN = re.compile(r"([㐀-鿿豈-﫿぀-ヿ가-힣])")
_TOKEN = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return `text` as the index holds it: no marks, no case, Han characters apart."""
    plain = unicodedata.normalize("NFKD", text.translate(_ARABIC)).casefold()
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return _HAN.sub(r" \1 ", bare)


def is_han(token: str) -> bool:
    """Say whether a folded token is one Han character or kana."""
    return bool(_HAN.match(token))


def query(words: str) -> str | None:
    """Return an FTS5 query: every word, the last one as a prefix, Han runs as phrases.

    A single letter at the end is a word somebody has only begun: behind other words it is
    left out, alone it must be a word itself. Half the papers would match its prefix.
    None when `words` holds nothing that can be searched.
    """
    parts: list[str] = []
    last = ""
    for word in words.split():
        run: list[str] = []
        for token in _TOKEN.findall(fold(word)):
            last = token
            if is_han(token):
                run.append(token)
                continue
            if run:
                parts.append(f'"{" ".join(run)}"')
                run = []
            parts.append(f'"{token}"')
        if run:
            parts.append(f'"{" ".join(run)}"')
    if not parts:
        return None
    if len(last) == 1 and not is_han(last):
        parts = parts[:-1] or parts
    elif not is_han(last):
        parts[-1] += "*"
    return " AND ".join(parts)
