"""Each code has one sentence: tables of several subjects do not cover each other."""

import pkgutil
import subprocess
import sys
from importlib import import_module

from app import phrases
from app.phrases import acts


def test_no_subject_has_a_sentence_for_a_code_of_another():
    tables = {
        each.name: found()
        for each in pkgutil.iter_modules(phrases.__path__)
        if (found := getattr(import_module(f"app.phrases.{each.name}"), "troubles", None))
        and each.name in vars(acts)
    }
    tables["acts"] = acts.general()

    told = [code for table in tables.values() for code in table]

    assert len(tables) > 10
    assert sorted(told) == sorted({*told})
    assert acts.troubles().keys() == {*told}


def test_the_sentence_of_a_conflict_that_changed_names_it():
    assert "“42”" in phrases.trouble("changed_meanwhile", {"id": "42"})


def test_the_tables_are_read_when_something_could_not_be_done():
    code = "import sys, app.phrases; print([m for m in sys.modules if 'app.phrases.' in m])"

    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert made.stdout.strip() == "[]"
