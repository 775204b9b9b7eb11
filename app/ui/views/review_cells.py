"""My reviews of a round as a table: what each cell says, draws and tells a screen reader."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.actions.review_sheet import Sheet, SheetLine
from app.domain.folding import fold
from app.domain.rounds import Criterion, Round, Scale
from app.i18n import _
from app.ui.icons import Symbol
from app.ui.models.proposal_line import mine
from app.ui.views import review_words
from app.ui.widgets.text import capped, isolated, tip_text

Index = QModelIndex | QPersistentModelIndex
LONGEST = 200


class Kind(StrEnum):
    PROPOSAL = "proposal"
    OVERALL = "overall"
    CRITERION = "criterion"
    POSITION = "position"
    COMPLETE = "complete"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Column:
    kind: Kind
    title: str
    criterion: Criterion | None = None
    scale: Scale | None = None
    """Where a score can be typed."""


@dataclass(frozen=True, slots=True)
class CellLook:
    """What is drawn: words, an icon before them, in which tone."""

    words: str = ""
    symbol: Symbol | None = None
    tone: str = "ink"
    middle: bool = False
    strong: bool = False


def columns(scheme: Round) -> tuple[Column, ...]:
    """Return the columns that a round's scheme asks for."""
    found = [Column(Kind.PROPOSAL, _("Proposal"))]
    if scheme.overall is not None:
        found.append(Column(Kind.OVERALL, _("Overall score"), None, scheme.overall))
    found += [Column(Kind.CRITERION, each.title, each, each.scale) for each in scheme.criteria]
    if scheme.stances:
        found.append(Column(Kind.POSITION, _("Position")))
    if scheme.criteria:
        found.append(Column(Kind.COMPLETE, _("Answered")))
    return (*found, Column(Kind.STATE, _("State")))


class SheetModel(QAbstractTableModel):
    """Holds what it is given; the store is never asked here."""

    LOOK = Qt.ItemDataRole.UserRole

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[Column, ...] = ()
        self.scheme: Round | None = None
        self._lines: list[SheetLine] = []
        self._chosen: set[str] = set()
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show(self, sheet: Sheet) -> None:
        """Show `sheet`; the same rows in the same order keep selection and place."""
        same = self.scheme == sheet.scheme and {each.row.id for each in self._lines} == {
            each.row.id for each in sheet.lines
        }
        self._chosen &= {each.row.id for each in sheet.lines if each.row.review_state == "draft"}
        if same:
            found = {each.row.id: each for each in sheet.lines}
            self._lines = [found[each.row.id] for each in self._lines]
            if self._lines:
                last = self.index(len(self._lines) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        if self.scheme != sheet.scheme:
            self._sorted = None
        self.scheme, self.columns = sheet.scheme, columns(sheet.scheme)
        self._lines = list(sheet.lines)
        if self._sorted is not None:
            self._arrange(*self._sorted)
        self.endResetModel()

    def line(self, row: int) -> SheetLine:
        return self._lines[row]

    def lines(self) -> Sequence[SheetLine]:
        return self._lines

    def row_of(self, id: str | None) -> int | None:
        return next((at for at, line in enumerate(self._lines) if line.row.id == id), None)

    # --- which are to be submitted ---------------------------------------------------------

    def chosen(self) -> list[str]:
        """Return the proposals whose drafts are ticked, in the order of the table."""
        return [each.row.id for each in self._lines if each.row.id in self._chosen]

    def toggle(self, row: int) -> bool:
        """Tick the draft in `row`, or take the tick away; False if it is no draft."""
        line = self._lines[row]
        if line.row.review_state != "draft":
            return False
        self._chosen ^= {line.row.id}
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        return True

    def choose(self, ids: Iterable[str]) -> None:
        """Tick exactly these drafts."""
        drafts = {each.row.id for each in self._lines if each.row.review_state == "draft"}
        self._chosen = drafts & set(ids)
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, 0))

    # --- Qt's side ---------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        title = self.columns[section].title
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return isolated(capped(title, LONGEST))
            case Qt.ItemDataRole.ToolTipRole:
                return tip_text(title)
            case Qt.ItemDataRole.TextAlignmentRole:
                kind = self.columns[section].kind
                middle = kind in {Kind.OVERALL, Kind.CRITERION}
                side = Qt.AlignmentFlag.AlignHCenter if middle else Qt.AlignmentFlag.AlignLeading
                return side | Qt.AlignmentFlag.AlignVCenter
            case _:
                return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], self.columns[index.column()]
        match role:
            case self.LOOK:
                return look(line, column, self.scheme)
            case Qt.ItemDataRole.DisplayRole:
                return capped(look(line, column, self.scheme).words, LONGEST)
            case Qt.ItemDataRole.ToolTipRole:
                return tip_text(said(line, column, self.scheme))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.title}: {said(line, column, self.scheme)}"
            case Qt.ItemDataRole.CheckStateRole if column.kind is Kind.PROPOSAL:
                if line.row.review_state != "draft":
                    return None
                on = line.row.id in self._chosen
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.columns[index.column()].kind is Kind.PROPOSAL:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._lines[each.row()].row.id for each in before]
        self._sorted = column, order
        self._arrange(column, order)
        rows = {line.row.id: at for at, line in enumerate(self._lines)}
        after = [self.index(rows[id], each.column()) for id, each in zip(ids, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _arrange(self, column: int, order: Qt.SortOrder) -> None:
        asked, backward = self.columns[column], order == Qt.SortOrder.DescendingOrder
        filled = [each for each in self._lines if _value(each, asked) is not None]
        filled.sort(key=lambda each: _value(each, asked) or 0, reverse=backward)
        blank = [each for each in self._lines if _value(each, asked) is None]
        self._lines = filled + blank  # what is blank is last either way


def look(line: SheetLine, column: Column, scheme: Round | None) -> CellLook:
    """Return what a cell draws."""
    row = line.row
    match column.kind:
        case Kind.PROPOSAL:
            words = f"{row.code} · {row.title}" if row.code else row.title
            return CellLook(words, strong=row.unread or row.changed)
        case Kind.OVERALL:
            return _scored(line.data.get("overall"))
        case Kind.CRITERION if column.criterion is not None:
            written = bool(line.text(column.criterion.key))
            if column.scale is not None:
                found = _scored(line.score(column.criterion.key))
                return CellLook(found.words, Symbol.COMMENT if written else None, found.tone, True)
            symbol = Symbol.DONE if written else Symbol.EMPTY
            return CellLook("", symbol, "good" if written else "faint", middle=True)
        case Kind.POSITION:
            known = scheme.stance(line.data.get("stance")) if scheme is not None else None
            return CellLook(known.title if known is not None else "–", tone=_tone(known))
        case Kind.COMPLETE:
            done, count = _answered(line, scheme)
            whole = done == count
            return CellLook(
                _("{done} of {count}").format(done=done, count=count),
                Symbol.DONE if whole else None,
                "good" if whole else "soft",
            )
        case _:
            state = mine(row)
            if row.review_state == "draft" and line.lacks:
                return CellLook(_("Draft, not whole"), Symbol.WARNING, "warn")
            return CellLook(state.words, state.symbol, state.tone)


def said(line: SheetLine, column: Column, scheme: Round | None) -> str:
    """Return a cell in words alone, for its tip and for a screen reader."""
    match column.kind:
        case Kind.CRITERION | Kind.OVERALL:
            score = line.data.get("overall")
            text = ""
            if column.criterion is not None:
                score = line.score(column.criterion.key)
                text = line.text(column.criterion.key)
            told = [_score_words(score, column.scale)] if column.scale is not None else []
            if column.criterion is not None and column.criterion.text != "none":
                told.append(text or _("no words yet"))
            return " · ".join(told)
        case Kind.STATE if line.lacks and scheme is not None and line.begun:
            state = mine(line.row).words
            return f"{state}. {review_words.missing(line.data, scheme)}"
        case Kind.POSITION if not line.data.get("stance"):
            return _("none yet")
        case _:
            return look(line, column, scheme).words


def _scored(score: object) -> CellLook:
    if not isinstance(score, int):
        return CellLook("–", tone="faint", middle=True)
    return CellLook(str(score), middle=True)


def _score_words(score: object, scale: Scale | None) -> str:
    if not isinstance(score, int):
        return _("no score yet")
    label = scale.labels.get(score) if scale is not None else None
    return f"{score} {label}" if label else str(score)


def _answered(line: SheetLine, scheme: Round | None) -> tuple[int, int]:
    return (0, 0) if scheme is None else review_words.answered(line.data, scheme)


def _tone(known: object) -> str:
    return "faint" if known is None else "ink"


def _value(line: SheetLine, column: Column) -> Any:
    """Return what a column is sorted by, None for a blank."""
    match column.kind:
        case Kind.PROPOSAL:
            return fold(look(line, column, None).words)
        case Kind.OVERALL:
            return line.data.get("overall")
        case Kind.CRITERION if column.criterion is not None and column.scale is not None:
            return line.score(column.criterion.key)
        case Kind.CRITERION if column.criterion is not None:
            return 1 if line.text(column.criterion.key) else None
        case Kind.POSITION:
            return line.data.get("stance") or None
        case Kind.COMPLETE:
            return -len(line.empty)
        case _:
            return mine(line.row).rank
