"""Stakeholder groups and regions, as the MAG names them."""

from app.i18n import _


def group(word: object) -> str:
    """Return a stakeholder group in words, "" where it is not known."""
    known = {
        "government": _("government"),
        "civil": _("civil society"),
        "private": _("private sector"),
        "technical": _("technical community"),
        "igo": _("intergovernmental organization"),
        "other": _("other"),
    }
    return known.get(str(word or ""), "")


def region(word: object) -> str:
    """Return a region in words, "" where there is none."""
    known = {
        "african": _("African Group"),
        "asia_pacific": _("Asia-Pacific Group"),
        "eastern_european": _("Eastern European Group"),
        "grulac": _("GRULAC"),
        "weog": _("WEOG"),
    }
    return known.get(str(word or ""), "")
