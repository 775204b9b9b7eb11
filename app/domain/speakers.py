"""Whose a captioned name is: compared with the roster letter by letter, spellings gathered.

Captioners write what they hear: `TITTI CASSA`, `ADAMP PEAKE`, `KOUBAA`. What fits one person and
nobody else as well is hers; what fits nobody, or several, is asked once and then remembered.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from app.domain.folding import fold, tokens, word_set

Why = Literal["settled", "name", "role", "like", "unknown", "several", "nameless"]
CHAIR = word_set(
    """
    chair chairman chairwoman chairperson presiding president presidente presidenta moderator
    """
)
SECRETARIAT = frozenset({"secretariat", "secretariate"})
_TITLES = word_set(
    """
    dr mr mrs ms miss prof professor sir dame hon he eng amb ambassador excellency phd his her
    the
    """
)
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
SURE, OFFERED, AHEAD = 84.0, 60.0, 8.0
"""Of 100: how alike a name must be to be taken, to be offered, and how far ahead of the next."""
GATHERED = 200
"""Unknown names that are compared with each other; where there are more, they are no names."""
MOST = 4
"""Candidates that are offered."""
GUEST = "\0guest "
"""What the stand-in of a guest begins with: no account does."""
WHOLE, PART, SOME = 100.0, 96.0, 88.0
"""What it is worth when all words agree, when all captioned words are of the name, when two are."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the roster."""

    account: str
    name: str
    aliases: tuple[str, ...] = ()
    role: str = "member"


@dataclass(frozen=True, slots=True)
class Match:
    """Whose a captioned name is, as far as it can be told."""

    caption: str
    account: str | None
    why: Why
    candidates: tuple[str, ...] = ()
    """Accounts whose name is like it, the likeliest first."""


def key(caption: str) -> str:
    """Return what a captioned name is remembered by: its words, whatever their case and marks."""
    return " ".join(_words(caption))


def match(
    captions: Iterable[str],
    people: Sequence[Person],
    *,
    settled: Mapping[str, str | None] | None = None,
    chair: str | None = None,
    guests: Sequence[str] = (),
) -> dict[str, Match]:
    """Return whose each of `captions` is.

    `settled` are names decided by hand, by `key`; None there is somebody who is not of the
    roster. `chair` is the account that a caption `CHAIR` means. `guests` are names of people who
    were there and are not of the roster: a caption that is one of them is nobody's account, and
    need not be asked.
    """
    names = dict.fromkeys(captions)
    known = dict(settled or {})
    strangers = [Person(f"{GUEST}{number}", name) for number, name in enumerate(guests)]
    everybody = [*people, *strangers]
    found = {each: _one(each, everybody, known, chair) for each in names}
    # A first name that two bear is hers who is captioned in full, if only one of them is.
    speaking = {each.account for each in found.values() if each.account and each.why != "role"}
    for caption, each in found.items():
        if each.why == "several" and not role_of(caption):
            here = [account for account in each.candidates if account in speaking]
            if len(here) == 1:
                found[caption] = Match(caption, here[0], "like", each.candidates)
    return {caption: _known_as(each) for caption, each in found.items()}


def gathered(captions: Sequence[str]) -> dict[str, str]:
    """Return {caption: the spelling it goes under} of names that nobody of the roster bears.

    Of several spellings of one name the longest stands for all.
    """
    names = dict.fromkeys(captions)
    if len(names) > GATHERED:
        return {each: each for each in names}
    standing: list[str] = []
    under: dict[str, str] = {}
    for each in sorted(names, key=lambda text: (-len(_words(text)), -len(text), text)):
        words = _words(each)
        alike = [other for other in standing if words and _score(words, _words(other)) >= SURE]
        under[each] = alike[0] if len(alike) == 1 else each
        if not alike:
            standing.append(each)
    return under


def role_of(caption: str) -> str:
    """Return `chair`, `secretariat` or nothing: what a caption names instead of a person."""
    words = _words(caption)
    if len(words) == 1 or (len(words) == 2 and words[0] in {"madam", "mag", "igf"}):  # noqa: PLR2004 -- MAG CHAIR
        if words[-1] in CHAIR:
            return "chair"
        if words[-1] in SECRETARIAT:
            return "secretariat"
    return ""


def _known_as(found: Match) -> Match:
    """Return a match without the stand-ins for guests: they have no account."""
    named = found.account is None or not found.account.startswith(GUEST)
    candidates = tuple(each for each in found.candidates if not each.startswith(GUEST))
    return Match(found.caption, found.account if named else None, found.why, candidates)


def _one(
    caption: str, people: Sequence[Person], settled: Mapping[str, str | None], chair: str | None
) -> Match:
    words = _words(caption)
    if not words:
        return Match(caption, None, "nameless")
    if " ".join(words) in settled:
        return Match(caption, settled[" ".join(words)], "settled")
    role = role_of(caption)
    if role:
        bearers = [each.account for each in people if each.role == role]
        inside = _inside(caption, people)
        only = inside or (chair if role == "chair" else None) or _known_by(words, people)
        only = only or (bearers[0] if len(bearers) == 1 else None)
        return Match(caption, only, "role" if only else "several", tuple(bearers[:MOST]))
    scored = sorted(
        ((max(_score(words, _words(name)) for name in (each.name, *each.aliases)), each.account)
         for each in people),
        key=lambda pair: (-pair[0], pair[1]),
    )  # fmt: skip
    offered = tuple(account for score, account in scored[:MOST] if score >= OFFERED)
    if not scored or scored[0][0] < SURE:
        return Match(caption, None, "unknown", offered)
    ahead = scored[0][0] - (scored[1][0] if len(scored) > 1 else 0)
    if scored[0][0] >= WHOLE and ahead > 0:
        return Match(caption, scored[0][1], "name")
    if ahead < AHEAD:
        close = tuple(account for score, account in scored if scored[0][0] - score < AHEAD)
        return Match(caption, None, "several", close[:MOST])
    return Match(caption, scored[0][1], "like", offered)


def _known_by(words: Sequence[str], people: Sequence[Person]) -> str | None:
    """Return who goes by just these words, if one person does: whose alias is `Chair`."""
    found = [
        each.account
        for each in people
        if any(_words(name) == words for name in (each.name, *each.aliases))
    ]
    return found[0] if len(found) == 1 else None


def _inside(caption: str, people: Sequence[Person]) -> str | None:
    """Return whose name stands in brackets behind a role: `CHAIR (AMINA)`."""
    found = _BRACKETS.search(caption)
    if found is None:
        return None
    return _one(found[0].strip("()[]"), people, {}, None).account


@lru_cache(maxsize=2_000)
def _words(text: str) -> tuple[str, ...]:
    bare = _BRACKETS.sub(" ", text)
    found = tokens(fold(re.sub(r"(?<=\w)['’`´-](?=\w)", "", bare)))
    return tuple(word for word in found if word not in _TITLES) or tuple(found)


def _score(said: Sequence[str], name: Sequence[str]) -> float:
    """Return how alike a captioned name and one of the roster are, of 100."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- slow import

    if not said or not name:
        return 0.0
    if sorted(said) == sorted(name) or "".join(said) == "".join(name):
        return WHOLE
    pairs = _paired(said, name)
    worth = sum(pairs) / len(said)
    whole = fuzz.ratio(" ".join(sorted(map(_sound, said))), " ".join(sorted(map(_sound, name))))
    joined = fuzz.ratio(_sound("".join(said)), _sound("".join(name)))
    best = min(max(whole, joined), WHOLE - 1)
    if len(pairs) == len(said) and (len(said) > 1 or len(said[0]) > 2):  # noqa: PLR2004 -- no initials alone
        # All that was captioned is of this name: `KOUBAA`, `MARIA PAZ`.
        return max(best, worth * PART / 100 if len(said) < len(name) else worth)
    exact = sum(each == WHOLE for each in pairs)
    if exact >= 2 and len(said) <= len(name) + 1:  # noqa: PLR2004 -- first name and another
        return max(best, SOME)
    if exact and len(name) == 1 and len(said) > 1 and len(name[0]) > 3:  # noqa: PLR2004 -- known by one name
        return max(best, SOME)
    return best


def _paired(said: Sequence[str], name: Sequence[str]) -> list[float]:
    """Return how alike each captioned word and a word of the name are, where they can be the same."""
    left, found = list(name), list[float]()
    for word in sorted(said, key=len, reverse=True):
        best = max(left, key=lambda each: _alike(word, each), default="")
        score = _alike(word, best)
        if score >= SURE - 6:
            found.append(score)
            left.remove(best)
    return found


def _alike(one: str, other: str) -> float:
    from rapidfuzz import fuzz  # noqa: PLC0415 -- slow import

    if one == other:
        return WHOLE
    if min(len(one), len(other)) == 1:
        return SURE if one[0] == other[0] else 0.0  # an initial
    if _sound(one) == _sound(other):
        return WHOLE - 3
    if min(len(one), len(other)) < 4 or one[0] != other[0]:  # noqa: PLR2004 -- short names differ by a letter
        # `Iombonana` for `Lombonana`: what is long is itself also with another first letter.
        return fuzz.ratio(one, other) - 4 if min(len(one), len(other)) >= 7 else 0.0  # noqa: PLR2004 -- see above
    return fuzz.ratio(one, other)


@lru_cache(maxsize=5_000)
def _sound(word: str) -> str:
    """Return a word without what captioners hear either way: doubled letters, y and i, k and c."""
    plain = word.replace("ph", "f").replace("sch", "sh").replace("ck", "k").replace("th", "t")
    plain = plain.translate(
        str.maketrans({"y": "i", "c": "k", "z": "s", "w": "v", "q": "k", "j": "i"})
    )
    return re.sub(r"(.)\1+", r"\1", plain)
