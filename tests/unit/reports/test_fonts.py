"""The font files that come with the program: complete, licensed, small."""

import subprocess
import sys

import pytest

from app.reports.faces import FOLDER, face

FAMILIES = {
    "Inter-Regular": "Inter",
    "Inter-Medium": "Inter",
    "Inter-SemiBold": "Inter",
    "SourceSerif4-Regular": "Source Serif 4",
    "SourceSerif4-Italic": "Source Serif 4",
    "SourceSerif4-SemiBold": "Source Serif 4",
    "NotoNaskhArabic-Regular": "Noto Naskh Arabic",
    "NotoNaskhArabic-Bold": "Noto Naskh Arabic",
    "NotoSansSC-Regular": "Noto Sans SC",
    "NotoSansDevanagari-Regular": "Noto Sans Devanagari",
}
FAMILY, TYPOGRAPHIC_FAMILY = 1, 16


@pytest.mark.parametrize("name", FAMILIES)
def test_each_file_bears_the_name_of_its_family(name):
    source = face(name).source

    named = source.get_name(TYPOGRAPHIC_FAMILY) or source.get_name(FAMILY)

    assert named == FAMILIES[name]


def test_there_are_no_other_files_than_we_know():
    assert {path.stem for path in FOLDER.glob("*.ttf")} == set(FAMILIES)


def test_every_family_has_its_licence():
    licences = {path.name for path in FOLDER.glob("OFL-*.txt")}

    assert licences == {
        "OFL-Inter.txt",
        "OFL-SourceSerif4.txt",
        "OFL-NotoNaskhArabic.txt",
        "OFL-NotoSansSC.txt",
        "OFL-NotoSansDevanagari.txt",
    }
    for name in licences:
        assert "SIL Open Font License, Version 1.1" in (FOLDER / name).read_text("utf-8")


def test_the_fonts_stay_small():
    assert sum(path.stat().st_size for path in FOLDER.glob("*.ttf")) < 3_900_000


def test_the_values_are_imported_without_the_typesetter():
    code = (
        "import sys, app.reports.comments\n"
        "sys.exit(bool({'reportlab', 'uharfbuzz'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], check=False)

    assert done.returncode == 0
