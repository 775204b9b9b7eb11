"""What is wrong in a meeting folder, in plain words: what it is, and what to do about it."""

from collections.abc import Mapping
from typing import Any

from app.i18n import _

_LONGEST = 80


def words(code: str, params: Mapping[str, Any]) -> str:
    """Return the sentence of a fault; where it is (file, line, field) is not repeated."""
    template = {**_files(), **_keys(), **_values(), **_schemes(), **_papers()}.get(code)
    if template is None:
        return _("This is not right ({code}).").format(code=code)
    sentence = template.format_map(_Shown(params))
    if params.get("words"):
        choices = ", ".join(str(each) for each in params["words"])
        sentence += " " + _("Use one of: {choices}.").format(choices=choices)
    elif params.get("meant") and not code.startswith("misspelt"):
        sentence += " " + _("Did you mean “{meant}”?").format_map(_Shown(params))
    return sentence


def place(file: str, line: int, field: str) -> str:
    """Return where a fault is, as compilers write it: `rounds/drafts.toml:4: criteria`."""
    return f"{shown(file)}:{line}: {shown(field)}"


class _Shown(dict[str, Any]):
    """Parameters as they may be printed; one that is not there is a dash."""

    def __init__(self, params: Mapping[str, Any]) -> None:
        super().__init__({key: shown(value) for key, value in params.items()})

    def __missing__(self, key: str) -> str:
        return "–"


def shown(value: object) -> str:
    """Return `value` short and without characters that could play with a terminal."""
    parts: list[Any] = list(value) if isinstance(value, (list, tuple)) else [value]
    text = ", ".join(str(each) for each in parts)
    # Lines run on: a quoted answer of two paragraphs is no puzzle of boxes.
    text = " ".join(text.split()) if "\n" in text else text
    return "".join(char if char.isprintable() else "�" for char in text)[:_LONGEST]


def _files() -> dict[str, str]:
    return {
        "unknown_kind": _("“{got}” files cannot be imported."),
        "damaged": _("The file is damaged or is not what its name says. Ask for it again."),
        "password": _("The file is locked with a password. Ask for it without one."),
        "too_large": _("What is in the file is too large. Make it smaller or split it."),
        "too_slow": _("The text could not be taken out of the file in time."),
        "crashed": _(
            "The file made its reader stop; nothing else was harmed. Ask for another one."
        ),
        "encoding": _("The file's characters cannot be read. Save it as UTF-8."),
        "version_exists": _("{name} is there already; it is never written over."),
        "cannot_write": _("{name} cannot be written ({why})."),
        "no_folder": _("There is no folder here. Give the folder that holds cycle.toml."),
        "missing_file": _("The file {name} is not there. Put it there, or correct its name."),
        "file_too_large": _("The file is larger than {limit} MB. Make it smaller or split it."),
        "unreadable": _("The file cannot be read ({why}). See whether it is open elsewhere."),
        "leaves_folder": _(
            "“{path}” leads out of the meeting folder. Copy the file into the folder instead."
        ),
        "name_collision": _(
            "The name differs from {other} only in capitals, which many computers take for the"
            " same file. Rename one of them."
        ),
        "reserved_name": _("Windows keeps the name {name} for itself. Rename the file."),
        "bad_file_name": _(
            "The name {name} is not possible on every computer. Use letters, digits, - and _."
        ),
        "misspelt_file": _("“{got}” is not read. Rename it to “{meant}” if that is what it is."),
        "bad_encoding": _("This is not UTF-8 text. Save the file again with the encoding UTF-8."),
        "nul": _("There is an invisible NUL character here. Delete it."),
        "surrogate": _("There is half a character here. Type the word again."),
        "broken_toml": _("This line cannot be understood ({why}). Look for quotes and brackets."),
        "broken_csv": _("The table cannot be read from here on ({why}). Look for a lone quote."),
        "no_front_matter": _("The file does not begin with a line +++ and the proposal's fields."),
        "open_front_matter": _("The second line +++, which ends the fields, is not there."),
        "not_a_version_file": _(
            "The name {name} does not end in .v1.md, .v2.md and so on. Rename or move the file."
        ),
    }


def _keys() -> dict[str, str]:
    return {
        "misspelt_key": _("There is no key “{got}”. Write “{meant}”."),
        "misspelt_column": _("There is no column “{got}”. Write “{meant}”."),
        "missing_column": _("The column “{column}” is not there. Add it to the first line."),
        "semicolons": _("The columns are separated by semicolons. Save the table with commas."),
        "doubled_column": _("The column “{column}” is there twice. Remove one."),
        "too_many_cells": _(
            "The row has more cells than the {count} columns. Put quotes around a cell with commas."
        ),
        "doubled_key": _("The same key or table is written twice. Remove one of them."),
        "missing": _("This is needed and is not given."),
        "too_deep": _("This is nested more than {limit} deep. Make it flatter."),
        "made_from_the_file": _("This is made from the file and its name. Remove the line."),
        "id_is_not_the_file": _(
            "The file is named after “{wanted}” but the id is “{got}”. Remove the id or rename."
        ),
    }


def _values() -> dict[str, str]:
    return {
        "wrong_type": _("This is the wrong kind of value ({got}). See the example folder."),
        "too_long": _("This is {got} characters long; 500 is the most. Shorten it."),
        "out_of_range": _("The number {got} is too large."),
        "not_a_number": _("“{got}” is no number that can be used here."),
        "negative": _("{got} is less than nothing. Give 0 or more."),
        "bad_time": _("“{got}” is no date. Write it like 2026-01-28 or 2026-01-28T11:59:59Z."),
        "ends_before_it_starts": _("It ends ({end}) before it starts ({start})."),
        "far_from_the_cycle": _("“{got}” is years away from the cycle. See whether it is right."),
        "version_out_of_order": _("This version ({got}) is older than the one before ({before})."),
        "bad_word": _("“{got}” is not known here."),
        "bad_flag": _("“{got}” is not known here. Write yes, or leave the cell empty."),
        "bad_email": _("“{got}” is no e-mail address."),
        "bad_slug": _("“{got}” cannot be an id. Use a-z, 0-9 and -, at most 64."),
        "bad_id": _("“{got}” cannot be an id. Use letters, digits, - . and _."),
        "bad_account": _("“{got}” cannot be an account. Use a-z, 0-9, - . and _, at most 64."),
        "reserved_account": _("“{got}” is the name of a group of readers. Choose another."),
        "bad_key": _("“{got}” cannot be a key. Use letters, digits, - and _, at most 60."),
        "label_is_no_id": _("No id can be made of the label “{got}”. Give the item an id."),
        "igo_has_no_region": _("Intergovernmental organisations have no region. Empty the cell."),
        "record_too_large": _("This paper has {size} bytes; {limit} is the most. Shorten it."),
    }


def _schemes() -> dict[str, str]:
    return {
        "doubled_criterion": _("The criterion “{key}” is there twice, also in line {line}."),
        "doubled_stance": _("The position “{key}” is there twice, also in line {line}."),
        "doubled_outcome": _("The outcome “{key}” is there twice, also in line {line}."),
        "scale_upside_down": _("The scale begins at {min} but ends at {max}. Exchange them."),
        "scale_of_one": _("The scale has one score only, {got}. Give it a higher end."),
        "scale_too_long": _("The scale has {count} scores; {most} are the most. Shorten it."),
        "label_off_scale": _("“{got}” is not on the scale from {min} to {max}."),
        "above_scale": _("{got} is above the highest score, {max}."),
        "below_scale": _("{got} is below the lowest score, {min}: no reason would ever be asked."),
        "too_heavy": _("The weight {got} is too large; {most} is the most."),
        "no_weight": _(
            "All criteria with a scale have the weight 0, so no review would have a score of its"
            " own. Give one of them more."
        ),
        "no_words_allowed": _("A text cannot have at most {got} words. Leave the line out."),
        "nobody_assigned_here": _("Nobody is named here. Give members or a working group."),
        "mixed_scales": _(
            "The criteria have different scales, so the scores of a review are averaged over"
            " unlike steps."
        ),
        "scored_without_scale": _("The round is called scored, but nothing in it has a scale."),
        "weight_zero": _("“{title}” has the weight 0: it is shown, and counts in no score."),
        "limit_without_scale": _("Reasons are asked for low scores, but nothing has a scale."),
        "limit_without_reasons": _("Reasons are asked for low scores, but none are listed."),
        "assigned_to_all": _("Everybody is asked about everything; what is listed is not used."),
        "nobody_assigned": _("Nobody is listed, so everybody is asked about everything."),
    }


def _papers() -> dict[str, str]:
    return {
        "too_many_rows": _("The sheet has too many rows. Split it."),
        "no_rows": _("The sheet has a header and no row under it."),
        "doubled_row": _("This proposal is there twice in the sheet. Keep one of the rows."),
        "bad_column": _("“{got}” is no field and no section in .satchel/columns.toml."),
        "unknown_round": _("The folder has no round “{got}”. Look into rounds/."),
        "other_round": _("“{got}” is a proposal of the round “{wanted}”, not of this one."),
        "not_in_the_sheet": _("The sheet has no row about “{got}”."),
        "doubled_id": _("“{id}” is there twice, also in {file}, line {line}. Rename one."),
        "doubled_section": _("The section key “{key}” is there twice, also in line {line}."),
        "unknown_paper": _("“{got}” is not in this folder ({kind})."),
        "no_such_document": _("“{got}” is no document of this cycle."),
        "unknown_account": _("“{got}” is no account of members.csv."),
        "unknown_person": _(
            "“{got}” looks like an account and is none of members.csv. Write a name with a capital."
        ),
        "unknown_criterion": _("The round has no criterion “{got}”."),
        "unknown_section": _("This version has no section “{got}”."),
        "bad_audience": _(
            "“{got}” is no group of readers: public, observers, members, chairs, secretariat, or"
            " accounts."
        ),
        "passcode_too_wide": _(
            "A meeting with a passcode is for members at most. Narrow the audience."
        ),
        "bad_contact": _("“{got}” is not member- or proposal- with the account or id after it."),
        "replaces_itself": _("The document replaces itself. Name the older one."),
        "replaces_in_a_circle": _("These documents replace each other in a circle: {papers}."),
        "parents_in_a_circle": _("These items lie under each other in a circle: {papers}."),
        "unknown_here": _("“{got}” is not on this computer ({kind})."),
        "carried_nowhere": _(
            "“{got}” is no item of this file or this computer, or its meeting is gone."
        ),
        "other_meeting": _("This is the agenda of “{got}”, not of “{wanted}”."),
        "version_gap": _("The version before is not there: {missing}."),
        "no_sections": _("The proposal has no text. Write at least one section."),
        "changed_without_new_version": _(
            "This version is published and can no longer change. Put the old words back and write"
            " what is new in {next}."
        ),
        "other_cycle": _("The server has the cycle “{there}”, the folder is of “{got}”."),
    }
