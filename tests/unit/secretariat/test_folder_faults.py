"""Faulty meeting folders: every fault is told with its file, line, field and code."""

import os
from random import Random

import pytest

from app.phrases.faults import place, words
from app.secretariat.folder import check
from tests import meeting_folder as made


def swap(name, old, new):
    return lambda root: made.change(root, name, old, new)


def put(name, content):
    return lambda root: made.put(root, name, content)


def drop(name):
    return lambda root: (root / name).unlink()


def link_out(name):
    def act(root):
        outside = root.parent / "outside.txt"
        outside.write_text('id = "outside"\n')
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(outside)

    return act


def huge(name, size):
    def act(root):
        (root / name).parent.mkdir(exist_ok=True)
        with (root / name).open("wb") as file:
            file.truncate(size)

    return act


def both(*acts):
    def act(root):
        for each in acts:
            each(root)

    return act


BROKEN = {
    # the folder and its files
    "no cycle.toml": (drop("cycle.toml"), "cycle.toml", 1, "file", "missing_file"),
    "a directory for cycle.toml": (
        both(drop("cycle.toml"), lambda root: (root / "cycle.toml").mkdir()),
        "cycle.toml", 1, "file", "missing_file",
    ),
    "misspelt file": (
        lambda root: (root / "members.csv").rename(root / "member.csv"),
        "member.csv", 1, "file", "misspelt_file",
    ),
    "file too large": (huge("rounds/first.toml", 9_000_000), "rounds/first.toml", 1, "file", "file_too_large"),
    "link out of the folder": (link_out("rounds/extra.toml"), "rounds/extra.toml", 1, "file", "leaves_folder"),
    "UTF-16": (put("cycle.toml", 'id = "x"'.encode("utf-16")), "cycle.toml", 1, "file", "bad_encoding"),
    "no text at all": (
        put("groups/garden.toml", b"\x00\xff\n" * 500),
        "groups/garden.toml", 1, "file", "bad_encoding",
    ),
    "Latin-1 in TOML": (
        put("groups/garden.toml", 'id = "garden"\ntitle = "Été"\n'.encode("latin-1")),
        "groups/garden.toml", 2, "title", "bad_encoding",
    ),
    "Latin-1 in a cell": (
        put("contributions.csv", "id,call,from\nc1,stock,José\n".encode("latin-1")),
        "contributions.csv", 2, "from", "bad_encoding",
    ),
    "NUL in a title": (swap("cycle.toml", "Orchard cycle", "Orchard\0cycle"), "cycle.toml", 2, "title", "nul"),
    "NUL in a cell": (swap("members.csv", "Omar Plum", "Omar\0Plum"), "members.csv", 3, "name", "nul"),
    "NUL in a section": (swap("proposals/bees.v1.md", "Bees.", "Be\0es."), "proposals/bees.v1.md", 9, "sections[0].text", "nul"),
    "names that differ in capitals": (
        put("documents/LETTER.txt", "x"), "documents/letter.txt", 1, "file", "name_collision",
    ),
    # TOML
    "broken TOML": (swap("rounds/first.toml", '"First reading"', '"First reading'), "rounds/first.toml", 2, "title", "broken_toml"),
    "list without end": (swap("cycle.toml", '"es"]', '"es"'), "cycle.toml", 3, "languages", "broken_toml"),
    "table without end": (swap("rounds/scored.toml", '5 = "excellent" } }', '5 = "excellent" '), "rounds/scored.toml", 12, "scale", "broken_toml"),
    "text without end": (swap("cycle.toml", '"orchard2030"', '"""orchard'), "cycle.toml", 1, "id", "broken_toml"),
    "doubled key": (swap("cycle.toml", "starts", 'title = "x"\nstarts'), "cycle.toml", 4, "title", "doubled_key"),
    "misspelt key": (swap("rounds/first.toml", "stances", "stanses"), "rounds/first.toml", 7, "stanses", "misspelt_key"),
    "criterion for criteria": (
        lambda root: made.put(root, "rounds/first.toml", made.FIRST_ROUND.replace("[[criteria]]", "[[criterion]]")),
        "rounds/first.toml", 9, "criterion", "misspelt_key",
    ),
    "month 13": (swap("cycle.toml", "2030-12-31", "2030-13-45"), "cycle.toml", 5, "ends", "bad_time"),
    "30 February": (swap("milestones.toml", "2030-02-10", "2030-02-30"), "milestones.toml", 4, "at", "bad_time"),
    "date as words": (swap("cycle.toml", "2030-12-31", '"next winter"'), "cycle.toml", 5, "ends", "bad_time"),
    "infinite number": (swap("rounds/scored.toml", "weight = 2", "weight = inf"), "rounds/scored.toml", 13, "criteria[0].weight", "not_a_number"),
    "very deep": (swap("cycle.toml", "starts", "x = " + "[" * 5000 + "]" * 5000 + "\nstarts"), "cycle.toml", 1, "file", "too_deep"),
    # cycle
    "cycle ends before it starts": (swap("cycle.toml", "2030-12-31", "2029-12-31"), "cycle.toml", 5, "ends", "ends_before_it_starts"),
    "cycle without id": (swap("cycle.toml", 'id = "orchard2030"\n', ""), "cycle.toml", 1, "id", "missing"),
    "cycle id with blanks": (swap("cycle.toml", "orchard2030", "Orchard 2030"), "cycle.toml", 1, "id", "bad_slug"),
    "title of 1 MB": (swap("cycle.toml", "Orchard cycle 2030", "x" * 1_000_000), "cycle.toml", 2, "title", "too_long"),
    "title that is a number": (swap("cycle.toml", '"Orchard cycle 2030"', "2030"), "cycle.toml", 2, "title", "wrong_type"),
    # rounds
    "doubled criterion": (swap("rounds/first.toml", 'key = "reach"', 'key = "need"'), "rounds/first.toml", 16, "criteria[1].key", "doubled_criterion"),
    "criterion without key": (swap("rounds/first.toml", 'key = "reach"\n', ""), "rounds/first.toml", 15, "criteria[1].key", "missing"),
    "scale upside down": (swap("rounds/scored.toml", "min = 1", "min = 9"), "rounds/scored.toml", 12, "criteria[0].scale.min", "scale_upside_down"),
    "label off the scale": (swap("rounds/scored.toml", "5 = ", "7 = "), "rounds/scored.toml", 12, "criteria[0].scale.labels.7", "label_off_scale"),
    "negative weight": (swap("rounds/scored.toml", "weight = 2", "weight = -2"), "rounds/scored.toml", 13, "criteria[0].weight", "negative"),
    "doubled stance": (swap("rounds/first.toml", 'key = "no"', 'key = "yes"'), "rounds/first.toml", 7, "stances[1].key", "doubled_stance"),
    "unknown visibility": (swap("rounds/first.toml", "after_mine", "sometimes"), "rounds/first.toml", 5, "others_visible", "bad_word"),
    "reasons above the scale": (swap("rounds/scored.toml", "below = 3", "below = 30"), "rounds/scored.toml", 7, "reasons_at_or_below", "above_scale"),
    "reasons below the scale": (swap("rounds/scored.toml", "below = 3", "below = 0"), "rounds/scored.toml", 7, "reasons_at_or_below", "below_scale"),
    "scale of one score": (swap("rounds/scored.toml", 'max = 5, labels = { 1 = "poor", 5 = "excellent" }', "max = 1"), "rounds/scored.toml", 12, "criteria[0].scale.max", "scale_of_one"),
    "scale of a thousand": (swap("rounds/scored.toml", "max = 5", "max = 1000"), "rounds/scored.toml", 12, "criteria[0].scale.max", "scale_too_long"),
    "scale without an end": (swap("rounds/scored.toml", "max = 5, ", ""), "rounds/scored.toml", 12, "criteria[0].scale.max", "missing"),
    "label that is no score": (swap("rounds/scored.toml", "5 = ", "best = "), "rounds/scored.toml", 12, "criteria[0].scale.labels.best", "label_off_scale"),
    "no weight but zero": (swap("rounds/scored.toml", "weight = 2", "weight = 0"), "rounds/scored.toml", 9, "criteria", "no_weight"),
    "weight beyond all": (swap("rounds/scored.toml", "weight = 2", "weight = 1e9"), "rounds/scored.toml", 13, "criteria[0].weight", "too_heavy"),
    "weight in words": (swap("rounds/scored.toml", "weight = 2", 'weight = "two"'), "rounds/scored.toml", 13, "criteria[0].weight", "wrong_type"),
    "texts of no words": (swap("rounds/scored.toml", "weight = 2", "max_words = 0"), "rounds/scored.toml", 13, "criteria[0].max_words", "no_words_allowed"),
    "capacity below nothing": (swap("rounds/scored.toml", "below = 3", "below = 3\ncapacity = -1"), "rounds/scored.toml", 8, "capacity", "negative"),
    "unknown kind of conflict": (swap("rounds/scored.toml", "below = 3", 'below = 3\nrecusals = ["employer", "rival"]'), "rounds/scored.toml", 8, "recusals", "bad_word"),
    "unknown assignment": (swap("rounds/scored.toml", "below = 3", 'below = 3\nassignment = "drawn"'), "rounds/scored.toml", 8, "assignment", "bad_word"),
    "assigned to nobody": (swap("rounds/scored.toml", "below = 3", 'below = 3\nassignment = "listed"\nassigned = [{ title = "Set 1" }]'), "rounds/scored.toml", 9, "assigned[0]", "nobody_assigned_here"),
    "assigned to a stranger": (swap("rounds/scored.toml", "below = 3", 'below = 3\nassignment = "listed"\nassigned = [{ members = ["omer"] }]'), "rounds/scored.toml", 9, "assigned[0].members", "unknown_account"),
    "assigned to no group": (swap("rounds/scored.toml", "below = 3", 'below = 3\nassignment = "by_group"\nassigned = [{ group = "gardn" }]'), "rounds/scored.toml", 9, "assigned[0].group", "unknown_paper"),
    "an unknown paper assigned": (swap("rounds/scored.toml", "below = 3", 'below = 3\nassignment = "listed"\nassigned = [{ members = ["omar"], proposals = ["bee"] }]'), "rounds/scored.toml", 9, "assigned[0].proposals", "unknown_paper"),
    "doubled outcome": (swap("rounds/scored.toml", "below = 3", 'below = 3\noutcomes = [{ key = "yes" }, { key = "yes" }]'), "rounds/scored.toml", 8, "outcomes[1].key", "doubled_outcome"),
    "misspelt key of an assignment": (swap("rounds/scored.toml", "below = 3", 'below = 3\nassigned = [{ member = ["omar"] }]'), "rounds/scored.toml", 8, "assigned[0].member", "misspelt_key"),
    "deadline that is no time": (swap("rounds/first.toml", "2030-02-11T11:59:59Z", '"soon"'), "rounds/first.toml", 6, "deadlines[0].at", "bad_time"),
    "two rounds of one id": (swap("rounds/scored.toml", '"scored"\ntitle', '"first"\ntitle'), "rounds/scored.toml", 1, "id", "doubled_id"),
    # members
    "doubled account": (swap("members.csv", "omar,", "nadia,"), "members.csv", 3, "account", "doubled_id"),
    "account named like an audience": (swap("members.csv", "quinn,", "chairs,"), "members.csv", 5, "account", "reserved_account"),
    "account with blanks": (swap("members.csv", "quinn,", "Quinn Fig,"), "members.csv", 5, "account", "bad_account"),
    "no account": (swap("members.csv", "quinn,", ","), "members.csv", 5, "account", "missing"),
    "unknown role": (swap("members.csv", "omar,member", "omar,boss"), "members.csv", 3, "role", "bad_word"),
    "unknown region": (swap("members.csv", "asia_pacific", "asia"), "members.csv", 3, "region", "bad_word"),
    "unknown group": (swap("members.csv", "government", "state"), "members.csv", 3, "group", "bad_word"),
    "IGO with a region": (swap("members.csv", "Quince Office,igo,", "Quince Office,igo,weog"), "members.csv", 4, "region", "igo_has_no_region"),
    "year of term in words": (swap("members.csv", "TN,2", "TN,two"), "members.csv", 2, "term_year", "not_a_number"),
    "uncertain: perhaps": (swap("members.csv", ",,yes", ",,perhaps"), "members.csv", 5, "uncertain", "bad_flag"),
    "too many cells": (swap("members.csv", "TN,2,", "TN,2,,x,y"), "members.csv", 2, "uncertain", "too_many_cells"),
    "misspelt column": (swap("members.csv", "affiliation,group", "afiliation,group"), "members.csv", 1, "afiliation", "misspelt_column"),
    "no column of accounts": (swap("members.csv", "account,role", "who,role"), "members.csv", 1, "account", "missing_column"),
    "lone quote": (swap("members.csv", "Omar Plum", '"Omar Plum'), "members.csv", 3, "file", "broken_csv"),
    # proposals
    "unknown round": (swap("proposals/bees.v1.md", '"scored"', '"nowhere"'), "proposals/bees.v1.md", 2, "round", "unknown_paper"),
    "unknown proponent": (swap("proposals/seeds.v1.md", 'member = "omar"', 'member = "nobody"'), "proposals/seeds.v1.md", 7, "proponents[0].member", "unknown_account"),
    "unknown letter": (swap("proposals/seeds.v1.md", 'document = "letter"', 'document = "leter"'), "proposals/seeds.v1.md", 8, "evidence[0].document", "unknown_paper"),
    "unknown kind of relation": (swap("proposals/bees.v1.md", "at =", 'related = [{ proposal = "seeds", kind = "like" }]\nat ='), "proposals/bees.v1.md", 4, "related[0].kind", "bad_word"),
    "unknown criterion": (swap("proposals/seeds.v1.md", "tags =", 'strengths = [{ criterion = "colour" }]\ntags ='), "proposals/seeds.v1.md", 6, "strengths[0].criterion", "unknown_criterion"),
    "no front matter": (put("proposals/bees.v1.md", "## About\n\nBees.\n"), "proposals/bees.v1.md", 1, "file", "no_front_matter"),
    "front matter without end": (put("proposals/bees.v1.md", '+++\nround = "scored"\n'), "proposals/bees.v1.md", 1, "file", "open_front_matter"),
    "broken front matter": (swap("proposals/bees.v1.md", '"Bees"', "Bees"), "proposals/bees.v1.md", 3, "title", "broken_toml"),
    "proposal without text": (put("proposals/bees.v1.md", '+++\nround = "scored"\n+++\n'), "proposals/bees.v1.md", 1, "sections", "no_sections"),
    "version 2 missing": (lambda root: (root / "proposals/seeds.v2.md").rename(root / "proposals/seeds.v3.md"), "proposals/seeds.v3.md", 1, "version", "version_gap"),
    "version before the first": (swap("proposals/seeds.v2.md", "2030-01-20", "2029-12-20"), "proposals/seeds.v2.md", 3, "at", "version_out_of_order"),
    "doubled section": (swap("proposals/seeds.v1.md", "## Who takes part", "## Again {#what}"), "proposals/seeds.v1.md", 18, "sections[2].key", "doubled_section"),
    "odd section key": (swap("proposals/bees.v1.md", "{#about}", "{#a b}"), "proposals/bees.v1.md", 7, "sections[0].key", "bad_key"),
    "unnumbered proposal": (lambda root: (root / "proposals/bees.v1.md").rename(root / "proposals/bees.md"), "proposals/bees.md", 1, "file", "not_a_version_file"),
    "capitals in a proposal's name": (lambda root: (root / "proposals/bees.v1.md").rename(root / "proposals/Bees.v1.md"), "proposals/Bees.v1.md", 1, "id", "bad_slug"),
    "text of more than 1 MB": (swap("proposals/bees.v1.md", "Bees.", "Bees. " * 200_000), "proposals/bees.v1.md", 1, "sections", "record_too_large"),
    "answer about no section": (swap("proposals/seeds.v2.md", "note", 'answers = [{ question = "q1", section = "money" }]\nnote'), "proposals/seeds.v2.md", 2, "answers[0].section", "unknown_section"),
    # meetings
    "meeting ends before it starts": (swap("meetings/call.toml", "15T15:00", "15T12:00"), "meetings/call.toml", 5, "ends", "ends_before_it_starts"),
    "passcode for the public": (swap("meetings/call.toml", "status =", 'audience = "public"\nstatus ='), "meetings/call.toml", 8, "audience", "passcode_too_wide"),
    "negative minutes": (swap("meetings/call.toml", "minutes = 5", "minutes = -5"), "meetings/call.toml", 13, "minutes", "negative"),
    "unknown purpose": (swap("meetings/call.toml", '"information"', '"fun"'), "meetings/call.toml", 15, "purpose", "bad_word"),
    "item about an unknown proposal": (swap("meetings/call.toml", 'proposals = ["seeds"]', 'proposals = ["sheds"]'), "meetings/call.toml", 20, "proposals", "unknown_paper"),
    "item without label": (swap("meetings/call.toml", 'label = "A.1"\n', ""), "meetings/call.toml", 23, "label", "missing"),
    "doubled label": (swap("meetings/call.toml", 'label = "A"', 'label = "1"'), "meetings/call.toml", 18, "label", "doubled_id"),
    "label no id is made of": (swap("meetings/call.toml", 'label = "A"', 'label = "A & B"'), "meetings/call.toml", 18, "label", "label_is_no_id"),
    "meeting of an unknown group": (swap("meetings/call.toml", '"garden"', '"yard"'), "meetings/call.toml", 7, "group", "unknown_paper"),
    "misspelt lead": (swap("meetings/call.toml", '"nadia"', '"nadja"'), "meetings/call.toml", 14, "lead", "unknown_person"),
    "unknown facilitator": (swap("groups/garden.toml", 'facilitators = ["nadia"]', 'facilitators = ["zoe"]'), "groups/garden.toml", 4, "facilitators", "unknown_person"),
    "sheet with semicolons": (put("contacts.csv", "id;emails\nmember-nadia;n@p.example\n"), "contacts.csv", 1, "id", "semicolons"),
    "as deep as is borne": (swap("cycle.toml", "starts", "x = " + "[" * 300 + "]" * 300 + "\nstarts"), "cycle.toml", 4, "x" + "[0]" * 32, "too_deep"),
    # documents
    "document without file": (drop("documents/letter.txt"), "documents/documents.csv", 2, "file", "missing_file"),
    "path out of the folder": (swap("documents/documents.csv", "letter.txt", "../../letter.txt"), "documents/documents.csv", 2, "file", "leaves_folder"),
    "absolute path": (swap("documents/documents.csv", "letter.txt", "/etc/passwd"), "documents/documents.csv", 2, "file", "leaves_folder"),
    "Windows drive": (swap("documents/documents.csv", "letter.txt", r"C:\letter.txt"), "documents/documents.csv", 2, "file", "leaves_folder"),
    "document that is a link out": (link_out("documents/letter.txt"), "documents/documents.csv", 2, "file", "leaves_folder"),
    "document of 51 MB": (huge("documents/letter.txt", 51_000_000), "documents/documents.csv", 2, "file", "file_too_large"),
    "name Windows keeps": (swap("documents/documents.csv", "letter.txt", "aux.txt"), "documents/documents.csv", 2, "file", "reserved_name"),
    "unknown status": (swap("documents/documents.csv", "final", "finished"), "documents/documents.csv", 2, "status", "bad_word"),
    "replaces itself": (swap("documents/documents.csv", "seeds,\n", "seeds,letter\n"), "documents/documents.csv", 2, "replaces", "replaces_itself"),
    "replaces in a circle": (
        both(swap("documents/documents.csv", "seeds,\n", "seeds,secret\n"), swap("documents/documents.csv", "garden,,\n", "garden,,letter\n")),
        "documents/documents.csv", 3, "replaces", "replaces_in_a_circle",
    ),
    "unknown readers": (swap("documents/documents.csv", "draft,chairs", "draft,chair"), "documents/documents.csv", 3, "audience", "bad_audience"),
    "no list of documents": (drop("documents/documents.csv"), "documents/documents.csv", 1, "file", "missing_file"),
    # the rest
    "group status": (swap("groups/garden.toml", '"new"', '"fresh"'), "groups/garden.toml", 3, "status", "bad_word"),
    "milestone without id": (swap("milestones.toml", 'id = "call"\n', ""), "milestones.toml", 8, "id", "missing"),
    "contribution of no day": (swap("contributions.csv", "2030-01-05", "2030-01-55"), "contributions.csv", 2, "at", "bad_time"),
    "contribution's document": (swap("contributions.csv", "05,letter", "05,lettuce"), "contributions.csv", 2, "document", "unknown_paper"),
    "contact of nobody": (swap("contacts.csv", "member-nadia", "member-nemo"), "contacts.csv", 2, "id", "unknown_account"),
    "contact of no kind": (swap("contacts.csv", "member-nadia", "nadia"), "contacts.csv", 2, "id", "bad_contact"),
    "no e-mail address": (swap("contacts.csv", "seeds@plum.example", "seeds at plum"), "contacts.csv", 3, "emails", "bad_email"),
    "contacts for all": (put("contacts.csv", "id,emails,audience\nmember-nadia,n@p.example,members\n"), "contacts.csv", 2, "audience", "bad_audience"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_folder_is_refused_where_it_is_broken(tmp_path, name):
    damage, file, line, field, code = BROKEN[name]
    root = made.write(tmp_path / "folder")
    damage(root)

    faults = check(root).faults

    told = [(each.file, each.line, each.field, each.code) for each in faults]
    assert (file, line, field, code) in told, told
    for each in faults:
        assert words(each.code, each.params)[-1] in ".?"
        assert "–" not in words(each.code, each.params), each
        assert place(each.file, each.line, each.field).startswith(f"{each.file}:{each.line}: ")


@pytest.mark.parametrize("year", [2020, 2130])
def test_a_date_years_away_from_the_cycle_is_told_and_is_no_fault(tmp_path, year):
    root = made.write(tmp_path)
    made.change(root, "rounds/first.toml", "at = 2030-02-11T", f"at = {year}-02-11T")

    found = check(root)

    assert found.faults == ()
    told = [(each.file, each.line, each.field, each.code) for each in found.doubts]
    assert told == [("rounds/first.toml", 6, "deadlines[0].at", "far_from_the_cycle")]


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_cycle_at_the_end_of_time_is_no_accident(tmp_path, year):
    root = made.write(tmp_path)
    made.change(root, "cycle.toml", "2030-01-01", f"{year}-01-01")
    made.change(root, "cycle.toml", "2030-12-31", f"{year}-12-31")

    assert check(root).faults == ()


def test_all_faults_are_told_in_one_go(tmp_path):
    root = made.write(tmp_path)
    made.change(root, "cycle.toml", "2030-12-31", "2030-13-45")
    made.change(root, "cycle.toml", "2030-01-01", "2030-02-31")
    made.change(root, "members.csv", "omar,member", "omar,boss")
    made.change(root, "rounds/first.toml", 'text = "required"', 'text = "always"')
    made.change(root, "meetings/call.toml", "minutes = 5", "minutes = -5")

    told = [(each.file, each.line, each.code) for each in check(root).faults]

    assert told == [
        ("cycle.toml", 4, "bad_time"),
        ("cycle.toml", 5, "bad_time"),
        ("meetings/call.toml", 13, "negative"),
        ("members.csv", 3, "bad_word"),
        ("rounds/first.toml", 13, "bad_word"),
    ]


def test_a_doubled_id_is_told_at_both_places(tmp_path):
    root = made.write(tmp_path)
    made.change(root, "members.csv", "omar,", "nadia,")

    told = [each for each in check(root).faults if each.code == "doubled_id"]

    assert [(each.line, each.params["line"]) for each in told] == [(2, 3), (3, 2)]


def test_what_names_a_paper_of_an_unreadable_file_is_not_blamed(tmp_path):
    root = made.write(tmp_path)
    made.put(root, "rounds/first.toml", "nonsense")

    told = [(each.file, each.code) for each in check(root).faults]

    assert told == [("rounds/first.toml", "broken_toml")]


def test_a_folder_that_is_none_is_told(tmp_path):
    assert [each.code for each in check(tmp_path / "nowhere").faults] == ["no_folder"]
    assert [each.code for each in check(tmp_path).faults] == ["missing_file"]


def test_a_named_pipe_is_not_waited_for(tmp_path):
    root = made.write(tmp_path)
    os.mkfifo(root / "rounds" / "pipe.toml")

    told = [(each.file, each.code) for each in check(root).faults]

    assert told == [("rounds/pipe.toml", "missing_file")]


def test_a_misspelt_word_is_answered_with_the_right_one(tmp_path):
    root = made.write(tmp_path)
    made.change(root, "rounds/first.toml", "stances", "stanses")

    (fault,) = check(root).faults

    assert "stances" in words(fault.code, fault.params)


def test_what_a_file_holds_cannot_play_with_the_terminal(tmp_path):
    root = made.write(tmp_path)
    made.change(root, "members.csv", "omar,member", "omar,\x1b[2Jboss")

    (fault,) = check(root).faults

    assert "\x1b" not in words(fault.code, fault.params)


def test_whatever_is_damaged_checking_ends_with_places_that_exist(tmp_path):
    random = Random(7)  # the same damage in every run
    for number in range(150):
        root = made.write(tmp_path / str(number))
        name = random.choice([each for each in made.FILES if not each.endswith(".txt")])
        raw = bytearray((root / name).read_bytes())
        for _ in range(random.choice([1, 3, 30])):
            at = random.randrange(len(raw))
            raw[at : at + random.choice([0, 1, 5])] = random.choice(
                [b"", b"\0", b"\xff", b'"', b"[", b"{", b"\n", b"'''", b"+++", b"= ", b"9999999"]
            )
        made.put(root, name, bytes(raw))

        faults = check(root).faults

        for each in faults:
            path = root / each.file
            lines = path.read_bytes().count(b"\n") + 1 if path.is_file() else 1
            assert 1 <= each.line <= lines, each
            assert words(each.code, each.params)
