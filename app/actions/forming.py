"""The text form: reviews as one plain text that a phone can answer by mail, made, read, saved."""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from app.actions import form_online, form_reading, form_saving, form_values, mailing
from app.actions.acting import me
from app.actions.clock import Clock, now, stamp, system
from app.actions.form_saving import Saved
from app.actions.form_values import Paper, Understood, Words
from app.actions.mailing import Letter
from app.actions.trouble import Trouble
from app.domain import ids, times
from app.domain.carrying import CARRIERS
from app.domain.forms import groups
from app.domain.records import Data
from app.reports import form as report
from app.reports.form import Form, Sheet
from app.store import Store, current, facts, proposals, rounds
from app.store.proposals import ProposalRow

__all__ = ["Made", "Paper", "Saved", "Understood", "Words", "draft", "made", "read", "save"]

PREFIX = "form:"
"""Names of the facts that keep what was printed in the forms made here."""
KEPT = 40
"""Forms whose printed words are kept; of older ones a blank answer no longer empties anything."""
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"

read = form_reading.read
save = form_saving.save


@dataclass(frozen=True, slots=True)
class Made:
    """A form ready to be saved or sent."""

    text: str
    subject: str
    form: Form
    to: tuple[str, ...]
    """Addresses it could be sent to, as far as I may know them."""


def made(
    store: Store,
    proposals: list[str],
    *,
    round: str | None = None,
    online: bool = False,
    account: str | None = None,
    clock: Clock = system,
) -> Made:
    """Return a form about `proposals` (ids or codes) and all open ones of `round`.

    Among them may be `decision/ID` of what is asked online; `online` adds all that is open. With
    `account` a chair or the Secretariat makes it for a member: nothing of mine is in it.
    Raises Trouble: `not_joined`, `observers_do_not_review`, `no_such_paper`, `no_such_round`,
    `nothing_to_ask`, `not_a_taker`, `no_such_member`, `no_such_record`, `decision_ended`.
    """
    profile = me(store)
    whose = account or profile.account
    if whose != profile.account and profile.role not in CARRIERS:
        raise Trouble("not_a_taker", role=profile.role)
    member = current.one(store, "members", whose)
    if account is not None and (member is None or member.data.get("status") == "left"):
        raise Trouble("no_such_member", account=account)
    role = profile.role if whose == profile.account or member is None else member.data.get("role")
    if role == "observer":
        raise Trouble("observers_do_not_review")
    rows = _rows(store, [id for id in proposals if not form_online.is_decision(id)], round)
    questions = [id for id in proposals if form_online.is_decision(id)]
    asked = form_online.wanted(store, questions, every=online, clock=clock)
    if not rows and not asked:
        raise Trouble("nothing_to_ask")
    cycle = current.one(store, "cycle", profile.cycle)
    form = Form(
        id="".join(secrets.choice(_LETTERS) for _ in range(8)),
        cycle=profile.cycle,
        title=str((cycle.data.get("title") if cycle else None) or profile.cycle),
        account=whose,
        name=str((member.data.get("name") if member else None) or whose),
        until=_until(store, rows, clock),
        sheets=(
            *(_sheet(store, profile.cycle, whose, row) for row in rows),
            *(form_online.sheet(store, profile.cycle, whose, each) for each in asked),
        ),
    )
    _remember(store, form, clock)
    to = mailing.addresses(store, "chairs") or mailing.addresses(store, "secretariat")
    if whose != profile.account:
        contact = current.one(store, "contacts", f"member-{whose}")
        to = mailing.emails(contact)
    return Made(report.text(form), report.subject(form), form, tuple(to))


def draft(made: Made, clock: Clock = system) -> bytes:
    """Return the form as an e-mail that is not sent yet."""
    return mailing.draft(Letter(made.subject, made.text), made.to, clock=clock)


def _rows(store: Store, asked: list[str], round: str | None) -> list[ProposalRow]:
    found: dict[str, ProposalRow] = {}
    codes = {row.code.casefold(): row.id for row in proposals.listed(store) if row.code}
    for each in asked:
        id = each.removeprefix("proposal/")
        row = proposals.one(store, id) or proposals.one(store, codes.get(id.casefold(), ""))
        if row is None:
            raise Trouble("no_such_paper", kind="proposal", id=each)
        found[row.id] = row
    if round is not None:
        if rounds.one(store, round) is None:
            raise Trouble("no_such_round", id=round)
        found |= {row.id: row for row in proposals.listed(store, round) if row.status == "open"}
    return list(found.values())


def _sheet(store: Store, cycle: str, account: str, row: ProposalRow) -> Sheet:
    scheme = form_reading.scheme_of(store, row.id)
    return Sheet(
        proposal=row.id,
        version=row.version,
        title=row.title,
        code=row.code,
        by=form_reading.proposers(store, row.id),
        scheme=scheme,
        values=_values(store, cycle, account, row.id),
    )


def _values(store: Store, cycle: str, account: str, proposal: str) -> dict[str, Any]:
    """Return what `account` answered so far, by the names of the form."""
    id = ids.review_id(cycle, account, proposal)
    review, aside = current.one(store, "reviews", id), current.one(store, "asides", id)
    data: Data = {} if review is None or review.data.get("withdrawn") else dict(review.data)
    if aside is not None and me(store).account == account:
        data |= {name: aside.data.get(name) for name in ("to_chairs", "recused_why")}
    scheme = form_reading.scheme_of(store, proposal)
    prompts = [prompt for group in groups(scheme) for prompt in group.prompts]
    return {prompt.name: form_values.value_of(data, prompt) for prompt in prompts}


def _until(store: Store, rows: list[ProposalRow], clock: Clock) -> str:
    """Return until when the round is open, if all are of one round and it is not over."""
    named = {row.round for row in rows}
    scheme = rounds.one(store, named.pop()) if len(named) == 1 else None
    coming = [
        each
        for each in (scheme.deadlines if scheme else ())
        if times.is_instant(each.at) and times.parse(each.at) > now(store, clock)
    ]
    if not coming:
        return ""
    first = min(coming, key=lambda each: times.parse(each.at))
    return f"{times.parse(first.at):%Y-%m-%d %H:%M} UTC"


def _remember(store: Store, form: Form, clock: Clock) -> None:
    """Keep what was printed, so that what she did not touch is not taken for her answer."""
    if form.account != me(store).account:
        return
    sheets = {sheet.proposal: dict(sheet.values) for sheet in form.sheets}
    made = json.dumps({"at": stamp(clock), "sheets": sheets}, ensure_ascii=False)
    with store.atomic():
        known = {name: value for name, value in facts.all_of(store).items()
                 if name.startswith(PREFIX)}  # fmt: skip
        old = sorted(known, key=lambda name: str(json.loads(known[name]).get("at")))
        dropped: dict[str, str | None] = dict.fromkeys(old[: max(0, len(old) - KEPT + 1)])
        facts.put(store, **dropped, **{f"{PREFIX}{form.id}": made})
