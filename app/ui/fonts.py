"""The faces that come with the program, and which one stands in where a letter is missing."""

from PySide6.QtGui import QFont, QFontDatabase

from app.paths import resource

SANS = "Inter"
SERIF = "Source Serif 4"
ARABIC = "Noto Naskh Arabic"
CHINESE = "Noto Sans SC"
DEVANAGARI = "Noto Sans Devanagari"
STAND_INS = (ARABIC, CHINESE, DEVANAGARI)
"""Where Inter and Source Serif 4 lack a letter; after these Qt asks the system."""
_FIXED = ("Consolas", "Menlo", "DejaVu Sans Mono", "Liberation Mono", "Noto Sans Mono")

_loaded: list[str] = []


def begin() -> None:
    """Make the interface's own face known to Qt: all that the first paint needs."""
    if not _loaded:
        _add(f"{SANS}-[RS]*.ttf")  # regular and semibold


def load() -> tuple[str, ...]:
    """Make all bundled faces known to Qt, once per process, and return their families.

    A missing or damaged file is no reason not to start: the system's faces stand in.
    """
    begin()
    if SERIF not in _loaded:
        _add(f"{SANS}-M*.ttf")
        _add("[!I]*.ttf")
        for family in (SANS, SERIF):
            QFont.insertSubstitutions(family, list(STAND_INS))
    return tuple(dict.fromkeys(_loaded))


def _add(pattern: str) -> None:
    for file in sorted(resource("fonts").glob(pattern)):
        number = QFontDatabase.addApplicationFont(str(file))
        _loaded.extend(QFontDatabase.applicationFontFamilies(number) if number >= 0 else ())


def families(face: str | None = None, *, serif: bool = False) -> list[str]:
    """Return the faces to try in turn; `face` is the reader's choice, `system` the system's."""
    own = SERIF if serif else SANS
    if face == "system":
        own = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    elif face:
        return [face, own, *STAND_INS]
    return [own, *STAND_INS]


def fixed() -> str:
    """Return a face of equal widths that this system has."""
    known = set(QFontDatabase.families())
    systems = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    return next((face for face in _FIXED if face in known), systems)
