"""Numbers with a fraction as each language writes them."""

from app.i18n import _


def decimal(value: float, places: int) -> str:
    """Return `value` with so many `places` after the decimal sign: `3.40`, in French `3,40`."""
    return signed(f"{value:.{places}f}")


def signed(figures: str) -> str:
    """Return `figures` that were written with a point with the decimal sign of the language."""
    return figures.replace(".", _("."))
