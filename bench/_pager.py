"""A client of the usual kind: gzipped JSON, one collection after the other, page by page."""

import ssl
import sys

import httpx2
import truststore

from bench._link import SERVER
from bench._peers import PAGE


def main(argv: list[str]) -> int:
    flow, collections = argv[0], argv[1:]
    trust = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    with httpx2.Client(base_url=f"https://{SERVER}:8444", verify=trust, timeout=600) as client:
        if flow == "thirty":
            for number in range(30):
                body = {"scores": {"content": 3}, "text": f"Review {number} " + "words " * 50}
                client.post("/reviews", json=body).raise_for_status()
            return 0
        for collection in collections:
            at = 0
            while True:
                words = {"since": 1} if flow == "nothing" else {"offset": at}
                said = client.get(f"/{collection}", params=words).raise_for_status().json()
                at += PAGE
                if not said["more"]:
                    break
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
