"""All my reviews of one round beside each other, and what each still lacks."""

from dataclasses import dataclass
from typing import cast

from app.actions.review_queue import asked_of_me
from app.actions.reviewing import NEW
from app.domain import reviews
from app.domain.proposals import ProposalRow
from app.domain.records import Data
from app.domain.reviews import Fault
from app.domain.rounds import Round
from app.store import Store, current, facts, proposals, rounds


@dataclass(frozen=True, slots=True)
class SheetLine:
    """My review of one proposal as it stands here, draft or submitted."""

    row: ProposalRow
    data: Data
    begun: bool
    lacks: tuple[Fault, ...]
    """What would keep it from being submitted."""
    empty: frozenset[str]
    """Criteria with neither text nor score."""

    @property
    def ready(self) -> bool:
        """It is a draft that lacks nothing."""
        return self.row.review_state == "draft" and not self.lacks

    def score(self, key: str) -> int | None:
        found = cast("object", (self.data.get("scores") or {}).get(key))
        return found if isinstance(found, int) else None

    def text(self, key: str) -> str:
        found = cast("object", (self.data.get("texts") or {}).get(key))
        return found.strip() if isinstance(found, str) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The reviews that one round asks of me."""

    scheme: Round
    lines: tuple[SheetLine, ...]


def of_round(store: Store, round_: str) -> Sheet | None:
    """Return my reviews of `round_`, without what was withdrawn and where I have a conflict.

    None if there is no such round.
    """
    scheme = rounds.one(store, round_)
    if scheme is None:
        return None
    account, rows = facts.get(store, "account"), proposals.listed(store, round_)
    asked = asked_of_me(store, rows)
    mine = {
        str(row.data.get("proposal")): row.data
        for row in current.owned(store, "reviews", account or "")
    }
    return Sheet(
        scheme,
        tuple(
            _line(scheme, row, mine.get(row.id))
            for row in rows
            if row.status != "withdrawn" and not row.recused and row.id in asked
        ),
    )


def _line(scheme: Round, row: ProposalRow, data: Data | None) -> SheetLine:
    whole = {**NEW, **(data or {})}
    return SheetLine(
        row,
        whole,
        data is not None,
        tuple(reviews.blocking(whole, scheme)) if data is not None else (),
        frozenset(reviews.empty(whole, scheme)),
    )
