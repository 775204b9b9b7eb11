"""Whose words they are: by name, by role, or nobody's. What is anonymous tells nobody.

Without names a report holds no account, no name, no time of writing, no way by which words came,
and no order that tells: entries stand in the order of a digest of their words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Literal, TypeVar

from app.domain.balances import SMALL
from app.domain.folding import fold
from app.i18n import _, ngettext
from app.reports import words
from app.reports.values import (
    CommentsReport,
    DocumentReport,
    Person,
    ProposalComments,
    Remark,
    Review,
)

Names = Literal["full", "role", "none"]
NAMES: tuple[Names, ...] = ("full", "role", "none")

T = TypeVar("T")


def comments(report: CommentsReport, names: Names) -> CommentsReport:
    """Return the comments of a round with their writers called as `names` says."""
    if names == "full":
        return report
    hidden = _Hidden(names)
    return replace(
        report,
        exported_by=hidden.maker(report.exported_by),
        proposals=tuple(hidden.proposal(each) for each in report.proposals),
        general=hidden.remarks(report.general),
    )


def document(report: DocumentReport, names: Names) -> DocumentReport:
    """Return the comments on a document with their writers called as `names` says."""
    if names == "full":
        return report
    hidden = _Hidden(names)
    return replace(
        report,
        exported_by=hidden.maker(report.exported_by),
        sections=tuple((title, hidden.remarks(each)) for title, each in report.sections),
        silent=tuple(hidden.maker(each) for each in shuffled(report.silent)),
        points=tuple(
            replace(each, sources=tuple(map(hidden.person, shuffled(each.sources))))
            for each in report.points
        ),
    )


def shuffled(given: Iterable[T]) -> tuple[T, ...]:
    """Return values in the order of a digest of what they hold: the same for the same values."""
    return tuple(sorted(given, key=lambda each: digest(repr(each))))


def digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def warnings(names: Names, people: Sequence[Person], texts: Iterable[str]) -> list[str]:
    """Return what still tells who wrote, though no name is given: few alike, names in words."""
    if names == "full":
        return []
    found: list[str] = []
    if names == "role":
        alike = Counter(words.role(each) for each in people)
        few = sum(count for count in alike.values() if count < SMALL)
        if few:
            found.append(
                ngettext(
                    "{n} member shares role, group and region with fewer than {few} others: who "
                    "knows the list of members may tell who wrote.",
                    "{n} members share role, group and region with fewer than {few} others: who "
                    "knows the list of members may tell who wrote.",
                    few,
                ).format(n=few, few=SMALL - 1)
            )
    known = sorted({fold(each.name) for each in people if each.name.strip()}, key=len)
    if known:
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, reversed(known)))})(?!\w)")
        named = sum(pattern.search(fold(each)) is not None for each in texts)
        if named:
            found.append(
                ngettext(
                    "{n} text names a member in its own words; those stay as they are.",
                    "{n} texts name members in their own words; those stay as they are.",
                    named,
                ).format(n=named)
            )
    return found


def texts(report: CommentsReport | DocumentReport) -> list[str]:
    """Return all words that people wrote in a report."""
    if isinstance(report, DocumentReport):
        return [text for _title, remarks in report.sections for text in _of_remarks(remarks)]
    found = _of_remarks(report.general)
    for each in report.proposals:
        found += _of_remarks(each.remarks)
        for review in each.reviews:
            found += [review.comment, *review.texts.values()]
    return found


def by_role(person: Person) -> str:
    """Return what somebody is called by role."""
    return words.role(person) or _("Somebody")


def _of_remarks(remarks: Iterable[Remark]) -> list[str]:
    found: list[str] = []
    ahead = list(remarks)
    while ahead:
        each = ahead.pop()
        found.append(each.text)
        ahead += each.replies
    return found


class _Hidden:
    """Takes the names out of values; one member stays one, so that she is counted once."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._known: dict[Person, Person] = {}

    def person(self, of: Person) -> Person:
        if of not in self._known:
            # The number tells members apart while the report is composed; it is never written.
            number = f"{len(self._known) + 1}"
            name = by_role(of) if self._names == "role" else ""
            self._known[of] = Person(name, "", "", None, number)
        return self._known[of]

    def maker(self, of: Person) -> Person:
        """Return who exports, or said nothing: called by role, or not at all."""
        return replace(of, name="", account="") if self._names == "role" else Person("", "")

    def proposal(self, of: ProposalComments) -> ProposalComments:
        return replace(
            of,
            reviews=shuffled(self._review(each) for each in of.reviews),
            remarks=self.remarks(of.remarks),
        )

    def remarks(self, given: Iterable[Remark]) -> tuple[Remark, ...]:
        return shuffled(self._remark(each) for each in given)

    def _remark(self, of: Remark) -> Remark:
        return replace(
            of,
            author=self.person(of.author),
            written_at="",
            late=False,
            came=None,
            readers=None,
            sending="",
            replies=tuple(self._remark(each) for each in of.replies),
        )

    def _review(self, of: Review) -> Review:
        recused = "other" if of.recused else of.recused
        return replace(
            of,
            author=self.person(of.author),
            written_at="",
            late=False,
            sending="",
            recused=recused if self._names == "none" else of.recused,
        )
