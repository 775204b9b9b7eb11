"""Questions to the proposers as rows: how far each has come, and one question to several of them."""

from collections.abc import Sequence

from app.domain.consolidations import Said
from app.domain.ledgers import Asked, CommonQuestion
from app.i18n import _
from app.ui.icons import Symbol
from app.ui.models.chair_said import Remark


def rows(asked: Sequence[Asked], common: Sequence[CommonQuestion]) -> list[Remark]:
    """Return the questions of one proposal, then the round's common ones, answers side by side."""
    made: list[Remark] = []
    if asked:
        made.append(Remark(_("To these proposers"), below=str(len(asked))))
        made += [_row(each, each.name) for each in asked]
    for each in common:
        text = " ".join(each.text.split())
        below = _("asked of {n}").format(n=len(each.asked))
        made.append(Remark(text, below=below))
        made += [_row(one, f"{one.code}  {one.title}".strip(), whole=False) for one in each.asked]
    return made


def state(each: Asked) -> tuple[str, Symbol, str]:
    """Return how far a question has come: words, icon, colour."""
    if each.state == "asked" and each.drafted:
        return _("in the draft of the letter"), Symbol.NOTE, "accent"
    known = {
        "asked": (_("asked"), Symbol.QUESTION, "accent"),
        "in_letter": (_("sent with the letter"), Symbol.SEND, "soft"),
        "answered": (_("answered"), Symbol.COMMENT, "good"),
        "satisfied": (_("the asker is satisfied"), Symbol.DONE, "good"),
        "not_satisfied": (_("the asker is not satisfied"), Symbol.WARNING, "bad"),
    }
    return known.get(each.state, (each.state, Symbol.QUESTION, "soft"))


def _row(each: Asked, title: str, *, whole: bool = True) -> Remark:
    words, symbol, tone = state(each)
    told = [each.text.strip()] if whole else []
    if each.answer is not None:
        where = _("Version {n}").format(n=each.answer.version)
        if each.answer.heading:
            where = f"{where}, {each.answer.heading}"
        told.append(f"{where}: “{each.answer.exact}”" if each.answer.exact else where)
    elif not whole:
        told.append(_("No answer yet."))
    said = Said(each.id, "question", each.owner, each.name, "\n".join(told), each.criterion,
                each.quote if whole else "")  # fmt: skip
    return Remark(title, said, words, symbol, tone)
