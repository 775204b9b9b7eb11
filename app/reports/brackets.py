"""Which characters are brackets in pairs, for rule N0 of the bidirectional algorithm."""

from unicodedata import normalize

_NEXT = (
    "( \u0f3a \u0f3c \u169b \u2045 \u207d \u208d \u2308 \u230a \u2329 \u2768 \u276a \u276c \u276e"
    " \u2770 \u2772 \u2774 \u27c5 \u27e6 \u27e8 \u27ea \u27ec \u27ee \u2983 \u2985 \u2987 \u2989"
    " \u298b \u2991 \u2993 \u2995 \u2997 \u29d8 \u29da \u29fc \u2e22 \u2e24 \u2e26 \u2e28 \u2e55"
    " \u2e57 \u2e59 \u2e5b \u3008 \u300a \u300c \u300e \u3010 \u3014 \u3016 \u3018 \u301a \ufe59"
    " \ufe5b \ufe5d \uff08 \uff5f \uff62"
)
"""Openers whose closer is the next code point (property Bidi_Paired_Bracket)."""
_OTHER = ("[]", "{}", "\u298d\u2990", "\u298f\u298e", "\uff3b\uff3d", "\uff5b\uff5d")


def _canonical(bracket: str) -> str:
    # Two angle brackets are canonically equal to the ones of CJK and pair with them.
    return normalize("NFC", bracket)


OPENS = {
    opener: _canonical(closer)
    for opener, closer in (*((each, chr(ord(each) + 1)) for each in _NEXT.split()), *_OTHER)
}
"""The closer each opener waits for, in canonical form."""
CLOSES = {
    closer: _canonical(closer)
    for closer in (*(chr(ord(each) + 1) for each in _NEXT.split()), *(pair[1] for pair in _OTHER))
}
"""Each closer in canonical form."""
