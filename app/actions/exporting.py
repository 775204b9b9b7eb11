"""Writing what was said to a file: the comments of a round, my own, everything of mine."""

import json
from dataclasses import dataclass
from pathlib import Path

from app import i18n
from app.actions import belonging, consolidating, exporting_marks, gathering
from app.actions.acting import me
from app.actions.clock import Clock, stamp, system
from app.actions.trouble import Trouble
from app.domain.records import Data
from app.paths import Home, write_whole
from app.reports.comments import comments_pdf, my_comments_pdf
from app.store import Store, annotations, current, rounds

FORMATS: dict[str, tuple[str, ...]] = {
    "comments": ("pdf", "json"),
    "my-comments": ("pdf", "json"),
    "everything": ("json",),
    "notes": exporting_marks.FORMATS,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to export: of one round, or of the only one there is."""

    what: str
    format: str
    round: str | None = None


def export(
    store: Store,
    home: Home,
    what: str,
    format: str,
    out: Path,
    *,
    round: str | None = None,
    clock: Clock = system,
) -> Path:
    """Write `what` as `format` to `out` and return it; whole or not at all.

    Needs no connection. Raises Trouble: `not_joined`, `no_such_round`,
    `nothing_to_export`, `out_is_ours`; OSError where the system refuses.
    """
    belonging.keep_off(home, out)
    wanted = Wanted(what, format, round)
    if what == "notes":
        style = (i18n.language(), i18n.is_right_to_left())
        exporting_marks.write(store, home, format, out, style=style, clock=clock)
        return out
    made = _pdf(store, home, wanted, clock) if format == "pdf" else _json(store, wanted)
    write_whole(out, made)
    return out


def round_of(store: Store, id: str | None) -> str:
    """Return the round meant: `id`, or the one where most was said, an open one first.

    Raises Trouble: `not_joined`, `no_such_round`, `nothing_to_export`.
    """
    me(store)
    known = rounds.listed(store)
    if id is not None:
        if id not in {each.id for each in known}:
            raise Trouble("no_such_round", id=id)
        return id
    if not known:
        raise Trouble("nothing_to_export")
    return max(known, key=lambda each: (_said(store, each.id), each.status == "open")).id


def other_rounds(store: Store, round: str) -> list[str]:
    """Return the rounds besides `round` in which something was said."""
    return [each.id for each in rounds.listed(store) if each.id != round and _said(store, each.id)]


def _said(store: Store, round: str) -> int:
    return len(rounds.reviews(store, round)) + len(annotations.comments(store, round))


def _pdf(store: Store, home: Home, wanted: Wanted, clock: Clock) -> bytes:
    me(store)
    at = stamp(clock)
    style = (i18n.language(), i18n.is_right_to_left())
    if wanted.what == "my-comments":
        return my_comments_pdf(consolidating.mine(store, home, at, style))
    round_ = round_of(store, wanted.round)
    return comments_pdf(consolidating.of_round(store, home, round_, at, style))


def _all_rounds(store: Store) -> list[str]:
    return [each.id for each in rounds.listed(store)]


def _json(store: Store, wanted: Wanted) -> bytes:
    account = me(store).account
    made: Data
    if wanted.what == "everything":
        made = gathering.everything(store)
    elif wanted.what == "my-comments":
        reviews = [row for row in current.listed(store, "reviews") if row.owner == account]
        marks = annotations.mine(store)
        made = {
            "reviews": [row.flat() for row in reviews],
            "marks": [row.flat() for row in marks],
        }
    else:
        asked = [round_of(store, wanted.round)] if wanted.round else _all_rounds(store)
        made = {
            "round": wanted.round,
            "reviews": [row.flat() for id in asked for row in rounds.reviews(store, id)],
            "comments": [row.flat() for row in annotations.comments(store, wanted.round)],
        }
    return json.dumps(made, ensure_ascii=False, indent=1).encode()
