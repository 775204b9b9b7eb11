"""Saving what a form answers to a question asked online: my own position, or a member's."""

from app.actions import deciding_online, form_online
from app.actions.acting import me, words
from app.actions.clock import Clock
from app.actions.form_offers import Saved, offer, sent_herself, take, written_at
from app.actions.form_values import Answers, Paper, Told
from app.domain import online
from app.domain.forms import DECISION
from app.domain.records import Data
from app.store import Store


def save(
    store: Store, paper: Paper, answers: Answers, given: Data, done: Saved, clock: Clock
) -> None:
    """Take the position of a form; it is never a draft. `given` is what changes of my own."""
    decision = answers.proposal.removeprefix(DECISION)
    cycle = me(store).cycle
    before = form_online.stands(store, cycle, paper.account, decision)
    said = {**before, **(given if paper.mine else answers.review)}
    said = {key: said.get(key) or "" for key in ("stance", "comment")}
    params = {"account": paper.account, "proposal": answers.proposal, "title": answers.title}
    asked = form_online.question(store, answers.proposal)
    code = form_online.fault(said)
    if answers.unsure or (paper.mine and not paper.submit):
        code = "not_submitted_position"
    elif asked is None or not asked.open:
        code = "position_too_late"
    if said == before or (paper.mine and not given) or not (answers.said or before):
        return
    if code:
        done.told.append(Told(code, 0, "position", params, paper.number))
        return
    if paper.mine:
        taken = deciding_online.take_position(
            store, decision, said["stance"], said["comment"], clock
        )
        done.changes |= taken
        done.ids += list(taken.ids)
        return
    id = online.position_id(cycle, paper.account, decision)
    if sent_herself(store, "intents", id):
        done.told.append(Told("sent_herself", 0, "", params, paper.number))
        return
    data: Data = {
        "kind": online.POSITION,
        "about": {"kind": "decision", "id": decision},
        "position": said["stance"],
        "text": words(said["comment"]),
    }
    made = offer(store, paper, "intents", id, data, written_at(paper, clock))
    take(store, paper, answers, [made], done, clock)
