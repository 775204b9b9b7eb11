"""When a review is whole, and what it lacks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.rounds import RECUSALS, Round

__all__ = [
    "RECUSALS",
    "Fault",
    "answered",
    "blocking",
    "empty",
    "excused",
    "needs_reason",
    "over",
    "unknown",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a review that does not fit its round: a code and where it is."""

    code: str
    key: str = ""


def blocking(review: Mapping[str, Any], scheme: Round) -> list[Fault]:
    """Return what keeps `review` from being submitted.

    Only an empty required text, a score out of its scale, a missing reason and an
    unknown key do; recusal and "no expertise" lift what is missing. A missing stance
    or score never blocks.
    """
    return unknown(review, scheme) + ([] if excused(review) else _missing(review, scheme))


def unknown(review: Mapping[str, Any], scheme: Round) -> list[Fault]:
    """Return keys the round does not have and scores outside their scale."""
    faults: list[Fault] = []
    scores: Mapping[str, Any] = review.get("scores") or {}
    texts: Mapping[str, Any] = review.get("texts") or {}
    for key, score in scores.items():
        criterion = scheme.criterion(key)
        if criterion is None:
            faults.append(Fault("unknown_criterion", key))
        elif score is not None and (criterion.scale is None or not criterion.scale.holds(score)):
            faults.append(Fault("score_out_of_scale", key))
    faults += [Fault("unknown_criterion", key) for key in texts if scheme.criterion(key) is None]
    overall = review.get("overall")
    if overall is not None and (scheme.overall is None or not scheme.overall.holds(overall)):
        faults.append(Fault("score_out_of_scale", "overall"))
    stance = review.get("stance")
    if stance is not None and scheme.stance(stance) is None:
        faults.append(Fault("unknown_stance", stance))
    reasons: list[str] = review.get("reasons") or []
    faults += [Fault("unknown_reason", each) for each in reasons if each not in scheme.reasons]
    recused = review.get("recused")
    if recused is not None and recused not in scheme.recusals:
        faults.append(Fault("unknown_recusal", str(recused)))
    return faults


def answered(review: Mapping[str, Any]) -> list[str]:
    """Return the keys of all criteria that have words or a score, those unknown here too."""
    texts: Mapping[str, Any] = review.get("texts") or {}
    scores: Mapping[str, Any] = review.get("scores") or {}
    said = [key for key, text in texts.items() if str(text or "").strip()]
    return said + [key for key, score in scores.items() if score is not None and key not in said]


def excused(review: Mapping[str, Any]) -> bool:
    return bool(review.get("recused") or review.get("no_expertise"))


def over(review: Mapping[str, Any], scheme: Round) -> list[Fault]:
    """Return the texts with more words than their criterion asks for: told, never a bar."""
    texts: Mapping[str, str] = review.get("texts") or {}
    return [
        Fault("too_many_words", each.key)
        for each in scheme.criteria
        if each.max_words is not None and words(texts.get(each.key) or "") > each.max_words
    ]


def words(text: str) -> int:
    """Return how many words `text` has, as any counter says: runs between white space."""
    return len(text.split())


def needs_reason(review: Mapping[str, Any], scheme: Round) -> bool:
    """Say whether a score is low enough that the round asks for a standard reason."""
    limit = scheme.reasons_at_or_below
    if limit is None or not scheme.reasons:
        return False
    scores: Mapping[str, int | None] = review.get("scores") or {}
    given = [score for score in (*scores.values(), review.get("overall")) if score is not None]
    return any(score <= limit for score in given)


def empty(review: Mapping[str, Any], scheme: Round) -> list[str]:
    """Return keys of the criteria that have neither text nor score yet."""
    texts: Mapping[str, str] = review.get("texts") or {}
    scores: Mapping[str, int | None] = review.get("scores") or {}
    return [
        each.key
        for each in scheme.criteria
        if not (texts.get(each.key) or "").strip() and scores.get(each.key) is None
    ]


def _missing(review: Mapping[str, Any], scheme: Round) -> list[Fault]:
    texts: Mapping[str, str] = review.get("texts") or {}
    faults = [
        Fault("text_required", each.key)
        for each in scheme.criteria
        if each.text == "required" and not (texts.get(each.key) or "").strip()
    ]
    if needs_reason(review, scheme) and not review.get("reasons"):
        faults.append(Fault("reason_required"))
    return faults
