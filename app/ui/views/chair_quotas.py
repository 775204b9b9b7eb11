"""How places are shared among groups, regions or themes: a number for each of them at most, at least."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.actions.ranking import Table
from app.domain.capacity import Quota
from app.i18n import _, ngettext
from app.phrases import balance as balances
from app.ui.theme import theme
from app.ui.views.page import scrolled
from app.ui.widgets.layout import FlowBox, boxed, clear, down
from app.ui.widgets.stepper import Stepper
from app.ui.widgets.text import Label

MOST = 999
"""Places a quota can be of."""
USUAL_MOST = 20
"""What a quota begins with."""
HIGH = 170
"""Height beyond which the values are scrolled, in px at 100 %."""


class Quotas(QWidget):
    """One number for all values, and each value's own where it is to be another."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kind = ""
        self._values: tuple[tuple[str, int], ...] = ()
        self._most: dict[str, int] = {}
        self._least: dict[str, int] = {}
        self.each = Stepper(_("At most of each"), 0, MOST, 1, _("{n} each"), USUAL_MOST)
        self.each.stepped.connect(self._all)
        self.most: dict[str, Stepper] = {}
        self.least: dict[str, Stepper] = {}
        self._rows = down(spacing=0)
        self._inner = boxed(self._rows)
        self._area = scrolled(self._inner)
        self._area.setAccessibleName(_("Places for each"))
        every = FlowBox(Label(_("At most"), tone="soft"), self.each)
        self.setLayout(down(every, self._area, spacing=0))
        theme().changed.connect(self._fit)

    def offer(self, kind: str, table: Table) -> None:
        """Offer the values of `kind` that the proposals have; "" for none, by rank alone."""
        counts: dict[str, int] = {}
        for entry in table.entries if kind else ():
            for value in dict.fromkeys(entry.of(kind)):
                counts[value] = counts.get(value, 0) + 1
        order = sorted(counts, key=lambda each: (not each, balances.value(kind, each).casefold()))
        values = tuple((each, counts[each]) for each in order)
        if kind != self._kind:
            self._most, self._least = {}, {}
        if (kind, values) != (self._kind, self._values):
            self._kind, self._values = kind, values
            self._fill()
        self.setVisible(bool(kind))

    def wanted(self) -> list[Quota]:
        """Return the quotas as they are chosen; a number that is everybody's binds each value."""
        if not self._kind:
            return []
        most = [Quota(self._kind, self._of(value), value) for value, _n in self._values]
        return most + [
            Quota(self._kind, n, value, least=True)
            for value, _n in self._values
            if (n := self._least.get(value, 0))
        ]

    def forget(self) -> None:
        """Begin anew, without telling anyone."""
        self._kind, self._values, self._most, self._least = "", (), {}, {}
        self.each.show_value(USUAL_MOST)

    def _of(self, value: str) -> int:
        return self._most.get(value, self.each.value)

    def _all(self, n: int) -> None:
        """Give all values the same number."""
        self._most = {}
        for stepper in self.most.values():
            stepper.show_value(n)
        self.changed.emit()

    def _set(self, to: dict[str, int], value: str, n: int) -> None:
        to[value] = n
        self.changed.emit()

    def _set_most(self, value: str, n: int) -> None:
        self._set(self._most, value, n)

    def _set_least(self, value: str, n: int) -> None:
        self._set(self._least, value, n)

    def _fill(self) -> None:
        clear(self._rows)
        self.most, self.least = {}, {}
        for value, count in self._values:
            name = balances.value(self._kind, value)
            told = ngettext("{value}: {n} proposal", "{value}: {n} proposals", count)
            most = Stepper(
                _("{value}, at most").format(value=name), 0, MOST, 1, _("at most {n}"),
                self._of(value),
            )  # fmt: skip
            least = Stepper(
                _("{value}, at least").format(value=name), 0, MOST, 1, _("at least {n}"),
                self._least.get(value, 0),
            )  # fmt: skip
            most.stepped.connect(partial(self._set_most, value))
            least.stepped.connect(partial(self._set_least, value))
            self.most[value], self.least[value] = most, least
            words = Label(told.format(value=name, n=count), type="small", tone="soft")
            self._rows.addWidget(boxed(down(words, FlowBox(most, least), spacing=0)))
        self._fit()

    def _fit(self) -> None:
        inner = self._inner.sizeHint().height()
        self._area.setFixedHeight(min(inner, theme().px(HIGH)))
