"""A real TLS server in front of a plain one, with a certificate authority of its own."""

import os
import select
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit


@dataclass
class Front:
    """What was seen at the TLS end: one entry a connection, true where it was resumed."""

    url: str
    resumed: list[bool] = field(default_factory=list)
    versions: list[str | None] = field(default_factory=list)


@contextmanager
def secured(
    url: str, folder: Path, newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3
) -> Iterator[Front]:
    """Serve `url` by https on a free port; the caller must trust `authority(folder)`."""
    parts = urlsplit(url)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.maximum_version = newest
    context.num_tickets = 1
    context.load_cert_chain(_certificate(folder))
    listening = socket.create_server(("127.0.0.1", 0))
    front = Front(f"https://127.0.0.1:{listening.getsockname()[1]}")
    target = (parts.hostname or "", parts.port or 0)

    def listen() -> None:
        while True:
            try:
                plain, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(plain,), daemon=True).start()

    def serve(plain: socket.socket) -> None:
        try:
            near = context.wrap_socket(plain, server_side=True)
            far = socket.create_connection(target)
        except OSError:
            plain.close()
            return
        front.resumed.append(bool(near.session_reused))
        front.versions.append(near.version())
        with suppress(OSError):
            _carry(near, far)
        near.close()
        far.close()

    threading.Thread(target=listen, daemon=True).start()
    yield front
    with suppress(OSError):
        listening.shutdown(socket.SHUT_RDWR)
    listening.close()


def _carry(near: ssl.SSLSocket, far: socket.socket) -> None:
    """Pass bytes both ways in one thread: a TLS connection is not for two."""
    while True:
        ready = [near] if near.pending() else select.select([near, far], [], [])[0]
        for source, sink in ((near, far), (far, near)):
            if source in ready:
                piece = source.recv(65_536)
                if not piece:
                    return
                sink.sendall(piece)


def authority(folder: Path) -> Path:
    """Return the certificate of the authority that signs what `secured` shows."""
    made = folder / "authority.pem"
    if not made.exists():
        _openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", folder / "authority.key", "-out", made, "-days", "2",
            "-subj", "/CN=Test authority", "-addext", "basicConstraints=critical,CA:TRUE",
        )  # fmt: skip
    return made


@contextmanager
def trusted(folder: Path) -> Iterator[None]:
    """Let this process trust the authority of `folder`, as a system's store would."""
    before = os.environ.get("SSL_CERT_FILE")
    os.environ["SSL_CERT_FILE"] = str(authority(folder))
    yield
    if before is None:
        del os.environ["SSL_CERT_FILE"]
    else:
        os.environ["SSL_CERT_FILE"] = before


def _certificate(folder: Path) -> Path:
    both = folder / "server.pem"
    if not both.exists():
        signer = authority(folder)
        key, asked, made, names = (folder / f"server.{end}" for end in ("key", "csr", "crt", "ext"))
        names.write_text("subjectAltName=IP:127.0.0.1\n")
        _openssl(
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", key, "-out", asked, "-subj", "/CN=localhost",
        )  # fmt: skip
        _openssl(
            "x509", "-req", "-in", asked, "-CA", signer, "-CAkey", folder / "authority.key",
            "-CAcreateserial", "-out", made, "-days", "2", "-extfile", names,
        )  # fmt: skip
        both.write_bytes(key.read_bytes() + made.read_bytes())
    return both


def _openssl(*words: object) -> None:
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)  # noqa: S607 -- the system's own
