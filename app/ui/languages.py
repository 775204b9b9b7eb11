"""The languages the window can speak: those whose words are here, by their own names."""

from app.i18n import DOMAIN, LOCALE

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
    """Return (code, own name) of English and of every catalogue that is installed."""
    found = {path.parent.parent.name for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    codes = ["en", *sorted(found - {"en"})]
    return [(code, NAMES.get(code, code)) for code in codes]
