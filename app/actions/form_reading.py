"""Understanding a filled form: whose it is, what it answers, what is wrong; saves nothing."""

import json
from collections.abc import Mapping
from typing import Any

from app.actions import form_online
from app.actions.acting import LONGEST, me
from app.actions.form_values import Answers, Paper, Told, Understood, Words
from app.actions.trouble import Trouble
from app.documents import forms, forms_mail
from app.documents.forms_mail import Source
from app.domain import times
from app.domain.carrying import CARRIERS
from app.domain.forms import PROPOSAL, Asked, folded, groups
from app.domain.reviews import blocking
from app.domain.rounds import Round
from app.reports import form as report
from app.store import Store, current, facts, proposals, rounds

WHOLE = frozenset({"form_too_new", "two_cycles", "two_people"})
"""Faults of a form after which none of its answers can be relied on."""


def read(store: Store, given: str | bytes, sender: str | None = None) -> Understood:
    """Return what a filled form says: text, or a file as it came (mail, box of mails, any code).

    `sender` names the account it is from where the form does not. Raises Trouble:
    `not_joined`, `form_too_large`.
    """
    me(store)
    if len(given) > forms_mail.LARGEST:
        raise Trouble("form_too_large", most=forms_mail.LARGEST)
    raw = given if isinstance(given, bytes) else given.encode("utf-8", "replace")
    understood = Understood()
    names = _names(store)
    schemes: dict[str, Asked | None] = {}
    sources, without = forms_mail.handed_over(raw)
    if without:
        understood.notices.append(Told("without_form", params={"count": str(without)}))
    for number, source in enumerate(sources, start=1):
        form = forms.read(
            source.text, lambda asked: _asked(store, asked, schemes), names, report.said()
        )
        _take(store, understood, number, source, form, sender)
    return understood


def scheme_of(store: Store, proposal: str) -> Round:
    """Return the round of a proposal; without one whatever every round asks.

    Of what is asked online the scheme that asks for a position.
    """
    if form_online.is_decision(proposal):
        return form_online.SCHEME
    return rounds.of_proposal(store, proposal) or Round("", "", "qualitative", "open")


def proposers(store: Store, proposal: str) -> str:
    """Return who proposes it, as a line."""
    paper = current.one(store, "proposals", proposal)
    people = [] if paper is None else paper.data.get("proponents") or []
    return ", ".join(str(each.get("name")) for each in people if each.get("name"))


def _asked(store: Store, id: str, known: dict[str, Asked | None]) -> Asked | None:
    if form_online.is_decision(id):
        return form_online.asked(store, id)
    if id not in known:
        row = proposals.one(store, id)
        scheme = scheme_of(store, id)
        known[id] = (
            None
            if row is None
            else Asked(
                groups(scheme),
                report.printed(scheme),
                report.above(report.named(row.code, row.title), proposers(store, id)),
            )
        )
    return known[id]


def _names(store: Store) -> dict[str, str]:
    """Return the id of each proposal by its folded title, code and id, the last going first."""
    rows = proposals.listed(store)
    names: dict[str, str] = {}
    doubled = [folded(row.title) for row in rows]
    names |= {folded(row.title): row.id for row in rows if doubled.count(folded(row.title)) == 1}
    names |= {folded(f"{row.code} {row.title}"): row.id for row in rows if row.code}
    names |= {folded(row.code): row.id for row in rows if row.code}
    return names | {folded(row.id): row.id for row in rows} | form_online.names(store)


def _take(
    store: Store,
    understood: Understood,
    number: int,
    source: Source,
    form: forms.Form,
    sender: str | None,
) -> None:
    understood.left_over += [Words(each.line, each.text, each.why, number) for each in form.left]
    told = [Told(each.code, each.line, each.field, _params(each), number) for each in form.faults]
    faults = [each for each in told if each.code in WHOLE]
    problems = [each for each in told if each.code not in WHOLE]
    if not form.sheets:
        code = "no_answers" if form.id or form.account else "no_form"
        understood.faults += [*told, Told(code, form.line, mail=number)]
        return
    profile = me(store)
    if form.cycle and form.cycle != folded(profile.cycle):
        params = {"cycle": form.cycle, "here": profile.cycle}
        faults = [Told("other_cycle", form.line, "cycle", params, number)]
        understood.faults += faults
        return
    account = _account(store, understood, number, source, form, sender)
    if account is None:
        understood.faults += faults
        understood.problems += problems
        return
    member = current.one(store, "members", account)
    paper = Paper(
        number,
        form.id,
        account,
        str((member.data.get("name") if member else None) or account),
        account == profile.account,
        form.submit,
        source.sender,
        times.text(times.parse(source.date)) if times.is_instant(source.date) else "",
    )
    printed = _printed(store, form.id) if paper.mine else None
    for sheet in form.sheets:
        row = proposals.one(store, sheet.proposal)
        asked = form_online.question(store, sheet.proposal)
        if row is None and asked is None:
            continue  # told as a fault already
        newest = 1 if row is None else row.version
        answers = Answers(
            sheet.proposal,
            row.title if row is not None else asked.title if asked is not None else "",
            sheet.version or newest,
            newest,
            scheme_of(store, sheet.proposal),
            {
                name: value
                for name, value in sheet.fields.items()
                if name != "questions" and name not in sheet.unsure
            },
            None if printed is None else printed.get(sheet.proposal),
            () if "questions" in sheet.unsure else tuple(sheet.fields.get("questions") or ()),
        )
        problems += _without_too_long(answers, sheet.line, number)
        answers.unsure = any(
            each.params.get("proposal") == sheet.proposal
            for each in problems
            if each.field != PROPOSAL
        ) or bool(sheet.unsure)
        paper.answers.append(answers)
        _look(understood, paper, answers, sheet.line)
    if not form.whole:
        understood.notices.append(Told("form_cut_short", form.line, "", {}, number))
    notes = [Told(each.code, each.line, each.field, _params(each), number) for each in form.notes]
    understood.notices += notes
    understood.faults += faults
    understood.problems += problems
    understood.papers.append(paper)


def _look(understood: Understood, paper: Paper, answers: Answers, line: int) -> None:
    """Tell what is worth knowing of a sheet before it is saved."""
    named = {"proposal": answers.proposal, "title": answers.title}
    if answers.version != answers.newest:
        code = "older_version" if answers.version < answers.newest else "newer_version"
        params = named | {"version": str(answers.version), "newest": str(answers.newest)}
        understood.notices.append(Told(code, line, "proposal", params, paper.number))
    if not answers.said and not answers.questions:
        return
    if answers.unsure and paper.mine and paper.submit:
        understood.notices.append(Told("not_submitted", line, "", named, paper.number))
    if form_online.is_decision(answers.proposal):
        code = form_online.fault(answers.review)
        code = code or ("not_submitted_position" if paper.mine and not paper.submit else "")
        if code:
            understood.notices.append(Told(code, line, "position", named, paper.number))
    elif answers.said and (paper.submit or not paper.mine):
        understood.notices += [
            Told(fault.code, line, fault.key or "reasons", named | {"key": fault.key}, paper.number)
            for fault in blocking({"scores": {}, "texts": {}, **answers.review}, answers.scheme)
            if fault.code in {"text_required", "reason_required"}
        ]


def _without_too_long(answers: Answers, line: int, number: int) -> list[Told]:
    """Take out of `answers` what is longer than can be sent; return what is told of it."""

    def long(value: Any) -> bool:
        return isinstance(value, str) and len(value.encode()) > LONGEST

    names = [prompt.name for prompt, value in answers.said if long(value)]
    for name in names:
        del answers.given[name]
    names += ["questions"] * sum(map(long, answers.questions))
    answers.questions = tuple(each for each in answers.questions if not long(each))
    params = {"most": str(LONGEST), "proposal": answers.proposal}
    return [Told("too_long", line, name, params, number) for name in names]


def _account(
    store: Store,
    understood: Understood,
    number: int,
    source: Source,
    form: forms.Form,
    sender: str | None,
) -> str | None:
    """Return whose form it is; None after telling why it cannot be known or taken."""
    profile = me(store)

    def wrong(code: str, **params: str) -> None:
        understood.faults.append(Told(code, form.line, "from", params, number))

    by_mail = _by_address(store, source.sender)
    account = form.account or sender or ""
    if sender is not None and form.account and sender != form.account:
        return wrong("other_account", account=form.account, told=sender)
    if not account and profile.role not in CARRIERS:
        account = profile.account
    if not account and len(by_mail) == 1:
        account = by_mail[0]
        params = {"account": account, "sender": source.sender}
        understood.notices.append(Told("account_by_mail", form.line, "from", params, number))
    if not account:
        return wrong("no_account")
    if account == profile.account:
        return account
    code = _not_to_be_taken(store, account)
    if code:
        return wrong(code, account=account, me=profile.account)
    if source.sender and account not in by_mail and (by_mail or _address_known(store, account)):
        params = {"account": account, "sender": source.sender}
        understood.notices.append(Told("other_sender", form.line, "from", params, number))
    return account


def _not_to_be_taken(store: Store, account: str) -> str:
    """Return why I may not take in a form of `account`, empty if I may."""
    member = current.one(store, "members", account)
    if me(store).role not in CARRIERS:
        return "not_yours"
    if member is None or member.data.get("status") == "left":
        return "unknown_account"
    return "observer" if member.data.get("role") == "observer" else ""


def _by_address(store: Store, sender: str) -> list[str]:
    """Return the accounts whose contacts have this address, as far as I may read them."""
    if not sender:
        return []
    return [
        row.id.removeprefix("member-")
        for row in current.listed(store, "contacts")
        if row.id.startswith("member-")
        and sender.casefold() in {str(each).casefold() for each in row.data.get("emails") or ()}
    ]


def _address_known(store: Store, account: str) -> bool:
    contact = current.one(store, "contacts", f"member-{account}")
    return contact is not None and bool(contact.data.get("emails"))


def _printed(store: Store, id: str) -> Mapping[str, Any] | None:
    kept = facts.get(store, f"form:{id}") if id else None
    return None if kept is None else json.loads(kept).get("sheets")


def _params(fault: forms.Fault) -> dict[str, str]:
    return {
        "got": fault.got,
        "proposal": fault.proposal,
        "field": fault.field,
        "choices": ", ".join(fault.choices),
        "least": fault.choices[0] if fault.choices else "",
        "most": fault.choices[-1] if fault.choices else "",
    }
