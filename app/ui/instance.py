"""One window a profile: a second start brings the first window forward and hands its file over.

The first window listens at a place named after the profile's folder. A second start asks
there before it builds anything, with the system's own sockets (a pipe on Windows). Commands of the terminal never ask: they work beside
an open window. Nothing but a path is handed over, and only between programs of one user.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 5.0
"""Seconds that the first window has to answer, on a slow computer too; one that hangs is not
waited for."""
LONGEST = 64_000
"""Bytes of a message; a path is far shorter."""
DONE = b"ok\n"


def address(folder: Path) -> str:
    """Return where the window of the profile in `folder` listens."""
    from hashlib import sha256  # noqa: PLC0415 -- slow import, before the first paint

    key = sha256(os.path.realpath(folder).encode("utf-8", "surrogatepass")).hexdigest()[:20]
    name = f"satchel-{key}"
    if sys.platform == "win32":
        return name
    return str(Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()) / name)


def hand_over(folder: Path, file: Path | None = None) -> bool:
    """Have the window that is open on this profile come forward with `file`.

    Return whether there is one that answered.
    """
    words = {"file": None if file is None else str(file.absolute())}
    message = json.dumps(words).encode() + b"\n"
    try:
        return _told(address(folder), message) == DONE
    except OSError:  # nobody listens, or has crashed and left its place
        return False


def _told(at: str, message: bytes) -> bytes:
    if sys.platform == "win32":
        with Path(rf"\\.\pipe\{at}").open("r+b", buffering=0) as pipe:
            pipe.write(message)
            return pipe.read(len(DONE)) or b""
    if Path(at).stat().st_uid != os.getuid():
        return b""  # somebody else's: nothing is told to it
    import socket  # noqa: PLC0415 -- slow import: a first start has nobody to talk to

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as to:
        to.settimeout(PATIENCE)
        to.connect(at)
        to.sendall(message)
        return to.recv(len(DONE))


class Instance(QObject):
    """The first window's ear: `asked` when the program was started once more."""

    asked = Signal(str)
    """The path of a file to open, "" for none."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._server: QLocalServer | None = None
        self._lock: QLockFile | None = None

    def listen(self) -> bool:
        """Be the window of this profile; False if another one became it just now."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 -- after the first paint

        at = address(self._folder)
        # Listening takes over what a crash left behind, and would take over a living window's
        # place as well: the lock, which knows whether its holder lives, goes before it.
        lock = QLockFile(
            f"{at if Path(at).is_absolute() else Path(tempfile.gettempdir()) / at}.lock"
        )
        lock.setStaleLockTime(0)
        if not lock.tryLock(0):
            return not hand_over(self._folder)  # one that hangs keeps nobody from the papers
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(at)
        server.listen(at)
        server.newConnection.connect(self._called)
        self._server, self._lock = server, lock
        return True

    def is_listening(self) -> bool:
        return self._server is not None and self._server.isListening()

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
        if self._lock is not None:
            self._lock.unlock()

    def _called(self) -> None:
        server = self._server
        caller = None if server is None else server.nextPendingConnection()
        if caller is None:
            return
        caller.readyRead.connect(lambda: self._read(caller))
        caller.disconnected.connect(caller.deleteLater)
        self._read(caller)

    def _read(self, caller: "QLocalSocket") -> None:
        if caller.bytesAvailable() > LONGEST:
            caller.abort()
            return
        if not caller.canReadLine():
            return
        file = _file(bytes(caller.readLine().data()))
        if file is None:
            caller.abort()
            return
        caller.write(DONE)
        caller.flush()
        caller.disconnectFromServer()
        self.asked.emit(file)


def _file(line: bytes) -> str | None:
    """Return the path that a message names, "" for none; None if it is no message of ours."""
    try:
        told: Any = json.loads(line)
        file: Any = told["file"]
    except (ValueError, KeyError, TypeError):
        return None
    if file is None:
        return ""
    return file if isinstance(file, str) and "\0" not in file else None
