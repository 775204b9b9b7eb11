"""The languages that the window and reports can speak, by their own names."""

from collections.abc import Iterable

from app import i18n

NAMES = {
    "en": "English",
    "ar": "العربية",
    "zh": "中文",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
    "pt": "Português",
}


def spoken() -> list[tuple[str, str]]:
    """Return (code, own name) of English and of every language the window has words in."""
    return _named(i18n.languages())


def of_reports() -> list[tuple[str, str]]:
    """Return (code, own name) of every language that reports have words in."""
    return _named(i18n.report_languages())


def _named(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, NAMES.get(code, code)) for code in codes]
