"""A complete meeting folder gives exactly the records it means."""

import pytest

from app.secretariat.folder import check
from tests import meeting_folder as made


@pytest.fixture
def folder(tmp_path):
    checked = check(made.write(tmp_path / "folder"))
    assert checked.faults == ()
    return checked.folder


def data(folder, collection, id):
    paper = folder.get(collection, id)
    assert paper is not None
    return paper.whole()


def test_every_paper_of_the_folder_is_found(folder):
    found = {(each.collection, each.id) for each in folder.papers}

    assert found == {
        ("cycle", "orchard2030"),
        *(("members", each) for each in ("nadia", "omar", "petra", "quinn", "office")),
        ("rounds", "first"),
        ("rounds", "scored"),
        ("proposals", "seeds"),
        ("proposals", "bees"),
        ("versions", "seeds-v1"),
        ("versions", "seeds-v2"),
        ("versions", "bees-v1"),
        ("meetings", "call-1"),
        ("items", "call-1-1"),
        ("items", "call-1-a"),
        ("items", "call-1-a-1"),
        ("documents", "letter"),
        ("documents", "secret"),
        ("workgroups", "garden"),
        ("milestones", "due"),
        ("milestones", "call"),
        ("contributions", "c1"),
        ("contacts", "member-nadia"),
        ("contacts", "proposal-seeds"),
    }


def test_a_member_is_her_row(folder):
    nadia = data(folder, "members", "nadia")

    assert nadia == {
        "role": "chair",
        "name": "Nadia Pear",
        "aliases": ["N. Pear", "Naddie"],
        "affiliation": "Pear Institute",
        "group": "civil",
        "region": "african",
        "country": "TN",
        "term_year": 2,
    }


def test_an_igo_has_a_region_of_null_and_yes_is_true(folder):
    assert data(folder, "members", "petra")["region"] is None
    assert data(folder, "members", "quinn")["uncertain"] is True
    assert "uncertain" not in data(folder, "members", "omar")


def test_a_round_keeps_its_scheme_and_its_moved_deadline(folder):
    first = data(folder, "rounds", "first")

    assert [each["key"] for each in first["criteria"]] == ["need", "reach"]
    assert first["deadlines"] == [
        {
            "what": "comments",
            "at": "2030-02-11T11:59:59Z",
            "aoe": True,
            "moved_from": [{"at": "2030-02-10T11:59:59Z", "on": "2030-02-08", "why": "Asked for"}],
        }
    ]
    assert data(folder, "rounds", "scored")["criteria"][0]["scale"] == {
        "min": 1,
        "max": 5,
        "labels": {"1": "poor", "5": "excellent"},
    }


def test_a_proposal_is_its_newest_version_with_the_fields_of_the_first(folder):
    seeds = data(folder, "proposals", "seeds")

    assert seeds["version"] == 2
    assert seeds["title"] == "Seeds for all"
    assert seeds["status"] == "open"
    assert "at" not in seeds
    assert "note" not in seeds
    assert len(folder.stages["seeds"]) == 2


def test_each_version_holds_its_own_sections(folder):
    one, two = data(folder, "versions", "seeds-v1"), data(folder, "versions", "seeds-v2")

    assert one == {
        "proposal": "seeds",
        "number": 1,
        "at": "2030-01-10T09:00:00Z",
        "sections": [
            {"key": "intro", "heading": "", "text": "Words before any heading."},
            {"key": "what", "heading": "What it is", "text": "Seeds are *shared*."},
            {"key": "who-takes-part", "heading": "Who takes part", "text": "Everybody."},
        ],
    }
    assert two["at"] == "2030-01-20T09:00:00Z"
    assert two["note"] == "Says who."
    assert [each["key"] for each in two["sections"]] == ["what"]


def test_a_changed_title_leaves_the_old_one_among_the_former(tmp_path):
    root = made.write(tmp_path)
    made.change(root, "proposals/seeds.v2.md", "note =", 'title = "Seeds"\nnote =')

    seeds = data(check(root).folder, "proposals", "seeds")

    assert seeds["title"] == "Seeds"
    assert seeds["former_titles"] == ["Seeds for all"]


def test_a_withdrawing_version_without_sections_keeps_the_text(tmp_path):
    root = made.write(tmp_path)
    made.put(root, "proposals/bees.v2.md", '+++\nstatus = "withdrawn"\n+++\n')

    checked = check(root)

    assert checked.faults == ()
    assert data(checked.folder, "proposals", "bees")["status"] == "withdrawn"
    assert data(checked.folder, "proposals", "bees")["version"] == 2
    assert data(checked.folder, "versions", "bees-v2")["sections"][0]["text"] == "Bees."


def test_the_agenda_is_a_tree_in_order(folder):
    sub = data(folder, "items", "call-1-a-1")

    assert sub == {
        "label": "A.1",
        "title": "Seeds for all",
        "meeting": "call-1",
        "parent": "call-1-a",
        "position": 3,
    }
    assert data(folder, "items", "call-1-1")["position"] == 1
    assert "parent" not in data(folder, "items", "call-1-a")


def test_a_document_has_its_file_and_its_readers(folder):
    letter, secret = folder.get("documents", "letter"), folder.get("documents", "secret")

    assert letter.path.read_bytes() == b"We like the seeds.\n"
    assert letter.audience == ("members",)
    assert secret.audience == ("chairs",)
    assert letter.data == {
        "title": "Letter",
        "kind": "letter",
        "language": "en",
        "status": "final",
        "meeting": "call-1",
        "proposal": "seeds",
    }


def test_contacts_are_for_the_chairs(folder):
    contact = folder.get("contacts", "member-nadia")

    assert contact.audience == ("chairs",)
    assert contact.data == {"emails": ["nadia@pear.example", "n.pear@pear.example"]}


def test_a_day_that_ends_anywhere_on_earth_ends_at_noon_utc_the_day_after(folder):
    assert data(folder, "milestones", "due")["at"] == "2030-02-11T11:59:59Z"


def test_a_meeting_that_was_moved_tells_from_when(tmp_path):
    root = made.write(tmp_path)
    moved = '[{ at = 2030-01-14T13:00:00Z, on = 2030-01-10, why = "Storm" }]'
    made.change(root, "meetings/call.toml", 'group = "garden"', f"moved_from = {moved}")

    checked = check(root)

    assert checked.faults == ()
    assert data(checked.folder, "meetings", "call-1")["moved_from"] == [
        {"at": "2030-01-14T13:00:00Z", "on": "2030-01-10", "why": "Storm"}
    ]


def test_a_meeting_moved_from_no_date_is_told_by_its_line(tmp_path):
    root = made.write(tmp_path)
    made.change(root, "meetings/call.toml", 'group = "garden"', 'moved_from = [{ at = "Monday" }]')

    found = [(each.file, each.line, each.field, each.code) for each in check(root).faults]

    assert found == [("meetings/call.toml", 7, "moved_from[0].at", "bad_time")]


def test_a_comma_inside_quotes_is_part_of_the_cell(folder):
    found = data(folder, "contributions", "c1")

    assert found["from"] == "Pear, Plum and friends"
    assert found["at"] == "2030-01-05"


def test_fields_and_columns_of_ones_own_are_kept(tmp_path):
    root = made.write(tmp_path)
    made.change(root, "cycle.toml", "starts", 'mascot = "owl"\nstarts')
    made.put(root, "contributions.csv", "id,call,weather\nc1,stock,sunny\n")

    checked = check(root)

    assert checked.faults == ()
    assert data(checked.folder, "cycle", "orchard2030")["mascot"] == "owl"
    assert data(checked.folder, "contributions", "c1")["weather"] == "sunny"


def test_a_folder_of_a_cycle_alone_is_fine(tmp_path):
    made.put(tmp_path, "cycle.toml", 'id = "small"\n')

    checked = check(tmp_path)

    assert checked.faults == ()
    assert [each.id for each in checked.folder.papers] == ["small"]


def test_a_byte_order_mark_and_windows_line_ends_are_nothing(tmp_path):
    root = made.write(tmp_path)
    for path in root.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    checked = check(root)

    assert checked.faults == ()
    assert data(checked.folder, "versions", "bees-v1")["sections"][0]["text"] == "Bees."


def test_a_hash_sign_in_a_code_block_is_no_heading(tmp_path):
    root = made.write(tmp_path)
    made.change(root, "proposals/bees.v1.md", "Bees.", "```\n## not a heading\n```\n\n### Deeper\n")

    sections = data(check(root).folder, "versions", "bees-v1")["sections"]

    assert [each["key"] for each in sections] == ["about"]
    assert "### Deeper" in sections[0]["text"]


def test_headings_of_any_script_get_keys(tmp_path):
    root = made.write(tmp_path)
    made.change(
        root,
        "proposals/bees.v1.md",
        "Bees.",
        "Bees.\n\n## 蜂 と 花\n\nx\n\n## نحل!\n\ny\n\n## 蜂 と 花\n\nz",
    )

    sections = data(check(root).folder, "versions", "bees-v1")["sections"]

    assert [each["key"] for each in sections] == ["about", "蜂-と-花", "نحل", "蜂-と-花-2"]
