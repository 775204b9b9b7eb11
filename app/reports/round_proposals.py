"""What the report of a round tells of each proposal: its reviews, what several say, what is open."""

from collections.abc import Iterator, Mapping

from app.domain.consolidations import ProposalSaid, RoundSaid
from app.domain.matrices import Line, Matrix
from app.i18n import _, ngettext
from app.phrases.numbers import decimal
from app.reports import words
from app.reports.brief import cut, listed, one_name
from app.reports.naming import Names, by_role, shuffled
from app.reports.plain import isolated, one_line
from app.reports.positions import counted as positions
from app.reports.tree import (
    Block,
    Definitions,
    Heading,
    Shares,
)
from app.reports.values import Person

MOST = 8
"""Remarks of one kind that stand under a proposal; the others are in the comments."""


def proposals(
    matrix: Matrix, said: RoundSaid, outcomes: Mapping[str, str], names: Names
) -> Iterator[Block]:
    """Compose a part for each proposal; `outcomes` by code, `names` says how members are called."""
    lines = {each.id: each for each in matrix.proposals}
    for number, each in enumerate(said.proposals, 1):
        line = lines.get(each.id)
        if line is not None:
            key = f"proposal-{number}"
            yield from _heading(each, line, matrix, key)
            yield Definitions(tuple(_numbers(line, matrix, outcomes.get(each.code, ""))))
            yield from _remarks(each, matrix, names)


def person(matrix: Matrix, account: str) -> Person:
    """Return who `account` is among the members of the round; nobody known is a bare account."""
    found = next((each for each in matrix.members if each.account == account), None)
    if found is None:
        return Person(account, "")
    return Person(found.name, found.role, found.group, found.region, account)


def _heading(said: ProposalSaid, line: Line, matrix: Matrix, key: str) -> Iterator[Block]:
    held = positions(said.positions, matrix.round)
    count = ngettext("{n} review", "{n} reviews", line.answered).format(n=line.answered)
    yield Heading(
        one_line(said.title) or _("Untitled"), 1, key, one_line(said.code)[:40],
        listed=count, shares=held,
    )  # fmt: skip
    if held:
        yield Shares(held)


def _remarks(said: ProposalSaid, matrix: Matrix, names: Names) -> Iterator[Block]:
    shared = [
        ngettext("{n} says: {text}", "{n} say: {text}", n).format(
            n=n, text=isolated(cut(one_line(group[0].text)))
        )
        for group in said.shared[:MOST]
        for n in [len({each.owner for each in group})]
    ]
    yield from listed(_("What several say"), shared, len(said.shared), 2)
    objections = [_voice(person(matrix, each.owner), each.text, names) for each in said.objections]
    if names != "full":
        objections = list(shuffled(objections))
    yield from listed(_("Objections"), objections[:MOST], len(objections), 2)
    asked = [each for each in said.questions if each.open]
    questions = [
        _("{label}: {value}").format(
            label=words.question_state(each.state), value=isolated(cut(one_line(each.text)))
        )
        for each in asked
    ]
    yield from listed(_("Open questions"), questions[:MOST], len(questions), 2)


def _voice(owner: Person, text: str, names: Names) -> str:
    said = cut(one_line(text))
    if names == "none":
        return said
    name = one_name(owner.name) if names == "full" else by_role(owner)
    return _("{name}: {words}").format(name=name, words=isolated(said))


def _numbers(line: Line, matrix: Matrix, outcome: str) -> Iterator[tuple[str, str]]:
    spread = line.spread
    if spread.mean is not None and spread.median is not None and spread.sd is not None:
        yield _("Scores"), _("mean {mean}, median {median}, spread {sd}").format(
            mean=decimal(spread.mean, 2), median=decimal(spread.median, 2), sd=decimal(spread.sd, 2)
        )  # fmt: skip
    criteria = _criteria(line, matrix) if len(line.criteria) > 1 else ""
    if criteria:
        yield _("Means by criterion"), criteria
    parts = [_("{answered} of {asked}").format(answered=line.answered, asked=line.asked)]
    for n, said in (
        (line.blank, _("{n} blank")),
        (line.recused, _("{n} with a conflict of interest")),
        (line.no_expertise, _("{n} without expertise")),
    ):
        if n:
            parts.append(said.format(n=n))
    if line.few:
        parts.append(_("few reviews"))
    yield _("Reviews"), _(", ").join(parts)
    if outcome:
        yield _("Decided"), outcome


def _criteria(line: Line, matrix: Matrix) -> str:
    """Return the means by criterion as a line; all their numbers are in the matrix."""
    titles = {each.key: each.title for each in matrix.round.criteria}
    return _(", ").join(
        _("{title} {mean}").format(title=one_line(titles.get(key, key)), mean=decimal(each.mean, 2))
        for key, each in line.criteria.items()
        if each.mean is not None
    )
