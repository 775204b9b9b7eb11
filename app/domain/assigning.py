"""Who is asked to review which proposal of a round: everybody each, or as the round lists it."""

from collections.abc import Set as AbstractSet

from app.domain.rounds import Assigned, Round


def asked(
    scheme: Round, account: str, groups: AbstractSet[str], proposal: str, theme: str = ""
) -> bool:
    """Say whether `account` is asked to review `proposal`, whose theme is `theme`.

    `groups` are the ids of the working groups she is in. A round that lists nobody asks
    everybody: better one review too many than none.
    """
    if not assigns(scheme):
        return True
    return any(
        _whom(each, account, groups) and _what(each, proposal, theme) for each in scheme.assigned
    )


def assigns(scheme: Round) -> bool:
    """Say whether a round asks somebody about some proposals only."""
    return scheme.assignment != "all" and bool(scheme.assigned)


def _whom(part: Assigned, account: str, groups: AbstractSet[str]) -> bool:
    return account in part.members or (bool(part.group) and part.group in groups)


def _what(part: Assigned, proposal: str, theme: str) -> bool:
    if not part.proposals and not part.themes:
        return True
    return proposal in part.proposals or (bool(theme) and theme in part.themes)
