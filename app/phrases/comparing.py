"""How much one version of a paper differs from another, in words."""

from typing import Protocol

from app.i18n import _, ngettext


def versions(old: int, new: int) -> str:
    """Return which two versions are compared; of one alone, that there is no other."""
    if old == new:
        words = _("There is only version {number} here: nothing to compare it with.")
        return words.format(number=new)
    return _("From version {old} to version {new}").format(old=old, new=new)


class Counts(Protocol):
    """How much changed: `app.documents.diff.Counts`."""

    @property
    def changed(self) -> int: ...
    @property
    def added(self) -> int: ...
    @property
    def removed(self) -> int: ...
    @property
    def moved(self) -> int: ...
    @property
    def words_added(self) -> int: ...
    @property
    def words_removed(self) -> int: ...


def counted(found: Counts) -> list[str]:
    """Return what is not nothing: `2 sections changed`, `1 new`, `432 words came`."""
    told = (
        (found.changed, ngettext("{n} section changed", "{n} sections changed", found.changed)),
        (found.added, ngettext("{n} new", "{n} new", found.added)),
        (found.removed, ngettext("{n} removed", "{n} removed", found.removed)),
        (found.moved, ngettext("{n} moved", "{n} moved", found.moved)),
        (found.words_added, ngettext("{n} word came", "{n} words came", found.words_added)),
        (found.words_removed, ngettext("{n} word went", "{n} words went", found.words_removed)),
    )
    return [words.format(n=count) for count, words in told if count]
