"""`pack`: a meeting folder as one signed file, or as a web folder of packs."""

import argparse
from pathlib import Path

from app.actions.opening import take_pack, told
from app.actions.taking import KEY_FILE
from app.actions.trouble import Trouble
from app.cli import packing_told, troubles
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.outfile import is_container, kept
from app.cli.output import one, tell
from app.cli.secretariat import fault_rows, tell_faults
from app.documents.extract import extract
from app.domain import web_invitations
from app.i18n import _
from app.packs import keyfile, sealing
from app.packs.keyfile import NotAKey
from app.packs.trust import Signer, new_signer
from app.phrases import bundles
from app.phrases.invitations import web_letter
from app.secretariat import office, packing, packing_web
from app.secretariat.packing import Packed, Wish
from app.secretariat.packing_records import AUDIENCES
from app.store import facts

KEY = "pack.key"
"""The key's file in the profile, where none is named."""
_UNNAMED = ""


def add_commands(add: Add) -> None:
    command = add("pack", _("make one signed file of a meeting folder"))
    command.add_argument("folder", type=Path, nargs="?", metavar="FOLDER")
    command.add_argument("--out", type=Path, metavar="FILE", help=_("the pack to write"))
    command.add_argument("--key", type=Path, metavar="FILE", help=_("the key that signs"))
    command.add_argument(
        "--new-key",
        nargs="?",
        const=_UNNAMED,
        metavar="FILE",
        help=_("make a key; with --key OLD the old one vouches for it"),
    )
    command.add_argument("--audience", choices=AUDIENCES, help=_("who may hold it; usual: members"))
    command.add_argument("--files", action="store_true", help=_("put the documents' files in"))
    command.add_argument(
        "--after", type=Path, metavar="PACK", help=_("only what changed since this pack")
    )
    command.add_argument("--web", type=Path, metavar="DIR", help=_("write a web folder of packs"))
    command.add_argument(
        "--members", action="store_true", help=_("a web folder that only members can read")
    )
    command.add_argument(
        "--url", metavar="URL", help=_("where the web folder will be, for the invitation")
    )
    command.set_defaults(command=_pack)


def _pack(desk: Desk, args: argparse.Namespace) -> int:
    _forgive(args)
    if why := _misused(args):
        tell(why)
        return 2
    with told():
        path, signer, made = _signer(desk, args)
        if desk.home.store.exists():
            # So that what is sealed to this key opens here without naming it again.
            facts.put(desk.store, **{KEY_FILE: str(path.absolute())})
        if args.folder is None:
            _tell_key(desk, path, signer)
            return 0
        if made and not desk.json:
            _tell_key(desk, path, signer)
        if args.web is not None:
            return _web(desk, args, path, signer)
        return _file(desk, args, path, signer)


def _forgive(args: argparse.Namespace) -> None:
    """Take a folder that stands behind `--new-key` for the folder."""
    if args.new_key and args.folder is None and Path(args.new_key).is_dir():
        args.folder, args.new_key = Path(args.new_key), _UNNAMED
    if args.new_key is not None and args.folder is None and args.web is None and args.out:
        if not args.new_key and args.key is None:
            args.new_key = str(args.out)
        args.out = None


def _misused(args: argparse.Namespace) -> str | None:
    """Return what is wrong with the way the command was written."""
    if args.folder is None and args.new_key is None:
        return _("Name the meeting folder: pack FOLDER --out FILE --key FILE. See --help.")
    if args.folder is not None and args.out is None and args.web is None:
        return _("Name the file to write: --out FILE, or a web folder: --web DIR. See --help.")
    if args.out is not None and args.web is not None:
        return _("Give either --out FILE or --web DIR. See --help.")
    if args.members and args.web is None:
        return _("--members is about a web folder: --web DIR. See --help.")
    if args.members and args.audience not in {None, "members"}:
        return _("--members and --audience {word} contradict each other.").format(
            word=args.audience
        )
    if args.web is not None and not args.members and args.audience not in {None, "public"}:
        return _(
            "An open web folder is for the public. With --members its packs are locked and only "
            "members can read them."
        )
    if args.web is not None and (args.after is not None or args.files):
        return _("A web folder finds its earlier pack by itself and holds all files. See --help.")
    if args.out is not None and args.out.is_dir():
        return _("“{path}” is a folder; --out names the file to write.").format(path=args.out)
    return None


def _signer(desk: Desk, args: argparse.Namespace) -> tuple[Path, Signer, bool]:
    """Return the key's file, the key, and whether it was made now. Raises Trouble."""
    usual = desk.home.folder / KEY
    if args.new_key is None:
        path = args.key or usual
        return path, _load(path), False
    path = Path(args.new_key) if args.new_key else (args.key or usual)
    old = _load(args.key) if args.new_key and args.key is not None else None
    signer = new_signer(old)
    try:
        keyfile.save(path, signer)
    except FileExistsError as error:
        raise Trouble("pack_key_exists", path=str(path)) from error
    return path, signer, True


def _load(path: Path) -> Signer:
    try:
        return keyfile.load(path)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Trouble("pack_no_key", path=str(path)) from error
    except NotAKey as error:
        raise Trouble("pack_bad_key", path=str(path)) from error


def _tell_key(desk: Desk, path: Path, signer: Signer) -> None:
    if desk.json:
        one({"key": str(path), "fingerprint": signer.fingerprint, "public": signer.key})
        return
    print(_("Key: {path}").format(path=path))
    print(_("Fingerprint: {fingerprint}").format(fingerprint=signer.fingerprint))
    tell(_("Whoever has this file can sign in your name. Keep it to yourself, and keep a copy."))


def _file(desk: Desk, args: argparse.Namespace, path: Path, signer: Signer) -> int:
    after = None
    if args.after is not None:
        try:
            after = args.after.read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
            raise Trouble("pack_no_earlier", path=str(args.after)) from error
    wish = _told(desk, Wish(args.audience or "members", args.files))
    with kept(desk.home, args.out, is_container("pack")):
        packed = packing.pack(args.folder, args.out, signer, extract, wish, after=after)
    if packed.made is None:
        if desk.json:
            one({"faults": fault_rows(packed.faults)})
        tell_faults(packed.faults, _("nothing was written"), folder=args.folder)
        return 2
    if desk.json:
        one(packing_told.shape(packed, path, signer))
    else:
        packing_told.tell_packed(packed, signer)
    packing_told.tell_beside(packed)
    _take_in(desk, args.out, packed, wish)
    return 0


def _take_in(desk: Desk, path: Path, packed: Packed, wish: Wish) -> None:
    """Read the pack into the Secretariat's own profile, which so knows what everybody has.

    What a chair's file says later is compared with that, and what was written here is in it.
    """
    profile = facts.profile(desk.store) if desk.home.store.exists() else None
    if profile is None or profile.server or profile.role != "secretariat":
        return
    made, audience = packed.made, wish.audience
    if made is None or audience != "members" or made.manifest.cycle != profile.cycle:
        return
    unseal = None if wish.reading_key is None else sealing.unsealing(wish.reading_key)
    try:
        take_pack(desk.store, desk.home, path, unseal=unseal)
    except Trouble as trouble:
        tell(bundles.not_published(troubles.sentence(trouble)))


def _web(desk: Desk, args: argparse.Namespace, path: Path, signer: Signer) -> int:
    reading = None
    if args.members:
        try:
            reading = keyfile.reading_key(path, make=True)
        except NotAKey as error:
            raise Trouble("pack_bad_key", path=str(error)) from error
    audience = "members" if args.members else "public"
    wish = _told(desk, Wish(audience, reading_key=reading))
    done = packing_web.write(args.folder, args.web, signer, extract, wish)
    if done.packed.faults:
        if desk.json:
            one({"faults": fault_rows(done.packed.faults)})
        tell_faults(done.packed.faults, _("nothing was written"), folder=args.folder)
        return 2
    letter = web_letter(
        args.url, signer.fingerprint, None if reading is None else web_invitations.written(reading)
    )
    if desk.json:
        one(packing_told.web_shape(done, args.web, signer, letter, reading))
    else:
        packing_told.tell_web(done)
        print(letter)
    packing_told.tell_beside(done.packed)
    if done.packed.made is not None and not done.unchanged:
        whole = args.web / packing_web.PACKS / f"{done.packed.made.sha256}{packing.EXTENSION}"
        _take_in(desk, whole, done.packed, wish)
    return 0


def _told(desk: Desk, wish: Wish) -> Wish:
    """Return `wish` with what this profile has to tell, if there is one."""
    return office.with_words(desk.store, wish) if desk.home.store.exists() else wish
