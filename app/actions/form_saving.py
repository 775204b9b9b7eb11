"""Saving what a form says: my own as my review, a member's as received in her form."""

from dataclasses import replace
from typing import Any

from app.actions import annotating, form_online, form_positions, reviewing
from app.actions.acting import Write, act, me, words
from app.actions.carrying import Offer
from app.actions.clock import Clock, system
from app.actions.form_offers import Saved, offer, sent_herself, take, written_at
from app.actions.form_values import Answers, Paper, Told, Understood, blank, same, value_of
from app.actions.papers import About
from app.actions.reviewing import NEW, Edit
from app.actions.trouble import Trouble
from app.domain import ids
from app.domain.forms import DECISION, Prompt
from app.domain.records import Data
from app.paths import Home
from app.store import Store, current


def save(store: Store, home: Home, understood: Understood, clock: Clock = system) -> Saved:
    """Save what was understood, in one step; the same form again changes nothing.

    What was not understood (`problems`) stays as it is here: neither taken nor emptied, and
    nothing of mine is submitted where something of it is missing.
    Raises Trouble: `form_has_faults`, `form_not_taken`, `not_joined`, `nul`, `too_long`.
    """
    del home  # a form is in the store, and nothing lies beside it
    if understood.faults:
        raise Trouble("form_has_faults", count=len(understood.faults))
    done = Saved()
    with store.atomic():
        for paper in understood.papers:
            for answers in paper.answers:
                if not answers.said and not answers.questions and not answers.printed:
                    continue
                if form_online.is_decision(answers.proposal):
                    changed = pending(store, paper, answers)
                    given = {prompt.field: new for prompt, _old, new in changed}
                    form_positions.save(store, paper, answers, given, done, clock)
                elif paper.mine:
                    _mine(store, paper, answers, done, clock)
                else:
                    _hers(store, paper, answers, done, clock)
    return done


def replaced(store: Store, understood: Understood) -> list[Told]:
    """Return what saving would put in the place of words of mine that stand here now."""
    return [
        Told(
            "empties" if blank(new) else "replaces",
            0,
            prompt.name,
            {"title": answers.title, "proposal": answers.proposal, "old": str(old)},
            paper.number,
        )
        for paper in understood.papers
        if paper.mine
        for answers in paper.answers
        for prompt, old, new in pending(store, paper, answers)
        if not blank(old)
    ]


def pending(store: Store, paper: Paper, answers: Answers) -> list[tuple[Prompt, Any, Any]]:
    """Return what of my own review would change: (prompt, what stands, what the form says).

    What I did not touch in the form changes nothing, even if I wrote on meanwhile. An empty
    answer empties only what stood in the form and still stands here.
    """
    data = _stands(store, paper.account, answers.proposal)
    found: list[tuple[Prompt, Any, Any]] = []
    for prompt in answers.prompts:
        if prompt.name not in answers.given or prompt.kind == "questions":
            continue
        new, old = answers.given[prompt.name], value_of(data, prompt)
        printed = None if answers.printed is None else answers.printed.get(prompt.name)
        if same(new, old) or (answers.printed is not None and same(new, printed)):
            continue
        if blank(new) and (answers.printed is None or not same(printed, old)):
            continue
        found.append((prompt, old, new))
    return found


def _stands(store: Store, account: str, proposal: str) -> Data:
    if form_online.is_decision(proposal):
        return form_online.stands(store, me(store).cycle, account, proposal.removeprefix(DECISION))
    id = ids.review_id(me(store).cycle, account, proposal)
    review, aside = current.one(store, "reviews", id), current.one(store, "asides", id)
    return {**({} if review is None else review.data), **_words(aside and aside.data)}


def _words(aside: Data | None) -> Data:
    return {name: (aside or {}).get(name) or "" for name in ("to_chairs", "recused_why")}


def _mine(store: Store, paper: Paper, answers: Answers, done: Saved, clock: Clock) -> None:
    changed = pending(store, paper, answers)
    id = ids.review_id(me(store).cycle, paper.account, answers.proposal)
    review = current.one(store, "reviews", id)
    drafted = review is None or review.data.get("state") != "submitted"
    submit = paper.submit and not answers.unsure
    if changed or (submit and drafted and answers.said):
        edit = Edit()
        for prompt, _old, new in changed:
            edit = _with(edit, prompt, new)
        reviewed = reviewing.review(
            store, answers.proposal, edit, version=answers.version, submit=submit, clock=clock
        )
        done.changes |= reviewed.changes
        done.ids += [reviewed.id]
        done.told += [
            Told(fault.code, 0, fault.key, {"proposal": answers.proposal, "key": fault.key,
                                            "title": answers.title}, paper.number)
            for fault in reviewed.faults
        ]  # fmt: skip
    asked = [
        Write(
            "comments",
            id,
            _question(answers, text),
            annotating.proposers_and_chairs(store, About("proposal", answers.proposal)),
        )
        for id, text in _new_questions(store, paper, answers)
    ]
    if asked:
        done.changes |= act(store, "question", asked, clock)
        done.ids += [each.id for each in asked]


def _with(edit: Edit, prompt: Prompt, value: Any) -> Edit:
    empty = blank(value)
    match prompt.field:
        case "scores":
            return replace(edit, scores={**edit.scores, prompt.key: None if empty else value})
        case "texts":
            return replace(edit, texts={**edit.texts, prompt.key: value or ""})
        case "overall":
            return replace(edit, overall=None if empty else value, blank_overall=empty)
        case "stance" | "recused":
            return replace(edit, **{prompt.field: value or ""})
        case "reasons" | "merge_with":
            return replace(edit, **{prompt.field: list(value or ())})
        case "no_expertise":
            return replace(edit, no_expertise=not empty)
        case name:
            return replace(edit, **{name: value or ""})


def _question(answers: Answers, text: str) -> Data:
    about = About("proposal", answers.proposal, answers.version)
    return {"about": about.to_json(), "anchor": None, "text": words(text), "kind": "question"}


def _new_questions(store: Store, paper: Paper, answers: Answers) -> list[tuple[str, str]]:
    """Return (id, text) of the questions that she has not asked yet: the ids follow from them."""
    asked = [
        row
        for row in current.where(store, "comments", "$.about.id", answers.proposal)
        if row.owner in {None, paper.account} and row.data.get("kind") == "question"
    ]
    known = {row.id for row in asked}
    standing = [str(row.data.get("text") or "") for row in asked if not row.data.get("withdrawn")]
    new: dict[str, str] = {}
    cycle = me(store).cycle
    for text in answers.questions:
        bare = "".join(text.split()).casefold()
        id = ids.agreed(cycle, f"form/{paper.id}/{paper.account}/{answers.proposal}/{bare}")
        if id not in known and not any(same(text, each) for each in standing):
            new[id] = text
    return list(new.items())


def _hers(store: Store, paper: Paper, answers: Answers, done: Saved, clock: Clock) -> None:
    """Take in a member's answers, unsigned; what she sent herself is never replaced."""
    at = written_at(paper, clock)
    offers: list[Offer] = []
    id = ids.review_id(me(store).cycle, paper.account, answers.proposal)
    if answers.said and sent_herself(store, "reviews", id):
        params = {"account": paper.account, "proposal": answers.proposal, "title": answers.title}
        done.told.append(Told("sent_herself", 0, "", params, paper.number))
    elif answers.said:
        before = current.one(store, "reviews", id)
        aside = current.one(store, "asides", id)
        data = _joined({} if before is None else before.data, answers)
        if before is None or any(before.data.get(key) != data[key] for key in data):
            offers.append(offer(store, paper, "reviews", id, data, at))
        beside = {**_words(aside and aside.data)}
        beside |= {name: data_ for name, data_ in answers.review.items() if name in beside}
        if any(beside.values()) and beside != _words(aside and aside.data):
            offers.append(offer(store, paper, "asides", id, beside, at))
    readers = annotating.proposers_and_chairs(store, About("proposal", answers.proposal))
    offers += [
        offer(store, paper, "comments", id, _question(answers, text), at, readers)
        for id, text in _new_questions(store, paper, answers)
    ]
    take(store, paper, answers, offers, done, clock)


def _joined(before: Data, answers: Answers) -> Data:
    """Return her review: what an earlier form of hers said, under what this one says."""
    said = answers.review
    kept = {key: value for key, value in before.items() if key in NEW}
    data: Data = {**NEW, **kept, **{name: said[name] for name in said if name in NEW}}
    for name in ("scores", "texts"):
        data[name] = {**(kept.get(name) or {}), **said[name]}
    return {
        **data,
        "proposal": answers.proposal,
        "version": answers.version,
        "state": "submitted",
    }
