"""The packs of the sample cycle inside the program say what its folders say."""

import shutil

import pytest

from app.actions import joining, opening
from app.documents.extract import extract
from app.domain.collections import NEVER_PACKED
from app.packs import reading
from app.paths import resource
from app.secretariat.attaching import attach
from app.secretariat.folder import check
from app.secretariat.reconcile import reconcile
from app.store import current, facts, open_store


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Give the records that the sample asks for: at first, and with its revised proposals."""
    root = tmp_path_factory.mktemp("sample") / "folder"
    found = []
    for name in ("igf2021", "igf2021-v2"):
        shutil.copytree(resource("sample", name), root, dirs_exist_ok=True)
        plan = reconcile(attach(check(root).folder, (), extract).folder, ())
        found.append(
            {
                (each.collection, each.id): (each.data, each.audience)
                for each in plan.changes
                if each.data is not None and each.collection not in NEVER_PACKED
            }
        )
    return found


def records_of(store, wanted):
    """Return what a profile holds of the records `wanted`, without the keys in the cycle."""
    found = {}
    for collection in {name for name, _ in wanted}:
        for row in current.listed(store, collection):
            data = {key: value for key, value in row.data.items() if key != "keys"}
            found[row.collection, row.id] = (data, row.readers)
    return found


def test_the_sample_packs_equal_the_sample_folders(folders, home):
    before, after = folders
    store = open_store(home.store)

    joining.join_pack(store, home, resource("sample", "igf2021.satchel"), "m-cs-grulac")
    first = records_of(store, before)
    taken = opening.take_pack(store, home, resource("sample", "igf2021-v2.satchel"))

    assert first == before, "run packaging/sample_pack.py"
    assert records_of(store, after) == after, "run packaging/sample_pack.py"
    assert taken.touched == {"proposals", "versions"}
    assert facts.get(store, "way") == "file"
    store.close()


def test_every_file_and_text_of_the_sample_is_in_its_pack(home):
    path = resource("sample", "igf2021.satchel")
    store = open_store(home.store)

    joining.join_pack(store, home, path, "chair")

    assert reading.glance(path.read_bytes()).lacks == []
    for row in current.listed(store, "documents"):
        told = row.data["file"]
        assert home.file(told["sha256"], told["name"]).stat().st_size == told["size"]
        if row.data.get("text"):
            assert home.text(row.data["text"]["sha256"]).exists()
    store.close()
