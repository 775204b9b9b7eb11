"""A letter to proposers as the draft of an e-mail, to the addresses their contacts give."""

from dataclasses import dataclass

from app.actions import mailing
from app.actions.clock import Clock, system
from app.actions.composing import composed, to_whom
from app.domain.letters import Letter, document_of
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
    to = addresses(store, letter.paper)
    mail = mailing.Letter(subject, words.as_text(sheet))
    return Draft(subject, to, mailing.draft(mail, to, attached, clock))


def addresses(store: Store, paper: str) -> tuple[str, ...]:
    """Return where the proposers are reached: the proposal's contact, then its proposers' own.

    Of a document: the facilitators of its working group, or the proposers of its proposal.
    """
    document = document_of(paper)
    row = current.one(store, "documents", document) if document else None
    if row is not None and row.data.get("group"):
        contacts = [f"member-{each}" for each in to_whom(store, row)]
    else:
        proposal = str(row.data.get("proposal") or "") if row is not None else paper
        found = current.one(store, "proposals", proposal)
        people = [] if found is None else found.data.get("proponents") or []
        accounts = [str(each["member"]) for each in people if each.get("member")]
        contacts = [f"proposal-{proposal}", *(f"member-{each}" for each in accounts)]
    emails = [
        email for id in contacts for email in mailing.emails(current.one(store, "contacts", id))
    ]
    return tuple(dict.fromkeys(emails))
