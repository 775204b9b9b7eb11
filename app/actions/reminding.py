"""Reminders to those who were asked and have not answered: the drafts of mails, one a person."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.actions import belonging, filing, forming, mailing, matrix
from app.actions.acting import as_chair
from app.actions.clock import Clock, now, system
from app.actions.composing import cycle_title
from app.actions.mailing import Letter
from app.actions.trouble import Trouble
from app.domain import phases, times
from app.domain.rounds import Deadline, Round
from app.paths import Home, safe_name, write_whole
from app.reports import reminder as report
from app.reports.form import named
from app.reports.reminder import Reminder
from app.store import Store, current, members, proposals, rounds

LONGEST = 30_000
"""Characters of a form that stands in the mail itself; a longer one is attached."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody whose answers are missing."""

    account: str
    name: str
    to: tuple[str, ...]
    """Addresses of her contact; none where none is known here."""
    missing: tuple[str, ...]
    """Proposals without an answer of hers: open ones she is asked about."""
    answered: int
    """Proposals of the round that she has answered, a conflict of interest declared included."""
    wrote: bool = False
    """Words of hers that came another way are filed: they are known, and are no answers."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is to be reminded in a round."""

    round: Round
    deadline: Deadline | None
    silent: tuple[Asked, ...]
    """Who has answered nothing."""
    partly: tuple[Asked, ...]
    """Who has answered some of it."""
    mine: bool
    """Whether answers of my own are missing too; nobody reminds herself by mail."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail that is not sent yet."""

    asked: Asked
    subject: str
    content: bytes
    path: Path | None = None
    """Where it was saved."""


def plan(store: Store, round: str) -> Plan:
    """Return whose answers are missing. Raises Trouble: `not_joined`, `not_a_chair`,
    `no_such_round`.
    """
    me = as_chair(store)
    scheme = rounds.one(store, round)
    if scheme is None:
        raise Trouble("no_such_round", id=round)
    papers = [each for each in proposals.listed(store, round) if each.status == "open"]
    asked = matrix.asked(store, scheme, papers)
    sent = {(account, proposal) for proposal, account, _review in rounds.answers(store, round)}
    answered = Counter(account for account, _proposal in sent)
    wrote = {each.account for each in filing.listed(store)}
    names = members.names(store)
    found: list[Asked] = []
    for account in sorted({each for of in asked.values() for each in of}):
        hers = [each.id for each in papers if account in asked[each.id]]
        missing = tuple(id for id in hers if (account, id) not in sent)
        if missing:
            contact = current.one(store, "contacts", f"member-{account}")
            to = tuple(mailing.emails(contact))
            name = names.get(account, account)
            found.append(Asked(account, name, to, missing, answered[account], account in wrote))
    found.sort(key=lambda each: (each.name.casefold(), each.account))
    others = [each for each in found if each.account != me.account]
    return Plan(
        scheme,
        _deadline(scheme),
        tuple(each for each in others if not each.answered),
        tuple(each for each in others if each.answered),
        len(others) < len(found),
    )


def chosen(found: Plan, accounts: Iterable[str] = (), *, partly: bool = False) -> tuple[Asked, ...]:
    """Return who of a plan is reminded: `accounts`, or who has answered nothing, or all.

    Raises Trouble: `nothing_missing`, `nobody_missing`.
    """
    everybody = {each.account: each for each in (*found.silent, *found.partly)}
    wanted = list(dict.fromkeys(accounts))
    for account in wanted:
        if account not in everybody:
            raise Trouble("nothing_missing", account=account, round=found.round.title)
    people = [everybody[each] for each in wanted] or [*found.silent]
    if partly and not wanted:
        people += found.partly
    if not people:
        raise Trouble("nobody_missing", round=found.round.title)
    return tuple(people)


def draft(store: Store, found: Plan, asked: Asked, clock: Clock = system) -> Draft:
    """Return the reminder to one person, with the form about what is missing of hers.

    The form stands below the words, where a telephone can answer it, unless it is long.
    """
    me = as_chair(store)
    form = forming.made(store, list(asked.missing), account=asked.account, clock=clock)
    attached = len(form.text) > LONGEST
    told = Reminder(
        asked.name,
        found.round.title,
        cycle_title(store),
        found.deadline,
        now(store, clock),
        [named(sheet.code, sheet.title) for sheet in form.form.sheets],
        asked.answered,
        asked.wrote,
        members.names(store).get(me.account, me.account),
    )
    content = mailing.draft(
        Letter(report.subject(told), report.body(told, form.text, attached=attached)),
        asked.to,
        (f"form-{asked.account}.txt", form.text.encode()) if attached else None,
        clock,
    )
    return Draft(asked, report.subject(told), content)


def save(
    store: Store, home: Home, found: Plan, people: Iterable[Asked], folder: Path,
    clock: Clock = system,
) -> tuple[Draft, ...]:  # fmt: skip
    """Write a draft for each of `people` into `folder`, one file a person.

    A draft of an earlier time to the same person is replaced. Raises Trouble: `out_is_ours`,
    `not_a_chair`; OSError, then those before it are written.
    """
    folder = folder.expanduser().absolute()
    done: list[Draft] = []
    for asked in people:
        made = draft(store, found, asked, clock)
        path = belonging.keep_off(
            home, folder / safe_name(f"reminder-{found.round.id}-{asked.account}.eml")
        )
        write_whole(path, made.content)
        done.append(Draft(asked, made.subject, made.content, path))
    return tuple(done)


def _deadline(scheme: Round) -> Deadline | None:
    """Return the deadline by which reviews are late."""
    due = phases.due(scheme, "reviews")
    dated = (each for each in scheme.deadlines if times.is_instant(each.at))
    return next((each for each in dated if times.parse(each.at) == due), None)
