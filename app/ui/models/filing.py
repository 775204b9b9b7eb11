"""What came another way, as the window shows it: messages, whose they may be, what was filed."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.actions import filing, remarks, senders
from app.actions.filing import Listed
from app.actions.senders import Candidate
from app.documents.messages import Message
from app.domain.carrying import Way
from app.i18n import _, ngettext
from app.phrases import filing as phrases
from app.phrases.marks import kind_name
from app.reports import words
from app.store import Store, proposals, rounds
from app.ui.widgets.text import capped

SHORT = 60
MOST_SHOWN = 60_000
"""Characters of one message that are shown: what is chosen from is read by a person."""


@dataclass(frozen=True, slots=True)
class Papers:
    """What words can be filed about: the round's proposals first, then documents for comment."""

    rows: tuple[tuple[str, str], ...]
    """(kind/ID, title)"""
    criteria: tuple[tuple[str, str], ...]
    """(key, title) of the round."""
    people: tuple[tuple[str, str], ...]
    """(account, name) of everybody in whose name words can be filed."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A message, and whose it may be."""

    message: Message
    offered: tuple[Candidate, ...]

    @property
    def certain(self) -> str | None:
        return senders.certain(self.offered)


def papers(store: Store, round: str) -> Papers:
    scheme = rounds.one(store, round)
    listed = [each for each in proposals.listed(store, round) if each.status != "withdrawn"]
    rows = [(f"proposal/{each.id}", _short(f"{each.code} {each.title}".strip())) for each in listed]
    rows += [
        (f"document/{row.id}", _short(str(row.data.get("title") or row.id)))
        for row in remarks.marked_for_comment(store)
    ]
    criteria = [(each.key, _short(each.title)) for each in (scheme.criteria if scheme else ())]
    return Papers(tuple(rows), tuple(criteria), tuple(senders.may_be_named(store)))


def understood(store: Store, raw: bytes, how: Way | None = None) -> tuple[Understood, ...]:
    """Return the messages in `raw`. Raises Trouble as `filing.read`."""
    return tuple(Understood(each, senders.proposed(store, each)) for each in filing.read(raw, how))


def title(number: int, each: Understood) -> str:
    """Return how one of several messages is called in a list."""
    said = each.message
    head = said.name or said.address or _("Somebody")
    return _short(f"{number}. {head}: {said.subject or said.text}")


def head(each: Understood) -> str:
    """Return what the message says of itself: sender, day, subject."""
    said = each.message
    sender = f"{said.name} <{said.address}>" if said.name and said.address else said.name
    told = (
        sender or said.address or _("It does not say who sent it."),
        words.day(said.at) if said.at else _("no date"),
        said.subject,
    )
    return " · ".join(capped(part, 200) for part in told if part)


def whose(each: Understood) -> str:
    """Return what to do about the sender."""
    if each.certain is not None:
        return _("The sender is known: {why}.").format(why=phrases.why("address"))
    if each.offered:
        count = len(each.offered)
        return ngettext(
            "{n} member may have said it. Choose whose words they are.",
            "{n} members may have said it. Choose whose words they are.",
            count,
        ).format(n=count)
    return _("Choose whose words they are.")


def senders_of(each: Understood, people: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return (account, words) to choose the sender from, those who may be it first."""
    offered = [(one.account, f"{one.name} ({phrases.why(one.why)})") for one in each.offered]
    known = {account for account, _words in offered}
    return [*offered, *(each_ for each_ in people if each_[0] not in known)]


def chosen(text: str) -> str:
    """Return which words will be filed."""
    if not text.strip():
        return _("Nothing is marked: all of the message will be filed, without what it quotes.")
    return _("“{words}”").format(words=capped(" ".join(text.split()), 300))


def filed(each: Listed) -> str:
    """Return what stands above words that were filed: about what, as what, how they came."""
    kind = "" if each.kind == "comment" else kind_name(each.kind)
    came = words.came(each.came, each.name)
    told = (each.name, each.title, kind, came, _state(each))
    return " · ".join(part for part in told if part)


def _state(each: Listed) -> str:
    if each.state == "leaving":
        return _("taken back; that goes with the next sync")
    return _("waiting for a line") if each.state == "waiting" else ""


def _short(text: str) -> str:
    return capped(" ".join(text.split()), SHORT)
