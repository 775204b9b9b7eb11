"""Comparing a folder with a server: only differences, and a published version never changes."""

from dataclasses import replace

import pytest

from app.domain.records import Record
from app.secretariat.folder import check
from app.secretariat.reconcile import reconcile
from tests import meeting_folder as made


@pytest.fixture
def root(tmp_path):
    return made.write(tmp_path / "folder")


def read(root):
    checked = check(root)
    assert checked.faults == ()
    return checked.folder


def after(plan, there=()):
    """Return the server's records once the plan was carried out."""
    held = {(each.collection, each.id): each for each in there}
    for each in plan.changes:
        if each.data is not None:
            version = (each.base or 0) + 1
            key = (each.collection, each.id)
            held[key] = Record(*key, version, "secretariat-1", each.audience, dict(each.data))
    return list(held.values())


def published(root):
    return after(reconcile(read(root), []))


def actions(plan):
    return [(each.collection, each.id, each.action) for each in plan.changes]


def changed(records, collection, id, **fields):
    return [
        replace(each, version=each.version + 1, data={**each.data, **fields})
        if (each.collection, each.id) == (collection, id)
        else each
        for each in records
    ]


def test_an_empty_server_gets_everything_versions_before_their_proposal(root):
    plan = reconcile(read(root), [])

    assert {each[2] for each in actions(plan)} == {"create"}
    assert len(plan.changes) == len(read(root).papers)
    order = [each[:2] for each in actions(plan)]
    assert order[0] == ("cycle", "orchard2030")
    assert order.index(("versions", "seeds-v2")) < order.index(("proposals", "seeds"))


def test_the_second_time_nothing_is_to_be_done(root):
    there = published(root)

    plan = reconcile(read(root), there)

    assert plan.changes == ()
    assert plan.missing == ()
    assert plan.untouched == len(there)


def test_one_changed_cell_is_one_update_on_the_version_it_builds_on(root):
    there = published(root)
    made.change(root, "members.csv", "Ministry of Plums", "Ministry of Figs")

    (change,) = reconcile(read(root), there).changes

    assert (change.collection, change.id, change.action, change.base) == (
        "members", "omar", "update", 1,
    )  # fmt: skip
    assert change.data["affiliation"] == "Ministry of Figs"
    assert change.data["name"] == "Omar Plum"


def test_an_emptied_cell_takes_the_old_value_away(root):
    there = published(root)
    made.change(root, "members.csv", "Ministry of Plums", "")

    (change,) = reconcile(read(root), there).changes

    assert "affiliation" not in change.data


def test_a_column_that_is_not_there_takes_nothing_away(root):
    there = published(root)
    made.put(root, "members.csv", "account,role\nnadia,chair\nomar,member\n")

    plan = reconcile(read(root), there)

    assert plan.changes == ()
    assert {each[1] for each in plan.missing} == {"petra", "quinn", "office"}


def test_what_the_server_and_the_chairs_added_is_kept_and_no_difference(root):
    there = changed(published(root), "items", "call-1-1", key_points="Agreed.", stamp=7)

    assert reconcile(read(root), there).changes == ()

    made.change(root, "meetings/call.toml", "minutes = 5", "minutes = 6")
    (change,) = reconcile(read(root), there).changes

    assert change.data["key_points"] == "Agreed."
    assert change.data["stamp"] == 7
    assert change.base == 2


def test_a_changed_audience_is_an_update(root):
    there = published(root)
    made.change(root, "documents/documents.csv", "draft,chairs", "draft,members")

    (change,) = reconcile(read(root), there).changes

    assert (change.id, change.audience) == ("secret", ("members",))


def test_a_member_who_left_is_withdrawn(root):
    there = published(root)
    made.put(
        root,
        "members.csv",
        made.MEMBERS.replace("uncertain\n", "uncertain,status\n", 1).replace(",1,\n", ",1,,left\n"),
    )

    (change,) = reconcile(read(root), there).changes

    assert (change.id, change.action, change.data["status"]) == ("omar", "withdraw", "left")


def test_a_document_is_withdrawn_by_its_column(root):
    there = published(root)
    made.change(root, "documents/documents.csv", "en,final", "en,withdrawn")

    assert actions(reconcile(read(root), there)) == [("documents", "letter", "withdraw")]


def test_a_proposal_is_withdrawn_by_a_new_version_file(root):
    there = published(root)
    made.put(root, "proposals/bees.v2.md", '+++\nstatus = "withdrawn"\n+++\n')

    plan = reconcile(read(root), there)

    assert actions(plan) == [("versions", "bees-v2", "create"), ("proposals", "bees", "withdraw")]


def test_a_new_version_is_published_with_what_it_changes(root):
    there = published(root)
    made.put(
        root,
        "proposals/bees.v2.md",
        '+++\ntitle = "Bees and wasps"\n+++\n\n## About {#about}\n\nBoth.\n',
    )

    plan = reconcile(read(root), there)

    assert plan.faults == ()
    assert actions(plan) == [("versions", "bees-v2", "create"), ("proposals", "bees", "update")]
    assert plan.changes[1].data["former_titles"] == ["Bees"]


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "field"),
    [
        ("seeds.v1.md", "Everybody.", "Everybody!", 18, "sections[2].text"),
        ("seeds.v1.md", "## Who takes part", "## Who is in", 18, "sections[2].text"),
        ("seeds.v1.md", 'title = "Seeds for all"', 'title = "Seeds"', 4, "title"),
        ("seeds.v1.md", "2030-01-10T09", "2030-01-10T08", 9, "at"),
        ("seeds.v1.md", "\n## Who takes part\n\nEverybody.\n", "", 1, "sections"),
        ("seeds.v2.md", "Says who.", "Says it.", 2, "note"),
        ("bees.v1.md", "at =", 'status = "withdrawn"\nat =', 4, "status"),
    ],
)
def test_a_published_version_that_changed_is_refused_where_it_changed(
    root, name, old, new, line, field
):
    there = published(root)
    made.change(root, f"proposals/{name}", old, new)

    plan = reconcile(read(root), there)

    assert [(f.file, f.line, f.field, f.code) for f in plan.faults] == [
        (f"proposals/{name}", line, field, "changed_without_new_version")
    ]
    following = {"seeds": "seeds.v3.md", "bees": "bees.v2.md"}[name.split(".")[0]]
    assert plan.faults[0].params["next"] == following


def test_a_first_version_that_changed_is_refused_although_a_new_one_comes_with_it(root):
    there = published(root)
    made.change(root, "proposals/bees.v1.md", '"Bees"', '"Wasps"')
    made.put(
        root, "proposals/bees.v2.md", '+++\ntitle = "Hornets"\n+++\n\n## About {#about}\n\nx\n'
    )

    plan = reconcile(read(root), there)

    assert [(f.file, f.line, f.field) for f in plan.faults] == [
        ("proposals/bees.v1.md", 3, "title")
    ]


def test_a_decision_of_the_chair_stands(root):
    there = changed(published(root), "proposals", "bees", status="decided")

    plan = reconcile(read(root), there)

    assert (plan.changes, plan.faults) == ((), ())


def test_what_is_missing_in_the_folder_is_told_and_nothing_more(root):
    there = published(root)
    (root / "proposals/bees.v1.md").unlink()
    (root / "milestones.toml").unlink()

    plan = reconcile(read(root), there)

    assert plan.changes == ()
    assert plan.missing == (("milestones", "call"), ("milestones", "due"), ("proposals", "bees"))


def test_an_older_folder_does_not_take_a_proposal_back(root):
    there = published(root)
    (root / "proposals/seeds.v2.md").unlink()

    plan = reconcile(read(root), there)

    assert (plan.changes, plan.faults) == ((), ())
    assert plan.missing == (("versions", "seeds-v2"),)


def test_what_members_wrote_is_none_of_the_folders_business(root):
    there = [*published(root), Record("comments", "x", 1, "omar", ("members",), {"text": "Hm"})]

    plan = reconcile(read(root), there)

    assert (plan.changes, plan.missing) == ((), ())
