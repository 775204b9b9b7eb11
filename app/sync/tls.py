"""TLS as this system trusts it, with the last session taken up again by the next connection.

A full handshake costs about two kilobytes and, with TLS 1.2, a round trip; a resumed one
sends no certificates. Sessions are kept in memory only, each for the host it was made with.
"""

import socket
import ssl
from functools import cache
from threading import Lock
from typing import Any

import truststore

CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""What is offered with TLS 1.2: the ones that are sound, and so a shorter greeting."""


@cache
def context_for(origin: str) -> ssl.SSLContext:
    """Return the one context for `origin` (scheme, host and port) of this run of the program."""
    del origin  # it only names the context: a session is never offered to another host
    return Resuming(ssl.PROTOCOL_TLS_CLIENT)


class Resuming(truststore.SSLContext):
    """Trusts what this system trusts; TLS 1.2 or newer; offers the last session again."""

    def __init__(self, protocol: int) -> None:
        super().__init__(protocol)
        self.minimum_version = ssl.TLSVersion.TLSv1_2
        self.set_ciphers(CIPHERS)
        self._latest: tuple[str | None, Any] | None = None
        self._session: tuple[str | None, ssl.SSLSession] | None = None
        self._newest = False
        """Whether the last connection spoke TLS 1.3."""
        self._guard = Lock()

    def wrap_socket(
        self,
        sock: socket.socket,
        server_side: bool = False,  # noqa: FBT001, FBT002 -- see above
        do_handshake_on_connect: bool = True,  # noqa: FBT001, FBT002 -- see above
        suppress_ragged_eofs: bool = True,  # noqa: FBT001, FBT002 -- see above
        server_hostname: str | None = None,
        session: ssl.SSLSession | None = None,
    ) -> ssl.SSLSocket:
        if session is None:
            session = self._last(server_hostname)
        # Who spoke TLS 1.3 a moment ago does so again: nothing of 1.2 need be offered.
        self.minimum_version = (
            ssl.TLSVersion.TLSv1_2
            if session is None or not self._newest
            else ssl.TLSVersion.TLSv1_3
        )
        try:
            made = super().wrap_socket(
                sock,
                server_side,
                do_handshake_on_connect,
                suppress_ragged_eofs,
                server_hostname,
                session,
            )
        except OSError:
            # Whatever was wrong: the next try shall not stand on this session again.
            with self._guard:
                self._latest = self._session = None
            raise
        with self._guard:
            self._newest = made.version() == "TLSv1.3"
            # A socket forgets its session when it is closed; what lies beneath does not.
            self._latest = server_hostname, getattr(made, "_sslobj", made)
        return made

    def _last(self, host: str | None) -> ssl.SSLSession | None:
        """Return the newest session with `host`.

        With TLS 1.3 the ticket comes after the handshake, with the first answer: so it is
        taken from the connection as late as here.
        """
        with self._guard:
            if self._latest is not None:
                whose, made = self._latest
                found = made.session
                if found is not None and found.has_ticket:
                    self._session = whose, found
            if self._session is None or self._session[0] != host:
                return None
            return self._session[1]
