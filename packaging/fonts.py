"""Cut the bundled fonts down to the scripts of our papers: `python packaging/fonts.py FOLDER`.

FOLDER holds the unpacked npm packages named in `resources/fonts/README.md`, in any
sub-folders. Run it again only when a package or the set of characters changes; the
results are committed.
"""

import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parent.parent / "resources" / "fonts"

# Latin with all its extensions (Vietnamese, African languages), Greek, Cyrillic, signs.
WESTERN = (
    (0x20, 0x7E), (0xA0, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF),
    (0x2000, 0x206F), (0x2070, 0x20CF), (0x2100, 0x218F),
    (0x2190, 0x22FF), (0x2300, 0x23FF), (0x2460, 0x2473), (0x25A0, 0x25FF), (0x2600, 0x27BF),
    (0xFB00, 0xFB06), (0xFFFD, 0xFFFD),
)  # fmt: skip
# Arabic, its supplements and extensions, presentation forms, marks that stand within it.
ARABIC = (
    (0x20, 0x7E), (0xA0, 0xBB), (0x34F, 0x34F), (0x600, 0x6FF), (0x750, 0x77F),
    (0x870, 0x8FF), (0x200B, 0x200F), (0x2010, 0x2026), (0x202A, 0x202E), (0x2066, 0x2069),
    (0x25CC, 0x25CC), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF),
)  # fmt: skip
# Around the characters of GB 2312: ideographic punctuation, kana, bopomofo, full width.
CHINESE = (
    (0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x2030, 0x205E), (0x2460, 0x2473),
    (0x3000, 0x303F), (0x3041, 0x30FF), (0x3105, 0x312F), (0x31A0, 0x31BF), (0xFE30, 0xFE4F),
    (0xFF01, 0xFF60), (0xFFE0, 0xFFE6),
)  # fmt: skip
# Devanagari with what stands within it: names and titles in Hindi, Nepali, Marathi.
INDIC = (
    (0x20, 0x7E), (0xA0, 0xA0), (0x900, 0x97F), (0x1CD0, 0x1CFA), (0x200C, 0x200D),
    (0x2010, 0x2026), (0x20B9, 0x20B9), (0x25CC, 0x25CC), (0xA8E0, 0xA8FF),
)  # fmt: skip

KEPT = [
    "ccmp",
    "locl",
    "mark",
    "mkmk",
    "kern",
    "liga",
    "rlig",
    "clig",
    "calt",
    "rclt",
    "init",
    "medi",
    "med2",
    "fina",
    "fin2",
    "fin3",
    "isol",
    "curs",
    "tnum",
    # Conjuncts, half letters and reordered signs of Devanagari.
    *("nukt", "akhn", "rphf", "rkrf", "blwf", "half", "pstf", "vatu", "cjct", "pres", "abvs"),
    *("blws", "psts", "haln", "dist", "abvm", "blwm"),
]
"""Features that change how plain text looks by default, and figures of one width."""

FONTS = (
    ("Inter_400Regular", "Inter-Regular", "western"),
    ("Inter_500Medium", "Inter-Medium", "western"),
    ("Inter_600SemiBold", "Inter-SemiBold", "western"),
    ("SourceSerif4_400Regular", "SourceSerif4-Regular", "western"),
    ("SourceSerif4_400Regular_Italic", "SourceSerif4-Italic", "western"),
    ("SourceSerif4_600SemiBold", "SourceSerif4-SemiBold", "western"),
    ("NotoNaskhArabic_400Regular", "NotoNaskhArabic-Regular", "arabic"),
    ("NotoNaskhArabic_700Bold", "NotoNaskhArabic-Bold", "arabic"),
    ("NotoSansSC_400Regular", "NotoSansSC-Regular", "chinese"),
    ("NotoSansDevanagari_400Regular", "NotoSansDevanagari-Regular", "indic"),
)
LICENCES = (
    ("inter", "OFL-Inter.txt"),
    ("source-serif-4", "OFL-SourceSerif4.txt"),
    ("noto-naskh-arabic", "OFL-NotoNaskhArabic.txt"),
    ("noto-sans-sc", "OFL-NotoSansSC.txt"),
    ("noto-sans-devanagari", "OFL-NotoSansDevanagari.txt"),
)


def main(folder: Path) -> None:
    """Write every subset and its licence to `resources/fonts`, and say how large they are."""
    TARGET.mkdir(parents=True, exist_ok=True)
    total = 0
    for source, target, script in FONTS:
        path = TARGET / f"{target}.ttf"
        cut(next(folder.rglob(f"{source}.ttf")), path, characters(script))
        total += path.stat().st_size
        print(f"{path.stat().st_size:>9,} {path.name}")
    for package, name in LICENCES:
        found = next(p for p in folder.rglob("LICENSE_FONT") if package in str(p.parent))
        shutil.copyfile(found, TARGET / name)
    print(f"{total:>9,} in all")


def characters(script: str) -> set[int]:
    """Return the code points that fonts of `script` keep."""
    if script == "chinese":
        return _spread(CHINESE) | {ord(c) for c in gb2312()}
    return _spread({"western": WESTERN, "arabic": ARABIC, "indic": INDIC}[script])


def gb2312() -> list[str]:
    """Return the ideographs of GB 2312: two bytes each, rows 16 to 87."""
    found: list[str] = []
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            found += bytes((row, cell)).decode("gb2312", "ignore")
    return found


def cut(source: Path, target: Path, wanted: set[int]) -> None:
    """Write to `target` the part of `source` that sets `wanted`, without hints."""
    options = subset.Options()
    # The Chinese font's locl holds whole sets of Japanese and Korean shapes.
    options.layout_features = [tag for tag in KEPT if tag != "locl" or "SansSC" not in target.name]
    options.hinting = False
    options.desubroutinize = False
    options.glyph_names = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.drop_tables += ["STAT", "BASE", "vhea", "vmtx", "VORG", "gasp", "DSIG"]
    with TTFont(source) as font:
        worker = subset.Subsetter(options)
        worker.populate(unicodes=wanted & set(font.getBestCmap()))
        worker.subset(font)
        font.save(target)


def _spread(ranges: tuple[tuple[int, int], ...]) -> set[int]:
    return {code for first, last in ranges for code in range(first, last + 1)}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
