"""Tells the name in a caption from words that happen to have a colon behind them."""

import re

from app.domain.folding import word_set

LONGEST = 70
"""Characters of a name with its affiliation."""
_MOST = 9
"""Words of one."""
_PARTICLES = word_set(
    """
    de da do dos das del della der den di du la le el al bin ibn abu ben van von zu y e ap af
    and und et
    """
)
_NO_NAMES = word_set(
    """
    yes no okay ok thanks thank you so well and but question answer note first second third
    finally hello hi please right exactly also the a an i we it he she they this that here there
    http https note: item agenda link page time date today next
    """
)
"""Words that begin a sentence with a colon in it, and no name."""
_TWO = re.compile(r"\s+(?:and|&|et|y)\s+|\s*/\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")


def is_name(text: str) -> bool:
    """Say whether `text` may be the name of a speaker as captions print it."""
    bare = _BRACKETS.sub(" ", text).strip()
    words = bare.replace(",", " ").split()
    if (
        not words
        or len(text) > LONGEST
        or len(words) > _MOST
        or re.search(r"[?!<>]|\.\s+[a-z]", bare)
    ):
        return False
    if not any(char.isalpha() for char in bare) or words[0].casefold().strip(".") in _NO_NAMES:
        return False
    if "," in bare and len(words) > 4 and bare != bare.upper():  # noqa: PLR2004 -- Last, First of
        return False
    return all(_is_part(word) for word in words)


def parts(text: str) -> list[str]:
    """Return the names in a caption: most often one."""
    return [part for part in _TWO.split(_BRACKETS.sub(" ", text).strip()) if part.strip()]


def _is_part(word: str) -> bool:
    first = next((char for char in word if char.isalpha()), "")
    return not first or not first.islower() or word.casefold() in _PARTICLES or word in {"/", "&"}
