"""What a disk may hold after a power cut: the calls of a program, and what of them is lost.

The calls are recorded by strace. A power cut keeps what was synced; of what was written
since, any 512-byte piece may be there or not. A new name counts once its file or its
folder was synced (as on ext4 and APFS); a rename or removal may be there or not until the
folder was synced.
"""

import random
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

CALLS = (
    "openat,write,pwrite64,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,"
    "sendfile,copy_file_range,lseek,close,mkdir,rmdir"
)
SECTOR = 512
_LINE = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\((.*)\) += (-?\d+|\?)(.*)$", re.DOTALL)
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Call:
    """One thing the program did to its files, or said to the world (`said`)."""

    kind: str
    path: str
    data: bytes = b""
    at: int = 0
    to: str = ""


def can_record() -> str:
    """Return why calls cannot be recorded here; empty if they can."""
    strace = shutil.which("strace")
    if strace is None:
        return "strace is not installed"
    tried = subprocess.run([strace, "-e", "trace=none", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "strace may not trace here"


def record(argv: list[str], folder: Path, cwd: Path) -> list[Call]:
    """Run a program and return what it did to the files below `folder`, in order."""
    out = folder.parent / "calls.txt"
    ran = subprocess.run(
        [shutil.which("strace") or "strace", "-f", "-y", "-xx", "-s", "1100000", "-e", f"trace={CALLS}", "-e", "signal=none",
         "-o", str(out), *argv],
        cwd=cwd, capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    return _Parser(folder).read(out)


class _Parser:
    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self.position: dict[int, int] = {}
        self.sizes: dict[str, bytearray] = {}
        for path in folder.rglob("*"):
            if path.is_file():
                self.sizes[str(path)] = bytearray(path.read_bytes())
        self.calls: list[Call] = []

    def read(self, out: Path) -> list[Call]:
        with out.open("r", encoding="ascii", errors="replace") as lines:
            for line in lines:
                match = _LINE.match(line.rstrip("\n"))
                if match is not None and match[3] not in {"?", "-1"}:
                    handle = getattr(self, f"_{match[1]}", None)
                    if handle is not None:
                        handle(match[2], int(match[3]), match[4])
        return self.calls

    def _add(self, call: Call) -> None:
        self.calls.append(call)
        _apply(self.sizes, call)

    def _ours(self, path: str) -> bool:
        return path.startswith(self.folder + "/") and not path.endswith("-shm")

    @staticmethod
    def _fd(text: str) -> tuple[int, str]:
        match = re.match(r"(?:AT_FDCWD|(\d+))<((?:\\x[0-9a-f]{2}|[^>])*)>", text)
        assert match is not None, text[:200]
        return int(match[1] or -1), _plain(match[2])

    def _openat(self, args: str, fd: int, _rest: str) -> None:
        texts = _TEXT.findall(args)
        path = _plain(texts[0]) if texts else ""
        if not self._ours(path):
            return
        self.position[fd] = 0
        if "O_DIRECTORY" in args:
            return
        fresh = path not in self.sizes
        if fresh and "O_CREAT" in args:
            self._add(Call("create", path))
        elif "O_TRUNC" in args:
            self._add(Call("truncate", path, at=0))
        if "O_APPEND" in args:
            self.position[fd] = len(self.sizes.get(path, b""))

    def _write(self, args: str, count: int, _rest: str) -> None:
        fd, path = self._fd(args)
        data = _bytes(args)[:count]
        if fd == 1:
            self.calls.append(Call("said", "", data))
        elif self._ours(path):
            self._add(Call("write", path, data, self.position.get(fd, 0)))
            self.position[fd] = self.position.get(fd, 0) + count

    def _pwrite64(self, args: str, count: int, _rest: str) -> None:
        _fd, path = self._fd(args)
        if self._ours(path):
            self._add(Call("write", path, _bytes(args)[:count], int(args.rsplit(", ", 1)[1])))

    def _sendfile(self, args: str, count: int, _rest: str) -> None:
        out, taken = args.split(", ", 2)[:2]
        (fd, path), (_, source) = self._fd(out), self._fd(taken)
        offset = re.search(r"\[(\d+)\]", args)
        if self._ours(path) and count:
            at = int(offset[1]) if offset else 0
            content = self.sizes.get(source)
            raw = bytes(content) if content is not None else Path(source).read_bytes()
            self._add(Call("write", path, raw[at : at + count], self.position.get(fd, 0)))
            self.position[fd] = self.position.get(fd, 0) + count

    def _lseek(self, args: str, now: int, _rest: str) -> None:
        self.position[self._fd(args)[0]] = now

    def _ftruncate(self, args: str, _result: int, _rest: str) -> None:
        _fd, path = self._fd(args)
        if self._ours(path):
            self._add(Call("truncate", path, at=int(args.rsplit(", ", 1)[1])))

    def _fsync(self, args: str, _result: int, _rest: str) -> None:
        _fd, path = self._fd(args)
        if path == self.folder or self._ours(path):
            self._add(Call("sync", path))

    _fdatasync = _fsync

    def _rename(self, args: str, _result: int, _rest: str) -> None:
        old, new = (_plain(text) for text in _TEXT.findall(args)[-2:])
        if self._ours(old):
            self._add(Call("rename", old, to=new))

    _renameat = _renameat2 = _rename

    def _unlink(self, args: str, _result: int, _rest: str) -> None:
        path = _plain(_TEXT.findall(args)[-1])
        if not path.startswith("/"):
            path = f"{self._fd(args)[1]}/{path}"
        if self._ours(path):
            self._add(Call("unlink", path))

    _unlinkat = _unlink


def _plain(text: str) -> str:
    return re.sub(r"\\x([0-9a-f]{2})", lambda m: chr(int(m[1], 16)), text)


def _bytes(args: str) -> bytes:
    match = _TEXT.search(args)
    return bytes.fromhex(match[1].replace("\\x", "")) if match else b""


def _apply(files: dict[str, bytearray], call: Call) -> None:
    match call.kind:
        case "create":
            files.setdefault(call.path, bytearray())
        case "write":
            held = files.setdefault(call.path, bytearray())
            held.extend(bytes(max(0, call.at + len(call.data) - len(held))))
            held[call.at : call.at + len(call.data)] = call.data
        case "truncate":
            held = files.setdefault(call.path, bytearray())
            del held[call.at :]
            held.extend(bytes(call.at - len(held)))
        case "rename":
            if call.path in files:
                files[call.to] = files.pop(call.path)
        case "unlink":
            files.pop(call.path, None)
        case _:
            pass


@dataclass
class Inode:
    """One file, whatever its name: what is on the disk, and what was only written."""

    durable: bytes = b""
    loose: list[Call] = field(default_factory=list)
    named: bool = False
    """Its name is on the disk."""


class Disk:
    """A disk that forgets: call by call, and at any moment the power may go."""

    def __init__(self, before: Path, folder: Path) -> None:
        """Begin with what is in `before`, as if it were `folder`."""
        self.names: dict[str, Inode] = {}
        self.kept: dict[str, Inode] = {}
        """The names that are on the disk."""
        self.loose: list[Call] = []
        """Renames and removals that no folder sync has confirmed."""
        for path in before.rglob("*"):
            if path.is_file():
                self.names[str(folder / path.relative_to(before))] = Inode(
                    path.read_bytes(), named=True
                )
        self.kept = dict(self.names)

    def do(self, call: Call) -> None:
        match call.kind:
            case "create":
                self.names[call.path] = Inode()
            case "write" | "truncate":
                self.names.setdefault(call.path, Inode()).loose.append(call)
            case "rename":
                if call.path in self.names:
                    self.names[call.to] = self.names.pop(call.path)
                    self.loose.append(call)
            case "unlink":
                self.names.pop(call.path, None)
                self.loose.append(call)
            case "sync":
                self._sync(call.path)
            case _:
                pass

    def _sync(self, path: str) -> None:
        inode = self.names.get(path)
        if inode is None:  # a folder: its names are on the disk now
            inside = path + "/"
            self.kept = {
                **{name: each for name, each in self.kept.items() if not _in(name, inside)},
                **{name: each for name, each in self.names.items() if _in(name, inside)},
            }
            done = [c for c in self.loose if _in(c.path, inside) or _in(c.to, inside)]
            for call in done:  # a rename is there in both folders or in none
                if call.path not in self.names:
                    self.kept.pop(call.path, None)
            self.loose = [call for call in self.loose if call not in done]
            return
        inode.durable, inode.loose = _content(inode, lambda _: True), []
        if path not in self.kept and not any(call.to == path for call in self.loose):
            self.kept[path] = inode

    def after_cut(self, rng: random.Random, share: float) -> dict[str, bytes]:
        """Return what is there when the power comes back: `share` of what was not synced."""
        names = dict(self.kept)
        for call in self.loose:  # in order, up to some point: a journal of names
            if rng.random() >= share:
                break
            if call.kind == "rename" and call.path in names:
                names[call.to] = names.pop(call.path)
            elif call.kind == "unlink":
                names.pop(call.path, None)
        for name, inode in self.names.items():  # new files whose names may have come through
            if name not in names and not self._renamed(name) and rng.random() < share:
                names[name] = inode
        return {
            name: _content(inode, lambda _: rng.random() < share) for name, inode in names.items()
        }

    def _renamed(self, name: str) -> bool:
        return any(call.to == name for call in self.loose)


def _in(name: str, inside: str) -> bool:
    return name.startswith(inside) and "/" not in name[len(inside) :]


def _content(inode: Inode, comes: Callable[[int], bool]) -> bytes:
    """Return the bytes of a file of which some unsynced pieces are there."""
    held = bytearray(inode.durable)
    for call in inode.loose:
        if call.kind == "truncate":
            if comes(0):
                _apply({"": held}, Call("truncate", "", at=call.at))
            continue
        start = 0
        while start < len(call.data):
            # Sectors are whole or not: never half a sector.
            end = min(len(call.data), start + SECTOR - (call.at + start) % SECTOR)
            if comes(start):
                _apply({"": held}, Call("write", "", call.data[start:end], call.at + start))
            start = end
    return bytes(held)


def lay_out(content: dict[str, bytes], was: Path, into: Path) -> None:
    """Write what a disk holds into another folder."""
    for name, raw in content.items():
        path = into / Path(name).relative_to(was)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
