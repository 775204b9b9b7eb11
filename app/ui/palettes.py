"""The colours of the window: light, dark and high contrast, as tokens with a meaning."""

from dataclasses import dataclass, fields

_CHANNEL_KNEE = 0.04045


@dataclass(frozen=True)  # without slots: made anew at each start, before the first paint
class Colours:
    """One palette; every value is `#RRGGBB`."""

    paper: str
    """Behind words one reads and fields one writes in."""
    canvas: str
    """Behind panels beside the paper."""
    side: str
    """Behind the sidebar and the status bar."""
    ink: str
    soft: str
    """Words of second rank; still at least 4.5:1 on paper, canvas and side."""
    faint: str
    """Icons and marks that carry no words of their own, at least 3:1."""
    line: str
    """Hairlines between panels."""
    edge: str
    """Border of a field or button."""
    accent: str
    accent_soft: str
    """Behind what is chosen."""
    on_accent: str
    good: str
    warn: str
    bad: str
    strong: str
    concern: str
    ask: str
    look_up: str
    find: str
    """Behind words found by a search in the text."""
    dark: bool = False
    outlined: bool = False
    """Highlights are underlined too, borders are drawn in ink."""


LIGHT = Colours(
    paper="#FFFFFF",
    canvas="#F6F5F2",
    side="#EFEDE8",
    ink="#1F2328",
    soft="#5B6169",
    faint="#7F858E",
    line="#E1DED7",
    edge="#D3CFC6",
    accent="#1F5FA8",
    accent_soft="#E3EDF8",
    on_accent="#FFFFFF",
    good="#2A7347",
    warn="#8A5800",
    bad="#B3362B",
    strong="#D8EFC9",
    concern="#FBE0CF",
    ask="#FFF0B3",
    look_up="#D9E7FA",
    find="#FFD966",
)
DARK = Colours(
    paper="#1C1F23",
    canvas="#16181B",
    side="#121416",
    ink="#E6E4DF",
    soft="#A7ADB5",
    faint="#7C838C",
    line="#2C3036",
    edge="#3A3F47",
    accent="#7DB2EE",
    accent_soft="#22344A",
    on_accent="#16181B",
    good="#79C295",
    warn="#E0B05C",
    bad="#EB8A80",
    strong="#2F4A24",
    concern="#573422",
    ask="#544814",
    look_up="#243E5E",
    find="#6B5A12",
    dark=True,
)
CONTRAST = Colours(
    paper="#000000",
    canvas="#000000",
    side="#000000",
    ink="#FFFFFF",
    soft="#F0F0F0",
    faint="#C8C8C8",
    line="#FFFFFF",
    edge="#FFFFFF",
    accent="#FFE14D",
    accent_soft="#3A3300",
    on_accent="#000000",
    good="#7CFF9B",
    warn="#FFC24D",
    bad="#FF9D94",
    strong="#0B4A12",
    concern="#5E2A00",
    ask="#4A4200",
    look_up="#003A7A",
    find="#6A5F00",
    dark=True,
    outlined=True,
)
PALETTES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


def tokens(colours: Colours) -> dict[str, str]:
    """Return the colours of a palette by name, without its switches."""
    values = {each.name: getattr(colours, each.name) for each in fields(colours)}
    return {name: value for name, value in values.items() if isinstance(value, str)}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two `#RRGGBB` colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _CHANNEL_KNEE else ((channel + 0.055) / 1.055) ** 2.4
