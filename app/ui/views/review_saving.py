"""Saves a review as it is being written: every edit on its way to the store, none lost."""

from collections.abc import Callable
from dataclasses import fields
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Signal

from app.actions import forgetting, reviewing
from app.actions.reviewing import Edit, Reviewed
from app.domain.changes import Changes
from app.store import Store, undo
from app.ui.desk import Desk

Answer = tuple[Reviewed, int | None]
"""How the review stands, and the act that Undo takes back."""


def merged(first: Edit, second: Edit) -> Edit:
    """Return both edits as one; where both change a field, the second counts."""
    values: dict[str, Any] = {}
    for each in fields(Edit):
        old, new = getattr(first, each.name), getattr(second, each.name)
        if isinstance(old, dict):
            values[each.name] = {**old, **new}
        else:
            values[each.name] = old if new is None else new
    values["blank_overall"] = second.blank_overall or (
        first.blank_overall and second.overall is None
    )
    if second.blank_overall:
        values["overall"] = None
    return Edit(**values)


class Saving(QObject):
    """Hands edits of one review to the member's worker, and keeps those that failed."""

    saved = Signal()
    """Nothing is on its way any more: the store holds all that was written."""
    failed = Signal(Exception)
    blocked = Signal(object)
    """A `Reviewed` whose faults kept it from being submitted."""
    submitted = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._under_way = 0
        self._owed: dict[str, tuple[Edit, int | None]] = {}
        """What failed, and the version it is about."""

    def busy(self) -> bool:
        return self._under_way > 0

    def owes(self, proposal: str) -> bool:
        """Say whether an edit of `proposal` could not be saved yet."""
        return proposal in self._owed

    def save(
        self,
        proposal: str,
        edit: Edit,
        version: int | None,
        *,
        submit: bool = False,
        said: str = "",
        undo: bool = False,
    ) -> None:
        """Save `edit` of `version` with whatever failed before it.

        `said` is told when it is submitted.
        """
        owed, _version = self._owed.pop(proposal, (Edit(), None))
        whole = merged(owed, edit)
        answers: list[Answer] = []
        self._under_way += 1
        self._desk.act(
            partial(_review, proposal, whole, version, submit, self._desk.clock, answers),
            "" if submit else said,
            undoable=undo,
            then=partial(
                self._done, answers, said if submit else "", recused=submit and bool(whole.recused)
            ),
            failed=partial(self._failed, proposal, whole, version),
        )

    def retry(self) -> None:
        """Try again to save what failed."""
        for proposal, (_edit, version) in list(self._owed.items()):
            self.save(proposal, Edit(), version)

    def _done(self, answers: list[Answer], said: str, _changes: Changes, *, recused: bool) -> None:
        if not shiboken6.isValid(self):
            return  # the window is gone; what was written is kept
        self._under_way -= 1
        for each, act in answers:
            if each.faults:
                self.blocked.emit(each)
            elif each.submitted:
                self._tell(said, act)
                self.submitted.emit()
                if recused:
                    self._forget()
        if not self._under_way:
            self.saved.emit()

    def _forget(self) -> None:
        """Have what the round hides from her now leave the copies too, beside her writing."""
        home = self._desk.home
        self._desk.courier.run(
            lambda store, _job: forgetting.soon(store, home),
            lambda _none: None,
            self._desk.failed.emit,
        )

    def _tell(self, said: str, act: int | None) -> None:
        if said:
            back: Callable[[], object] = partial(self._desk.take_back, act)
            self._desk.told.emit(said, back)

    def _failed(self, proposal: str, edit: Edit, version: int | None, error: Exception) -> None:
        if not shiboken6.isValid(self):
            return
        self._under_way -= 1
        later = self._owed.get(proposal)
        self._owed[proposal] = (
            (edit, version) if later is None else (merged(edit, later[0]), later[1])
        )
        self.failed.emit(error)


def _review(
    proposal: str,
    edit: Edit,
    version: int | None,
    submit: bool,  # noqa: FBT001 -- bound by partial
    clock: Callable[[], Any],
    answers: list[Answer],
    store: Store,
) -> Changes:
    done = reviewing.review(
        store, proposal, edit, version=version, submit=submit, needs_words=True, clock=clock
    )
    last = undo.last(store)
    answers.append((done, None if last is None else last.act))
    return done.changes
