"""What a text form asks of a proposal, and the marks that its lines begin with.

The form is written in `app/reports/form.py` and read in `app/documents/forms.py`; this is
what both agree on. A line `====` opens what the form says itself, a line `== name:` opens an
answer. Names are the same in every language; everything else may be translated.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from app.domain.rounds import Round, Scale

VERSION = 1
"""Counts the ways a form was ever laid out."""

HEAD = ("form", "cycle", "from")
"""Names of the answers at the head of a form, which the program fills in itself."""
UNTIL, PROPOSAL, SUBMIT, END = "until", "proposal", "submit", "end"

DECISION = "decision/"
"""Before the id of what is asked online, which stands in a form as a proposal does."""
ASKED_ONLINE = "asked online"
"""Kind of the scheme that asks for a position; no round has it."""

LONGEST_NAME = 28
"""A criterion's key that is longer is cut, so that no mailer breaks the line it is on."""

Kind = Literal["text", "score", "one", "many", "proposals", "questions"]

_DASHES = re.compile("[‐‑‒–—―−﹘﹣-]+")
_QUOTES = str.maketrans("‘’‚‛′ʼ´`“”„‟″«»", "''''''''" + '"' * 7)
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u20e3\ufe00-\ufe0f\ufeff]"
)
_ODD = re.compile(r"[^\w-]+|-{2,}")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One answer a form asks for: the line `== name:`."""

    name: str
    kind: Kind
    field: str
    """The field of a review (`texts`, `scores`, `stance`, …) it goes to."""
    key: str = ""
    """The criterion, where the field has one answer for each."""
    scale: Scale | None = None
    options: tuple[tuple[str, str], ...] = ()
    """What can be ticked: key and title."""


@dataclass(frozen=True, slots=True)
class Group:
    """Prompts that stand under one heading; `name` is the first one's."""

    prompts: tuple[Prompt, ...]

    @property
    def name(self) -> str:
        return self.prompts[0].name


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks about one proposal, and the words it puts before each answer."""

    groups: tuple[Group, ...]
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Lines printed above the prompt of that name."""
    head: tuple[str, ...] = ()
    """Lines printed above the proposal's name."""

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        return tuple(prompt for group in self.groups for prompt in group.prompts)


def groups(scheme: Round) -> tuple[Group, ...]:
    """Return what a form asks in the round `scheme`, in the order it asks."""
    if scheme.kind == ASKED_ONLINE:
        positions = tuple((each.key, each.title) for each in scheme.stances)
        return (
            Group((Prompt("position", "one", "stance", options=positions),)),
            Group((Prompt("comment", "text", "comment"),)),
        )
    found: list[Group] = []
    for criterion in scheme.criteria:
        name = short(criterion.key)
        name = f"c/{name}" if name in _RESERVED else name
        prompts: list[Prompt] = []
        if criterion.scale is not None:
            prompts.append(
                Prompt(f"{name} score", "score", "scores", criterion.key, criterion.scale)
            )
        if criterion.text != "none":
            prompts.append(Prompt(name, "text", "texts", criterion.key))
        if prompts:
            found.append(Group(tuple(prompts)))
    if scheme.overall is not None:
        found.append(Group((Prompt("overall score", "score", "overall", "", scheme.overall),)))
    if scheme.stances:
        stances = tuple((each.key, each.title) for each in scheme.stances)
        found.append(Group((Prompt("position", "one", "stance", options=stances),)))
    if scheme.reasons:
        reasons = tuple((each, each) for each in scheme.reasons)
        found.append(Group((Prompt("reasons", "many", "reasons", options=reasons),)))
    recusals = tuple((each, each) for each in scheme.recusals)
    if scheme.merges:
        found.append(Group((Prompt("merge", "proposals", "merge_with"),)))
    return (
        *found,
        Group((Prompt("comment", "text", "comment"),)),
        Group((Prompt("questions", "questions", "questions"),)),
        Group((Prompt("chairs", "text", "to_chairs"),)),
        Group(
            (
                Prompt("conflict", "one", "recused", options=recusals),
                Prompt("conflict why", "text", "recused_why"),
            )
        ),
        Group((Prompt("expertise", "many", "no_expertise", options=(("little", "little"),)),)),
    )


_RESERVED = frozenset(
    {
        *HEAD, UNTIL, PROPOSAL, SUBMIT, END, "position", "reasons", "merge", "comment", "questions",
        "chairs", "conflict", "expertise", "overall",
    }
)  # fmt: skip


def short(key: str) -> str:
    """Return `key` as a form names it: as it is, or its beginning and a mark of the rest."""
    name = _ODD.sub("-", key).strip("-_")
    if name == key and len(name) <= LONGEST_NAME:
        return name
    begin = name[: LONGEST_NAME - 5].strip("-_")
    return f"{begin}~{sha256(key.encode()).hexdigest()[:4]}"


def folded(text: str) -> str:
    """Return `text` without what mailers and keyboards change: width, dashes, quotes, case."""
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).translate(_QUOTES)
    return " ".join(_DASHES.sub("-", plain).casefold().split())


def words(text: str) -> list[str]:
    """Return the words of `text`, folded: letters and digits only."""
    return _WORD.findall(folded(text))
