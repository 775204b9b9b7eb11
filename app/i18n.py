"""Words for people, in their language: one gettext for windows, command line and reports."""

import gettext
import os
from pathlib import Path

DOMAIN = "satchel"
LOCALE = Path(__file__).parent.parent / "resources" / "locale"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ckb", "ug"})

_translation: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def use(language: str | None = None) -> None:
    """Speak `language` (a code such as `fr`) from now on; None asks the system."""
    global _translation, _language  # noqa: PLW0603 -- the one language of this process
    wanted = [language] if language else _system_languages()
    _translation = gettext.translation(DOMAIN, LOCALE, wanted, fallback=True)
    _language = _translation.info().get("language") or (language or "en")


def language() -> str:
    return _language


def is_right_to_left() -> bool:
    return _language.split("_", maxsplit=1)[0].split("-", maxsplit=1)[0] in RIGHT_TO_LEFT


def _(message: str) -> str:
    return _translation.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return `one` or `many` as the language's plural rule has it for `count`."""
    return _translation.ngettext(one, many, count)


def _system_languages() -> list[str]:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value and value not in {"C", "POSIX"}:
            return [part.split(".")[0] for part in value.split(":")]
    return ["en"]
