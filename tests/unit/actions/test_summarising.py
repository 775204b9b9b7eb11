"""The summary report of a meeting: composed, written, taken from a file, printed, mailed, joined."""

import io
from email import message_from_bytes, policy

import pytest

from app.actions import (
    acting,
    attending,
    deciding_meetings,
    exporting,
    next_steps,
    summarising,
    summarising_files,
    summarising_import,
    summarising_kept,
    summarising_look,
    summarising_mail,
    summarising_writing,
)
from app.actions.reporting import Wanted
from app.actions.trouble import Trouble
from app.documents import summary_report
from app.domain import fields, merging
from app.domain.attendance import of as attendance_of
from app.domain.summaries import Output
from app.secretariat.office import with_words
from app.secretariat.packing_records import chosen
from app.secretariat.packing_values import Wish
from app.store import current, open_store
from tests.builders import clock, joined, record, seed
from tests.summaries import ARABIC, REPORT

MEETING = "call-4"


def desk(account="amara", role="chair"):
    store = joined(open_store(None), account, role)
    return seed(
        store,
        record("cycle", "orchard2030", title="Orchards 2030"),
        record("members", "amara", name="Amara Apple", role="chair"),
        record("members", "omar", name="Omar Olive", affiliation="Olive Board", role="member"),
        record("members", "lena", name="Lena Leafe", role="observer"),
        record("meetings", MEETING, title="Fourth call", starts="2030-03-04T14:00:00Z"),
    )


@pytest.fixture
def chair():
    store = desk()
    yield store
    store.close()


def agenda(store):
    return seed(
        store,
        record("documents", "plan", title="Planned activities"),
        record("items", "call-4-1", meeting=MEETING, label="1", position=1, title="Opening"),
        record("items", "call-4-2", meeting=MEETING, label="2", position=2, title="Activity plan",
               documents=["plan"], key_points="Spoken about"),
    )  # fmt: skip


def look(store, text=REPORT, name="report.txt"):
    return summarising_look.look(store, name, text.encode(), MEETING)


def imported(store, text=REPORT, **more):
    return summarising_import.save(store, look(store, text), clock=clock, **more)


def meeting(store):
    return current.one(store, "meetings", MEETING).data


def kept(store):
    return summarising_kept.report_of(store, current.one(store, "meetings", MEETING))


def item(store, id):
    return current.one(store, "items", id).data


def part(store, label):
    return next(each for each in summarising.composed(store, MEETING).parts if each.label == label)


# --- composed --------------------------------------------------------------------------------


def test_what_nobody_wrote_is_filled(chair):
    agenda(chair)
    attending.mark(chair, MEETING, ["omar", "A Guest ?"], clock=clock)

    found = summarising.composed(chair, MEETING)

    assert (found.body, found.title, found.state) == ("Orchards 2030", "Fourth call", "draft")
    assert found.when == "4 March 2030, 14:00 UTC"
    assert [each.title for each in found.parts[1].outputs] == ["Planned activities"]
    assert [each.words() for each in found.people] == [
        "Omar Olive, MAG Member, Olive Board", "A Guest ?",
    ]  # fmt: skip


def test_decisions_and_actions_of_an_item_stand_in_it(chair):
    agenda(chair)
    deciding_meetings.note(chair, "The plan is adopted", item="call-4-2", clock=clock)
    next_steps.add(
        chair, "Print the plan", owner="omar", due="2030-03-18", item="call-4-2", clock=clock
    )
    next_steps.add(chair, "Dropped", item="call-4-2", clock=clock)
    dropped = next(each for each in next_steps.listed(chair) if each.action.text == "Dropped")
    next_steps.end(chair, dropped.action.id, "dropped", clock=clock)

    found = part(chair, "2")

    assert found.decisions == ("The plan is adopted",)
    assert found.next_steps == "Print the plan (owner: Omar Olive; due: 2030-03-18)"


def test_a_step_of_the_text_that_became_an_action_is_there_once(chair):
    agenda(chair)
    summarising_writing.add_step(chair, "call-4-2", "Print the plan", "omar", "2030-03-18", clock)
    made = summarising_writing.make_action(chair, "call-4-2", 1, clock)
    again = summarising_writing.make_action(chair, "call-4-2", 1, clock)

    action = next_steps.one(chair, made.id)
    assert (action.account, action.action.due[:10], action.action.item) == (
        "omar", "2030-03-18", "call-4-2",
    )  # fmt: skip
    assert (again.id, again.already) == (made.id, True)
    assert part(chair, "2").next_steps.count("Print the plan") == 1


# --- written ---------------------------------------------------------------------------------


def test_fields_are_written_one_by_one_and_each_act_is_taken_back(chair):
    agenda(chair)
    summarising_writing.write_item(chair, "call-4-2", key_points="Anew", clock=clock)
    summarising_writing.write_item(chair, "call-4-2", outputs=[Output("A paper")], clock=clock)
    summarising_writing.write_report(chair, MEETING, {"introduction": "It was held."}, clock)

    acting.take_back(chair, clock=clock)

    assert kept(chair).get("introduction") is None
    assert (part(chair, "2").key_points, part(chair, "2").outputs) == ("Anew", (Output("A paper"),))
    assert item(chair, "call-4-2")["documents"] == ["plan"]


def test_writing_what_stands_there_writes_nothing(chair):
    agenda(chair)

    assert not summarising_writing.write_item(
        chair, "call-4-2", key_points="Spoken about", clock=clock
    ).ids
    assert not summarising_writing.write_report(chair, MEETING, {"body": ""}, clock).ids


def test_a_report_is_final_and_a_draft_again(chair):
    summarising_writing.set_state(chair, MEETING, "final", clock)
    final = summarising.composed(chair, MEETING).state
    summarising_writing.set_state(chair, MEETING, "draft", clock)

    assert (final, summarising.composed(chair, MEETING).state) == ("final", "draft")
    assert kept(chair)["final_at"] is None


def test_the_words_of_a_draft_are_the_chairs_and_of_a_final_report_the_meetings_readers(chair):
    summarising_writing.write_report(chair, MEETING, {"introduction": "It was held."}, clock)
    (draft,) = current.listed(chair, "letters")
    summarising_writing.set_state(chair, MEETING, "final", clock)
    (final,) = current.listed(chair, "letters")
    summarising_mail.write(chair, MEETING, None, "My own words", clock)
    (edited,) = current.listed(chair, "letters")
    summarising_writing.set_state(chair, MEETING, "draft", clock)
    (again,) = current.listed(chair, "letters")

    readers = [each.readers for each in (draft, final, edited, again)]
    assert readers == [("chairs",), ("members",), ("members",), ("chairs",)]
    assert [bool(each.data["sent_at"]) for each in (draft, final, edited, again)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert "report" not in meeting(chair)
    assert fields.faults("letters", final.id, final.data) == []


def test_packs_hold_a_report_once_it_is_final(chair):
    def packed() -> str:
        wish = with_words(chair, Wish())
        return str([each.data for each in chosen(wish.beside, "members", 1, None)])

    summarising_writing.write_report(chair, MEETING, {"introduction": "canary"}, clock)
    draft = packed()
    summarising_writing.set_state(chair, MEETING, "final", clock)

    assert ("canary" in draft, "canary" in packed()) == (False, True)


def test_what_a_folder_says_of_a_report_counts_until_it_is_written_here(chair):
    seed(chair, record("meetings", MEETING, 2, title="Fourth call", report={"body": "Trees"}))
    before = summarising.composed(chair, MEETING).body

    summarising_writing.write_report(chair, MEETING, {"introduction": "It was held."}, clock)

    after = summarising.composed(chair, MEETING)
    assert (before, after.body, after.introduction) == ("Trees", "Trees", "It was held.")


def test_a_participant_is_put_right_and_her_line_follows(chair):
    imported(chair)
    lena = next(each for each in attendance_of(meeting(chair)) if each.name == "Lena Leaf")

    summarising_writing.write_person(
        chair, MEETING, lena.id, {"name": "Lena Leafe", "uncertain": False}, clock
    )

    lines = [each.words() for each in summarising.composed(chair, MEETING).people]
    assert "Lena Leafe, Observer" not in lines
    assert any(each.startswith("Lena Leafe") and "?" not in each for each in lines)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda store: summarising_writing.add_step(store, "call-4-2", " "), "empty"),
        (
            lambda store: summarising_writing.add_step(store, "call-4-2", "x", due="soon"),
            "bad_time",
        ),
        (lambda store: summarising_writing.add_step(store, "nothing", "x"), "no_such_record"),
        (lambda store: summarising_writing.make_action(store, "call-4-2", 1), "no_such_step"),
        (lambda store: summarising_writing.write_item(store, "call-4-2", key_points="a\0b"), "nul"),
        (lambda store: summarising_writing.write_person(store, MEETING, "x", {}), "not_attending"),
        (lambda store: look(store, "Only words."), "report_not_one"),
        (lambda store: look(store, ""), "report_empty"),
        (lambda store: look(store, name="report.zip"), "report_kind"),
    ],
    ids=["empty", "day", "item", "step", "nul", "person", "no-report", "blank", "kind"],
)
def test_what_cannot_be_done_is_told(chair, act, code):
    agenda(chair)

    with pytest.raises(Trouble) as caught:
        act(chair)

    assert caught.value.code == code


def test_members_read_the_report_and_do_not_write_it():
    store = agenda(desk("omar", "member"))

    assert summarising.composed(store, MEETING).parts[1].key_points == "Spoken about"
    with pytest.raises(Trouble, match="not_a_chair"):
        summarising_writing.write_item(store, "call-4-2", key_points="mine")
    with pytest.raises(Trouble, match="not_a_chair"):
        imported(store)
    store.close()


# --- taken from a file -----------------------------------------------------------------------


def test_a_look_writes_nothing(chair):
    found = look(chair)

    assert [each.new for each in found.items] == [True] * 5
    assert current.listed(chair, "items") == []


def test_what_was_imported_is_composed_as_it_was_read(chair):
    imported(chair)

    found = summarising.composed(chair, MEETING)
    read = look(chair).summary

    assert [(each.label, each.title, each.heading, each.key_points, each.next_steps)
            for each in found.parts] == [
        (each.label, each.title, each.heading, each.key_points, each.next_steps)
        for each in read.parts
    ]  # fmt: skip
    assert [each.words() for each in found.people] == [each.line for each in read.people]
    assert (found.introduction, found.next_meeting, found.annex, found.state) == (
        read.introduction, read.next_meeting, read.annex, "final",
    )  # fmt: skip


def test_people_of_the_roster_are_known_and_doubt_stays(chair):
    imported(chair)

    found = {each.name: each for each in attendance_of(meeting(chair))}

    assert (found["Amara Apple"].member, found["Omar Olive"].member) == ("amara", "omar")
    assert (found["Lena Leaf"].member, found["Lena Leaf"].uncertain) == ("lena", True)
    assert found["王小明"].member is None


def test_the_same_file_again_changes_nothing(chair):
    imported(chair)
    before = {row.id: row.data for row in current.listed(chair, "items")}

    again = imported(chair)

    assert not again.ids
    assert {row.id: row.data for row in current.listed(chair, "items")} == before


def test_an_import_is_one_act_that_is_taken_back(chair):
    agenda(chair)
    imported(chair)

    acting.take_back(chair, clock=clock)

    assert [each.title for each in summarising.composed(chair, MEETING).parts] == [
        "Opening", "Activity plan",
    ]  # fmt: skip
    assert "attendance" not in meeting(chair)


def test_items_of_the_agenda_are_found_and_what_stands_there_stays(chair):
    agenda(chair)
    found = look(chair)
    imported(chair)

    plan = next(each for each in found.items if each.part.label == "B")
    assert (plan.item, plan.new, plan.fate["key_points"]) == ("call-4-2", False, "differs")
    data = item(chair, "call-4-2")
    assert data["key_points"] == "Spoken about"
    assert data["next_steps"].startswith("- Send the plan")
    assert data["outputs"][0]["document"] == "plan"


def test_any_other_business_is_known_by_its_short_name(chair):
    seed(chair, record("items", "call-4-3", meeting=MEETING, label="E", position=3,
                       title="Any other business"))  # fmt: skip

    found = look(chair)

    last = found.items[-1]
    assert (last.part.title, last.item, last.new) == ("AOB", "call-4-3", False)


def test_with_replace_the_words_of_the_file_count(chair):
    agenda(chair)

    imported(chair, replacing=True)

    assert item(chair, "call-4-2")["key_points"].startswith("Nadia supports the plan")


def test_two_who_import_the_same_file_make_the_same_items():
    one, other = desk(), desk("lena", "secretariat")
    imported(one)
    imported(other)

    ids = [{row.id for row in current.listed(each, "items")} for each in (one, other)]
    assert ids[0] == ids[1]
    one.close()
    other.close()


def test_decisions_of_a_report_are_noted_once(chair):
    text = REPORT.replace(
        "Next steps:\n\nThe group",
        "Decisions:\n\nThe paper is adopted.\n\nNext steps:\n\nThe group",
    )
    imported(chair, text)
    imported(chair, text, replacing=True)

    (noted,) = deciding_meetings.listed(chair, MEETING)
    assert (noted.text, noted.item) == ("The paper is adopted.", "call-4-a")
    assert part(chair, "A").decisions == ("The paper is adopted.",)


# --- files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["pdf", "docx", "html", "txt"])
def test_a_file_is_opened_again_with_all_that_was_said(chair, home, tmp_path, kind):
    imported(chair)
    out = tmp_path / f"report.{kind}"

    exporting.write(chair, home, Wanted("summary", kind, meeting=MEETING), out, clock=clock)

    found = summary_report.read(out.name, out.read_bytes())
    assert [each.title for each in found.parts] == [
        each.title for each in summarising.composed(chair, MEETING).parts
    ]
    assert len(found.people) == 6
    assert " ".join(found.parts[3].key_points.split()) == ARABIC


def noted_beside(store):
    """Note something of the meeting that belongs to none of its items."""
    agenda(store)
    deciding_meetings.note(store, "The group goes on", meeting=MEETING, clock=clock)
    next_steps.add(
        store, "Book a room", owner="omar", due="2030-03-18", meeting=MEETING, clock=clock
    )
    next_steps.add(store, "Thank the *host*", meeting=MEETING, clock=clock)
    return store


def test_what_is_of_no_item_stands_under_a_heading_of_its_own_and_in_the_mail(chair):
    noted_beside(chair)

    found = summarising.composed(chair, MEETING)

    assert found.other.decisions == ("The group goes on",)
    assert "Book a room (owner: Omar Olive; due: 2030-03-18)" in found.other.next_steps
    assert "- The group goes on" in summarising_mail.mail(chair, MEETING, clock).body
    text = summarising_files.text(found)
    assert text.index("Other decisions and next steps") > text.index("Activity plan")


@pytest.mark.parametrize("kind", ["docx", "html", "txt"])
def test_what_is_of_no_item_is_read_back_and_noted_elsewhere_once(chair, home, tmp_path, kind):
    noted_beside(chair)
    out = tmp_path / f"report.{kind}"
    exporting.write(chair, home, Wanted("summary", kind, meeting=MEETING), out, clock=clock)
    elsewhere = desk()

    def taken(store):
        looked = summarising_look.look(store, out.name, out.read_bytes(), MEETING)
        return summarising_import.save(store, looked, clock=clock)

    taken(elsewhere)
    again = taken(elsewhere)
    taken(chair)

    found = summarising.composed(elsewhere, MEETING)
    assert found.other == summarising.composed(chair, MEETING).other
    (step,) = (each for each in next_steps.listed(elsewhere) if each.account == "omar")
    assert (step.action.text, step.action.due[:10]) == ("Book a room", "2030-03-18")
    assert again.ids == ()
    assert len(next_steps.listed(chair)) == 2
    assert len(deciding_meetings.listed(chair, MEETING)) == 1
    elsewhere.close()


def test_word_shows_headings_and_numbers(chair, home, tmp_path):
    from docx import Document

    imported(chair)
    out = tmp_path / "report.docx"
    exporting.write(chair, home, Wanted("summary", "docx", meeting=MEETING), out, clock=clock)

    opened = Document(io.BytesIO(out.read_bytes()))
    headings = [each.text for each in opened.paragraphs if each.style.name.startswith("Heading")]
    assert "B. Activity plan for 2030" in headings
    assert "Annex 1:" in headings


# --- the mail --------------------------------------------------------------------------------


def test_the_mail_tells_decisions_next_steps_and_what_is_due(chair):
    agenda(chair)
    seed(
        chair,
        record("milestones", "m", title="Comments close", at="2030-02-10T11:59:59Z", aoe=True),
    )
    deciding_meetings.note(chair, "The plan is adopted", item="call-4-2", clock=clock)
    deciding_meetings.note(chair, "To meet monthly", meeting=MEETING, clock=clock)
    summarising_writing.add_step(chair, "call-4-2", "Print the plan", "omar", "2030-03-18", clock)

    found = summarising_mail.mail(chair, MEETING, clock)

    assert found.subject == "After Fourth call: decisions and next steps"
    assert "2. Activity plan\n- The plan is adopted" in found.body
    assert "- To meet monthly" in found.body
    assert "- Print the plan (Omar Olive, by 18 March 2030)" in found.body
    assert "- Comments close: end of 9 February 2030 anywhere on Earth" in found.body
    assert "The summary report follows." in found.body
    assert found.body.endswith("Amara Apple\n")
    assert max(map(len, found.body.split("\n"))) <= 76


def test_the_mail_is_changed_kept_made_anew_and_saved_as_a_draft(chair):
    agenda(chair)
    usual = summarising_mail.mail(chair, MEETING, clock)
    summarising_mail.write(chair, MEETING, None, "My own words: مرحبا.\n", clock)

    kept = summarising_mail.mail(chair, MEETING, clock)
    content = summarising_mail.draft(chair, MEETING, ("list@orchard.example",), clock)
    mail = message_from_bytes(content, policy=policy.default)

    assert (kept.body, kept.edited) == ("My own words: مرحبا.\n", True)
    assert (mail["To"], mail["X-Unsent"]) == ("list@orchard.example", "1")
    assert mail.get_content().replace("\r\n", "\n") == kept.body
    summarising_mail.write(chair, MEETING, None, "", clock)
    assert summarising_mail.mail(chair, MEETING, clock) == usual


# --- joined ----------------------------------------------------------------------------------


def test_two_chairs_who_write_the_report_are_joined_field_by_field():
    base = {"title": "Call", "report": {"body": "Group", "introduction": "Old"}}
    mine = {**base, "report": {**base["report"], "introduction": "New"}}
    theirs = {**base, "report": {**base["report"], "next_meeting": "In May"}}

    joined_ = merging.merge(base, mine, theirs)

    assert joined_["report"] == {"body": "Group", "introduction": "New", "next_meeting": "In May"}


def test_both_texts_stay_where_two_wrote_the_same_field():
    base = {"report": {"introduction": "Old"}}
    found = merging.join(
        base, {"report": {"introduction": "Mine"}}, {"report": {"introduction": "Theirs"}}, "both"
    )

    assert found.contradictions == (("report", "introduction"),)
    assert found.data["report"]["introduction"] == "Theirs\n\n* * *\n\nMine"


def test_two_chairs_who_tick_people_are_joined_person_by_person(chair):
    attending.mark(chair, MEETING, ["amara"], clock=clock)
    base = meeting(chair)
    attending.mark(chair, MEETING, ["omar"], clock=clock)
    mine = meeting(chair)
    theirs = {
        **base,
        "attendance": [
            *base["attendance"],
            {"id": "guest-x", "member": None, "name": "X", "state": "present"},
        ],
    }

    found = merging.merge(base, mine, theirs)

    assert {each["id"] for each in found["attendance"]} == {"amara", "omar", "guest-x"}
