"""Conflicts of interest that a paper's own words make likely: proposed, never declared.

People and organisations are spelled in many ways, so names are compared word by word, in any
order, without accents and titles, a slip or two allowed in long words. What is found is a
question to the member; only she declares.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.domain.folding import fold, is_han, tokens, word_set

_TITLES = word_set(
    """
    dr mr mrs ms miss prof professor sir dame hon he eng amb phd md mme m
    """
)
_SMALL = word_set(
    """
    a an and at by de del della der des die di do dos du e el en et for i in ir la las le les
    los of on para pour the und van von y inc ltd llc gmbh ev sa sas bv ag plc co corp company
    limited pty srl
    """
)
"""Words that tell no organisation from another."""
_COMMON = word_set(
    """
    academy administration affairs africa african agency alliance america american arab asia
    asian association authority board caribbean center centre chapter chamber civil college
    commerce commission committee communication communications computer consulting council
    department development digital directorate economic economy education engineering europe
    european faculty federal federation forum foreign foundation freedom fund general global
    governance government group ict independent individual information initiative innovation
    institute institution international internet justice law latin library media member ministry
    national net network networks office organisation organization pacific policy private
    programme program public regional registry research rights school science sciences
    secretariat sector security service services society state studies technical technologies
    technology telecom telecommunication telecommunications trade trust un union united nations
    university world youth universite universidad ministere ministerio asociacion associacao
    fundacion fundacao instituto nacional
    """
)
"""Words that many organisations share: nobody is known by them alone."""
_ALONE = word_set(
    """
    independent individual self none consultant freelance freelancer private student volunteer
    na tbc tbd unknown other researcher activist lawyer retired
    """
)
"""Affiliations that name no organisation."""
_PARTS = str.maketrans(dict.fromkeys(";/|()[]&", "\n"))
LETTERS_A_SLIP, LETTERS_TWO = 6, 9
"""Letters a word must have for one slip to be forgiven, and for two."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Why a conflict of interest is likely."""

    kind: str
    """`proponent` or `affiliation`: of the kinds a member can declare."""
    by: str
    """What agrees: `account`, `name`, `alias` or `affiliation`."""
    named: str
    """The person or organisation as the paper names it."""
    mine: str
    """As the member's own record has it."""

    @property
    def key(self) -> str:
        """What a dismissal is remembered by: the same words proposed again are not asked again."""
        return f"{self.kind}:{' '.join(_words(self.named))}"


def suggested(
    account: str, me: Mapping[str, Any], proponents: Iterable[Mapping[str, Any]]
) -> tuple[Hint, ...]:
    """Return what makes a conflict of interest of member `account` likely, the surest first.

    `me` is her record of `members`, `proponents` those of a proposal.
    """
    found: list[Hint] = []
    for each in proponents:
        name, affiliation = _text(each.get("name")), _text(each.get("affiliation"))
        if each.get("member") == account:
            found.append(Hint("proponent", "account", name or account, account))
        elif (hint := _by_name(name, me)) is not None:
            found.append(hint)
        mine = _text(me.get("affiliation"))
        if same_organisation(affiliation, mine):
            found.append(Hint("affiliation", "affiliation", affiliation, mine))
    order = ("account", "name", "alias", "affiliation")
    once = {each.key: each for each in sorted(found, key=lambda hint: -order.index(hint.by))}
    return tuple(sorted(once.values(), key=lambda hint: (order.index(hint.by), hint.named)))


@lru_cache(maxsize=16_384)
def same_person(named: str, mine: str) -> bool:
    """Say whether two names are probably one person's; an initial in `named` stands for a word."""
    theirs, own = _name(named), _name(mine)
    if not theirs or not own:
        return False
    if theirs == own or "".join(theirs) == "".join(own):
        return True
    if min(len(theirs), len(own)) < 2 or len(theirs) != len(own):  # noqa: PLR2004 -- first and last name
        return False
    return _paired(theirs, own, initials=True)


def same_organisation(named: str, mine: str) -> bool:
    """Say whether two affiliations probably name one organisation."""
    theirs, own = list(_organisations(named)), list(_organisations(mine))
    return any(_same(one, other) for one in theirs for other in own)


def _by_name(name: str, me: Mapping[str, Any]) -> Hint | None:
    given = _text(me.get("name"))
    if given and same_person(name, given):
        return Hint("proponent", "name", name, given)
    given_too = me.get("aliases")
    aliases = [_text(each) for each in given_too] if isinstance(given_too, list) else []
    known = next((each for each in aliases if each and same_person(name, each)), None)
    return None if known is None else Hint("proponent", "alias", name, known)


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _words(text: str) -> list[str]:
    """Return the folded words; what is written without spaces (Han) stays together."""
    made: list[str] = []
    joined = False
    for word in tokens(fold(text)):
        if is_han(word) and joined:
            made[-1] += word
        else:
            made.append(word)
        joined = is_han(word)
    return made


@lru_cache(maxsize=4_096)
def _name(text: str) -> tuple[str, ...]:
    """Return the words of a name without titles: each is compared with everybody of the roster."""
    return tuple(word for word in _words(text) if word not in _TITLES or len(word) == 1)


def _organisations(text: str) -> Iterator[list[str]]:
    """Return the words of each organisation that `text` names, and of all of it together."""
    parts = [text, *text.translate(_PARTS).split("\n")]
    for part in dict.fromkeys(parts):
        words = [word for word in _words(part) if word not in _SMALL]
        if words and not set(words) <= _ALONE:
            yield words


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    if "".join(one) == "".join(other):
        return True
    if len(one) == len(other):
        return not _common(one) and _paired(one, other, initials=False)
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return len(short[0]) > 2 and short[0] == "".join(word[0] for word in long)  # noqa: PLR2004 -- APC
    return not _common(short) and _within(short, long)


def _common(words: Iterable[str]) -> bool:
    return set(words) <= _COMMON


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    left = list(long)
    for word in short:
        found = next((each for each in left if _alike(word, each)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _paired(one: Sequence[str], other: Sequence[str], *, initials: bool) -> bool:
    """Say whether each word of `one` has a word of `other` to itself, not every one by a slip."""
    left, exact = list(other), 0
    for word in sorted(one, key=len, reverse=True):
        found = word if word in left else None
        if found is not None and len(word) > 1:
            exact += 1
        if found is None:
            found = next((each for each in left if _alike(word, each)), None)
        if found is None and initials and len(word) == 1:
            found = next((each for each in left if each.startswith(word)), None)
        if found is None:
            return False
        left.remove(found)
    return exact > 0 or min(map(len, one)) >= LETTERS_A_SLIP


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    shorter = min(len(one), len(other))
    reach = 2 if shorter >= LETTERS_TWO else 1 if shorter >= LETTERS_A_SLIP else 0
    if not reach or one[0] != other[0]:
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 -- slow import

    return OSA.distance(one, other, score_cutoff=reach) <= reach
