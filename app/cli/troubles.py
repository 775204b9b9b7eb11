"""Plain sentences for the terminal: what happened, what is safe, what to type next."""

from app import phrases
from app.actions.trouble import Trouble
from app.i18n import _
from app.sync.transport import Moved, Refused, TransportError


def sentences() -> dict[str, str]:
    """Return {code: sentence} of what only a terminal says; the rest is in `app.phrases`."""
    return {
        "not_joined": _(
            "This computer has not joined a cycle yet. Ask the Secretariat for an invitation, "
            "then: join URL --invitation CODE. With a pack of papers: join FILE --as ACCOUNT"
        ),
        "no_line_to_join": phrases.line("joining"),
        "joined_another": _(
            "This profile already belongs to {account} in {cycle}; nothing was changed here, "
            "but the invitation is used up. Ask the Secretariat for another one, and join a "
            "second cycle in a profile folder of its own: --home DIR"
        ),
        "no_such_paper": _("There is no {kind} “{id}” on this computer. Try: list {kind}s"),
        "no_versions": _("“{about}” has no versions: write the ID of a proposal, or document/ID."),
        "bad_about": _("“{about}” is not a paper: write proposal/ID, document/ID or item/ID."),
        "not_consolidated": _(
            "“{about}” cannot be brought together: write the ID of a round, with --proposal ID for "
            "one proposal of it, or document/ID."
        ),
        "not_a_document": _("“{about}” is no document: write document/ID."),
        "quote_needed": _(
            "Say which words on page {page} of {about} are meant: --quote TEXT. Nothing was saved. "
            "About the whole paper: leave out --page."
        ),
        "members_have_it": _(
            "This was sent already, and members may have read it. Nothing was taken back. To "
            "change or take back one decision: decide PROPOSAL --outcome KEY, or --clear. To take "
            "all of it from the members again: undo --yes"
        ),
        "no_such_cycle": _("The server has no cycle “{id}”; nothing was changed."),
        "which_cycle": _("Say which cycle: --cycle ID. There are: {known}. Nothing was changed."),
        "setup_code_needed": _(
            "Whoever reaches this address could make a cycle. Give a set-up code: "
            "--setup-code CODE, or listen on this computer only."
        ),
        "port_taken": _("Port {port} on {host} is in use or not allowed; nothing was started."),
        "private_home": _(
            "The server's data cannot lie in {folder}: its PostgreSQL runs as a user of its own "
            "and would have to read private folders above it. Choose another with --data."
        ),
        "no_server_data": _("No server has kept its data in {folder}; nothing was changed."),
        "database_too_new": _("A newer version of the program has written this database."),
        "database_away": _("The database does not answer, or lets us make no tables: {why}"),
        "workers_not_started": _(
            "The workers did not start; the log says why. Try fewer: --workers 1"
        ),
        "no_server": _(
            "This profile has no server; everything you wrote is saved here. Papers come with: "
            "bundle open FILE. What waits goes with: bundle make --out FILE"
        ),
        "no_server_given": _(
            "This profile knows no server yet; nothing was sent. Name it: --server URL"
        ),
        "pack_choose_account": _(
            "Say who you are: --as ACCOUNT. Nothing was changed. There are: {names}"
        ),
        "pack_no_roster": _(
            "The pack holds no list of people. Nothing was changed. Say under which account you "
            "read it, as an observer: --as ACCOUNT"
        ),
        "server_missing": _("The server part is not installed here. With it: ./dev setup"),
    }


def sentence(error: Trouble | TransportError) -> str:
    """Return what happened, what is safe and what to do."""
    match error:
        case Trouble(code="server_refused"):
            return _refused(str(error.params.get("reason")), error.params.get("status"))
        case Trouble():
            text = sentences().get(error.code)
            if text is None:
                return phrases.trouble(error.code, error.params)
            return text.format(**{"code": error.code, **error.params})
        case Refused():
            return _refused(error.code, error.status)
        case Moved():
            told = phrases.line(error.kind, url=error.url)
            return told + " " + _("With: server {url}").format(url=error.url)
        case TransportError():
            return phrases.line(error.kind, seconds=error.seconds)


def _refused(code: str, status: object) -> str:
    if code in {"setup_code", "setup_code_wrong"}:
        return _("The server asks for its set-up code: --setup-code CODE")
    return phrases.refusal(code, status)
