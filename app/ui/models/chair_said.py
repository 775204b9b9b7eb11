"""What was said as rows: headings by criterion or section, remarks, whose and in which point."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from app.domain.consolidations import ProposalSaid, Said, Under
from app.domain.letters import Letter
from app.domain.rounds import Round
from app.i18n import _, ngettext
from app.reports import words
from app.ui.icons import Symbol
from app.ui.models import chair_words
from app.ui.models.chair_words import BLANK, Look
from app.ui.widgets.text import capped

Index = QModelIndex | QPersistentModelIndex
REMARKS = "application/x-satchel-remarks"
"""What is dragged from the remarks to the points: their ids, as JSON."""
LONGEST = 4_000
LONGEST_QUOTE = 240


@dataclass(frozen=True, slots=True)
class Remark:
    """One row: a heading without `said`, or a remark."""

    title: str
    said: Said | None = None
    below: str = ""
    """Of second rank beside the name: the position, that it is a question, that it came late."""
    symbol: Symbol | None = None
    tone: str = "soft"
    points: tuple[int, ...] = ()
    """Numbers of the points it is in."""
    alike: int = 0
    """How many say nearly the same."""
    indent: int = 0

    @property
    def id(self) -> str:
        return "" if self.said is None else self.said.id

    @property
    def quote(self) -> str:
        words = "" if self.said is None else " ".join(self.said.quote.split())
        return f"“{capped(words, LONGEST_QUOTE)}”" if words else ""

    @property
    def text(self) -> str:
        return "" if self.said is None else capped(self.said.text.strip(), LONGEST)

    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        told = [self.title, self.below, self.quote, self.text, self.trace(), self.likeness()]
        return ", ".join(each for each in told if each)

    def trace(self) -> str:
        if not self.points:
            return ""
        numbers = ", ".join(map(str, self.points))
        return ngettext("in point {n}", "in points {n}", len(self.points)).format(n=numbers)

    def likeness(self) -> str:
        return _("{n} say nearly this").format(n=self.alike) if self.alike > 1 else ""


def rows(found: ProposalSaid, scheme: Round, letter: Letter | None) -> list[Remark]:
    """Return what was said by criterion, each remark with the points of `letter` it is in."""

    def held(each: Said) -> Look:
        return chair_words.position(scheme, each.stance)

    return rows_under(found.under, _("The whole proposal"), held=held, numbers=numbers_of(letter))


def rows_under(
    found: Sequence[Under],
    whole: str,
    place: Callable[[Said], str] = lambda _each: "",
    *,
    held: Callable[[Said], Look] = lambda _each: BLANK,
    numbers: Mapping[str, tuple[int, ...]] = MappingProxyType({}),
) -> list[Remark]:
    """Return what was said under headings; what names none stands under `whole`.

    `place` says where a remark was made, `held` the position of who made it, `numbers` in which
    points it is.
    """
    made: list[Remark] = []
    for under in found:
        alike = Counter(each.like for each in under.said if each.like)
        count = len(under.said)
        words = ngettext("{n} remark", "{n} remarks", count).format(n=count)
        title = under.title if under.key else under.title or whole
        if count:
            made.append(Remark(title, below=words))
        roots = {each.id for each in under.said}
        made += [
            _remark(each, held(each), place(each), numbers, alike, roots) for each in under.said
        ]
    return made


def _remark(
    each: Said,
    stance: Look,
    place: str,
    numbers: Mapping[str, tuple[int, ...]],
    alike: Mapping[int, int],
    roots: set[str],
) -> Remark:
    kind = {"question": _("question"), "evidence": _("evidence")}.get(each.kind, "")
    came = "" if each.came is None else words.came(each.came, each.name)
    told = [stance.said, kind, place, came, _("late") if each.late else ""]
    question = each.kind == "question"
    return Remark(
        each.name,
        each,
        " · ".join(word for word in told if word),
        Symbol.QUESTION if question else stance.symbol or Symbol.COMMENT,
        "accent" if question else stance.tone if stance.symbol else "soft",
        numbers.get(each.id, ()),
        alike.get(each.like, 0),
        int(each.reply_to in roots),
    )


def numbers_of(letter: Letter | None) -> dict[str, tuple[int, ...]]:
    """Return {id of a remark: numbers of the points of `letter` that name it}."""
    found: dict[str, tuple[int, ...]] = {}
    for number, point in enumerate(() if letter is None else letter.points, 1):
        for id in dict.fromkeys((*point.comments, *point.questions)):
            found[id] = (*found.get(id, ()), number)
    return found


def ids_in(data: QMimeData) -> list[str]:
    """Return the ids of remarks that are dragged; none of anything else."""
    raw: Any = json.loads(bytes(data.data(REMARKS).data()) or b"[]")
    return [str(each) for each in raw]


class Remarks(QAbstractListModel):
    """Holds the rows it is given; headings cannot be chosen."""

    REMARK = Qt.ItemDataRole.UserRole

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Remark] = []

    def show(self, rows: Sequence[Remark]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def row_of(self, id: str) -> int | None:
        return next((at for at, each in enumerate(self.rows) if id and each.id == id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case self.REMARK:
                return row
            case Qt.ItemDataRole.DisplayRole:
                return row.text or row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken()
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.rows[index.row()].said is None:
            return Qt.ItemFlag.ItemIsEnabled
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [REMARKS]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        ids = [self.rows[each.row()].id for each in indexes if self.rows[each.row()].said]
        data = QMimeData()
        data.setData(REMARKS, json.dumps(ids).encode())
        return data
