"""What proposers send becomes version files of a meeting folder."""

import io
import os
import tomllib
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import openpyxl
import pytest

from app.documents.plain import plain
from app.documents.sections import split
from app.secretariat import importing
from app.secretariat.folder import check
from app.secretariat.importing import CannotImport, plan, write

NOW = datetime(2026, 2, 3, 10, 0, 0, tzinfo=UTC)

CYCLE = """\
id = "c2026"
title = "Cycle 2026"
starts = 2026-01-01
ends = 2026-12-31
"""
ROUND = """\
title = "Drafts"
kind = "qualitative"
status = "open"

[[criteria]]
key = "relevance"
title = "Relevance and suitability of the topic"

[[criteria]]
key = "outputs"
title = "Expected output and contribution to discussions"
"""
MAPS = """\
+++
round = "drafts"
code = "D-1"
title = "Open maps"
proponents = [{ name = "Carla Example", group = "private", region = "grulac" }]
at = 2026-01-10T09:00:00Z
+++

## What it is about {#about}

Islands are mapped last.

## Community of interest {#community}

Three associations.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "folder"
    (root / "rounds").mkdir(parents=True)
    (root / "proposals").mkdir()
    (root / "cycle.toml").write_text(CYCLE)
    (root / "rounds" / "drafts.toml").write_text(ROUND)
    (root / "rounds" / "other.toml").write_text('title = "Other"\nkind = "qualitative"\n')
    (root / "proposals" / "open-maps.v1.md").write_text(MAPS)
    return root


def taken_in(file, folder, **how):
    """Plan and write, and return the plan; the folder has no fault afterwards."""
    found = plan(file, folder, "drafts", now=NOW, **how)
    write(found)
    assert check(folder).faults == ()
    return found


def front(text):
    return tomllib.loads(text.split("+++\n")[1])


def words_of(text):
    return {each.key: plain(each.text) for each in split(text.split("+++\n", 2)[2])}


def fault_of(file, folder, **how):
    before = sorted(folder.rglob("*"))
    with pytest.raises(CannotImport) as caught:
        write(plan(file, folder, how.pop("round", "drafts"), now=NOW, **how))
    assert sorted(folder.rglob("*")) == before
    return caught.value.faults[0]


def word_file(path, *, title="Quiet radio", extra=()):
    document = docx.Document()
    document.add_heading(title, 0)
    document.add_paragraph(
        "Proposers: Hana Example (Example Institute) hana@example.org; Ivo, Radio NGO"
    )
    document.add_paragraph("Words before the first heading.")
    document.add_heading("1. What is it abuot?", 1)
    paragraph = document.add_paragraph("Spectrum is ")
    paragraph.add_run("shared").bold = True
    paragraph.add_run(" by custom, *not* by licence.")
    document.add_paragraph("villages", style="List Bullet")
    document.add_paragraph("towns", style="List Bullet")
    document.add_heading("Details", 2)
    document.add_paragraph("More of it.")
    document.add_heading("COMUNITY OF INTREST", 1)
    table = document.add_table(2, 2)
    for row, cells in enumerate((("Who", "How many"), ("villages", "3\u00a0000"))):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    document.add_heading("Budget", 1)
    document.add_paragraph("None.")
    for heading, text in extra:
        document.add_heading(heading, 1)
        document.add_paragraph(text)
    document.save(path)
    return path


def libre_file(path):
    """Make a file as LibreOffice writes it: its style ids, a body style, no core properties."""

    def paragraph(style, text, *, bold=False):
        look = "<w:rPr><w:b/></w:rPr>" if bold else ""
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
        )

    def style(id, name, based="Normal"):
        return (
            f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="{based}"/></w:style>'
        )

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        paragraph("Title", "Radio libre")
        + paragraph("Textbody", "Proposant : nobody we know")
        + paragraph("Heading1", "What it is about")
        + paragraph("Textbody", "Les ondes &amp; les villages, « partagées\u00a0».")
        + paragraph("berschrift1", "Community of interest")
        + paragraph("Textbody", "Trois associations.", bold=True)
    )
    styles = (
        style("Normal", "Normal")
        + style("Heading", "Heading")
        + style("Heading1", "heading 1", "Heading")
        + style("berschrift1", "Überschrift 1", "Heading")
        + style("Title", "Title", "Heading")
        + style("Textbody", "Body Text")
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr(
            "_rels/.rels",
            f'{relation}<Relationship Id="a" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'{relation}<Relationship Id="b" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        )
        archive.writestr("word/styles.xml", f"<w:styles {space}>{styles}</w:styles>")
        archive.writestr(
            "word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>"
        )
    return path


def test_a_word_file_becomes_the_first_version_of_a_proposal(tmp_path, folder):
    found = taken_in(word_file(tmp_path / "in.docx"), folder)

    (one,) = found.proposals
    text = (folder / "proposals" / "quiet-radio.v1.md").read_text()
    assert (one.proposal, one.number, one.action) == ("quiet-radio", 1, "create")
    assert front(text) == {
        "round": "drafts",
        "title": "Quiet radio",
        "proponents": [
            {"name": "Hana Example", "affiliation": "Example Institute"},
            {"name": "Ivo", "affiliation": "Radio NGO"},
        ],
        "at": NOW,
    }
    assert words_of(text) == {
        "intro": "Words before the first heading.",
        "about": "Spectrum is shared by custom, *not* by licence.\nvillages\ntowns\nDetails\nMore of it.",
        "community": "Who | How many\nvillages | 3\u00a0000",
        "budget": "None.",
    }
    assert "**shared**" in text
    assert "## What it is about {#about}" in text


def test_headings_are_matched_though_misspelt_and_the_others_listed(tmp_path, folder):
    found = plan(word_file(tmp_path / "in.docx"), folder, "drafts", now=NOW)

    (one,) = found.proposals
    assert [(each.found, each.key) for each in one.headings if each.known] == [
        ("1. What is it abuot?", "about"),
        ("COMUNITY OF INTREST", "community"),
    ]
    assert all(80 <= each.similarity < 100 for each in one.headings if each.known)
    assert one.unmatched == ("Budget",)
    assert one.missing == ()
    assert not (folder / "proposals" / "quiet-radio.v1.md").exists()


def test_addresses_are_left_out_and_told(tmp_path, folder):
    found = taken_in(word_file(tmp_path / "in.docx"), folder)

    assert found.proposals[0].left_out == ("hana@example.org",)
    assert "@" not in (folder / found.proposals[0].path).read_text()


def test_a_file_by_libreoffice_is_read_alike(tmp_path, folder):
    found = taken_in(libre_file(tmp_path / "in.docx"), folder)

    (one,) = found.proposals
    text = (folder / one.path).read_text()
    assert one.proposal == "radio-libre"
    assert words_of(text) == {
        "intro": "Proposant : nobody we know",
        "about": "Les ondes & les villages, « partagées\u00a0».",
        "community": "Trois associations.",
    }
    assert one.unmatched == ()


def test_bold_lines_are_headings_where_there_are_no_others(tmp_path, folder):
    document = docx.Document()
    for bold, text in [
        (True, "Seeds for all"),
        (True, "What it is about"),
        (False, "Seeds."),
        (True, "Community of interest:"),
        (False, "Growers."),
    ]:
        document.add_paragraph().add_run(text).bold = bold
    document.save(tmp_path / "in.docx")

    found = taken_in(tmp_path / "in.docx", folder)

    assert found.proposals[0].proposal == "seeds-for-all"
    assert words_of((folder / found.proposals[0].path).read_text()) == {
        "about": "Seeds.",
        "community": "Growers.",
    }


def test_a_form_in_a_table_is_taken_apart(tmp_path, folder):
    document = docx.Document()
    table = document.add_table(0, 2)
    for label, answer in [
        ("Title:", "Water data"),
        ("Proposer(s)", "Ada - Water Board"),
        ("What it is about", "Wells\nand rivers"),
        ("Anything else", "Nothing"),
    ]:
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = label, answer
    document.save(tmp_path / "in.docx")

    found = taken_in(tmp_path / "in.docx", folder)

    text = (folder / found.proposals[0].path).read_text()
    assert front(text)["title"] == "Water data"
    assert front(text)["proponents"] == [{"name": "Ada", "affiliation": "Water Board"}]
    assert words_of(text) == {"about": "Wells\nand rivers\nAnything else | Nothing"}


def test_the_same_file_twice_changes_nothing(tmp_path, folder):
    taken_in(word_file(tmp_path / "in.docx"), folder)

    again = taken_in(word_file(tmp_path / "other name.docx"), folder)

    assert [each.action for each in again.proposals] == ["same"]
    assert write(again) == []
    assert sorted(path.name for path in (folder / "proposals").iterdir()) == [
        "open-maps.v1.md",
        "quiet-radio.v1.md",
    ]


def test_a_proposal_sent_again_becomes_its_next_version_with_the_words_that_changed(
    tmp_path, folder
):
    taken_in(word_file(tmp_path / "in.docx"), folder)

    found = taken_in(word_file(tmp_path / "in.docx", extra=[("Outreach", "Two calls.")]), folder)

    (one,) = found.proposals
    text = (folder / "proposals" / "quiet-radio.v2.md").read_text()
    assert (one.number, one.action, one.fields) == (2, "update", ())
    assert [(each.key, each.state) for each in one.changes] == [
        ("intro", "same"),
        ("about", "same"),
        ("community", "same"),
        ("budget", "same"),
        ("outreach", "added"),
    ]
    assert set(front(text)) == {"at"}
    assert words_of(text)["outreach"] == "Two calls."


def test_the_proposal_may_be_named_and_its_title_then_change(tmp_path, folder):
    (tmp_path / "in.md").write_text("# Open maps of islands\n\n## What it is about\n\nNew words.\n")

    found = taken_in(tmp_path / "in.md", folder, proposal="open-maps")

    text = (folder / "proposals" / "open-maps.v2.md").read_text()
    assert front(text) == {"title": "Open maps of islands", "at": NOW}
    assert found.proposals[0].missing == (("community", "Community of interest"),)
    assert check(folder).folder.get("proposals", "open-maps").data["former_titles"] == ["Open maps"]


def test_a_new_version_is_never_older_than_the_one_before(tmp_path, folder):
    (tmp_path / "in.md").write_text("# Open maps\n\n## What it is about\n\nNew.\n")

    found = plan(tmp_path / "in.md", folder, "drafts", now=datetime(2025, 1, 1, tzinfo=UTC))

    assert "at = 2026-01-10T09:00:01Z" in found.proposals[0].text


def test_a_nearly_equal_title_is_asked_about(tmp_path, folder):
    (tmp_path / "in.md").write_text("# Open mapps\n\n## What it is about\n\nNew.\n")

    found = plan(tmp_path / "in.md", folder, "drafts", now=NOW)

    assert (found.proposals[0].proposal, found.proposals[0].near) == ("open-mapps", "open-maps")


def test_a_markdown_file_keeps_its_marks_and_its_front_matter(tmp_path, folder):
    (tmp_path / "in.md").write_text(
        '+++\ntitle = "Bees"\ntags = ["a"]\nsummary = "**Short**"\n+++\n\nProposers: Ada; Bo\n\n'
        "## About {#about}\n\n- *one*\n\n```\n## code\n```\n\n## Own {#own}\n\n1\\. x\n"
    )

    found = taken_in(tmp_path / "in.md", folder)

    text = (folder / "proposals" / "bees.v1.md").read_text()
    assert front(text)["summary"] == "**Short**"
    assert front(text)["proponents"] == [{"name": "Ada"}, {"name": "Bo"}]
    assert "- *one*\n\n```\n## code\n```" in text
    assert words_of(text) == {"about": "one\n## code", "own": "1. x"}
    assert found.proposals[0].unmatched == ("Own",)


def sheet_rows(count):
    head = ["Proposal No", "Session Title", "Organizer", "Organisation", "Stakeholder group",
            "Regional group", "E-mail", "What is it about ?", "Comunity of interest", "Remarks"]  # fmt: skip
    rows = [
        [f"W-{n}", f"Session {n}: water & words", f"Person {n}", f"Org {n}", "Civil Society",
         "African Group", f"p{n}@example.org", f"* About {n}\n\n1. not a list", f"Group {n}", ""]
        for n in range(count)
    ]  # fmt: skip
    return [head, *rows]


def xlsx(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def csv_file(path, rows, *, delimiter=";", encoding="utf-8-sig"):
    out = io.StringIO()
    for row in rows:
        cells = [str(cell).replace('"', '""') for cell in row]
        out.write(delimiter.join(f'"{cell}"' for cell in cells) + "\r\n")
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def test_a_sheet_of_two_hundred_rows_is_as_many_proposals(tmp_path, folder):
    found = taken_in(xlsx(tmp_path / "in.xlsx", sheet_rows(200)), folder)

    assert len(found.proposals) == 200
    assert {each.action for each in found.proposals} == {"create"}
    assert len(list((folder / "proposals").iterdir())) == 201
    text = (folder / "proposals" / "session-7-water-words.v1.md").read_text()
    assert front(text) == {
        "round": "drafts",
        "code": "W-7",
        "title": "Session 7: water & words",
        "proponents": [
            {"name": "Person 7", "affiliation": "Org 7", "group": "civil", "region": "african"}
        ],
        "at": NOW,
    }
    assert words_of(text) == {"about": "* About 7\n1. not a list", "community": "Group 7"}
    assert found.proposals[7].left_out == ("p7@example.org",)


def test_the_column_map_is_told_remembered_and_may_be_corrected(tmp_path, folder):
    file = xlsx(tmp_path / "in.xlsx", sheet_rows(1))
    found = taken_in(file, folder)
    kept = folder / ".satchel" / "columns.toml"

    assert {each.header: each.target for each in found.columns} == {
        "Proposal No": "code",
        "Session Title": "title",
        "Organizer": "proposers",
        "Organisation": "affiliation",
        "Stakeholder group": "group",
        "Regional group": "region",
        "E-mail": "email",
        "What is it about ?": "section:about",
        "Comunity of interest": "section:community",
        "Remarks": "section:remarks",
    }
    assert [each.header for each in found.columns if each.how == "new"] == ["Remarks"]

    kept.write_text(kept.read_text().replace('"section:remarks"', '"-"'))
    rows = sheet_rows(1)
    rows[1][0], rows[1][1], rows[1][9] = "W-9", "Another", "not for members"
    again = taken_in(xlsx(tmp_path / "in.xlsx", rows), folder)

    assert {each.how for each in again.columns} == {"remembered"}
    assert again.column_map is None
    assert "not for members" not in (folder / again.proposals[0].path).read_text()


def test_a_wrong_word_in_the_column_map_is_told_with_its_line(tmp_path, folder):
    (folder / ".satchel").mkdir()
    (folder / ".satchel" / "columns.toml").write_text('[drafts]\n"A" = "title"\n"B" = "titel"\n')

    fault = fault_of(xlsx(tmp_path / "in.xlsx", sheet_rows(1)), folder)

    assert (fault.file, fault.line, fault.code) == (".satchel/columns.toml", 3, "bad_column")


def test_a_sheet_sent_again_makes_versions_of_the_rows_that_changed(tmp_path, folder):
    rows = sheet_rows(5)
    taken_in(xlsx(tmp_path / "in.xlsx", rows), folder)
    rows[3][7] = "Other words"
    rows[4][1] = "Session 3: renamed"

    found = taken_in(xlsx(tmp_path / "in.xlsx", rows), folder)

    assert [each.action for each in found.proposals] == ["same", "same", "update", "update", "same"]
    assert found.proposals[2].changes[0].ops == [
        ("-", "* About 2\n1. not a list"),
        ("+", "Other words"),
    ]
    assert found.proposals[3].fields == ("title",)
    assert found.proposals[3].proposal == "session-3-water-words"


def test_a_sheet_leaves_alone_the_sections_it_has_no_column_for(tmp_path, folder):
    file = csv_file(
        tmp_path / "in.csv",
        [["id", "What it is about"], ["open-maps", "Now first."]],
        delimiter=",",
    )

    found = taken_in(file, folder)

    assert words_of((folder / "proposals" / "open-maps.v2.md").read_text()) == {
        "about": "Now first.",
        "community": "Three associations.",
    }
    assert front((folder / found.proposals[0].path).read_text()) == {"at": NOW}


def test_what_is_known_of_a_proposer_is_kept(tmp_path, folder):
    rows = [
        ["code", "title", "Organizer", "Region"],
        ["D-1", "Open maps", "carla example", "Narnia"],
    ]

    found = taken_in(csv_file(tmp_path / "in.csv", rows), folder)

    (one,) = found.proposals
    assert one.unknown == (("region", "Narnia"),)
    assert front(one.text)["proponents"] == [
        {"name": "carla example", "group": "private", "region": "grulac"}
    ]


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(";", "utf-8-sig"), (";", "cp1252"), (",", "utf-8"), ("\t", "utf-16")],
)
def test_sheets_of_any_separator_and_encoding_are_read(tmp_path, folder, delimiter, encoding):
    rows = [["Title", "What it is about"], ["Éléphants “bleus”", "C’est; à, dire\n\nencore"]]

    found = taken_in(
        csv_file(tmp_path / "in.csv", rows, delimiter=delimiter, encoding=encoding), folder
    )

    text = (folder / "proposals" / "elephants-bleus.v1.md").read_text("utf-8")
    assert found.proposals[0].title == "Éléphants “bleus”"
    assert words_of(text) == {"about": "C’est; à, dire\nencore"}


def test_a_title_above_the_header_and_excels_separator_line_are_passed_over(tmp_path, folder):
    (tmp_path / "in.csv").write_text(
        "sep=;\nProposals received;\n;\nTitle;What it is about\nOne;Words\n\n"
    )

    found = taken_in(tmp_path / "in.csv", folder)

    assert [each.proposal for each in found.proposals] == ["one"]
    assert found.proposals[0].at.line == 5


def test_a_title_without_latin_letters_gets_a_lasting_id(tmp_path, folder):
    rows = [["Title", "What it is about"], ["开放地图", "岛屿"], ["خرائط", "جزر"]]

    found = taken_in(csv_file(tmp_path / "in.csv", rows), folder)

    assert len({each.proposal for each in found.proposals}) == 2
    assert [each.action for each in plan(tmp_path / "in.csv", folder, "drafts").proposals] == [
        "same",
        "same",
    ]


NASTY = [
    '=HYPERLINK("http://x","y")',
    "../../etc/passwd",
    "con",
    "+++\nround = 1",
    'a"\\\n"""b',
    "## {#about}",
    "\u202eevil\x07\x1b",
    "x" * 500,
    "<script>alert(1)</script> &amp; `code` *b* [l](javascript:x)",
    "{{ 7*7 }} ${x} %s",
]


@pytest.mark.parametrize("nasty", NASTY)
def test_nasty_words_stay_words(tmp_path, folder, nasty):
    rows = [["Title", "Summary", "Organizer", nasty], [nasty, nasty, nasty, nasty]]
    file = csv_file(tmp_path / "=cmd ' calc.csv", rows)

    found = taken_in(file, folder)

    (one,) = found.proposals
    text = (folder / one.path).read_text("utf-8")
    shown = "".join(
        each for each in nasty if each == "\n" or each.isprintable() or each == "\u202e"
    )
    assert (folder / one.path).parent == folder / "proposals"
    assert front(text)["title"] == " ".join(shown.split())
    assert plain(front(text)["summary"]).split() == shown.split()
    (section,) = split(text.split("+++\n", 2)[2])
    assert plain(section.text).split() == shown.split()


def test_rows_that_cannot_be_taken_are_all_told_with_their_row(tmp_path, folder):
    rows = [
        ["id", "Title", "What it is about"],
        ["", "Good", "x"],
        ["", "", "no title"],
        ["../up", "Bad id", "x"],
        ["", "Good", "twice"],
        ["", "t" * 501, "too long"],
        ["", "No words", ""],
    ]
    before = sorted(folder.rglob("*"))

    with pytest.raises(CannotImport) as caught:
        plan(xlsx(tmp_path / "in.xlsx", rows), folder, "drafts")

    assert [(each.line, each.field, each.code) for each in caught.value.faults] == [
        (3, "title", "missing"),
        (4, "id", "bad_slug"),
        (5, "id", "doubled_row"),
        (6, "title", "too_long"),
        (7, "sections", "no_sections"),
    ]
    assert sorted(folder.rglob("*")) == before


def test_files_that_cannot_be_read_are_told_by_a_code(tmp_path, folder):
    good = word_file(tmp_path / "good.docx").read_bytes()
    cases = [
        ("a.docx", good[:-300], "damaged"),
        ("b.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        ("c.xlsx", b"no zip", "damaged"),
        ("d.xlsx", good, "damaged"),
        ("e.pdf", b"%PDF", "unknown_kind"),
        ("f.csv", b"a\x00\x81", "encoding"),
        ("g.csv", b"", "no_rows"),
        ("h.csv", b"Title;About\n", "no_rows"),
        ("i.csv", b"Title;Title\nx;y\n", "doubled_column"),
        ("j.csv", b'Title;About\n"x;y\n', "broken_csv"),
        ("k.md", b"+++\nx = \n+++\n", "broken_toml"),
        ("l.md", b"+++\nx = 1\n", "open_front_matter"),
        ("m.md", b"# Title only\n", "no_sections"),
    ]

    for name, content, code in cases:
        (tmp_path / name).write_bytes(content)
        fault = fault_of(tmp_path / name, folder)
        assert (fault.file, fault.code) == (name, code)
    assert fault_of(tmp_path / "none.docx", folder).code == "missing_file"


def test_the_round_and_the_folder_must_be_there(tmp_path, folder):
    file = csv_file(tmp_path / "in.csv", sheet_rows(1))

    fault = fault_of(file, folder, round="draughts")

    assert (fault.code, fault.params["words"]) == ("unknown_round", ["drafts", "other"])
    with pytest.raises(CannotImport) as caught:
        plan(file, tmp_path / "nowhere", "drafts")
    assert caught.value.faults[0].code == "no_folder"


def test_a_proposal_of_another_round_is_not_taken_over(tmp_path, folder):
    file = csv_file(tmp_path / "in.csv", [["id", "About"], ["open-maps", "x"]])

    fault = fault_of(file, folder, round="other")

    assert (fault.code, fault.line, fault.params["wanted"]) == ("other_round", 2, "drafts")


def test_a_version_that_cannot_be_read_is_not_built_upon(tmp_path, folder):
    (folder / "proposals" / "open-maps.v1.md").write_text("+++\ntitle = \n+++\n")
    file = csv_file(tmp_path / "in.csv", [["id", "Title", "About"], ["open-maps", "Maps", "x"]])

    assert fault_of(file, folder).file == "proposals/open-maps.v1.md"


def test_a_version_that_appeared_meanwhile_is_not_overwritten(tmp_path, folder):
    found = plan(xlsx(tmp_path / "in.xlsx", sheet_rows(3)), folder, "drafts", now=NOW)
    there = folder / found.proposals[2].path
    there.write_text("by somebody else")

    with pytest.raises(CannotImport) as caught:
        write(found)

    assert caught.value.faults[0].code == "version_exists"
    assert there.read_text() == "by somebody else"
    assert sorted(path.name for path in (folder / "proposals").iterdir()) == sorted(
        ["open-maps.v1.md", there.name]
    )


def test_a_folder_without_hard_links_is_written_to_all_the_same(tmp_path, folder, monkeypatch):
    def refused(*_paths):
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)

    found = taken_in(word_file(tmp_path / "in.docx"), folder)

    assert (folder / found.proposals[0].path).read_text() == found.proposals[0].text


def test_proposals_that_lie_outside_the_folder_are_not_written(tmp_path, folder):
    found = plan(word_file(tmp_path / "in.docx"), folder, "drafts", now=NOW)
    (tmp_path / "elsewhere").mkdir()
    (folder / "proposals").rename(tmp_path / "kept")
    (folder / "proposals").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(CannotImport) as caught:
        write(found)

    assert caught.value.faults[0].code == "leaves_folder"
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_one_row_of_a_sheet_may_be_asked_for(tmp_path, folder):
    file = xlsx(tmp_path / "in.xlsx", sheet_rows(3))

    found = taken_in(file, folder, proposal="session-1-water-words")

    assert [each.proposal for each in found.proposals] == ["session-1-water-words"]
    assert fault_of(file, folder, proposal="nothing-like-it").code == "not_in_the_sheet"
    assert fault_of(file, folder, proposal="No Slug").code == "bad_slug"


def test_the_names_of_this_module_are_the_ones_the_command_line_uses():
    assert set(importing.__all__) == {"CannotImport", "ImportPlan", "Imported", "plan", "write"}
