"""TLS in front of a plain server, as nginx would be set up for slow lines.

4 KB records (a cut throws away the incomplete one), an ECDSA certificate, TLS 1.3, one
session ticket.
"""

import select
import socket
import ssl
import subprocess
import threading
from contextlib import suppress
from pathlib import Path

RECORD = 4096


def certificate(folder: Path, address: str) -> Path:
    """Make a certificate for `address`, and return the file that has it and its key."""
    key, made, both = folder / "key.pem", folder / "cert.pem", folder / "both.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-keyout", str(key), "-out", str(made), "-days", "2", "-subj", "/CN=bench",
         "-addext", f"subjectAltName=IP:{address}"],
        check=True, capture_output=True,
    )  # fmt: skip
    both.write_bytes(key.read_bytes() + made.read_bytes())
    return both


class Terminator(threading.Thread):
    """Takes TLS on a free port of this computer and passes what is inside on to `target`."""

    def __init__(self, both: Path, target: tuple[str, int]) -> None:
        super().__init__(daemon=True)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(both)
        self._context.num_tickets = 1
        self._target = target
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]

    def stop(self) -> None:
        self._listening.close()

    def run(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._pass, args=(near,), daemon=True).start()

    def _pass(self, plain: socket.socket) -> None:
        try:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            near = self._context.wrap_socket(plain, server_side=True)
            far = socket.create_connection(self._target)
        except OSError:
            plain.close()
            return
        with suppress(OSError):  # one end is gone: so is this connection
            self._both_ways(near, far)
        near.close()
        far.close()

    def _both_ways(self, near: ssl.SSLSocket, far: socket.socket) -> None:
        while True:
            ready = [near] if near.pending() else select.select([near, far], [], [], 600)[0]
            if not ready:
                return
            if near in ready:
                piece = near.recv(65_536)
                if not piece:
                    return
                far.sendall(piece)
            if far in ready:
                piece = far.recv(65_536)
                if not piece:
                    return
                for at in range(0, len(piece), RECORD):
                    near.sendall(piece[at : at + RECORD])
