"""Decisions in words: outcomes, positions, how they ended, what does not fit together."""

from collections.abc import Callable

from app.domain.decisions import Doubt
from app.domain.rounds import Outcome
from app.i18n import _


def outcome(word: Outcome) -> str:
    """Return an outcome in the round's own words, or in the usual ones."""
    return word.title or usual(word.key) or word.key


def usual(key: str) -> str:
    """Return one of the usual outcomes in words, "" for any other key."""
    known = {
        "supported": _("Supported"),
        "supported_if_merged": _("Supported if merged"),
        "come_back": _("Come back"),
        "not_this_year": _("Not this year"),
    }
    return known.get(key, "")


def days(decided: str, changed: str) -> str:
    """Return when it was decided and, after that, changed: `28 January 2026, changed 2 February 2026`."""
    if not changed:
        return decided
    return _("{day}, changed {later}").format(day=decided, later=changed)


def channel(key: str) -> str:
    """Return where something was decided; a word of another program as it is."""
    known = {
        "meeting": _("in a meeting"),
        "list": _("on the mailing list"),
        "online": _("online"),
        "call": _("on a call"),
        "in_person": _("in person"),
        "mail": _("by mail"),
        "chat": _("in a chat"),
    }
    return known.get(key, key)


def position(key: str) -> str:
    known = {
        "no_objection": _("No objection"),
        "object": _("I object, because …"),
        "more_time": _("I need more time"),
        "conflict": _("Conflict of interest"),
    }
    return known.get(key, key)


def mine(key: str) -> str:
    """Return a position as the reader took it."""
    known = {"object": _("I object"), "more_time": _("I need more time")}
    return known.get(key) or position(key)


def positions(key: str) -> str:
    """Return a position as the heading of those who took it; `silent` for those who did not."""
    known = {
        "no_objection": _("No objection"),
        "object": _("Objections"),
        "more_time": _("Need more time"),
        "conflict": _("Conflict of interest"),
        "silent": _("Said nothing"),
    }
    return known.get(key, key)


def closing(key: str) -> str:
    """Return how an online decision ended."""
    known = {
        "adopted": _("Adopted"),
        "adopted_with_changes": _("Adopted with changes"),
        "to_be_discussed": _("To be discussed"),
        "not_adopted": _("Not adopted"),
        "withdrawn": _("Withdrawn"),
    }
    return known.get(key, key)


def state(key: str) -> str:
    """Return how far the decision about a proposal is."""
    known = {
        "pending": _("pending"),
        "held": _("pending, without an outcome"),
        "released": _("released"),
        "undecided": _("not decided"),
        "withdrawn": _("withdrawn by its proposers"),
    }
    return known.get(key, key)


def place(key: str) -> str:
    """Return where a proposal stands against the line."""
    known = {
        "in": _("fits"),
        "tied": _("equal means"),
        "out": _("below"),
        "unscored": _("no score"),
    }
    return known.get(key, key)


def doubt(each: Doubt, name: Callable[[str], str]) -> str:
    """Return what does not fit together as a sentence; `name` gives a proposal as people know it."""
    known = {
        "merged_with_declined": _("{it} is to be merged with {others}, which does not go ahead."),
        "merged_with_withdrawn": _("{it} is to be merged with {others}, which was withdrawn."),
        "merged_with_undecided": _(
            "{it} is to be merged with {others}, about which nothing is decided yet."
        ),
        "merged_elsewhere": _("{it} is to be merged with {others}, which is not in this round."),
        "merge_cycle": _(
            "{it}, {others}: each is to be merged with the next, in a circle. Say which one "
            "takes in the others; together they take one place."
        ),
        "merge_unnamed": _("{it} is supported if merged, but it is not said with which one."),
        "withdrawn": _("{it} was withdrawn by its proposers and has an outcome."),
        "unknown_outcome": _("{it} has the outcome “{others}”, which the round does not have."),
    }
    raw = each.code == "unknown_outcome"
    others = _(", ").join(each.others if raw else map(name, each.others))
    return known.get(each.code, each.code).format(it=name(each.proposal), others=others)


def troubles() -> dict[str, str]:
    """Return {code: sentence} of what cannot be decided."""
    return {
        "not_a_chair": _("Only the chairs and the Secretariat can do this. Nothing was changed."),
        "unknown_outcome": _(
            "“{key}” is no outcome that can be given here; nothing was saved. There are: {known}"
        ),
        "no_meeting_named": _(
            "Say what decided it: name a meeting, or an item of one. Nothing was saved."
        ),
        "no_such_objection": _("No objection of “{name}” is noted there; nothing was changed."),
        "bad_channel": _("“{word}” is no way of deciding; nothing was saved. There are: {known}"),
        "bad_time": _(
            "“{text}” is no day and no time; nothing was saved. Write 2021-01-31, or "
            "2021-01-31T18:00:00Z."
        ),
        "date_passed": _(
            "{text} has passed already; nothing was saved. Name a later day, such as a week from "
            "now."
        ),
        "merged_with_itself": _("“{id}” cannot be merged with itself; nothing was saved."),
        "nothing_decided": _(
            "Nothing was said about “{id}”, so nothing was saved. Give an outcome, or a reason to "
            "begin with."
        ),
        "not_decided": _("Nothing is decided about “{id}”; nothing was changed."),
        "nothing_pending": _(
            "No decision of {round} is waiting to be released; members see nothing new."
        ),
        "undecided": _(
            "Nothing was released, because these have no outcome yet: {names}. Decide them, or "
            "release only those that are decided."
        ),
        "no_capacity": _(
            "{round} does not say how many places there are. Nothing was changed; say how many."
        ),
        "no_scores": _("No proposal of {round} has a score here, so there is no rank."),
        "observers_take_no_position": _(
            "Members and chairs are asked for their position; nothing was saved."
        ),
        "unknown_position": _("“{key}” is no position; nothing was saved. There are: {known}"),
        "objection_needs_reason": _(
            "An objection needs its reason, so that it can be answered. Nothing was saved."
        ),
        "no_position": _("You have said nothing about “{title}”; nothing was changed."),
        "decision_ended": _(
            "The chair has recorded how “{title}” ended; nothing was changed. Write to the "
            "chairs if you do not agree."
        ),
    }
