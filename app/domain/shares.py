"""Shares in percent that add up to 100, as people expect of a table."""

from collections.abc import Mapping


def percent(counts: Mapping[str, float]) -> dict[str, float]:
    """Return {key: share in percent to one decimal}, adding up to 100 by largest remainders.

    Each share is rounded down and what is missing goes, a tenth each, to those that lost most
    in it (Hamilton's method); equal losses by the order of the keys, so that the same counts
    always give the same shares. Of nothing there are no shares: then it is empty.
    """
    total = sum(counts.values())
    if not total:
        return {}
    exact = {key: count * 1000 / total for key, count in counts.items()}
    tenths = {key: int(share + 1e-9) for key, share in exact.items()}
    missing = 1000 - sum(tenths.values())
    for key in sorted(counts, key=lambda key: (tenths[key] - exact[key], key))[:missing]:
        tenths[key] += 1
    return {key: share / 10 for key, share in tenths.items()}
