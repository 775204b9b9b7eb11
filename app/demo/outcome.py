"""What a round came to, as values that two plays of it can be compared by."""

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from typing import Any

from app.actions import (
    briefing,
    composing,
    deciding,
    following_up,
    ledger,
    letters,
    matrix_shape,
    ranking,
    remarks,
    showing,
)
from app.actions import matrix as matrices
from app.demo import script
from app.demo.play import Play
from app.demo.script import PAPERS, ROUND
from app.demo.stage import CHAIR
from app.store import Store

OF_THE_WAY = frozenset(
    {
        "at", "written_at", "created_at", "released_at", "sent_at", "closed_at", "answered_at",
        "submitted_at", "device", "revision", "waiting", "via", "carried_by", "came", "late",
    }
)  # fmt: skip
"""Fields that tell when and on which way something came; everything else must be equal."""


def of_round(play: Play) -> dict[str, Any]:
    """Return what the chair and each member have in the end, without ids and times."""
    named = names(play)
    found: dict[str, Any] = {"chair": play.ask(CHAIR, lambda store: _of_chair(play, store))}
    for account in play.readers:
        found[account] = play.ask(
            account, lambda store, account=account: _of_member(play, store, account)
        )
    made: dict[str, Any] = bare(found, named)
    for account in play.readers:
        for rows in made[account].values():
            rows.sort(key=lambda row: str(row["id"]))
    return made


def _of_chair(play: Play, store: Store) -> dict[str, Any]:
    home = play.way.home(CHAIR)
    table = ranking.table(store, ROUND)
    return {
        "matrix": matrix_shape.shape(matrices.of_round(store, ROUND), by="region"),
        "consolidation": remarks.of_round(store, home, ROUND),
        "ledger": ledger.ledger(store, ROUND),
        "common": ledger.common_questions(store, ROUND),
        "letters": {
            each.proposal: {
                "letter": composing.composed(store, each, play.clock),
                "followed": following_up.followed(store, home, each),
            }
            for written in letters.of_round(store, ROUND).values()
            for each in written
        },
        "decisions": deciding.decided(store, ROUND),
        "standing": deciding.standing(store, play.online, play.clock),
        "capacity": ranking.ranking(table, script.SLOTS, (), ()),
        "briefs": {paper: briefing.brief(store, home, paper) for paper in PAPERS},
    }


def _of_member(play: Play, store: Store, account: str) -> dict[str, Any]:
    home = play.way.home(account)
    return {
        "decisions": list(showing.listed(store, home, "decisions")),
        "letters": list(showing.listed(store, home, "letters")),
        "reviews": [
            row for row in showing.listed(store, home, "reviews") if row["owner"] == account
        ],
        "questions": [each for each in ledger.ledger(store, ROUND) if each.owner == account],
    }


def names(play: Play) -> dict[str, str]:
    """Return {id: a name that is the same in each play} of what has an id of its own."""
    found = {id: f"remark-{number}" for number, id in play.comments.items()}
    found[play.online] = "online"
    for kind in ("letters", "comments"):
        rows = play.ask(CHAIR, lambda store, kind=kind: _listed(play, store, kind))
        for row in rows:
            for number, point in enumerate(row.get("points") or (), 1):
                found[point["id"]] = f"{row['id']}/{number}"
            if "common" in row:
                found[row["id"]] = f"common/{row['about']['id']}"
                found[row["common"]] = "common"
    return found


def _listed(play: Play, store: Store, kind: str) -> list[dict[str, Any]]:
    return list(showing.listed(store, play.way.home(CHAIR), kind))


def bare(value: Any, names: Mapping[str, str]) -> Any:
    """Return `value` as JSON would hold it, with ids named and without what is `OF_THE_WAY`."""
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, Mapping):
        return {
            names.get(str(key), str(key)): bare(each, names)
            for key, each in value.items()  # pyright: ignore[reportUnknownVariableType]
            if key not in OF_THE_WAY
        }
    if isinstance(value, list | tuple):
        return [bare(each, names) for each in value]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, frozenset | set):
        return sorted(bare(each, names) for each in value)  # pyright: ignore[reportUnknownVariableType]
    return names.get(value, value) if isinstance(value, str) else value
