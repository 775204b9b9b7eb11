"""Text forms of a profile: made, filled in by hand, read back, taken in by a chair."""

import json
from email import message_from_bytes, policy

import pytest

from app.actions import annotating, forming, reviewing
from app.actions.papers import About
from app.actions.reviewing import Edit
from app.actions.trouble import Trouble
from app.domain.ids import review_id
from app.phrases.forms import words
from app.store import current, outbox, records
from tests.builders import CYCLE, clock, joined, proposal, record, round_, seed
from tests.filled import chairs_desk, form_of, put

LONG = "A first thought that takes more room than one line of a mail has, by far, and then some."


def papers():
    return [
        record("cycle", CYCLE, title="Orchard 2030"),
        round_(),
        proposal(code="T-1", proponents=[{"name": "Quinn Fig", "member": "quinn"}]),
        proposal("water", title="Water, for all"),
        record("members", "omar", name="Omar Olive", role="member"),
        record("members", "nadia", name="Nadia Nut", role="member"),
        record("members", "quinn", name="Quinn Fig", role="observer"),
        record("members", "chen", name="Chen", role="chair"),
        record("contacts", "member-omar", 1, "office", ("chairs",), emails=["omar@olive.example"]),
    ]


@pytest.fixture
def desk(store):
    return seed(joined(store), *papers())


@pytest.fixture
def chair():
    with chairs_desk(papers()) as store:
        yield store


def mine(store, proposal: str = "trees", account: str = "omar"):
    row = current.one(store, "reviews", review_id(CYCLE, account, proposal))
    return None if row is None else row.data


def take(store, home, given, **more):
    understood = forming.read(store, given, **more)
    assert not understood.faults + understood.problems, understood
    return forming.save(store, home, understood, clock)


# --- making --------------------------------------------------------------------------------


def test_a_form_fits_a_telephone_and_names_round_person_version_and_scale(desk):
    text = form_of(desk, ["trees", "water"])

    assert max(map(len, text.splitlines())) <= 72
    for said in (
        "== cycle: orchard2030", "== from: omar (Omar Olive)", "== proposal: trees v1",
        "== reach score 1-5:", "[ ] Support", "== until: 2030-02-11 11:59 UTC", "T-1: About trees",
    ):  # fmt: skip
        assert said in text


def test_what_i_drafted_stands_in_the_form_and_comes_back_to_the_letter(desk, home):
    words = f"{LONG}\n\n- one\n- two\n\n== need:\n--\n> quoted\n\\== odd"
    reviewing.review(
        desk, "trees", Edit(texts={"need": words}, scores={"reach": 4}, stance="object")
    )

    text = form_of(desk, ["trees"])
    understood = forming.read(desk, text)

    answers = understood.papers[0].answers[0]
    assert answers.review["texts"]["need"] == words
    assert answers.review["scores"] == {"reach": 4}
    assert answers.review["stance"] == "object"
    assert understood.left_over == []
    assert not forming.save(desk, home, understood).anything


def test_a_form_about_a_round_asks_of_its_open_proposals_and_a_code_names_one(desk):
    seed(desk, proposal("gone", status="withdrawn"))

    asked = forming.made(desk, [], round="first").form.sheets
    assert {each.proposal for each in asked} == {"trees", "water"}
    assert forming.made(desk, ["t-1"]).form.sheets[0].proposal == "trees"


def test_nothing_is_asked_of_what_is_not_there(desk):
    for asked, scheme, code in (
        (["nix"], None, "no_such_paper"),
        ([], "nix", "no_such_round"),
        ([], None, "nothing_to_ask"),
    ):
        with pytest.raises(Trouble) as trouble:
            form_of(desk, asked, round=scheme)

        assert trouble.value.code == code


def test_a_form_for_a_member_holds_nothing_of_the_chairs_own(chair, desk):
    reviewing.review(chair, "trees", Edit(texts={"need": "canary"}, to_chairs="canary"))

    made = forming.made(chair, ["trees"], account="omar")

    assert "canary" not in made.text
    assert "== from: omar (Omar Olive)" in made.text
    assert made.to == ("omar@olive.example",)
    with pytest.raises(Trouble, match="not_a_taker"):
        forming.made(desk, ["trees"], account="nadia")


def test_an_address_that_no_header_can_bear_is_left_out(chair):
    seed(
        chair, record("contacts", "member-omar", 2, emails=["a@b.example\nBcc: all", "o@b.example"])
    )

    made = forming.made(chair, ["trees"], account="omar")

    assert made.to == ("o@b.example",)
    assert b"\nTo: o@b.example\r\n" in forming.draft(made, clock)


def test_the_draft_of_a_mail_is_opened_unsent_and_read_as_it_is(desk, home):
    made = forming.made(desk, ["trees"])

    raw = forming.draft(made, clock)

    mail = message_from_bytes(raw, policy=policy.default)
    assert mail["X-Unsent"] == "1"
    assert forming.read(desk, raw).papers[0].id == made.form.id


# --- reading my own ------------------------------------------------------------------------


def test_what_i_filled_in_becomes_a_draft_and_reading_it_again_changes_nothing(desk, home):
    text = put(form_of(desk, ["trees"]), "== need:", LONG)
    text = put(text, "== questions:", "- Who pays?\n- Since when?")

    first = take(desk, home, text)
    again = take(desk, home, text)

    assert len(first.ids) == 3
    assert not again.anything
    assert mine(desk)["texts"]["need"] == LONG
    assert mine(desk)["state"] == "draft"
    asked = current.listed(desk, "comments")
    assert {row.data["text"] for row in asked} == {"Who pays?", "Since when?"}
    assert {row.readers for row in asked} == {("chairs", "quinn")}


def test_an_x_at_the_end_submits(desk, home):
    text = put(form_of(desk, ["trees"]), "== need:", "Needed")

    take(desk, home, text.replace("[ ] submit", "[x] submit"))

    assert mine(desk)["state"] == "submitted"


def test_what_lacks_a_needed_text_is_kept_as_a_draft_and_told(desk, home):
    text = form_of(desk, ["trees"]).replace("[ ] submit", "[x] submit")

    saved = take(desk, home, text.replace("score 1-5:", "score 1-5: 4"))

    assert [each.code for each in saved.told] == ["text_required"]
    assert mine(desk)["state"] == "draft"


def test_words_written_since_are_not_overwritten_by_what_the_form_only_repeats(desk, home):
    reviewing.review(desk, "trees", Edit(texts={"need": "old"}, comment="old"))
    text = form_of(desk, ["trees"])
    reviewing.review(desk, "trees", Edit(texts={"need": "newer"}))

    take(desk, home, put(text, "== reach:", "from the form"))

    assert mine(desk)["texts"] == {"need": "newer", "reach": "from the form"}
    assert mine(desk)["comment"] == "old"


def test_an_emptied_answer_is_emptied_only_if_it_still_is_what_the_form_had(desk, home):
    reviewing.review(desk, "trees", Edit(texts={"need": "old", "reach": "old"}))
    text = form_of(desk, ["trees"]).replace("\nold\n", "\n\n")
    reviewing.review(desk, "trees", Edit(texts={"reach": "newer"}))

    take(desk, home, text)

    assert mine(desk)["texts"] == {"need": "", "reach": "newer"}


def test_a_blank_form_from_elsewhere_empties_nothing(desk, home):
    text = form_of(desk, ["trees"])
    desk.run("DELETE FROM facts WHERE name LIKE 'form:%'")
    reviewing.review(desk, "trees", Edit(texts={"need": "mine"}, stance="support"))

    saved = take(desk, home, text)

    assert not saved.anything
    assert mine(desk)["texts"]["need"] == "mine"


def test_a_question_that_was_withdrawn_or_asked_before_is_not_asked_again(desk, home):
    annotating.comment(desk, home, About("proposal", "trees", 1), "Who  PAYS?", kind="question")
    text = put(form_of(desk, ["trees"]), "== questions:", "Who pays?\n\nSince when?")
    (new,) = take(desk, home, text).ids
    annotating.withdraw(desk, new)

    again = take(desk, home, text)

    assert not again.anything


def test_a_form_filled_in_before_a_new_version_came_is_kept_as_an_answer_to_the_old_one(desk, home):
    text = put(form_of(desk, ["trees"]), "== need:", "about the first")
    seed(desk, proposal(version=2))

    understood = forming.read(desk, text)
    forming.save(desk, home, understood, clock)

    assert [each.code for each in understood.notices] == ["older_version"]
    assert mine(desk)["version"] == 1


# --- what is wrong -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ("score 1-5:", "score 1-5: 6", "score_out_of_scale", "reach score"),
        ("score 1-5:", "score 1-5: 4/10", "score_out_of_scale", "reach score"),
        ("score 1-5:", "score 1-5: 4,5", "not_a_score", "reach score"),
        ("score 1-5:", "score 1-5: 3 or 4", "not_a_score", "reach score"),
        ("[ ] Support", "[x] Maybe", "unknown_stance", "position"),
        ("[ ] Support", "[x] Support everything", "unknown_stance", "position"),
        ("[ ] Support\n[ ] Object", "perhaps", "unknown_stance", "position"),
        ("[ ] Support\n[ ] Object", "[x] Support\n[x] Object", "two_choices", "position"),
        ("[ ] Unclear", "[x] Ugly", "unknown_reason", "reasons"),
        ("[ ] employer", "[x] boredom", "unknown_recusal", "conflict"),
        ("== merge:\n", "== merge:\nnix\n", "unknown_proposal", "merge"),
        ("== reach:\n", "== nix:\nwords\n", "unknown_field", "nix"),
        ("== comment:\n", "== comment:\n" + "long " * 20_000, "too_long", "comment"),
        ("== comment:\n", "== comment:\none\n\n== comment:\nother\n", "twice", "comment"),
    ],
)  # fmt: skip
def test_one_bad_answer_is_named_with_its_line_and_field_and_all_others_are_saved(
    desk, home, old, new, code, field
):
    text = put(form_of(desk, ["trees"]), "== need:", "good")
    assert old in text

    understood = forming.read(desk, text.replace(old, new, 1))
    forming.save(desk, home, understood, clock)

    (problem,) = understood.problems
    assert (problem.code, problem.field) == (code, field)
    assert problem.line > 0
    assert mine(desk) == {
        **mine(desk), "texts": {"need": "good"}, "scores": {}, "stance": None, "reasons": [],
        "recused": None, "merge_with": [], "comment": "",
    }  # fmt: skip


def test_a_bad_answer_empties_nothing_that_stood_there(desk, home):
    reviewing.review(desk, "trees", Edit(scores={"reach": 4}, stance="object", reasons=["Unclear"]))
    text = form_of(desk, ["trees"]).replace("score 1-5: 4", "score 1-5: 44")
    text = text.replace("[x] Object", "[x] Objekt und mehr").replace("[x] Unclear", "[x] Ugly")

    understood = forming.read(desk, put(text, "== need:", "good"))
    forming.save(desk, home, understood, clock)

    assert {each.code for each in understood.problems} == {
        "score_out_of_scale", "unknown_stance", "unknown_reason",
    }  # fmt: skip
    assert mine(desk)["scores"] == {"reach": 4}
    assert (mine(desk)["stance"], mine(desk)["reasons"]) == ("object", ["Unclear"])
    assert mine(desk)["texts"] == {"need": "good"}


def test_what_was_not_all_understood_is_not_submitted(desk, home):
    text = put(form_of(desk, ["trees", "water"]), "== need:", "good")
    text = text.replace("score 1-5:", "score 1-5: 9", 1)
    water = text.index("== proposal: water")
    text = text[:water] + put(text[water:], "== need:", "fine")

    understood = forming.read(desk, text.replace("[ ] submit", "[x] submit"))
    forming.save(desk, home, understood, clock)

    assert [each.code for each in understood.notices] == ["not_submitted"]
    assert (mine(desk)["state"], mine(desk, "water")["state"]) == ("draft", "submitted")


def test_one_proposal_that_is_not_here_leaves_the_answers_about_the_others(desk, home):
    text = form_of(desk, ["trees", "water"]).replace("trees v1", "nix v1")
    water = text.index("== proposal: water")

    understood = forming.read(desk, text[:water] + put(text[water:], "== need:", "fine"))
    forming.save(desk, home, understood, clock)

    assert [(each.code, each.field) for each in understood.problems] == [
        ("unknown_proposal", "proposal")
    ]
    assert mine(desk, "water")["texts"] == {"need": "fine"}


def test_of_a_proposal_that_is_there_twice_what_both_say_alike_is_taken(desk, home):
    text = put(form_of(desk, ["trees"]), "== need:", "the same")
    first, second = put(text, "== reach:", "one"), put(text, "== reach:", "other")

    understood = forming.read(desk, first + put(second, "== comment:", "only here"))
    forming.save(desk, home, understood, clock)

    (problem,) = understood.problems
    assert (problem.code, problem.params["got"]) == ("twice_apart", "reach")
    assert mine(desk)["texts"] == {"need": "the same"}
    assert mine(desk)["comment"] == "only here"


def test_the_choices_and_the_scale_are_named_beside_what_was_not_understood(desk):
    text = form_of(desk, ["trees"]).replace("[ ] Support\n[ ] Object", "I support with changes")
    text = text.replace("score 1-5:", "score 1-5: 9").replace("[ ] Unclear", "[x] Ugly")

    told = {each.field: words(each.code, each.params) for each in forming.read(desk, text).problems}

    assert "Choose one of: Support, Object." in told["position"]
    assert "from 1 to 5" in told["reach score"]
    assert "Unclear" in told["reasons"]


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("I support with changes", "changes"), ("Support with chnages", "changes"),
        ("[x] Suport with changes", "changes"), ("We suport.", "support"), ("objetc", "object"),
        ("[x] Objects", "object"), ("support-with-changes", "changes"),
    ],
)  # fmt: skip
def test_a_choice_spelt_with_a_letter_amiss_is_read_and_told(desk, said, stance):
    text = form_with_changes(desk, said)

    understood = forming.read(desk, text)

    assert understood.problems == []
    assert understood.papers[0].answers[0].review.get("stance") == stance
    assert [each.code for each in understood.notices] == ["read_as"]
    assert understood.notices[0].line == text.splitlines().index(said) + 1


@pytest.mark.parametrize(
    "said",
    ["I do not support", "Nonsupport", "Support without changes", "I support some of it", "abject",
     "Support, I object"],
)  # fmt: skip
def test_words_that_may_mean_something_else_are_no_choice(desk, said):
    understood = forming.read(desk, form_with_changes(desk, said))

    assert [each.code for each in understood.problems] == ["unknown_stance"]
    assert "stance" not in understood.papers[0].answers[0].review


def form_with_changes(desk, position: str) -> str:
    """Make a form of a round that has a third position, and answer with `position`."""
    scheme = round_().data
    scheme["stances"] = [*scheme["stances"], {"key": "changes", "title": "Support with changes"}]
    seed(desk, record("rounds", "first", 2, **scheme))
    text = form_of(desk, ["trees"])
    boxes = "[ ] Support\n[ ] Object\n[ ] Support with changes"
    assert boxes in text
    return text.replace(boxes, position)


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ("cycle: orchard2030", "cycle: other", "other_cycle", "cycle"),
        ("from: omar", "from: nadia", "not_yours", "from"),
        ("Satchel form 1", "Satchel form 2", "form_too_new", "form"),
    ],
)
def test_a_fault_of_the_whole_form_is_named_and_nothing_is_saved(desk, home, old, new, code, field):
    text = put(form_of(desk, ["trees"]), "== need:", "good")
    assert old in text

    understood = forming.read(desk, text.replace(old, new, 1))

    (fault,) = understood.faults
    assert (fault.code, fault.field) == (code, field)
    assert fault.line > 0
    with pytest.raises(Trouble, match="form_has_faults"):
        forming.save(desk, home, understood)
    assert mine(desk) is None


@pytest.mark.parametrize(
    "given", ["", "hello", b"\xff\xfe\x00", b"\x00\x01\x02" * 500, "== : \n===="]
)
def test_what_is_no_form_is_told_so(desk, given):
    assert [each.code for each in forming.read(desk, given).faults] == ["no_form"]


# --- how people answer ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "score"),
    [("4", 4), ("4/5", 4), ("4 - good", 4), ("four", 4), ("Quatre.", 4), ("４", 4), ("٤", 4),
     ("四", 4), ("4️⃣", 4), ("[4]", 4), ("*4*", 4), ("4 out of 5", 4), ("poor", 1), ("5 (excellent)", 5),
     ("n/a", None), ("-", None), ("", None)],
)  # fmt: skip
def test_a_score_is_read_in_any_script(desk, said, score):
    scheme = round_().data
    scheme["criteria"][1]["scale"]["labels"] = {"1": "poor", "5": "excellent"}
    seed(desk, record("rounds", "first", 2, **scheme))
    text = form_of(desk, ["trees"]).replace("score 1-5:", f"score 1-5: {said}")

    understood = forming.read(desk, text)

    assert not understood.faults
    assert understood.papers[0].answers[0].review["scores"].get("reach") == score


@pytest.mark.parametrize(
    "said",
    ["[ ] Support\n[x] Object", "[ ] Support\n(X) Object", "[ ] Support\n[✓] Object", "Object",
     "object", "☐ Support\n☑ Object", "[ ] Support\nx Object", "[] Support\n[ * ] Object",
     "Support: no\nObject: yes", "[ ] Support\n[ ]x Object", "- [ ] Support\n- [x] Object",
     "[ ] Support [x] Object", "[no] Support\n[yes] Object", "[ ] Support\n［ｘ］ Object"],
)  # fmt: skip
def test_a_choice_is_ticked_in_many_ways(desk, said):
    text = form_of(desk, ["trees"]).replace("[ ] Support\n[ ] Object", said)

    understood = forming.read(desk, text)

    assert not understood.faults
    assert understood.papers[0].answers[0].review.get("stance") == "object"


def test_choices_whose_boxes_were_lost_are_left_over_and_none_is_taken(desk):
    text = form_of(desk, ["trees"]).replace("[ ] Support\n[ ] Object", "Support\nObject")

    understood = forming.read(desk, text)

    assert "stance" not in understood.papers[0].answers[0].review
    assert [each.text for each in understood.left_over] == ["Support", "Object"]


def test_answers_between_the_quoted_lines_and_above_their_mark_are_found(desk):
    text = "\n".join("> " + line for line in form_of(desk, ["trees"]).splitlines())
    text = text.replace("> This needs an answer in words.\n",
                        "> This needs an answer in words.\n\nInline words\n\n")  # fmt: skip

    understood = forming.read(desk, f"Dear all,\n\nOn Monday, 2 Feb, C wrote:\n{text}\n\nBest, O")

    assert understood.papers[0].answers[0].review["texts"] == {"need": "Inline words"}
    assert [(each.text, each.why) for each in understood.left_over] == [
        ("Dear all,", "outside"), ("On Monday, 2 Feb, C wrote:", "outside"), ("Best, O", "outside"),
    ]  # fmt: skip


def test_words_below_a_title_of_an_unquoted_form_are_the_answer_if_our_own_are_all_there(desk):
    text = put(form_of(desk, ["trees"]), "==== Who needs it", "Typed at the title")

    understood = forming.read(desk, text)

    assert understood.papers[0].answers[0].review["texts"] == {"need": "Typed at the title"}


def test_words_beside_the_title_are_the_answer_too(desk):
    text = form_of(desk, ["trees"])
    text = text.replace("==== Who needs it\n", "==== Who needs it: Everybody\n")

    understood = forming.read(desk, text)

    assert understood.papers[0].answers[0].review["texts"] == {"need": "Everybody"}
    assert understood.left_over == []


def test_of_a_reply_above_the_quoted_original_the_reply_counts(desk):
    blank = form_of(desk, ["trees"])
    reply = put(blank, "== need:", "mine")
    original = "\n".join("> " + line for line in put(blank, "== need:", "printed").splitlines())

    understood = forming.read(desk, f"{reply}\n{original}\n")

    assert not understood.faults
    assert understood.papers[0].answers[0].review["texts"] == {"need": "mine"}


def test_a_signature_below_a_form_that_was_cut_off_is_no_answer(desk):
    text = put(form_of(desk, ["trees"]), "== need:", "mine\n\n-- \nOmar Olive\nphone 123")
    text = text[: text.index("123") + 3]

    understood = forming.read(desk, text)

    assert understood.papers[0].answers[0].review["texts"] == {"need": "mine"}
    assert [each.text for each in understood.left_over] == ["--", "Omar Olive", "phone 123"]


def test_proposals_to_merge_with_are_named_by_id_code_or_title(desk):
    for said, ids in (("water", ["water"]), ("Water, for all", ["water"]), ("- WATER.", ["water"])):
        text = put(form_of(desk, ["trees"]), "== merge:", said)

        assert forming.read(desk, text).papers[0].answers[0].review["merge_with"] == ids


# --- a chair takes in what members send ------------------------------------------------------


def filled(desk, **more):
    text = put(form_of(desk, ["trees"]), "== need:", more.get("need", "Needed"))
    return put(put(text, "== chairs:", "in confidence"), "== questions:", "- Who pays?")


def test_a_members_form_is_taken_in_her_name_once(desk, chair, home):
    text = filled(desk)

    first = take(chair, home, text)
    again = take(chair, home, text)

    assert len(first.ids) == 3
    assert not again.anything
    row = current.one(chair, "reviews", review_id(CYCLE, "omar", "trees"))
    assert (row.owner, row.readers, row.data["via"], row.data["carried_by"], row.data["state"]) == (
        "omar", ("chairs",), "form", "chen", "submitted",
    )  # fmt: skip
    aside = current.one(chair, "asides", row.id)
    assert (aside.data["to_chairs"], aside.readers) == ("in confidence", ("chairs",))
    assert outbox.all_of(chair) == []


def test_a_later_form_adds_to_the_first_and_replaces_what_it_says_anew(desk, chair, home):
    take(chair, home, filled(desk))

    saved = take(chair, home, filled(desk, need="More").replace("score 1-5:", "score 1-5: 5"))

    assert saved.anything
    assert mine(chair)["texts"] == {"need": "More"}
    assert mine(chair)["scores"] == {"reach": 5}
    assert len(current.listed(chair, "comments")) == 1


def test_what_she_sent_herself_is_never_replaced_by_a_form_and_that_is_told(desk, chair, home):
    id = review_id(CYCLE, "omar", "trees")
    own = {"proposal": "trees", "texts": {"need": "hers"}, "state": "submitted"}
    records.apply(chair, [record("reviews", id, 3, "omar", ("chairs",), **own)])

    saved = take(chair, home, filled(desk))

    assert [each.code for each in saved.told] == ["sent_herself"]
    assert mine(chair)["texts"] == {"need": "hers"}
    assert [row.data["text"] for row in current.listed(chair, "comments")] == ["Who pays?"]


def test_the_sender_of_the_mail_is_shown_and_a_stranger_told(desk, chair):
    mail = "From: {}\nDate: Fri, 01 Feb 2030 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n"

    known = forming.read(chair, mail.format("omar@olive.example").encode() + filled(desk).encode())
    strange = forming.read(chair, mail.format("x@x.example").encode() + filled(desk).encode())

    assert known.notices == []
    assert [each.code for each in strange.notices] == ["other_sender"]
    assert strange.papers[0].sender == "x@x.example"
    assert known.papers[0].written_at == "2030-02-01T10:00:00Z"


def test_a_form_whose_head_was_cut_off_needs_a_name(desk, chair):
    text = filled(desk)
    headless = text[text.index("==== T-1") :]

    assert [each.code for each in forming.read(chair, headless).faults] == ["no_account"]
    assert forming.read(chair, headless, "omar").papers[0].account == "omar"
    assert forming.read(chair, text, "nadia").faults[0].code == "other_account"
    assert forming.read(chair, headless, "nobody").faults[0].code == "unknown_account"
    assert forming.read(chair, headless, "quinn").faults[0].code == "observer"
    assert forming.read(desk, headless).papers[0].mine


def test_a_box_of_mails_is_read_form_by_form(desk, chair, home):
    head = "From {0}@x Fri Feb  1 10:00:00 2030\nFrom: {0}@x.example\nSubject: form\n\n"
    hers = filled(desk).replace("from: omar (Omar Olive)", "from: nadia")
    box = head.format("omar") + filled(desk) + "\n" + head.format("nadia") + hers
    box += "\n" + head.format("list") + "hello\n\n"

    understood = forming.read(chair, box)
    forming.save(chair, home, understood, clock)

    assert [paper.account for paper in understood.papers] == ["omar", "nadia"]
    assert "without_form" in {each.code for each in understood.notices}
    assert mine(chair, account="nadia")["texts"] == {"need": "Needed"}


def test_a_fault_in_one_form_of_a_box_keeps_all_from_being_saved(desk, chair, home):
    head = "From {0}@x Fri Feb  1 10:00:00 2030\nFrom: {0}@x.example\nSubject: form\n\n"
    bad = filled(desk).replace("from: omar (Omar Olive)", "from: nobody")

    understood = forming.read(
        chair, head.format("a") + filled(desk) + "\n" + head.format("b") + bad
    )

    assert [(each.code, each.mail) for each in understood.faults] == [("unknown_account", 2)]
    with pytest.raises(Trouble):
        forming.save(chair, home, understood)
    assert mine(chair) is None


def test_printed_words_are_kept_of_forty_forms(desk):
    for _ in range(45):
        form_of(desk, ["trees"])

    names = desk.rows("SELECT value FROM facts WHERE name LIKE 'form:%'")
    kept = [json.loads(row["value"]) for row in names]
    assert len(kept) == 40


def test_a_form_that_was_cut_short_is_read_and_told(desk):
    whole = put(form_of(desk, ["trees"]), "== need:", "Yes.")
    short = whole[: whole.index("== end")]

    told = [[each.code for each in forming.read(desk, text).notices] for text in (whole, short)]

    assert told == [[], ["form_cut_short"]]
