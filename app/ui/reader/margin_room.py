"""Where the cards of a margin are put: moves, folds and stacks the widgets as `crowding` says."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from app.ui.measures import Space
from app.ui.reader.card import PILL, NoteCard
from app.ui.reader.crowding import Measures, Slot, arranged, listed
from app.ui.reader.marks import Mark
from app.ui.reader.stack import Stack
from app.ui.theme import surface, theme
from app.ui.widgets.layout import tab_through

DRIFT = 110
"""How far from its line a card may stand before its neighbours are folded, in px at 100 %."""


def along(mark: Mark | None) -> float:
    """Return how far along its line a mark begins."""
    if mark is None:
        return 0
    boxes = mark.spot.boxes if mark.spot is not None else ()
    return boxes[0][0] if boxes else mark.start


class MarginRoom(QWidget):
    """Holds the cards and the stacks; a stack that is opened stays apart until another is."""

    opened = Signal(str)
    """A stack was opened: its first mark should be chosen."""
    focused = Signal(QWidget)
    """A card or stack got the focus and should be in sight."""

    def __init__(self) -> None:
        super().__init__()
        surface(self, "clear")
        self._stacks: list[Stack] = []
        self._opened: frozenset[str] = frozenset()
        self.listed = False
        """Whether the cards stand one under another, for the text is not in sight."""

    def take(self, card: NoteCard) -> None:
        """Hold a new card."""
        card.setParent(self)
        card.installEventFilter(self)

    def chosen(self, id: str) -> None:
        """A mark was chosen: the stack that was opened closes if it is none of its own."""
        if id not in self._opened:
            self._opened = frozenset()

    def arrange(
        self, cards: Sequence[NoteCard], lines: Sequence[int], wide: int, chosen: str | None
    ) -> int:
        """Put `cards`, in their order, beside their `lines`; return where the last one ends."""
        slots = self._slots(cards, lines, wide, chosen)
        shown: list[QWidget] = []
        stacks = iter([*self._stacks])
        for slot in slots:
            members = [cards[number] for number in slot.members]
            if slot.form == "stack":
                widget: QWidget = self._stack(next(stacks, None), members)
                for card in members:
                    card.hide()
            else:
                members[0].set_form(slot.form)
                widget = members[0]
            widget.setGeometry(0, slot.top, wide, slot.height)
            widget.show()
            shown.append(widget)
        for left in stacks:
            left.hide()
        tab_through(shown)
        return max((slot.top + slot.height for slot in slots), default=0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, NoteCard | Stack):
            self.focused.emit(watched)
        return super().eventFilter(watched, event)

    def _slots(
        self, cards: Sequence[NoteCard], lines: Sequence[int], wide: int, chosen: str | None
    ) -> list[Slot]:
        look, numbers = theme(), range(len(cards))
        written = frozenset(n for n in numbers if cards[n].is_editing())
        held = next((n for n in numbers if cards[n].note.id == chosen), None)
        small = frozenset(n for n in numbers if cards[n].note.kind == "highlight")
        measures = Measures(look.px(PILL), int(Space.TIGHT) + 2, look.px(DRIFT))
        if self.listed:
            shut = small - written - {held}
            return listed(len(cards), lambda n: cards[n].height_for(wide), measures, shut)
        return arranged(
            lines,
            lambda number: cards[number].height_for(wide),
            measures,
            held=held if held is not None else min(written, default=None),
            opened=frozenset(n for n in numbers if cards[n].note.id in self._opened),
            small=small,
            kept=written,
        )

    def _stack(self, stack: Stack | None, members: Sequence[NoteCard]) -> Stack:
        if stack is None:
            stack = Stack()
            stack.setParent(self)
            stack.installEventFilter(self)
            stack.opened.connect(self._open)
            self._stacks.append(stack)
        stack.show_notes([card.note for card in members])
        return stack

    def _open(self, ids: Sequence[str]) -> None:
        """Take a stack apart and have its first mark chosen."""
        self._opened = frozenset(ids)
        self.opened.emit(ids[0])
