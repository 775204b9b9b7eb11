"""How long a text takes to read: its words counted by script, and a pace for each script."""

import re
from collections.abc import Mapping

USUAL = 200
"""Words of English a minute, for readers of whom few have it as their first language."""
SLOWEST, FASTEST = 60, 600
PACES = {
    "words": 1.0,
    "cyrillic": 0.8,
    "arabic": 0.75,
    "hebrew": 0.8,
    "han": 1.1,
    "kana": 1.5,
    "unspaced": 4.5,
}
"""Units a minute beside words of English: rounded from surveys of reading in many languages.
Han and kana count characters. `unspaced` (Thai, Lao, Khmer, Burmese) counts letters and their signs."""
BYTES = {"zh": ("han", 3.0), "ja": ("kana", 3.0), "ar": ("arabic", 11.0), "fa": ("arabic", 11.0),
         "ru": ("cyrillic", 13.0), "uk": ("cyrillic", 13.0), "he": ("hebrew", 11.0),
         "th": ("unspaced", 3.0)}  # fmt: skip
"""Bytes of UTF-8 that one unit takes by language, where only the size of a text is known."""
OTHER_BYTES = 6.2

# Compiled when first used: the settings, read before the first paint, ask this for the paces.
_ADDRESS = r"(?i)\b[a-z][a-z0-9+.-]{1,12}://\S+"
_WORD = r"[^\W_]+(?:['’\-][^\W_]+)*"
_OTHERS = {
    "han": "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]",
    "kana": "[\u3040-\u30ff]",
    "unspaced": "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]",
    "cyrillic": r"[\u0400-\u052f]+(?:[-’'][\u0400-\u052f]+)*",
    "arabic": r"[\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff]+",
    "hebrew": r"[\u0591-\u05f4]+(?:[\"'״׳][\u05d0-\u05ea]+)*",
}


def counted(text: str) -> dict[str, int]:
    """Return the words of `text` by script (a key of `PACES`); of Chinese the characters."""
    rest = re.sub(_ADDRESS, " x ", text)
    found: dict[str, int] = {}
    if not rest.isascii():
        for script, pattern in _OTHERS.items():
            rest, count = re.subn(pattern, " ", rest)
            if count:
                found[script] = count
    if count := len(re.findall(_WORD, rest)):
        found["words"] = count
    return found


def sized(size: int, language: str) -> dict[str, int]:
    """Return about how many words a text of `size` bytes in `language` (a code) has."""
    script, each = BYTES.get(language.split("-", maxsplit=1)[0].casefold(), ("words", OTHER_BYTES))
    return {script: round(size / each)} if size > 0 else {}


def minutes(counts: Mapping[str, int], pace: int = USUAL) -> float:
    """Return the minutes a reader of `pace` words of English a minute takes."""
    return sum(count / (pace * PACES.get(script, 1.0)) for script, count in counts.items())
