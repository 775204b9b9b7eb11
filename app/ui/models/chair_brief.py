"""The brief of a proposal as rows: one page for whoever chairs its discussion."""

from collections.abc import Iterator

from app.domain.briefs import Brief, Earlier
from app.domain.consolidations import Said
from app.i18n import _, ngettext
from app.phrases import decisions
from app.phrases import letters as letter_words
from app.ui.icons import Symbol
from app.ui.models import chair_questions, chair_words
from app.ui.models.chair_said import Remark


def rows(found: Brief) -> list[Remark]:
    """Return summary, changes, positions, agreement, objections, questions, overlaps, what was."""
    made: list[Remark] = []
    for title, parts in _parts(found):
        if parts:
            made += [Remark(title), *parts]
    return made


def _parts(found: Brief) -> Iterator[tuple[str, list[Remark]]]:
    said = found.said
    people = ", ".join(each.name for each in found.proponents)
    yield _("In short"), [_words("summary", found.summary, people)] if found.summary else []
    yield _("What changed"), _changed(found)
    yield _("Positions"), _positions(found)
    yield (
        _("Agreement"),
        [
            _words(group[0].id, group[0].text, _people(len({each.owner for each in group})))
            for group in said.shared
        ],
    )
    yield (
        _("Objections"),
        [_words(each.id, each.text, each.name, Symbol.STOPPED, "bad") for each in said.objections],
    )
    yield (
        _("Open questions"),
        [
            _words(each.id, each.text, f"{each.name} · {words}", symbol, tone)
            for each in found.open_questions
            for words, symbol, tone in [chair_questions.state(each)]
        ],
    )
    yield (
        _("Has to do with"),
        [
            _words(
                each.proposal,
                f"{each.code}  {each.title}".strip(),
                ngettext("{n} would merge them", "{n} would merge them", each.members).format(
                    n=each.members
                )
                if each.members
                else "",
                Symbol.MERGE,
            )
            for each in found.overlaps
        ],
    )
    yield _("Decision"), _decided(found)
    for each in found.earlier:
        yield _("Before, in {cycle}").format(cycle=each.cycle), _earlier(each)
    if found.continues:
        told = _("It continues “{words}”, of which nothing is here. In Settings you can keep the "
                 "earlier cycle it is of.").format(words=found.continues)  # fmt: skip
        yield _("Before"), [_words("continues", told, "", Symbol.HISTORY)]


def _words(
    id: str, text: str, title: str = "", symbol: Symbol = Symbol.INFO, tone: str = "soft"
) -> Remark:
    return Remark(title, Said(f"brief:{id}", "brief", "", "", text), "", symbol, tone)


def _people(n: int) -> str:
    return ngettext("{n} member", "{n} members", n).format(n=n)


def _changed(found: Brief) -> list[Remark]:
    if found.changed is None:
        return []
    headings = ", ".join(each.heading for each in found.changed.sections)
    title = _("since version {n}").format(n=found.changed.old)
    text = "\n".join(each for each in (found.changed.note, headings) if each)
    return [_words("changed", text or _("nothing in its text"), title, Symbol.CHANGED, "accent")]


def _positions(found: Brief) -> list[Remark]:
    made = [
        _words(each.key, each.title, _people(n), look.symbol or Symbol.INFO, look.tone)
        for each in found.round.stances
        if (n := found.said.positions.get(each.key, 0))
        for look in [chair_words.position(found.round, each.key)]
    ]
    if found.spread.mean is not None:
        told = _("Mean {mean}, spread {sd}, {n} scores").format(
            mean=chair_words.measured(found.spread.mean),
            sd=chair_words.measured(found.spread.sd),
            n=found.spread.n,
        )
        made.append(_words("spread", told))
    names = found.names or {}
    if found.said.missing:
        missing = ", ".join(names.get(each, each) for each in found.said.missing)
        made.append(_words("missing", missing, _("Have not answered"), Symbol.EMPTY, "faint"))
    return made


def _decided(found: Brief) -> list[Remark]:
    if not found.outcome:
        return []
    outcome = found.outcome_title or decisions.usual(found.outcome) or found.outcome
    title = _("pending: members do not see it yet") if found.pending else ""
    return [_words("outcome", outcome, title, Symbol.DECISION, "accent")]


def _earlier(each: Earlier) -> list[Remark]:
    outcome = each.outcome_title or decisions.usual(each.outcome) or each.outcome
    text = "\n".join(part for part in (outcome, each.reason, each.condition) if part)
    title = f"{each.code}  {each.title}".strip()
    made = [_words(f"earlier-{each.proposal}", text or title, title, Symbol.HISTORY)]
    made += [
        _words(f"letter-{number}-{each.proposal}", letter_words.as_text(one).strip(),
               _("The letter then"), Symbol.SEND)
        for number, one in enumerate(each.letters)
    ]  # fmt: skip
    return made
