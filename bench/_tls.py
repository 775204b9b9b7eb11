"""TLS in front of a plain server, as nginx would be set up for slow lines.

4 KB records (a cut throws away the incomplete one), an ECDSA certificate, TLS 1.3, one
session ticket.
"""

import select
import socket
import ssl
import subprocess
from contextlib import ExitStack, suppress
from pathlib import Path

from bench._link import Counter, Relay

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


def metered(stack: ExitStack, both: Path, target: tuple[str, int], port: int) -> Counter:
    """Put TLS in front of `target`, and count on `port` what goes by until `stack` is closed."""
    tls = Terminator(both, target)
    counter = Counter(("127.0.0.1", tls.port), port)
    for each in (tls, counter):
        each.start()
        stack.callback(each.stop)
    return counter


class Terminator(Relay):
    """Takes TLS on a free port of this computer and passes what is inside on to `target`."""

    def __init__(self, both: Path, target: tuple[str, int]) -> None:
        super().__init__(target, "127.0.0.1", 0)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(both)
        self._context.num_tickets = 1

    def _pass(self, near: socket.socket) -> None:
        try:
            near.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            inside = self._context.wrap_socket(near, server_side=True)
            far = socket.create_connection(self._target)
        except OSError:
            near.close()
            return
        with suppress(OSError):  # one end is gone: so is this connection
            self._both_ways(inside, far)
        inside.close()
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
