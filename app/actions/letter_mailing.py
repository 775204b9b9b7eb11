"""A letter to proposers as the draft of an e-mail, to the addresses their contacts give."""

from dataclasses import dataclass

from app.actions import mailing
from app.actions.clock import Clock, system
from app.actions.composing import composed
from app.domain.letters import Letter
from app.phrases import letters as words
from app.store import Store, current


@dataclass(frozen=True, slots=True)
class Draft:
    """An e-mail that is not sent yet."""

    subject: str
    to: tuple[str, ...]
    """Addresses; none where no contact of the proposers may be read here."""
    content: bytes


def draft(
    store: Store,
    letter: Letter,
    attached: tuple[str, bytes] | None = None,
    clock: Clock = system,
) -> Draft:
    """Return `letter` as an e-mail; `attached` is the name and content of a file, such as its PDF."""
    sheet = composed(store, letter, clock)
    subject = words.subject(sheet)
    to = addresses(store, letter.proposal)
    mail = mailing.Letter(subject, words.as_text(sheet))
    return Draft(subject, to, mailing.draft(mail, to, attached, clock))


def addresses(store: Store, proposal: str) -> tuple[str, ...]:
    """Return where the proposers are reached: the proposal's contact, then its proposers' own."""
    paper = current.one(store, "proposals", proposal)
    people = [] if paper is None else paper.data.get("proponents") or []
    accounts = [str(each["member"]) for each in people if each.get("member")]
    contacts = [f"proposal-{proposal}", *(f"member-{each}" for each in accounts)]
    found = [
        email for id in contacts for email in mailing.emails(current.one(store, "contacts", id))
    ]
    return tuple(dict.fromkeys(found))
