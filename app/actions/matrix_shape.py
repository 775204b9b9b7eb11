"""The matrix as programs read it: one JSON object, whose keys are a contract."""

from collections.abc import Iterable
from typing import Any

from app.domain import assigning, lenses
from app.domain.matrices import Line, Matrix
from app.domain.scoring import Spread
from app.phrases import faults, schemes


def shape(matrix: Matrix, lines: Iterable[Line] | None = None, by: str = "") -> dict[str, Any]:
    """Return `matrix` as JSON shows it; `lines` in this order, `by` also by group or region."""
    scheme = matrix.round
    shown = matrix.proposals if lines is None else tuple(lines)
    return {
        "round": scheme.id,
        "title": scheme.title,
        "kind": scheme.kind,
        "proposals": [_line(matrix, line, by) for line in shown],
        "members": [
            {
                "account": each.account,
                "name": each.name,
                "role": each.role,
                "group": each.group or None,
                "region": each.region,
                "asked": each.asked,
                "answered": each.answered,
            }
            for each in matrix.members
        ],
        "coverage": {
            "asked": matrix.coverage.asked,
            "answered": matrix.coverage.answered,
            "share": matrix.coverage.share,
            "counting": matrix.coverage.counting,
            "missing": list(matrix.coverage.missing),
            "few": list(matrix.coverage.few),
        },
        **({"by": by, "balance": _balance(matrix, by)} if by else {}),
        "flaws": [
            {
                "code": each.code,
                "field": each.path,
                "message": faults.words(each.code, each.params),
            }
            for each in matrix.flaws
        ],
        "strays": [
            {
                "kind": each.kind,
                "key": each.key,
                "reviews": each.n,
                "message": schemes.stray(each),
            }
            for each in matrix.strays
        ],
    }


def _line(matrix: Matrix, line: Line, by: str) -> dict[str, Any]:
    scored = matrix.round.scored
    return {
        "id": line.id,
        "code": line.code,
        "title": line.title,
        "theme": line.theme,
        "status": line.status,
        **spread(line.spread),
        # Where nothing has a scale, reviews are all there is to count.
        **({} if scored else {"n": line.answered}),
        "answered": line.answered,
        "asked": line.asked,
        **({"asked_of": sorted(line.asked_of)} if assigning.assigns(matrix.round) else {}),
        "blank": line.blank,
        "recused": line.recused,
        "no_expertise": line.no_expertise,
        "controversy": line.controversy,
        "few": line.few,
        "criteria": {key: spread(each) for key, each in line.criteria.items()},
        "stances": dict(line.stances),
        "merge_with": dict(line.merges),
        **({by: _by(matrix, line, by)} if by else {}),
        "reviews": {
            account: {
                "overall": cell.overall,
                "scores": dict(cell.scores),
                "stance": cell.stance,
                "recused": cell.recused,
                "no_expertise": cell.no_expertise,
                "own": cell.own,
                "late": cell.late,
                "version": cell.version,
                "merge_with": list(cell.merge_with),
            }
            for account, cell in line.reviews.items()
        },
    }


def spread(of: Spread) -> dict[str, Any]:
    return {"n": of.n, "mean": of.mean, "median": of.median, "sd": of.sd}


def _by(matrix: Matrix, line: Line, by: str) -> dict[str, Any]:
    return {
        value or "unknown": spread(each)
        for value, each in lenses.by_value(line, matrix.members, by).items()
    }


def _balance(matrix: Matrix, by: str) -> list[dict[str, Any]]:
    return [
        {
            by: each.value or "unknown",
            "members": each.people,
            "answered": each.answered,
            "reviews": each.reviews,
            "share": each.share,
            "small": each.small,
            **{f"score_{key}": value for key, value in spread(each.spread).items()},
        }
        for each in lenses.balance(matrix, by)
    ]
