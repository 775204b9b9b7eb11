"""The sample cycle is whole: files parse, references resolve, texts are ours."""

import csv
import difflib
import io
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import mammoth
import pypdfium2
import pytest

from app.domain import ids, times
from app.domain.audience import ROLES
from app.domain.audience import WORDS as AUDIENCES

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
CYCLE = RESOURCES / "sample" / "igf2021"
SECOND = RESOURCES / "sample" / "igf2021-v2"
SCRIPT = RESOURCES.parent / "packaging" / "sample.py"

GROUPS = {"government", "civil", "private", "technical", "igo", "other", ""}
REGIONS = {"african", "asia_pacific", "eastern_european", "grulac", "weog", ""}
FRONT = re.compile(r"\A\+\+\+\n(.*?)^\+\+\+\n(.*)\Z", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^## (.+?) \{#([a-z0-9-]+)\}$", re.MULTILINE)
CRITERIA = ["relevance", "community", "metrics", "output"]
SLUGS = [
    "cybersecurity",
    "environmental-data",
    "gender-digital-rights",
    "local-content",
    "meaningful-access",
]
REVISED = ["cybersecurity", "gender-digital-rights"]


def toml(path: str) -> dict[str, Any]:
    return tomllib.loads((CYCLE / path).read_text(encoding="utf-8"))


def rows(name: str) -> list[dict[str, str]]:
    with (CYCLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def proposal(slug: str, number: int = 1) -> tuple[dict[str, Any], str]:
    folder = CYCLE if number == 1 else SECOND
    raw = (folder / "proposals" / f"{slug}.v{number}.md").read_text(encoding="utf-8")
    found = FRONT.match(raw)
    assert found is not None, slug
    return tomllib.loads(found[1]), found[2]


def sections(body: str) -> dict[str, str]:
    parts = HEADING.split(body)
    assert parts[0].strip() == ""
    return {parts[at + 1]: parts[at + 2].strip() for at in range(1, len(parts), 3)}


def files() -> list[Path]:
    return sorted(each for each in RESOURCES.glob("sample/**/*") if each.is_file())


def meetings() -> list[dict[str, Any]]:
    return [toml(f"meetings/{each.name}") for each in (CYCLE / "meetings").glob("*.toml")]


def items(branch: dict[str, Any]) -> list[dict[str, Any]]:
    return [part for each in branch.get("item", []) for part in (each, *items(each))]


def accounts() -> set[str]:
    return {each["account"] for each in rows("members.csv")}


def documents() -> set[str]:
    return {each["id"] for each in rows("documents/documents.csv")}


def test_every_text_is_utf8_in_composed_form_and_ends_with_one_line_feed():
    texts = [each for each in files() if each.suffix in {".toml", ".csv", ".md"}]

    for each in [*texts, *RESOURCES.glob("help/*.md")]:
        raw = each.read_bytes()
        text = raw.decode("utf-8")

        assert text == unicodedata.normalize("NFC", text), each
        assert b"\r" not in raw, each
        assert b"\0" not in raw, each
        assert text.endswith("\n"), each
        assert not text.endswith("\n\n"), each


def test_papers_and_help_are_plain_commonmark_without_tables_or_html():
    for each in [*(each for each in files() if each.suffix == ".md"), *RESOURCES.glob("help/*.md")]:
        text = each.read_text(encoding="utf-8")

        assert not re.search(r"^\|", text, re.MULTILINE), each
        assert not re.search(r"</?[a-z]", text), each


def test_the_whole_sample_is_small_enough_to_be_carried_by_every_installer():
    total = sum(each.stat().st_size for each in files())

    assert total < 350_000  # the folders, and the packs of them
    assert max(each.stat().st_size for each in files()) < 150_000


def test_the_five_proposals_of_27_january_are_there_and_two_have_a_second_version():
    first = sorted(each.name for each in (CYCLE / "proposals").iterdir())
    overlay = sorted(str(each.relative_to(SECOND)) for each in SECOND.rglob("*") if each.is_file())

    assert first == [f"{slug}.v1.md" for slug in SLUGS]
    assert overlay == [f"proposals/{slug}.v2.md" for slug in REVISED]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_proposal_has_five_to_seven_sections_one_for_each_criterion(slug: str):
    _, body = proposal(slug)

    found = sections(body)

    assert 5 <= len(found) <= 7
    assert len(HEADING.findall(body)) == len(found) == body.count("\n## ")
    assert set(CRITERIA) <= set(found)
    assert 700 <= len(body.split()) <= 1200
    assert all(found.values())


@pytest.mark.parametrize(("slug", "number"), [*((s, 1) for s in SLUGS), *((s, 2) for s in REVISED)])
def test_a_proposal_says_that_it_is_a_sample_and_not_the_proposers_paper(slug: str, number: int):
    _, body = proposal(slug, number)

    text = sections(body)["about-this-text"]

    assert "written for the sample cycle" in text
    assert re.search(r"not the proposers?'s? own paper", text)


@pytest.mark.parametrize("slug", SLUGS)
def test_what_a_proposal_refers_to_exists(slug: str):
    front, _ = proposal(slug)

    assert (CYCLE / "rounds" / f"{front['round']}.toml").exists()
    assert times.text(front["at"]) < times.text(datetime(2021, 1, 27, tzinfo=UTC))
    for each in front["proponents"]:
        assert each["name"]
        assert each.get("group", "") in GROUPS
        assert each.get("region", "") in REGIONS
        assert each.get("member") is None or each["member"] in accounts()
    for each in front["evidence"]:
        assert each["from"]
        assert each["state"] in {"received", "expected"}
        assert each.get("document") is None or each["document"] in documents()
    for each in front["related"]:
        assert each["proposal"] in SLUGS
        assert each["proposal"] != slug
        assert each["kind"] in {"overlaps", "merge", "collaborate"}


def test_overlaps_are_told_by_both_proposals():
    related = {
        (slug, each["proposal"])
        for slug in SLUGS
        for each in proposal(slug)[0]["related"]
        if each["kind"] == "overlaps"
    }

    assert related
    assert related == {(other, one) for one, other in related}


@pytest.mark.parametrize("slug", REVISED)
def test_a_second_version_shares_most_words_with_the_first_and_keeps_whole_paragraphs(slug: str):
    _, before = proposal(slug)
    front, after = proposal(slug, 2)

    alike = difflib.SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio()
    kept = set(before.split("\n\n")) & set(after.split("\n\n"))

    assert 0.5 < alike < 0.95
    assert len(kept) > 5
    assert set(before.split("\n\n")) - set(after.split("\n\n"))
    assert front["note"].strip()
    assert front["at"] > proposal(slug)[0]["at"]
    assert "round" not in front


def test_the_second_version_on_cybersecurity_answers_the_three_questions_of_the_day():
    front, body = proposal("cybersecurity", 2)
    before, text = sections(proposal("cybersecurity")[1]), sections(body)

    assert front["title"] == "Best Practice Forum on Cybersecurity Norms"
    assert front["former_titles"] == [proposal("cybersecurity")[0]["title"]]
    assert "outreach" in text
    assert "outreach" not in before
    assert "other fields" in text["output"]
    assert "other fields" not in before["output"]


def test_the_second_version_on_gender_answers_the_three_points_of_the_day():
    _, body = proposal("gender-digital-rights", 2)
    before, text = sections(proposal("gender-digital-rights")[1]), sections(body)

    assert "journalism" in text["community"]
    assert "journalism" not in " ".join(before.values())
    assert "Support from outside" in text["community"]
    assert "explore" in before["relevance"]
    assert "explore" not in " ".join(text.values())


def test_the_round_has_the_four_criteria_with_guidance_and_four_positions():
    found = toml("rounds/bpf.toml")

    assert found["id"] == "bpf"
    assert found["kind"] == "qualitative"
    assert found["others_visible"] == "after_mine"
    assert found["capacity"] == 4
    assert [each["key"] for each in found["criteria"]] == CRITERIA
    assert all(len(each["guidance"]) > 200 for each in found["criteria"])
    assert [each["key"] for each in found["stances"]] == ["support", "changes", "unsure", "object"]


def test_the_moved_deadline_is_the_same_in_the_round_and_on_the_timeline():
    [deadline] = toml("rounds/bpf.toml")["deadlines"]
    stones = {each["id"]: each for each in toml("milestones.toml")["milestone"]}

    shown = stones["bpf-comments"]

    assert times.text(deadline["at"]) == "2021-01-29T11:59:59Z"
    assert times.announced_day(deadline["at"]) == date(2021, 1, 28)
    assert deadline["aoe"] is True
    assert deadline["moved_from"]
    assert {key: shown[key] for key in ("at", "aoe", "moved_from")} == {
        key: deadline[key] for key in ("at", "aoe", "moved_from")
    }
    for each in deadline["moved_from"]:
        assert each["at"] < deadline["at"]
        assert each["why"]


def test_ids_are_unique_and_well_formed():
    branches = meetings()
    agenda = [
        each.get("id") or ids.item_id(meeting["id"], each["label"])
        for meeting in branches
        for each in items(meeting)
    ]
    lists = {
        "meetings": [each["id"] for each in branches],
        "items": agenda,
        "groups": [toml(f"groups/{each.name}")["id"] for each in (CYCLE / "groups").iterdir()],
        "milestones": [each["id"] for each in toml("milestones.toml")["milestone"]],
        "members": [each["account"] for each in rows("members.csv")],
        "documents": [each["id"] for each in rows("documents/documents.csv")],
        "contacts": [each["id"] for each in rows("contacts.csv")],
        "contributions": [each["id"] for each in rows("contributions.csv")],
    }

    for name, found in lists.items():
        assert len(found) == len(set(found)), name
        assert all(ids.RECORD.fullmatch(each) for each in found), name
    assert all(ids.ACCOUNT.fullmatch(each) for each in lists["members"])


def test_everything_an_agenda_names_exists():
    groups = {each.stem for each in (CYCLE / "groups").iterdir()}
    branches = meetings()
    known = {ids.item_id(each["id"], item["label"]) for each in branches for item in items(each)}

    for meeting in branches:
        assert meeting["starts"] < meeting["ends"]
        assert meeting["status"] in {"draft", "proposed", "adopted"}
        assert meeting.get("group") is None or meeting["group"] in groups
        for each in items(meeting):
            assert each["title"]
            assert each["lead"] in accounts()
            assert each["purpose"] in {"information", "discussion", "decision"}
            assert set(each.get("proposals", [])) <= set(SLUGS)
            assert set(each.get("documents", [])) <= documents()
            assert each.get("carried_to") is None or each["carried_to"] in known


def test_the_minutes_of_an_agenda_fit_into_its_meeting():
    for meeting in meetings():
        planned = sum(each["minutes"] for each in meeting["item"])

        assert planned * 60 <= (meeting["ends"] - meeting["starts"]).total_seconds()
        for each in items(meeting):
            assert sum(part["minutes"] for part in each.get("item", [])) <= each["minutes"]


def test_the_call_of_27_january_tells_what_was_said_and_what_comes_next():
    call = toml("meetings/2021-01-27.toml")
    told = {each["label"]: each for each in items(call)}

    assert call["status"] == "adopted"
    assert set(told["6"]["proposals"]) == set(SLUGS)
    assert [told[f"6.{at}"]["minutes"] for at in range(2, 7)] == [4] * 5
    assert all(each.get("key_points") or each.get("item") for each in told.values())
    assert told["7"]["carried_to"] == "mag-3-3"


def test_the_strategy_group_has_its_seven_items_with_next_steps():
    call = toml("meetings/2021-02-strategy.toml")

    assert [each["label"] for each in call["item"]] == list("ABCDEFG")
    assert call["group"] == "strategy"
    assert sum(1 for each in call["item"] if each.get("next_steps")) >= 5


def test_join_links_go_to_invented_hosts_and_ask_for_a_passcode():
    ways = [way for meeting in meetings() for way in meeting["join_by"]]
    links = [each for each in ways if each["kind"] == "link"]

    assert len(links) == len(meetings())
    assert all(each["value"].startswith("https://meeting.example/") for each in links)
    assert all(each["passcode"] for each in links)


def test_groups_name_only_accounts_of_the_roster():
    for path in (CYCLE / "groups").iterdir():
        group = toml(f"groups/{path.name}")

        assert path.stem == group["id"]
        assert group["status"] in {"continuing", "new", "dormant"}
        assert set(group["facilitators"] + group["participants"]) <= accounts()
        assert group["charter"].strip()


def test_the_roster_is_by_role_and_holds_no_real_names():
    members = rows("members.csv")

    roles = Counter(each["role"] for each in members)

    assert set(roles) == set(ROLES)
    assert roles["member"] == 16
    assert roles["observer"] == 2
    for each in members:
        assert each["group"] in GROUPS
        assert each["region"] in REGIONS
        assert each["group"] != "igo" or each["region"] == ""
        assert re.match(r"Member, |Observer, |Chair |Co-chair|IGF Secretariat", each["name"])


def test_contacts_use_addresses_that_reach_nobody():
    wanted = {f"member-{each}" for each in accounts()} | {f"proposal-{each}" for each in SLUGS}

    found = rows("contacts.csv")

    assert {each["id"] for each in found} == wanted
    assert all(each["emails"].endswith("@example.org") for each in found)


def test_contributions_are_the_231_of_the_call_and_no_region_is_invented():
    found = rows("contributions.csv")

    assert Counter(each["group"] for each in found) == {
        "civil": 116,
        "government": 36,
        "technical": 35,
        "private": 34,
        "igo": 10,
    }
    assert {each["region"] for each in found} == {""}
    assert [each["id"] for each in found] == [f"c{at:03}" for at in range(1, 232)]


def test_documents_are_listed_with_their_files_and_what_they_belong_to():
    listed = rows("documents/documents.csv")
    on_disk = {each.name for each in (CYCLE / "documents").iterdir()} - {"documents.csv"}

    assert {each["file"] for each in listed} == on_disk
    assert {Path(each["file"]).suffix for each in listed} == {".pdf", ".docx", ".md"}
    for each in listed:
        assert each["status"] in {"draft", "final", "rolling", "withdrawn"}
        assert each["audience"] in AUDIENCES
        assert each["meeting"] in {meeting["id"] for meeting in meetings()}
        assert each["proposal"] in {"", *SLUGS}


def test_one_document_is_in_arabic_and_one_in_chinese():
    arabic = (CYCLE / "documents" / "review-guide-ar.md").read_text(encoding="utf-8")
    chinese = (CYCLE / "documents" / "criteria-zh.md").read_text(encoding="utf-8")

    assert len(re.findall(r"[\u0621-\u064a]{2,}", arabic)) > 200
    assert len(re.findall(r"[\u4e00-\u9fff]", chinese)) > 400


def test_pdf_and_word_file_say_what_the_script_writes(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(tmp_path)], check=False, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    for name, read in (
        ("lessons-past-forums.pdf", pdf_text),
        ("environment-together.docx", word_text),
    ):
        kept, fresh = (CYCLE / "documents" / name).read_bytes(), (tmp_path / name).read_bytes()
        assert read(kept) == read(fresh), f"run packaging/sample.py: {name} is out of date"
        assert len(read(kept)) > 1500


def test_the_script_writes_the_same_bytes_twice(tmp_path: Path):
    for name in ("one", "two"):
        subprocess.run([sys.executable, str(SCRIPT), str(tmp_path / name)], check=True)

    for each in (tmp_path / "one").iterdir():
        assert each.read_bytes() == (tmp_path / "two" / each.name).read_bytes()


def pdf_text(raw: bytes) -> str:
    paper = pypdfium2.PdfDocument(raw)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in paper)
    finally:
        paper.close()


def word_text(raw: bytes) -> str:
    return mammoth.extract_raw_text(io.BytesIO(raw)).value
