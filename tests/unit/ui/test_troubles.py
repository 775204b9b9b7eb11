"""Every fault the window can meet has a sentence without a code, a path or an exception in it."""

import logging

import pytest

from app.actions.trouble import Trouble
from app.i18n import use
from app.store import StoreDamaged, StoreTooNew
from app.sync.files import WrongContent
from app.sync.transport import Busy, Cancelled, Refused, SignInPage, Unreachable
from app.ui import refusals, troubles


@pytest.fixture(autouse=True)
def english():
    use("en")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Unreachable("x"), "No connection to the server. Everything you wrote is saved here"),
        (SignInPage("x"), "perhaps a sign-in page of this network"),
        (Busy(40), "wait 40 seconds"),
        (Cancelled(), "Stopped. What had arrived is kept"),
        (WrongContent("x"), "arrived damaged"),
        (Refused(404, "not_found"), "Everything you wrote is saved here"),
        (Trouble("device_revoked", reason="x"), "Ask the Secretariat for a new invitation"),
        (
            Trouble("server_refused", status=409, reason="invitation_spent"),
            "already used on another",
        ),
        (Trouble("server_refused", status=403, reason="setup_code"), "set-up code"),
        (Trouble("not_joined"), "Paste your invitation first"),
        (Trouble("joined_another", account="a", cycle="c"), "needs a profile of its own"),
        (Trouble("empty"), "no words to save"),
        (StoreTooNew(None), "newer version"),
        (StoreDamaged(None), "left as it is"),
        (
            PermissionError(13, "Permission denied", "/x"),
            "The system refused: Permission denied /x",
        ),
    ],
)
def test_each_fault_says_what_happened_and_what_is_safe(error, words):
    said = troubles.sentence(error)

    assert words in said
    assert "{" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("code", ["not_yours", "too_long", "nul", "score_out_of_scale", "unheard"])
def test_what_was_set_aside_is_kept_and_offered_again(code):
    said = refusals.sentence(code, "")

    assert said.endswith("change them and they are offered again.")
    assert len(said) > 80


def test_what_nobody_foresaw_is_told_calmly_and_logged(monkeypatch):
    logged = []

    class Keep(logging.Handler):
        def emit(self, record):
            logged.append(record.exc_info[0])

    logger, handler = logging.getLogger("app"), Keep()
    monkeypatch.setattr(logger, "propagate", False)
    logger.addHandler(handler)

    said = troubles.sentence(ZeroDivisionError("secret"))

    logger.removeHandler(handler)
    assert "did not foresee" in said
    assert "secret" not in said
    assert logged == [ZeroDivisionError]
