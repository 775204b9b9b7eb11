"""Bytes as people read them."""

from app.i18n import _


def size(count: int) -> str:
    """Return a number of bytes as people read it: `48 KB`."""
    if count < 1000:  # noqa: PLR2004 -- the kilo of kilobytes
        return _("{n} B").format(n=count)
    if count < 1_000_000:  # noqa: PLR2004 -- the mega
        return _("{n} KB").format(n=f"{count / 1000:.0f}")
    return _("{n} MB").format(n=f"{count / 1_000_000:.1f}")
